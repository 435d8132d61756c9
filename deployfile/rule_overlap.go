package deployfile

import (
	"slices"

	"github.com/astrofile/astrofile/internal/spec"
)

// weekdayLayout shows an instant of UTC with its weekday, which cron expressions go by.
const weekdayLayout = "Monday 2006-01-02 15:04"

// checkScheduleOverlap looks at the schedules that the API would accept; more of them are schedule-count, and pairs
// are costly.
func checkScheduleOverlap(c *check) {
	most := spec.Lookup(string(sectionSchedules)).MaxItems
	var asleep []sleepTimes
	var indexes []int
	for i := range min(most, len(c.HibernationSchedules)) {
		hibernate, wake, ok := c.times(i)
		if !ok || !isTrue(c.HibernationSchedules[i].Enabled) || hibernate.never() || wake.never() ||
			hibernate.cronSchedule == wake.cronSchedule {
			continue
		}
		s := sleepTimes{hibernate: hibernate.cronSchedule, wake: wake.cronSchedule}
		if first, second, found := s.tooClose(); found {
			f := c.report(sectionSchedules.Index(i), "%shibernate_at and wake_at are less than %d minutes apart, as on %s and %s UTC",
				scheduleName(i), spec.ScheduleGapMinutes, first.Format(weekdayLayout), second.Format("15:04"))
			f.Hint = "move one of the two"
		} else {
			c.overlapsEarlier(i, s, indexes, asleep)
		}
		asleep, indexes = append(asleep, s), append(indexes, i)
	}
}

// overlapsEarlier reports schedule i when it overlaps an earlier one: the one that it is equal to, or the first.
func (c *check) overlapsEarlier(i int, s sleepTimes, indexes []int, earlier []sleepTimes) {
	p := sectionSchedules.Index(i)
	if k := slices.Index(earlier, s); k >= 0 {
		f := c.report(p, "hibernation schedule %s has the times of schedule %s", ordinal(i), ordinal(indexes[k]))
		f.Hint = "delete one of the two"
		c.relate(f, sectionSchedules.Index(indexes[k]), "the same times")
		return
	}
	for k, other := range earlier {
		if at, overlap := sleepOverlap(other, s); overlap {
			f := c.report(p, "hibernation schedule %s overlaps schedule %s: both have the Deployment asleep on %s UTC",
				ordinal(i), ordinal(indexes[k]), at.Format(weekdayLayout))
			f.Hint = "join the two, or move one"
			c.relate(f, sectionSchedules.Index(indexes[k]), "the other schedule")
			return
		}
	}
}
