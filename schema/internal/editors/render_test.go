package editors

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/internal/golden"
)

// TestArchives holds what the server says against what the archives say it should: the inputs of an archive are texts
// that a person may have written, good, bad or half, and its options say what is asked about them (show: diagnostics,
// completion or hover) and which document the file has (mode).
func TestArchives(t *testing.T) {
	t.Parallel()
	e := open(t)
	golden.Run(t, "../../testdata/editors/*.txtar", func(t *testing.T, a *golden.Archive) {
		var wants []func()
		for _, name := range a.Inputs() {
			o := a.Options(name, "show", "mode")
			text := strings.TrimSuffix(string(a.Input(name)), "\n") // a cursor on the last line stands at the end of the file
			want := func(got string) { a.Want(name, []byte(strings.TrimSuffix(got, "\n")+"\n")) }
			switch o["show"] {
			case "diagnostics":
				uri := e.show(o["mode"], text+"\n")
				wants = append(wants, func() { want(renderDiagnostics(e.found(uri))) })
			case "completion":
				want(renderCompletions(e.complete(o["mode"], text)))
			case "hover":
				want(renderHover(e.hover(o["mode"], text)))
			default:
				require.Fail(t, "unknown option", "show: %q", o["show"])
			}
		}
		all(wants)
	})
}

// renderHover leaves out where the document stands on this machine.
func renderHover(markdown string) string {
	text, _, _ := strings.Cut(markdown, "Source: [")
	if text = strings.TrimRight(text, "\n"); text == "" {
		return "nothing\n"
	}
	return text + "\n"
}

// renderDiagnostics writes one line for each finding, with lines and columns from 1.
func renderDiagnostics(found []diagnostic) string {
	var b strings.Builder
	for _, d := range found {
		fmt.Fprintf(&b, "%d:%d-%d:%d %s\n", d.Range.Start.Line+1, d.Range.Start.Character+1, d.Range.End.Line+1, d.Range.End.Character+1, d.Message)
	}
	if len(found) == 0 {
		return "nothing\n"
	}
	return b.String()
}

var kinds = map[int]string{kindSkeleton: "skeleton", kindItem: "snippet", kindKey: "key", kindValue: "value", kindSnippet: "snippet"}

// renderCompletions writes a line for each completion, and below it what it writes when that is more than its label.
func renderCompletions(offered []completion) string {
	var b strings.Builder
	for _, c := range offered {
		fmt.Fprintf(&b, "%s %s\n", kinds[c.Kind], c.Label)
		written := c.InsertText
		if c.TextEdit != nil {
			written = c.TextEdit.NewText
		}
		if written == c.Label || c.Kind == kindKey && written == c.Label+": " {
			continue
		}
		for line := range strings.Lines(written) {
			b.WriteString("    | " + strings.TrimSuffix(line, "\n") + "\n")
		}
	}
	if len(offered) == 0 {
		return "nothing\n"
	}
	return b.String()
}
