package rbac_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/internal/golden"
	"github.com/astrofile/astrofile/rbac"
)

// TestAccessPlans runs the archives: live.json and want.json make a plan, shown for people and in its wire form.
func TestAccessPlans(t *testing.T) {
	golden.Run(t, "testdata/access/*.txtar", func(t *testing.T, a *golden.Archive) {
		live, want := access(t, string(a.Input("live.json"))), access(t, string(a.Input("want.json")))
		set := a.Options("want.json", "prune", "applier")
		o := rbac.AccessOptions{Catalogue: custom(t), Workspaces: where}
		for kind := range strings.FieldsSeq(set["prune"]) {
			o.Prune = append(o.Prune, rbac.PrincipalKind(kind))
		}
		if name := set["applier"]; name != "" {
			o.Applier = rbac.Party{Kind: rbac.KindPerson, Name: name}
		}
		assert.False(t, rbac.HasErrors(want.Validate(o)))
		plan := rbac.DiffAccess(live, want, o)

		var text bytes.Buffer
		require.NoError(t, plan.Text(&text))
		a.Want("text", text.Bytes())
		wire, err := json.Marshal(plan)
		require.NoError(t, err)
		var shown bytes.Buffer
		require.NoError(t, json.Indent(&shown, wire, "", " "))
		a.Want("json", append(shown.Bytes(), '\n'))
	})
}
