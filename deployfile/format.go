package deployfile

import (
	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/spec"
	"github.com/astrofile/astrofile/internal/yamltree"
)

// Format returns a Deployment file in canonical layout: the order of the official CLI's inspect, four blanks of
// indentation, sections and entries in block style, at most one empty line between two of them, every comment with what
// it belongs to. The name decides between YAML and JSON as it does for [Parse]; each stays what it is.
//
// Only the layout changes. Values keep their spelling, also of numbers, booleans and enumerations, but for three things:
// the quotes of text are those that [Marshal] writes, so that 12.10 becomes "12.10"; a null is spelled null; text that
// goes on over several lines without | or > is put on one. Keys that the file should not have stay, behind the others;
// root keys that start with x- come first. What is inside of either keeps its notation and its order. So does a mapping
// in which an alias would come to stand before its anchor, and what an ignore comment speaks of.
//
// Line ends become those of the first line. A byte order mark goes; document markers and directives stay.
//
// A text that cannot be read whole, is UTF-16, has several documents, a key twice or no mapping at its root is returned
// as it is, with findings of severity error that say why. Otherwise there are none: what else is wrong with a file does
// not concern its layout.
func Format(name string, src []byte) ([]byte, diag.List) {
	f := parse(name, src)
	c := newCheck(&f.Deployment, f, ValidateOptions{})
	if f.refusesLayout(c) {
		return src, c.finish()
	}
	out, problem := f.tree.Layout(yamltree.LayoutOptions{Root: levelShape{spec.LevelAt("")}, Pinned: f.pinned()})
	if problem != nil {
		c.add(ruleOf()[diag.Code(problem.Code)], "", span{start: problem.Start, end: problem.End}, "%s", problem.Message).
			Hint = problem.Hint
		return src, c.finish()
	}
	return out, nil
}

// refusesLayout reports why the text has to stay as it is.
func (f *File) refusesLayout(c *check) bool {
	if f.converted {
		c.add(ruleOf()[CodeEncodingInvalid], "", span{}, "the file is UTF-16, which is read but not written").
			Hint = "save the file as UTF-8"
		return true
	}
	refused := false
	for d := range f.found.all {
		if !preventsLayout(d.Code) && (d.Code != CodeTabIndentation || !f.tree.Partial) {
			continue
		}
		refused = true
		if own := c.found.add(failure); own != nil {
			*own = *d
			own.Severity = failure
		}
	}
	return refused
}

// preventsLayout tells of findings that the text is not as a whole in its tree.
func preventsLayout(code diag.Code) bool {
	switch code {
	case CodeFileEmpty, CodeInputLimit, CodeEncodingInvalid, CodeYAMLSyntax, CodeJSONSyntax, CodeMultipleDocuments,
		CodeRootNotMapping, CodeDuplicateKey, CodeDuplicateKeyEqual:
		return true
	}
	return false
}

// pinned returns what tells whether an ignore comment speaks of one of the lines between two offsets: there the comment
// would silence something else once the lines are others.
func (f *File) pinned() func(start, end int) bool {
	if len(f.ignores) == 0 {
		return nil
	}
	return func(start, end int) bool {
		last := f.tree.Line(end)
		for line := f.tree.Line(start); line <= last; line++ {
			if len(f.ignoresOf[line]) > 0 {
				return true
			}
		}
		return false
	}
}
