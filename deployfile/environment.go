package deployfile

import (
	"fmt"
	"io"
	"strconv"
)

// EnvironmentVariable is one entry of deployment.environment_variables. Variables have identity: Key.
//
// A variable redacts itself: package fmt, encoding/json and every logger that uses them show "(secret)" in place of
// the value of a secret one. [Marshal] is the door to the value.
type EnvironmentVariable struct {
	Key       string
	Value     *string // nil keeps the value of an existing secret; "" is an empty value
	IsSecret  bool
	UpdatedAt string // written by inspect, ignored on input
}

const redacted = "(secret)"

// Format writes the variable for every verb of package fmt, a secret value withheld.
func (v EnvironmentVariable) Format(w fmt.State, _ rune) {
	_, _ = io.WriteString(w, v.String())
}

// String returns KEY=value, with the value quoted, or KEY=(secret).
func (v EnvironmentVariable) String() string {
	switch {
	case v.Value == nil:
		return v.Key
	case v.IsSecret:
		return v.Key + "=" + redacted
	default:
		return v.Key + "=" + strconv.Quote(*v.Value)
	}
}

// MarshalText returns the same text as [EnvironmentVariable.String].
func (v EnvironmentVariable) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// MarshalJSON returns an object with the keys of the file, a secret value replaced by "(secret)".
func (v EnvironmentVariable) MarshalJSON() ([]byte, error) {
	value := v.Value
	if v.IsSecret && value != nil {
		value = new(redacted)
	}
	return appendJSON(nil, struct {
		IsSecret  bool    `json:"is_secret"`
		Key       string  `json:"key"`
		UpdatedAt string  `json:"updated_at,omitempty"`
		Value     *string `json:"value"`
	}{v.IsSecret, v.Key, v.UpdatedAt, value})
}
