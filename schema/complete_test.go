package schema_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/golden"
	"github.com/astrofile/astrofile/schema"
)

// cursor stands in test data where the cursor is.
const cursor = "▮"

func TestComplete(t *testing.T) {
	golden.Run(t, "testdata/complete/*.txtar", func(t *testing.T, a *golden.Archive) {
		for _, name := range a.Inputs() {
			if strings.HasSuffix(name, ".organization") {
				continue
			}
			options := a.Options(name, "mode", "organization", "show")
			o := schema.CompleteOptions{Mode: mode(t, options["mode"])}
			if other := options["organization"]; other != "" {
				o.Organization = organization(t, a.Input(other))
			}
			src, offset := cut(t, a.Input(name))
			file, _ := deployfile.Parse(name, src)
			a.Want(name, shown(t, src, schema.Complete(file, offset, o), options["show"]))
		}
	})
}

// cut takes the cursor out of a text.
func cut(t *testing.T, text []byte) (src []byte, offset int) {
	t.Helper()
	before, after, ok := bytes.Cut(text, []byte(cursor))
	require.True(t, ok, "no cursor")
	return append(bytes.Clone(before), after...), len(before)
}

func mode(t *testing.T, name string) deployfile.Mode {
	t.Helper()
	if name == "" {
		return deployfile.ModeAny
	}
	m, err := deployfile.ParseMode(name)
	require.NoError(t, err)
	return m
}

func organization(t *testing.T, text []byte) schema.Organization {
	t.Helper()
	o, err := schema.ReadOrganization(text)
	require.NoError(t, err)
	return o
}

// shown lists completions: a star for what is required, what stands at the cursor and what replaces it. What shows
// "text" has the whole text of one completion.
func shown(t *testing.T, src []byte, all []schema.Completion, label string) []byte {
	t.Helper()
	var b bytes.Buffer
	for _, c := range all {
		if c.Label == label {
			b.Write(applied(t, src, c))
			continue
		}
		if label != "" {
			continue
		}
		star := " "
		if c.Required {
			star = "*"
		}
		fmt.Fprintf(&b, "%s %-7s %s: %q -> %q", star, c.Kind, c.Label, src[c.Edit.Start:c.Edit.End], c.Insert)
		for _, e := range c.Also {
			fmt.Fprintf(&b, " and %q at %d", e.Text, e.Start-c.Edit.Start)
		}
		if c.Detail != "" {
			fmt.Fprintf(&b, " (%s)", c.Detail)
		}
		b.WriteByte('\n')
	}
	if b.Len() == 0 {
		b.WriteString("nothing\n")
	}
	return b.Bytes()
}

// applied returns the text with the completion written into it.
func applied(t testing.TB, src []byte, c schema.Completion) []byte {
	t.Helper()
	out, err := diag.Apply(src, append(append([]diag.Edit(nil), c.Also...), c.Edit))
	require.NoError(t, err)
	return out
}

// pick returns the completion of a label and kind.
func pick(t *testing.T, all []schema.Completion, kind schema.CompletionKind, label string) schema.Completion {
	t.Helper()
	var labels []string
	for _, c := range all {
		if c.Kind == kind && c.Label == label {
			return c
		}
		labels = append(labels, string(c.Kind)+" "+c.Label)
	}
	require.Failf(t, "no such completion", "%s %s among %q", kind, label, labels)
	return schema.Completion{}
}

func TestFromNothingToAValidFileWithOneSnippet(t *testing.T) {
	for _, name := range []string{"new.yaml", "new.json"} {
		for _, tt := range []struct {
			kind  string
			label string
		}{
			{"STANDARD", "Standard Deployment"}, {"DEDICATED", "Dedicated Deployment"},
			{"DEDICATED", "Dedicated Deployment with remote execution"}, {"HYBRID", "Hybrid Deployment"},
		} {
			t.Run(name+"/"+tt.label, func(t *testing.T) {
				empty, _ := deployfile.Parse(name, nil)
				c := pick(t, schema.Complete(empty, 0, schema.CompleteOptions{Mode: deployfile.ModeCreate}), schema.CompletionSnippet, tt.label)
				text := applied(t, nil, c)
				file, found := deployfile.Check(name, text, deployfile.ValidateOptions{Mode: deployfile.ModeCreate, Strict: true})
				assert.Empty(t, found, string(text))
				assert.Equal(t, tt.kind, string(file.Deployment.Configuration.DeploymentType))
			})
		}
	}
}

func TestCompleteOutsideOfItsLimits(t *testing.T) {
	complete := func(text string, offset int) []schema.Completion {
		file, _ := deployfile.Parse("a.yaml", []byte(text))
		return schema.Complete(file, offset, schema.CompleteOptions{})
	}
	assert.Nil(t, schema.Complete(nil, 0, schema.CompleteOptions{}))
	assert.NotEmpty(t, schema.Complete(&deployfile.File{}, 0, schema.CompleteOptions{}), "a file that nobody parsed is empty")
	assert.Nil(t, complete("", -1))
	assert.Nil(t, complete("", 1))
	const text = "\ndeployment:\n    "
	assert.NotEmpty(t, complete(text, len(text)))
	for name, front := range map[string]string{
		"long":     strings.Repeat("#", 1<<20),
		"deep":     "x-a: " + strings.Repeat("[", 100),
		"deeper":   "x-a:\n" + strings.Repeat("- ", 100),
		"populous": "x-a: [" + strings.Repeat("a,", 200_000) + "]",
	} {
		assert.Empty(t, complete(front+text, len(front+text)), name)
	}
	right := "deployment:\n" + strings.Repeat(" ", 2000)
	assert.Empty(t, complete(right, len(right)), "too far right")
}
