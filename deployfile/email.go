package deployfile

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// longestEmail is the length of an address that mail servers pass on (RFC 5321).
const longestEmail = 254

// checkEmail returns the domain of s, a bare address (the addr-spec of RFC 5322) without comments, blanks or a domain
// literal. For any other text the reason completes "the address", and bare is the one address found inside, such as
// a@b.co in "Name <a@b.co>", or "".
func checkEmail(s string) (domain, bare, reason string) {
	domain, reason = addrSpec(s)
	if reason == "" {
		return domain, "", ""
	}
	if inside := bareAddress(s); inside != s {
		if _, fault := addrSpec(inside); fault == "" {
			return "", inside, "is not bare: something stands around it"
		}
	}
	return "", "", reason
}

// addrSpec returns the domain of an address, or why s is none.
func addrSpec(s string) (domain, reason string) {
	if len(s) > longestEmail {
		return "", "is longer than " + strconv.Itoa(longestEmail) + " characters"
	}
	if !utf8.ValidString(s) {
		return "", "is not UTF-8"
	}
	local := localPart(s)
	rest := s[local:]
	switch {
	case local == 0:
		return "", "has no valid part before the @"
	case rest == "" || rest[0] != '@':
		return "", "has no @ behind a valid first part"
	}
	domain = rest[1:]
	switch {
	case domain == "":
		return "", "has no domain"
	case domain[0] == '[':
		return "", "has an IP address in place of a domain"
	case dotAtom(domain) != len(domain):
		return "", "has a domain with characters that do not belong there"
	default:
		return domain, ""
	}
}

// localPart returns the length of the part before the @: atoms with single dots between them, or a quoted string that
// is not empty. It is 0 when s starts with neither.
func localPart(s string) int {
	if s == "" || s[0] != '"' {
		return dotAtom(s)
	}
	for i := 1; i < len(s); i++ {
		switch c := s[i]; {
		case c == '"' && i > 1:
			return i + 1
		case c == '"':
			return 0
		case c == '\\':
			if i++; i == len(s) || !quotedByte(s[i]) {
				return 0
			}
		case !quotedByte(c):
			return 0
		}
	}
	return 0
}

// dotAtom returns how much of the start of s is atoms with single dots between them, 0 when dots stand elsewhere.
func dotAtom(s string) int {
	n := runOf(s, func(c byte) bool { return c == '.' || atomByte(c) })
	if n == 0 || s[0] == '.' || s[n-1] == '.' || strings.Contains(s[:n], "..") {
		return 0
	}
	return n
}

func atomByte(c byte) bool {
	return asciiLower(c) || asciiUpper(c) || asciiDigit(c) || c >= utf8.RuneSelf ||
		strings.IndexByte("!#$%&'*+-/=?^_`{|}~", c) >= 0
}

func quotedByte(c byte) bool { return c >= ' ' && c != 0x7f || c == '\t' }

// bareAddress returns what is left of s without outer blanks, a display name with angle brackets, and a comment at
// either end.
func bareAddress(s string) string {
	s = strings.TrimSpace(s)
	if strings.HasPrefix(s, "(") {
		_, s, _ = strings.Cut(s, ")")
	}
	if strings.HasSuffix(s, ")") {
		s, _, _ = strings.Cut(s, "(")
	}
	s = strings.TrimSpace(s)
	name, inside, found := strings.Cut(s, "<")
	if !found || !strings.HasSuffix(inside, ">") {
		return s
	}
	inside = strings.TrimSpace(strings.TrimSuffix(inside, ">"))
	if strings.IndexByte(name, '@') >= 0 && !strings.Contains(name, inside) {
		return s // two addresses: neither is the one
	}
	return inside
}
