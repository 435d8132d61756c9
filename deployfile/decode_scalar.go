package deployfile

import (
	"strconv"

	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/spec"
	"github.com/astrofile/astrofile/internal/yamltree"
)

// integer reads an integer as the official CLI does, and reports every spelling that another reader may read otherwise.
func (d *decoder) integer(field *spec.Field, n *yamltree.Node, at *step) (int, bool) {
	value, form := readInteger(n.Text)
	literal := strconv.Itoa(value)
	switch {
	case form == integerDecimal && !quoted(n):
		return value, true
	case form == integerNotation && !quoted(n):
		f := d.report(CodeIntegerNotation, at, spanOf(n), "%s%s is read as %d", d.name(at), diag.Quote(n.Text), value)
		f.Hint = "write " + literal
		f.Fix = fix("write "+literal, d.file.tree.SetLiteral(n, literal))
		return value, true
	case form == integerAmbiguous && !quoted(n):
		return d.ambiguous(n, at)
	}
	d.lose(at)
	switch form {
	case integerDecimal, integerNotation:
		d.quotedScalar(n, at, "a number", literal)
	case integerAmbiguous:
		d.quotedScalar(n, at, "a number", "")
	case integerFraction:
		d.report(CodeWrongType, at, spanOf(n), "%s%s has a fraction where an integer belongs", d.name(at), diag.Quote(n.Text)).
			Hint = "write an integer"
	case integerTooLarge:
		d.report(CodeWrongType, at, spanOf(n), "%s%s does not fit an integer of 32 bits", d.name(at), diag.Quote(n.Text)).
			Hint = "write a smaller number"
	default:
		d.notA(field, n, at)
	}
	return 0, false
}

// ambiguous reports an integer that other readers take for another number or for none. It is known when all readers
// agree after all, as with 007.
func (d *decoder) ambiguous(n *yamltree.Node, at *step) (value int, ok bool) {
	old, current := ambiguousReadings(n.Text)
	subject := d.name(at) + diag.Quote(n.Text)
	switch _, base60 := readBase60(n.Text); {
	case base60:
		d.report(CodeIntegerAmbiguous, at, spanOf(n), "%s is %s in YAML 1.1 and text in YAML 1.2 and for the official CLI, which refuses it", subject, old).
			Hint = "write a decimal number"
	case old == current:
		f := d.report(CodeIntegerAmbiguous, at, spanOf(n), "%s begins with a zero, which marks an octal number in YAML 1.1 and nothing in YAML 1.2", subject)
		f.Hint = "write " + current
		f.Fix = fix("write "+current, d.file.tree.SetLiteral(n, current))
		value, err := strconv.Atoi(current)
		return value, err == nil
	default:
		d.report(CodeIntegerAmbiguous, at, spanOf(n), "%s is %s in YAML 1.1, which the official CLI reads, and %s in YAML 1.2", subject, old, current).
			Hint = "write " + old + " or " + current
	}
	d.lose(at)
	return 0, false
}

// boolean reads a truth value in the notations of YAML 1.1.
func (d *decoder) boolean(field *spec.Field, n *yamltree.Node, at *step) (value, ok bool) {
	value, form := readBoolean(n.Text)
	literal := strconv.FormatBool(value)
	switch {
	case form == booleanNone:
		d.lose(at)
		d.notA(field, n, at)
		return false, false
	case quoted(n):
		d.lose(at)
		d.quotedScalar(n, at, "true or false", literal)
		return value, field.Parent == variableLevel() // a secret that is meant is not printed
	case form == booleanNotation && d.file.tree.Syntax == yamltree.YAML && field.Status == spec.Current:
		f := d.report(CodeBoolNotation, at, spanOf(n), "%s%s is read as %s", d.name(at), n.Text, literal)
		f.Hint = "write " + literal
		f.Fix = fix("write "+literal, d.file.tree.SetLiteral(n, literal))
	}
	return value, true
}

// quotedScalar reports text in place of a number or a truth value; literal is how to write it, "" when that is not sure.
func (d *decoder) quotedScalar(n *yamltree.Node, at *step, what, literal string) {
	reason := "quotes"
	switch n.Style {
	case yamltree.Literal, yamltree.Folded:
		reason = "block style"
	case yamltree.Plain:
		reason = "tag"
	}
	f := d.report(CodeQuotedScalar, at, spanOf(n), "%s%s is text because of its %s, where %s belongs", d.name(at), diag.Quote(n.Text), reason, what)
	switch {
	case literal == "":
		f.Hint = "write a decimal number without quotes"
		return
	case literal != n.Text:
		f.Hint = "write " + literal
	default:
		f.Hint = "remove the " + reason
	}
	f.Fix = fix(f.Hint, d.file.tree.SetLiteral(n, literal))
}

// notA reports a scalar that is not of the kind that the field needs. What stands in an environment variable is not
// shown: it may be a value in the wrong place.
func (d *decoder) notA(field *spec.Field, n *yamltree.Node, at *step) {
	text := diag.Quote(n.Text) + " "
	if field.Parent == variableLevel() {
		text = ""
	}
	d.report(CodeWrongType, at, spanOf(n), "%s%sis not %s", d.name(at), text, wanted(field)).
		Hint = "write " + wanted(field)
}

// quoted reports whether the scalar is text, whatever it looks like: by its quotes, unless a tag says otherwise.
func quoted(n *yamltree.Node) bool {
	return n.Tag == "!!str" || n.Tag == "" && n.Style != yamltree.Plain
}

// sourceText reports an unquoted scalar in a field that holds text when a reader of YAML 1.1 takes it for a number or
// a truth value. The model keeps the source text.
func (d *decoder) sourceText(field *spec.Field, n *yamltree.Node, at *step) {
	if n.Style != yamltree.Plain || n.Tag == "!!str" || field.Status != spec.Current {
		return
	}
	sent, typed := retyped(n.Text)
	if !typed {
		return
	}
	what := "a number"
	if _, form := readBoolean(n.Text); form != booleanNone {
		what = "a truth value"
	}
	value := field.Path == variableValuePath // never shown
	subject := d.name(at)
	if !value {
		subject += diag.Quote(n.Text) + " "
	}
	var f *diag.Diagnostic
	switch {
	case sent == n.Text:
		f = d.report(CodeScalarUnquoted, at, spanOf(n), "%sstands without quotes: YAML readers take it for %s", subject, what)
	case value:
		f = d.report(CodeScalarRetyped, at, spanOf(n), "%sstands without quotes: the official CLI takes it for %s and sends another text", subject, what)
	default:
		f = d.report(CodeScalarRetyped, at, spanOf(n), "%sstands without quotes: the official CLI takes it for %s and sends %s", subject, what, diag.Quote(sent))
	}
	if kept(f) {
		f.Fix = fix("quote the value", d.file.tree.Quote(n))
	}
}
