package deployfile_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/internal/golden"
)

// TestDefectPlans updates a live Deployment with files that make the official CLI lose or ignore something, and shows our
// findings and plans: the plan with secrets kept, and the strict one where that is another.
func TestDefectPlans(t *testing.T) {
	golden.Run(t, "testdata/defectplans/*.txtar", func(t *testing.T, a *golden.Archive) {
		was, found := deployfile.Parse("live.yaml", a.Input("context/live.yaml"))
		require.NoError(t, found.Err())
		live := was.Deployment
		for _, name := range a.Inputs() {
			if strings.HasPrefix(name, "context/") {
				continue
			}
			file, found := deployfile.Check(name, a.Input(name), deployfile.ValidateOptions{
				Mode: deployfile.ModeUpdate, Live: &live, KeepsSecrets: true,
			})
			a.Want(name+".findings", render(found))
			want, _ := deployfile.KeepSecrets(live, file.Deployment, deployfile.SecretOptions{})
			kept, strict := deployfile.Diff(live, want).String(), deployfile.Diff(live, file.Deployment).String()
			a.Want(name+".plan", []byte(kept+"\n"))
			if strict != kept {
				a.Want(name+".strict", []byte(strict+"\n"))
			}
		}
	})
}
