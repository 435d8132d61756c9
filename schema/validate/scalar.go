package validate

import (
	"math"
	"strconv"
	"strings"

	"github.com/astrofile/astrofile/internal/yamltree"
)

// scalarValue reads a scalar: text in quotes as text, true and false as YAML 1.2 knows them, and numbers in every
// notation that deployfile accepts. YAML 1.1's yes and no stay text, as in editors.
func scalarValue(n *yamltree.Node) any {
	if n.Tag == "!!str" || n.Tag == "" && n.Style != yamltree.Plain {
		return n.Text
	}
	switch n.Text {
	case "true", "True", "TRUE":
		return true
	case "false", "False", "FALSE":
		return false
	}
	if number := readNumber(n.Text); number != nil {
		return number
	}
	return n.Text
}

// readNumber returns an int64 or a finite float64, or nil when the text is no number. What no float64 can hold becomes
// the largest one.
func readNumber(text string) any {
	if text == "" || !startsNumber(text[0]) {
		return nil
	}
	plain := strings.ReplaceAll(text, "_", "")
	digits := strings.TrimLeft(plain, "+-")
	switch {
	case len(plain)-len(digits) > 1 || digits == "":
		return nil
	case len(digits) > 2 && digits[0] == '0' && strings.IndexByte("xXoObB", digits[1]) >= 0:
		if n, err := strconv.ParseInt(plain, 0, 64); err == nil {
			return n
		}
		return nil
	case strings.Trim(digits, "0123456789") == "":
		if n, err := strconv.ParseInt(plain, 10, 64); err == nil {
			return n
		}
	case strings.Trim(digits, "0123456789.eE+-") != "":
		return nil
	}
	f, err := strconv.ParseFloat(plain, 64)
	switch {
	case math.IsInf(f, 0):
		return math.Copysign(math.MaxFloat64, f)
	case err != nil:
		return nil
	}
	return f
}

func startsNumber(c byte) bool {
	return '0' <= c && c <= '9' || c == '+' || c == '-' || c == '.'
}
