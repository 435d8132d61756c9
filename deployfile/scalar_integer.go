package deployfile

import (
	"math"
	"strconv"
	"strings"
)

// integerForm says how an integer was written.
type integerForm uint8

const (
	integerNone      integerForm = iota
	integerDecimal               // 5, -1: what an integer field should hold
	integerNotation              // 5.0, 1e1, 0x10, 0o10, 0b101, 1_000, +5, -0
	integerAmbiguous             // 010, 1:30; ambiguousReadings has both readings
	integerFraction              // 5.5
	integerTooLarge              // outside 32 bits
)

// readInteger returns the value that the official CLI reads from text in an integer field. The value is 0 unless the
// form is integerDecimal or integerNotation.
func readInteger(text string) (value int, form integerForm) {
	if _, ok := readBase60(text); ok {
		return 0, integerAmbiguous
	}
	plain := plainNumber(text)
	switch shape := shapeOf(plain); shape {
	case shapeNone:
		return 0, integerNone
	case shapeFloat:
		return readWholeFloat(plain)
	case shapeZeros:
		if _, err := strconv.ParseInt(plain, 10, 32); err != nil {
			return 0, integerTooLarge
		}
		return 0, integerAmbiguous
	default:
		n, err := strconv.ParseInt(plain, 0, 32)
		if err != nil {
			return 0, integerTooLarge
		}
		if shape == shapeDecimal && len(plain) == len(text) && text[0] != '+' && text != "-0" {
			return int(n), integerDecimal
		}
		return int(n), integerNotation
	}
}

func readWholeFloat(plain string) (int, integerForm) {
	f, err := strconv.ParseFloat(plain, 64)
	switch {
	case err != nil, f < math.MinInt32, f > math.MaxInt32:
		return 0, integerTooLarge
	case f != math.Trunc(f):
		return 0, integerFraction
	default:
		return int(f), integerNotation
	}
}

// ambiguousReadings returns the readings of a text of the form integerAmbiguous: by YAML 1.1 and by YAML 1.2.
func ambiguousReadings(text string) (old, current string) {
	if n, ok := readBase60(text); ok {
		return strconv.FormatInt(n, 10), "the text " + text
	}
	plain := plainNumber(text)
	decimal, err := strconv.ParseInt(plain, 10, 64)
	if err != nil {
		return text, text
	}
	current = strconv.FormatInt(decimal, 10)
	octal, err := strconv.ParseInt(plain, 0, 64)
	if err != nil { // 08 has no octal reading; the official CLI reads 8
		return current, current
	}
	return strconv.FormatInt(octal, 10), current
}

// readBase60 reads the sexagesimal integers of YAML 1.1, such as 1:30, within 32 bits. The official CLI reads them as
// text.
func readBase60(text string) (int64, bool) {
	head, tail, found := strings.Cut(withoutSign(text), ":")
	if !found || head == "" || head[0] < '1' || head[0] > '9' {
		return 0, false
	}
	n, err := strconv.ParseInt(plainNumber(head), 10, 32)
	if err != nil {
		return 0, false
	}
	for found {
		head, tail, found = strings.Cut(tail, ":")
		place, ok := base60Place(head)
		n = n*60 + place
		if !ok || n > math.MaxInt32 {
			return 0, false
		}
	}
	if text[0] == '-' {
		n = -n
	}
	return n, true
}

func base60Place(s string) (int64, bool) {
	switch {
	case len(s) == 1 && asciiDigit(s[0]):
		return int64(s[0] - '0'), true
	case len(s) == 2 && '0' <= s[0] && s[0] <= '5' && asciiDigit(s[1]):
		return int64(s[0]-'0')*10 + int64(s[1]-'0'), true
	default:
		return 0, false
	}
}
