package deployfile

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const (
	fingerprintKey      = "0123456789abcdef"
	fingerprintKeyOther = "0123456789abcdeg"
)

// keyed returns fingerprints with a key, and without one when it is refused.
func keyed(key string) Fingerprints {
	f, _ := NewFingerprints([]byte(key))
	return f
}

// TestFingerprintsKeepTheirKey prints what holds fingerprints in ways that ask no method of theirs.
func TestFingerprintsKeepTheirKey(t *testing.T) {
	type inner struct{ f Fingerprints }
	f := keyed("opal-opal-opal-opal")
	for _, value := range []any{f, &f, inner{f}, &inner{f}, []inner{{f}}, map[string]any{"a": inner{f}}, DiffOptions{Fingerprints: f}} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
			text := fmt.Sprintf(verb, value)
			assert.NotContains(t, text, "opal", verb)
			assert.NotContains(t, text, hex.EncodeToString([]byte("opal")), verb)
			assert.NotContains(t, text, "111 112 97 108", verb)
			assert.NotContains(t, text, "0x6f, 0x70", verb)
		}
		text, err := json.Marshal(value)
		require.NoError(t, err)
		assert.NotContains(t, string(text), "b3BhbC1", "base64")
	}
}

func secretVariable(key, value string) EnvironmentVariable {
	return EnvironmentVariable{Key: key, Value: &value, IsSecret: true}
}

// TestFingerprintVectors holds fingerprints that plans in files have: they never change within a version.
func TestFingerprintVectors(t *testing.T) {
	for _, test := range []struct{ hmacKey, key, value, want string }{
		{fingerprintKey, "DB_PASSWORD", "opal", "v1:126a9854f912813287cbb3d4d879d6bd14cb0af321cd7424872b4531c569c192"},
		{fingerprintKey, "DB_PASSWORD", "", "v1:fe9f58cde3f8c10ee0bc98dca89a8379a7b27bf460f2d5aaad0b15d294860e4d"},
		{fingerprintKey, "", "", "v1:4b1c02cceb8abb4386fa907858b6cb80599baedb7f3ba7f7ab237bb47d748c95"},
		{strings.Repeat("k", 100), "É", "a\nb", "v1:17bf068e09b0834af941cf67676a3f0d47bd9ec1eb68a3a18cdc7937036bcc37"},
	} {
		f := keyed(test.hmacKey)
		assert.Equal(t, test.want, f.of(secretVariable(test.key, test.value)), "%q %q", test.key, test.value)
	}
	mac := hmac.New(sha256.New, []byte(fingerprintKey))
	mac.Write([]byte("\x00\x00\x00\x00\x00\x00\x00\x0bDB_PASSWORDopal"))
	f := keyed(fingerprintKey)
	assert.Equal(t, "v1:"+hex.EncodeToString(mac.Sum(nil)), f.of(secretVariable("DB_PASSWORD", "opal")))
}

func TestFingerprintsDiffer(t *testing.T) {
	f, other := keyed(fingerprintKey), keyed(fingerprintKeyOther)
	seen := map[string]string{}
	for name, fingerprint := range map[string]string{
		"A":            f.of(secretVariable("A", "opal")),
		"same value":   f.of(secretVariable("B", "opal")),
		"other value":  f.of(secretVariable("A", "opal ")),
		"empty value":  f.of(secretVariable("A", "")),
		"moved byte":   f.of(secretVariable("Ao", "pal")),
		"other secret": other.of(secretVariable("A", "opal")),
	} {
		assert.Empty(t, seen[fingerprint], name)
		seen[fingerprint] = name
	}
	hidden := EnvironmentVariable{Key: "A", Value: new("opal"), hidden: true}
	assert.Equal(t, "A", seen[f.of(hidden)], "the same value in a variable that is not secret")
}

func TestNoFingerprint(t *testing.T) {
	v := secretVariable("A", "opal")
	for _, key := range []string{"", "short", fingerprintKey[:15]} {
		assert.Empty(t, keyed(key).of(v))
		_, err := NewFingerprints([]byte(key))
		require.ErrorContains(t, err, "fewer than 16")
	}
	assert.Empty(t, keyed(fingerprintKey).of(EnvironmentVariable{Key: "A", IsSecret: true}))
	key := []byte(fingerprintKey)
	f, err := NewFingerprints(key)
	require.NoError(t, err)
	before := f.of(v)
	key[0] = 'x'
	assert.Equal(t, before, f.of(v), "the key is copied")
	assert.NotEmpty(t, before)
}

func TestFingerprintsSame(t *testing.T) {
	const since = "2026-03-01T10:00:00Z"
	want := secretVariable("A", "opal")
	recorded := keyed(fingerprintKey).of(want)
	for name, test := range map[string]struct {
		live, want  EnvironmentVariable
		key         string
		of          map[string]string
		since       string
		same, known bool
	}{
		"same":               {live: EnvironmentVariable{Key: "A", UpdatedAt: "2026-03-01T09:00:00Z"}, want: want, same: true, known: true},
		"same moment":        {live: EnvironmentVariable{Key: "A", UpdatedAt: since}, want: want, same: true, known: true},
		"other zone":         {live: EnvironmentVariable{Key: "A", UpdatedAt: "2026-03-01T11:00:00+01:00"}, want: want, same: true, known: true},
		"other value":        {live: EnvironmentVariable{Key: "A", UpdatedAt: since}, want: secretVariable("A", "meadow"), known: true},
		"updated since":      {live: EnvironmentVariable{Key: "A", UpdatedAt: "2026-03-01T10:00:00.001Z"}, want: want},
		"never updated":      {live: EnvironmentVariable{Key: "A"}, want: want},
		"not a time":         {live: EnvironmentVariable{Key: "A", UpdatedAt: "NOW"}, want: want},
		"no moment":          {live: EnvironmentVariable{Key: "A", UpdatedAt: since}, want: want, since: "yesterday"},
		"not recorded":       {live: EnvironmentVariable{Key: "A", UpdatedAt: since}, want: want, of: map[string]string{"B": recorded}},
		"other variable":     {live: EnvironmentVariable{Key: "B", UpdatedAt: since}, want: want},
		"new":                {want: want},
		"no value":           {live: EnvironmentVariable{Key: "A", UpdatedAt: since}, want: EnvironmentVariable{Key: "A", IsSecret: true}},
		"short key":          {live: EnvironmentVariable{Key: "A", UpdatedAt: since}, want: want, key: "short"},
		"other key":          {live: EnvironmentVariable{Key: "A", UpdatedAt: since}, want: want, key: fingerprintKeyOther, known: true},
		"other version":      {live: EnvironmentVariable{Key: "A", UpdatedAt: since}, want: want, of: map[string]string{"A": "v2:" + recorded[3:]}},
		"damaged":            {live: EnvironmentVariable{Key: "A", UpdatedAt: since}, want: want, of: map[string]string{"A": "v1"}},
		"nothing, nothing":   {},
		"recorded, no value": {live: EnvironmentVariable{Key: "A", UpdatedAt: since}, of: map[string]string{"": recorded}},
	} {
		t.Run(name, func(t *testing.T) {
			f := keyed(fingerprintKey)
			f.Of, f.Since = map[string]string{"A": recorded}, since
			if test.key != "" {
				f.key = keyed(test.key).key
			}
			if test.of != nil {
				f.Of = test.of
			}
			if test.since != "" {
				f.Since = test.since
			}
			same, known := f.same(test.live, test.want)
			assert.Equal(t, test.same, same, "same")
			assert.Equal(t, test.known, known, "known")
		})
	}
}
