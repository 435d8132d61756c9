package deployfile

import (
	"fmt"
	"strings"

	"github.com/astrofile/astrofile/internal/spec"
)

// cronSchedule is a five-field cron expression in UTC, as bit sets. Two schedules are equal when they match the same
// values of the same fields, so that SUN, 0 and 7 do not differ.
type cronSchedule struct {
	minutes  uint64 // bits 0 to 59
	hours    uint32 // bits 0 to 23
	days     uint32 // of the month, bits 1 to 31
	months   uint16 // bits 1 to 12
	weekdays uint8  // bits 0 to 6, Sunday first
	both     bool   // day and weekday must both match, because one of the two fields starts with *; else one is enough
}

// cronField reads one field of a cron expression.
type cronField struct{ spec.CronField }

// sundayTwice is the highest value of the day of the week, where 7 is a second name of 0.
const sundayTwice = 7

// cronError says why a text is no cron expression of the dialect.
type cronError struct {
	field       spec.CronField // zero when the fault is not in one field
	text        string         // what is at fault
	reason      string
	macroFields string // for a macro: the five fields that mean the same, where there are such
}

// Error names the field, quotes the text at fault and states the rule.
func (e *cronError) Error() string {
	if e.field.Name == "" {
		return e.reason
	}
	return fmt.Sprintf("%s %q %s", e.field.Name, e.text, e.reason)
}

// parseCron reads five fields with lists, ranges, steps and names in any case. Blanks around and between them do not
// count. Neither macros such as @daily nor a field for seconds or years belong to the dialect.
func parseCron(text string) (cronSchedule, *cronError) {
	fields, n := cronSplit(text)
	switch {
	case n == 0:
		return cronSchedule{}, &cronError{text: text, reason: "no fields where a cron expression has five"}
	case fields[0][0] == '@':
		macro := fields[0]
		same, _ := spec.CronMacro(strings.ToLower(macro))
		return cronSchedule{}, &cronError{text: macro, reason: fmt.Sprintf("macro %q where five fields belong", macro), macroFields: same}
	case n != len(fields):
		return cronSchedule{}, &cronError{text: text, reason: fmt.Sprintf("%d fields where a cron expression has five", n)}
	}
	var sets [len(fields)]uint64
	for i, field := range spec.CronFields() {
		set, err := cronField{field}.parse(fields[i])
		if err != nil {
			return cronSchedule{}, err
		}
		sets[i] = set
	}
	return cronSchedule{
		minutes:  sets[0],
		hours:    uint32(sets[1]),
		days:     uint32(sets[2]),
		months:   uint16(sets[3]),
		weekdays: uint8(sets[4]&0x7f | sets[4]>>7), // 7 is Sunday, too
		both:     fields[2][0] == '*' || fields[4][0] == '*',
	}, nil
}

// cronSplit returns the first five fields of text and the number of all fields.
func cronSplit(text string) (fields [5]string, n int) {
	for i := 0; ; {
		for i < len(text) && asciiBlank(text[i]) {
			i++
		}
		if i == len(text) {
			return fields, n
		}
		start := i
		for i < len(text) && !asciiBlank(text[i]) {
			i++
		}
		if n < len(fields) {
			fields[n] = text[start:i]
		}
		n++
	}
}

// normalCron returns text with single blanks between its fields and none around them.
func normalCron(text string) string {
	if isNormalCron(text) {
		return text
	}
	var b strings.Builder
	for i := range len(text) {
		if asciiBlank(text[i]) {
			continue
		}
		if b.Len() > 0 && asciiBlank(text[i-1]) {
			b.WriteByte(' ')
		}
		b.WriteByte(text[i])
	}
	return b.String()
}

func isNormalCron(text string) bool {
	after := byte(' ')
	for i := range len(text) {
		c := text[i]
		if asciiBlank(c) && (c != ' ' || asciiBlank(after)) {
			return false
		}
		after = c
	}
	return text == "" || !asciiBlank(after)
}

// parse reads a list of values, ranges and steps.
func (f cronField) parse(text string) (set uint64, fault *cronError) {
	for more := true; more; {
		var item string
		item, text, more = strings.Cut(text, ",")
		part, fault := f.parseItem(item)
		if fault != nil {
			return 0, fault
		}
		set |= part
	}
	return set, nil
}

// parseItem reads *, a value or a range, each with or without a step. A value with a step starts a range that ends
// with the field.
func (f cronField) parseItem(item string) (uint64, *cronError) {
	span, stepText, stepped := strings.Cut(item, "/")
	step := 1
	if stepped {
		n, ok := smallNumber(stepText)
		if !ok || n == 0 {
			return 0, f.fault(item, "has a step that is not a number above 0")
		}
		step = n
	}
	low, high := f.Min, f.Max
	switch from, to, ranged := strings.Cut(span, "-"); {
	case span == "*" && f.Max == sundayTwice:
		high = sundayTwice - 1 // which */2 must not reach
	case span == "*":
	case ranged:
		var fault *cronError
		if low, fault = f.value(from, item); fault != nil {
			return 0, fault
		}
		if high, fault = f.value(to, item); fault != nil {
			return 0, fault
		}
		if low > high {
			return 0, f.fault(item, "is a range that runs backwards")
		}
	default:
		var fault *cronError
		if low, fault = f.value(span, item); fault != nil {
			return 0, fault
		}
		if !stepped {
			high = low
		} else if f.Max == sundayTwice {
			high = max(sundayTwice-1, low)
		}
	}
	var set uint64
	for v := low; v <= high; v += step {
		set |= 1 << v
	}
	return set, nil
}

// value reads a number or a name within the bounds of the field.
func (f cronField) value(text, item string) (int, *cronError) {
	for i, name := range f.Names {
		if equalFoldASCII(text, name) {
			return f.Min + i, nil
		}
	}
	n, ok := smallNumber(text)
	switch {
	case text == "":
		return 0, f.fault(item, "lacks a value")
	case !ok && len(f.Names) > 0:
		return 0, f.fault(text, fmt.Sprintf("is neither a number from %d to %d nor one of the names %s to %s",
			f.Min, f.Max, f.Names[0], f.Names[len(f.Names)-1]))
	case !ok:
		return 0, f.fault(text, fmt.Sprintf("is not a number from %d to %d", f.Min, f.Max))
	case n < f.Min || n > f.Max:
		return 0, f.fault(text, fmt.Sprintf("is outside %d to %d", f.Min, f.Max))
	default:
		return n, nil
	}
}

func (f cronField) fault(text, reason string) *cronError {
	return &cronError{field: f.CronField, text: text, reason: reason}
}

// smallNumber reads digits only; numbers above 999 become 1000, which no field holds.
func smallNumber(s string) (int, bool) {
	if s == "" {
		return 0, false
	}
	n := 0
	for i := range len(s) {
		if !asciiDigit(s[i]) {
			return 0, false
		}
		n = min(1000, n*10+int(s[i]-'0'))
	}
	return n, true
}
