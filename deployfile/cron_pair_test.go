package deployfile

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func sleepOf(t testing.TB, hibernate, wake string) sleepTimes {
	t.Helper()
	return sleepTimes{hibernate: mustCron(t, hibernate), wake: mustCron(t, wake)}
}

func TestSleepOverlap(t *testing.T) {
	tests := []struct{ name, hibernateA, wakeA, hibernateB, wakeB, first string }{
		{"equal", "0 20 * * *", "0 6 * * *", "0 20 * * *", "0 6 * * *", "Mon 2024-01-01 20:00"},
		{"inside", "0 20 * * *", "0 6 * * *", "0 22 * * *", "0 5 * * *", "Mon 2024-01-01 22:00"},
		{"partly", "0 20 * * *", "0 6 * * *", "0 5 * * 3", "0 9 * * 3", "Wed 2024-01-03 05:00"},
		{"weekend and nights", "0 20 * * 1-5", "0 6 * * 1-5", "0 18 * * 6", "0 6 * * 1", "Sat 2024-01-06 18:00"},
		{"one day a year", "0 0 24 12 *", "0 0 2 1 *", "0 12 25 12 *", "0 13 25 12 *", "Wed 2024-12-25 12:00"},
		{"never wakes", "0 0 1 1 *", "0 0 31 2 *", "0 20 1 6 *", "0 6 2 6 *", "Sat 2024-06-01 20:00"},
		{"leap day", "0 0 29 2 *", "0 6 29 2 *", "0 5 * * *", "0 7 * * *", "Thu 2024-02-29 05:00"},
	}
	for _, test := range tests {
		a, b := sleepOf(t, test.hibernateA, test.wakeA), sleepOf(t, test.hibernateB, test.wakeB)
		first, ok := sleepOverlap(a, b)
		assert.True(t, ok, test.name)
		assert.Equal(t, test.first, first.Format(instantLayout), test.name)
		mirrored, ok := sleepOverlap(b, a)
		assert.True(t, ok, test.name)
		assert.Equal(t, first, mirrored, test.name)
	}
}

func TestSleepOverlapNone(t *testing.T) {
	tests := []struct{ name, hibernateA, wakeA, hibernateB, wakeB string }{
		{"one wakes as the other sleeps", "0 20 * * *", "0 0 * * *", "0 0 * * *", "0 6 * * *"},
		{"weekdays and weekends", "0 20 * * 1-4", "0 6 * * 2-5", "0 20 * * 6", "0 6 * * 0"},
		{"never sleeps", "0 0 31 2 *", "0 6 * * *", "0 20 * * *", "0 6 * * *"},
		{"alternating minutes", "0-58/2 * * * *", "1-59/2 * * * *", "1-59/2 * * * *", "0-58/2 * * * *"},
	}
	for _, test := range tests {
		a, b := sleepOf(t, test.hibernateA, test.wakeA), sleepOf(t, test.hibernateB, test.wakeB)
		_, ok := sleepOverlap(a, b)
		assert.False(t, ok, test.name)
		_, ok = sleepOverlap(b, a)
		assert.False(t, ok, test.name)
	}
}

func TestSleepTooClose(t *testing.T) {
	tests := []struct{ hibernate, wake, first, second string }{
		{"0 20 * * *", "14 20 * * *", "Mon 2024-01-01 20:00", "Mon 2024-01-01 20:14"},
		{"0 20 * * *", "50 19 * * *", "Tue 2024-01-02 19:50", "Tue 2024-01-02 20:00"},
		{"0 20 * * 5", "0 20 * * *", "Fri 2024-01-05 20:00", "Fri 2024-01-05 20:00"},
		{"55 23 31 12 *", "5 0 1 1 *", "Tue 2024-12-31 23:55", "Wed 2025-01-01 00:05"},
		{"* * * * *", "*/30 * * * *", "Mon 2024-01-01 00:00", "Mon 2024-01-01 00:00"},
		{"*/5 * * * *", "0 6 * * *", "Mon 2024-01-01 06:00", "Mon 2024-01-01 06:00"},
	}
	for _, test := range tests {
		first, second, ok := sleepOf(t, test.hibernate, test.wake).tooClose()
		assert.True(t, ok, test.hibernate)
		assert.Equal(t, test.first, first.Format(instantLayout), test.hibernate)
		assert.Equal(t, test.second, second.Format(instantLayout), test.hibernate)
	}
	for _, pair := range [][2]string{
		{"0 20 * * *", "15 20 * * *"}, {"0 20 * * *", "0 6 * * *"}, {"0 20 31 2 *", "0 6 * * *"}, {"0 20 * * *", "0 6 31 2 *"},
		{"* 20 * * *", "0 6 * * *"}, // once asleep, the other minutes change nothing
	} {
		_, _, ok := sleepOf(t, pair[0], pair[1]).tooClose()
		assert.False(t, ok, pair)
	}
}

// FuzzSleep checks that an overlap does not depend on the order, lies within the horizon and has both asleep.
func FuzzSleep(f *testing.F) {
	f.Add("0 20 * * *", "0 6 * * *", "0 18 * * 6", "0 6 * * 1")
	f.Add("* * * * *", "* * * * *", "*/2 * * * *", "1-59/2 * * * *")
	f.Fuzz(func(t *testing.T, hibernateA, wakeA, hibernateB, wakeB string) {
		var schedules [4]cronSchedule
		for i, text := range []string{hibernateA, wakeA, hibernateB, wakeB} {
			s, fault := parseCron(text)
			if fault != nil {
				return
			}
			schedules[i] = s
		}
		a, b := sleepTimes{schedules[0], schedules[1]}, sleepTimes{schedules[2], schedules[3]}
		first, ok := sleepOverlap(a, b)
		mirrored, okay := sleepOverlap(b, a)
		assert.Equal(t, ok, okay)
		assert.Equal(t, first, mirrored)
		if ok {
			assert.True(t, a.hibernate.matches(first) || b.hibernate.matches(first))
			assert.False(t, first.Before(sleepStart()))
			assert.False(t, first.After(sleepStart().Add(sleepHorizon)))
		}
		if from, to, ok := a.tooClose(); ok {
			assert.False(t, to.Before(from))
			assert.Less(t, to.Sub(from), sleepTooClose)
			assert.True(t, a.hibernate.matches(from) && a.wake.matches(to) || a.wake.matches(from) && a.hibernate.matches(to))
		}
	})
}

func BenchmarkSleepOverlap(b *testing.B) {
	pairs := map[string][2]sleepTimes{
		"nights":  {sleepOf(b, "0 20 * * *", "0 6 * * *"), sleepOf(b, "0 22 * * *", "0 5 * * *")},
		"apart":   {sleepOf(b, "0 20 * * *", "0 6 * * *"), sleepOf(b, "0 10 * * *", "0 18 * * *")},
		"hostile": {sleepOf(b, "0-58/2 * * * *", "1-59/2 * * * *"), sleepOf(b, "1-59/2 * * * *", "0-58/2 * * * *")},
	}
	for name, pair := range pairs {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				sleepOverlap(pair[0], pair[1])
			}
		})
	}
}

func TestSleepStartIsMonday(t *testing.T) {
	assert.Equal(t, time.Monday, sleepStart().Weekday())
}
