package schema

import (
	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/spec"
)

// CompletionKind says what a completion writes.
type CompletionKind string

const (
	CompletionKey     CompletionKind = "key"     // a key and its colon, or in front of a colon the key alone
	CompletionValue   CompletionKind = "value"   // a value
	CompletionSnippet CompletionKind = "snippet" // several keys, with places to fill in
)

// Completion is one thing that may be written at the cursor.
type Completion struct {
	Label         string         `json:"label"`
	Kind          CompletionKind `json:"kind"`
	Detail        string         `json:"detail,omitempty"`        // a few words beside the label
	Documentation string         `json:"documentation,omitempty"` // Markdown
	Required      bool           `json:"required,omitempty"`      // the file is refused without it

	// Insert is the text for editors. With Placeholders it is in the snippet syntax of the Language Server Protocol:
	// ${1:name} is a place to fill in, and a backslash stands before each dollar, brace and backslash of the text.
	Insert       string `json:"insert"`
	Placeholders bool   `json:"placeholders,omitempty"`

	// Edit writes the same in plain text in place of what stands at the cursor, such as half a word.
	Edit diag.Edit `json:"edit"`
	// Also are edits elsewhere that belong to it: a comma that is missing in front.
	Also []diag.Edit `json:"also,omitempty"`
}

// CompleteOptions say what else is known. The zero value is right for a file of which nobody knows the purpose.
type CompleteOptions struct {
	Mode         deployfile.Mode
	Organization Organization // the names to offer; zero: none
}

// Complete returns what may be written at a byte offset of [deployfile.File.Source]: the keys that are not there yet
// and fit the deployment type and the executor, required ones first; the values of a key, with those of the
// Organization; snippets for whole entries, sections and files. What is deprecated is never offered.
//
// The text may be half-written. All that fits the place is returned, whatever the word at the cursor begins with:
// editors filter by it. An offset outside the text has no completions.
func Complete(f *deployfile.File, offset int, o CompleteOptions) []Completion {
	if f == nil {
		return nil
	}
	src := f.Source()
	if offset < 0 || offset > len(src) || len(src) > spec.FileBytesMax {
		return nil
	}
	text, ok := read(src, f.Syntax() == deployfile.SyntaxJSON, offset)
	if !ok {
		return nil
	}
	c := &completer{outline: text, options: o}
	if c.spot.start-c.spot.line > farthest {
		return nil
	}
	c.facts = c.learn()
	c.layout = c.measure()
	switch c.spot.kind {
	case spotKey:
		c.keysAndSnippets()
	case spotValue:
		c.fieldValues(c.spot.self.field())
	case spotItem:
		c.entries()
	}
	return c.list
}

// farthest is how far right something is completed: further lines of a completion may begin with as many blanks.
const farthest = 1000

// completer collects the completions of one place.
type completer struct {
	*outline
	options CompleteOptions
	facts   facts
	layout  layout
	list    []Completion
}

// keysAndSnippets completes in a mapping.
func (c *completer) keysAndSnippets() {
	in := c.spot.in
	level := in.level()
	if level == nil {
		return
	}
	if !c.json || in.flow { // JSON has no keys outside of braces
		c.keys(in, level)
	}
	if c.spot.colon {
		return
	}
	switch level.Path {
	case "":
		if in.member(rootKey) == nil && !in.flow {
			c.files()
		}
	case rootKey:
		c.sections(in)
	default:
		if in.parent != nil && in.parent.kind == list && !others(in, c.spot.self) {
			c.entrySnippets(level.Path)
		}
	}
}

// others tells whether a mapping has keys beside the one at the cursor.
func others(in, self *node) bool {
	for _, n := range in.kids {
		if n != self {
			return true
		}
	}
	return false
}

// entries completes a list.
func (c *completer) entries() {
	f := c.spot.in.field()
	switch {
	case f == nil || f.Status > spec.OutputOnly:
	case f.Type == spec.Mappings:
		c.entrySnippets(f.Level.Path)
	case f.Item != nil:
		c.fieldValues(f.Item)
	}
}
