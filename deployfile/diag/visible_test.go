package diag_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"

	"github.com/astrofile/astrofile/deployfile/diag"
)

func TestQuote(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"", `""`},
		{"Celery", `"Celery"`},
		{"größe 😀", `"größe 😀"`},
		{"a\"b\\", `"a\"b\\"`},
		{"\x1b[31m\r\n", `"\x1b[31m\r\n"`},
		{"\xff\u202e", `"\xff\u202e"`},
		{strings.Repeat("ä", 60), `"` + strings.Repeat("ä", 60) + `"`},
		{strings.Repeat("ä", 61), `"` + strings.Repeat("ä", 60) + `"…`},
		{strings.Repeat("\xff", 1000), `"` + strings.Repeat(`\xff`, 60) + `"…`},
	} {
		assert.Equal(t, test.want, diag.Quote(test.in))
	}
}

// harmless fails the test when s has a character that a terminal acts on, other than line ends.
func harmless(t testing.TB, s string) {
	t.Helper()
	assert.True(t, utf8.ValidString(s), "not UTF-8: %q", s)
	for _, r := range s {
		switch {
		case r == '\n', r == '\u200C', r == '\u200D':
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp):
			t.Fatalf("%U in %q", r, s)
		}
	}
}
