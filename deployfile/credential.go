package deployfile

import "strings"

// credentialWords are the parts of a variable's name, between underscores, that name a credential.
var credentialWords = [...]string{
	"PASSWORD", "PASSWD", "PWD", "SECRET", "TOKEN", "API_KEY", "APIKEY", "PRIVATE_KEY", "ACCESS_KEY", "CREDENTIALS",
	"CREDENTIAL", "CONN_STRING",
}

// credentialSign says why the variable looks like a credential, in words that fit after "the variable's", such as
// "key ends in PASSWORD" or "value has the shape of a private key". The value itself is never part of the sign. An
// empty value is no credential.
func credentialSign(key, value string) (sign string, ok bool) {
	if value == "" {
		return "", false
	}
	if !credentialKeyExempt(key) {
		if word, atEnd := credentialWord(key); word != "" {
			if atEnd {
				return "key ends in " + word, true
			}
			return "key contains " + word, true
		}
	}
	if shape := credentialShape(value); shape != "" {
		return "value has the shape of " + shape, true
	}
	return "", false
}

// credentialWord returns the first word of credentialWords that stands in key between underscores, and whether key
// ends with it.
func credentialWord(key string) (word string, atEnd bool) {
	for start := 0; start < len(key); {
		part := key[start:]
		for _, word := range credentialWords {
			if len(part) < len(word) || part[0]&^0x20 != word[0] || !equalFoldASCII(part[:len(word)], word) {
				continue // most differ in the first letter, upper case in every word
			}
			if len(part) == len(word) {
				return word, true
			}
			if part[len(word)] == '_' {
				return word, false
			}
		}
		next := strings.IndexByte(part, '_')
		if next < 0 {
			break
		}
		start += next + 1
	}
	return "", false
}

// credentialKeyExempt reports whether key names something about a credential that is not secret, such as its path.
func credentialKeyExempt(key string) bool {
	i := strings.LastIndexByte(key, '_')
	if i < 0 {
		return false
	}
	for _, word := range [...]string{"ID", "NAME", "PATH", "FILE", "URL", "ENABLED", "TTL", "EXPIRY"} {
		if equalFoldASCII(key[i+1:], word) {
			return true
		}
	}
	return false
}

// credentialShape names what value looks like: "" when it looks like nothing secret.
func credentialShape(value string) string {
	switch {
	case hasPrivateKey(value):
		return "a private key"
	case isAWSKeyID(value):
		return "an AWS access key"
	case isJWT(value):
		return "a JSON web token"
	case hasURLPassword(value):
		return "a URL with a password"
	case isAccessToken(value):
		return "an access token"
	default:
		return ""
	}
}

// hasPrivateKey looks for the first line of a private key in PEM form.
func hasPrivateKey(s string) bool {
	const open = "-----BEGIN "
	for {
		i := strings.Index(s, open)
		if i < 0 {
			return false
		}
		s = s[i+len(open):]
		n := runOf(s, func(c byte) bool { return c == ' ' || asciiUpper(c) })
		if strings.HasSuffix(s[:n], "PRIVATE KEY") && strings.HasPrefix(s[n:], "-----") {
			return true
		}
		s = s[n:]
	}
}

func isAWSKeyID(s string) bool {
	if len(s) != 20 || s[0] != 'A' || (s[1] != 'K' && s[1] != 'S') || s[2] != 'I' || s[3] != 'A' {
		return false
	}
	return runOf(s, func(c byte) bool { return asciiDigit(c) || asciiUpper(c) }) == len(s)
}

// isJWT looks for three parts in base64 with dots between them, of which the last may be empty.
func isJWT(s string) bool {
	if !strings.HasPrefix(s, "eyJ") {
		return false
	}
	n := runOf(s, asciiWord)
	if n == len("eyJ") || n == len(s) || s[n] != '.' {
		return false
	}
	s = s[n+1:]
	n = runOf(s, asciiWord)
	if n == 0 || n == len(s) || s[n] != '.' {
		return false
	}
	s = s[n+1:]
	return runOf(s, asciiWord) == len(s)
}

// hasURLPassword looks for scheme://user:password@ at the start.
func hasURLPassword(s string) bool {
	if s == "" || !asciiLower(s[0]) {
		return false
	}
	n := runOf(s, func(c byte) bool {
		return asciiLower(c) || asciiDigit(c) || c == '+' || c == '.' || c == '-'
	})
	s, ok := strings.CutPrefix(s[n:], "://")
	if !ok {
		return false
	}
	n = runOf(s, func(c byte) bool { return userInfoByte(c) && c != ':' })
	if n == 0 || n == len(s) || s[n] != ':' {
		return false
	}
	s = s[n+1:]
	n = runOf(s, userInfoByte)
	return n > 0 && n < len(s) && s[n] == '@'
}

// isAccessToken knows the tokens of GitHub, GitLab and Slack by their prefixes.
func isAccessToken(s string) bool {
	if s == "" || s[0] != 'g' && s[0] != 'x' { // the first letters of all prefixes
		return false
	}
	for _, prefix := range [...]string{"ghp", "gho", "ghs", "github_pat", "xoxa", "xoxb", "xoxp", "glpat"} {
		if rest, ok := strings.CutPrefix(s, prefix); ok {
			return len(rest) > 16 && (rest[0] == '-' || rest[0] == '_') && runOf(rest, asciiWord) == len(rest)
		}
	}
	return false
}

func userInfoByte(c byte) bool {
	return c != '/' && c != '@' && c != ' ' && (c < '\t' || c > '\r' || c == '\v')
}
