package deployfile

import (
	"bytes"
	"fmt"
	"io"

	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/spec"
	"github.com/astrofile/astrofile/internal/yamltree"
)

// Format writes the name of the file and nothing of its content, for every verb of package fmt: the text may hold
// secrets.
func (f File) Format(w fmt.State, _ rune) {
	_, _ = io.WriteString(w, "deployfile.File("+diag.Quote(f.Name)+")")
}

// SecretRanges returns the parts of [File.Source] that must not be shown to people: the values of environment
// variables, unless they are plainly public, and whatever stands where no public field is known. Of a file that cannot
// be read whole it is every part whose meaning is in doubt. [diag.TextOptions] takes them.
func (f *File) SecretRanges() []diag.Span {
	if f.reading == nil {
		return nil
	}
	r := redaction{file: f, tree: f.tree}
	root := f.tree.Root
	if root != nil {
		r.mapping(root, spec.LevelAt(""))
		r.repetitions(root)
	}
	switch src := f.tree.Source; {
	case root == nil || f.tree.Partial:
		r.lines(0, len(src), false)
	default: // other documents, text behind the value
		r.lines(0, root.Start, true)
		r.lines(root.End, len(src), true)
	}
	return r.ranges
}

// showsAll reports whether member i of a mapping holds nothing that must not be shown.
func (f *File) showsAll(n *yamltree.Node, i int) bool {
	r := redaction{file: f, tree: f.tree}
	r.member(n, i, spec.LevelAt(""))
	return len(r.ranges) == 0
}

// redaction collects the parts of a text to hide. It shows what it knows to be public and hides the rest.
type redaction struct {
	file   *File
	tree   *yamltree.Tree
	ranges []diag.Span
	texts  map[string]struct{} // of the values hidden so far
	looks  int                 // for what a key may have meant
}

// shortSecret is the length up to which a text that is secret in one place is shown in another.
const shortSecret = 4

func (r *redaction) hide(n *yamltree.Node) {
	r.hideSpan(n.Start, n.End)
	r.note(n)
}

func (r *redaction) hideSpan(start, end int) {
	if start < end {
		r.ranges = append(r.ranges, diag.Span{Start: start, End: end})
	}
}

// note remembers the texts in a hidden value, which may stand elsewhere too: at an anchor, or in a second variable.
func (r *redaction) note(n *yamltree.Node) {
	if n.Kind == yamltree.Scalar && (len(n.Text) > shortSecret || n.Alias) {
		if r.texts == nil {
			r.texts = map[string]struct{}{}
		}
		r.texts[n.Text] = struct{}{}
	}
}

// hideValue hides all that stands behind the key of member i, with anchor, tag and the rest of the line, where a
// comment may repeat the value. A key such as NAME=value goes with it, and so does one that is a mapping or a list.
func (r *redaction) hideValue(n *yamltree.Node, i int) {
	m, src := &n.Members[i], r.tree.Source
	start, end := behindColon(src, m.Key.End), m.Value.End
	if withoutValue(m.Key.Text) != m.Key.Text || m.Key.Kind == yamltree.Mapping || m.Key.Kind == yamltree.Sequence {
		start = m.Key.Start
	}
	if !m.Merged && n.Style == yamltree.Block && !endsLine(src, end) {
		line := end + lineLength(src[end:])
		if !bytes.Contains(src[end:line], ignoreMarker) {
			end = line
		}
	}
	r.hideSpan(start, max(end, m.Value.End))
	r.note(m.Value)
}

// behindColon returns where the value begins of a key that ends at end.
func behindColon(src []byte, end int) int {
	at := end
	for at < len(src) && (isBlank(src[at]) || src[at] == '\n' || src[at] == '\r') {
		at++
	}
	if at == len(src) || src[at] != ':' {
		return end
	}
	for at++; at < len(src) && isBlank(src[at]); at++ {
	}
	return at
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' }

// endsLine reports whether at is behind a line break, as the end of a block scalar is.
func endsLine(src []byte, at int) bool { return at > 0 && (src[at-1] == '\n' || src[at-1] == '\r') }

// lineLength returns how many bytes stand before the first line break.
func lineLength(src []byte) int {
	if i := bytes.IndexAny(src, "\r\n"); i >= 0 {
		return i
	}
	return len(src)
}

// mapping hides what is not public in a mapping of this level. Merged members are looked at where they are written, and
// so is the content of an alias.
func (r *redaction) mapping(n *yamltree.Node, level *spec.Level) {
	for i := range n.Members {
		if m := &n.Members[i]; !m.Merged && !m.Value.Alias {
			r.member(n, i, level)
		}
	}
}

func (r *redaction) member(n *yamltree.Node, i int, level *spec.Level) {
	field := r.meant(level, n.Members[i].Key.Text)
	switch {
	case field == nil || field.Parent == variableLevel():
		r.hideValue(n, i)
	case field.Path == string(sectionVariables):
		r.variables(n, i)
	case field.Level != nil:
		r.section(n, i, field)
	default:
		r.public(n, i)
	}
}

// meant returns the field that an author meant by a key, misspelt, misplaced or of another time, or nil.
func (r *redaction) meant(level *spec.Level, key string) *spec.Field {
	field := level.Field(key)
	if field == nil {
		field = otherCase(level, key)
	}
	if elsewhere := spec.Elsewhere(key); field == nil && len(elsewhere) > 0 {
		field = elsewhere[0]
	}
	if r.looks < diag.MaxFindings && field == nil {
		r.looks++
		if name, ok := nearest(key, currentKeys(level)); ok {
			field = level.Field(name)
		}
	}
	if field != nil && field.ReplacedBy != "" {
		return spec.Lookup(field.ReplacedBy)
	}
	return field
}

func variableLevel() *spec.Level { return spec.LevelAt(string(sectionVariables) + "[]") }

// section looks into member i, a mapping or a list of mappings; in any other form it is hidden.
func (r *redaction) section(n *yamltree.Node, i int, field *spec.Field) {
	value := n.Members[i].Value
	switch {
	case value.Kind == yamltree.Mapping:
		r.mapping(value, field.Level)
	case value.Kind == yamltree.Sequence && field.Type == spec.Mappings:
		for _, item := range value.Items {
			if item.Kind == yamltree.Mapping && !item.Alias {
				r.mapping(item, field.Level)
			} else if item.Kind != yamltree.Mapping {
				r.hide(item)
			}
		}
	case value.Kind != yamltree.Null:
		r.hideValue(n, i)
	}
}

// public shows the scalars of a public field, those with the shape of a credential excepted.
func (r *redaction) public(n *yamltree.Node, i int) {
	value := n.Members[i].Value
	switch value.Kind {
	case yamltree.Mapping:
		r.hideValue(n, i)
	case yamltree.Sequence:
		for _, item := range value.Items {
			if item.Kind != yamltree.Scalar || credentialShape(item.Text) != "" {
				r.hide(item)
			}
		}
	case yamltree.Scalar:
		if credentialShape(value.Text) != "" || r.file.swallows(value) {
			r.hideValue(n, i)
		}
	}
}

// repetitions hides the texts of hidden values wherever else they stand.
func (r *redaction) repetitions(n *yamltree.Node) {
	if len(r.texts) == 0 || n.Alias {
		return
	}
	if _, secret := r.texts[n.Text]; secret && n.Kind == yamltree.Scalar {
		r.hideSpan(n.Start, n.End)
	}
	for i := range n.Members {
		if m := &n.Members[i]; !m.Merged {
			r.repetitions(m.Value)
		}
	}
	for _, item := range n.Items {
		r.repetitions(item)
	}
}
