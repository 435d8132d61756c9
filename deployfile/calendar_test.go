package deployfile

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/internal/golden"
)

// sleeps makes an enabled schedule of "hibernate_at -> wake_at".
func sleeps(text string) HibernationSchedule {
	hibernate, wake, _ := strings.Cut(text, " -> ")
	return HibernationSchedule{HibernateAt: hibernate, WakeAt: wake, Enabled: new(true)}
}

func day(t testing.TB, text string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, text)
	require.NoError(t, err)
	return at
}

// periodText writes a period as "from -> until by cause", with dots where it goes beyond the calendar.
func periodText(p SleepPeriod) string {
	const layout = "01-02T15:04"
	text := p.From.Format(layout) + " -> " + p.Until.Format(layout)
	if p.BeginsBefore {
		text = "..." + text
	}
	if p.EndsAfter {
		text += "..."
	}
	return fmt.Sprintf("%s by %d, %d", text, p.SleepBy, p.WakeBy)
}

func TestHibernationCalendar(t *testing.T) {
	for name, c := range map[string]struct {
		schedules   []string
		from, until string
		want        []string
	}{
		"nights of working days": {
			[]string{"0 18 * * 1-5 -> 0 6 * * 1-5"}, "2024-01-04T12:00:00Z", "2024-01-09T12:00:00Z",
			[]string{"01-04T18:00 -> 01-05T06:00 by 0, 0", "01-05T18:00 -> 01-08T06:00 by 0, 0", "01-08T18:00 -> 01-09T06:00 by 0, 0"},
		},
		"the window begins and ends inside a period": {
			[]string{"0 18 * * * -> 0 6 * * *"}, "2024-01-01T00:30:30Z", "2024-01-01T20:00:00Z",
			[]string{"...01-01T00:30 -> 01-01T06:00 by 0, 0", "01-01T18:00 -> 01-01T20:00... by 0, -2"},
		},
		"the window begins and ends with a period": {
			[]string{"0 18 * * * -> 0 6 * * *"}, "2024-01-01T18:00:00Z", "2024-01-02T06:00:00Z",
			[]string{"01-01T18:00 -> 01-02T06:00... by 0, -2"},
		},
		"the window begins with waking and ends with hibernating": {
			[]string{"0 18 * * * -> 0 6 * * *"}, "2024-01-01T06:00:00Z", "2024-01-01T18:00:00Z", nil,
		},
		"hibernating again while asleep changes nothing": {
			[]string{"0 18,20,22 * * * -> 0 6,8 * * *"}, "2024-01-01T12:00:00Z", "2024-01-02T12:00:00Z",
			[]string{"01-01T18:00 -> 01-02T06:00 by 0, 0"},
		},
		"asleep since a hibernation that another followed": {
			[]string{"0 18,20 * * * -> 0 6 * * *"}, "2024-01-01T20:00:00Z", "2024-01-02T12:00:00Z",
			[]string{"...01-01T20:00 -> 01-02T06:00 by 0, 0"},
		},
		"a minute that is both counts as waking": {
			[]string{"0 18,21 * * * -> 0 21 * * *"}, "2024-01-01T12:00:00Z", "2024-01-02T12:00:00Z",
			[]string{"01-01T18:00 -> 01-01T21:00 by 0, 0"},
		},
		"month ends": {
			[]string{"0 0 31 * * -> 0 0 1 * *"}, "2024-03-15T00:00:00Z", "2024-06-15T00:00:00Z",
			[]string{"03-31T00:00 -> 04-01T00:00 by 0, 0", "05-31T00:00 -> 06-01T00:00 by 0, 0"},
		},
		"a leap day": {
			[]string{"0 12 29 2 * -> 0 0 1 3 *"}, "2023-01-01T00:00:00Z", "2025-01-01T00:00:00Z",
			[]string{"02-29T12:00 -> 03-01T00:00 by 0, 0"},
		},
		"asleep since the last leap day, across a century without one": {
			[]string{"0 12 29 2 * -> 0 0 28 2 3"}, "2096-03-01T00:00:00Z", "2096-03-02T00:00:00Z",
			[]string{"...03-01T00:00 -> 03-02T00:00... by 0, -2"},
		},
		"day or weekday": {
			[]string{"0 0 13 * 5 -> 0 12 * * *"}, "2024-01-11T12:00:00Z", "2024-01-15T00:00:00Z",
			[]string{"01-12T00:00 -> 01-12T12:00 by 0, 0", "01-13T00:00 -> 01-13T12:00 by 0, 0"},
		},
		"day and weekday when one begins with a star": {
			[]string{"0 0 */13 * 5 -> 0 12 * * *"}, "2024-01-01T00:00:00Z", "2024-04-01T00:00:00Z",
			[]string{"03-01T00:00 -> 03-01T12:00 by 0, 0"},
		},
		"schedules that overlap are one period": {
			[]string{"0 18 * * * -> 0 6 * * *", "0 22 * * * -> 0 8 * * *"}, "2024-01-01T12:00:00Z", "2024-01-02T12:00:00Z",
			[]string{"01-01T18:00 -> 01-02T08:00 by 0, 1"},
		},
		"one follows the other without a break": {
			[]string{"0 22 * * * -> 0 8 * * *", "0 18 * * * -> 0 22 * * *"}, "2024-01-01T12:00:00Z", "2024-01-02T12:00:00Z",
			[]string{"01-01T18:00 -> 01-02T08:00 by 1, 0"},
		},
		"of equal schedules the first is the cause": {
			[]string{"0 18 * * * -> 0 6 * * *", "0 18 * * * -> 0 6 * * *"}, "2024-01-01T12:00:00Z", "2024-01-02T12:00:00Z",
			[]string{"01-01T18:00 -> 01-02T06:00 by 0, 0"},
		},
		"never waking": {
			[]string{"0 18 * * * -> 0 0 31 2 *"}, "2024-01-01T00:00:00Z", "2024-01-02T00:00:00Z",
			[]string{"...01-01T00:00 -> 01-02T00:00... by 0, -2"},
		},
		"never hibernating": {[]string{"0 0 31 2 * -> 0 6 * * *"}, "2024-01-01T00:00:00Z", "2024-03-02T00:00:00Z", nil},
		"unreadable":        {[]string{"@daily -> 0 6 * * *", "0 0 * * * -> "}, "2024-01-01T00:00:00Z", "2024-03-02T00:00:00Z", nil},
		"an empty window":   {[]string{"0 18 * * * -> 0 6 * * *"}, "2024-01-01T00:00:00Z", "2024-01-01T00:00:00Z", nil},
		"a window in reverse": {
			[]string{"0 18 * * * -> 0 6 * * *"}, "2024-01-02T00:00:00Z", "2024-01-01T00:00:00Z", nil,
		},
		"instants of another zone": {
			[]string{"0 18 * * * -> 0 6 * * *"}, "2024-01-01T14:00:00-08:00", "2024-01-02T12:00:00+01:00",
			[]string{"...01-01T22:00 -> 01-02T06:00 by 0, 0"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			var schedules []HibernationSchedule
			for _, text := range c.schedules {
				schedules = append(schedules, sleeps(text))
			}
			got := HibernationCalendar(schedules, day(t, c.from), day(t, c.until), CalendarOptions{})
			var periods []string
			for _, p := range got.Asleep {
				periods = append(periods, periodText(p))
			}
			assert.Equal(t, c.want, periods)
			assert.False(t, got.Truncated)
		})
	}
}

func TestHibernationCalendarNotes(t *testing.T) {
	off := sleeps("0 18 * * * -> 0 6 * * *")
	off.Enabled = nil
	c := HibernationCalendar([]HibernationSchedule{
		off, sleeps("60 0 * * * -> 0 6 * * *"), sleeps("0 0 31 2 * -> 0 6 * * *"), sleeps("0 18 * * 0 -> 0 0 30 2 *"),
		sleeps("0 6 * * 0 -> 0 6 * * SUN"), sleeps("0 18 * * * -> 0 6 * * *"), sleeps(" -> 0 6 * * *"),
	}, day(t, "2024-01-01T00:00:00Z"), day(t, "2024-01-02T00:00:00Z"), CalendarOptions{
		Override: &HibernationOverride{IsHibernating: new(true), OverrideUntil: "tomorrow"},
	})
	var notes []string
	for _, n := range c.Notes {
		notes = append(notes, fmt.Sprint(n.Schedule, " ", n.Reason, ": ", n.Message))
	}
	assert.Equal(t, []string{
		"0 disabled: is disabled",
		`1 unreadable: cannot be read: hibernate_at "60 0 * * *": minute "60" is outside 0 to 59`,
		`2 never-hibernates: never hibernates: no year has the date of hibernate_at "0 0 31 2 *"`,
		`3 never-wakes: never wakes: no year has the date of wake_at "0 0 30 2 *"`,
		`4 same-times: hibernates and wakes at the same times, "0 6 * * 0"`,
		`6 unreadable: cannot be read: hibernate_at "": no fields where a cron expression has five`,
		`-1 unreadable: cannot be read: override_until "tomorrow" is not an RFC 3339 time`,
	}, notes)
}

func TestHibernationCalendarOverride(t *testing.T) {
	nights := []HibernationSchedule{sleeps("0 18 * * * -> 0 6 * * *")}
	for name, c := range map[string]struct {
		hibernating *bool
		until       string
		want        []string
	}{
		"says nothing": {nil, "2024-01-02T00:00:00Z", []string{"01-01T18:00 -> 01-02T06:00 by 0, 0", "01-02T18:00 -> 01-03T00:00... by 0, -2"}},
		"asleep for good": {
			new(true), "", []string{"...01-01T12:00 -> 01-03T00:00... by -1, -2"},
		},
		"awake for good": {new(false), "", nil},
		"asleep for a while": {
			new(true), "2024-01-01T15:00:00Z",
			[]string{"...01-01T12:00 -> 01-01T15:00 by -1, -1", "01-01T18:00 -> 01-02T06:00 by 0, 0", "01-02T18:00 -> 01-03T00:00... by 0, -2"},
		},
		"asleep into a period": {
			new(true), "2024-01-01T19:00:00Z",
			[]string{"...01-01T12:00 -> 01-02T06:00 by -1, 0", "01-02T18:00 -> 01-03T00:00... by 0, -2"},
		},
		"awake into a period": {
			new(false), "2024-01-02T01:00:00+01:00",
			[]string{"01-02T00:00 -> 01-02T06:00 by -1, 0", "01-02T18:00 -> 01-03T00:00... by 0, -2"},
		},
		"over": {
			new(false), "2024-01-01T12:00:00Z", []string{"01-01T18:00 -> 01-02T06:00 by 0, 0", "01-02T18:00 -> 01-03T00:00... by 0, -2"},
		},
	} {
		got := HibernationCalendar(nights, day(t, "2024-01-01T12:00:00Z"), day(t, "2024-01-03T00:00:00Z"), CalendarOptions{
			Override: &HibernationOverride{IsHibernating: c.hibernating, OverrideUntil: c.until},
		})
		var periods []string
		for _, p := range got.Asleep {
			periods = append(periods, periodText(p))
		}
		assert.Equal(t, c.want, periods, name)
	}
}

// TestHibernationCalendarIsBounded lets hostile schedules turn every minute of a year, and longer.
func TestHibernationCalendarIsBounded(t *testing.T) {
	from := day(t, "2024-01-01T00:00:00Z")
	for name, schedules := range map[string][]HibernationSchedule{
		"turns every minute":     {sleeps("*/2 * * * * -> 1-59/2 * * * *")},
		"turns and turns back":   {sleeps("* * * * * -> 0-58 * * * *"), sleeps("* * * * * -> 1-59 * * * *")},
		"too many":               slices.Repeat([]HibernationSchedule{sleeps("*/2 * * * * -> 1-59/2 * * * *")}, 10_000),
		"too many, all the time": slices.Repeat([]HibernationSchedule{sleeps("* * * * * -> 0-58 * * * *")}, 10_000),
	} {
		c := HibernationCalendar(schedules, from, from.AddDate(1, 0, 0), CalendarOptions{})
		assert.True(t, c.Truncated, name)
		assert.True(t, c.Until.After(from) && c.Until.Before(from.AddDate(1, 0, 0)), name)
		assert.LessOrEqual(t, len(c.Asleep), calendarSteps, name)
		requireCalendar(t, schedules[:1], HibernationCalendar(schedules[:1], from, c.Until, CalendarOptions{}))
	}
	usual := slices.Repeat([]HibernationSchedule{sleeps("0 18 * * * -> 0 6 * * *")}, 10)
	c := HibernationCalendar(usual, from, from.AddDate(1, 0, 0), CalendarOptions{})
	assert.False(t, c.Truncated)
	assert.Len(t, c.Asleep, 367)
	assert.Len(t, c.Overlaps, 367)
	assert.InDelta(t, 366*12, c.SavedHours, 1e-6)
}

func TestHibernationCalendarOfAnyYears(t *testing.T) {
	far := time.Date(1<<20, 1, 1, 0, 0, 0, 0, time.UTC)
	c := HibernationCalendar([]HibernationSchedule{sleeps("0 0 1 1 * -> 0 0 2 1 *")}, time.Time{}.AddDate(-5000, 0, 0), far, CalendarOptions{})
	assert.Equal(t, []int{1, 9999}, []int{c.From.Year(), c.Until.Year()})
	assert.InDelta(t, 9999*24, c.SavedHours, 1)
	_, err := json.Marshal(c)
	assert.NoError(t, err)
}

// TestCalendars shows the calendars of the files in testdata.
func TestCalendars(t *testing.T) {
	golden.Run(t, "testdata/calendars/*.txtar", func(t *testing.T, a *golden.Archive) {
		for _, name := range a.Inputs() {
			options := a.Options(name, "from", "until", "zone", "rows")
			file, found := Parse(name, a.Input(name))
			require.Empty(t, found)
			var override *HibernationOverride
			if m := file.Deployment.Metadata; m != nil {
				override = m.HibernationOverride
			}
			c := HibernationCalendar(file.Deployment.HibernationSchedules, day(t, options["from"]), day(t, options["until"]),
				CalendarOptions{Override: override})
			var o CalendarTextOptions
			if zone := options["zone"]; zone != "" {
				var err error
				o.Location, err = time.LoadLocation(zone)
				require.NoError(t, err)
			}
			if rows := options["rows"]; rows != "" {
				_, err := fmt.Sscan(rows, &o.Rows)
				require.NoError(t, err)
			}
			var b strings.Builder
			require.NoError(t, c.Text(&b, o))
			a.Want(name, []byte(b.String()))
		}
	})
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, assert.AnError }

func TestCalendarTextFails(t *testing.T) {
	assert.ErrorIs(t, Calendar{}.Text(brokenWriter{}, CalendarTextOptions{}), assert.AnError)
}

func BenchmarkHibernationCalendar(b *testing.B) {
	from := day(b, "2024-01-01T00:00:00Z")
	for name, schedules := range map[string][]HibernationSchedule{
		"usual":   {sleeps("0 18 * * 1-5 -> 0 6 * * 1-5"), sleeps("0 18 * * 5 -> 0 6 * * 1")},
		"hostile": slices.Repeat([]HibernationSchedule{sleeps("* * * * * -> 0-58 * * * *")}, 10),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				HibernationCalendar(schedules, from, from.AddDate(1, 0, 0), CalendarOptions{})
			}
		})
	}
}
