package deployfile

import (
	"bytes"
	"strings"

	"github.com/astrofile/astrofile/internal/yamltree"
)

// variables looks into a section of environment variables; of a form that it should not have everything is hidden.
func (r *redaction) variables(n *yamltree.Node, i int) {
	value := n.Members[i].Value
	switch value.Kind {
	case yamltree.Sequence:
		for _, item := range value.Items {
			if item.Kind == yamltree.Mapping {
				r.variable(item)
			} else {
				r.hide(item)
			}
		}
	case yamltree.Mapping:
		for k := range value.Members {
			r.hideValue(value, k)
		}
	default:
		r.hideValue(n, i)
	}
}

// variable hides everything in an entry but a legal key and a readable flag, unless the value is plainly public.
func (r *redaction) variable(n *yamltree.Node) {
	if r.isPublic(n) && !r.unfinished(n) {
		return
	}
	private := confidential(n)
	for i := range n.Members {
		m := &n.Members[i]
		if strange(m.Key.Text) && (private || unwritten(m.Value)) && !m.Merged {
			r.hideSpan(m.Key.Start, m.Key.End) // a value that is not quoted may go on here
		}
		switch m.Key.Text {
		case "key":
			if m.Value.Kind == yamltree.Scalar && !strings.ContainsFunc(m.Value.Text, illegalInKey) {
				continue
			}
		case "is_secret":
			if _, form := readBoolean(m.Value.Text); form != booleanNone {
				continue
			}
		}
		if m.Value.Unknown { // what looks like an alias or a tag is text of the value
			r.hideSpan(m.Key.End, m.Key.End+lineLength(r.tree.Source[m.Key.End:]))
		}
		r.hideValue(n, i)
	}
}

// unfinished reports whether the text ends with n, so that more may have to come.
func (r *redaction) unfinished(n *yamltree.Node) bool {
	return n.Style == yamltree.Block && n.End >= len(bytes.TrimSpace(r.tree.Source))
}

// isPublic reports whether the value of an entry may be shown: the entry is well-formed, does not call itself secret and
// does not look as if it should.
func (r *redaction) isPublic(n *yamltree.Node) bool {
	var key string
	for i := range n.Members {
		m := &n.Members[i]
		if m.Value.Unknown || m.Value.Kind != yamltree.Scalar && m.Value.Kind != yamltree.Null {
			return false
		}
		switch m.Key.Text {
		case "key":
			key = m.Value.Text
		case "is_secret":
			if secret, form := readBoolean(m.Value.Text); m.Value.Kind != yamltree.Null && (secret || form == booleanNone) {
				return false
			}
		case "value", "updated_at":
		default:
			return false // is_secret, misspelt
		}
	}
	if key == "" || strings.ContainsFunc(key, illegalInKey) {
		return false
	}
	for i := range n.Members {
		if m := &n.Members[i]; m.Key.Text == "value" {
			if _, credential := credentialSign(key, m.Value.Text); credential || r.file.swallows(m.Value) {
				return false
			}
		}
	}
	return true
}

// strange reports whether no field of an environment variable has the key.
func strange(key string) bool {
	level := variableLevel()
	return level.Field(key) == nil && otherCase(level, key) == nil && known(key) == nil
}

// unwritten reports whether nothing stands behind a key.
func unwritten(n *yamltree.Node) bool { return n.Kind == yamltree.Null && n.Start == n.End }

// confidential reports whether an entry calls itself secret, or might mean to, or looks like a credential.
func confidential(n *yamltree.Node) bool {
	key, value := "", "x" // a key is judged without its value too
	for i := range n.Members {
		m := &n.Members[i]
		switch {
		case m.Key.Text == "key":
			key = m.Value.Text
		case m.Key.Text == "value" && m.Value.Text != "":
			value = m.Value.Text
		case m.Key.Text == "is_secret":
			secret, form := readBoolean(m.Value.Text)
			if m.Value.Kind != yamltree.Null && (secret || form == booleanNone) {
				return true
			}
		case strings.Contains(strings.ToLower(m.Key.Text), "secret"):
			return true
		}
	}
	_, credential := credentialSign(key, value)
	return credential
}
