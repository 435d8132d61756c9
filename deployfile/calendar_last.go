package deployfile

import (
	"math/bits"
	"time"
)

// has reports whether the minute of the instant matches.
func (s cronSchedule) has(at time.Time) bool {
	at = at.UTC()
	year, month, day := at.Date()
	return s.minutes&(1<<at.Minute()) != 0 && s.hours&(1<<at.Hour()) != 0 && s.monthMatches(year, month)&(1<<day) != 0
}

// last returns the last match up to the given instant, in UTC: the counterpart of next.
func (s cronSchedule) last(upTo time.Time) (time.Time, bool) {
	upTo = upTo.UTC()
	year, month, day := upTo.Date()
	if year < 1 || year > 9999 {
		return time.Time{}, false
	}
	days := s.monthMatches(year, month)
	if days&(1<<day) != 0 {
		if hour, minute, ok := s.earlier(upTo.Hour(), upTo.Minute()); ok {
			return time.Date(year, month, day, hour, minute, 0, 0, time.UTC), true
		}
	}
	days &= 1<<day - 1
	for range cronMonths {
		if days != 0 {
			day := bits.Len32(days) - 1
			hour, minute := bits.Len32(s.hours)-1, bits.Len64(s.minutes)-1
			return time.Date(year, month, day, hour, minute, 0, 0, time.UTC), true
		}
		if month--; month < time.January {
			if year--; year < 1 {
				break
			}
			month = time.December
		}
		days = s.monthMatches(year, month)
	}
	return time.Time{}, false
}

// earlier returns the last match on the same day up to the given minute.
func (s cronSchedule) earlier(hour, minute int) (int, int, bool) {
	if s.hours&(1<<hour) != 0 {
		if rest := s.minutes & (1<<(minute+1) - 1); rest != 0 {
			return hour, bits.Len64(rest) - 1, true
		}
	}
	rest := s.hours & (1<<hour - 1)
	if rest == 0 {
		return 0, 0, false
	}
	return bits.Len32(rest) - 1, bits.Len64(s.minutes) - 1, true
}
