package schema

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/astrofile/astrofile/internal/yamltree"
)

const modeline = "yaml-language-server: $schema="

// Modeline returns the comment that ties a YAML file to a schema in every editor that runs yaml-language-server. The
// url may also be the path of a file; white space, line breaks of any kind and what is not UTF-8 are written as %20 and
// the like.
func Modeline(url string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	b.WriteString("# " + modeline)
	for len(url) > 0 {
		r, size := utf8.DecodeRuneInString(url)
		if unicode.IsSpace(r) || unicode.IsControl(r) || r == utf8.RuneError && size == 1 {
			for _, c := range []byte(url[:size]) {
				b.Write([]byte{'%', hex[c>>4], hex[c&15]})
			}
		} else {
			b.WriteString(url[:size])
		}
		url = url[size:]
	}
	return b.String()
}

// ModelineOf returns the url of the modeline among the comments that open a YAML text, or "".
func ModelineOf(text []byte) string {
	_, _, url := findModeline(text)
	return url
}

// WithModeline returns a YAML text with the modeline of a schema: in place of the one that it has, else as its first
// line. Everything else stays as it is. JSON has no comments, so that it is returned unchanged, as is any text if the
// url is empty; that makes WithModeline(out, [ModelineOf](src)) keep what a file had.
func WithModeline(text []byte, url string) []byte {
	if url == "" || yamltree.SyntaxOf("", text) == yamltree.JSON || utf16(text) {
		return text
	}
	start, end, old := findModeline(text)
	line := Modeline(url)
	if old == "" {
		newline := "\n"
		if first := bytes.IndexByte(text, '\n'); first > 0 && text[first-1] == '\r' {
			newline = "\r\n"
		}
		line += newline
	}
	out := make([]byte, 0, len(text)+len(line))
	out = append(append(out, text[:start]...), line...)
	return append(out, text[end:]...)
}

// findModeline returns the bytes of the modeline in the head of a text, and its url. Without one it returns where one
// belongs.
func findModeline(text []byte) (start, end int, url string) {
	top := 0
	if bytes.HasPrefix(text, []byte("\ufeff")) {
		top = len("\ufeff")
	}
	for pos := top; pos < len(text); {
		line := text[pos:]
		if i := bytes.IndexAny(line, "\r\n"); i >= 0 {
			line = line[:i]
		}
		content := bytes.TrimLeft(line, " \t")
		if comment, ok := bytes.CutPrefix(content, []byte("#")); ok {
			if rest, ok := bytes.CutPrefix(bytes.TrimLeft(comment, "# \t"), []byte(modeline)); ok {
				if url, _, _ := bytes.Cut(rest, []byte(" ")); len(url) > 0 {
					return pos, pos + len(bytes.TrimRight(line, " \t")), string(bytes.TrimRight(url, "\t"))
				}
			}
		} else if len(content) > 0 && !bytes.HasPrefix(line, []byte("%")) && !marker(line) {
			break
		}
		pos += len(line) + 1
	}
	return top, top, ""
}

// utf16 tells whether a text begins with the byte order mark of UTF-16.
func utf16(text []byte) bool {
	return bytes.HasPrefix(text, []byte{0xff, 0xfe}) || bytes.HasPrefix(text, []byte{0xfe, 0xff})
}
