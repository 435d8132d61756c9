package editors

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/internal/sample"
	"github.com/astrofile/astrofile/schema/validate"
)

// ajvCase is a file that ajv holds against a document.
type ajvCase struct {
	Schema string `json:"schema"`
	Text   string `json:"text"`

	name string
	mode deployfile.Mode
}

type ajvAnswer struct {
	Schemas map[string]*string `json:"schemas"` // complaints by document, nil for none
	Cases   []struct {
		Value any  `json:"value"`
		Valid bool `json:"valid"`
	} `json:"cases"`
}

// ajv compiles the committed documents and validates the files.
func ajv(t *testing.T, cases []ajvCase) ajvAnswer {
	t.Helper()
	in, err := json.Marshal(cases)
	require.NoError(t, err)
	cmd := command(t.Context(), t, "ajv.mjs", "../../documents")
	cmd.Stdin = bytes.NewReader(in)
	var complaints bytes.Buffer
	cmd.Stderr = &complaints
	out, err := cmd.Output()
	require.NoError(t, err, complaints.String())
	require.Empty(t, complaints.String())
	var answer ajvAnswer
	require.NoError(t, json.Unmarshal(out, &answer))
	require.Len(t, answer.Cases, len(cases))
	return answer
}

func TestStrictModeOfAjv(t *testing.T) {
	t.Parallel()
	answer := ajv(t, []ajvCase{})
	require.Len(t, answer.Schemas, len(modes))
	for name, complaints := range answer.Schemas {
		if complaints != nil {
			assert.Fail(t, name, *complaints)
		}
	}
}

// TestAjvAgrees holds the same values against the same documents with ajv and with package validate.
func TestAjvAgrees(t *testing.T) {
	t.Parallel()
	var cases []ajvCase
	add := func(name, text string) {
		for _, mode := range modes {
			cases = append(cases, ajvCase{Schema: mode.String() + ".schema.json", Text: text, name: name, mode: mode})
		}
	}
	for _, f := range storeFiles(t) {
		add(f.name, f.text)
	}
	for _, v := range variants {
		add(v.String(), whole(v))
	}
	for _, f := range fieldsOfToday() {
		for _, value := range []string{valueOf(f), "nonsense", "{wrong: type}", "[wrong type]", "null", `""`, "7", "true", "<name>"} {
			add(f.Path+": "+value, insert(f, variantOf(f), value))
		}
	}
	add("sample.Small", string(sample.Small()))
	answer := ajv(t, cases)
	refused := 0
	for i, c := range cases {
		found, err := validate.Value(c.mode, answer.Cases[i].Value)
		require.NoError(t, err)
		assert.Equal(t, found.Err() == nil, answer.Cases[i].Valid, "%s as %s: ajv and package validate\n%v\n%s", c.name, c.mode, found.Err(), c.Text)
		if !answer.Cases[i].Valid {
			refused++
		}
	}
	assert.NotZero(t, refused)
	assert.NotEqual(t, len(cases), refused)
}
