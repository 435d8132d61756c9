package spec

// Patterns in RE2 syntax. They are texts because package regexp is too large for the browser: Go code compares by hand,
// the JSON Schema takes them as they are, and tests hold the two together.
const (
	PatternRuntimeVersion     = `^v?(\d+\.\d+\.\d+([-+][0-9A-Za-z.+-]+)?|\d+\.\d+-\d+([.-][0-9A-Za-z.+-]+)?)$`
	PatternRuntimeAirflow3    = `^v?(\d+)\.(\d+)-(\d+)([.-][0-9A-Za-z.+-]+)?$`
	PatternRuntimeImageSuffix = `-(base|slim|ubi\d*|python-\d+\.\d+)(-|$)`

	PatternQuantity = `^\+?(\d+(\.\d*)?|\.\d+)([KMGTPE]i|[mkMGTPE]|[eE]\+?\d+)?$`

	PatternEnvKeyLegal = `^[^=\s\x00-\x1f\x7f]+$`
	PatternEnvKey      = `^[A-Za-z_][A-Za-z0-9_]*$`
	PatternQueueName   = `^[a-z]([a-z0-9-]*[a-z0-9])?$`

	PatternAWSRoleARN        = `^arn:aws[-a-z]*:iam::\d{12}:role/.+$`
	PatternGCPServiceAccount = `^[a-z0-9-]+@[a-z0-9.:-]+\.iam\.gserviceaccount\.com$`

	PatternPlaceholderWhole = `^(<[^<>]+>|\[[^\[\]]+\])$`
	PatternPlaceholderPart  = `(_PLACEHOLDER$|\$\{[^}]*\}|\{\{[^}]*\}\})`

	PatternCredentialKey       = `(?i)(^|_)(PASSWORD|PASSWD|PWD|SECRET|TOKEN|API_?KEY|PRIVATE_KEY|ACCESS_KEY|CREDENTIALS?|CONN_STRING)(_|$)`
	PatternCredentialKeyExempt = `(?i)_(ID|NAME|PATH|FILE|URL|ENABLED|TTL|EXPIRY)$`
)

// CredentialValues returns the shapes of values that give a credential away.
func CredentialValues() []string {
	return []string{
		`-----BEGIN [A-Z ]*PRIVATE KEY-----`,
		`^(AKIA|ASIA)[0-9A-Z]{16}$`,
		`^eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*$`,
		`^[a-z][a-z0-9+.-]*://[^/\s:@]+:[^/\s@]+@`,
		`^(ghp|gho|ghs|github_pat|xox[abp]|glpat)[-_][0-9A-Za-z_-]{16,}$`,
	}
}
