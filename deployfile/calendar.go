package deployfile

import (
	"time"

	"github.com/astrofile/astrofile/deployfile/diag"
)

// Calendar says when a Deployment is asleep in a span of time, and which schedule makes it so.
type Calendar struct {
	From       time.Time         `json:"from"`
	Until      time.Time         `json:"until"` // exclusive; earlier than asked for when Truncated
	Asleep     []SleepPeriod     `json:"asleep"`
	Overlaps   []ScheduleOverlap `json:"overlaps,omitempty"`
	Notes      []CalendarNote    `json:"notes,omitempty"`
	SavedHours float64           `json:"savedHours"` // the length of all periods together
	// Truncated is set when the schedules hibernate and wake more often than is worth listing; the calendar is complete
	// up to Until.
	Truncated bool `json:"truncated,omitempty"`
}

// Causes of hibernating or waking that are not the index of a schedule.
const (
	CauseOverride = -1 // the manual override, or its end
	CauseNone     = -2 // the period goes on beyond the calendar
)

// SleepPeriod is a time without running workers, however many schedules call for it. Times are in UTC.
type SleepPeriod struct {
	From         time.Time `json:"from"`
	Until        time.Time `json:"until"`   // exclusive
	SleepBy      int       `json:"sleepBy"` // index of the schedule that begins it, or CauseOverride
	WakeBy       int       `json:"wakeBy"`  // index of the schedule that ends it, CauseOverride or CauseNone
	BeginsBefore bool      `json:"beginsBefore,omitempty"`
	EndsAfter    bool      `json:"endsAfter,omitempty"`
}

// ScheduleOverlap is a time for which more than one schedule calls for hibernation.
type ScheduleOverlap struct {
	From   time.Time `json:"from"`
	Until  time.Time `json:"until"`
	First  int       `json:"first"` // indexes of the two schedules that meet first
	Second int       `json:"second"`
}

// CalendarNote says why a schedule is not what it may look like: it takes no part in the calendar, or never wakes.
type CalendarNote struct {
	Schedule int    `json:"schedule"` // index, or CauseOverride
	Reason   string `json:"reason"`   // disabled, unreadable, never-hibernates, never-wakes, same-times
	Message  string `json:"message"`
}

// CalendarOptions add to a calendar what the schedules do not say.
type CalendarOptions struct {
	Override *HibernationOverride // taken to be in force from the beginning, until the time that it names or for good
}

// HibernationCalendar lists when schedules have a Deployment asleep between two instants. It is asleep while at least one
// enabled schedule calls for it, which is from a hibernation time to the next wake time; a minute that is both counts as
// waking. Schedules are taken to have been in force before the calendar begins. What cannot be read is left out and
// noted.
func HibernationCalendar(schedules []HibernationSchedule, from, until time.Time, o CalendarOptions) Calendar {
	s := &sleepSweep{Calendar: Calendar{From: inCalendar(from), Until: inCalendar(until), Asleep: []SleepPeriod{}}}
	if s.Until.Before(s.From) {
		s.Until = s.From
	}
	for i := range schedules {
		s.enter(i, &schedules[i])
	}
	s.override(o.Override)
	s.begin()
	s.run()
	s.end()
	return s.Calendar
}

// inCalendar returns the instant in UTC, within the years that have dates of four digits.
func inCalendar(t time.Time) time.Time {
	first := time.Date(1, time.January, 1, 0, 0, 0, 0, time.UTC)
	last := time.Date(9999, time.December, 31, 23, 59, 0, 0, time.UTC)
	switch t = t.UTC(); {
	case t.Before(first):
		return first
	case t.After(last):
		return last
	default:
		return t
	}
}

// enter reads schedule i and notes what is remarkable about it.
func (s *sleepSweep) enter(i int, h *HibernationSchedule) {
	if !isTrue(h.Enabled) {
		s.note(i, "disabled", "is disabled")
		return
	}
	hibernate, wake := readTime(i, "hibernate_at", h.HibernateAt), readTime(i, "wake_at", h.WakeAt)
	for _, t := range [...]*cronTime{&hibernate, &wake} {
		if t.fault != nil {
			s.note(i, "unreadable", "cannot be read: "+t.key+" "+diag.Quote(t.text)+": "+t.fault.Error())
			return
		}
	}
	switch {
	case hibernate.never():
		s.note(i, "never-hibernates", "never hibernates: no year has the date of hibernate_at "+diag.Quote(h.HibernateAt))
		return
	case hibernate.cronSchedule == wake.cronSchedule:
		s.note(i, "same-times", "hibernates and wakes at the same times, "+diag.Quote(h.HibernateAt))
		return
	case wake.never():
		s.note(i, "never-wakes", "never wakes: no year has the date of wake_at "+diag.Quote(h.WakeAt))
	}
	s.add(i, sleepTimes{hibernate.cronSchedule, wake.cronSchedule})
}

func (s *sleepSweep) note(i int, reason, message string) {
	s.Notes = append(s.Notes, CalendarNote{Schedule: i, Reason: reason, Message: message})
}

// override reads the manual override.
func (s *sleepSweep) override(o *HibernationOverride) {
	if o == nil || o.IsHibernating == nil {
		return
	}
	end := s.Until
	if o.OverrideUntil != "" {
		var err error
		if end, err = time.Parse(time.RFC3339, o.OverrideUntil); err != nil {
			s.note(CauseOverride, "unreadable", "cannot be read: override_until "+diag.Quote(o.OverrideUntil)+" is not an RFC 3339 time")
			return
		}
	}
	if end.After(s.From) {
		s.forced, s.forcedAsleep, s.forcedUntil = true, *o.IsHibernating, end.UTC()
	}
}
