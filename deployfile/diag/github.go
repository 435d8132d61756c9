package diag

import (
	"io"
	"strconv"
	"unicode/utf8"
)

// GitHub writes the findings as workflow commands, one a line, which a GitHub Actions runner turns into annotations of
// the file. Infos become notices; ignored findings are left out.
func (l List) GitHub(w io.Writer) error {
	var out []byte
	for i := range l {
		if l[i].Ignored != "" {
			continue
		}
		out = l[i].appendGitHub(out[:0])
		if _, err := w.Write(out); err != nil {
			return err
		}
	}
	return nil
}

func (d *Diagnostic) appendGitHub(dst []byte) []byte {
	command := [ranks]string{rankError: "error", rankWarning: "warning", rankInfo: "notice"}
	dst = append(dst, "::"+command[d.rank()]...)
	separator := byte(' ')
	property := func(name, value string) {
		dst = append(append(dst, separator), name...)
		dst = append(dst, '=')
		dst = appendCommandText(dst, value, true)
		separator = ','
	}
	if d.File != "" {
		property("file", d.File)
	}
	if r := d.Range; r != nil && r.Start.Line > 0 {
		end := lastCharacter(r)
		property("line", strconv.Itoa(r.Start.Line))
		property("endLine", strconv.Itoa(end.Line))
		if r.Start.Line == end.Line { // the runner refuses columns of different lines
			property("col", strconv.Itoa(r.Start.Column))
			property("endColumn", strconv.Itoa(end.Column))
		}
	}
	if d.Code != "" {
		property("title", string(d.Code))
	}
	dst = appendCommandText(append(dst, "::"...), d.Message, false)
	if d.Hint != "" {
		dst = appendCommandText(append(dst, "%0A"...), d.Hint, false)
	}
	return append(dst, '\n')
}

// lastCharacter turns the exclusive end of a range into an inclusive one. Of a range that ends at the start of a line
// it gives the line before, as far as lines go.
func lastCharacter(r *Range) Position {
	end := r.End
	switch {
	case end.Line < r.Start.Line || end.Line == r.Start.Line && end.Column <= r.Start.Column:
		return r.Start
	case end.Column > 1:
		end.Column--
	default:
		end.Line--
		end.Column = r.Start.Column
	}
	return end
}

// appendCommandText appends s as the runner reads it back: line ends, percent signs and, in properties, separators are
// encoded.
func appendCommandText(dst []byte, s string, property bool) []byte {
	for _, r := range s {
		switch {
		case r == '%':
			dst = append(dst, "%25"...)
		case r == '\r':
			dst = append(dst, "%0D"...)
		case r == '\n':
			dst = append(dst, "%0A"...)
		case property && r == ':':
			dst = append(dst, "%3A"...)
		case property && r == ',':
			dst = append(dst, "%2C"...)
		default:
			dst = utf8.AppendRune(dst, visible(r))
		}
	}
	return dst
}
