package yamltree

import "strings"

func isBlank(b byte) bool { return b == ' ' || b == '\t' }

func isFlowIndicator(b byte) bool { return strings.IndexByte(",[]{}", b) >= 0 }

// skipSpace returns the offset of the first byte at or behind at that is neither white space nor comment.
func skipSpace(src []byte, at int) int {
	for at < len(src) {
		if isBlank(src[at]) {
			at++
			continue
		}
		if size := breakLen(src[at:]); size > 0 {
			at += size
			continue
		}
		if src[at] != '#' {
			return at
		}
		at = lineEnd(src, at)
	}
	return at
}

// skipTag returns the offset behind the tag that starts at at.
func skipTag(src []byte, at int) int {
	verbatim := at+1 < len(src) && src[at+1] == '<'
	for at < len(src) && !isBlank(src[at]) && breakLen(src[at:]) == 0 {
		switch {
		case verbatim && src[at] == '>':
			return at + 1
		case !verbatim && isFlowIndicator(src[at]):
			return at
		}
		at++
	}
	return at
}

// quotedEnd returns the offset behind the closing quote of the scalar that opens at start.
func quotedEnd(src []byte, start int) int {
	quote := src[start]
	for i := start + 1; i < len(src); i++ {
		switch {
		case src[i] == '\\' && quote == '"':
			i++
		case src[i] != quote:
		case quote == '\'' && i+1 < len(src) && src[i+1] == quote:
			i++
		default:
			return i + 1
		}
	}
	return len(src)
}

// plainEnd returns the end of the plain scalar that starts at start and was read as text. The text of one that stands
// on one line equals the source; folding changes nothing but white space.
func plainEnd(src []byte, start int, text string) int {
	if end := start + len(text); end <= len(src) && string(src[start:end]) == text {
		return end
	}
	return matchVisible(src, start, text)
}

// matchVisible walks over src until every byte of text that is not white space has been met, and returns the offset
// behind the last of them.
func matchVisible(src []byte, at int, text string) int {
	end := at
	for i := 0; i < len(text); {
		if size := spaceLen(text, i); size > 0 {
			i += size
			continue
		}
		for at < len(src) {
			size := breakLen(src[at:])
			if size == 0 && isBlank(src[at]) {
				size = 1
			}
			if size == 0 {
				break
			}
			at += size
		}
		at = min(at+1, len(src))
		end = at
		i++
	}
	return end
}

// spaceLen returns the length of the blank or line break at i.
func spaceLen(text string, i int) int {
	switch b := text[i]; {
	case b == ' ' || b == '\t' || b == '\n' || b == '\r':
		return 1
	case b < 0x80:
		return 0
	}
	return breakLen([]byte(text[i:min(i+3, len(text))]))
}

// headerEnd returns the offset behind the indicators of the block scalar that starts at start.
func headerEnd(src []byte, start int) int {
	end := start + 1
	for end < len(src) && (src[end] == '+' || src[end] == '-' || isDigit(src[end])) {
		end++
	}
	return end
}

// blockEnd returns the end of the literal or folded scalar whose indicator stands at start: the end of its last line
// of content, or of its header when it has no content.
func blockEnd(src []byte, start int, text string) int {
	header := headerEnd(src, start)
	content := strings.TrimRight(text, "\n\r\u0085\u2028\u2029")
	if content == "" {
		return header
	}
	visible := strings.TrimRight(content, " \t\n\r\u0085\u2028\u2029")
	at := nextLine(src, header)
	if visible != "" {
		at = matchVisible(src, at, visible)
	}
	// What is left are blanks, on this line or on lines of blanks alone.
	for rest := content[len(visible):]; rest != ""; {
		size := breakLen([]byte(rest[:min(3, len(rest))]))
		if size > 0 {
			at = nextLine(src, at)
		}
		rest = rest[max(size, 1):]
	}
	return lineEnd(src, at)
}
