package schema

import (
	"strconv"
	"strings"

	"github.com/astrofile/astrofile/internal/spec"
)

// typeInWords returns what a field holds, as a person would say it.
func typeInWords(f *spec.Field) string {
	switch f.Type {
	case spec.Integer:
		return "whole number"
	case spec.Boolean:
		return "true or false"
	case spec.Quantity:
		return "quantity"
	case spec.Cron:
		return "cron expression of five fields, in " + spec.CronZone
	case spec.Time:
		return "time in RFC 3339"
	case spec.Choice:
		return "one of " + listed(f.Enum.Names(), " or ")
	default:
		return f.Type.String()
	}
}

// omission returns what an update does with a field that is left out, as the end of the sentence "left out on update,
// …".
func omission(f *spec.Field) string {
	switch f.Omitted {
	case spec.Kept:
		return "the live value stays"
	case spec.Cleared:
		return "the live value is cleared"
	case spec.Reset:
		if f.ResetTo == "" {
			return "the value is reset to the default"
		}
		return "the value is reset to " + f.ResetTo
	case spec.Ignored:
		return "nothing happens: an update does not change it"
	}
	if f.RequiredUpdate == 0 { // it depends on the rest of the entry, as the note says
		return ""
	}
	return "the file is refused"
}

// limits returns the bounds of a field in words.
func limits(f *spec.Field) []string {
	var all []string
	switch {
	case f.Min != nil && f.Max != nil:
		all = append(all, strconv.Itoa(*f.Min)+" to "+strconv.Itoa(*f.Max))
	case f.Min != nil:
		all = append(all, "at least "+strconv.Itoa(*f.Min))
	case f.Max != nil:
		all = append(all, "at most "+strconv.Itoa(*f.Max))
	}
	if f.Sentinel != nil {
		all = append(all, strconv.Itoa(*f.Sentinel)+" stands for the default")
	}
	if f.MaxLength > 0 {
		all = append(all, "at most "+strconv.Itoa(f.MaxLength)+" characters")
	}
	if f.MaxItems > 0 {
		all = append(all, "at most "+strconv.Itoa(f.MaxItems)+" entries")
	}
	return all
}

// listed joins words for a sentence: "a, b or c".
func listed(words []string, last string) string {
	n := len(words)
	if n < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:n-1], ", ") + last + words[n-1]
}
