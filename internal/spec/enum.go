package spec

// Match is how a text names a member of an [Enum].
type Match struct {
	Value     *Value
	Alias     bool // by one of its aliases
	OtherCase bool // in a letter case that inspect does not write
}

// Canonical returns the name of the member that s stands for: the name itself, an alias, and either in any letter
// case when the set allows that. It allocates nothing.
func (e *Enum) Canonical(s string) (name string, ok bool) {
	m, ok := e.Match(s)
	if !ok {
		return "", false
	}
	return m.Value.Name, true
}

// Match returns the member that s stands for, and how s differs from its name. A spelling in the right case goes
// before one in another case. It allocates nothing.
func (e *Enum) Match(s string) (Match, bool) {
	if e == nil || s == "" {
		return Match{}, false
	}
	if m, ok := e.match(s, same); ok || !e.AnyCase {
		return m, ok
	}
	m, ok := e.match(s, sameFolded)
	m.OtherCase = ok
	return m, ok
}

func (e *Enum) match(s string, equal func(a, b string) bool) (Match, bool) {
	for i := range e.Values {
		v := &e.Values[i]
		if equal(s, v.Name) {
			return Match{Value: v}, true
		}
		for _, alias := range v.Aliases {
			if equal(s, alias) {
				return Match{Value: v, Alias: true}, true
			}
		}
	}
	return Match{}, false
}

// Names returns the canonical names in the order to show them.
func (e *Enum) Names() []string {
	if e == nil {
		return nil
	}
	names := make([]string, len(e.Values))
	for i, v := range e.Values {
		names[i] = v.Name
	}
	return names
}

func same(a, b string) bool { return a == b }

// sameFolded ignores the case of ASCII letters only: a Kelvin sign is not a K.
func sameFolded(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range len(a) {
		if lower(a[i]) != lower(b[i]) {
			return false
		}
	}
	return true
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}
