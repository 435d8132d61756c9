package deployfile

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/astrofile/astrofile/internal/spec"
)

var identityPatterns = []struct {
	pattern *regexp.Regexp
	by      func(string) bool
}{
	{regexp.MustCompile(spec.PatternAWSRoleARN), isRoleARN},
	{regexp.MustCompile(spec.PatternGCPServiceAccount), isServiceAccount},
}

var identities = []string{
	"", "arn:aws:iam::123456789012:role/etl", "arn:aws-cn:iam::123456789012:role/a/b", "arn:aws--us-gov:iam::000000000000:role/x",
	"arn:awsiam::123456789012:role/x", "arn:aws:iam::12345678901:role/x", "arn:aws:iam::1234567890123:role/x",
	"arn:aws:iam::123456789012:role/", "arn:aws:iam::123456789012:role", "arn:aws:iam::123456789012:user/x",
	"arn:aws:iam::123456789012:role/a\nb", "arn:aws:iam::123456789012:role/a\n", "arn:aws:iam::123456789012:role/\xff",
	" arn:aws:iam::123456789012:role/x", "aws:iam::123456789012:role/x", "arn:aws-:iam:::iam::123456789012:role/x", "arn:AWS:iam::123456789012:role/x",
	"etl@data.iam.gserviceaccount.com", "etl-1@example.com:data.iam.gserviceaccount.com", "@data.iam.gserviceaccount.com",
	"etl@.iam.gserviceaccount.com", "etl@iam.gserviceaccount.com", "a.b@data.iam.gserviceaccount.com", "Etl@data.iam.gserviceaccount.com",
	"etl@data.iam.gserviceaccount.com\n", "etl@da@ta.iam.gserviceaccount.com", "etl@data.iam.gserviceaccount.com.iam.gserviceaccount.com",
	".iam.gserviceaccount.com", "etl.iam.gserviceaccount.com", "etl@data_1.iam.gserviceaccount.com",
}

// FuzzIdentity holds the matchers by hand against the patterns of the table of facts.
func FuzzIdentity(f *testing.F) {
	for _, text := range identities {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, p := range identityPatterns {
			assert.Equal(t, p.pattern.MatchString(text), p.by(text), "%s of %q", p.pattern, text)
		}
	})
}

// TestIdentityPieces does what FuzzIdentity does for every order of a few pieces, which random text seldom hits.
func TestIdentityPieces(t *testing.T) {
	pieces := []string{"arn:aws", "-cn", ":iam::", "123456789012", "1", ":role/", "x", "@", ".iam.gserviceaccount.com", "\n"}
	var walk func(text string, depth int)
	matched := 0
	walk = func(text string, depth int) {
		for _, p := range identityPatterns {
			want := p.pattern.MatchString(text)
			if want {
				matched++
			}
			if p.by(text) != want {
				assert.Equal(t, want, p.by(text), "%s of %q", p.pattern, text)
			}
		}
		if depth > 0 {
			for _, piece := range pieces {
				walk(text+piece, depth-1)
			}
		}
	}
	walk("", 5)
	assert.Positive(t, matched)
}

func TestIdentityFault(t *testing.T) {
	const (
		arn     = "arn:aws:iam::123456789012:role/etl"
		account = "etl@data.iam.gserviceaccount.com"
		guid    = "11111111-2222-3333-4444-555555555555"
	)
	tests := []struct {
		provider CloudProvider
		text     string
		says     string // part of the reason; "" when there is none
		form     string
	}{
		{CloudAWS, arn, "", ""},
		{CloudAWS, account, "is not the ARN of a role", roleARNForm},
		{CloudGCP, account, "", ""},
		{CloudGCP, arn, "is not the address of a service account", serviceAccountForm},
		{CloudAzure, guid, "", ""},
		{CloudAzure, arn, "is an identity of AWS", ""},
		{CloudAzure, account, "is an identity of GCP", ""},
		{CloudAzure, "arn:aws:iam::1:role/etl", "starts like an ARN", roleARNForm},
		{"", arn, "", ""},
		{"", account, "", ""},
		{"", guid, "", ""},
		{"", "arn:aws:s3:::bucket", "starts like an ARN", roleARNForm},
	}
	for _, test := range tests {
		reason, form := identityFault(test.provider, test.text)
		assert.Equal(t, test.says != "", reason != "", "%s %s: %s", test.provider, test.text, reason)
		assert.True(t, strings.HasPrefix(reason, test.says), reason)
		assert.Equal(t, test.form, form, "%s %s", test.provider, test.text)
	}
}
