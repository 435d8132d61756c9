package deployfile

import (
	"time"

	"github.com/astrofile/astrofile/internal/spec"
)

const (
	// sleepTooClose is the distance of hibernating and waking below which Astro may miss one of the two.
	sleepTooClose = spec.ScheduleGapMinutes * time.Minute

	// sleepHorizon covers every day of a year. sleepSteps bounds the work for schedules that match all the time.
	sleepHorizon = 400 * 24 * time.Hour
	sleepSteps   = 600
)

// sleepStart is a Monday. Schedules are compared from a fixed date, so that findings do not depend on the clock.
func sleepStart() time.Time { return time.Date(2024, time.January, 1, 0, 0, 0, 0, time.UTC) }

// sleepTimes are the two halves of a hibernation schedule.
type sleepTimes struct{ hibernate, wake cronSchedule }

// sleepOverlap returns the first instant, counted from Monday 2024-01-01, at which both schedules have their
// Deployment asleep.
func sleepOverlap(a, b sleepTimes) (time.Time, bool) {
	start := sleepStart()
	end := start.Add(sleepHorizon)
	x, ok := a.nextSleep(start.Add(-time.Minute))
	y, okay := b.nextSleep(start.Add(-time.Minute))
	for range sleepSteps {
		if !ok || !okay || x.from.After(end) || y.from.After(end) {
			return time.Time{}, false
		}
		switch {
		case !x.until.After(y.from):
			x, ok = a.nextSleep(x.until)
		case !y.until.After(x.from):
			y, okay = b.nextSleep(y.until)
		case x.from.After(y.from):
			return x.from, true
		default:
			return y.from, true
		}
	}
	return time.Time{}, false
}

// sleepPeriod is one period of hibernation.
type sleepPeriod struct{ from, until time.Time }

// nextSleep returns the first period that starts after the given instant.
func (s sleepTimes) nextSleep(after time.Time) (sleepPeriod, bool) {
	from, ok := s.hibernate.next(after)
	if !ok {
		return sleepPeriod{}, false
	}
	until, ok := s.wake.next(from)
	if !ok {
		until = from.Add(2 * sleepHorizon) // it never wakes
	}
	return sleepPeriod{from, until}, true
}

// tooClose returns the first two instants, counted from Monday 2024-01-01, at which the Deployment hibernates and wakes
// or wakes and hibernates less than 15 minutes apart.
func (s sleepTimes) tooClose() (first, second time.Time, found bool) {
	at := sleepStart().Add(-time.Minute)
	end := at.Add(sleepHorizon)
	at, ok := s.hibernate.next(at)
	turn, other := s.wake, s.hibernate
	for range sleepSteps {
		if !ok || at.After(end) {
			break
		}
		next, okay := turn.next(at.Add(-time.Minute)) // the same minute counts
		if okay && next.Sub(at) < sleepTooClose {
			return at, next, true
		}
		at, ok = next, okay
		turn, other = other, turn
	}
	return time.Time{}, time.Time{}, false
}
