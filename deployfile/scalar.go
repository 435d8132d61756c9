package deployfile

import (
	"strconv"
	"strings"

	"github.com/astrofile/astrofile/internal/spec"
)

// retyped returns what the official CLI sends when text stands unquoted in a string field, and whether it reads text
// as a number or a boolean at all. It resolves scalars as YAML 1.1 does, then writes the result as text again, floats
// with the digits of 32 bits. Dates, times and null words come back unchanged, as text.
func retyped(text string) (sent string, typed bool) {
	if text == "" {
		return text, false
	}
	if c := text[0]; asciiDigit(c) || c == '+' || c == '-' || c == '.' {
		return retypedNumber(text)
	}
	value, form := readBoolean(text)
	switch {
	case form == booleanNone:
		return text, false
	case value:
		return "true", true
	default:
		return "false", true
	}
}

func retypedNumber(text string) (string, bool) {
	switch text {
	case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF":
		return "+Inf", true
	case "-.inf", "-.Inf", "-.INF":
		return "-Inf", true
	case ".nan", ".NaN", ".NAN":
		return "NaN", true
	}
	var store [32]byte // the longest integer has 20 characters, the longest float of 32 bits 15
	sent, ok := appendSent(store[:0], plainNumber(text))
	switch {
	case !ok:
		return text, false
	case string(sent) == text:
		return text, true
	default:
		return string(sent), true
	}
}

// appendSent appends the number that plain stands for in the notation of the official CLI.
func appendSent(to []byte, plain string) ([]byte, bool) {
	shape := shapeOf(plain)
	switch shape {
	case shapeDecimal, shapeZeros, shapePrefixed:
		if n, err := strconv.ParseInt(plain, 0, 64); err == nil {
			return strconv.AppendInt(to, n, 10), true
		}
		if n, err := strconv.ParseUint(plain, 0, 64); err == nil {
			return strconv.AppendUint(to, n, 10), true
		}
	case shapeNone: // the official CLI takes a sign behind this prefix
		digits, ok := strings.CutPrefix(plain, "0b")
		if ok && digits != "" && !asciiDigit(digits[0]) {
			n, err := strconv.ParseInt(digits, 2, 64)
			return strconv.AppendInt(to, n, 10), err == nil
		}
		return to, false
	}
	if shape == shapePrefixed {
		return to, false
	}
	f, err := strconv.ParseFloat(plain, 64) // an integer beyond 64 bits is a float as well
	return strconv.AppendFloat(to, f, 'g', -1, 32), err == nil
}

// numberShape is the notation of a number.
type numberShape uint8

const (
	shapeNone     numberShape = iota
	shapeDecimal              // 12
	shapeZeros                // 012: octal to YAML 1.1, decimal to YAML 1.2
	shapePrefixed             // 0x1F, 0o17, 0b101
	shapeFloat                // 1.5, 1., .5, 1e3
)

// shapeOf recognises a number without underscores, with or without a sign.
func shapeOf(s string) numberShape {
	s = withoutSign(s)
	if len(s) > 2 && s[0] == '0' && prefixedDigits(s[1], s[2:]) {
		return shapePrefixed
	}
	whole := runOf(s, asciiDigit)
	rest := s[whole:]
	if rest == "" {
		switch {
		case whole == 0:
			return shapeNone
		case whole > 1 && s[0] == '0':
			return shapeZeros
		default:
			return shapeDecimal
		}
	}
	digits := whole
	if rest[0] == '.' {
		fraction := runOf(rest[1:], asciiDigit)
		digits += fraction
		rest = rest[1+fraction:]
	}
	if digits == 0 || !isExponent(rest) {
		return shapeNone
	}
	return shapeFloat
}

// isExponent reports whether s is empty or the exponent of a float.
func isExponent(s string) bool {
	if s == "" {
		return true
	}
	if s[0] != 'e' && s[0] != 'E' {
		return false
	}
	s = withoutSign(s[1:])
	return s != "" && runOf(s, asciiDigit) == len(s)
}

// prefixedDigits reports whether digits belong to the base that letter names.
func prefixedDigits(letter byte, digits string) bool {
	for i := range len(digits) {
		c := digits[i]
		switch letter {
		case 'x', 'X':
			if lower := c | 0x20; !asciiDigit(c) && (lower < 'a' || lower > 'f') {
				return false
			}
		case 'o', 'O':
			if c < '0' || c > '7' {
				return false
			}
		case 'b', 'B':
			if c != '0' && c != '1' {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// plainNumber removes the underscores that the official CLI ignores: all of them behind a digit or a sign at the start,
// only those between digits behind a dot.
func plainNumber(text string) string {
	if strings.IndexByte(text, '_') < 0 || text[0] == '_' || text[0] == '.' && !underscoresInside(text) {
		return text
	}
	return strings.ReplaceAll(text, "_", "")
}

// underscoresInside reports whether every underscore of s stands between two digits.
func underscoresInside(s string) bool {
	for i := range len(s) {
		if s[i] == '_' && (i == 0 || i == len(s)-1 || !asciiDigit(s[i-1]) || !asciiDigit(s[i+1])) {
			return false
		}
	}
	return true
}

func withoutSign(s string) string {
	if s != "" && (s[0] == '+' || s[0] == '-') {
		return s[1:]
	}
	return s
}

// booleanForm says how a boolean was written.
type booleanForm uint8

const (
	booleanNone      booleanForm = iota
	booleanCanonical             // true and false, also True and TRUE
	booleanNotation              // yes, no, on, off, y, n
)

// readBoolean reads a boolean as YAML 1.1 does: in lower case, capitalised or in upper case.
func readBoolean(text string) (value bool, form booleanForm) {
	value, ok := spec.Bool11(text)
	switch {
	case !ok:
		return false, booleanNone
	case len(text) > len("yes"):
		return value, booleanCanonical
	default:
		return value, booleanNotation
	}
}
