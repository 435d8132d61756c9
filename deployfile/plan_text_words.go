package deployfile

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Characters that a plan shows of something long.
const (
	maxName  = 120
	maxShown = 60
	maxProse = 1000
)

// harmless returns s as one line of harmless text: what does not print is shown as the escape that Go has for it.
func harmless(s string) string {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return escapeInvisible(s)
		}
	}
	return s
}

func escapeInvisible(s string) string {
	out := make([]byte, 0, len(s)+16)
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			out = append(out, "\uFFFD"...)
		case strconv.IsPrint(r):
			out = utf8.AppendRune(out, r)
		default:
			quoted := strconv.AppendQuoteRune(nil, r)
			out = append(out, quoted[1:len(quoted)-1]...)
		}
		i += size
	}
	return string(out)
}

// prose returns a message that came with the plan as one harmless line.
func prose(s string) string { return harmless(ellipsis(s, maxProse)) }

// plainName returns a name as it is when nobody can take it for anything else, and in quotes otherwise.
func plainName(s string) string {
	s = ellipsis(s, maxName)
	if s == "" || strings.ContainsAny(s, " \"'`\\") || harmless(s) != s {
		return strconv.Quote(s)
	}
	return s
}

// ellipsis leaves out the middle of a text of more than n characters.
func ellipsis(s string, n int) string {
	if len(s) <= n {
		return s
	}
	if count := utf8.RuneCountInString(s); count > n {
		tail := n / 3
		return s[:runeOffset(s, n-tail)] + "…" + s[len(s)-runeTail(s, tail):]
	}
	return s
}

// runeOffset returns where character n of s starts.
func runeOffset(s string, n int) int {
	at := 0
	for range n {
		_, size := utf8.DecodeRuneInString(s[at:])
		at += size
	}
	return at
}

// runeTail returns how many bytes the last n characters of s take.
func runeTail(s string, n int) int {
	end := len(s)
	for range n {
		_, size := utf8.DecodeLastRuneInString(s[:end])
		end -= size
	}
	return len(s) - end
}

// grouped writes a count with a comma in front of every three digits.
func grouped(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// decimal writes a number with at most two decimals.
func decimal(f float64) string {
	s := strconv.FormatFloat(f, 'f', 2, 64)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}

// times writes by what factor something grows or shrinks; "" when that is no number.
func times(before, after float64) string {
	if before <= 0 || before == after {
		return ""
	}
	if f := decimal(after / before); f != "0" {
		return f + "x"
	}
	return ""
}

// subject names the Deployment in a sentence.
func (p *Plan) subject() string {
	t := p.Deployment
	article := ""
	if p.Creation {
		article = "a new "
	}
	s := article + "Deployment"
	if t.Name != "" {
		s += " " + quoteName(t.Name)
	} else if !p.Creation {
		s = "a Deployment without a name"
	}
	if t.ID != "" {
		s += " (ID " + plainName(t.ID) + ")"
	}
	if t.Workspace != "" {
		s += " in Workspace " + quoteName(t.Workspace)
	}
	return s
}

func quoteName(s string) string { return strconv.Quote(ellipsis(s, maxName)) }

// keptWords counts what stays, as the end of a sentence.
func (p *Plan) keptWords() string {
	secrets := 0
	for i := range p.Kept {
		if p.Kept[i].Secret {
			secrets++
		}
	}
	var words []string
	if secrets > 0 {
		words = append(words, count(secrets, "secret"))
	}
	if n := len(p.Kept) - secrets; n > 0 {
		words = append(words, count(n, "setting")+" that it leaves out")
	}
	switch {
	case len(words) == 0:
		return ""
	case len(p.Kept) == 1:
		return "; " + allOf(words) + " stays as it is"
	default:
		return "; " + allOf(words) + " stay as they are"
	}
}
