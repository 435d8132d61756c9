package deployfile_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
)

// canary stands for a secret. Nothing in it looks like a credential.
const canary = "c4n4ry"

const plainConfiguration = `  configuration:
    name: etl
    executor: CELERY
    deployment_type: STANDARD
    unknown_key: 1
`

// leaks are files with a secret in every place and form that somebody might write it in, by name of the file.
var leaks = map[string]string{
	"block.yaml":           "  - is_secret: true\n    key: LOGIN\n    value: c4n4ry\n",
	"comment.yaml":         "  - is_secret: true\n    key: LOGIN\n    value: c4n4ry # not c4n4ry any more\n",
	"flow.yaml":            "  - {is_secret: true, key: LOGIN, value: c4n4ry}\n",
	"flow-list.yaml":       "  - {is_secret: true, key: LOGIN, value: [c4n4ry]}\n",
	"double.yaml":          "  - is_secret: true\n    key: LOGIN\n    value: \"c4n4ry\"\n",
	"single.yaml":          "  - is_secret: true\n    key: LOGIN\n    value: 'c4n4ry'\n",
	"literal.yaml":         "  - is_secret: true\n    key: LOGIN\n    value: |\n      first c4n4ry\n      second c4n4ry\n",
	"nested-file.yaml":     "  - is_secret: true\n    key: LOGIN\n    value: |\n      configuration:\n        region: c4n4ry\n  - [\n",
	"nested-control.yaml":  "  - is_secret: true\n    key: LOGIN\n    value: |\n      configuration:\n        region: c4n4ry\n  - \x01\n",
	"folded.yaml":          "  - is_secret: true\n    key: LOGIN\n    value: >-\n      name: c4n4ry\n      c4n4ry\n",
	"several-lines.yaml":   "  - is_secret: true\n    key: LOGIN\n    value: first\n      c4n4ry\n      third\n",
	"next-line.yaml":       "  - is_secret: true\n    key: LOGIN\n    value:\n      c4n4ry\n",
	"complex-key.yaml":     "  - is_secret: true\n    key: LOGIN\n    ? value\n    : c4n4ry\n",
	"mapping-key.yaml":     "  - ? {is_secret: true, key: LOGIN, value: c4n4ry}\n    : text\n",
	"mapping-as-key.yaml":  "  - {value: c4n4ry}: text\n",
	"block-key.yaml":       "  - ? value: c4n4ry\n      key: LOGIN\n",
	"list-key.yaml":        "    ? - c4n4ry\n",
	"braces.yaml":          "  - {{ c4n4ry }}\n",
	"tag.yaml":             "  - is_secret: true\n    key: LOGIN\n    value: !c4n4ry\n",
	"tag-quote.yaml":       "  - is_secret: true\n    key: LOGIN\n    value: !c4n4ry%21\\\" \n",
	"core-tag.yaml":        "  - is_secret: true\n    key: LOGIN\n    value: !!str c4n4ry\n",
	"anchor.yaml":          "  - is_secret: true\n    key: LOGIN\n    value: &c4n4ry\n",
	"alias-no-flag.yaml":   "  - key: DB_PASSWORD\n    value: *c4n4ry\n",
	"tag-no-flag.yaml":     "  - key: LEVEL\n    value: !c4n4ry\n",
	"alias.yaml":           "  - is_secret: true\n    key: LOGIN\n    value: *c4n4ry\n",
	"at.yaml":              "  - is_secret: true\n    key: LOGIN\n    value: @c4n4ry\n",
	"percent.yaml":         "  - is_secret: true\n    key: LOGIN\n    value: %c4n4ry\n",
	"colon.yaml":           "  - is_secret: true\n    key: LOGIN\n    value: c4n4ry: c4n4ry\n",
	"behind-quotes.yaml":   "  - is_secret: true\n    key: LOGIN\n    value: \"open\"c4n4ry\n",
	"bracket.yaml":         "  - is_secret: true\n    key: LOGIN\n    value: [c4n4ry\n",
	"brace.yaml":           "  - is_secret: true\n    key: LOGIN\n    value: {c4n4ry\n",
	"mapping-value.yaml":   "  - is_secret: true\n    key: LOGIN\n    value: {c4n4ry: c4n4ry}\n",
	"twice.yaml":           "  - is_secret: true\n    key: LOGIN\n    value: c4n4ry\n    value: c4n4ry-2\n",
	"twice-flag.yaml":      "  - is_secret: true\n    is_secret: false\n    key: LOGIN\n    value: c4n4ry\n",
	"second.yaml":          "  - is_secret: true\n    key: LOGIN\n    value: c4n4ry\n  - key: PUBLIC\n    value: c4n4ry\n",
	"quoted-flag.yaml":     "  - is_secret: \"true\"\n    key: LOGIN\n    value: c4n4ry\n",
	"word-flag.yaml":       "  - is_secret: yes\n    key: LOGIN\n    value: c4n4ry\n",
	"number-flag.yaml":     "  - is_secret: 1\n    key: LOGIN\n    value: c4n4ry\n",
	"list-flag.yaml":       "  - is_secret: [true]\n    key: LOGIN\n    value: c4n4ry\n",
	"value-as-flag.yaml":   "  - is_secret: c4n4ry\n    key: LOGIN\n",
	"api-flag.yaml":        "  - isSecret: true\n    key: LOGIN\n    value: c4n4ry\n",
	"misspelt-flag.yaml":   "  - is_secrt: true\n    key: LOGIN\n    value: c4n4ry\n",
	"upper-flag.yaml":      "  - IS_SECRET: true\n    key: LOGIN\n    value: c4n4ry\n",
	"other-flag.yaml":      "  - sensitive: true\n    key: LOGIN\n    value: c4n4ry\n",
	"no-flag.yaml":         "  - key: DB_PASSWORD\n    value: c4n4ry\n",
	"null-flag.yaml":       "  - key: DB_PASSWORD\n    value: c4n4ry\n    is_secret:\n",
	"false-flag.yaml":      "  - key: DB_PASSWORD\n    value: c4n4ry\n    is_secret: false\n",
	"shape.yaml":           "  - key: DB\n    value: postgres://etl:c4n4ry@db\n",
	"misspelt-value.yaml":  "  - is_secret: true\n    key: LOGIN\n    vlaue: c4n4ry\n",
	"plain-misspelt.yaml":  "  - key: DB_PASSWORD\n    valeu: c4n4ry\n",
	"api-value.yaml":       "  - {is_secret: true, name: LOGIN, text: c4n4ry}\n",
	"no-key.yaml":          "  - value: c4n4ry\n",
	"key-list.yaml":        "  - key: [c4n4ry]\n    value: open\n",
	"key-value.yaml":       "  - key: DB_PASSWORD=c4n4ry\n    is_secret: true\n",
	"key-blank.yaml":       "  - key: DB_PASSWORD c4n4ry\n",
	"mapping-entry.yaml":   "  - DB_PASSWORD: c4n4ry\n",
	"text-entry.yaml":      "  - DB_PASSWORD=c4n4ry\n  - \"LOGIN=c4n4ry\"\n",
	"key-entry.yaml":       "  - DB_PASSWORD=c4n4ry:\n",
	"flow-key-entry.yaml":  "  - {DB_PASSWORD=c4n4ry}\n",
	"list-entry.yaml":      "  - [DB_PASSWORD, c4n4ry]\n",
	"mapping.yaml":         "    DB_PASSWORD: c4n4ry\n    LOGIN: c4n4ry\n",
	"mapping-nested.yaml":  "    DB_PASSWORD: {value: c4n4ry}\n",
	"no-dash.yaml":         "    is_secret: true\n    key: LOGIN\n    value: c4n4ry\n",
	"block-text.yaml":      "    |\n    DB_PASSWORD=c4n4ry\n    name: c4n4ry\n",
	"typed.yaml":           "  - is_secret: true\n    key: LOGIN\n    value: 0x1c4n4ry\n",
	"tab.yaml":             "  - is_secret: true\n\tkey: LOGIN\n\tvalue: c4n4ry\n",
	"tabs.yaml":            "\t- is_secret: true\n\t  key: LOGIN\n\t  value: c4n4ry\n",
	"ignored.yaml":         "  - is_secret: true # astrofile: ignore secret-in-plain-text c4ge\n    key: LOGIN\n    value: c4n4ry # astrofile: ignore\n",
	"half-value.yaml":      "  - is_secret: true\n    key: LOGIN\n    value c4n4ry\n",
	"half-colon.yaml":      "  - is_secret: true\n    key: LOGIN\n    value:c4n4ry\n",
	"quote-before.yaml":    "  - is_secret: true\n    key: \"LOGIN\n    value: c4n4ry\n",
	"quote-inside.yaml":    "  - is_secret: true\n    key: LOGIN\n    value: \"c4n4ry\n  - key: PUBLIC\n    value: open\n",
	"quote-middle.yaml":    "  - is_secret: true\n    key: LOGIN\n    value: c4\"n4ry c4n4ry\"\n  - \"\n",
	"quote-after.yaml":     "  - is_secret: true\n    key: LOGIN\n    value: c4n4ry\n  - key: 'PUBLIC\n    value: open\n",
	"quote-pair.yaml":      "  - key: \"LOGIN\n    is_secret: true\n    value: c4n4ry\n  - key: PUBLIC\"\n    value: open\n",
	"quote-value.yaml":     "  - key: PUBLIC\n    value: \"open\n  - is_secret: true\n    value: c4n4ry\n    key: LOGIN\"\n",
	"wrong-align.yaml":     "  - is_secret: true\n    key: LOGIN\n     value: c4n4ry\n",
	"dedent.yaml":          "  - is_secret: true\n    key: LOGIN\n   value: c4n4ry\n",
	"extra-dash.yaml":      "  - is_secret: true\n    key: LOGIN\n    - value: c4n4ry\n",
	"unknown-escape.yaml":  "  - is_secret: true\n    key: LOGIN\n    value: \"\\c4n4ry\"\n",
	"control.yaml":         "  - is_secret: true\n    key: LOGIN\n    value: c4n4ry\x01\n",
	"latin1.yaml":          "  - is_secret: true\n    key: LOGIN\n    value: c4n4ry\xe5\n",
	"commented.yaml":       "  - is_secret: true\n    key: LOGIN\n    value:\n#   value: c4n4ry: [\n  - [\n",
	"credential-name.yaml": "  - is_secret: true\n    key: LOGIN\n    value: open\n    password: c4n4ry\n",
}

// leakFiles returns whole files: the sections of leaks, and files in which the secret stands elsewhere.
func leakFiles() map[string]string {
	files := map[string]string{
		"quote-name.yaml":      "deployment:\n  configuration:\n    executor: CELERY\n    name: \" \n  environment_variables:\n  - {is_secret: true, key: A,\n     value: c4n4ry}\n  metadata:\n    status: x\"\n",
		"quote-short.yaml":     "deployment:\n  configuration:\n    executor: CELERY\n    name: ' \n  - value: c4n4ry\n  key: LOGIN'\n",
		"alias-extension.yaml": "x-login: &login c4n4ry\ndeployment:\n  environment_variables:\n  - {key: LOGIN, is_secret: true, value: *login}\n" + plainConfiguration,
		"alias-public.yaml":    "deployment:\n  environment_variables:\n  - {key: PUBLIC, value: &login c4n4ry}\n  - {key: LOGIN, is_secret: true, value: *login}\n" + plainConfiguration,
		"alias-metadata.yaml":  "deployment:\n  metadata: {release_name: &login c4n4ry}\n  environment_variables:\n  - {key: LOGIN, is_secret: true, value: *login}\n" + plainConfiguration,
		"alias-entry.yaml":     "x-entries:\n- &login\n  key: LOGIN\n  is_secret: true\n  value: c4n4ry\ndeployment:\n  environment_variables:\n  - *login\n" + plainConfiguration,
		"alias-section.yaml":   "x-all: &all\n- key: LOGIN\n  is_secret: true\n  value: c4n4ry\ndeployment:\n  environment_variables: *all\n" + plainConfiguration,
		"merge.yaml":           "x-login: &login {is_secret: true, value: c4n4ry}\ndeployment:\n  environment_variables:\n  - key: LOGIN\n    <<: *login\n" + plainConfiguration,
		"merge-public.yaml":    "deployment:\n  environment_variables:\n  - &one\n    key: ONE\n    value: c4n4ry\n  - <<: *one\n    key: DB_PASSWORD\n" + plainConfiguration,
		"extension.yaml":       "x-login: c4n4ry\nx-more:\n  name: c4n4ry\ndeployment:\n" + plainConfiguration,
		"misplaced.yaml":       "deployment:\n" + plainConfiguration + "    environment_variables:\n    - is_secret: true\n      key: LOGIN\n      value: c4n4ry\n",
		"top.yaml":             "environment_variables:\n- is_secret: true\n  key: LOGIN\n  value: c4n4ry\ndeployment:\n" + plainConfiguration,
		"no-deployment.yaml":   "environment_variables:\n- is_secret: true\n  key: LOGIN\n  value: c4n4ry\n" + strings.ReplaceAll(plainConfiguration[2:], "\n  ", "\n"),
		"no-deployment.json":   `{"environment_variables": {"LOGIN": "c4n4ry"}, "configuration": {"name": "etl"}}`,
		"two-sections.yaml":    "deployment:\n  environment_variables:\n  - {key: LOGIN, is_secret: true, value: c4n4ry}\n  environment_variables: []\n" + plainConfiguration,
		"old.yaml":             "deployment:\n  astronomer_variables:\n  - {key: LOGIN, is_secret: true, value: c4n4ry}\n" + plainConfiguration,
		"old-mapping.yaml":     "deployment:\n  astronomer_variables: {LOGIN: c4n4ry}\n" + plainConfiguration,
		"api.yaml":             "deployment:\n  environmentVariables:\n  - {key: LOGIN, isSecret: true, value: c4n4ry}\n" + plainConfiguration,
		"misspelt.yaml":        "deployment:\n  enviroment_variables: {LOGIN: c4n4ry}\n" + plainConfiguration,
		"upper.yaml":           "deployment:\n  Environment_Variables: [{LOGIN: c4n4ry}]\n" + plainConfiguration,
		"other-name.yaml":      "deployment:\n  env: {LOGIN: c4n4ry}\n  secrets:\n  - c4n4ry\n  vars: [LOGIN=c4n4ry]\n" + plainConfiguration,
		"value-outside.yaml":   "deployment:\n" + plainConfiguration + "    value: c4n4ry\n    password: c4n4ry\n  worker_queues:\n  - name: default\n    token: c4n4ry\n",
		"in-metadata.yaml":     "deployment:\n" + plainConfiguration + "  metadata:\n    token: c4n4ry\n    webserver_url: https://me:c4n4ry@example.com\n",
		"in-misplaced.yaml":    "deployment:\n" + plainConfiguration + "    worker_queues:\n    - name: default\n      token: c4n4ry\n    metadata:\n      password: c4n4ry\n",
		"list-root.yaml":       "- deployment:\n    environment_variables:\n    - {key: LOGIN, is_secret: true, value: c4n4ry}\n",
		"text-root.yaml":       "LOGIN=c4n4ry\n",
		"variables-root.yaml":  "LOGIN: c4n4ry\nPASSWORD: c4n4ry\n",
		"second-document.yaml": "deployment:\n" + plainConfiguration + "---\n{deployment: {environment_variables: [{key: LOGIN, is_secret: true, value: c4n4ry}]}}\n",
		"first-document.yaml":  "---\n# LOGIN\n...\n---\ndeployment:\n" + plainConfiguration + "---\nLOGIN: c4n4ry\n...\n",
		"behind.json":          `{"deployment": {"configuration": {"name": "etl"}}} {"LOGIN": "c4n4ry"}`,
		"single-quotes.json":   `{"deployment": {"environment_variables": [{"key": "LOGIN", "is_secret": true, "value": 'c4n4ry'}]}}`,
		"no-quotes.json":       `{"deployment": {"environment_variables": [{"key": "LOGIN", "is_secret": true, "value": c4n4ry}]}}`,
		"lines.json":           "{\"deployment\": {\"environment_variables\": [\n{\"key\": \"LOGIN\",\n\"is_secret\": true,\n\"value\":\n\"c4n4ry\"}]}}\n",
		"entry.json":           `{"deployment": {"environment_variables": [{"DB_PASSWORD": "c4n4ry"}, "LOGIN=c4n4ry", ["c4n4ry"]]}}`,
		"mapping.json":         `{"deployment": {"environment_variables": {"DB_PASSWORD": "c4n4ry"}}}`,
		"pretty.json":          "{\n  \"deployment\": {\n    \"environment_variables\": [\n      {\n        \"isSecret\": true,\n        \"key\": \"LOGIN\",\n        \"value\": \"c4n4ry\"\n      }\n    ]\n  }\n}\n",
		"tab-in-text.json":     "{\"deployment\": {\"environment_variables\": [{\"key\": \"LOGIN\", \"is_secret\": true, \"value\": \"c4n4ry\t\"}]}}",
		"open.json":            `{"deployment": {"environment_variables": [{"is_secret": true, "key": "LOGIN", "value": "c4n4ry}]}}`,
	}
	for name, section := range leaks {
		files[name] = "deployment:\n  environment_variables:\n" + section + plainConfiguration
	}
	return files
}

func TestSecretsAppearNowhere(t *testing.T) {
	files := leakFiles()
	names := make([]string, 0, len(files))
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			require.Contains(t, files[name], canary)
			for _, mode := range []deployfile.Mode{deployfile.ModeAny, deployfile.ModeCreate, deployfile.ModeUpdate, deployfile.ModeTemplate} {
				for form, shown := range everyForm(t, name, []byte(files[name]), mode) {
					if !assert.NotContains(t, shown, canary, form) {
						return
					}
				}
			}
		})
	}
}

// TestSecretsOfTruncatedFilesAppearNowhere cuts files off at every byte.
func TestSecretsOfTruncatedFilesAppearNowhere(t *testing.T) {
	entry := "\n  - is_secret: true\n    key: LOGIN\n    value: c4n4ry-c4n4ry\n  - value: \"c4n4ry\"\n    key: OTHER\n    is_secret: true\n"
	for name, src := range map[string]string{
		"first.yaml":   "deployment:\n  environment_variables:" + entry + plainConfiguration,
		"last.yaml":    "deployment:\n" + plainConfiguration + "  environment_variables:" + entry,
		"flow.yaml":    "{deployment: {environment_variables: [{is_secret: true, key: LOGIN, value: 'c4n4ry'}, {key: DB_PASSWORD, value: c4n4ry}], configuration: {name: etl}}}\n",
		"literal.yaml": "deployment:\n  environment_variables:\n  - is_secret: true\n    key: LOGIN\n    value: |\n      c4n4ry\n      c4n4ry\n" + plainConfiguration,
		"anchor.yaml":  "x-login: &login c4n4ry\ndeployment:\n  environment_variables:\n  - {key: LOGIN, is_secret: true, value: *login}\n",
		"mapping.yaml": "deployment:\n  environment_variables:\n    LOGIN: c4n4ry\n    OTHER: c4n4ry\n",
		"line.json":    `{"deployment": {"environment_variables": [{"is_secret": true, "key": "LOGIN", "value": "c4n4ry"}, {"key": "DB_PASSWORD", "value": "c4n4ry"}], "configuration": {"name": "etl"}}}`,
		"lines.json":   "{\n  \"deployment\": {\n    \"environment_variables\": [\n      {\n        \"is_secret\": true,\n        \"key\": \"LOGIN\",\n        \"value\": \"c4n4ry\"\n      }\n    ]\n  }\n}\n",
	} {
		t.Run(name, func(t *testing.T) {
			for end := range len(src) {
				for form, shown := range everyForm(t, name, []byte(src[:end]), deployfile.ModeAny) {
					require.NotContains(t, shown, canary, "%s of %q", form, src[:end])
				}
			}
		})
	}
}

// everyForm returns all that a program may show of a file: its findings in every form, and an excerpt of every line.
func everyForm(t *testing.T, name string, src []byte, mode deployfile.Mode) map[string]string {
	t.Helper()
	file, found := deployfile.Check(name, src, deployfile.ValidateOptions{Mode: mode, KeepIgnored: true})
	_, parsed := deployfile.Parse(name, src)
	options := diag.TextOptions{Source: file.Source(), Redact: file.SecretRanges(), Width: 1000}
	forms := map[string]string{}
	write := func(form string, f func(*bytes.Buffer) error) {
		var b bytes.Buffer
		require.NoError(t, f(&b))
		forms[form] = b.String()
	}
	lines := everyLine(file.Source())
	all := append(slices.Clone(found), parsed...)
	write("text", func(b *bytes.Buffer) error { return all.Text(b, options) })
	write("lines", func(b *bytes.Buffer) error { return lines.Text(b, options) })
	write("github", func(b *bytes.Buffer) error { return all.GitHub(b) })
	write("sarif", func(b *bytes.Buffer) error { return diag.SARIF(b, diag.Run{Findings: all}) })
	forms["json"] = string(diag.NewEnvelope(name, mode.String(), all).AppendJSON(nil))
	forms["file"] = fmt.Sprintf("%v %+v %#v %q %s %v", file, file, file, file, file, *file)
	for _, verb := range []string{"%v", "%+v", "%#v", "%q"} {
		forms[verb] = fmt.Sprintf(verb, all)
		for i := range all {
			forms[verb] += fmt.Sprintf(verb, all[i])
		}
	}
	if err := all.Err(); err != nil {
		forms["error"] = fmt.Sprintf("%v %+v %#v %q", err, err, err, fmt.Errorf("cannot go on: %w", err))
	}
	marshalled, err := json.Marshal(all)
	require.NoError(t, err)
	forms["marshalled"] = string(marshalled)
	return forms
}

// everyLine makes a finding at the start of every line and one at its end.
func everyLine(src []byte) diag.List {
	var list diag.List
	at := 0
	for line := range bytes.Lines(src) {
		for _, offset := range []int{at, at + len(bytes.TrimRight(line, "\r\n"))} {
			place := diag.Position{Line: len(list)/2 + 1, Column: 1, Offset: offset}
			list = append(list, diag.Diagnostic{Message: "look", Range: &diag.Range{Start: place, End: place}})
		}
		at += len(line)
	}
	return list
}

// TestWhatIsPublicIsShown holds that excerpts are still of use.
func TestWhatIsPublicIsShown(t *testing.T) {
	src := `# of the data team
deployment:
  environment_variables:
  - key: REGION
    value: eu-west-1 # where the data is
  - is_secret: true
    key: LOGIN
    value: c4n4ry
  configuration:
    name: etl # nightly
    exeuctor: CELERY
    other: x
    cloudProvider: AWS
    runtime_version: [RUNTIME VERSION]
    api_key: c4n4ry
  worker_queues:
  - name: default
    is_default: true
    min_worker_cont: 3
  alert_emails: [ops@example.com]
  alert_emails: ops@example.com
  metadata:
    status: HEALTHY
`
	want := strings.NewReplacer("value: c4n4ry", "value: •••", "other: x", "other: •••", "api_key: c4n4ry", "api_key: •••").Replace(src)
	assert.Equal(t, want, shownLines(t, "etl.yaml", src))
}

// TestWhatIsPublicInBrokenTextIsShown does the same for text whose structure is in doubt.
func TestWhatIsPublicInBrokenTextIsShown(t *testing.T) {
	src := `deployment:
  environment_variables:
  - key: REGION
    value: eu-west-1
    is_secret: false
  - name: LOGIN
  configuration:
    name: etl: nightly
    region: us-east-1
    other: 5
  worker_queues: [{name: default}]
`
	want := strings.NewReplacer("value: eu-west-1", "value: •••", "name: LOGIN", "name: •••", "other: 5", "•••", "[{name: default}]", "•••").Replace(src)
	assert.Equal(t, want, shownLines(t, "etl.yaml", src))
}

// shownLines returns the lines of a text as excerpts show them.
func shownLines(t *testing.T, name, src string) string {
	t.Helper()
	file, _ := deployfile.Parse(name, []byte(src))
	var b, shown bytes.Buffer
	require.NoError(t, everyLine(file.Source()).Text(&b, diag.TextOptions{Source: file.Source(), Redact: file.SecretRanges(), Width: 1000}))
	last := ""
	for line := range strings.Lines(b.String()) {
		number, text, ok := strings.Cut(line, " | ")
		if ok && strings.TrimSpace(number) != "" && number != last {
			shown.WriteString(text)
			last = number
		}
	}
	return shown.String()
}

// TestHiddenTextsAreNotRepeated holds that no finding says what stands in a confidential variable, wherever else the
// text stands, and however the value breaks apart.
func TestHiddenTextsAreNotRepeated(t *testing.T) {
	secret := "deployment:\n  environment_variables:\n  - {key: P, is_secret: true, value: c4n4ry}\n"
	for name, src := range map[string]string{
		"quotes.json":     `{"deployment":{"environment_variables":[{"key":"P","is_secret":true,"value":"pass"c4n4ryword"}]}}`,
		"comma.yaml":      "deployment:\n  environment_variables:\n  - {key: P, is_secret: true, value: pa,c4n4ry}\n",
		"public.yaml":     "deployment:\n  environment_variables:\n  - {key: P, value: pa,c4n4ry}\n",
		"colon.yaml":      "deployment:\n  environment_variables:\n  - {key: P, is_secret: true, value: pa, c4n4ry: x}\n",
		"credential.yaml": "deployment:\n  environment_variables:\n  - {key: DB_PASSWORD, value: pa, c4n4ry: x}\n",
		"twice.yaml":      "deployment:\n  environment_variables:\n  - {key: P, is_secret: true, value: pa, c4n4ry: x, c4n4ry: y}\n",
		"old.yaml":        "deployment:\n  astronomer_variables:\n  - {key: P, is_secret: true, value: pa, c4n4ry: x}\n",
		"entry.yaml":      "deployment:\n  environment_variables:\n  - c4n4ry: x\n",
		"alias.yaml":      "deployment:\n  environment_variables:\n  - {key: P, is_secret: true, value: &s c4n4ry}\n  configuration: {executor: *s, scheduler_size: *s}\n",
		"anchor.yaml":     "x-pass: &p c4n4ry\ndeployment:\n  environment_variables:\n  - {key: P, is_secret: true, value: *p}\n  configuration: {executor: *p}\n",
		"value.yaml":      secret + "  configuration:\n    executor: c4n4ry\n    scheduler_au: c4n4ry\n",
		"key.yaml":        secret + "  configuration:\n    c4n4ry: x\n    c4n4ry: y\n",
		"queue.yaml":      secret + "  worker_queues:\n  - name: c4n4ry\n    worker_type: c4n4ry\n  - name: c4n4ry\n",
		"email.yaml":      secret + "  alert_emails: [c4n4ry, c4n4ry]\n",
		"long.yaml":       strings.ReplaceAll(secret, "c4n4ry", strings.Repeat("c4n4ry", 50)) + "  configuration:\n    executor: " + strings.Repeat("c4n4ry", 50) + "\n",
	} {
		t.Run(name, func(t *testing.T) {
			file, found := deployfile.Check(name, []byte(src), deployfile.ValidateOptions{})
			_, parsed := deployfile.Parse(name, []byte(src))
			require.NotEmpty(t, found)
			for _, d := range slices.Concat(found, parsed, file.Validate(deployfile.ValidateOptions{})) {
				all, err := json.Marshal(d)
				require.NoError(t, err)
				assert.NotContains(t, string(all), "c4n4ry")
			}
			shown := []byte(src)
			for _, s := range file.SecretRanges() {
				for i := s.Start; i < s.End; i++ {
					shown[i] = '*'
				}
			}
			if name != "key.yaml" && name != "entry.yaml" { // a key is shown
				assert.NotContains(t, string(shown), "c4n4ry")
			}
		})
	}
}

// TestTypedValuesAreNotShown does it for values that findings would show if they stood elsewhere.
func TestTypedValuesAreNotShown(t *testing.T) {
	for _, value := range []string{"0424242", "424242", "4_24242", "0x67932"} {
		for _, entry := range []string{"  - {is_secret: true, key: LOGIN, value: %s}\n", "  - {key: PORT, value: %s}\n", "  - {key: LOGIN, is_secret: %s}\n"} {
			src := "deployment:\n  environment_variables:\n" + fmt.Sprintf(entry, value) + plainConfiguration
			_, found := deployfile.Check("etl.yaml", []byte(src), deployfile.ValidateOptions{})
			require.NotEmpty(t, found)
			for _, d := range found {
				assert.NotContains(t, d.Message+d.Hint, value, src)
				assert.NotContains(t, d.Message+d.Hint, "424242", src)
			}
		}
	}
}
