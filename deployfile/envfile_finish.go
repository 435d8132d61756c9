package deployfile

import (
	"bytes"
	"slices"
	"sort"
	"unicode/utf8"

	"github.com/astrofile/astrofile/deployfile/diag"
)

// secretRanges returns everything between the keys.
func (r *envReader) secretRanges() []diag.Span {
	var hide []diag.Span
	at := 0
	for _, key := range append(r.keys, diag.Span{Start: len(r.src), End: len(r.src)}) {
		if at < key.Start {
			hide = append(hide, diag.Span{Start: at, End: key.Start})
		}
		at = key.End
	}
	return hide
}

// finish returns the findings sorted, capped and with lines and columns.
func (r *envReader) finish(name string) diag.List {
	if r.found.empty() {
		return nil
	}
	list := slices.Concat(r.found.errors, r.found.warnings, r.found.infos)
	var places []*diag.Position
	note := func(p *diag.Range) { places = append(places, &p.Start, &p.End) }
	for i := range list {
		list[i].File = name
		note(list[i].Range)
		for k := range list[i].Related {
			note(list[i].Related[k].Range)
		}
	}
	r.resolve(places)
	list.Sort()
	return list.Cap(diag.MaxFindings, r.found.cut)
}

// resolve fills in lines and columns on one way through the text.
func (r *envReader) resolve(places []*diag.Position) {
	sort.SliceStable(places, func(i, j int) bool { return places[i].Offset < places[j].Offset })
	line, column, at := 1, 1, 0
	if bytes.HasPrefix(r.src, []byte(byteOrderMark)) {
		at = len(byteOrderMark)
	}
	for _, p := range places {
		for at < p.Offset {
			c, size := utf8.DecodeRune(r.src[at:])
			at += size
			switch {
			case c == '\n', c == '\r' && (at == len(r.src) || r.src[at] != '\n'):
				line, column = line+1, 1
			case c > 0xFFFF:
				column += 2
			default:
				column++
			}
		}
		p.Line, p.Column = line, column
	}
}
