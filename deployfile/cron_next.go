package deployfile

import (
	"math/bits"
	"time"
)

// cronMonths bounds the search for a match. A leap day returns to a given weekday after 40 years at most.
const cronMonths = 41 * 12

// never reports whether no date matches, as for 31 February.
func (s cronSchedule) never() bool {
	if !s.both {
		return false // every month has every weekday
	}
	for month := time.January; month <= time.December; month++ {
		if s.months&(1<<month) != 0 && s.days&monthDays(2000, month) != 0 {
			return false
		}
	}
	return true
}

// next returns the first match after the given instant, in UTC. It finds none when no date ever matches, and none
// outside the years 1 to 9999.
func (s cronSchedule) next(after time.Time) (time.Time, bool) {
	after = after.UTC()
	year, month, day := after.Date()
	if year < 1 || year > 9999 {
		return time.Time{}, false
	}
	days := s.monthMatches(year, month)
	if days&(1<<day) != 0 {
		if hour, minute, ok := s.later(after.Hour(), after.Minute()); ok {
			return time.Date(year, month, day, hour, minute, 0, 0, time.UTC), true
		}
	}
	days &^= 1<<(day+1) - 1
	for range cronMonths {
		if days != 0 {
			day := bits.TrailingZeros32(days)
			hour, minute := bits.TrailingZeros32(s.hours), bits.TrailingZeros64(s.minutes)
			return time.Date(year, month, day, hour, minute, 0, 0, time.UTC), true
		}
		if month++; month > time.December {
			if year++; year > 9999 {
				break
			}
			month = time.January
		}
		days = s.monthMatches(year, month)
	}
	return time.Time{}, false
}

// later returns the first match on the same day after the given minute.
func (s cronSchedule) later(hour, minute int) (int, int, bool) {
	if s.hours&(1<<hour) != 0 {
		if rest := s.minutes &^ (1<<(minute+1) - 1); rest != 0 {
			return hour, bits.TrailingZeros64(rest), true
		}
	}
	rest := s.hours &^ (1<<(hour+1) - 1)
	if rest == 0 {
		return 0, 0, false
	}
	return bits.TrailingZeros32(rest), bits.TrailingZeros64(s.minutes), true
}

// monthMatches returns the matching days of one month as bits 1 to 31.
func (s cronSchedule) monthMatches(year int, month time.Month) uint32 {
	if s.months&(1<<month) == 0 {
		return 0
	}
	first := time.Date(year, month, 1, 0, 0, 0, 0, time.UTC).Weekday()
	week := uint64(s.weekdays)
	week = (week>>first | week<<(7-first)) & 0x7f // bit 0 is the weekday of the first
	weekdays := uint32(week*0x10204081) << 1      // five weeks in a row
	if s.both {
		return s.days & weekdays & monthDays(year, month)
	}
	return (s.days | weekdays) & monthDays(year, month)
}

// monthDays returns the days of one month as bits 1 to 31.
func monthDays(year int, month time.Month) uint32 {
	switch {
	case month == time.April, month == time.June, month == time.September, month == time.November:
		return 1<<31 - 2
	case month != time.February:
		return 1<<32 - 2
	case year%4 == 0 && (year%100 != 0 || year%400 == 0):
		return 1<<30 - 2
	default:
		return 1<<29 - 2
	}
}
