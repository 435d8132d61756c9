package diag

import (
	"cmp"
	"strconv"
	"strings"
)

// Path names a place in a Deployment file in the words of the file: deployment.worker_queues[0].name. The empty path
// is the whole document. A key that is not a plain word is written in brackets and quotes: metadata["a.b"].
type Path string

// Field returns the path of the key below p.
func (p Path) Field(key string) Path {
	if !plainKey(key) {
		return p + Path("["+strconv.Quote(key)+"]")
	}
	if p == "" {
		return Path(key)
	}
	return p + Path("."+key)
}

// Index returns the path of item i, counted from 0, of the list p.
func (p Path) Index(i int) Path {
	return p + Path("["+strconv.Itoa(i)+"]")
}

// Parent returns the path of the mapping or list that holds p; the parent of a key of the document is "".
func (p Path) Parent() Path {
	if !strings.HasSuffix(string(p), "]") {
		return p[:max(0, strings.LastIndexByte(string(p), '.'))]
	}
	body := string(p[:len(p)-1])
	if !strings.ContainsRune(body, '"') {
		return p[:max(0, strings.LastIndexByte(body, '['))]
	}
	// What stands in quotes opens and closes nothing, and only from the front is it clear what that is.
	last, quoted := 0, false
	for i := 0; i < len(body); i++ {
		switch c := body[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case !quoted && c == '[':
			last = i
		}
	}
	return p[:last]
}

func plainKey(key string) bool {
	for _, r := range key {
		if r == ' ' || strings.ContainsRune(`.[]"\`, r) || r == '\uFFFD' || !strconv.IsPrint(r) {
			return false
		}
	}
	return key != ""
}

// comparePaths orders paths as a reader would: item 2 of a list before item 10.
func comparePaths(a, b Path) int {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	start := i
	for start > 0 && digit(a[start-1]) {
		start--
	}
	if start > 0 && a[start-1] == '[' {
		if m, n := digits(a[start:]), digits(b[start:]); m != n && m > 0 && n > 0 {
			return cmp.Compare(m, n) // indexes have no leading zeros
		}
	}
	return cmp.Compare(a[i:], b[i:])
}

// digits returns how many digits p starts with.
func digits(p Path) int {
	n := 0
	for n < len(p) && digit(p[n]) {
		n++
	}
	return n
}

func digit(c byte) bool { return '0' <= c && c <= '9' }
