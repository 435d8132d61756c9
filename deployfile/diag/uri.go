package diag

import "strings"

// fileURI returns the name of a file as a URI reference: relative with forward slashes, or with the scheme file when
// the name is absolute on Unix or Windows.
func fileURI(name string) string {
	name = strings.ReplaceAll(name, `\`, "/")
	switch {
	case strings.HasPrefix(name, "//"): // a share: its host is the authority
		return "file:" + escapePath(name)
	case strings.HasPrefix(name, "/"):
		return "file://" + escapePath(name)
	case windowsDrive(name):
		return "file:///" + name[:2] + escapePath(name[2:])
	}
	for strings.HasPrefix(name, "./") {
		name = strings.TrimLeft(name[2:], "/")
	}
	return escapePath(name)
}

func windowsDrive(name string) bool {
	return len(name) > 2 && name[1] == ':' && name[2] == '/' && letter(name[0])
}

// escapePath percent-encodes all bytes but slashes and those that a URI leaves to names.
func escapePath(path string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(path) {
		c := path[i]
		if c == '/' || letter(c) || digit(c) || strings.IndexByte("-._~", c) >= 0 {
			b.WriteByte(c)
			continue
		}
		b.WriteByte('%')
		b.WriteByte(hex[c>>4])
		b.WriteByte(hex[c&0xF])
	}
	return b.String()
}

func letter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
