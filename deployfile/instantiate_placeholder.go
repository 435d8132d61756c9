package deployfile

import (
	"reflect"
	"strings"

	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/spec"
)

// reportPlaceholders reports what is still to be filled in, as the rules do for the text of a file.
func (c *check) reportPlaceholders() {
	c.placeholdersIn(spec.LevelAt("deployment"), reflect.ValueOf(c.Deployment).Elem(), 0)
}

// reportOpen reports the placeholders of a file that the model has no place for.
func (c *check) reportOpen(open []placeholder, set pathSet) {
	for i := range open {
		p := &open[i]
		if p.value || set.has(p.path) || c.isLost(p.path) { // a text is in the model; its finding is there already
			continue
		}
		c.add(ruleOf()[CodePlaceholder], p.path, p.span, "%sis a placeholder that is not filled in", p.subject).Range = p.unresolved()
		c.lose(p.path)
	}
}

// placeholdersIn looks at every text of a mapping, which is entry i of its list if it stands in one.
func (c *check) placeholdersIn(level *spec.Level, v reflect.Value, i int) {
	for _, f := range level.Fields {
		if f.Status != spec.Current {
			continue
		}
		value := v.Field(bindings()[f])
		if value.Kind() == reflect.Pointer {
			if value.IsNil() {
				continue
			}
			value = value.Elem()
		}
		switch {
		case f.Type == spec.Mapping:
			c.placeholdersIn(f.Level, value, i)
		case f.Type == spec.Mappings:
			for k := range value.Len() {
				c.placeholdersIn(f.Level, value.Index(k), k)
			}
		case f.Type == spec.Texts:
			for k := range value.Len() {
				c.placeholderAt(f, value.Index(k).String(), k)
			}
		case value.Kind() == reflect.String:
			c.placeholderAt(f, value.String(), i)
		}
	}
}

// placeholderAt reports a text that is a placeholder. Nothing else is said about it.
func (c *check) placeholderAt(f *spec.Field, text string, i int) {
	switch {
	case !isPlaceholder(text):
	case f.Path == variableValuePath:
		if isValuePlaceholder(text) {
			p, subject := c.textPlace(f, i)
			c.rule = ruleOf()[CodeValuePlaceholder]
			c.report(p, "%slooks like a placeholder that is not filled in", subject)
		}
	case takesPlaceholder(f):
		p, subject := c.textPlace(f, i)
		c.rule = ruleOf()[CodePlaceholder]
		c.report(p, "%s%s is a placeholder that is not filled in", subject, diag.Quote(text))
		c.lose(p)
	}
}

// textPlace returns the path of a text and what introduces a message about it. i is the entry of the list that f is or
// stands in.
func (c *check) textPlace(f *spec.Field, i int) (p diag.Path, subject string) {
	list, key, in := strings.Cut(f.Path, "[]")
	switch {
	case f.Type == spec.Texts:
		return diag.Path(f.Path).Index(i), f.Key() + ": entry " + ordinal(i) + ": "
	case in:
		return diag.Path(list).Index(i) + diag.Path(key), c.entryName(diag.Path(list), i) + f.Key() + " "
	default:
		return diag.Path(f.Path), f.Key() + " "
	}
}

// entryName introduces a message about an entry of a list.
func (c *check) entryName(list diag.Path, i int) string {
	switch list {
	case sectionVariables:
		return c.variableName(i)
	case sectionQueues:
		return c.queueName(i)
	default:
		return scheduleName(i)
	}
}
