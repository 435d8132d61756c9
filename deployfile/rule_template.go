package deployfile

import "slices"

// templateRules are about files to make others from.
var templateRules = []rule{
	{code: CodeTemplateMetadata, level: levels{template: warning},
		hint:    "delete metadata",
		summary: "A template has metadata, which describes one existing Deployment.", check: checkTemplateMetadata},
	{code: CodeTemplateSecretValue, level: levels{template: warning},
		hint:    "write null, so that whoever uses the template fills in the value",
		summary: "A template holds the value of a secret environment variable.", check: checkTemplateSecretValue},
}

// looksLikeTemplate reports whether the Deployment has the shape of a template: its name is empty or a placeholder, and
// its metadata says nothing. A model built in Go follows the same rule, except that one without any configuration has
// no shape at all. A name that cannot be read, or may stand in a part that cannot be read, is unknown, not empty.
func (c *check) looksLikeTemplate() bool {
	if c.Metadata.says() {
		return false
	}
	if name := c.Configuration.Name; name != "" {
		return isPlaceholder(name)
	}
	p := configuration("name")
	switch {
	case c.isLost(p):
		return c.file != nil && slices.ContainsFunc(c.file.placeholders, func(h placeholder) bool { return h.path == p })
	case c.node(p) != nil:
		return true
	default:
		return !c.partial() && c.Configuration != (Configuration{})
	}
}

// says reports whether metadata has anything in it.
func (m *Metadata) says() bool {
	if m == nil {
		return false
	}
	rest := *m
	rest.HibernationOverride = nil
	o := m.HibernationOverride
	return rest != (Metadata{}) || o != nil && *o != (HibernationOverride{})
}

func checkTemplateMetadata(c *check) {
	if c.Metadata == nil {
		return
	}
	f := c.report(sectionMetadata, "metadata belongs to an existing Deployment, not to a template")
	f.Fix = c.remove(sectionMetadata)
}

func checkTemplateSecretValue(c *check) {
	for i := range c.EnvironmentVariables {
		v := &c.EnvironmentVariables[i]
		if !v.IsSecret || givesNothingAway(v.Value) {
			continue
		}
		p := variable(i, "value")
		f := c.report(p, "%sthe value of a secret has no place in a template", c.variableName(i))
		f.Fix = c.replaceLiteral(p, "null")
	}
}
