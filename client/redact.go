package client

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	maxMessage = 1000 // bytes of a message or quoted body that an error repeats
	maxFields  = 100  // field errors that an error repeats
)

// origin returns scheme and host, the part of a URL that is safe to show.
func origin(u *url.URL) string { return strings.ToLower(u.Scheme) + "://" + hostPort(u) }

// hostPort returns the host with its port always written, so that spellings of one origin compare equal, except for the
// usual ports, which are left out.
func hostPort(u *url.URL) string {
	host, port := strings.ToLower(u.Hostname()), u.Port()
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	if port == "" || port == "443" && u.Scheme == "https" || port == "80" && u.Scheme == "http" {
		return host
	}
	return host + ":" + port
}

// shorten cuts s to at most n bytes, between characters.
func shorten(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n] + "…"
}

// clean makes text of the other side fit for a terminal or a log: one line, of limited length, without the token.
func (c *Client) clean(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			return ' '
		case !unicode.IsPrint(r):
			return utf8.RuneError
		}
		return r
	}, strings.ToValidUTF8(c.withoutToken(s), string(utf8.RuneError)))
	return shorten(strings.TrimSpace(s), maxMessage)
}

// withoutToken hides the token, unless it is so short that it is a word of a test rather than a token.
func (c *Client) withoutToken(s string) string {
	token := c.token.value()
	if len(token) < 8 {
		return s
	}
	return strings.ReplaceAll(s, token, "(token)")
}

// quiet is an error of the transport whose text does not show the token, whatever made it.
type quiet struct {
	text  string
	cause error
}

func (e *quiet) Error() string { return e.text }
func (e *quiet) Unwrap() error { return e.cause }
