package deployfile

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

const (
	testKey    = "-----BEGIN RSA PRIVATE KEY-----\nMIIB\n-----END RSA PRIVATE KEY-----"
	testAWS    = "AKIA0123456789ABCDEF"
	testJWT    = "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0."
	testURL    = "postgresql+psycopg2://etl:hunter2@db.example.com/etl"
	testGitHub = "ghp_0123456789abcdefghij"
)

func TestCredentialSign(t *testing.T) {
	tests := []struct{ key, value, sign string }{
		{"DB_PASSWORD", "x", "key ends in PASSWORD"},
		{"password", "x", "key ends in PASSWORD"},
		{"SMTP_PASSWD", "x", "key ends in PASSWD"},
		{"PWD", "x", "key ends in PWD"},
		{"SECRET_KEY", "x", "key contains SECRET"},
		{"Slack_Token", "x", "key ends in TOKEN"},
		{"APIKEY", "x", "key ends in APIKEY"},
		{"X_API_KEY", "x", "key ends in API_KEY"},
		{"TLS_PRIVATE_KEY", "x", "key ends in PRIVATE_KEY"},
		{"AWS_SECRET_ACCESS_KEY", "x", "key contains SECRET"},
		{"AWS_ACCESS_KEY", "x", "key ends in ACCESS_KEY"},
		{"GOOGLE_CREDENTIALS", "x", "key ends in CREDENTIALS"},
		{"CREDENTIAL_1", "x", "key contains CREDENTIAL"},
		{"AIRFLOW_CONN_STRING", "x", "key ends in CONN_STRING"},
		{"PLAIN", testKey, "value has the shape of a private key"},
		{"PLAIN", "text before -----BEGIN PRIVATE KEY-----", "value has the shape of a private key"},
		{"PLAIN", "-----BEGIN X-----BEGIN PRIVATE KEY-----", "value has the shape of a private key"},
		{"PLAIN", testAWS, "value has the shape of an AWS access key"},
		{"PLAIN", "ASIA0123456789ABCDEF", "value has the shape of an AWS access key"},
		{"PLAIN", testJWT, "value has the shape of a JSON web token"},
		{"PLAIN", testURL, "value has the shape of a URL with a password"},
		{"PLAIN", testGitHub, "value has the shape of an access token"},
		{"PLAIN", "github_pat_0123456789abcdef", "value has the shape of an access token"},
		{"PLAIN", "xoxb-0123456789-abcdef", "value has the shape of an access token"},
		{"SECRET_URL", testURL, "value has the shape of a URL with a password"}, // only the key is exempt
	}
	for _, test := range tests {
		sign, ok := credentialSign(test.key, test.value)
		assert.True(t, ok, test.key)
		assert.Equal(t, test.sign, sign, test.key)
		if len(test.value) > 1 {
			assert.NotContains(t, sign, test.value)
		}
	}
}

func TestCredentialSignNearMisses(t *testing.T) {
	for _, key := range []string{
		"", "PASSWORDS", "MYPASSWORD", "TOKENIZER", "SECRETARY", "KEY", "ACCESS", "API", "DB_PASSWORD_FILE", "TOKEN_URL",
		"SECRET_id", "API_KEY_NAME", "SECRETS_BACKEND", "KEY_PRIVATE", "TOKEN_TTL", "PASSWORD_ENABLED", "ACCESSKEY",
	} {
		_, ok := credentialSign(key, "x")
		assert.False(t, ok, key)
	}
	for _, value := range []string{
		"-----BEGIN PUBLIC KEY-----", "-----BEGIN private key-----", "BEGIN PRIVATE KEY", "-----BEGIN PRIVATE KEY----",
		"AKIA0123456789ABCDE", "AKIA0123456789ABCDEFG", "akia0123456789ABCDEF", "AXIA0123456789ABCDEF", "AKIA0123456789ABCDEf",
		"eyJ.a.b", "eyJa.b", "eyJa..b", "eyJa.b.c.d", "eyJa.b.c ", "https://example.com/a:b@c", "https://user@example.com",
		"https://:secret@example.com", "https://user:@example.com", "HTTPS://u:p@h", "://u:p@h", "1a://u:p@h", "a b://u:p@h",
		"u:p@h", "ghp_0123456789abcde", "ghp.0123456789abcdefghij", "ghp_0123456789abcdefghi!", "xghp_0123456789abcdefghij",
		"glpat", "xoxc-0123456789abcdefghij", "x",
	} {
		sign, ok := credentialSign("PLAIN", value)
		assert.False(t, ok, "%s: %s", value, sign)
	}
}

func TestCredentialSignOfNothing(t *testing.T) {
	_, ok := credentialSign("DB_PASSWORD", "")
	assert.False(t, ok)
}

func TestCredentialSignAllocatesLittle(t *testing.T) {
	for _, value := range []string{"eu-central-1", "https://example.com/path", strings.Repeat("-----BEGIN ", 100)} {
		assert.Zero(t, testing.AllocsPerRun(10, func() { credentialSign("AIRFLOW__CORE__PARALLELISM", value) }), value)
	}
}

var (
	credentialKeyPattern    = regexp.MustCompile(`(?i)(^|_)(PASSWORD|PASSWD|PWD|SECRET|TOKEN|API_?KEY|PRIVATE_KEY|ACCESS_KEY|CREDENTIALS?|CONN_STRING)(_|$)`)
	credentialExemptPattern = regexp.MustCompile(`(?i)_(ID|NAME|PATH|FILE|URL|ENABLED|TTL|EXPIRY)$`)
	credentialValuePatterns = map[string]*regexp.Regexp{
		"a private key":         regexp.MustCompile(`-----BEGIN [A-Z ]*PRIVATE KEY-----`),
		"an AWS access key":     regexp.MustCompile(`^(AKIA|ASIA)[0-9A-Z]{16}$`),
		"a JSON web token":      regexp.MustCompile(`^eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*$`),
		"a URL with a password": regexp.MustCompile(`^[a-z][a-z0-9+.-]*://[^/\s:@]+:[^/\s@]+@`),
		"an access token":       regexp.MustCompile(`^(ghp|gho|ghs|github_pat|xox[abp]|glpat)[-_][0-9A-Za-z_-]{16,}$`),
	}
)

// FuzzCredentialSign holds the matchers against the patterns of the reference.
func FuzzCredentialSign(f *testing.F) {
	for _, key := range []string{"DB_PASSWORD", "password_file", "_TOKEN_", "api__key", "CREDENTIALSS", "A_PWD_B_ID"} {
		for _, value := range []string{"", "x", testKey, testAWS, testJWT, testURL, testGitHub} {
			f.Add(key, value)
		}
	}
	f.Fuzz(func(t *testing.T, key, value string) {
		if strings.ContainsAny(key, "ſK") { // the patterns fold these to S and K; a key of an environment does not
			return
		}
		named := credentialKeyPattern.MatchString(key) && !credentialExemptPattern.MatchString(key)
		shape := credentialShape(value)
		for name, pattern := range credentialValuePatterns {
			if pattern.MatchString(value) {
				assert.NotEmpty(t, shape, name)
			}
		}
		if shape != "" {
			assert.Regexp(t, credentialValuePatterns[shape], value)
		}
		sign, ok := credentialSign(key, value)
		assert.Equal(t, value != "" && (named || shape != ""), ok)
		assert.Equal(t, ok, sign != "")
	})
}

func BenchmarkCredentialSign(b *testing.B) {
	values := map[string]string{"plain": "eu-central-1", "url": "https://example.com/path", "key": testKey, "long": strings.Repeat("x", 1<<16)}
	for name, value := range values {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				credentialSign("AIRFLOW__CORE__PARALLELISM", value)
			}
		})
	}
}
