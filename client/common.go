package client

import (
	"net/url"
	"slices"
	"time"
)

// Profile is the person or API token that created or changed something.
type Profile struct {
	ID           string      `json:"id"`
	SubjectType  SubjectType `json:"subjectType,omitempty"`
	APITokenName string      `json:"apiTokenName,omitempty"` // of a token
	FullName     string      `json:"fullName,omitempty"`     // of a person, as the next two
	Username     string      `json:"username,omitempty"`
	AvatarURL    string      `json:"avatarUrl,omitempty"`
}

// SubjectType tells people from tokens in a [Profile].
type SubjectType string

// Who can act.
const (
	SubjectTypeUser  SubjectType = "USER"
	SubjectTypeToken SubjectType = "SERVICEKEY"
)

// CloudProvider is the cloud that a cluster or a Standard Deployment runs in.
type CloudProvider string

// The clouds of Astro.
const (
	CloudProviderAWS   CloudProvider = "AWS"
	CloudProviderAzure CloudProvider = "AZURE"
	CloudProviderGCP   CloudProvider = "GCP"
)

// Sort is the order of a list, such as "name:asc"; [Ascending] and [Descending] make one. Which fields a list can be
// sorted by differs from list to list; all know createdAt and updatedAt where they can be sorted at all.
type Sort string

// Ascending sorts by the field, as the API spells it, from the smallest value on.
func Ascending(field string) Sort { return Sort(field + ":asc") }

// Descending sorts by the field, as the API spells it, from the largest value on.
func Descending(field string) Sort { return Sort(field + ":desc") }

// set adds a parameter unless the value is empty.
func set[T ~string](q url.Values, name string, value T) {
	if value != "" {
		q.Set(name, string(value))
	}
}

// setTrue adds a parameter that is absent unless it is wanted.
func setTrue(q url.Values, name string, value bool) {
	if value {
		q.Set(name, "true")
	}
}

// addAll adds a parameter once for each value.
func addAll[T ~string](q url.Values, name string, values []T) {
	for _, v := range values {
		q.Add(name, string(v))
	}
}

// list returns a copy that is never nil: an omitted list means something else to the API than an empty one.
func list[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return slices.Clone(s)
}

// setTime adds a point in time, in whole seconds, unless it is zero.
func setTime(q url.Values, name string, t time.Time) {
	if !t.IsZero() {
		q.Set(name, t.UTC().Format(time.RFC3339))
	}
}
