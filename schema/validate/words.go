package validate

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
)

// writer words the findings of one value.
type writer struct {
	*document
	root    any
	secrets []string // the values of environment variables
}

// findings returns what the failures mean for an author, at most [diag.MaxFindings] of them.
func (d *document) findings(root any, e *jsonschema.ValidationError) diag.List {
	if e == nil {
		return nil
	}
	w := &writer{document: d, root: root, secrets: environmentValues(root)}
	mistakes := d.mistakes(root, e)
	var cut diag.Counts
	if n := len(mistakes) - diag.MaxFindings; n > 0 {
		mistakes, cut.Error = mistakes[:diag.MaxFindings], n
	}
	found := make(diag.List, len(mistakes))
	for i := range mistakes {
		found[i] = w.finding(&mistakes[i])
	}
	return found.Cap(diag.MaxFindings, cut)
}

func (w *writer) finding(m *mistake) diag.Diagnostic {
	f := diag.Diagnostic{Severity: diag.SeverityError, Code: m.code(), Path: m.at}
	f.URL, _ = ruleURL(f.Code)
	f.Message, f.Hint = w.describe(m)
	if text := m.message(); text != "" {
		f.Message = text
		if m.keyword != "enum" && m.keyword != "false" && !m.quoted() {
			f.Hint = ""
		}
	}
	if m.strange() {
		w.strangeKey(m, &f)
	}
	f.Message = w.entry(m) + f.Message
	return f
}

// describe words a mistake that the schema has no words for.
func (w *writer) describe(m *mistake) (message, hint string) {
	key := last(m.instance)
	switch {
	case key == "":
		key = "the document"
	case strings.Trim(key, "0123456789") == "":
		key = "the entry"
	}
	subject := key + " "
	shown := subject + w.quote(m)
	switch m.keyword {
	case "type":
		want := kinds(list(m.argument))
		switch {
		case m.at == "":
			return "the file holds " + kind(m.value) + " instead of " + want, "write the key deployment with everything else below it"
		case m.quoted():
			return shown + "is text because of its quotes, where " + want + " belongs", "remove the quotes"
		case scalar(m.value):
			return shown + "is not " + want, "write " + want
		default:
			return subject + "is " + kind(m.value) + " instead of " + want, "write " + want
		}
	case "enum", "const":
		names := texts(list(m.argument))
		hint = "write " + either(names)
		if value, ok := m.value.(string); ok {
			if near := nearest(value, names); near != "" {
				hint = fmt.Sprintf("did you mean %q?", near)
			}
		}
		return shown + "is not " + either(names), hint
	case "required":
		return m.name + " is missing", "add " + m.name
	case "false", "not":
		if m.conditional() || m.keyword == "false" {
			return key + " has no place here", "delete it"
		}
		return shown + "is not allowed", ""
	}
	return w.limit(m, subject, shown)
}

// limit words a value that is too small, too large or of the wrong form.
func (w *writer) limit(m *mistake, subject, shown string) (message, hint string) {
	limit := number(m.argument)
	switch m.keyword {
	case "minLength":
		if text, _ := m.value.(string); text == "" {
			return subject + "is empty", "write a text"
		}
		return subject + "is shorter than " + limit + " characters", "write a longer text"
	case "maxLength":
		text, _ := m.value.(string)
		return fmt.Sprintf("%shas %d characters, more than %s", subject, utf8.RuneCountInString(text), limit), "shorten it"
	case "pattern", "format":
		return shown + "does not match " + limit, ""
	case "minimum":
		return shown + "is below " + limit, "write " + limit + " or more"
	case "exclusiveMinimum":
		return shown + "is not above " + limit, "write more than " + limit
	case "maximum":
		return shown + "is above " + limit, "write " + limit + " or less"
	case "exclusiveMaximum":
		return shown + "is not below " + limit, "write less than " + limit
	case "multipleOf":
		return shown + "is not a multiple of " + limit, ""
	case "minItems":
		return subject + "has fewer than " + limit + " entries", "add entries"
	case "maxItems":
		return subject + "has more than " + limit + " entries", "delete entries"
	case "uniqueItems":
		return subject + "has two equal entries", "delete one of them"
	case "contains":
		return subject + "lacks an entry that the schema asks for", ""
	}
	return subject + "does not satisfy " + diag.Quote(m.keyword) + " of the schema", ""
}

// strangeKey words a finding about a key that its level does not know. In an environment variable such a key may be a
// value in the wrong place.
func (w *writer) strangeKey(m *mistake, f *diag.Diagnostic) {
	near := nearest(m.name, w.siblings(m.instance))
	if near == "" && unsafe(m) || slices.ContainsFunc(w.secrets, func(s string) bool { return strings.Contains(m.name, s) }) {
		f.Path = f.Path.Parent()
		f.Message, f.Hint = "unknown field", "write key, value and is_secret only"
		return
	}
	shown := diag.Quote(withoutValue(m.name))
	switch homes := levels(w.homes[m.name]); {
	case near != "" && strings.EqualFold(near, m.name):
		f.Code = deployfile.CodeFieldCase
		f.Message, f.Hint = "key "+shown+" must be written "+diag.Quote(near), "write "+near
	case len(homes) > 0:
		f.Code = deployfile.CodeMisplacedField
		f.Message, f.Hint = shown+" belongs to "+either(homes), "move it to "+either(homes)
	case near != "":
		f.Message, f.Hint = "unknown field "+shown, fmt.Sprintf("did you mean %q?", near)
	default:
		f.Message, f.Hint = "unknown field "+shown, "delete it, or correct its spelling"
	}
	f.URL, _ = ruleURL(f.Code)
	if name := withoutValue(m.name); name != m.name {
		f.Path = f.Path.Parent().Field(name)
	}
}

// quote shows the value of a mistake, with a blank behind it, unless it is or holds something that stays hidden.
func (w *writer) quote(m *mistake) string {
	if inVariable(m.instance) {
		return ""
	}
	switch value := m.value.(type) {
	case string:
		if slices.ContainsFunc(w.secrets, func(s string) bool { return strings.Contains(value, s) }) {
			return ""
		}
		return diag.Quote(value) + " "
	case nil, map[string]any, []any:
		return ""
	default:
		return number(value) + " "
	}
}
