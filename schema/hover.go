package schema

import (
	"strings"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/spec"
	"github.com/astrofile/astrofile/internal/yamltree"
)

// Hover is what an editor shows about the word under the cursor.
type Hover struct {
	Path     diag.Path  `json:"path"`  // entries of lists by their index: deployment.worker_queues[0].name
	Range    diag.Range `json:"range"` // of the key or the value, quotes included
	Markdown string     `json:"markdown"`
}

// DescribeAt describes what stands at a byte offset of [deployfile.File.Source]: a key as [Describe] does, a value of an
// enumeration as [DescribeValue] does with its key behind it, any other value by its key. The offset of the end of a word
// counts as the word, as that is where a cursor stands when it has been typed.
//
// The text may be half-written. It reports false where no word stands and where nobody knows what it means. Nothing of a
// value is repeated but the names of enumerations.
func DescribeAt(f *deployfile.File, offset int) (Hover, bool) {
	if f == nil {
		return Hover{}, false
	}
	src := f.Source()
	if offset < 0 || offset > len(src) || len(src) > spec.FileBytesMax {
		return Hover{}, false
	}
	o, ok := read(src, f.Syntax() == deployfile.SyntaxJSON, noCursor)
	if !ok {
		return Hover{}, false
	}
	n, isKey := o.root.at(offset)
	if n == nil {
		return Hover{}, false
	}
	p := n.path()
	d, ok := Describe(p)
	if !ok {
		return Hover{}, false
	}
	h := Hover{Path: p, Markdown: d.Markdown()}
	start, end := n.keyStart, n.keyEnd
	if !isKey {
		start, end = n.start, n.end
		if v, known := DescribeValue(p, o.value(n)); known {
			h.Markdown = v.markdown() + "\n---\n\n" + h.Markdown
		}
	}
	lines := yamltree.Tree{Source: src}
	h.Range.Start.Offset, h.Range.End.Offset = start, end
	h.Range.Start.Line, h.Range.Start.Column = lines.Position(start)
	h.Range.End.Line, h.Range.End.Column = lines.Position(end)
	return h, true
}

// noCursor is the offset for an outline of which nobody asks what to write.
const noCursor = -1

// at returns the node whose key or scalar an offset is in, nil when there is none.
func (n *node) at(offset int) (found *node, isKey bool) {
	for _, kid := range n.kids {
		if kid.keyStart < kid.keyEnd && kid.keyStart <= offset && offset <= kid.keyEnd {
			return kid, true
		}
		if kid.kind == scalar && kid.start < kid.end && kid.start <= offset && offset <= kid.end {
			return kid, false
		}
		if found, isKey = kid.at(offset); found != nil {
			return found, isKey
		}
	}
	return nil, false
}

// path returns the path of a node as findings write it.
func (n *node) path() diag.Path {
	switch {
	case n.parent == nil:
		return ""
	case n.parent.kind == mapping:
		return n.parent.path().Field(n.key)
	}
	for i, kid := range n.parent.kids {
		if kid == n {
			return n.parent.path().Index(i)
		}
	}
	return n.parent.path()
}

// markdown returns what a hover shows about the value of an enumeration.
func (v ValueDescription) markdown() string {
	text := "**" + code(v.Value) + "**\n\n" + v.Doc + "\n"
	if len(v.Aliases) == 0 {
		return text
	}
	names := make([]string, len(v.Aliases))
	for i, alias := range v.Aliases {
		names[i] = code(alias)
	}
	return text + "\n- Also written: " + strings.Join(names, ", ") + "\n"
}
