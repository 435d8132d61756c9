package deployfile

import "strings"

// placeholderKind says which convention of placeholders a text follows.
type placeholderKind uint8

const (
	notPlaceholder      placeholderKind = iota
	placeholderAngle                    // <cluster name>, as the whole text
	placeholderBracket                  // [cluster name], as the whole text
	placeholderSuffix                   // CLUSTER_NAME_PLACEHOLDER
	placeholderTemplate                 // ${CLUSTER} or {{ cluster }}, anywhere in the text
)

func placeholderOf(text string) placeholderKind {
	switch {
	case enclosed(text, '<', '>'):
		return placeholderAngle
	case enclosed(text, '[', ']'):
		return placeholderBracket
	case strings.HasSuffix(text, "_PLACEHOLDER"):
		return placeholderSuffix
	case hasDollarBraces(text), hasDoubleBraces(text):
		return placeholderTemplate
	default:
		return notPlaceholder
	}
}

// isPlaceholder reports whether text stands for a value that somebody still has to fill in.
func isPlaceholder(text string) bool { return placeholderOf(text) != notPlaceholder }

// isValuePlaceholder is isPlaceholder for the value of an environment variable, where brackets, ${...} and {{...}} are
// ordinary text.
func isValuePlaceholder(text string) bool {
	kind := placeholderOf(text)
	return kind == placeholderAngle || kind == placeholderSuffix
}

// isPlaceholderItem reports whether item, the only item of an unquoted list, makes that list a placeholder in brackets
// such as [RUNTIME VERSION].
func isPlaceholderItem(item string) bool {
	letters := 0
	for i := range len(item) {
		switch c := item[i]; {
		case 'A' <= c && c <= 'Z':
			letters++
		case asciiDigit(c), c == ' ', c == '_', c == '-':
		default:
			return false
		}
	}
	return letters > 0
}

// enclosed reports whether text is first, at least one character that is neither first nor last, and last.
func enclosed(text string, first, last byte) bool {
	n := len(text)
	if n < 3 || text[0] != first || text[n-1] != last {
		return false
	}
	inner := text[1 : n-1]
	return strings.IndexByte(inner, first) < 0 && strings.IndexByte(inner, last) < 0
}

func hasDollarBraces(text string) bool {
	_, behind, found := strings.Cut(text, "${")
	return found && strings.IndexByte(behind, '}') >= 0
}

// hasDoubleBraces reports whether text has {{ and }} with no } between them.
func hasDoubleBraces(text string) bool {
	for {
		open := strings.Index(text, "{{")
		if open < 0 {
			return false
		}
		text = text[open+2:]
		end := strings.IndexByte(text, '}')
		if end < 0 {
			return false
		}
		text = text[end+1:] // every other {{ before end ends there too
		if text != "" && text[0] == '}' {
			return true
		}
	}
}
