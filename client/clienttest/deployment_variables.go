package clienttest

import (
	"strings"
	"time"
)

// replaceVariables makes the list that a body asks for; keys that it leaves out are gone. A secret without a value keeps
// the value that the key has, an empty value is stored. What the API does with plain variables without a value is not
// documented: here they are refused, and so is a secret that becomes plain without saying its value.
func replaceVariables(live []variable, asked []variableRequest, now time.Time, p *problems) []variable {
	const list = "environmentVariables"
	before := make(map[string]variable, len(live))
	for _, v := range live {
		before[v.Key] = v
	}
	variables := make([]variable, 0, len(asked))
	seen := make(map[string]bool, len(asked))
	for i, r := range asked {
		old, known := before[r.Key]
		switch {
		case r.Key == "" || strings.ContainsAny(r.Key, "= \t\r\n"):
			p.add(item(list, i, "key"), "format", "the key %q is empty or holds a space or an equals sign", r.Key)
		case seen[r.Key]:
			p.add(item(list, i, "key"), "unique", "the key %q stands twice", r.Key)
		case r.Value == nil && !r.IsSecret:
			p.add(item(list, i, "value"), "required", "the variable %q is no secret and has no value", r.Key)
		case r.Value == nil && !known:
			p.add(item(list, i, "value"), "required", "the secret %q is new and has no value", r.Key)
		}
		seen[r.Key] = true
		v := variable{Key: r.Key, IsSecret: r.IsSecret, Value: r.Value, UpdatedAt: now}
		if v.Value == nil {
			v.Value = old.Value
		}
		if known && v.Value != nil && old.Value != nil && *v.Value == *old.Value && v.IsSecret == old.IsSecret {
			v.UpdatedAt = old.UpdatedAt
		}
		variables = append(variables, v)
	}
	return variables
}
