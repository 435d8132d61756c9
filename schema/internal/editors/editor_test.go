package editors

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
)

// cursor marks in a text where the cursor stands.
const cursor = "‸"

type position struct {
	Line      int `json:"line"`
	Character int `json:"character"` // in UTF-16 units
}

type span struct {
	Start position `json:"start"`
	End   position `json:"end"`
}

type diagnostic struct {
	Range   span   `json:"range"`
	Message string `json:"message"`
}

type completion struct {
	Label      string `json:"label"`
	Kind       int    `json:"kind"`
	InsertText string `json:"insertText"`
	TextEdit   *struct {
		Range   span   `json:"range"`
		NewText string `json:"newText"`
	} `json:"textEdit"`
	Documentation any `json:"documentation"` // a text or {kind, value}
}

// Kinds of completions that yaml-language-server uses.
const (
	kindSkeleton = 7 // all required keys of a mapping
	kindItem     = 9 // an entry of a list, or a snippet of a mapping
	kindKey      = 10
	kindValue    = 12
	kindSnippet  = 15
)

// editor is what a person sees of the language server.
type editor struct {
	*client
	root  string // of the workspace
	files int
}

// open starts a server for a workspace in which the folders any, create, update and template hold files of that mode.
func open(t testing.TB) *editor {
	t.Helper()
	schemas := map[string]any{}
	for _, mode := range modes {
		schemas[document(t, mode)] = "/" + mode.String() + "/*.yaml"
	}
	return openWith(t, map[string]any{"schemas": schemas, "schemaStore": map[string]any{"enable": false}})
}

// openWith starts a server that has the "yaml" settings; all others are those of VS Code.
func openWith(t testing.TB, yaml map[string]any) *editor {
	t.Helper()
	e := &editor{root: t.TempDir()}
	e.client = dial(t, map[string]any{
		"yaml":   yaml,
		"editor": map[string]any{"detectIndentation": true},
		"[yaml]": map[string]any{"editor.insertSpaces": true, "editor.tabSize": 2},
	})
	e.call("initialize", map[string]any{
		"processId":        os.Getpid(),
		"rootUri":          fileURI(e.root),
		"workspaceFolders": []any{map[string]any{"uri": fileURI(e.root), "name": "deployments"}},
		"capabilities": map[string]any{
			"workspace": map[string]any{"configuration": true, "workspaceFolders": true, "didChangeConfiguration": map[string]any{"dynamicRegistration": true}},
			"textDocument": map[string]any{
				"completion": map[string]any{"completionItem": map[string]any{"snippetSupport": true, "documentationFormat": []string{"markdown"}}},
				"hover":      map[string]any{"contentFormat": []string{"markdown"}},
			},
		},
	}, nil)
	e.notify("initialized", map[string]any{})
	e.await("the settings", e.configured)
	e.complete("", cursor) // is answered when the settings are in force
	return e
}

// document returns the path of a committed schema.
func document(t testing.TB, mode deployfile.Mode) string {
	t.Helper()
	path, err := filepath.Abs(filepath.Join("..", "..", "documents", mode.String()+".schema.json"))
	require.NoError(t, err)
	return path
}

func fileURI(path string) string {
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") { // C:/…
		path = "/" + path
	}
	return "file://" + path
}

// show opens a text as a new file of the folder and returns its URI.
func (e *editor) show(folder, text string) string {
	e.files++
	uri := fileURI(filepath.Join(e.root, folder, fmt.Sprintf("deployment-%d.yaml", e.files)))
	e.notify("textDocument/didOpen", map[string]any{
		"textDocument": map[string]any{"uri": uri, "languageId": "yaml", "version": 1, "text": text},
	})
	return uri
}

func (e *editor) hide(uri string) {
	e.notify("textDocument/didClose", map[string]any{"textDocument": map[string]any{"uri": uri}})
}

// diagnostics returns what the server finds in a text.
func (e *editor) diagnostics(folder, text string) []diagnostic {
	e.t.Helper()
	return e.found(e.show(folder, text))
}

// found returns what the server finds in a file that is shown, and hides it. The server waits a little before it looks
// at a file, so a test that has many shows them all first.
func (e *editor) found(uri string) []diagnostic {
	e.t.Helper()
	defer e.hide(uri)
	select {
	case found := <-e.findings(uri):
		return found
	case <-e.ended:
		require.Fail(e.t, "the server ended")
	case <-time.After(patience):
		require.Fail(e.t, "no diagnostics", "within %v", patience)
	}
	return nil
}

// ask sends a request about the cursor.
func (e *editor) ask(method, folder, text string, answer any) {
	e.t.Helper()
	text, at := cut(e.t, text)
	uri := e.show(folder, text)
	defer e.hide(uri)
	e.call(method, map[string]any{"textDocument": map[string]any{"uri": uri}, "position": at}, answer)
}

// complete returns what the server offers at the cursor.
func (e *editor) complete(folder, text string) []completion {
	e.t.Helper()
	var list struct {
		Items []completion `json:"items"`
	}
	e.ask("textDocument/completion", folder, text, &list)
	return list.Items
}

// hover returns what the server explains at the cursor, in Markdown.
func (e *editor) hover(folder, text string) string {
	e.t.Helper()
	var hover struct {
		Contents struct {
			Value string `json:"value"`
		} `json:"contents"`
	}
	e.ask("textDocument/hover", folder, text, &hover)
	return hover.Contents.Value
}

// cut takes the mark of the cursor out of a text.
func cut(t testing.TB, text string) (string, position) {
	t.Helper()
	before, after, ok := strings.Cut(text, cursor)
	require.True(t, ok, "no cursor in %q", text)
	require.NotContains(t, after, cursor)
	line := before[strings.LastIndexByte(before, '\n')+1:]
	return before + after, position{strings.Count(before, "\n"), len(utf16.Encode([]rune(line)))}
}

// offset returns the byte offset of a position.
func offset(text string, p position) int {
	at := 0
	for range p.Line {
		at += strings.IndexByte(text[at:], '\n') + 1
	}
	for units := 0; units < p.Character; {
		r := []rune(text[at:])[0]
		units += utf16.RuneLen(r)
		at += len(string(r))
	}
	return at
}

var modes = []deployfile.Mode{deployfile.ModeAny, deployfile.ModeCreate, deployfile.ModeUpdate, deployfile.ModeTemplate}
