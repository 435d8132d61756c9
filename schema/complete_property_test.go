package schema_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/golden"
	"github.com/astrofile/astrofile/internal/sample"
	"github.com/astrofile/astrofile/internal/yamltree"
	"github.com/astrofile/astrofile/schema"
)

// A key that completion offers on a line of its own is a key of that mapping, and a key that may stand there.
func TestCompletedKeysBelong(t *testing.T) {
	texts := [][]byte{sample.Small()}
	for _, a := range golden.Read(t, "../deployfile/testdata/checks/*.txtar") {
		for _, name := range a.Inputs() {
			if strings.HasSuffix(name, ".yaml") {
				texts = append(texts, a.Input(name))
			}
		}
	}
	tried := 0
	for _, text := range texts {
		before := yamltree.Parse("a.yaml", text)
		text = before.Source // UTF-8
		if len(before.Problems) > 0 || before.Root == nil || before.Root.Kind != yamltree.Mapping || before.Root.Style != yamltree.Block {
			continue
		}
		was := findings(text)
		for i, at := range freshLines(text) {
			if len(text) < 4096 && i%12 != len(text)%12 { // a different part of each text
				continue
			}
			file, _ := deployfile.Parse("a.yaml", at.text)
			for _, c := range schema.Complete(file, at.offset, schema.CompleteOptions{}) {
				if c.Kind != schema.CompletionKey {
					continue
				}
				tried++
				out := applied(t, at.text, c)
				tree := yamltree.Parse("a.yaml", out)
				require.Empty(t, tree.Problems, "%s\n%s", c.Label, out)
				require.True(t, hasKeyAt(tree, c.Edit, c.Label), "%s is not there in\n%s", c.Label, out)
				for _, code := range findings(out) {
					require.Contains(t, was, code, "%s\n%s", c.Label, out)
				}
			}
		}
	}
	assert.Greater(t, tried, 1000)
}

// Wherever a key may stand in a JSON file, the one that completion writes there leaves it a JSON file, commas and all.
func TestCompletedJSONStaysJSON(t *testing.T) {
	file, found := deployfile.Parse("a.yaml", sample.Small())
	require.Empty(t, found)
	text, err := deployfile.Marshal(file.Deployment, deployfile.SyntaxJSON)
	require.NoError(t, err)
	tried := map[schema.CompletionKind]int{}
	for offset := range text {
		file, _ := deployfile.Parse("a.json", text)
		for _, c := range schema.Complete(file, offset, schema.CompleteOptions{}) {
			tried[c.Kind]++
			out := applied(t, text, c)
			require.True(t, json.Valid(out), "%s %s at %d\n%s", c.Kind, c.Label, offset, out)
		}
	}
	for _, kind := range []schema.CompletionKind{schema.CompletionKey, schema.CompletionValue, schema.CompletionSnippet} {
		assert.Greater(t, tried[kind], 100, kind)
	}
}

type fresh struct {
	text   []byte
	offset int
}

// freshLines returns the text with a new line behind each of its lines, indented as that line is.
func freshLines(text []byte) []fresh {
	var all []fresh
	pos := 0
	for line := range bytes.Lines(text) {
		pos += len(line)
		body := bytes.TrimLeft(line, " ")
		if len(bytes.TrimSpace(body)) == 0 || !bytes.HasSuffix(line, []byte("\n")) {
			continue
		}
		indent := bytes.Repeat([]byte(" "), len(line)-len(body))
		out := slices.Concat(text[:pos], indent, []byte("\n"), text[pos:])
		all = append(all, fresh{out, pos + len(indent)})
	}
	return all
}

// hasKeyAt tells whether a mapping of the tree has the key where an edit wrote it.
func hasKeyAt(tree *yamltree.Tree, e diag.Edit, key string) bool {
	var walk func(n *yamltree.Node) bool
	walk = func(n *yamltree.Node) bool {
		for _, m := range n.Members {
			if m.Key.Text == key && m.Key.Start >= e.Start && m.Key.End <= e.Start+len(e.Text) || walk(m.Value) {
				return true
			}
		}
		return slices.ContainsFunc(n.Items, walk)
	}
	return walk(tree.Root)
}

// findings returns the codes about keys and syntax.
func findings(text []byte) []diag.Code {
	_, found := deployfile.Parse("a.yaml", text)
	var codes []diag.Code
	for _, f := range found {
		switch f.Code {
		case deployfile.CodeUnknownField, deployfile.CodeYAMLSyntax, deployfile.CodeMisplacedField, deployfile.CodeDuplicateKey,
			deployfile.CodeDuplicateKeyEqual, deployfile.CodeAPIFieldName, deployfile.CodeTabIndentation:
			codes = append(codes, f.Code)
		}
	}
	return codes
}

func FuzzComplete(f *testing.F) {
	for _, pattern := range []string{"testdata/complete/*.txtar", "../deployfile/testdata/checks/*.txtar"} {
		for _, a := range golden.Read(f, pattern) {
			for _, name := range a.Inputs() {
				text := a.Input(name)
				offset := max(0, bytes.Index(text, []byte(cursor)))
				f.Add(bytes.ReplaceAll(text, []byte(cursor), nil), offset, strings.HasSuffix(name, ".json"))
			}
		}
	}
	o := schema.CompleteOptions{Organization: schema.Organization{
		Workspaces: []string{"a", "b: {c}, 'd' \"e\"\n"}, RequiredVariables: []string{"OWNER"},
		Clusters: []schema.Cluster{{Name: "k", NodePools: []string{"m5.xlarge"}}},
	}}
	f.Fuzz(func(t *testing.T, text []byte, offset int, json bool) {
		name := "a.yaml"
		if json {
			name = "a.json"
		}
		file, _ := deployfile.Parse(name, text)
		src := file.Source()
		all := schema.Complete(file, offset, o)
		if offset < 0 || offset > len(src) {
			require.Empty(t, all)
		}
		for _, c := range all {
			require.LessOrEqual(t, c.Edit.Start, offset)
			require.GreaterOrEqual(t, c.Edit.End, offset)
			require.NotContains(t, string(src[c.Edit.Start:offset]), "\n")
			require.NotEmpty(t, c.Label)
			applied(t, src, c)
			if !c.Placeholders {
				require.Equal(t, c.Edit.Text, c.Insert)
			}
		}
		require.Equal(t, all, schema.Complete(file, offset, o))
	})
}

func BenchmarkComplete(b *testing.B) {
	for _, tt := range []struct {
		name string
		text []byte
	}{{"small", sample.Small()}, {"large", sample.Large()}} {
		b.Run(tt.name, func(b *testing.B) {
			at := bytes.Index(tt.text, []byte("executor: CELERY"))
			text := slices.Concat(tt.text[:at+len("exec")], tt.text[at+len("executor: CELERY"):])
			file, _ := deployfile.Parse("a.yaml", text)
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				if all := schema.Complete(file, at+len("exec"), schema.CompleteOptions{}); len(all) == 0 {
					b.Fatal("nothing")
				}
			}
		})
	}
}
