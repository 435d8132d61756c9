package yamltree

import "strings"

// isTyped tells whether YAML 1.1 or YAML 1.2 reads the plain scalar text as something else than a string. In doubt it
// says yes: quotes do no harm.
func isTyped(text string) bool {
	switch strings.ToLower(text) {
	case "", "~", "null", "true", "false", "yes", "no", "on", "off", "y", "n", "=", "<<", ".",
		".inf", "+.inf", "-.inf", ".nan", "+.nan", "-.nan":
		return true
	}
	first := text[0]
	if !isDigit(first) && first != '+' && first != '-' && first != '.' && first != '_' {
		return false
	}
	return isDate(text) || looksNumeric(text)
}

// looksNumeric recognises decimals, other bases and the base 60 of YAML 1.1, with underscores anywhere.
func looksNumeric(text string) bool {
	s := strings.ReplaceAll(text, "_", "")
	if s != "" && (s[0] == '+' || s[0] == '-') {
		s = s[1:]
	}
	if s == "" {
		return false
	}
	if len(s) > 1 && s[0] == '0' && strings.IndexByte("xXoObB", s[1]) >= 0 {
		return strings.Trim(s[2:], "+-0123456789abcdefABCDEF") == ""
	}
	if strings.IndexByte(s, ':') >= 0 {
		return isDigit(s[0]) && strings.Trim(s, "0123456789:.") == ""
	}
	whole := digits(s)
	s = s[whole:]
	if strings.HasPrefix(s, ".") {
		fraction := digits(s[1:])
		whole += fraction
		s = s[1+fraction:]
	}
	if whole == 0 || s == "" {
		return whole > 0
	}
	if s[0] != 'e' && s[0] != 'E' {
		return false
	}
	s = strings.TrimLeft(s[1:], "+-")
	return digits(s) == len(s)
}

// isDate recognises what starts like a date and goes on with nothing or a time.
func isDate(text string) bool {
	if digits(text) != 4 || len(text) < 5 || text[4] != '-' {
		return false
	}
	month := digits(text[5:])
	rest := text[5+month:]
	if month == 0 || month > 2 || !strings.HasPrefix(rest, "-") {
		return false
	}
	day := digits(rest[1:])
	if day == 0 || day > 2 {
		return false
	}
	rest = rest[1+day:]
	return rest == "" || strings.IndexByte("tT ", rest[0]) >= 0
}
