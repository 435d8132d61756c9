package schema_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/internal/golden"
	"github.com/astrofile/astrofile/schema"
)

func TestReadOrganization(t *testing.T) {
	golden.Run(t, "testdata/organization/*.txtar", func(t *testing.T, a *golden.Archive) {
		for _, name := range a.Inputs() {
			o, err := schema.ReadOrganization(a.Input(name))
			if err != nil {
				assert.Empty(t, o)
				a.Want(name, []byte(err.Error()+"\n"))
				continue
			}
			text, err := json.MarshalIndent(o, "", "  ")
			require.NoError(t, err)
			a.Want(name, append(text, '\n'))

			again, err := schema.ReadOrganization(text)
			require.NoError(t, err, "what is written can be read")
			assert.Equal(t, o, again)
			_, err = schema.For(deployfile.ModeAny, o.Options()...)
			assert.NoError(t, err, "what can be read is fit for use")
		}
	})
}

func FuzzReadOrganization(f *testing.F) {
	for _, a := range golden.Read(f, "testdata/organization/*.txtar") {
		for _, name := range a.Inputs() {
			f.Add(a.Input(name))
		}
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		o, err := schema.ReadOrganization(text)
		if err != nil {
			assert.Empty(t, o)
			assert.Less(t, len(err.Error()), 1000)
			return
		}
		document, err := schema.For(deployfile.ModeCreate, o.Options()...)
		require.NoError(t, err)
		assert.True(t, json.Valid(document))
	})
}
