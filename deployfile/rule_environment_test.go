package deployfile

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/spec"
)

// withVariables returns a Deployment that has nothing wrong but for what the variables bring.
func withVariables(variables ...EnvironmentVariable) Deployment {
	return Deployment{
		EnvironmentVariables: variables,
		Configuration: Configuration{
			Name: "etl", RuntimeVersion: "3.1-2", Executor: ExecutorKubernetes, WorkspaceName: "Data",
			DeploymentType: KindStandard, CloudProvider: CloudAWS, Region: "us-east-1", SchedulerSize: SchedulerSmall,
		},
	}
}

// of returns the findings of one code, as severity, path and message.
func of(found diag.List, code diag.Code) []string {
	var all []string
	for _, d := range found {
		if d.Code == code {
			all = append(all, fmt.Sprintf("%s %s: %s", d.Severity, d.Path, d.Message))
		}
	}
	return all
}

// TestNamePatterns holds what is compared by hand against the patterns of the table.
func TestNamePatterns(t *testing.T) {
	legal, shell := regexp.MustCompile(spec.PatternEnvKeyLegal), regexp.MustCompile(spec.PatternEnvKey)
	queue := regexp.MustCompile(spec.PatternQueueName)
	texts := []string{"a", "default", "A_1", "_", "1a", "a-", "-a", "a-b", "a--b", "a_b", "aB", "é", "aé", "a\u00a0b", "a\u2028", "a\xff", "a\n", "\na"}
	for b := range 256 {
		texts = append(texts, string([]byte{byte(b)}), "x"+string([]byte{byte(b)}), string([]byte{byte(b)})+"x", "x"+string([]byte{byte(b)})+"y")
	}
	for _, text := range texts {
		assert.Equal(t, legal.MatchString(text), strings.IndexFunc(text, illegalInKey) < 0, "%q", text)
		assert.Equal(t, shell.MatchString(text), isShellName(text), "%q", text)
		assert.Equal(t, queue.MatchString(text), isQueueName(text), "%q", text)
	}
	assert.False(t, isShellName(""))
	assert.False(t, isQueueName(""))
}

func TestNamesCredential(t *testing.T) {
	key, exempt := regexp.MustCompile(spec.PatternCredentialKey), regexp.MustCompile(spec.PatternCredentialKeyExempt)
	for _, text := range []string{"PASSWORD", "DB_PASSWORD", "PASSWORD_FILE", "db_token", "TOKENS", "SECRET_ID", "", "_", "REGION"} {
		assert.Equal(t, key.MatchString(text) && !exempt.MatchString(text), namesCredential(text), text)
	}
}

// TestSecretModes goes through what a secret may hold for each purpose of a Deployment.
func TestSecretModes(t *testing.T) {
	codes := []diag.Code{CodeEnvValueMissing, CodeEnvValueEmpty, CodeSecretValueMissing, CodeSecretBlank, CodeSecretInPlainText, CodeTemplateSecretValue}
	none, empty, value := (*string)(nil), new(""), new("opensesame")
	tests := []struct {
		value  *string
		secret bool
		mode   Mode
		want   string
	}{
		{none, true, ModeAny, ""}, {none, true, ModeCreate, "error secret-value-missing"}, {none, true, ModeUpdate, ""}, {none, true, ModeTemplate, ""},
		{empty, true, ModeAny, "warning secret-blank"}, {empty, true, ModeCreate, "warning secret-blank"},
		{empty, true, ModeUpdate, "error secret-blank"}, {empty, true, ModeTemplate, ""},
		{value, true, ModeAny, "info secret-in-plain-text"}, {value, true, ModeCreate, "info secret-in-plain-text"},
		{value, true, ModeUpdate, "info secret-in-plain-text"}, {value, true, ModeTemplate, "warning template-secret-value"},
		{none, false, ModeAny, "error env-value-missing"}, {none, false, ModeCreate, "error env-value-missing"},
		{none, false, ModeUpdate, "error env-value-missing"}, {none, false, ModeTemplate, ""},
		{empty, false, ModeAny, "warning env-value-empty"}, {empty, false, ModeCreate, "warning env-value-empty"},
		{empty, false, ModeUpdate, "warning env-value-empty"}, {empty, false, ModeTemplate, ""},
		{value, false, ModeAny, ""}, {value, false, ModeCreate, ""}, {value, false, ModeUpdate, ""}, {value, false, ModeTemplate, ""},
	}
	for _, test := range tests {
		d := withVariables(EnvironmentVariable{Key: "LOGIN", Value: test.value, IsSecret: test.secret})
		var got []string
		for _, f := range d.Validate(ValidateOptions{Mode: test.mode}) {
			for _, code := range codes {
				if f.Code == code {
					got = append(got, string(f.Severity)+" "+string(code))
					assert.Equal(t, diag.Path("deployment.environment_variables[0].value"), f.Path)
					assert.Nil(t, f.Fix)
					assert.NotEmpty(t, f.Hint)
				}
			}
		}
		assert.Equal(t, test.want, strings.Join(got, ", "), "%v %v %s", test.value, test.secret, test.mode)
	}
}

// TestKeptBlankSecrets holds that a merge that keeps secrets makes a warning of the error, counted as one as well.
func TestKeptBlankSecrets(t *testing.T) {
	blank := make([]EnvironmentVariable, diag.MaxFindings+50)
	for i := range blank {
		blank[i] = EnvironmentVariable{Key: fmt.Sprintf("LOGIN_%d", i), Value: new(""), IsSecret: true}
	}
	d := withVariables(blank...)
	tests := []struct {
		mode           Mode
		keeps, strict  bool
		errors, others bool
	}{
		{ModeUpdate, false, false, true, false},
		{ModeUpdate, true, false, false, true},
		{ModeUpdate, true, true, true, false},
		{ModeCreate, true, false, false, true},
		{ModeAny, true, false, false, true},
	}
	for _, test := range tests {
		counts := d.Validate(ValidateOptions{Mode: test.mode, KeepsSecrets: test.keeps, Strict: test.strict}).Counts()
		assert.Equal(t, test.errors, counts.Error >= len(blank), "%+v %+v", test, counts)
		assert.Equal(t, test.others, counts.Warning >= len(blank), "%+v %+v", test, counts)
		assert.Equal(t, !test.errors, counts.Error == 0, "%+v %+v", test, counts)
	}
}

func TestEnvValueLarge(t *testing.T) {
	most := strings.Repeat("x", spec.EnvValueBytes)
	n := spec.EnvSecretsBytes / spec.EnvValueBytes
	secrets := make([]EnvironmentVariable, n)
	for i := range secrets {
		secrets[i] = EnvironmentVariable{Key: fmt.Sprintf("LOGIN_%d", i), Value: &most, IsSecret: true}
	}
	d := withVariables(append(secrets, EnvironmentVariable{Key: "PLAIN", Value: &most}, EnvironmentVariable{Key: "KEPT", IsSecret: true})...)
	assert.Empty(t, of(d.Validate(ValidateOptions{}), CodeEnvValueLarge), "exactly the limit")
	d.EnvironmentVariables[n].IsSecret = true
	assert.Equal(t, []string{
		"warning deployment.environment_variables: the values of 33 secret variables have 1081344 bytes together, more than the 1024 KiB that one Kubernetes Secret holds",
	}, of(d.Validate(ValidateOptions{}), CodeEnvValueLarge))
	d = withVariables(EnvironmentVariable{Key: "PLAIN", Value: new(most + "x")})
	assert.Equal(t, []string{
		`warning deployment.environment_variables[0].value: environment variable "PLAIN": the value has 32769 bytes, more than 32 KiB`,
	}, of(d.Validate(ValidateOptions{}), CodeEnvValueLarge))
}

// TestSecretsThroughAliases holds that aliases, too, reach the limit of all secrets together.
func TestSecretsThroughAliases(t *testing.T) {
	var b strings.Builder
	b.WriteString("x-value: &value " + strings.Repeat("x", spec.EnvValueBytes) + "\ndeployment:\n    environment_variables:\n")
	for i := range 33 {
		fmt.Fprintf(&b, "        - {key: LOGIN_%d, is_secret: true, value: *value}\n", i)
	}
	_, found := Check("a.yaml", []byte(b.String()), ValidateOptions{})
	assert.Len(t, of(found, CodeEnvValueLarge), 1)
}

// TestPlatformVariables names every variable of the list, with where to go instead when there is such a place.
func TestPlatformVariables(t *testing.T) {
	var variables []EnvironmentVariable
	for _, v := range spec.PlatformVariables() {
		variables = append(variables, EnvironmentVariable{Key: v.Name, IsSecret: true})
	}
	found := withVariables(variables...).Validate(ValidateOptions{Mode: ModeUpdate})
	i := 0
	for _, f := range found {
		if f.Code != CodeEnvPlatformVariable {
			continue
		}
		v := spec.PlatformVariables()[i]
		i++
		for _, fact := range []string{v.Name[:min(len(v.Name), 60)], string(v.Class), v.Value, v.Where} {
			assert.Contains(t, f.Message, fact)
		}
		assert.Equal(t, v.Likely, strings.Contains(f.Message, "probably"), v.Name)
		if v.Instead == "" {
			assert.Equal(t, "delete it, or choose another key", f.Hint)
			continue
		}
		assert.Contains(t, f.Hint, spec.Lookup(v.Instead).Key())
	}
	require.Equal(t, len(variables), i)
}

// TestValuesStayUnseen holds that no finding of these rules repeats a value, not even one that stands in a key.
func TestValuesStayUnseen(t *testing.T) {
	const value = "zebra"
	var variables []EnvironmentVariable
	for _, key := range []string{"", "A B", "A=" + value, "A-B", "DB_PASSWORD", "AIRFLOW_HOME", "PLAIN"} {
		for _, v := range []string{value, value + strings.Repeat("x", spec.EnvValueBytes), "postgresql://" + value + ":" + value + "@db"} {
			variables = append(variables, EnvironmentVariable{Key: key, Value: new(v)}, EnvironmentVariable{Key: key, Value: new(v), IsSecret: true})
		}
	}
	for _, mode := range []Mode{ModeAny, ModeCreate, ModeUpdate, ModeTemplate} {
		found := withVariables(variables...).Validate(ValidateOptions{Mode: mode})
		for _, r := range environmentRules {
			for _, f := range of(found, r.code) {
				assert.NotContains(t, f, value)
			}
		}
		assert.NotEmpty(t, of(found, CodeEnvKeyIllegal))
	}
}
