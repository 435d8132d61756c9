package deployfile

import (
	"fmt"
	"io"
	"strconv"

	"github.com/astrofile/astrofile/internal/yamltree"
)

// EnvironmentVariable is one entry of deployment.environment_variables. Variables have identity: Key.
//
// A variable redacts itself: package fmt, encoding/json and every logger that uses them show "(secret)" in place of
// the value of a secret one, and "(hidden)" for a value that came from outside the file. [Marshal] is the door to both.
type EnvironmentVariable struct {
	Key       string
	Value     *string // nil keeps the value of an existing secret; "" is an empty value
	IsSecret  bool
	UpdatedAt string // written by inspect, ignored on input

	hidden bool // the value comes from an environment, an .env file or a vault, where it may be secret for good reason
}

const (
	redacted         = "(secret)"
	redactedExternal = "(hidden)"
)

// shown returns the value as people may see it, nil when there is none.
func (v EnvironmentVariable) shown() *string {
	switch {
	case v.Value == nil:
		return nil
	case v.IsSecret:
		return new(redacted)
	case v.hidden:
		return new(redactedExternal)
	default:
		return v.Value
	}
}

// confidential reports whether nobody may see the value.
func (v EnvironmentVariable) confidential() bool { return v.IsSecret || v.hidden }

// Format writes the variable for every verb of package fmt, a secret or hidden value withheld.
func (v EnvironmentVariable) Format(w fmt.State, _ rune) {
	_, _ = io.WriteString(w, v.String())
}

// String returns KEY=value, with the value quoted, or KEY=(secret) or KEY=(hidden).
func (v EnvironmentVariable) String() string {
	switch value := v.shown(); {
	case value == nil:
		return v.Key
	case v.confidential():
		return v.Key + "=" + *value
	default:
		return v.Key + "=" + strconv.Quote(*value)
	}
}

// MarshalText returns the same text as [EnvironmentVariable.String].
func (v EnvironmentVariable) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// MarshalJSON returns an object with the keys of the file, a secret value replaced by "(secret)" and a hidden one by
// "(hidden)".
func (v EnvironmentVariable) MarshalJSON() ([]byte, error) {
	text := strconv.AppendBool([]byte(`{"is_secret":`), v.IsSecret)
	text = yamltree.AppendJSONText(append(text, `,"key":`...), v.Key, false)
	if v.UpdatedAt != "" {
		text = yamltree.AppendJSONText(append(text, `,"updated_at":`...), v.UpdatedAt, false)
	}
	text = append(text, `,"value":`...)
	value := v.shown()
	if value == nil {
		return append(text, "null}"...), nil
	}
	return append(yamltree.AppendJSONText(text, *value, false), '}'), nil
}
