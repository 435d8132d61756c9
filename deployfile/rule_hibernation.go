package deployfile

import (
	"fmt"
	"strings"

	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/spec"
)

// hibernationRules are about when a Deployment in development mode sleeps.
var hibernationRules = []rule{
	{code: CodeSchedulesIgnored, level: always(warning), needs: theWhole,
		summary: "Hibernation schedules have no effect, because the Deployment is not in development mode or is Hybrid.", check: checkSchedulesIgnored},
	{code: CodeScheduleCount, level: always(failure),
		hint:    "delete some, or join those that differ in days only",
		summary: "There are more hibernation schedules than the API accepts.", check: checkScheduleCount},
	{code: CodeCronFormat, level: always(failure),
		summary: "A time of a hibernation schedule is not a cron expression of five fields.", check: checkCronFormat},
	{code: CodeCronBlank, level: always(notice),
		summary: "A cron expression has needless blanks.", check: checkCronBlank},
	{code: CodeCronNever, level: always(warning),
		hint:    "write a day that the month has",
		summary: "No date ever matches a cron expression.", check: checkCronNever},
	{code: CodeScheduleSameTime, level: always(warning),
		hint:    "write another wake_at",
		summary: "A hibernation schedule hibernates and wakes at the same time.", check: checkScheduleSameTime},
	{code: CodeScheduleOverlap, level: always(notice),
		summary: "Two enabled hibernation schedules overlap, or the times of one are less than 15 minutes apart.", check: checkScheduleOverlap},
	{code: CodeScheduleEnabledMissing, level: always(notice), needs: theWhole,
		hint:    "write enabled: true to put it in force, or enabled: false",
		summary: "A hibernation schedule does not say whether it is enabled, which means that it is not.", check: checkScheduleEnabledMissing},
}

func checkSchedulesIgnored(c *check) {
	if len(c.HibernationSchedules) == 0 {
		return
	}
	p := configuration("is_development_mode")
	want := c.Configuration.IsDevelopmentMode
	switch {
	case c.kind.is(KindHybrid):
		c.schedulesIgnored("on HYBRID, which does not hibernate").Hint = "delete hibernation_schedules"
	case c.isLost(p):
	case c.Mode == ModeUpdate && c.Live != nil:
		if !isTrue(c.Live.Configuration.IsDevelopmentMode) {
			c.schedulesIgnored("on a live Deployment without development mode").Hint =
				"delete hibernation_schedules; development mode is chosen at creation"
		} else if want != nil && !*want {
			c.schedulesIgnored("in a file that turns development mode off").Hint =
				"delete hibernation_schedules or is_development_mode"
		}
	case isTrue(want):
	case c.Mode == ModeUpdate:
		c.schedulesIgnored("without development mode").Hint =
			"write is_development_mode: true if the live Deployment has it, or delete hibernation_schedules"
	default:
		f := c.schedulesIgnored("without development mode")
		f.Hint = "write is_development_mode: true, or delete hibernation_schedules"
		if c.Mode == ModeCreate && c.hosted() && want == nil && c.fitsHibernation() {
			f.Fix = c.insertLiteral(p, "true")
		}
	}
}

func (c *check) schedulesIgnored(where string) *diag.Diagnostic {
	n := len(c.HibernationSchedules)
	have := "has"
	if n > 1 {
		have = "have"
	}
	return c.report(sectionSchedules, "%s %s no effect %s: the API would refuse the section, so it is left out; the official CLI drops it silently",
		count(n, "hibernation schedule"), have, where)
}

// fitsHibernation reports whether nothing in the configuration stands against hibernation.
func (c *check) fitsHibernation() bool {
	size, known := c.Configuration.SchedulerSize.Canonical()
	return !isTrue(c.Configuration.IsHighAvailability) &&
		(c.Configuration.SchedulerSize == "" || known && size == SchedulerSmall)
}

func checkScheduleCount(c *check) {
	most := spec.Lookup(string(sectionSchedules)).MaxItems
	if n := len(c.HibernationSchedules); n > most {
		c.report(sectionSchedules, "hibernation_schedules has %d entries, the limit is %d", n, most)
	}
}

// cronTime is one of the two times of a hibernation schedule.
type cronTime struct {
	schedule  int
	key, text string
	cronSchedule
	fault *cronError
}

func (t cronTime) path() diag.Path { return schedule(t.schedule, t.key) }

// name introduces a message about the time by schedule, key and value.
func (t cronTime) name() string { return scheduleName(t.schedule) + t.key + " " + diag.Quote(t.text) }

// times returns both times of hibernation schedule i, read; ok says that both are there and well-formed.
func (c *check) times(i int) (hibernate, wake cronTime, ok bool) {
	s := &c.HibernationSchedules[i]
	hibernate, wake = readTime(i, "hibernate_at", s.HibernateAt), readTime(i, "wake_at", s.WakeAt)
	return hibernate, wake, hibernate.fault == nil && wake.fault == nil
}

func readTime(i int, key, text string) cronTime {
	t := cronTime{schedule: i, key: key, text: text}
	t.cronSchedule, t.fault = parseCron(text)
	return t
}

// cronTimes calls yield for every time that is written.
func (c *check) cronTimes(yield func(cronTime) bool) {
	for i := range c.HibernationSchedules {
		hibernate, wake, _ := c.times(i)
		if hibernate.text != "" && !yield(hibernate) || wake.text != "" && !yield(wake) {
			return
		}
	}
}

func checkCronFormat(c *check) {
	for t := range c.cronTimes {
		if t.fault == nil {
			continue
		}
		p := t.path()
		f := c.report(p, "%s: %s", t.name(), t.fault.Error())
		f.Hint = cronHint(t.fault)
		if strings.HasPrefix(t.fault.text, "@") {
			f.Message = t.name() + " is a macro where five fields belong"
		}
		if t.fault.macroFields != "" {
			f.Hint = "write " + t.fault.macroFields
			f.Fix = c.replace(p, t.fault.macroFields)
		}
		c.lose(p)
	}
}

// cronHint says how to write the field at fault, or the whole expression.
func cronHint(fault *cronError) string {
	field := fault.field
	if field.Name == "" {
		return "write minute, hour, day of month, month and day of week, such as " + spec.Lookup(string(sectionSchedules)+"[].hibernate_at").Example
	}
	names := ""
	if n := len(field.Names); n > 0 {
		names = ", names from " + field.Names[0] + " to " + field.Names[n-1]
	}
	return fmt.Sprintf("write *, numbers from %d to %d%s, or lists, ranges and steps of them", field.Min, field.Max, names)
}

func checkCronBlank(c *check) {
	for t := range c.cronTimes {
		if t.fault != nil || isNormalCron(t.text) {
			continue
		}
		p, text := t.path(), normalCron(t.text)
		f := c.report(p, "%s has needless blanks", t.name())
		f.Hint = "write " + text
		f.Fix = c.replace(p, text)
	}
}

func checkCronNever(c *check) {
	for t := range c.cronTimes {
		if t.fault == nil && t.never() {
			c.report(t.path(), "%s never comes: no year has such a date", t.name())
		}
	}
}

func checkScheduleSameTime(c *check) {
	for i := range c.HibernationSchedules {
		hibernate, wake, ok := c.times(i)
		if !ok || hibernate.cronSchedule != wake.cronSchedule || wake.never() {
			continue
		}
		f := c.report(sectionSchedules.Index(i), "%shibernate_at and wake_at are both %s", scheduleName(i), diag.Quote(wake.text))
		if hibernate.text != wake.text {
			f.Message = scheduleName(i) + "hibernate_at " + diag.Quote(hibernate.text) + " and wake_at " + diag.Quote(wake.text) + " are the same times"
		}
		c.relate(f, wake.path(), "when it wakes")
	}
}

func checkScheduleEnabledMissing(c *check) {
	for i := range c.HibernationSchedules {
		if c.HibernationSchedules[i].Enabled != nil || c.isLost(sectionSchedules.Index(i)) {
			continue
		}
		p := schedule(i, "enabled")
		f := c.report(p, "%senabled is missing, which means false", scheduleName(i))
		f.Fix = c.insertLiteral(p, "false") // keeps the meaning; inspect writes disabled schedules without it
	}
}
