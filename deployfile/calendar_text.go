package deployfile

import (
	"io"
	"strings"
	"time"
	"unicode/utf8"
)

// CalendarTextOptions say how a calendar is shown. The zero value is right for a log.
type CalendarTextOptions struct {
	Location *time.Location // shown beside UTC; nil: UTC alone
	Rows     int            // periods to list before only their number is given; 0: 14
}

const calendarRows = 14

// Text writes the calendar as a short table: the hours asleep, the periods, then what is odd about the schedules.
// Schedules are counted from 1.
func (c Calendar) Text(w io.Writer, o CalendarTextOptions) error {
	if o.Rows <= 0 {
		o.Rows = calendarRows
	}
	var b strings.Builder
	b.WriteString("asleep " + decimal(c.SavedHours) + " of " + decimal(hoursBetween(c.From, c.Until)) + " hours, from " +
		o.instant(c.From) + " to " + o.instant(c.Until) + "\n")
	if c.Truncated {
		b.WriteString("the schedules turn too often to go on from there\n")
	}
	if len(c.Asleep) > 0 {
		b.WriteByte('\n')
		b.WriteString(o.table(c.Asleep))
	}
	if len(c.Overlaps) > 0 || len(c.Notes) > 0 {
		b.WriteByte('\n')
	}
	for i, v := range c.Overlaps {
		if i == o.Rows {
			b.WriteString("and " + count(len(c.Overlaps)-i, "more overlap") + "\n")
			break
		}
		b.WriteString("schedules " + ordinal(v.First) + " and " + ordinal(v.Second) + " overlap from " + o.instant(v.From) +
			" to " + o.instant(v.Until) + "\n")
	}
	for i, n := range c.Notes {
		if i == o.Rows {
			b.WriteString("and " + count(len(c.Notes)-i, "more schedule") + " to look at\n")
			break
		}
		b.WriteString(causeName(n.Schedule) + " " + n.Message + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// table lists periods under headings.
func (o CalendarTextOptions) table(periods []SleepPeriod) string {
	rows := [][]string{{"asleep from", "until", "hours", "by"}}
	for _, p := range periods[:min(o.Rows, len(periods))] {
		from, until := o.instant(p.From), o.instant(p.Until)
		if p.BeginsBefore {
			from = "before " + from
		}
		if p.EndsAfter {
			until = "after " + until
		}
		rows = append(rows, []string{from, until, decimal(p.Hours()), causes(p)})
	}
	text := columns(rows)
	if n := len(periods) - o.Rows; n > 0 {
		text += "and " + count(n, "more period") + "\n"
	}
	return text
}

// columns aligns cells, two blanks apart.
func columns(rows [][]string) string {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	var b strings.Builder
	for _, row := range rows {
		last := len(row) - 1
		for i, cell := range row[:last] {
			b.WriteString(cell)
			b.WriteString(strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell)+2))
		}
		b.WriteString(row[last])
		b.WriteByte('\n')
	}
	return b.String()
}

// instant writes a time in UTC and, when another location is wanted, in that with its distance from UTC.
func (o CalendarTextOptions) instant(t time.Time) string {
	text := t.UTC().Format("Mon 2006-01-02 15:04 UTC")
	if o.Location == nil || o.Location == time.UTC {
		return text
	}
	return text + t.In(o.Location).Format(" (Mon 15:04 -07:00)")
}

// causes names what begins the period and, when that is something else, what ends it.
func causes(p SleepPeriod) string {
	text := causeName(p.SleepBy)
	if p.WakeBy != p.SleepBy && p.WakeBy != CauseNone {
		text += ", woken by " + causeName(p.WakeBy)
	}
	return text
}

func causeName(cause int) string {
	if cause == CauseOverride {
		return "the override"
	}
	return "schedule " + ordinal(cause)
}
