package yamltree

import (
	"bytes"
	"strconv"
)

// Shape tells what belongs to a place of the text. A nil Shape belongs to what is not known: it keeps its notation and
// its order, and only its indentation changes.
type Shape interface {
	// Member returns where a key stands among the others of the mapping, and the shape of its value. Keys of one place
	// keep their order.
	Member(m *Member) (place int, shape Shape)
	// Item returns the shape of an item of the list.
	Item(n *Node) Shape
	// Fits tells whether n is of the kind that belongs here, and may be written anew.
	Fits(n *Node) bool
	// Scalar returns what Encode shall write for a text, or nil when the value stays as it is written.
	Scalar(text string) *Node
}

// LayoutOptions say what a text is about.
type LayoutOptions struct {
	Root Shape
	// Pinned tells whether the lines from one offset to another have to keep what stands on them. It may be nil.
	Pinned func(start, end int) bool
}

// Layout writes the text anew: indented by four, collections of a known shape in block style and in the order of the
// shape, everything else as it is written. Every comment is kept, with what it belongs to. The result is read again and
// compared with the tree; when it differs, or the tree lacks part of the text, Layout returns a problem and no text.
func (t *Tree) Layout(o LayoutOptions) ([]byte, *Problem) {
	if t.Root == nil || t.Partial || t.Syntax == YAML && !t.whole {
		return nil, t.unsafe(0, 0, "the text cannot be read whole")
	}
	out, problem := t.layout(o, true)
	if problem != nil || t.Syntax == JSON || t.proves(out) {
		return out, problem
	}
	// An anchor of a name that stands twice may have changed its place with the other.
	if out, problem = t.layout(o, false); problem == nil && !t.proves(out) {
		return nil, t.unsafe(t.Root.Start, t.Root.End, "the text is YAML of a kind that cannot be laid out safely")
	}
	return out, problem
}

func (t *Tree) layout(o LayoutOptions, ordered bool) ([]byte, *Problem) {
	s := &sheet{tree: t, eol: firstBreak(t.Source), fresh: true}
	if t.Syntax == JSON {
		s.json(t.Root, o.Root, 0)
		s.out = append(s.out, s.eol...)
	} else {
		a := &arranger{tree: t, pinned: o.Pinned, ordered: ordered}
		if a.document(o.Root); a.problem != nil {
			return nil, a.problem
		}
		s.forms = a.encoded()
		s.document(a)
	}
	if len(s.out) > MaxBytes {
		return nil, &Problem{
			Code:    "input-limit",
			Message: "laid out, the file has more bytes than the limit of " + strconv.Itoa(MaxBytes), Hint: "split the file",
		}
	}
	return s.out, nil
}

func (t *Tree) unsafe(start, end int, message string) *Problem {
	start, end = visibleRange(t.Source, start, end)
	code := "yaml-syntax"
	if t.Syntax == JSON {
		code = "json-syntax"
	}
	return &Problem{Code: code, Start: start, End: end, Message: message, Hint: "lay this file out by hand"}
}

// firstBreak returns the first line end of a text, which all the others become.
func firstBreak(src []byte) string {
	if at := bytes.IndexAny(src, "\r\n"); at >= 0 {
		return string(src[at : at+breakLen(src[at:])])
	}
	return "\n"
}
