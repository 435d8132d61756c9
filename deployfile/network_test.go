package deployfile

import (
	"net"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestParseRange(t *testing.T) {
	tests := []struct {
		text, network string
		form          rangeForm
		open          bool
	}{
		{"10.0.0.0/8", "10.0.0.0/8", rangeExact, false}, {"10.1.2.3/32", "10.1.2.3/32", rangeExact, false},
		{"2001:DB8::/32", "2001:db8::/32", rangeExact, false}, {"0.0.0.0/0", "0.0.0.0/0", rangeExact, true},
		{"::/0", "::/0", rangeExact, true}, {"::ffff:10.0.0.0/104", "::ffff:10.0.0.0/104", rangeExact, false},
		{"10.1.2.3/8", "10.0.0.0/8", rangeHost, false}, {"2001:db8::1/64", "2001:db8::/64", rangeHost, false},
		{"10.1.2.3/0", "0.0.0.0/0", rangeHost, true},
		{"10.1.2.3", "10.1.2.3/32", rangeAddress, false}, {"2001:db8::1", "2001:db8::1/128", rangeAddress, false},
	}
	for _, test := range tests {
		r, form := parseRange(test.text)
		assert.Equal(t, test.form, form, test.text)
		assert.Equal(t, test.network, r.String(), test.text)
		assert.Equal(t, test.open, r.open(), test.text)
	}
}

func TestParseRangeRefuses(t *testing.T) {
	for _, text := range []string{
		"", "/", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/08", "10.0.0.0/+8", "::/129", "10.0.0/8", "010.0.0.0/8",
		"10.0.0.0/8/8", "10.0.0.0/255.0.0.0", "6021:db:8::9/06", "fe80::1%eth0", "fe80::%eth0/64", " 10.0.0.0/8", "10.0.0.0-10.0.0.255", "example.com", "*",
	} {
		r, form := parseRange(text)
		assert.Equal(t, notRange, form, text)
		assert.Zero(t, r, text)
		assert.False(t, r.open(), text)
	}
}

func TestRangesEqual(t *testing.T) {
	equal := func(a, b string) bool {
		x, _ := parseRange(a)
		y, _ := parseRange(b)
		return x == y
	}
	assert.True(t, equal("10.0.0.0/8", "10.1.2.3/8"))
	assert.True(t, equal("10.0.0.1", "10.0.0.1/32"))
	assert.True(t, equal("2001:DB8:0::/32", "2001:db8::/32"))
	assert.False(t, equal("10.0.0.0/8", "10.0.0.0/9"))
	assert.False(t, equal("0.0.0.0/0", "::/0"))
}

// FuzzParseRange holds the ranges against package net, and checks that a network in its own notation is exact.
func FuzzParseRange(f *testing.F) {
	for _, text := range []string{"10.0.0.0/8", "10.1.2.3/8", "2001:db8::1/64", "10.1.2.3", "::1", "::ffff:1.2.3.4/100", "1.2.3.4/0", "6021:db:8::9/06"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r, form := parseRange(text)
		_, _, err := net.ParseCIDR(text)
		_, length, _ := strings.Cut(text, "/")
		padded := len(length) > 1 && length[0] == '0' // package net reads 06 as 6
		assert.Equal(t, err == nil && !padded, form == rangeExact || form == rangeHost)
		if form != notRange {
			again, exact := parseRange(r.String())
			assert.Equal(t, rangeExact, exact)
			assert.Equal(t, r, again)
		}
	})
}
