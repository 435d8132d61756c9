package diag

import "strconv"

// MaxFindings is the number of findings that a file is given before the others are only counted.
const MaxFindings = 200

// CodeFindingsCapped is the code of the note that [List.Cap] puts in place of the findings it leaves out.
const CodeFindingsCapped Code = "findings-capped"

// Counts is the number of findings of each severity. Ignored findings are in none of them.
type Counts struct {
	Error   int `json:"error"`
	Warning int `json:"warning"`
	Info    int `json:"info"`
}

func (c *Counts) add(o Counts) {
	c.Error += o.Error
	c.Warning += o.Warning
	c.Info += o.Info
}

// More is the number of findings that a list does not show.
type More struct {
	Counts
	Ignored int `json:"ignored,omitempty"` // silenced by a comment, of any severity
}

func (m *More) count(rank int) {
	switch rank {
	case rankError:
		m.Error++
	case rankWarning:
		m.Warning++
	case rankInfo:
		m.Info++
	default:
		m.Ignored++
	}
}

// Counts returns how many findings there are, those that [List.Cap] left out included.
func (l List) Counts() Counts {
	var all More
	for i := range l {
		if l[i].capped() {
			all.add(l[i].More.Counts)
			continue
		}
		all.count(l[i].rank())
	}
	return all.Counts
}

// Cap returns at most n findings, at least one: errors first, then warnings, infos and ignored ones, those of one kind
// in the order of l, and the result again in the order of l. Behind them stands a note of code [CodeFindingsCapped]
// that says how many are missing; notes that l already has are merged into it, and so are the numbers in cut, for
// findings that the caller has counted but not kept. A list that nothing is missing from is returned as it is.
func (l List) Cap(n int, cut ...Counts) List {
	var more More
	for _, c := range cut {
		more.add(c)
	}
	added := more != More{}
	var room [ranks]int
	notes := 0
	for i := range l {
		if l[i].capped() {
			more.add(l[i].More.Counts)
			more.Ignored += l[i].More.Ignored
			notes++
			continue
		}
		room[l[i].rank()]++
	}
	n = max(n, 1) // with an error left, the list cannot look valid
	inPlace := notes == 0 || notes == 1 && l[len(l)-1].capped()
	if len(l)-notes <= n && inPlace && !added {
		return l
	}
	kept := make(List, 0, min(len(l)-notes, n)+1)
	for rank, left := 0, n; rank < ranks; rank++ {
		room[rank] = min(room[rank], left)
		left -= room[rank]
	}
	for i := range l {
		rank := l[i].rank()
		switch {
		case l[i].capped():
		case room[rank] == 0:
			more.count(rank)
		default:
			room[rank]--
			kept = append(kept, l[i])
		}
	}
	return append(kept, more.note(l.file()))
}

// capped reports whether d is a note of [List.Cap].
func (d *Diagnostic) capped() bool { return d.Code == CodeFindingsCapped && d.More != nil }

// file returns the name of the file that all findings are about, or "".
func (l List) file() string {
	for i := range l {
		if l[i].File != l[0].File {
			return ""
		}
	}
	if len(l) == 0 {
		return ""
	}
	return l[0].File
}

func (m More) note(file string) Diagnostic {
	var parts []byte
	for _, part := range []struct {
		n         int
		one, many string
	}{
		{m.Error, " error", " errors"},
		{m.Warning, " warning", " warnings"},
		{m.Info, " info", " infos"},
		{m.Ignored, " ignored", " ignored"},
	} {
		if part.n == 0 {
			continue
		}
		if len(parts) > 0 {
			parts = append(parts, ", "...)
		}
		parts = strconv.AppendInt(parts, int64(part.n), 10)
		parts = append(parts, plural(part.n, part.one, part.many)...)
	}
	total := m.Error + m.Warning + m.Info + m.Ignored
	return Diagnostic{
		Severity: SeverityInfo,
		Code:     CodeFindingsCapped,
		File:     file,
		Message: strconv.Itoa(total) + plural(total, " more finding is", " more findings are") +
			" not shown: " + string(parts),
		More: &m,
	}
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}
