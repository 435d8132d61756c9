package deployfile

import (
	"container/heap"
	"slices"
	"time"
)

// calendarSteps bounds the instants that a calendar looks at: ten schedules that hibernate and wake daily take twenty a
// day, 7,320 in a year.
const calendarSteps = 20_000

// sleepSweep goes through the instants at which schedules hibernate and wake, in order.
type sleepSweep struct {
	Calendar
	sleepers sleepers
	asleep   []*sleeper // those that call for hibernation now, in the order in which they began to

	forced, forcedAsleep bool // an override is in force
	forcedUntil          time.Time

	period  SleepPeriod // the one that is open, when isOpen
	isOpen  bool
	overlap ScheduleOverlap // likewise
	overlay bool
}

// sleeper is one schedule on the way through the calendar.
type sleeper struct {
	schedule int
	times    sleepTimes
	asleep   bool
	before   bool      // asleep since before the calendar begins
	next     time.Time // the next instant at which it may turn; zero when there is none
}

// add takes up a schedule in the state that it has at the beginning.
func (s *sleepSweep) add(i int, times sleepTimes) {
	p := &sleeper{schedule: i, times: times}
	if p.asleep = times.asleepAt(s.From); p.asleep {
		p.before = times.asleepAt(s.From.Add(-time.Nanosecond))
		s.asleep = append(s.asleep, p)
	}
	if p.advance(s.From) {
		s.sleepers = append(s.sleepers, p)
	}
}

// asleepAt reports whether the last hibernation up to the instant is later than the last waking.
func (s sleepTimes) asleepAt(at time.Time) bool {
	hibernated, ok := s.hibernate.last(at)
	if !ok {
		return false
	}
	woke, ok := s.wake.last(at)
	return !ok || hibernated.After(woke)
}

// advance looks up the next instant at which the schedule may turn.
func (p *sleeper) advance(after time.Time) (ok bool) {
	if p.asleep {
		p.next, ok = p.times.wake.next(after)
	} else {
		p.next, ok = p.times.hibernate.next(after)
	}
	return ok
}

// begin opens what is under way when the calendar begins.
func (s *sleepSweep) begin() {
	heap.Init(&s.sleepers)
	if s.From.Equal(s.Until) {
		return
	}
	cause, before := CauseOverride, s.forced
	if len(s.asleep) > 0 && !s.forced {
		cause = s.asleep[0].schedule
		before = slices.ContainsFunc(s.asleep, func(p *sleeper) bool { return p.before })
	}
	s.turn(s.From, cause, CauseNone)
	s.period.BeginsBefore = before
}

// run visits the instants up to the end of the calendar.
func (s *sleepSweep) run() {
	for steps := 0; ; {
		at, ok := s.nextInstant()
		if !ok || !at.Before(s.Until) {
			return
		}
		if steps >= calendarSteps {
			s.Until, s.Truncated = at, true
			return
		}
		sleepBy, wakeBy := CauseNone, CauseNone
		if s.forced && s.forcedUntil.Equal(at) {
			s.forced, sleepBy, wakeBy = false, CauseOverride, CauseOverride
		}
		for len(s.sleepers) > 0 && s.sleepers[0].next.Equal(at) {
			steps++
			switch p := s.sleepers[0]; {
			case !s.pass(p):
			case p.asleep && sleepBy == CauseNone:
				sleepBy = p.schedule
			case !p.asleep && wakeBy == CauseNone:
				wakeBy = p.schedule
			}
		}
		s.turn(at, sleepBy, wakeBy)
	}
}

func (s *sleepSweep) nextInstant() (at time.Time, ok bool) {
	if len(s.sleepers) > 0 {
		at, ok = s.sleepers[0].next, true
	}
	if s.forced && (!ok || s.forcedUntil.Before(at)) {
		at, ok = s.forcedUntil, true
	}
	return at, ok
}

// pass lets the first sleeper turn, and reports whether it does: it stays awake when it would wake in the same minute.
func (s *sleepSweep) pass(p *sleeper) (turns bool) {
	at := p.next
	turns = p.asleep || !p.times.wake.has(at)
	if turns {
		p.asleep = !p.asleep
		if p.asleep {
			s.asleep = append(s.asleep, p)
		} else {
			s.dismiss(p)
		}
	}
	if p.advance(at) {
		heap.Fix(&s.sleepers, 0)
	} else {
		heap.Pop(&s.sleepers)
	}
	return turns
}

func (s *sleepSweep) dismiss(p *sleeper) {
	if i := slices.Index(s.asleep, p); i >= 0 {
		s.asleep = slices.Delete(s.asleep, i, i+1)
	}
}

// turn opens and closes periods and overlaps at an instant, at which everything that turns has turned.
func (s *sleepSweep) turn(at time.Time, sleepBy, wakeBy int) {
	asleep := len(s.asleep) > 0
	if s.forced {
		asleep = s.forcedAsleep
	}
	switch {
	case asleep && !s.isOpen:
		s.isOpen, s.period = true, SleepPeriod{From: at, SleepBy: sleepBy, WakeBy: CauseNone}
	case !asleep && s.isOpen:
		s.period.WakeBy = wakeBy
		s.closePeriod(at)
	}
	switch {
	case len(s.asleep) > 1 && !s.overlay:
		s.overlay, s.overlap = true, ScheduleOverlap{From: at, First: s.asleep[0].schedule, Second: s.asleep[1].schedule}
	case len(s.asleep) < 2 && s.overlay:
		s.closeOverlap(at)
	}
}

// end closes what is under way when the calendar ends.
func (s *sleepSweep) end() {
	if s.isOpen {
		s.period.EndsAfter = true
		s.closePeriod(s.Until)
	}
	if s.overlay {
		s.closeOverlap(s.Until)
	}
}

func (s *sleepSweep) closePeriod(at time.Time) {
	s.isOpen, s.period.Until = false, at
	s.SavedHours += s.period.Hours()
	s.Asleep = append(s.Asleep, s.period)
}

func (s *sleepSweep) closeOverlap(at time.Time) {
	s.overlay, s.overlap.Until = false, at
	s.Overlaps = append(s.Overlaps, s.overlap)
}

// Hours returns the length of the period.
func (p SleepPeriod) Hours() float64 { return hoursBetween(p.From, p.Until) }

// hoursBetween does not end at the 292 years of a Duration.
func hoursBetween(from, until time.Time) float64 {
	return float64(until.Unix()-from.Unix())/3600 + float64(until.Nanosecond()-from.Nanosecond())/float64(time.Hour)
}

// sleepers is a heap: first the one that may turn next, of several the first in the file.
type sleepers []*sleeper

func (h sleepers) Len() int      { return len(h) }
func (h sleepers) Swap(i, j int) { h[i], h[j] = h[j], h[i] }

func (h sleepers) Less(i, j int) bool {
	if h[i].next.Equal(h[j].next) {
		return h[i].schedule < h[j].schedule
	}
	return h[i].next.Before(h[j].next)
}

// Push and Pop are for package heap.
func (h *sleepers) Push(p any) { *h = append(*h, p.(*sleeper)) }

func (h *sleepers) Pop() any {
	last := len(*h) - 1
	p := (*h)[last]
	*h = (*h)[:last]
	return p
}
