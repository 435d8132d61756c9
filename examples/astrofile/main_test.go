package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile/diag"
)

const (
	good = "deployment:\n    configuration:\n        name: etl\n        executor: KUBERNETES\n        runtime_version: \"3.1-13\"\n" +
		"        deployment_type: STANDARD\n        workspace_name: Data\n        cloud_provider: AWS\n        region: us-east-1\n"
	canary = "canary-hunter2"
)

var bad = strings.Replace(good, "executor", "executer", 1) +
	"    environment_variables:\n        - is_secret: true\n          key: TOKEN\n          value: " + canary + "\n          valeu: 1\n"

// do runs the program and returns its exit code and what it wrote.
func do(t *testing.T, in string, args ...string) (code int, out, errs string) {
	t.Helper()
	var o, e bytes.Buffer
	code = run(t.Context(), environment{in: strings.NewReader(in), out: &o, err: &e}, args)
	return code, o.String(), e.String()
}

// folder writes files and returns the folder that they are in.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
	}
	return dir
}

func TestExitCodes(t *testing.T) {
	dir := folder(t, map[string]string{"good.yaml": good, "bad.yaml": bad})
	file := func(name string) string { return filepath.Join(dir, name) }
	for name, c := range map[string]struct {
		args []string
		want int
		errs string
	}{
		"valid":            {[]string{"validate", file("good.yaml")}, exitOK, ""},
		"invalid":          {[]string{"validate", file("bad.yaml")}, exitInvalid, ""},
		"unreadable":       {[]string{"validate", file("none.yaml"), file("bad.yaml")}, exitUnreadable, "none.yaml"},
		"flag behind":      {[]string{"validate", file("good.yaml"), "-mode", "create"}, exitOK, ""},
		"no file":          {[]string{"validate"}, exitUsage, "name at least one file"},
		"empty name":       {[]string{"validate", ""}, exitUsage, "the name of a file is empty"},
		"unknown flag":     {[]string{"validate", "-x"}, exitUsage, "-x"},
		"unknown mode":     {[]string{"validate", "-mode", "delete", "f"}, exitUsage, "any, create, update or template"},
		"unknown format":   {[]string{"validate", "-format", "xml", "f"}, exitUsage, "text, json, sarif or github"},
		"unknown color":    {[]string{"validate", "-color", "red", "f"}, exitUsage, "auto, always or never"},
		"unknown command":  {[]string{"valdate"}, exitUsage, "unknown command \"valdate\""},
		"nothing":          {nil, exitUsage, "astrofile validate"},
		"help":             {[]string{"help"}, exitOK, ""},
		"help of validate": {[]string{"validate", "-h"}, exitOK, "-format"},
	} {
		t.Run(name, func(t *testing.T) {
			code, _, errs := do(t, "", c.args...)
			assert.Equal(t, c.want, code, errs)
			assert.Contains(t, errs, c.errs)
		})
	}
}

func TestStrict(t *testing.T) {
	text := strings.Replace(good, "KUBERNETES", "kubernetes", 1)
	code, _, _ := do(t, text, "validate", "-")
	assert.Equal(t, exitOK, code)
	code, _, _ = do(t, text, "validate", "-strict", "-")
	assert.Equal(t, exitInvalid, code)
}

func TestStandardInput(t *testing.T) {
	code, out, _ := do(t, bad, "validate", "-")
	assert.Equal(t, exitInvalid, code)
	assert.Contains(t, out, "stdin:4:9: error: unknown field \"executer\"")
	assert.Contains(t, out, "stdin: 2 errors, 0 warnings\n")
}

func TestFormats(t *testing.T) {
	dir := folder(t, map[string]string{"good.yaml": good, "bad.yaml": bad})
	names := []string{filepath.Join(dir, "good.yaml"), filepath.Join(dir, "bad.yaml")}
	for _, format := range []string{"text", "json", "sarif", "github"} {
		t.Run(format, func(t *testing.T) {
			code, out, errs := do(t, "", append([]string{"validate", "-format", format, "-mode", "update"}, names...)...)
			assert.Equal(t, exitInvalid, code)
			assert.Empty(t, errs)
			assert.NotContains(t, out, canary, "a secret value")
			assert.Contains(t, out, "unknown-field")
		})
	}
	t.Run("json is one document a line", func(t *testing.T) {
		_, out, _ := do(t, "", append([]string{"validate", "-format", "json"}, names...)...)
		lines := strings.Split(strings.TrimSuffix(out, "\n"), "\n")
		require.Len(t, lines, 2)
		for i, line := range lines {
			var e diag.Envelope
			require.NoError(t, json.Unmarshal([]byte(line), &e))
			assert.Equal(t, names[i], e.File)
			assert.Equal(t, "any", e.Mode)
			assert.Equal(t, i == 0, e.Valid)
		}
	})
	t.Run("color", func(t *testing.T) {
		_, out, _ := do(t, bad, "validate", "-color", "always", "-")
		assert.Contains(t, out, "\x1b[")
		_, out, _ = do(t, bad, "validate", "-")
		assert.NotContains(t, out, "\x1b[")
	})
}

func TestFolder(t *testing.T) {
	dir := folder(t, map[string]string{
		"a.yaml": good, "sub/b.yml": bad, "sub/c.json": "{\"deployment\": {}}", "other.yaml": "kind: Service\n",
		"notes.txt": "deployment: x\n", ".git/d.yaml": bad, "node_modules/e.yaml": bad,
	})
	code, out, errs := do(t, "", "validate", dir)
	assert.Equal(t, exitInvalid, code)
	assert.Contains(t, out, "3 files: 1 valid, 2 invalid\n")
	assert.Contains(t, errs, "passed over "+filepath.Join(dir, "other.yaml")+": no key of a Deployment file\n")
	for _, name := range []string{"a.yaml: valid", filepath.Join("sub", "b.yml"), filepath.Join("sub", "c.json")} {
		assert.Contains(t, out, name)
	}
	assert.NotContains(t, out, "node_modules")

	code, _, errs = do(t, "", "validate", t.TempDir())
	assert.Equal(t, exitUnreadable, code)
	assert.Contains(t, errs, "no Deployment file below this folder")
}

func TestFilesPassedOver(t *testing.T) {
	files := map[string]string{"a.yaml": good, "b\u202e.yaml": "x: 1\n"}
	for i := range 22 {
		files[fmt.Sprintf("other%02d.json", i)] = "{}"
	}
	dir := folder(t, files)
	require.NoError(t, os.Truncate(filepath.Join(dir, "other00.json"), maxBytes+1))
	code, _, errs := do(t, "", "validate", dir)
	assert.Equal(t, exitOK, code)
	assert.Contains(t, errs, `b\u202e.yaml": no key of a Deployment file`)
	assert.Contains(t, errs, "other00.json: no key")
	assert.Equal(t, maxPassed+1, strings.Count(errs, "\n"))
	assert.True(t, strings.HasSuffix(errs, "astrofile validate: and 3 more\n"), errs)

	code, _, errs = do(t, "", "validate", dir, filepath.Join(dir, "other00.json"))
	assert.Equal(t, exitUnreadable, code, "named, not found")
	assert.Contains(t, errs, "other00.json: larger than 32 MiB\n")
	assert.NotContains(t, errs, "other00.json: no key")
}

func TestLargeDeploymentFileInFolder(t *testing.T) {
	dir := folder(t, map[string]string{"a.yaml": good})
	require.NoError(t, os.Truncate(filepath.Join(dir, "a.yaml"), maxBytes+1))
	code, _, errs := do(t, "", "validate", dir)
	assert.Equal(t, exitUnreadable, code)
	assert.Contains(t, errs, "a.yaml: larger than 32 MiB\n")
}

func TestLinks(t *testing.T) {
	dir := folder(t, map[string]string{"real/..data/a.yaml": good, "elsewhere/b.yaml": bad})
	link := func(target, name string) {
		if err := os.Symlink(target, filepath.Join(dir, filepath.FromSlash(name))); err != nil {
			t.Skip(err)
		}
	}
	link("real", "linked")
	link(filepath.Join("..data", "a.yaml"), "real/a.yaml")
	link(filepath.Join("..", "elsewhere"), "real/sub")
	link("none", "real/.#a.yaml")
	linked := filepath.Join(dir, "linked")
	code, out, errs := do(t, "", "validate", linked)
	assert.Equal(t, exitOK, code)
	assert.Contains(t, out, filepath.Join(linked, "a.yaml")+": valid\n")
	assert.NotContains(t, out, "files:", "one file, which neither ..data nor sub adds to")
	assert.Empty(t, errs)

	code, out, _ = do(t, "", "validate", linked, filepath.Join(dir, "real"), filepath.Join(dir, "real", "a.yaml"))
	assert.Equal(t, exitOK, code)
	assert.Equal(t, 1, strings.Count(out, ": valid\n"), "checked once")

	link("none", "real/gone.yaml")
	code, _, errs = do(t, "", "validate", linked)
	assert.Equal(t, exitUnreadable, code)
	assert.Contains(t, errs, "gone.yaml: ")
}

func TestUnreadableFile(t *testing.T) {
	dir := folder(t, map[string]string{"a.yaml": good})
	a, none := filepath.Join(dir, "a.yaml"), filepath.Join(dir, "no\x1bne\n.yaml")
	code, out, errs := do(t, "", "validate", "-format", "sarif", a, none, none)
	assert.Equal(t, exitUnreadable, code)
	assert.Contains(t, out, `"executionSuccessful": false`)
	assert.Equal(t, 1, strings.Count(out, "cannot read the file: "))
	assert.Equal(t, 1, strings.Count(errs, "\n"))
	assert.NotContains(t, errs, "\x1b")
	assert.Equal(t, 1, strings.Count(errs, ".yaml"), "the name once: %s", errs)

	_, out, _ = do(t, "", "validate", "-format", "sarif", a)
	assert.Contains(t, out, `"executionSuccessful": true`)
	_, out, _ = do(t, "", "validate", "-format", "json", none)
	assert.Empty(t, out)
	_, out, _ = do(t, good, "validate", "-", "-")
	assert.Equal(t, 1, strings.Count(out, "stdin: valid\n"))
}

func TestUnreadableFolder(t *testing.T) {
	if runtime.GOOS == "windows" || os.Getuid() == 0 {
		t.Skip("needs permissions that can be taken away")
	}
	dir := folder(t, map[string]string{"a.yaml": good, "sub/b.yaml": good})
	require.NoError(t, os.Chmod(filepath.Join(dir, "sub"), 0))
	t.Cleanup(func() { _ = os.Chmod(filepath.Join(dir, "sub"), 0o755) })
	code, out, errs := do(t, "", "validate", dir)
	assert.Equal(t, exitUnreadable, code)
	assert.Contains(t, out, "a.yaml: valid")
	assert.Contains(t, errs, "sub")
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errors.New("no space left") }

func TestOutputThatFails(t *testing.T) {
	for _, format := range []string{"text", "json", "sarif", "github"} {
		var errs bytes.Buffer
		code := run(t.Context(), environment{in: strings.NewReader(bad), out: broken{}, err: &errs}, []string{"validate", "-format", format, "-"})
		assert.Equal(t, exitOutput, code, format)
		assert.Contains(t, errs.String(), "no space left")
	}
}
