package client

import (
	"encoding/json"
	"time"
)

// EnvironmentVariable is a variable of a Deployment, read and written alike. Its value never shows in fmt, JSON or
// logs, whether it is a secret or not; only the request to the API carries it.
type EnvironmentVariable struct {
	Key      string `json:"key"`
	IsSecret bool   `json:"isSecret"`

	// Value is zero in answers for a secret. In an update a secret without a value keeps the one it has, while the
	// empty value of NewSecret("") overwrites it.
	Value Secret `json:"value,omitzero"`

	// UpdatedAt says when value or flag last changed. It is never sent.
	UpdatedAt time.Time `json:"updatedAt,omitzero"`
}

// UnmarshalJSON reads a variable of an answer. A secret whose value arrives blank is one whose value was withheld: sent
// back as it is, it has to keep its value.
func (v *EnvironmentVariable) UnmarshalJSON(text []byte) error {
	type plain EnvironmentVariable
	if err := json.Unmarshal(text, (*plain)(v)); err != nil {
		return err
	}
	if v.IsSecret && v.Value.Reveal() == "" {
		v.Value = Secret{}
	}
	return nil
}

// wireVariable is an [EnvironmentVariable] on its way to the API.
type wireVariable struct {
	Key      string  `json:"key"`
	IsSecret bool    `json:"isSecret"`
	Value    *string `json:"value,omitempty"`
}

// wireVariables opens the values of a list for one request; nil stays nil.
func wireVariables(list []EnvironmentVariable) []wireVariable {
	if list == nil {
		return nil
	}
	open := make([]wireVariable, len(list))
	for i, v := range list {
		open[i] = wireVariable{Key: v.Key, IsSecret: v.IsSecret, Value: v.Value.text}
	}
	return open
}
