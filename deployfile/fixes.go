package deployfile

import (
	"slices"
	"strconv"
	"strings"

	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/yamltree"
)

// fix makes a fix, or none when there is no safe way to edit the text.
func fix(title string, edits []yamltree.Edit) *diag.Fix {
	if len(edits) == 0 {
		return nil
	}
	f := &diag.Fix{Title: title, Edits: make([]diag.Edit, len(edits))}
	for i, e := range edits {
		f.Edits[i] = diag.Edit(e)
	}
	return f
}

// mayFix reports whether the fix of a finding is sure to do what it says. It is not in a key that its mapping has twice,
// where it makes another file than the author may have meant, nor when it writes quotes or brackets into a text that
// cannot be read whole, where they may close what is open.
func (f *File) mayFix(d *diag.Diagnostic) bool {
	if f.converted {
		return false
	}
	switch d.Code {
	case CodeDuplicateKey, CodeDuplicateKeyEqual, CodeYAMLSyntax, CodeJSONSyntax, CodeTabIndentation:
		return true
	}
	for p := d.Path; len(f.twice) > 0 && p != ""; p = p.Parent() {
		if f.twice.has(p) {
			return false
		}
	}
	return !f.tree.Partial || !slices.ContainsFunc(d.Fix.Edits, func(e diag.Edit) bool { return strings.ContainsAny(e.Text, `"'[]{}`) })
}

// The fixes below return nil for a model built in Go, and whenever the text cannot be edited safely. None of them
// repeats the value of an environment variable.

// replace makes a fix that writes another text in place of the scalar at p.
func (c *check) replace(p diag.Path, text string) *diag.Fix {
	if n := c.node(p); n != nil {
		return fix("write "+text, c.file.tree.SetText(n, text))
	}
	return nil
}

// replaceLiteral makes a fix that writes a number, a truth value or null in place of the scalar at p.
func (c *check) replaceLiteral(p diag.Path, literal string) *diag.Fix {
	if n := c.node(p); n != nil {
		return fix("write "+literal, c.file.tree.SetLiteral(n, literal))
	}
	return nil
}

// remove makes a fix that deletes a key with its value, or an entry of a list.
func (c *check) remove(p diag.Path) *diag.Fix {
	if c.file == nil {
		return nil
	}
	_, parent := c.file.tree.Find(string(p.Parent()))
	if parent == nil {
		return nil
	}
	if parent.Kind == yamltree.Sequence {
		i, err := strconv.Atoi(strings.Trim(string(p[len(p.Parent()):]), "[]"))
		if err != nil || i >= len(parent.Items) {
			return nil
		}
		return fix("delete the entry", c.file.tree.DeleteItem(parent, i))
	}
	if i := c.member(p); i >= 0 {
		return fix("delete "+lastKey(p), c.file.tree.DeleteMember(parent, i))
	}
	return nil
}

// insert makes a fix that adds a key behind the last one of the mapping, or writes the value when the key is there
// without one. The value is text; it is quoted where that is needed.
func (c *check) insert(p diag.Path, text string) *diag.Fix {
	if c.file == nil {
		return nil
	}
	return c.insertLiteral(p, yamltree.Quoted(text, c.file.tree.Syntax))
}

// insertLiteral is insert for a value that is already written as the syntax of the file wants it.
func (c *check) insertLiteral(p diag.Path, literal string) *diag.Fix {
	if c.file == nil {
		return nil
	}
	title := "add " + lastKey(p) + ": " + literal
	if n := c.node(p); n != nil {
		return fix(title, c.file.tree.SetLiteral(n, literal))
	}
	_, parent := c.file.tree.Find(string(p.Parent()))
	if parent == nil || parent.Kind != yamltree.Mapping {
		return nil
	}
	return fix(title, c.file.tree.AddMember(parent, len(parent.Members)-1, lastKey(p), literal))
}

// node returns the value at p when the text writes it there itself.
func (c *check) node(p diag.Path) *yamltree.Node {
	if c.file == nil {
		return nil
	}
	_, n := c.file.tree.Find(string(p))
	return n
}

// member returns the index of the entry at p in its mapping, or -1.
func (c *check) member(p diag.Path) int {
	key, _ := c.file.tree.Find(string(p))
	_, parent := c.file.tree.Find(string(p.Parent()))
	if key == nil || parent == nil {
		return -1
	}
	for i := range parent.Members {
		if parent.Members[i].Key == key {
			return i
		}
	}
	return -1
}

func lastKey(p diag.Path) string { return strings.TrimPrefix(string(p[len(p.Parent()):]), ".") }
