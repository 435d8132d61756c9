package deployfile

func asciiDigit(c byte) bool { return '0' <= c && c <= '9' }
func asciiLower(c byte) bool { return 'a' <= c && c <= 'z' }
func asciiUpper(c byte) bool { return 'A' <= c && c <= 'Z' }
func asciiBlank(c byte) bool { return c == ' ' || '\t' <= c && c <= '\r' }

func asciiWord(c byte) bool {
	return asciiLower(c) || asciiUpper(c) || asciiDigit(c) || c == '_' || c == '-'
}

func lowerASCII(c byte) byte {
	if asciiUpper(c) {
		return c + 'a' - 'A'
	}
	return c
}

// equalFoldASCII compares s with an upper-case word of the same or another length.
func equalFoldASCII(s, upper string) bool {
	if len(s) != len(upper) {
		return false
	}
	for i := range len(s) {
		c := s[i]
		if asciiLower(c) {
			c -= 'a' - 'A'
		}
		if c != upper[i] {
			return false
		}
	}
	return true
}

// runOf returns the length of the longest start of s whose bytes all satisfy in.
func runOf(s string, in func(byte) bool) int {
	for i := range len(s) {
		if !in(s[i]) {
			return i
		}
	}
	return len(s)
}
