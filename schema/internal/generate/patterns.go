package main

import (
	"strings"

	"github.com/astrofile/astrofile/internal/spec"
)

// Patterns are read by ECMAScript with its flag u and by RE2: no flags, no look-around, no needless escapes, and no
// class that the two understand differently, such as \s.
const (
	blank    = `\x09-\x0d\x20`
	nonEmpty = `[^\x00]`
	envKey   = `^[^=\x00-\x20\x7f]+$`

	quantity = `\+?(?:\d*[1-9]\d*(?:\.\d*)?|\d*\.\d*[1-9]\d*)` // above 0
	unit     = `(?:[KMGTPE]i|[mkMGTPE]|[eE]\+?\d+)`

	placeholder = spec.PatternPlaceholderWhole + "|" + spec.PatternPlaceholderPart
	ordinary    = `^(?:[^<\[{]*[^<\[{R])?$` // no placeholder for sure, as most texts are

	airflow2 = `^v?(?:\d+\.\d+\.|0*[0-2]\.\d+-)` // a Runtime version before Airflow 3

	// The truth values of YAML 1.1 that are text in YAML 1.2, and its integers that are.
	yes        = `y|Y|yes|Yes|YES|on|On|ON`
	no         = `n|N|no|No|NO|off|Off|OFF`
	oldBoolean = "^(?:" + yes + "|" + no + ")$"
	oldInteger = `^[-+]?(?:0[bBxXoO][0-9a-fA-F_]+|\d[\d_.eE+-]*_[\d_.eE+-]*)$`
)

// anyCase matches any of the texts in any letter case.
func anyCase(texts ...string) string {
	folded := make([]string, len(texts))
	for i, t := range texts {
		folded[i] = fold(t, "", "")
	}
	return "(?:" + strings.Join(folded, "|") + ")"
}

// fold matches a text of letters, digits and underscores in any letter case; k and s go before further letters that
// fold to these two in Unicode.
func fold(text, k, s string) string {
	var b strings.Builder
	for _, c := range text {
		lower, upper := strings.ToLower(string(c)), strings.ToUpper(string(c))
		if lower == upper {
			b.WriteRune(c)
			continue
		}
		b.WriteString("[" + lower + upper)
		switch lower {
		case "k":
			b.WriteString(k)
		case "s":
			b.WriteString(s)
		}
		b.WriteByte(']')
	}
	return b.String()
}

// spellings matches every way to write one of the named members of a set.
func spellings(e *spec.Enum, names ...string) string {
	var all []string
	for _, v := range e.Values {
		for _, name := range names {
			if v.Name == name {
				all = append(append(all, v.Name), v.Aliases...)
			}
		}
	}
	return anyCase(all...)
}

// emailPattern is the addr-spec of RFC 5322 without comments and domain literals.
func emailPattern() string {
	const (
		atom   = `[^\x00-\x20"(),.:;<>@\[\\\]\x7f]+`
		quoted = `"(?:[^"\\\x00-\x08\x0a-\x1f\x7f]|\\[^\x00-\x08\x0a-\x1f\x7f])+"`
		atoms  = atom + `(?:\.` + atom + `)*`
	)
	return "^(?:" + atoms + "|" + quoted + ")@" + atoms + "$"
}

// networkPattern is CIDR notation, IPv4 or IPv6.
func networkPattern() string {
	const (
		octet = `(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])`
		ipv4  = `(?:` + octet + `\.){3}` + octet
		group = `[0-9a-fA-F]{1,4}`
		tail  = `(?:` + group + `:` + group + `|` + ipv4 + `)`
	)
	ipv6 := []string{`(?:` + group + `:){6}` + tail, `::(?:` + group + `:){5}` + tail}
	for before := range 5 {
		head := `(?:(?:` + group + `:){0,` + digit(before) + `}` + group + `)?::`
		if after := 4 - before; after > 0 {
			ipv6 = append(ipv6, head+`(?:`+group+`:){`+digit(after)+`}`+tail)
		} else {
			ipv6 = append(ipv6, head+tail)
		}
	}
	ipv6 = append(ipv6,
		`(?:(?:`+group+`:){0,5}`+group+`)?::`+group,
		`(?:(?:`+group+`:){0,6}`+group+`)?::`)
	return `^(?:` + ipv4 + `/(?:3[0-2]|[12]?[0-9])|(?:` + strings.Join(ipv6, "|") + `)/(?:12[0-8]|1[01][0-9]|[1-9]?[0-9]))$`
}

func digit(n int) string { return string(rune('0' + n)) }

// cronPattern is five fields of lists, ranges and steps, each value within its bounds. That a range must not run
// backwards is left to the validator.
func cronPattern() string {
	numbers := [...]string{
		`0*(?:[1-5]?[0-9])`,
		`0*(?:2[0-3]|1?[0-9])`,
		`0*(?:3[01]|[12][0-9]|[1-9])`,
		`0*(?:1[0-2]|[1-9])`,
		`0*[0-7]`,
	}
	var fields []string
	for i, f := range spec.CronFields() {
		value := numbers[i]
		if len(f.Names) > 0 {
			value = `(?:` + value + `|` + anyCase(f.Names...) + `)`
		}
		item := `(?:\*|` + value + `(?:-` + value + `)?)(?:/0*[1-9][0-9]*)?`
		fields = append(fields, item+`(?:,`+item+`)*`)
	}
	return `^[` + blank + `]*` + strings.Join(fields, `[`+blank+`]+`) + `[` + blank + `]*$`
}
