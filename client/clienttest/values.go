package clienttest

import (
	"encoding/json"
	"net/mail"
	"slices"
	"strings"
	"time"
)

// timeLayout is RFC 3339 in milliseconds, as most of Astro's answers have it.
const timeLayout = "2006-01-02T15:04:05.000Z07:00"

// or returns the value, or the other one where it is empty.
func or[T comparable](value, other T) T {
	var zero T
	if value == zero {
		return other
	}
	return value
}

// orNew is [or] for values that count.
func orNew(value string, other func() string) string {
	if value == "" {
		return other()
	}
	return value
}

// set changes the target unless there is nothing to change it to.
func set[T any](target *T, value *T) {
	if value != nil {
		*target = *value
	}
}

// wants reports whether a filter of a query, if it is there, is one of the values.
func wants(filter string, values ...string) bool {
	return filter == "" || slices.Contains(values, filter)
}

// wantsAny is [wants] for filters that can be repeated.
func wantsAny(filters []string, value string) bool {
	return len(filters) == 0 || slices.Contains(filters, value)
}

func (c *call) queryTime(name string) time.Time {
	t, err := time.Parse(time.RFC3339, c.query.Get(name))
	if err != nil {
		return time.Time{}
	}
	return t
}

// isEmail accepts a bare address.
func isEmail(s string) bool {
	parsed, err := mail.ParseAddress(s)
	return err == nil && parsed.Address == s
}

// notNil returns the list, empty instead of nil: the API has no null lists.
func notNil[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

func compareText(x, y string) int { return strings.Compare(x, y) }

// withoutEmpty is the JSON of a value whose type always writes its fields, without those that are null or "".
func withoutEmpty(v any) (any, error) {
	text, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	var out any
	if err := json.Unmarshal(text, &out); err != nil {
		return nil, err
	}
	prune(out)
	return out, nil
}

func prune(v any) {
	switch v := v.(type) {
	case map[string]any:
		for name, value := range v {
			if value == nil || value == "" {
				delete(v, name)
			}
			prune(value)
		}
	case []any:
		for _, item := range v {
			prune(item)
		}
	}
}
