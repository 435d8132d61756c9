package deployfile

import (
	"slices"

	"github.com/astrofile/astrofile/deployfile/diag"
)

// Locate returns findings about the Deployment of the file, such as those of [KeepSecrets], with the name of the file
// and the ranges that their paths have in its text, sorted by position. What the text shows of secrets is taken out of
// them. The findings given are not changed; a range that one already has stays.
func (f *File) Locate(found diag.List) diag.List {
	if len(found) == 0 {
		return nil
	}
	located := slices.Clone(found)
	var secrets hidden
	if f.reading != nil {
		secrets = f.hiddenTexts()
	}
	for i := range located {
		d := &located[i]
		d.File = f.Name
		d.Related = slices.Clone(d.Related)
		secrets.clean(d)
		if f.reading == nil || d.Code == diag.CodeFindingsCapped {
			continue
		}
		d.Range = f.rangeOf(d.Range, d.Path)
		for k := range d.Related {
			r := &d.Related[k]
			r.Range = f.rangeOf(r.Range, r.Path)
		}
	}
	located.Sort()
	return located
}

// rangeOf returns the range that is given or, without one, that of a path.
func (f *File) rangeOf(given *diag.Range, p diag.Path) *diag.Range {
	if given != nil {
		return given
	}
	r := f.locate(p).unresolved()
	f.resolveRange(r)
	return r
}
