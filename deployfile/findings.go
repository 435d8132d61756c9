package deployfile

import (
	"strings"

	"github.com/astrofile/astrofile/deployfile/diag"
)

// findings collects findings in bounded memory: at most [diag.MaxFindings] of each severity are kept, the rest is
// counted.
type findings struct {
	errors, warnings, infos diag.List
	cut                     diag.Counts
}

// full reports whether a further finding of this severity would only be counted.
func (f *findings) full(s diag.Severity) bool { return len(*f.list(s)) >= diag.MaxFindings }

// empty reports whether there is nothing to tell.
func (f *findings) empty() bool {
	return len(f.errors)+len(f.warnings)+len(f.infos) == 0 && f.cut == diag.Counts{}
}

// add returns a place to fill in, valid until the next call, or nil when the finding is only counted.
func (f *findings) add(s diag.Severity) *diag.Diagnostic {
	if f.full(s) {
		f.count(s)
		return nil
	}
	list := f.list(s)
	*list = append(*list, diag.Diagnostic{Severity: s})
	return &(*list)[len(*list)-1]
}

func (f *findings) list(s diag.Severity) *diag.List {
	switch s {
	case failure:
		return &f.errors
	case warning:
		return &f.warnings
	default:
		return &f.infos
	}
}

func (f *findings) count(s diag.Severity) {
	switch s {
	case failure:
		f.cut.Error++
	case warning:
		f.cut.Warning++
	default:
		f.cut.Info++
	}
}

// all calls yield for every finding that was kept.
func (f *findings) all(yield func(*diag.Diagnostic) bool) {
	for _, list := range []diag.List{f.errors, f.warnings, f.infos} {
		for i := range list {
			if !yield(&list[i]) {
				return
			}
		}
	}
}

// maxText bounds messages and hints: a file cannot make them longer than a terminal page.
const maxText = 600 // bytes

func shorten(s string) string {
	if len(s) <= maxText {
		return s
	}
	return strings.TrimSpace(leading(s, maxText)) + "…"
}
