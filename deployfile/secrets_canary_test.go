package deployfile_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
)

// findingForms returns all that a program may show of findings.
func findingForms(t *testing.T, found diag.List, o diag.TextOptions) map[string]string {
	t.Helper()
	forms := map[string]string{}
	write := func(form string, f func(*bytes.Buffer) error) {
		var b bytes.Buffer
		require.NoError(t, f(&b))
		forms[form] = b.String()
	}
	write("text", func(b *bytes.Buffer) error { return found.Text(b, o) })
	write("github", func(b *bytes.Buffer) error { return found.GitHub(b) })
	write("sarif", func(b *bytes.Buffer) error { return diag.SARIF(b, diag.Run{Findings: found}) })
	forms["json"] = string(diag.NewEnvelope("etl.yaml", "update", found).AppendJSON(nil))
	if err := found.Err(); err != nil {
		forms["error"] = fmt.Sprintf("%v %+v %#v %q", err, err, err, fmt.Errorf("cannot go on: %w", err))
	}
	maps.Copy(forms, valueForms(t, found))
	return forms
}

// valueForms returns what fmt and encoding/json make of a value, of a pointer to it, and of both inside other values.
func valueForms(t *testing.T, value any) map[string]string {
	t.Helper()
	forms := printedForms(t, value)
	inside := struct{ value any }{value} // where fmt cannot ask the value to format itself
	for verb := range forms {
		if strings.HasPrefix(verb, "%") {
			forms[verb] += fmt.Sprintf(verb, inside)
		}
	}
	return forms
}

// printedForms returns what fmt and encoding/json make of a value and of a pointer to it.
func printedForms(t *testing.T, value any) map[string]string {
	t.Helper()
	forms := map[string]string{}
	for _, verb := range []string{"%v", "%+v", "%#v", "%q", "%s", "%x", "%X", "%d", "%t", "%p", "%20.3v"} {
		forms[verb] = fmt.Sprintf(strings.Repeat(verb, 4), value, &value, []any{value}, map[string]any{"it": value})
	}
	text, err := json.Marshal(map[string]any{"it": value})
	require.NoError(t, err)
	forms["marshalled"] = string(text)
	return forms
}

// assertNowhere asserts that no form shows the canary, as it is or in hexadecimal.
func assertNowhere(t *testing.T, forms map[string]string, about string) {
	t.Helper()
	for form, shown := range forms {
		assert.NotContains(t, shown, canary, "%s of %s", form, about)
		assert.NotContains(t, strings.ToLower(shown), fmt.Sprintf("%x", canary), "%s of %s", form, about)
	}
}

// TestKeptSecretsAppearNowhere shows what KeepSecrets finds about every file that has a secret somewhere.
func TestKeptSecretsAppearNowhere(t *testing.T) {
	live := deployfile.Deployment{EnvironmentVariables: []deployfile.EnvironmentVariable{
		{Key: "LOGIN", IsSecret: true, Value: new(canary)}, {Key: "DB_PASSWORD", Value: new(canary)}, {Key: "LEFT", IsSecret: true},
	}}
	for name, src := range leakFiles() {
		file, _ := deployfile.Parse(name, []byte(src))
		for _, o := range []deployfile.SecretOptions{
			{}, {Strict: true}, {Expose: []string{"LOGIN"}}, {Delete: []string{"LOGIN", "DB_PASSWORD=" + canary}},
			{Blank: []string{"LOGIN", "LEFT"}}, {Values: func(string) (string, bool) { return canary, true }},
		} {
			_, found := deployfile.KeepSecrets(live, file.Deployment, o)
			options := diag.TextOptions{Source: file.Source(), Redact: file.SecretRanges(), Width: 1000}
			assertNowhere(t, findingForms(t, found, options), name)
			assertNowhere(t, findingForms(t, file.Locate(found), options), name)
		}
	}
}

// TestHiddenValuesAppearNowhere shows variables whose value comes from outside the file.
func TestHiddenValuesAppearNowhere(t *testing.T) {
	want := deployfile.Deployment{EnvironmentVariables: []deployfile.EnvironmentVariable{
		{Key: "PLAIN"}, {Key: "NEW", IsSecret: true}, {Key: "OPEN", Value: new("shown")},
	}}
	got, found := deployfile.KeepSecrets(deployfile.Deployment{}, want, deployfile.SecretOptions{
		Values: func(string) (string, bool) { return canary, true },
	})
	require.NoError(t, found.Err())
	v := got.EnvironmentVariables[0]
	require.Equal(t, canary, *v.Value)
	assert.Equal(t, "PLAIN=(hidden)", v.String())
	assert.Equal(t, "[PLAIN=(hidden) NEW=(secret) OPEN=\"shown\"]", fmt.Sprint(got.EnvironmentVariables))
	text, err := json.Marshal(v)
	require.NoError(t, err)
	assert.JSONEq(t, `{"is_secret": false, "key": "PLAIN", "value": "(hidden)"}`, string(text))
	text, err = v.MarshalText()
	require.NoError(t, err)
	assert.Equal(t, "PLAIN=(hidden)", string(text))
	for _, shown := range []any{v, got, got.EnvironmentVariables, &got.EnvironmentVariables[1]} {
		assertNowhere(t, valueForms(t, shown), fmt.Sprintf("%T", shown))
	}
	assertNowhere(t, findingForms(t, got.Validate(deployfile.ValidateOptions{Mode: deployfile.ModeCreate}), diag.TextOptions{}), "validation")

	file, err := deployfile.Marshal(got, deployfile.SyntaxYAML)
	require.NoError(t, err)
	assert.Equal(t, 2, strings.Count(string(file), canary), "the door to the values")
}

// TestEnvFilesAppearNowhere shows .env files with a secret in every place, cut off at every byte.
func TestEnvFilesAppearNowhere(t *testing.T) {
	for name, text := range map[string]string{
		"bare":     "A=c4n4ry\nexport B = c4n4ry # c4n4ry\n#C=c4n4ry\nD=${c4n4ry}\nA=c4n4ry\n",
		"single":   "A='c4n4ry'\nB='c4n4ry\nKEY=c4n4ry\n'\nC='c4n4ry' c4n4ry\nD='c4n4ry\nE='c4n4ry'\n",
		"double":   "A=\"c4n4ry\\n\"\nB=\"c4n4ry\nKEY=c4n4ry\n\"\nC=\"c4n4ry\" c4n4ry\nD=\"c4n4ry${c4n4ry}\nE=\"c4n4ry\"\n",
		"backtick": "A=`c4n4ry`\n",
		"line":     "c4n4ry\nA: c4n4ry\nc4n4ry c4n4ry\n[c4n4ry]\n",
		"key":      "c4n4ry/c4n4ry+==\n c4n4ry c4n4ry=1\n",
		"block":    "A=-----BEGIN KEY-----c4n4ry\nc4n4ryc4n4ry==\nc4n4ry=\n-----END KEY-----\nB=-----BEGIN KEY-----\nc4n4ry==\nc4n4ry==\n",
		"bytes":    "A=c4n4ry\xff\nB=c4n4ry\n",
		"NUL":      "A=c4n4ry\x00\n",
		"large":    "A=c4n4ry\n" + strings.Repeat("#", 1<<20),
	} {
		t.Run(name, func(t *testing.T) {
			for end := range min(len(text)+1, 300) {
				if end == 299 {
					end = len(text)
				}
				src := []byte(text[:end])
				file, found := deployfile.ReadEnv("ci.env", src)
				found = append(found, everyLine(src)...)
				options := diag.TextOptions{Source: src, Redact: file.SecretRanges(), Width: 1000}
				assertNowhere(t, findingForms(t, found, options), fmt.Sprintf("%q", src[:min(end, 300)]))
				assertNowhere(t, valueForms(t, file), "the file")
				assertNowhere(t, valueForms(t, *file), "the file")
				assertNowhere(t, valueForms(t, file.Variables), "the variables")
			}
		})
	}
}

func TestFingerprintsAppearNowhere(t *testing.T) {
	f, err := deployfile.NewFingerprints([]byte(strings.Repeat(canary, 3)))
	require.NoError(t, err)
	f.Of = map[string]string{"A": "v1:00"}
	for _, shown := range []any{f, &f} {
		assertNowhere(t, printedForms(t, shown), fmt.Sprintf("%T", shown))
	}
	assert.Equal(t, "deployfile.Fingerprints(1)", fmt.Sprintf("%#v", f))
}
