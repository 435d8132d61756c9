package validate

import (
	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/yamltree"
)

// finish gives findings their places in the file, and leaves out at most what no list can hold.
func finish(f *deployfile.File, tree *yamltree.Tree, found diag.List, cut ...diag.Counts) diag.List {
	found.Sort()
	found = found.Cap(diag.MaxFindings, cut...)
	for i := range found {
		d := &found[i]
		if d.Range == nil && aboutKey(d.Code) {
			if key, _ := tree.Find(string(d.Path)); key != nil {
				d.Range = rangeOf(tree, key.Start, key.End)
			}
		}
	}
	return f.Locate(found)
}

// aboutKey reports whether findings of a code cover a key instead of its value.
func aboutKey(code diag.Code) bool {
	switch code {
	case deployfile.CodeUnknownField, deployfile.CodeFieldCase, deployfile.CodeMisplacedField, deployfile.CodeAPIFieldName,
		deployfile.CodeLegacySection, deployfile.CodeLegacyField, deployfile.CodeLegacyDefaultFlag:
		return true
	}
	return false
}
