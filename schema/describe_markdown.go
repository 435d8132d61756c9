package schema

import (
	"cmp"
	"slices"
	"strings"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/internal/spec"
)

// Markdown returns the description as a hover shows it: a heading line, the sentences, a list of facts, and a link to
// the documentation.
func (d Description) Markdown() string {
	var b strings.Builder
	b.Grow(1024)
	b.WriteString("**" + d.Title + "** · " + d.Type)
	switch {
	case d.ReadOnly:
		b.WriteString(" · written by inspect, never applied")
	case d.Deprecated:
		b.WriteString(" · deprecated")
	}
	b.WriteString("\n\n" + d.Doc)
	if d.Note != "" {
		b.WriteString(" " + d.Note)
	}
	b.WriteByte('\n')
	d.facts(&b)
	if d.URL != "" {
		b.WriteString("\n[Documentation](" + d.URL + ")\n")
	}
	return b.String()
}

// facts writes the list of what the sentences do not say.
func (d Description) facts(b *strings.Builder) {
	lines := [...]struct{ name, text string }{
		{"Write instead", code(string(d.ReplacedBy))},
		{"Written by", d.WrittenBy},
		{"Applies to", d.applies()},
		{"Required", d.required()},
		{"Default", code(d.Default)},
		{"Limits", strings.Join(d.Limits, ", ")},
		{"Left out on update", d.leftOut()},
		{"Example", code(d.Example)},
	}
	first := true
	for _, line := range lines {
		if line.text == "" {
			continue
		}
		if first {
			b.WriteByte('\n')
			first = false
		}
		b.WriteString("- " + line.name + ": " + line.text + "\n")
	}
	if len(d.Values) == 0 {
		return
	}
	b.WriteString("\n| Value | Meaning |\n| --- | --- |\n")
	for _, v := range d.Values {
		b.WriteString("| " + code(v.Value) + " | " + v.Doc + " |\n")
	}
	if d.Open {
		b.WriteString("| … | Other values are possible. |\n")
	}
}

// leftOut is Omitted where it is not clear already.
func (d Description) leftOut() string {
	if len(d.RequiredUpdate) > 0 {
		return ""
	}
	return d.Omitted
}

// applies names deployment types and executors unless the key applies to all of them.
func (d Description) applies() string {
	var parts []string
	if n := len(d.Kinds); n > 0 && n < len(spec.AnyKind.Names()) {
		parts = append(parts, listed(words(d.Kinds), " and "))
	}
	if n := len(d.Executors); n > 0 && n < len(spec.AnyExecutor.Names()) {
		parts = append(parts, "executor "+listed(words(d.Executors), " or "))
	}
	return strings.Join(parts, ", ")
}

// required says when the key must be there.
func (d Description) required() string {
	create, update := d.RequiredCreate, d.RequiredUpdate
	switch {
	case len(create) == 0 && len(update) == 0:
		return ""
	case slices.Equal(create, update):
		return cmp.Or(strings.TrimSpace(forKinds(create)), "always")
	case len(update) == 0:
		return "on create" + forKinds(create)
	default:
		return "on create" + forKinds(create) + ", on update" + forKinds(update)
	}
}

func forKinds(all []deployfile.Kind) string {
	if len(all) == len(spec.AnyKind.Names()) {
		return ""
	}
	return " for " + listed(words(all), " and ")
}

func words[T ~string](all []T) []string {
	texts := make([]string, len(all))
	for i, v := range all {
		texts[i] = string(v)
	}
	return texts
}

// code returns a text as code, or nothing for nothing. No text of the table has a backquote.
func code(text string) string {
	if text == "" {
		return ""
	}
	return "`" + text + "`"
}
