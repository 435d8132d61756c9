package validate_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/sample"
	"github.com/astrofile/astrofile/schema/validate"
)

// FuzzFile states that any text gives findings that stand inside of it, and that the short way says what the library
// says.
func FuzzFile(f *testing.F) {
	f.Add("a.yaml", sample.Small())
	f.Add("a.json", []byte(`{"deployment":{"configuration":{"name":1}}}`))
	f.Add("a.yaml", []byte("deployment:\n  worker_queues: [{}, [], <x>, {{ x }}]\n"))
	f.Fuzz(func(t *testing.T, name string, src []byte) {
		file, _ := deployfile.Parse(name, src)
		for _, mode := range modes {
			found, err := validate.File(mode, file)
			require.NoError(t, err)
			require.LessOrEqual(t, len(found), diag.MaxFindings+1)
			for _, d := range found {
				if d.Range != nil {
					require.LessOrEqual(t, 0, d.Range.Start.Offset)
					require.LessOrEqual(t, d.Range.Start.Offset, d.Range.End.Offset)
					require.LessOrEqual(t, d.Range.End.Offset, len(file.Source()))
				}
			}
			if value, ok := validate.ValueOf(name, file.Source()); ok {
				want, err := validate.Library(mode, value)
				require.NoError(t, err)
				assert.Equal(t, want, len(found) == 0)
			}
		}
	})
}

// FuzzCompile states that any document is a schema or an error, and that a value has findings exactly when the library
// refuses it.
func FuzzCompile(f *testing.F) {
	f.Add([]byte(`{"properties":{"a":{"$ref":"#/definitions/x"}},"definitions":{"x":{"type":"integer","minimum":3}}}`), []byte(`{"a":2}`))
	f.Add([]byte(`{"if":{"type":"string"},"then":{"minLength":2},"else":{"anyOf":[{"type":"null"},{"contains":{"const":1}}]}}`), []byte(`[2]`))
	f.Add([]byte(`{"oneOf":[{"required":["a"]},{"dependencies":{"a":["b"],"b":{"not":{}}}}],"propertyNames":{"pattern":"a"}}`), []byte(`{"a":2}`))
	f.Add([]byte(`{"additionalProperties":{"uniqueItems":true},"patternProperties":{"^x":false}}`), []byte(`{"x":2,"y":[1,1]}`))
	f.Fuzz(func(t *testing.T, document, src []byte) {
		v, err := validate.Compile(document)
		if err != nil {
			return
		}
		var value any
		if json.Unmarshal(src, &value) != nil {
			return
		}
		found, err := v.Value(value)
		if err != nil {
			return
		}
		want, err := validate.LibraryOf(document, value)
		if err != nil {
			return // a title that is no text, for example
		}
		assert.Equal(t, want, len(found) == 0)
	})
}
