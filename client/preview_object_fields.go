package client

import (
	"maps"
	"reflect"
	"slices"
	"strings"
)

const extraField = "extra."

// objectFields is what an object or a link says, by the names that SetFields uses. It holds secrets and is never printed.
type objectFields map[string]any

func fieldsOfObject(o EnvironmentObject) objectFields {
	switch {
	case o.Connection != nil:
		c := o.Connection
		return fieldsOfConnection(ConnectionOverrides{c.Type, c.Host, c.Port, c.Schema, c.Login, c.Password, c.Extra})
	case o.AirflowVariable != nil:
		return objectFields{"value": o.AirflowVariable.Value.Reveal()}
	case o.EnvironmentVariable != nil:
		return objectFields{"value": o.EnvironmentVariable.Value.Reveal()}
	}
	return objectFields{}
}

func fieldsOfLink(l EnvironmentObjectLink) objectFields {
	switch {
	case l.ConnectionOverrides != nil:
		return fieldsOfConnection(*l.ConnectionOverrides)
	case l.AirflowVariableOverrides != nil:
		return objectFields{"value": l.AirflowVariableOverrides.Value.Reveal()}
	case l.EnvironmentVariableOverrides != nil:
		return objectFields{"value": l.EnvironmentVariableOverrides.Value.Reveal()}
	}
	return objectFields{}
}

func fieldsOfConnection(c ConnectionOverrides) objectFields {
	f := objectFields{}
	for name, text := range map[string]string{"type": c.Type, "host": c.Host, "schema": c.Schema, "login": c.Login, "password": c.Password.Reveal()} {
		if text != "" {
			f[name] = text
		}
	}
	if c.Port != 0 {
		f["port"] = c.Port
	}
	for key, value := range c.Extra.Reveal() {
		f[extraField+key] = value
	}
	return f
}

func (f objectFields) text(name string) string {
	text, _ := f[name].(string)
	return text
}

func (f objectFields) secret(name string) Secret {
	if _, ok := f[name]; !ok {
		return Secret{}
	}
	return NewSecret(f.text(name))
}

func (f objectFields) variable() *UpdateObjectVariable {
	return &UpdateObjectVariable{Value: f.secret("value")}
}

func (f objectFields) connection() *ConnectionOverrides {
	port, _ := f["port"].(int)
	c := &ConnectionOverrides{Type: f.text("type"), Host: f.text("host"), Port: port, Schema: f.text("schema"),
		Login: f.text("login"), Password: f.secret("password")}
	extra := map[string]any{}
	for name, value := range f {
		if key, ok := strings.CutPrefix(name, extraField); ok {
			extra[key] = value
		}
	}
	if len(extra) > 0 {
		c.Extra = NewSecretMap(extra)
	}
	return c
}

// plain leaves out the secrets.
func (f objectFields) plain(secrets []string) objectFields {
	out := maps.Clone(f)
	maps.DeleteFunc(out, func(name string, _ any) bool { return slices.Contains(secrets, name) })
	return out
}

// within reports whether the other fields hold all of these with the same values.
func (f objectFields) within(other objectFields) bool {
	for name, value := range f {
		if there, ok := other[name]; !ok || !reflect.DeepEqual(value, there) {
			return false
		}
	}
	return true
}

// objectFill is what an object or link of the base becomes for the preview.
type objectFill struct {
	fields  objectFields // with the secrets that are known
	given   bool         // the caller gave a secret, so that nobody can tell whether it is a change
	lacking []string     // secrets that nobody knows
}

// fill finds the secrets that set names. What the preview has already, as have says, need not be known.
func (p PreviewObjects) fill(o EnvironmentObject, fields objectFields, set, have []string) objectFill {
	out := objectFill{fields: fields.plain(set)}
	for _, name := range set {
		value, ok := "", false
		if p.Values != nil {
			value, ok = p.Values(o, name)
		}
		shown := fields[name]
		switch {
		case ok:
			out.fields[name], out.given = value, true
		case shown != nil && shown != "":
			out.fields[name] = shown
		case !slices.Contains(have, name):
			out.lacking = append(out.lacking, name)
		}
	}
	return out
}

// current reports whether the fields of an object or link of the preview need no change; set names its secrets.
func (w objectFill) current(fields objectFields, set, wanted []string) bool {
	for _, name := range wanted {
		if !slices.Contains(set, name) {
			return false
		}
	}
	return w.fields.plain(wanted).within(fields.plain(set))
}
