package spec

// Bool11 returns the boolean that YAML 1.1 reads in an unquoted word. It knows each word in lower case, capitalised and
// in upper case.
func Bool11(word string) (value, ok bool) {
	switch word {
	case "y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON":
		return true, true
	case "n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF":
		return false, true
	}
	return false, false
}
