package bridge

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// typescript is what a file of TypeScript declares, as far as JSON has it.
type typescript struct {
	interfaces map[string][]member
	aliases    map[string]string
}

// member is a member of an interface or of an object type.
type member struct {
	name, of string
	optional bool
}

var (
	comment     = regexp.MustCompile(`(?s)/\*.*?\*/|//[^\n]*`)
	declaration = regexp.MustCompile(`export interface (\w+)(?: extends ([\w, ]+))? \{`)
	alias       = regexp.MustCompile(`export type (\w+) =([^;]+);`)
	named       = regexp.MustCompile(`^(?:readonly )?(\w+)(\??): (.+)$`)
)

// readTypes reads the declarations of a file. Methods are left out.
func readTypes(t testing.TB, text string) typescript {
	t.Helper()
	text = comment.ReplaceAllString(text, "")
	all := typescript{interfaces: map[string][]member{}, aliases: map[string]string{}}
	for _, m := range alias.FindAllStringSubmatch(text, -1) {
		all.aliases[m[1]] = strings.TrimSpace(m[2])
	}
	for _, at := range declaration.FindAllStringSubmatchIndex(text, -1) {
		name := text[at[2]:at[3]]
		if at[4] >= 0 {
			for parent := range strings.SplitSeq(text[at[4]:at[5]], ",") {
				inherited, known := all.interfaces[strings.TrimSpace(parent)]
				require.True(t, known, "%s extends what is declared behind it", name)
				all.interfaces[name] = append(all.interfaces[name], inherited...)
			}
		}
		body, ok := enclosed(text[at[1]-1:])
		require.True(t, ok, "%s is not closed", name)
		all.interfaces[name] = append(all.interfaces[name], membersOf(t, body)...)
	}
	require.NotEmpty(t, all.interfaces)
	return all
}

// membersOf reads the inside of braces.
func membersOf(t testing.TB, body string) []member {
	t.Helper()
	var all []member
	for _, text := range split(body, ';') {
		text = strings.Join(strings.Fields(text), " ")
		if text == "" || strings.Contains(strings.SplitN(text, ":", 2)[0], "(") {
			continue
		}
		m := named.FindStringSubmatch(text)
		require.NotNil(t, m, "not a member that JSON has: %s", text)
		all = append(all, member{name: m[1], optional: m[2] != "", of: m[3]})
	}
	return all
}

// enclosed returns what stands between the first character, a brace, and its partner.
func enclosed(text string) (string, bool) {
	depth := 0
	for i := range len(text) {
		switch text[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return text[1:i], true
			}
		}
	}
	return "", false
}

// split cuts a text at a separator that stands in no brackets.
func split(text string, separator byte) []string {
	var parts []string
	depth, start := 0, 0
	for i := range len(text) {
		switch c := text[i]; {
		case strings.IndexByte("{(<[", c) >= 0:
			depth++
		case strings.IndexByte("})>]", c) >= 0:
			depth--
		case c == separator && depth == 0:
			parts = append(parts, text[start:i])
			start = i + 1
		}
	}
	return append(parts, text[start:])
}

// literals returns the strings of a union such as 'a' | 'b', and whether it is nothing else.
func (ts typescript) literals(of string) ([]string, bool) {
	if full, ok := ts.aliases[of]; ok {
		of = full
	}
	var all []string
	for _, part := range split(of, '|') {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		if part[0] != '\'' {
			return nil, false
		}
		all = append(all, strings.Trim(part, "'"))
	}
	return all, true
}

func (ts typescript) names(of string, except ...string) []string {
	var names []string
	for _, m := range ts.interfaces[of] {
		if !slices.Contains(except, m.name) {
			names = append(names, m.name)
		}
	}
	return names
}
