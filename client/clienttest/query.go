package clienttest

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// checkQuery refuses values that the table of operations does not allow. Keys it does not know are ignored, as by Astro.
func checkQuery(o *operation, query url.Values) error {
	var bad problems
	for _, p := range o.query {
		values := query[p.name]
		if len(values) == 0 && p.required {
			bad.add(p.name, "required", "query parameter %s is required", p.name)
		}
		if len(values) > 1 && !p.list {
			bad.add(p.name, "type", "query parameter %s is given %d times", p.name, len(values))
		}
		for _, v := range values {
			p.check(v, &bad)
		}
	}
	return bad.err()
}

func (p parameter) check(v string, bad *problems) {
	switch p.kind {
	case "integer":
		n, err := strconv.Atoi(v)
		switch {
		case err != nil:
			bad.add(p.name, "type", "query parameter %s is %q, not an integer", p.name, v)
		case n < p.min:
			bad.add(p.name, "min", "query parameter %s is %d, below %d", p.name, n, p.min)
		case p.max > 0 && n > p.max:
			bad.add(p.name, "max", "query parameter %s is %d, above %d", p.name, n, p.max)
		}
	case "boolean":
		if _, err := strconv.ParseBool(v); err != nil {
			bad.add(p.name, "type", "query parameter %s is %q, not a boolean", p.name, v)
		}
	case "string(date-time)":
		if _, err := time.Parse(time.RFC3339, v); err != nil {
			bad.add(p.name, "datetime", "query parameter %s is %q, not an RFC 3339 time", p.name, v)
		}
	case "enum":
		if !slices.Contains(p.values, v) {
			bad.add(p.name, "oneof", "query parameter %s is %q, not one of %s", p.name, v, strings.Join(p.values, ", "))
		}
	}
}
