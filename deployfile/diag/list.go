package diag

import (
	"cmp"
	"slices"
	"sort"
	"strings"

	"github.com/hashicorp/go-multierror"
)

// List is any number of findings, of one file or of several. It is deliberately not an error: see [List.Err].
type List []Diagnostic

// Sort orders the findings by file and position. Those without a range come first, by path; what is equal is ordered by
// path, code and message, and then stays as it was. A note of [List.Cap] comes behind the findings of its file.
func (l List) Sort() {
	if slices.IsSortedFunc(l, func(a, b Diagnostic) int { return compare(&a, &b) }) {
		return
	}
	order := make([]*Diagnostic, len(l)) // a finding is large: sort pointers, then move each once
	sorted := slices.Clone(l)
	for i := range sorted {
		order[i] = &sorted[i]
	}
	sort.SliceStable(order, func(i, j int) bool { return compare(order[i], order[j]) < 0 })
	for i, d := range order {
		l[i] = *d
	}
}

func compare(a, b *Diagnostic) int {
	if c := strings.Compare(a.File, b.File); c != 0 {
		return c
	}
	if a.capped() != b.capped() {
		return trueLast(a.capped())
	}
	if (a.Range == nil) != (b.Range == nil) {
		return trueLast(a.Range != nil)
	}
	if a.Range != nil {
		if c := cmp.Compare(a.Range.Start.Offset, b.Range.Start.Offset); c != 0 {
			return c
		}
	}
	return cmp.Or(
		comparePaths(a.Path, b.Path),
		strings.Compare(string(a.Code), string(b.Code)),
		strings.Compare(a.Message, b.Message),
	)
}

// trueLast compares two different truths, given the first.
func trueLast(a bool) int {
	if a {
		return 1
	}
	return -1
}

// Err returns nil unless l holds a finding of severity [SeverityError] that is not ignored. Otherwise it returns a
// [*multierror.Error] with one [*Error] for each of them, whose text has one finding per line.
func (l List) Err() error {
	var errs []error
	for i := range l {
		if l[i].rank() == rankError {
			errs = append(errs, &Error{l[i]})
		}
	}
	if errs == nil {
		return nil
	}
	return &multierror.Error{Errors: errs, ErrorFormat: lines}
}

func lines(errs []error) string {
	all := make([]string, len(errs))
	for i, err := range errs {
		all[i] = err.Error()
	}
	return strings.Join(all, "\n")
}

// Error is one finding in the form of an error. Match it by code:
//
//	errors.Is(err, &diag.Error{Diagnostic: diag.Diagnostic{Code: "unknown-field"}})
type Error struct{ Diagnostic }

// Error returns the finding as [Diagnostic.String] does.
func (e *Error) Error() string { return e.String() }

// Is reports whether target is an *Error of the same code and, if target names a path, of the same path.
func (e *Error) Is(target error) bool {
	t, ok := target.(*Error)
	return ok && t.Code == e.Code && (t.Path == "" || t.Path == e.Path)
}
