package deployfile_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/golden"
)

// TestChecks runs the archives of testdata/checks, one for each code. An input whose name starts with "bad" must give
// the code, one that starts with "good" must not; what stands below context/ are documents that options name.
func TestChecks(t *testing.T) {
	golden.Run(t, "testdata/checks/*.txtar", func(t *testing.T, a *golden.Archive) {
		code := diag.Code(a.Name())
		var bad, good int
		for _, name := range a.Inputs() {
			if strings.HasPrefix(name, "context/") {
				continue
			}
			source, _, found := examine(t, a, name)
			gives := has(found, code)
			switch {
			case strings.HasPrefix(name, "bad"):
				bad++
				assert.True(t, gives, "%s does not give %s", name, code)
			case strings.HasPrefix(name, "good"):
				good++
				assert.False(t, gives, "%s gives %s", name, code)
			default:
				assert.Fail(t, "the name of an input starts with bad, good or context/", name)
			}
			a.Want(name, render(found))
			if fixed, n := diag.ApplyFixes(source, found); n > 0 {
				a.Want("fixed/"+name, fixed)
			}
		}
		assert.Positive(t, bad, "no input gives the code")
		assert.Positive(t, good, "no near miss")
	})
}

var knownOptions = []string{
	"mode", "strict", "keeps-secrets", "clears-variables", "limits", "live", "organization", "merge", "delete", "strict-secrets", "blank", "expose", "values",
}

// examine returns the findings about an input, with the text that they are about and what it must not show. An .env
// file is read; with merge: true the secrets of the live Deployment are kept, and what happens to them is found too.
func examine(t *testing.T, a *golden.Archive, name string) (source []byte, secrets []diag.Span, found diag.List) {
	t.Helper()
	if strings.HasSuffix(name, ".env") {
		env, unread := deployfile.ReadEnv(name, a.Input(name))
		return a.Input(name), env.SecretRanges(), unread
	}
	o := options(t, a, name)
	file, found := deployfile.Check(name, a.Input(name), o)
	if set := a.Options(name, knownOptions...); set["merge"] == "true" {
		_, kept := deployfile.KeepSecrets(*o.Live, file.Deployment, secretOptions(a, set))
		found = append(found, file.Locate(kept)...)
		found.Sort()
	}
	return file.Source(), file.SecretRanges(), found
}

// secretOptions reads delete, blank and expose, which list keys, strict-secrets, and values, the name of an .env file.
func secretOptions(a *golden.Archive, set map[string]string) deployfile.SecretOptions {
	keys := func(list string) []string {
		return strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' })
	}
	o := deployfile.SecretOptions{
		Delete: keys(set["delete"]), Blank: keys(set["blank"]), Expose: keys(set["expose"]), Strict: set["strict-secrets"] == "true",
	}
	if doc := set["values"]; doc != "" {
		env, _ := deployfile.ReadEnv(doc, a.Input("context/"+doc))
		o.Values = env.Lookup
	}
	return o
}

// options reads the settings of an input: mode, strict, keeps-secrets, and the names of context documents.
func options(t *testing.T, a *golden.Archive, name string) deployfile.ValidateOptions {
	t.Helper()
	set := a.Options(name, knownOptions...)
	o := deployfile.ValidateOptions{
		Mode:            deployfile.Mode(set["mode"]),
		Strict:          set["strict"] == "true",
		KeepsSecrets:    set["keeps-secrets"] == "true",
		ClearsVariables: set["clears-variables"] == "true",
	}
	if doc := set["limits"]; doc != "" {
		o.Limits = new(deployfile.Limits)
		require.NoError(t, json.Unmarshal(a.Input("context/"+doc), o.Limits))
	}
	if doc := set["organization"]; doc != "" {
		o.Organization = new(deployfile.Organization)
		require.NoError(t, json.Unmarshal(a.Input("context/"+doc), o.Organization))
	}
	if doc := set["live"]; doc != "" {
		file, _ := deployfile.Parse(doc, a.Input("context/"+doc))
		o.Live = &file.Deployment
	}
	return o
}

func has(found diag.List, code diag.Code) bool {
	for _, d := range found {
		if d.Code == code {
			return true
		}
	}
	return false
}

// render writes findings one a line, with everything that a tool would show.
func render(found diag.List) []byte {
	var b bytes.Buffer
	for _, d := range found {
		at := "-"
		if r := d.Range; r != nil {
			at = fmt.Sprintf("%d:%d-%d:%d", r.Start.Line, r.Start.Column, r.End.Line, r.End.Column)
		}
		fmt.Fprintf(&b, "%s %s %s %s: %s\n", at, d.Severity, d.Code, d.Path, d.Message)
		if d.Hint != "" {
			fmt.Fprintf(&b, "  hint: %s\n", d.Hint)
		}
		if d.Fix != nil {
			fmt.Fprintf(&b, "  fix: %s\n", d.Fix.Title)
		}
		for _, r := range d.Related {
			fmt.Fprintf(&b, "  related: %s: %s\n", r.Path, r.Message)
		}
	}
	return b.Bytes()
}
