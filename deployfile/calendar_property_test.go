package deployfile

import (
	"math/rand/v2"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// requireCalendar compares a calendar without an override with one made minute by minute, as far as its first week.
func requireCalendar(t *testing.T, schedules []HibernationSchedule, c Calendar) {
	t.Helper()
	last := c.From
	var total float64
	for i, p := range c.Asleep {
		require.True(t, p.Until.After(p.From), "a period lasts")
		require.False(t, p.From.Before(last), "sorted, disjoint and inside")
		require.True(t, i == 0 || p.From.After(last), "two that touch are one")
		require.True(t, !p.BeginsBefore || p.From.Equal(c.From))
		require.Equal(t, p.EndsAfter, p.Until.Equal(c.Until), "a period that ends with the calendar is not known to end there")
		require.Contains(t, []int{0, 1, 2}, p.SleepBy)
		require.Equal(t, p.EndsAfter, p.WakeBy == CauseNone)
		last, total = p.Until, total+p.Hours()
	}
	require.False(t, last.After(c.Until))
	require.InDelta(t, total, c.SavedHours, 1e-9)

	end := c.Until
	if week := c.From.Add(7 * 24 * time.Hour); end.After(week) {
		end = week
	}
	var periods, overlaps []span // in minutes
	for _, p := range c.Asleep {
		periods = appendClipped(periods, c.From, end, p.From, p.Until)
	}
	for _, v := range c.Overlaps {
		overlaps = appendClipped(overlaps, c.From, end, v.From, v.Until)
	}
	wantPeriods, wantOverlaps := minuteByMinute(schedules, c.From, end)
	require.Equal(t, wantPeriods, periods)
	require.Equal(t, wantOverlaps, overlaps)
}

func appendClipped(to []span, begin, end, from, until time.Time) []span {
	if until.After(end) {
		until = end
	}
	if !from.Before(until) {
		return to
	}
	return append(to, span{start: int(from.Sub(begin)), end: int(until.Sub(begin))})
}

// minuteByMinute returns when at least one and when more than one schedule is asleep, as distances from the beginning.
func minuteByMinute(schedules []HibernationSchedule, from, until time.Time) (asleep, overlaps []span) {
	var states []*plainSleeper
	for _, s := range schedules {
		if state, ok := newPlainSleeper(s, from); ok {
			states = append(states, state)
		}
	}
	for at := from; at.Before(until); {
		n := 0
		for _, s := range states {
			if s.turn(at) {
				n++
			}
		}
		next := at.Truncate(time.Minute).Add(time.Minute)
		minute := span{start: int(at.Sub(from)), end: min(int(next.Sub(from)), int(until.Sub(from)))}
		if n > 0 {
			asleep = appendMinute(asleep, minute)
		}
		if n > 1 {
			overlaps = appendMinute(overlaps, minute)
		}
		at = next
	}
	return asleep, overlaps
}

func appendMinute(to []span, minute span) []span {
	if last := len(to) - 1; last >= 0 && to[last].end == minute.start {
		to[last].end = minute.end
		return to
	}
	return append(to, minute)
}

// plainSleeper follows one schedule minute by minute.
type plainSleeper struct {
	hibernate, wake cronSchedule
	asleep          bool
}

// newPlainSleeper looks back from the instant, day by day, to the last minute that decides.
func newPlainSleeper(s HibernationSchedule, at time.Time) (*plainSleeper, bool) {
	hibernate, fault := parseCron(s.HibernateAt)
	wake, other := parseCron(s.WakeAt)
	if fault != nil || other != nil || !isTrue(s.Enabled) {
		return nil, false
	}
	p := &plainSleeper{hibernate: hibernate, wake: wake}
	anyMinute := func(s cronSchedule) cronSchedule {
		s.minutes, s.hours = 1<<60-1, 1<<24-1
		return s
	}
	for minute := at.Truncate(time.Minute); minute.After(at.AddDate(-45, 0, 0)) && minute.Year() > 0; {
		if !anyMinute(hibernate).matches(minute) && !anyMinute(wake).matches(minute) {
			minute = minute.Truncate(24 * time.Hour).Add(-time.Minute)
			continue
		}
		if wake.matches(minute) || hibernate.matches(minute) {
			p.asleep = !wake.matches(minute)
			return p, true
		}
		minute = minute.Add(-time.Minute)
	}
	return p, true
}

func (p *plainSleeper) turn(at time.Time) (asleep bool) {
	switch {
	case p.wake.matches(at):
		p.asleep = false
	case p.hibernate.matches(at):
		p.asleep = true
	}
	return p.asleep
}

// drawCron makes an expression out of what schedules are made of, and more.
func drawCron(r *rand.Rand) string {
	draw := func(from ...string) string { return from[r.IntN(len(from))] }
	return draw("0", "30", "59", "*", "*/7", "0-58", strconv.Itoa(r.IntN(60))) + " " +
		draw("*", "6", "18", "0", "23", "6,18", "*/5", strconv.Itoa(r.IntN(24))) + " " +
		draw("*", "*", "*", "1", "31", "29", "*/13", "1-7") + " " +
		draw("*", "*", "*", "2", "1-6", "*/11") + " " +
		draw("*", "*", "*", "1-5", "0", "7", "FRI", "*/3")
}

// FuzzHibernationCalendar compares calendars with ones that are made minute by minute.
func FuzzHibernationCalendar(f *testing.F) {
	for seed := range uint64(50) {
		f.Add(seed, int64(1_700_000_000)+int64(seed)*1e7, uint16(400), "")
	}
	f.Add(uint64(1), int64(3_981_000_000), uint16(24), "0 12 29 2 */3")
	f.Fuzz(func(t *testing.T, seed uint64, seconds int64, hours uint16, text string) {
		r := rand.New(rand.NewPCG(seed, 0))
		schedules := make([]HibernationSchedule, 1+r.IntN(3))
		for i := range schedules {
			schedules[i] = sleeps(drawCron(r) + " -> " + drawCron(r))
		}
		if text != "" {
			schedules[0].WakeAt = text
		}
		const year = 60 * 60 * 24 * 365
		from := time.Unix(seconds%(1000*year), seconds%1000)
		until := from.Add(time.Duration(hours) * time.Hour)
		requireCalendar(t, schedules, HibernationCalendar(schedules, from, until, CalendarOptions{}))
	})
}

func FuzzCronLast(f *testing.F) {
	f.Add("0 20 * * 1-5", int64(1_700_000_000))
	f.Add("0 0 29 2 */2", int64(-1))
	f.Fuzz(func(t *testing.T, text string, seconds int64) {
		s, fault := parseCron(text)
		if fault != nil {
			return
		}
		upTo := time.Unix(seconds, 0).UTC()
		got, ok := s.last(upTo)
		if !ok {
			assert.True(t, s.never() || upTo.Year() < 42 || upTo.Year() > 9999)
			return
		}
		assert.False(t, got.After(upTo))
		assert.True(t, s.matches(got))
		next, ok := s.next(got)
		assert.True(t, !ok || next.After(upTo), "there is none between")
	})
}
