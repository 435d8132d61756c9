package deployfile

import "strings"

// secrecyKnown reports whether variable i is known to be secret or not to be. It builds a path, so it comes last in a
// condition.
func (c *check) secrecyKnown(i int) bool { return !c.isLost(variable(i, "is_secret")) }

func checkEnvValueMissing(c *check) {
	for i := range c.EnvironmentVariables {
		v := &c.EnvironmentVariables[i]
		if v.Value != nil || v.IsSecret || !c.secrecyKnown(i) {
			continue
		}
		p := variable(i, "value")
		f := c.report(p, "%sno value is given, and only a secret keeps the stored one", c.variableName(i))
		if c.storesSecret(v.Key) {
			f.Hint = "write is_secret: true, which keeps the stored value"
			f.Fix = c.makeSecret(variable(i, "is_secret"))
			continue
		}
		if namesCredential(v.Key) { // an empty value could overwrite what is stored
			f.Hint = "write the value, and is_secret: true if the variable is a secret"
			continue
		}
		f.Hint = `write the value, or value: "" for an empty text`
		f.Fix = c.insertLiteral(p, `""`)
	}
}

// namesCredential reports whether the key alone makes the variable look like a credential.
func namesCredential(key string) bool {
	word, _ := credentialWord(key)
	return word != "" && !credentialKeyExempt(key)
}

func checkEnvValueEmpty(c *check) {
	for i := range c.EnvironmentVariables {
		v := &c.EnvironmentVariables[i]
		if v.Value == nil || *v.Value != "" || v.IsSecret || !c.secrecyKnown(i) {
			continue
		}
		c.report(variable(i, "value"),
			"%sthe value is empty: a create fails with it according to the documentation, but the official CLI has accepted it since April 2024",
			c.variableName(i))
	}
}

func checkSecretValueMissing(c *check) {
	for i := range c.EnvironmentVariables {
		v := &c.EnvironmentVariables[i]
		if v.Value != nil || !v.IsSecret || !c.secrecyKnown(i) {
			continue
		}
		c.report(variable(i, "value"), "%sno value is given for the secret, and a new Deployment has no stored one to keep", c.variableName(i))
	}
}

func checkSecretBlank(c *check) {
	blanks, keeps := c.rule, *c.rule
	keeps.level.update = warning // the empty value is never sent
	for i := range c.EnvironmentVariables {
		v := &c.EnvironmentVariables[i]
		if v.Value == nil || *v.Value != "" || !v.IsSecret || !c.secrecyKnown(i) {
			continue
		}
		p := variable(i, "value")
		c.rule = blanks
		if c.isNewSecret(v.Key) {
			c.report(p, "%sthe value of the secret is empty, and the live Deployment has no such secret to keep", c.variableName(i)).Hint = "write the value"
			continue
		}
		if c.KeepsSecrets {
			c.rule = &keeps
		}
		f := c.report(p, "%s%s", c.variableName(i), c.blankEffect())
		if c.Mode == ModeCreate { // without the key it would be secret-value-missing
			f.Hint = "write the value"
			continue
		}
		f.Hint = "delete value, which keeps the stored one"
		f.Fix = c.remove(p)
	}
}

// blankEffect says what becomes of the empty value of a secret.
func (c *check) blankEffect() string {
	switch {
	case c.Mode == ModeCreate:
		return "the value of the secret is empty: the official CLI sends it as it is, and servers have refused it"
	case c.KeepsSecrets:
		return "the empty value of the secret is never sent: the stored one is kept"
	default:
		return "an update overwrites the stored secret with the empty value"
	}
}

func checkSecretInPlainText(c *check) {
	for i := range c.EnvironmentVariables {
		v := &c.EnvironmentVariables[i]
		if !v.IsSecret || v.hidden || givesNothingAway(v.Value) || !c.secrecyKnown(i) {
			continue
		}
		c.report(variable(i, "value"), "%sthe value of the secret stands in plain text", c.variableName(i))
	}
}

func checkEnvValueLooksSecret(c *check) {
	for i := range c.EnvironmentVariables {
		v := &c.EnvironmentVariables[i]
		if v.IsSecret || givesNothingAway(v.Value) {
			continue
		}
		// Blanks around a key are a finding of their own, whose fix removes them.
		sign, ok := credentialSign(strings.TrimSpace(v.Key), *v.Value)
		if !ok || !c.secrecyKnown(i) || c.storesSecret(v.Key) { // secret-exposed
			continue
		}
		f := c.report(sectionVariables.Index(i), "%s%s, but the variable is not secret", c.variableName(i), sign)
		f.Fix = c.makeSecret(variable(i, "is_secret"))
	}
}

// givesNothingAway reports whether a value is absent, empty or still to be filled in.
func givesNothingAway(value *string) bool {
	return value == nil || *value == "" || isValuePlaceholder(*value)
}
