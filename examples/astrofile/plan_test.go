package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
)

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
        runtime_version: 13.10.0
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

// unknownSecrets returns more entries than findings are shown.
func unknownSecrets(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "        - {is_secret: true, key: UNKNOWN_%d, value: null}\n", i)
	}
	return b.String()
}

func TestPlanExitCodes(t *testing.T) {
	withoutToken := edited("        - is_secret: true\n          key: TOKEN\n          value: null\n", "")
	for name, c := range map[string]struct {
		file string
		args []string
		want int
		out  string // on standard output
		errs string
	}{
		"no change":        {live, nil, exitOK, "no changes", ""},
		"changes":          {edited("info", "debug"), nil, exitChanges, `"info" → "debug"`, ""},
		"blocked":          {edited("us-east-1", "us-west-2"), nil, exitBlocked, "immutable-changed", ""},
		"invalid":          {edited("executor", "executer"), nil, exitInvalid, "", "unknown field"},
		"half a file":      {edited("configuration:", "configuration"), nil, exitInvalid, "", "error"},
		"secret kept":      {withoutToken, nil, exitOK, "no changes", ""},
		"secret deleted":   {withoutToken, []string{"-strict-secrets"}, exitChanges, "secret, deleted", ""},
		"deleted by name":  {withoutToken, []string{"-delete", "TOKEN"}, exitChanges, "secret, deleted", ""},
		"delete entry":     {live, []string{"-delete", " TOKEN ,"}, exitChanges, "secret, deleted  [data-loss, restart]\n", ""},
		"delete unknown":   {withoutToken, []string{"-delete", "OTHER"}, exitOK, "no changes", `"OTHER": named for deletion`},
		"delete misspelt":  {withoutToken, []string{"-delete", "TOKNE"}, exitOK, "no changes", `did you mean "TOKEN"?`},
		"left out, named":  {withoutToken, nil, exitOK, "= TOKEN  secret, kept\n    left out of the file: a secret goes only when -delete names it", ""},
		"empty, not sent":  {edited("value: null", `value: ""`), nil, exitOK, "empty value in the file: it is not sent", ""},
		"misspelt":         {edited("TOKEN", "TOKNE"), nil, exitBlocked, `did you mean "TOKEN"?`, ""},
		"delete nothing":   {live, []string{"-delete", ""}, exitOK, "no changes", ""},
		"delete plain":     {live, []string{"-delete", "LOG_LEVEL"}, exitInvalid, "", "file.yaml:7:16: error"},
		"later line":       {edited("value: info", "value:"), []string{"-delete", "TOKEN"}, exitInvalid, "", "file.yaml:8:"},
		"ignored":          {edited("value: info", "value:") + "# astrofile: ignore env-deleted x\n", []string{"-delete", "TOKEN"}, exitInvalid, "", "file.yaml:8:"},
		"expose unknown":   {live, []string{"-expose", "LOG_LEVEL"}, exitInvalid, "", "secret-option"},
		"strict, misspelt": {edited("TOKEN", "TOKNE"), []string{"-strict-secrets"}, exitBlocked, `did you mean "TOKEN"?`, ""},
		"blocked, changes": {strings.Replace(edited("us-east-1", "us-west-2"), "info", "debug", 1), nil, exitBlocked, `~ LOG_LEVEL  "info" → "debug"`, ""},
		"many unknown":     {edited("    configuration:", unknownSecrets(300)+"    configuration:"), nil, exitBlocked, "[secret-unknown]", ""},
		"exposed":          {edited("is_secret: true\n          key: TOKEN\n          value: null", "is_secret: false\n          key: TOKEN\n          value: "+canary), nil, exitInvalid, "", "secret-exposed"},
		"exposed by name":  {edited("is_secret: true\n          key: TOKEN\n          value: null", "is_secret: false\n          key: TOKEN\n          value: "+canary), []string{"-expose", "TOKEN"}, exitChanges, "irreversible", ""},
		"nothing left":     {live[:strings.Index(live, "    environment")] + live[strings.Index(live, "    configuration"):], nil, exitChanges, "LOG_LEVEL", ""},
		"unknown format":   {live, []string{"-format", "yaml"}, exitUsage, "", "unknown format"},
		"template":         {edited("name: etl", "name:"), nil, exitInvalid, "", "name-missing"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := folder(t, map[string]string{"live.yaml": live, "file.yaml": c.file})
			code, out, errs := do(t, "", append(append([]string{"plan"}, c.args...), filepath.Join(dir, "live.yaml"), filepath.Join(dir, "file.yaml"))...)
			assert.Equal(t, c.want, code, out+errs)
			assert.Contains(t, out, c.out)
			assert.Contains(t, errs, c.errs)
			assert.NotContains(t, out+errs, canary)
			if c.out == "" {
				assert.Empty(t, out)
			}
		})
	}
}

func TestPlanFormats(t *testing.T) {
	dir := folder(t, map[string]string{"live.yaml": live, "file.yaml": edited("value: null", "value: "+canary), "same.yaml": live})
	was, is := filepath.Join(dir, "live.yaml"), filepath.Join(dir, "file.yaml")

	code, out, errs := do(t, "", "plan", "-format", "json", was, is)
	assert.Equal(t, exitChanges, code, errs)
	p, err := deployfile.ReadPlan([]byte(out))
	require.NoError(t, err)
	assert.Len(t, p.Changes, 1)
	for _, change := range [][2]string{{`"update"`, `"delete"`}, {"(secret, set)", "(secret, kept)"}, {`"etl"`, `"other"`}} {
		changed := strings.Replace(out, change[0], change[1], 1)
		require.NotEqual(t, out, changed)
		_, err = deployfile.ReadPlan([]byte(changed))
		require.Error(t, err, change[1])
	}
	assert.Equal(t, 1, strings.Count(out, "\n"))

	_, markdown, _ := do(t, "", "plan", "-format", "markdown", was, is)
	assert.Contains(t, markdown, "TOKEN")
	_, sarif, _ := do(t, "", "plan", "-format", "sarif", was, is)
	assert.True(t, json.Valid([]byte(sarif)))
	_, colored, _ := do(t, "", "plan", "-color", "always", was, is)
	assert.Contains(t, colored, "\x1b[")
	assert.NotContains(t, out+errs+markdown+sarif+colored, canary)

	code, out, _ = do(t, live, "plan", "-", is)
	assert.Equal(t, exitChanges, code, out)
	code, _, errs = do(t, live, "plan", "-", "-")
	assert.Equal(t, exitUsage, code, errs)
	code, _, errs = do(t, "", "plan", filepath.Join(dir, "none.yaml"), is)
	assert.Equal(t, exitUnreadable, code)
	assert.Contains(t, errs, "none.yaml")
}

func TestPlanOfCreation(t *testing.T) {
	dir := folder(t, map[string]string{"empty.yaml": "", "file.yaml": edited("value: null", "value: "+canary), "open.yaml": live})
	code, out, errs := do(t, "", "plan", filepath.Join(dir, "empty.yaml"), filepath.Join(dir, "file.yaml"))
	assert.Equal(t, exitChanges, code, errs)
	assert.Contains(t, out, "etl")
	assert.NotContains(t, out+errs, canary)
	code, out, _ = do(t, "", "plan", filepath.Join(dir, "empty.yaml"), filepath.Join(dir, "open.yaml"))
	assert.Equal(t, exitInvalid, code)
	assert.Empty(t, out)
}

func TestPlanWithValues(t *testing.T) {
	dir := folder(t, map[string]string{
		"live.yaml": live, "vars.env": "# values\nNEW='" + canary + "'\n", "broken.env": "NEW='" + canary + "\n",
		"file.yaml": edited("        - is_secret: false\n", "        - is_secret: true\n          key: NEW\n          value: null\n        - is_secret: false\n"),
	})
	file := func(name string) string { return filepath.Join(dir, name) }
	code, out, errs := do(t, "", "plan", file("live.yaml"), file("file.yaml"))
	assert.Equal(t, exitBlocked, code, out+errs)
	code, out, errs = do(t, "", "plan", "-env-file", file("vars.env"), file("live.yaml"), file("file.yaml"))
	assert.Equal(t, exitChanges, code, out+errs)
	assert.Contains(t, out, "NEW")
	assert.NotContains(t, out+errs, canary)
	code, out, errs = do(t, "", "plan", "-env-file", file("broken.env"), file("live.yaml"), file("file.yaml"))
	assert.Equal(t, exitInvalid, code)
	assert.Contains(t, errs, "broken.env:1")
	assert.NotContains(t, out+errs, canary)
}

func TestTemplateCommand(t *testing.T) {
	dir := folder(t, map[string]string{"live.yaml": live, "bad.yaml": bad, "live.json": `{"deployment": {"configuration": {"name": "etl", "executor": "CELERY"}}}`})
	code, out, errs := do(t, "", "template", filepath.Join(dir, "live.yaml"))
	assert.Equal(t, exitOK, code, errs)
	_, found := deployfile.Check("t.yaml", []byte(out), deployfile.ValidateOptions{Mode: deployfile.ModeTemplate})
	require.NoError(t, found.Err())
	assert.Contains(t, out, "key: TOKEN")
	assert.Contains(t, out, `name: ""`)

	_, out, _ = do(t, "", "template", filepath.Join(dir, "live.json"))
	assert.True(t, json.Valid([]byte(out)))
	const modeline = "# yaml-language-server: $schema=./own.schema.json\n"
	_, out, _ = do(t, "# Owner: data\n"+modeline+live, "template", "-")
	assert.True(t, strings.HasPrefix(out, modeline+"deployment:"), out)
	code, out, errs = do(t, "", "template", filepath.Join(dir, "bad.yaml"))
	assert.Equal(t, exitInvalid, code)
	assert.Empty(t, out)
	assert.NotContains(t, errs, canary)
	code, _, _ = do(t, "", "template")
	assert.Equal(t, exitUsage, code)
}

func TestSetCommand(t *testing.T) {
	dir := folder(t, map[string]string{"live.yaml": live})
	name := filepath.Join(dir, "live.yaml")
	code, out, errs := do(t, "", "set", name, "deployment.worker_queues[name=default].max_worker_count", "20")
	assert.Equal(t, exitOK, code, errs)
	assert.Equal(t, edited("max_worker_count: 10", "max_worker_count: 20"), out)
	assert.Equal(t, live, text(t, name))

	code, out, errs = do(t, "", "set", "-w", name, "deployment.configuration.description", "weekly")
	assert.Equal(t, exitOK, code, errs)
	assert.Empty(t, out)
	assert.Equal(t, edited("nightly", "weekly"), text(t, name))

	code, out, errs = do(t, "", "set", name, "deployment.configuration.desription", canary)
	assert.Equal(t, exitInvalid, code)
	assert.Empty(t, out)
	assert.Contains(t, errs, "description")
	code, out, _ = do(t, live, "set", "-", "deployment.environment_variables[key=LOG_LEVEL].value", "debug")
	assert.Equal(t, exitOK, code)
	assert.Equal(t, edited("info", "debug"), out)
	code, _, _ = do(t, "", "set", name, "a.b")
	assert.Equal(t, exitUsage, code)
}

func TestFormatCommand(t *testing.T) {
	messy := "deployment:\n  configuration: {name: etl, executor: CELERY} # flow\n"
	dir := folder(t, map[string]string{"messy.yaml": messy, "broken.yaml": "deployment: [\n", "live.yaml": live})
	file := func(name string) string { return filepath.Join(dir, name) }
	code, out, errs := do(t, "", "format", file("messy.yaml"))
	assert.Equal(t, exitOK, code, errs)
	assert.Contains(t, out, "        name: etl\n")
	assert.Contains(t, out, "# flow")
	code, listed, _ := do(t, "", "format", "-l", file("messy.yaml"), file("live.yaml"))
	assert.Equal(t, exitInvalid, code)
	assert.Equal(t, file("messy.yaml")+"\n", listed)
	code, nothing, _ := do(t, "", "format", "-w", file("messy.yaml"))
	assert.Equal(t, exitOK, code)
	assert.Empty(t, nothing)
	assert.Equal(t, out, text(t, file("messy.yaml")))
	code, out, errs = do(t, "", "format", "-w", file("broken.yaml"))
	assert.Equal(t, exitInvalid, code)
	assert.Empty(t, out)
	assert.Contains(t, errs, "broken.yaml:")
	assert.Equal(t, "deployment: [\n", text(t, file("broken.yaml")))
}

func TestValidateFix(t *testing.T) {
	dir := folder(t, map[string]string{"file.yaml": edited("executor: CELERY", "executer: celery")})
	name := filepath.Join(dir, "file.yaml")
	require.NoError(t, os.Chmod(name, 0o600))
	code, _, errs := do(t, "", "validate", "-fix", name)
	assert.Equal(t, exitOK, code, errs)
	assert.Equal(t, live, text(t, name))
	info, err := os.Stat(name)
	require.NoError(t, err)
	assert.Equal(t, os.FileMode(0o600), info.Mode().Perm())
	code, _, errs = do(t, "", "validate", "-fix", "-")
	assert.Equal(t, exitUsage, code, errs)
}

func text(t *testing.T, name string) string {
	t.Helper()
	src, err := os.ReadFile(name)
	require.NoError(t, err)
	return string(src)
}
