package bridge

import (
	"bytes"
	"encoding/json"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/golden"
	"github.com/astrofile/astrofile/schema"
)

// live is a Deployment as inspect writes it.
const live = `deployment:
    environment_variables:
        - is_secret: true
          key: TOKEN
          value: null
        - is_secret: false
          key: LOG_LEVEL
          value: info
    configuration:
        name: etl
        description: nightly
        runtime_version: 3.1-13
        ci_cd_enforcement: false
        scheduler_size: SMALL
        is_high_availability: false
        executor: CELERY
        workspace_name: Data
        deployment_type: STANDARD
        cloud_provider: AWS
        region: us-east-1
    worker_queues:
        - name: default
          max_worker_count: 10
          min_worker_count: 0
          worker_concurrency: 5
          worker_type: A5
    alert_emails: []
`

func edited(old, new string) string { return strings.Replace(live, old, new, 1) }

// request returns a request with options, name and value in turn.
func request(t testing.TB, op, source string, options ...string) Request {
	t.Helper()
	r := Request{Op: op, Source: []byte(source)}
	for i := 0; i < len(options); i += 2 {
		require.NoError(t, r.Set(options[i], options[i+1]))
	}
	return r
}

// read takes an answer apart, and fails unless it is one line of version 1.
func read(t testing.TB, answer []byte) (diag.Envelope, map[string]any) {
	t.Helper()
	assert.NotContains(t, string(answer), "\n")
	var e diag.Envelope
	require.NoError(t, json.Unmarshal(answer, &e), "%s", answer)
	var members map[string]any
	require.NoError(t, json.Unmarshal(answer, &members))
	return e, members
}

// goldenInputs returns every document of the golden archives, by archive and name.
func goldenInputs(t testing.TB) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	for _, a := range golden.Read(t, "../../deployfile/testdata/*/*.txtar") {
		for _, name := range a.Inputs() {
			all[a.Path+"/"+name] = a.Input(name)
		}
	}
	return all
}

func TestValidateIsTheEnvelope(t *testing.T) {
	for name, src := range goldenInputs(t) {
		for _, mode := range []deployfile.Mode{deployfile.ModeAny, deployfile.ModeCreate, deployfile.ModeUpdate, deployfile.ModeTemplate} {
			_, found := deployfile.Check(name, src, deployfile.ValidateOptions{Mode: mode})
			want := diag.NewEnvelope(name, mode.String(), found).AppendJSON(nil)
			got := Answer(request(t, "validate", string(src), "name", name, "mode", mode.String()))
			require.Equal(t, string(want), string(got), name)
		}
	}
}

func TestValidateOptions(t *testing.T) {
	src := edited("name: etl", "name: etl ") + "# astrofile: ignore name-space x\n"
	_, found := deployfile.Check("a.yaml", []byte(src), deployfile.ValidateOptions{Strict: true, KeepIgnored: true})
	got := Answer(request(t, "validate", src, "name", "a.yaml", "strict", "true", "keepIgnored", "true", "mode", "any"))
	assert.Equal(t, string(diag.NewEnvelope("a.yaml", "any", found).AppendJSON(nil)), string(got))

	r := request(t, "validate", edited("us-east-1", "us-west-2"), "mode", "update", "strict", "false")
	r.Live = []byte(live)
	e, _ := read(t, Answer(r))
	was, _ := deployfile.Parse("", r.Live)
	_, found = deployfile.Check("", r.Source, deployfile.ValidateOptions{Mode: deployfile.ModeUpdate, Live: &was.Deployment})
	assert.Equal(t, diag.NewEnvelope("", "update", found).Counts, e.Counts)
	assert.Len(t, e.Diagnostics, len(found))
	r.Live = nil
	alone, _ := read(t, Answer(r))
	assert.NotEqual(t, alone.Diagnostics, e.Diagnostics)

	r.Live = []byte("deployment:\n  configuration: [\n")
	e, _ = read(t, Answer(r))
	assert.Equal(t, CodeRequestInvalid, e.Diagnostics[0].Code)
	assert.Contains(t, e.Diagnostics[0].Message, "the live Deployment cannot be read, line 2")
	assert.Equal(t, alone.Diagnostics, e.Diagnostics[1:], "the file is checked all the same")
}

func TestFix(t *testing.T) {
	e, m := read(t, Answer(request(t, "fix", edited("executor: CELERY", "executer: celery"))))
	assert.Equal(t, live, m["text"])
	assert.EqualValues(t, 2, m["applied"])
	_, found := deployfile.Check("", []byte(live), deployfile.ValidateOptions{})
	assert.Len(t, e.Diagnostics, len(found))

	_, m = read(t, Answer(request(t, "fix", "deployment: \xff")))
	assert.Nil(t, m["text"], "JSON cannot hold the text")
	assert.Contains(t, string(Answer(request(t, "fix", "a: x\xed\xa0\xbdy"))), `"text":"a: x\ud83dy"`, "half a pair of UTF-16")
}

func TestFormat(t *testing.T) {
	e, m := read(t, Answer(request(t, "format", "deployment: {configuration: {name: etl}} # flow\n")))
	assert.True(t, e.Valid)
	assert.Equal(t, "deployment: # flow\n    configuration:\n        name: etl\n", m["text"])
	e, m = read(t, Answer(request(t, "format", "deployment: [\n")))
	assert.False(t, e.Valid)
	assert.Contains(t, m, "text")
	assert.Nil(t, m["text"])
	_, m = read(t, Answer(request(t, "format", "{\"deployment\":{}}", "name", "a.json")))
	assert.Equal(t, []string{"{", `    "deployment": {}`, "}", ""}, strings.Split(m["text"].(string), "\n"))
}

func TestTemplate(t *testing.T) {
	const modeline = "# yaml-language-server: $schema=./own.json\n"
	_, m := read(t, Answer(request(t, "template", modeline+live)))
	text, _ := m["text"].(string)
	assert.True(t, strings.HasPrefix(text, modeline+"deployment:"), text)
	_, found := deployfile.Check("t.yaml", []byte(text), deployfile.ValidateOptions{Mode: deployfile.ModeTemplate})
	require.NoError(t, found.Err())
	e, m := read(t, Answer(request(t, "template", "deployment: [\n")))
	assert.Nil(t, m["text"])
	assert.False(t, e.Valid)
}

func TestSet(t *testing.T) {
	const path = "deployment.environment_variables[key=LOG_LEVEL].value"
	for name, c := range map[string]struct {
		options []string
		want    string
	}{
		"value":       {[]string{"path", path, "value", "debug"}, edited("info", "debug")},
		"same value":  {[]string{"path", path, "value", "info"}, live},
		"empty value": {[]string{"path", path, "value", ""}, edited("info", `""`)},
		"null":        {[]string{"path", path, "null", "true"}, edited("info", "null")},
		"remove":      {[]string{"path", "deployment.configuration.description", "remove", "true", "null", "false"}, edited("        description: nightly\n", "")},
	} {
		t.Run(name, func(t *testing.T) {
			out := Answer(request(t, "set", live, c.options...))
			var m struct {
				Text  string
				Edits []diag.Edit
			}
			require.NoError(t, json.Unmarshal(out, &m))
			assert.Equal(t, c.want, m.Text)
			applied, err := diag.Apply([]byte(live), m.Edits)
			require.NoError(t, err)
			assert.Equal(t, c.want, string(applied))
		})
	}
	e, m := read(t, Answer(request(t, "set", live, "path", "deployment.configuration.desription", "value", "c4n4ry")))
	require.NotEmpty(t, e.Diagnostics)
	assert.Equal(t, CodeEditRefused, e.Diagnostics[0].Code)
	assert.Equal(t, diag.Path("deployment.configuration.desription"), e.Diagnostics[0].Path)
	assert.Nil(t, m["text"])
	assert.Equal(t, []any{}, m["edits"])
}

func TestPlan(t *testing.T) {
	withoutToken := edited("        - is_secret: true\n          key: TOKEN\n          value: null\n", "")
	ask := func(t *testing.T, live, file string, options ...string) (diag.Envelope, map[string]any) {
		r := request(t, "plan", file, options...)
		r.Live = []byte(live)
		return read(t, Answer(r))
	}
	e, m := ask(t, live, edited("info", "debug"), "width", "60")
	assert.Equal(t, "update", e.Mode)
	wire, err := json.Marshal(m["plan"])
	require.NoError(t, err)
	p, err := deployfile.ReadPlan(wire)
	require.NoError(t, err)
	assert.Len(t, p.Changes, 1)
	var text bytes.Buffer
	require.NoError(t, p.Text(&text, deployfile.PlanTextOptions{Width: 60}))
	assert.Equal(t, text.String(), m["text"])
	assert.Equal(t, []any{}, m["live"])

	_, m = ask(t, live, withoutToken)
	assert.Contains(t, m["text"], "secret, kept")
	_, m = ask(t, live, withoutToken, "delete", "TOKEN\n\n")
	assert.Contains(t, m["text"], "secret, deleted")
	_, m = ask(t, live, withoutToken, "strictSecrets", "true")
	assert.Contains(t, m["text"], "secret, deleted")
	e, _ = ask(t, live, withoutToken, "delete", "TOKNE")
	assert.Contains(t, e.Diagnostics[len(e.Diagnostics)-1].Hint+e.Diagnostics[0].Hint, `"TOKEN"`)
	e, m = ask(t, live, live, "expose", "LOG_LEVEL")
	assert.False(t, e.Valid)
	assert.Nil(t, m["plan"])

	e, m = ask(t, " \n", live)
	assert.Equal(t, "create", e.Mode)
	assert.Nil(t, m["plan"], "a new secret has no value")
	_, m = ask(t, "", edited("value: null", "value: c4n4ry"))
	require.NotNil(t, m["plan"])
	assert.Equal(t, true, m["plan"].(map[string]any)["creation"])

	e, m = ask(t, "deployment: [", edited("executor", "executer"))
	assert.Nil(t, m["plan"])
	assert.NotEmpty(t, m["live"])
	assert.Contains(t, string(e.Diagnostics[0].Code)+string(e.Diagnostics[1].Code), "unknown-field")
	e, m = ask(t, live, edited("executor", "executer"))
	assert.Nil(t, m["plan"])
	assert.False(t, e.Valid)
	assert.Equal(t, []any{}, m["live"])
}

func TestShare(t *testing.T) {
	src := "# one\n" + edited("value: null", "value: c4n4ry")
	_, m := read(t, Answer(request(t, "share", src)))
	assert.Equal(t, live, m["text"])
	assert.Equal(t, map[string]any{"values": 1.0, "comments": 1.0}, m["removed"])
	_, m = read(t, Answer(request(t, "share", src, "comments", "true")))
	assert.Equal(t, "# one\n"+live, m["text"])
}

func TestHover(t *testing.T) {
	at := strings.Index(live, "CELERY")
	_, m := read(t, Answer(request(t, "hover", live, "offset", decimal(at))))
	file, _ := deployfile.Parse("", []byte(live))
	h, ok := schema.DescribeAt(file, at)
	require.True(t, ok)
	assert.Equal(t, generic(t, h), m["hover"])
	_, m = read(t, Answer(request(t, "hover", live, "offset", decimal(len(live)))))
	assert.Contains(t, m, "hover")
	assert.Nil(t, m["hover"])
}

func TestComplete(t *testing.T) {
	const organization = `{"workspaces": ["Data", "Finance"]}`
	o, err := schema.ReadOrganization([]byte(organization))
	require.NoError(t, err)
	for _, src := range []string{edited("workspace_name: Data", "workspace_name: "), edited("name: etl", "na"), "", `{"deployment": {"a": 1 `} {
		at := len(src)
		if i := strings.Index(src, "workspace_name: \n"); i >= 0 {
			at = i + len("workspace_name: ")
		}
		file, _ := deployfile.Parse("", []byte(src))
		want := schema.Complete(file, at, schema.CompleteOptions{Mode: deployfile.ModeCreate, Organization: o})
		_, m := read(t, Answer(request(t, "complete", src, "offset", decimal(at), "mode", "create", "organization", organization)))
		if len(want) == 0 {
			assert.Equal(t, []any{}, m["completions"])
			continue
		}
		assert.Equal(t, generic(t, want), m["completions"])
	}
}

func TestSchema(t *testing.T) {
	for _, mode := range []string{"any", "create", "update", "template"} {
		document, err := schema.Document(modeOf(t, mode))
		require.NoError(t, err)
		var want bytes.Buffer
		require.NoError(t, json.Compact(&want, document))
		e, _ := read(t, Answer(request(t, "schema", "", "mode", mode)))
		assert.Equal(t, mode, e.Mode)
		assert.Contains(t, string(Answer(request(t, "schema", "", "mode", mode))), `"schema":`+want.String()+"}")
	}
	assert.Contains(t, string(Answer(request(t, "schema", "", "organization", `{"workspaces": ["Fin\u0022ance \\"]}`))), `"Fin\"ance \\"`)
}

func TestVersion(t *testing.T) {
	_, m := read(t, Answer(request(t, "version", "")))
	assert.Equal(t, map[string]any{"version": "(devel)", "protocol": 1.0, "go": runtime.Version()}, m["validator"])
}

func modeOf(t testing.TB, name string) deployfile.Mode {
	t.Helper()
	m, err := deployfile.ParseMode(name)
	require.NoError(t, err)
	return m
}

func decimal(n int) string { return string(appendInt(nil, n)) }

// generic returns what encoding/json makes of a value.
func generic(t testing.TB, v any) (out any) {
	t.Helper()
	text, err := json.Marshal(v)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(text, &out))
	return out
}
