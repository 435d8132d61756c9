package deployfile

import (
	"bytes"
	"strings"

	"github.com/astrofile/astrofile/internal/spec"
	"github.com/astrofile/astrofile/internal/yamltree"
)

// textRedaction reads text that has no reliable structure line by line.
type textRedaction struct {
	variables bool // inside a section of environment variables
	indent    int  // of its key
}

// lines hides, in a part of the text that is not in the tree, whatever may be a value. With comments they are shown,
// and so are document markers.
func (r *redaction) lines(start, end int, comments bool) {
	text := textRedaction{indent: -1}
	for start < end {
		line := string(r.tree.Source[start : start+lineLength(r.tree.Source[start:end])])
		trimmed := strings.TrimSpace(line)
		if !comments || trimmed != "" && trimmed[0] != '#' && trimmed != "---" && trimmed != "..." {
			from, to := text.doubtful(line)
			r.hideSpan(start+from, start+to)
		}
		start += len(line) + 1
	}
}

// doubtful returns the part of a line that may show a value.
func (t *textRedaction) doubtful(line string) (from, to int) {
	indent := len(line) - len(strings.TrimLeft(line, " \t-?{[,\"'\ufeff"))
	key, rest, found := strings.Cut(line[indent:], ":")
	key = strings.TrimRight(key, " \t\"'")
	field := known(key)
	if !found || field == nil {
		return indent, len(line)
	}
	value := len(line) - len(strings.TrimLeft(rest, " \t"))
	t.enter(field, len(line)-len(strings.TrimLeft(line, " \t")))
	if t.shows(field, strings.TrimRight(strings.TrimSpace(rest), ", \t")) {
		return value, value
	}
	return value, len(line)
}

// known returns a field of the file that has this key, or nil.
func known(key string) *spec.Field {
	if fields := spec.Elsewhere(key); len(fields) > 0 {
		return fields[0]
	}
	return nil
}

// enter notes which section begins with a field. The section of variables ends at one that is not indented deeper.
func (t *textRedaction) enter(field *spec.Field, indent int) {
	switch {
	case field.Path == string(sectionVariables), field.Parent == variableLevel() && !t.variables:
		t.variables, t.indent = true, indent
	case field.Level != nil && indent <= t.indent:
		t.variables = false
	}
}

// shows reports whether the text behind the key of a field is public.
func (t *textRedaction) shows(field *spec.Field, text string) bool {
	bare := strings.Trim(text, "\"'")
	if t.variables {
		_, form := readBoolean(bare)
		return field.Key() == "key" && isShellName(bare) || field.Key() == "is_secret" && form != booleanNone
	}
	return field.Level == nil && !strings.ContainsAny(text, "{}[],") && credentialShape(bare) == ""
}

// swallows reports whether a quoted scalar holds lines of the file, as it does when its quote is not closed but a later
// one is.
func (f *File) swallows(n *yamltree.Node) bool {
	if n.Alias || n.Style != yamltree.DoubleQuoted && n.Style != yamltree.SingleQuoted {
		return false
	}
	text := f.tree.Source[n.Start:n.End]
	end := bytes.IndexByte(text, '\n')
	if end < 0 {
		return false
	}
	for line := range strings.Lines(string(text[end:])) {
		key, _, ok := strings.Cut(strings.TrimLeft(line, " \t-{["), ":")
		if field := known(key); ok && field != nil && (field.Level != nil || field.Parent == variableLevel()) {
			return true
		}
	}
	return false
}
