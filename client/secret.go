package client

import (
	"encoding/json"
	"fmt"
	"io"
)

const redacted = "(secret)"

// Secret is text that must not be shown: whatever fmt, encoding/json or log/slog make of it, or of something that holds
// it, the text is not in it. [Secret.Reveal] gives it back, and requests to the API carry it. The zero value stands for no
// text at all, which differs from the empty text of NewSecret("").
type Secret struct {
	text *string // a pointer: where fmt ignores methods, it prints an address
}

// NewSecret hides the text.
func NewSecret(text string) Secret { return Secret{&text} }

// Reveal returns the text, "" for none.
func (s Secret) Reveal() string {
	if s.text == nil {
		return ""
	}
	return *s.text
}

// IsZero reports whether there is no text, not even an empty one; the option omitzero of encoding/json asks it.
func (s Secret) IsZero() bool { return s.text == nil }

// Equal reports whether both hide the same text, or none.
func (s Secret) Equal(other Secret) bool {
	return s.IsZero() == other.IsZero() && s.Reveal() == other.Reveal()
}

// String hides the text.
func (s Secret) String() string { return redacted }

// Format hides the text from all verbs.
func (s Secret) Format(w fmt.State, _ rune) { _, _ = io.WriteString(w, redacted) }

// MarshalText hides the text from encoders of JSON, XML and logs.
func (s Secret) MarshalText() ([]byte, error) { return []byte(redacted), nil }

// UnmarshalText takes the text from an answer of the API.
func (s *Secret) UnmarshalText(text []byte) error {
	*s = NewSecret(string(text))
	return nil
}

// SecretMap is a JSON object of which nothing must be shown, such as the extra part of a connection. The zero value
// stands for no object.
type SecretMap struct {
	values *map[string]any
}

// NewSecretMap hides the object; it is not copied.
func NewSecretMap(values map[string]any) SecretMap { return SecretMap{&values} }

// Reveal returns the object, nil for none.
func (m SecretMap) Reveal() map[string]any {
	if m.values == nil {
		return nil
	}
	return *m.values
}

// IsZero reports whether there is no object, not even an empty one.
func (m SecretMap) IsZero() bool { return m.values == nil }

// String hides keys and values.
func (m SecretMap) String() string { return redacted }

// Format hides keys and values from all verbs.
func (m SecretMap) Format(w fmt.State, _ rune) { _, _ = io.WriteString(w, redacted) }

// MarshalText hides keys and values from encoders of JSON, XML and logs.
func (m SecretMap) MarshalText() ([]byte, error) { return []byte(redacted), nil }

// UnmarshalJSON takes the object from an answer of the API.
func (m *SecretMap) UnmarshalJSON(text []byte) error {
	var values map[string]any
	if err := json.Unmarshal(text, &values); err != nil || values == nil {
		return err
	}
	*m = NewSecretMap(values)
	return nil
}

// wired is a type with secrets: wire returns the form that the request carries, in which they are plain.
type wired interface{ wire() any }

// plainMap returns the values for a request.
func plainMap(m map[string]Secret) map[string]string {
	if m == nil {
		return nil
	}
	out := make(map[string]string, len(m))
	for k, v := range m {
		out[k] = v.Reveal()
	}
	return out
}

// hidden keeps a value out of reach of printers that ignore methods and unexported names.
type hidden struct{ value func() string }

func hide(s string) hidden { return hidden{func() string { return s }} }
