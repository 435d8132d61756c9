package deployfile

import (
	"net/mail"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestCheckEmailAccepts(t *testing.T) {
	tests := []struct{ text, domain string }{
		{"a@b.co", "b.co"}, {"first.last+tag@sub.example.com", "sub.example.com"}, {"a@b", "b"}, {"x_y-z!#$%&'*/=?^`{|}~@e.org", "e.org"},
		{`"john doe"@example.com`, "example.com"}, {`"a\"b@c"@example.com`, "example.com"}, {"jörg@exämple.com", "exämple.com"},
		{strings.Repeat("a", 242) + "@example.com", "example.com"},
	}
	for _, test := range tests {
		domain, bare, reason := checkEmail(test.text)
		assert.Equal(t, test.domain, domain, test.text)
		assert.Empty(t, bare, test.text)
		assert.Empty(t, reason, test.text)
	}
}

func TestCheckEmailRefuses(t *testing.T) {
	tests := []struct{ text, bare, reason string }{
		{"Name <a@b.co>", "a@b.co", "is not bare: something stands around it"},
		{"<a@b.co>", "a@b.co", "is not bare: something stands around it"},
		{`"Doe, Jane" <a@b.co> `, "a@b.co", "is not bare: something stands around it"},
		{"a@b.co <a@b.co>", "a@b.co", "is not bare: something stands around it"},
		{" a@b.co", "a@b.co", "is not bare: something stands around it"},
		{"a@b.co\n", "a@b.co", "is not bare: something stands around it"},
		{"a@b.co (work)", "a@b.co", "is not bare: something stands around it"},
		{"(work) a@b.co", "a@b.co", "is not bare: something stands around it"},
		{"c@d.co <a@b.co>", "", "has a domain with characters that do not belong there"},
		{"a@b.co, c@d.co", "", "has a domain with characters that do not belong there"},
		{"a@b.co;c@d.co", "", "has a domain with characters that do not belong there"},
		{"<a@b.co> <c@d.co>", "", "has no valid part before the @"},
		{"a@[127.0.0.1]", "", "has an IP address in place of a domain"},
		{"a@b..co", "", "has a domain with characters that do not belong there"},
		{"a@b.co.", "", "has a domain with characters that do not belong there"},
		{"a@.b.co", "", "has a domain with characters that do not belong there"},
		{"a@b@c.co", "", "has a domain with characters that do not belong there"},
		{"a@", "", "has no domain"}, {"a", "", "has no @ behind a valid first part"},
		{"not an address", "", "has no @ behind a valid first part"}, {"a b@c.co", "", "has no @ behind a valid first part"},
		{"", "", "has no valid part before the @"}, {"@b.co", "", "has no valid part before the @"},
		{".a@b.co", "", "has no valid part before the @"}, {"a.@b.co", "", "has no valid part before the @"},
		{"a..b@c.co", "", "has no valid part before the @"}, {`""@b.co`, "", "has no valid part before the @"},
		{`"a@b.co`, "", "has no valid part before the @"}, {`"a\`, "", "has no valid part before the @"}, {`"a"b@c.co`, "", "has no @ behind a valid first part"},
		{"\"a\x00\"@b.co", "", "has no valid part before the @"}, {"a\xff@b.co", "", "is not UTF-8"},
		{strings.Repeat("a", 243) + "@example.com", "", "is longer than 254 characters"},
	}
	for _, test := range tests {
		domain, bare, reason := checkEmail(test.text)
		assert.Empty(t, domain, test.text)
		assert.Equal(t, test.bare, bare, test.text)
		assert.Equal(t, test.reason, reason, test.text)
	}
}

// FuzzCheckEmail holds the grammar against net/mail, of which it takes what is written without decoration.
func FuzzCheckEmail(f *testing.F) {
	for _, text := range []string{
		"a@b.co", "Name <a@b.co>", `"a b"@c.co`, "a@[127.0.0.1]", " a@b.co", "a@b.co (c)", "é@b.co", `"\""@b`, "a..b@c", "g:a@b;",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		domain, bare, reason := checkEmail(text)
		if bare != "" {
			assert.NotEqual(t, text, bare)
			assert.Contains(t, text, bare)
			_, again, fault := checkEmail(bare)
			assert.Empty(t, again)
			assert.Empty(t, fault)
		}
		address, err := mail.ParseAddress(text)
		if reason == "" {
			assert.True(t, strings.HasSuffix(text, "@"+domain))
			if assert.NoError(t, err) {
				assert.Empty(t, address.Name)
				_, host, _ := strings.Cut(address.Address[strings.LastIndexByte(address.Address, '@'):], "@")
				assert.Equal(t, host, domain)
			}
			return
		}
		if err == nil && len(text) <= longestEmail && !strings.HasSuffix(address.Address, "]") {
			assert.NotEqual(t, text, address.Address, reason)
		}
	})
}
