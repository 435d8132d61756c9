package deployfile

import (
	"strconv"
	"strings"

	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/spec"
)

// environmentRules are about environment variables; those about their values stand in rule_environment_value.go.
var environmentRules = []rule{
	{code: CodeEnvKeyIllegal, level: always(failure),
		hint:    "use letters, digits and underscores",
		summary: "The key of an environment variable contains an equals sign, white space or a control character.", check: checkEnvKeyIllegal},
	{code: CodeEnvKeyStyle, level: always(warning),
		hint:    "use letters, digits and underscores, and no digit in front",
		summary: "The key of an environment variable is not a name that every shell accepts.", check: checkEnvKeyStyle},
	{code: CodeEnvValueMissing, level: notInTemplates(failure), needs: theWhole | mustStay,
		summary: "An environment variable that is not secret has no value.", check: checkEnvValueMissing},
	{code: CodeEnvValueEmpty, level: notInTemplates(warning), needs: theWhole,
		hint:    "write a value, or leave the variable out",
		summary: "An environment variable that is not secret has an empty value.", check: checkEnvValueEmpty},
	{code: CodeSecretValueMissing, level: onCreate(failure), needs: theWhole,
		hint:    "write the value",
		summary: "A secret environment variable has no value, and a new Deployment has none to keep.", check: checkSecretValueMissing},
	{code: CodeSecretBlank, level: levels{create: warning, update: failure}, needs: mustStay,
		summary: "A secret environment variable has an empty value, with which an update overwrites the stored one.", check: checkSecretBlank},
	{code: CodeSecretInPlainText, level: notInTemplates(notice),
		hint:    "keep the file out of version control",
		summary: "The value of a secret environment variable stands in the file.", check: checkSecretInPlainText},
	{code: CodeEnvValueLooksSecret, level: always(warning), needs: theWhole,
		hint:    "write is_secret: true",
		summary: "An environment variable holds what looks like a credential and is not secret.", check: checkEnvValueLooksSecret},
	{code: CodeEnvPlatformVariable, level: always(warning),
		hint:    "delete it, or choose another key",
		summary: "An environment variable has a key that Astro uses for itself.", check: checkEnvPlatformVariable},
	{code: CodeEnvValueLarge, level: always(warning),
		hint:    "keep large text in a file of the Airflow project or in an object store",
		summary: "The value of an environment variable, or all secret values together, are larger than is safe.", check: checkEnvValueLarge},
}

func checkEnvKeyIllegal(c *check) {
	var keys map[string]struct{} // in use, collected for the first key that can be trimmed
	for i := range c.EnvironmentVariables {
		key := c.EnvironmentVariables[i].Key
		at := strings.IndexFunc(key, illegalInKey)
		if at < 0 {
			continue
		}
		p := variable(i, "key")
		f := c.report(p, "%sthe key contains %s", c.variableName(i), characterName(key[at]))
		trimmed := strings.TrimSpace(key)
		if !isShellName(trimmed) {
			continue
		}
		f.Hint = "remove the blanks around it"
		if keys == nil {
			keys = c.variableKeys()
		}
		if _, taken := keys[trimmed]; !taken {
			keys[trimmed] = struct{}{}
			f.Fix = c.replace(p, trimmed)
		}
	}
}

func (c *check) variableKeys() map[string]struct{} {
	keys := make(map[string]struct{}, len(c.EnvironmentVariables))
	for i := range c.EnvironmentVariables {
		keys[c.EnvironmentVariables[i].Key] = struct{}{}
	}
	return keys
}

// illegalInKey is spec.PatternEnvKeyLegal, negated, for one character.
func illegalInKey(r rune) bool { return r <= ' ' || r == '=' || r == 0x7f }

// isShellName is spec.PatternEnvKey.
func isShellName(key string) bool {
	if key == "" || asciiDigit(key[0]) {
		return false
	}
	return runOf(key, func(b byte) bool { return b != '-' && asciiWord(b) }) == len(key)
}

// characterName says in words which character stands in a key and must not.
func characterName(b byte) string {
	switch b {
	case '=':
		return "an equals sign"
	case ' ':
		return "a blank"
	case '\t':
		return "a tab"
	case '\n', '\r':
		return "a line break"
	case 0:
		return "a NUL character"
	default:
		return "the control character " + strconv.QuoteToASCII(string(rune(b)))
	}
}

func checkEnvKeyStyle(c *check) {
	for i := range c.EnvironmentVariables {
		key := c.EnvironmentVariables[i].Key
		if key == "" || isShellName(key) || strings.ContainsFunc(key, illegalInKey) {
			continue
		}
		c.report(variable(i, "key"), "%sthe key does not match %s, as a name has to in a shell", c.variableName(i), spec.PatternEnvKey)
	}
}

func checkEnvPlatformVariable(c *check) {
	for i := range c.EnvironmentVariables {
		// Blanks around a key are a finding of their own, whose fix removes them.
		v, ok := spec.PlatformVariableOf(strings.TrimSpace(c.EnvironmentVariables[i].Key))
		if !ok {
			continue
		}
		f := c.report(variable(i, "key"), "%s%s", c.variableName(i), ownUse(v))
		if field := spec.Lookup(v.Instead); field != nil {
			section := strings.TrimSuffix(field.Parent.Path, "[]")
			f.Hint = "delete it and write " + field.Key() + " in " + lastKey(diag.Path(section)) + " instead"
		}
	}
}

// ownUse says what Astro does with the variable.
func ownUse(v spec.PlatformVariable) string {
	text := "Astro sets this variable itself"
	if v.Likely {
		text = "Astro probably sets this variable itself"
	}
	if v.Value != "" {
		text += ", to " + v.Value
	}
	if v.Where != "" {
		text += ", on " + v.Where
	}
	return text + " (" + string(v.Class) + ")"
}

func checkEnvValueLarge(c *check) {
	var secrets, total int
	for i := range c.EnvironmentVariables {
		v := &c.EnvironmentVariables[i]
		if v.Value == nil {
			continue
		}
		size := len(*v.Value)
		if v.IsSecret {
			secrets++
			total += size
		}
		if size > spec.EnvValueBytes {
			c.report(variable(i, "value"), "%sthe value has %d bytes, more than %d KiB", c.variableName(i), size, spec.EnvValueBytes>>10)
		}
	}
	if total > spec.EnvSecretsBytes {
		c.report(sectionVariables, "the values of %s have %d bytes together, more than the %d KiB that one Kubernetes Secret holds",
			count(secrets, "secret variable"), total, spec.EnvSecretsBytes>>10)
	}
}
