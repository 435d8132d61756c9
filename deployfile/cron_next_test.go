package deployfile

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const instantLayout = "Mon 2006-01-02 15:04"

func TestCronNext(t *testing.T) {
	tests := []struct{ cron, after, want string }{
		{"* * * * *", "2024-01-01T00:00:00Z", "Mon 2024-01-01 00:01"},
		{"* * * * *", "2024-12-31T23:59:59.9Z", "Wed 2025-01-01 00:00"},
		{"30 8 * * *", "2024-01-01T08:29:59Z", "Mon 2024-01-01 08:30"},
		{"30 8 * * *", "2024-01-01T08:30:00Z", "Tue 2024-01-02 08:30"},
		{"30 8 * * *", "2024-01-01T10:00:00+03:00", "Mon 2024-01-01 08:30"},
		{"*/20 8-9 * * *", "2024-01-01T08:40:00Z", "Mon 2024-01-01 09:00"},
		{"0 20 * * 1-5", "2024-01-05T20:00:00Z", "Mon 2024-01-08 20:00"},
		{"0 0 31 * *", "2024-01-31T00:00:00Z", "Sun 2024-03-31 00:00"},
		{"0 0 29 2 *", "2024-02-29T00:00:00Z", "Tue 2028-02-29 00:00"},
		{"0 0 29 2 *", "2096-03-01T00:00:00Z", "Fri 2104-02-29 00:00"},
		{"0 0 29 2 */7", "2000-03-01T00:00:00Z", "Sun 2004-02-29 00:00"},
		{"0 0 29 2 */7", "2088-03-01T00:00:00Z", "Sun 2128-02-29 00:00"}, // both: the longest wait there is
		{"0 0 13 * 5", "2024-01-01T00:00:00Z", "Fri 2024-01-05 00:00"},   // either
		{"0 0 13 * 5", "2024-01-12T00:00:00Z", "Sat 2024-01-13 00:00"},
		{"0 0 */13 * 5", "2024-01-01T00:00:00Z", "Fri 2024-03-01 00:00"}, // both: the first field starts with a star
		{"59 23 31 12 *", "9998-12-31T23:59:00Z", "Fri 9999-12-31 23:59"},
	}
	for _, test := range tests {
		after, err := time.Parse(time.RFC3339, test.after)
		require.NoError(t, err)
		got, ok := mustCron(t, test.cron).next(after)
		assert.True(t, ok, test.cron)
		assert.Equal(t, test.want, got.Format(instantLayout), test.cron)
		assert.Equal(t, time.UTC, got.Location())
	}
}

func TestCronNextEnds(t *testing.T) {
	start := time.Date(2024, time.January, 1, 0, 0, 0, 0, time.UTC)
	_, ok := mustCron(t, "0 0 30 2 *").next(start)
	assert.False(t, ok, "30 February")
	every := mustCron(t, "* * * * *")
	for _, year := range []int{-1, 0, 10_000, 1 << 40} {
		_, ok = every.next(time.Date(year, time.June, 1, 0, 0, 0, 0, time.UTC))
		assert.False(t, ok, year)
	}
	_, ok = every.next(time.Date(9999, time.December, 31, 23, 59, 0, 0, time.UTC))
	assert.False(t, ok)
}

func TestCronNever(t *testing.T) {
	for _, text := range []string{"0 0 31 2 *", "0 0 30 2 */2", "0 0 31 4,6,9,11 *", "0 0 30-31 FEB *"} {
		assert.True(t, mustCron(t, text).never(), text)
	}
	for _, text := range []string{"0 0 29 2 *", "0 0 30 2 MON", "0 0 31 * *", "0 0 31 2-3 *", "0 0 */31 2 MON", "* * * * *"} {
		assert.False(t, mustCron(t, text).never(), text)
	}
}

// matches reports by the definition whether a schedule matches a minute.
func (s cronSchedule) matches(at time.Time) bool {
	day, weekday := s.days&(1<<at.Day()) != 0, s.weekdays&(1<<at.Weekday()) != 0
	if s.both && (!day || !weekday) || !day && !weekday {
		return false
	}
	return s.months&(1<<at.Month()) != 0 && s.hours&(1<<at.Hour()) != 0 && s.minutes&(1<<at.Minute()) != 0
}

// FuzzCronNext checks that the next match is a match, is later, and that none lies between for a while.
func FuzzCronNext(f *testing.F) {
	for _, text := range []string{"0 20 * * 1-5", "*/7 */5 */3 * *", "0 0 29 2 */2", "0 0 30 2 *", "1 2 3 4 5", "59 23 31 * 7"} {
		f.Add(text, int64(1_700_000_000))
		f.Add(text, int64(-1))
	}
	f.Fuzz(func(t *testing.T, text string, seconds int64) {
		s, fault := parseCron(text)
		if fault != nil {
			return
		}
		after := time.Unix(seconds, 0).UTC()
		got, ok := s.next(after)
		if ok {
			assert.True(t, got.After(after))
			assert.True(t, s.matches(got))
			assert.False(t, s.never())
		} else {
			assert.True(t, s.never() || after.Year() < 1 || after.Year() > 9999-41)
			return
		}
		for at := after.Truncate(time.Minute).Add(time.Minute); at.Before(got) && at.Sub(after) < 3*24*time.Hour; at = at.Add(time.Minute) {
			require.False(t, s.matches(at), at)
		}
	})
}

func TestCronNextAllocatesNothing(t *testing.T) {
	s := mustCron(t, "0 0 29 2 */7")
	after := time.Date(2088, time.March, 1, 0, 0, 0, 0, time.UTC)
	assert.Zero(t, testing.AllocsPerRun(10, func() { s.next(after) }))
}

func BenchmarkCronNext(b *testing.B) {
	after := time.Date(2088, time.March, 1, 0, 0, 0, 0, time.UTC)
	for _, text := range []string{"* * * * *", "0 20 * * 1-5", "0 0 29 2 */7"} {
		s := mustCron(b, text)
		b.Run(text, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				s.next(after)
			}
		})
	}
}
