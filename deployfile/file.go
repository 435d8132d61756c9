package deployfile

import (
	"bytes"

	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/yamltree"
)

// File is a Deployment file: the Deployment that it describes and the text that it stands in. It is safe for
// concurrent use as long as nobody writes to it.
type File struct {
	Name       string
	Deployment Deployment // what could be read

	*reading
}

// reading is what is known of the text. It is behind a pointer of its own because fmt follows one pointer of a field that
// it cannot ask to format itself, and the tree holds secrets.
type reading struct {
	tree         *yamltree.Tree
	converted    bool    // the text is not the one that was given: no edit fits that
	lost         pathSet // values of a wrong form: unknown, not absent
	twice        pathSet // keys that stand twice in their mapping
	placeholders []placeholder
	found        findings // of the text, whatever the file is meant for
	ignores      []ignore
	ignoresOf    map[int][]int // indexes of ignores by the line that they silence
}

// placeholder is a value that somebody still has to fill in.
type placeholder struct {
	path diag.Path
	span
	subject string // introduces a message: where it stands and, unless it is a value, the placeholder
	value   bool   // of an environment variable, and not to be shown
}

// span is a byte range of the text; absent says that it is not the thing itself but the nearest thing around it.
type span struct {
	start, end int
	absent     bool
}

// unresolved returns the span as a range that has offsets but no lines yet.
func (s span) unresolved() *diag.Range {
	return &diag.Range{Start: diag.Position{Offset: s.start}, End: diag.Position{Offset: s.end}}
}

func spanOf(n *yamltree.Node) span { return span{start: n.Start, end: n.End} }

func parse(name string, src []byte) *File {
	f := &File{Name: name, reading: &reading{tree: yamltree.Parse(name, src)}}
	f.converted = bytes.HasPrefix(src, []byte{0xFF, 0xFE}) || bytes.HasPrefix(src, []byte{0xFE, 0xFF}) // the marks of UTF-16
	f.readIgnores()
	d := &decoder{file: f}
	d.problems()
	d.document()
	return f
}

// Source returns the text that offsets of findings count in: the one given to [Parse], or its UTF-8 form when that was
// UTF-16; findings about that carry no fix, because its edits would not fit the file. The caller must not change it.
func (f *File) Source() []byte {
	if f.reading == nil {
		return nil
	}
	return f.tree.Source
}

// Syntax returns the notation that the file is in, for [Marshal] to write the same; of a File that nobody parsed it is
// YAML.
func (f *File) Syntax() Syntax {
	if f.reading != nil && f.tree.Syntax == yamltree.JSON {
		return SyntaxJSON
	}
	return SyntaxYAML
}

// locate returns what a finding about the value at p covers: a scalar itself, the key of a list or mapping, the first
// key of a list item. For what is not in the file it is the nearest key above.
func (f *File) locate(p diag.Path) span {
	for absent := false; ; absent = true {
		if key, value := f.tree.Find(string(p)); value != nil {
			at := cover(key, value)
			at.absent = absent
			return at
		}
		if p == "" {
			return span{absent: true}
		}
		p = p.Parent()
	}
}

// cover chooses the part of an entry that stands for it in a finding.
func cover(key, value *yamltree.Node) span {
	written := value.Start < value.End
	switch {
	case written && (value.Kind == yamltree.Scalar || value.Kind == yamltree.Null || value.Alias):
		return spanOf(value)
	case key != nil:
		return spanOf(key)
	case value.Kind == yamltree.Mapping && len(value.Members) > 0:
		return spanOf(value.Members[0].Key)
	default:
		return spanOf(value)
	}
}

// resolve fills in lines and columns.
func (f *File) resolve(d *diag.Diagnostic) {
	f.resolveRange(d.Range)
	for i := range d.Related {
		f.resolveRange(d.Related[i].Range)
	}
}

func (f *File) resolveRange(r *diag.Range) {
	if r == nil {
		return
	}
	r.Start.Line, r.Start.Column = f.tree.Position(r.Start.Offset)
	r.End.Line, r.End.Column = f.tree.Position(r.End.Offset)
}
