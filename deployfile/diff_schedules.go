package deployfile

import (
	"cmp"
	"sort"
	"strings"

	"github.com/astrofile/astrofile/deployfile/diag"
)

// sleepSchedule is a hibernation schedule in its canonical form.
type sleepSchedule struct {
	hibernateAt, wakeAt, description string
	enabled                          bool
}

func canonicalSchedules(list []HibernationSchedule) []sleepSchedule {
	schedules := make([]sleepSchedule, len(list))
	for i, s := range list {
		schedules[i] = sleepSchedule{normalCron(strings.ToUpper(s.HibernateAt)), normalCron(strings.ToUpper(s.WakeAt)), s.Description, isTrue(s.Enabled)}
	}
	sort.SliceStable(schedules, func(i, j int) bool { return compareSchedules(schedules[i], schedules[j]) < 0 })
	return schedules
}

func compareSchedules(a, b sleepSchedule) int {
	return cmp.Or(compareTimes(a, b), cmp.Compare(a.description, b.description), cmp.Compare(boolRank(a.enabled), boolRank(b.enabled)))
}

func compareTimes(a, b sleepSchedule) int {
	return cmp.Or(cmp.Compare(a.hibernateAt, b.hibernateAt), cmp.Compare(a.wakeAt, b.wakeAt))
}

func boolRank(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (s sleepSchedule) path() diag.Path {
	return sectionSchedules.Entry("hibernate_at", s.hibernateAt).And("wake_at", s.wakeAt)
}

func (s sleepSchedule) value() Value {
	var e entryValue
	e.addText("hibernate_at", s.hibernateAt)
	e.addText("wake_at", s.wakeAt)
	e.addText("description", s.description)
	e.add("enabled", boolValue(s.enabled))
	return e.value()
}

// schedules compares the hibernation schedules, which have no identity: equal ones are paired first, then those of the
// same times, and the rest comes or goes. Only a Deployment in development mode has any.
func (d *differ) schedules() {
	developed := isTrue(d.live.Configuration.IsDevelopmentMode)
	develops := developed
	if written := d.want.Configuration.IsDevelopmentMode; written != nil && (developed || d.plan.Creation) {
		develops = *written
	}
	if d.is.kind.is(KindHybrid) {
		return
	}
	var live, want []sleepSchedule
	if developed {
		live = canonicalSchedules(d.live.HibernationSchedules)
	}
	if develops {
		want = canonicalSchedules(d.want.HibernationSchedules)
	}
	before := len(d.plan.Changes)
	d.section(func() {
		live, want = withoutPairs(live, want, compareSchedules, nil)
		live, want = withoutPairs(live, want, compareTimes, d.changeSchedule)
		omitted := d.want.HibernationSchedules == nil
		for _, s := range live {
			d.scheduleGone(s, omitted, develops)
		}
		for _, s := range want {
			d.change(Change{Action: ActionCreate, Path: s.path(), After: s.value(), Reason: reasonSleep(s.enabled)})
		}
	})
	if len(d.plan.Changes) > before {
		d.overrideEnds()
	}
}

func reasonSleep(enabled bool) string {
	if enabled {
		return "the Deployment hibernates at these times; running tasks are killed"
	}
	return "the schedule is disabled and does nothing"
}

// withoutPairs removes from two sorted lists what is in both, and calls pair for every two that go.
func withoutPairs(a, b []sleepSchedule, compare func(x, y sleepSchedule) int, pair func(x, y sleepSchedule)) (restA, restB []sleepSchedule) {
	for len(a) > 0 && len(b) > 0 {
		switch order := compare(a[0], b[0]); {
		case order < 0:
			restA, a = append(restA, a[0]), a[1:]
		case order > 0:
			restB, b = append(restB, b[0]), b[1:]
		default:
			if pair != nil {
				pair(a[0], b[0])
			}
			a, b = a[1:], b[1:]
		}
	}
	return append(restA, a...), append(restB, b...)
}

func (d *differ) changeSchedule(before, after sleepSchedule) {
	p := before.path()
	if before.description != after.description {
		d.change(Change{Action: ActionUpdate, Path: p.Field("description"), Before: textValue(before.description), After: textValue(after.description),
			Reason: "changes nothing that runs"})
	}
	if before.enabled == after.enabled {
		return
	}
	c := Change{Action: ActionUpdate, Path: p.Field("enabled"), Before: boolValue(before.enabled), After: boolValue(after.enabled), Reason: reasonSleep(after.enabled)}
	if before.enabled {
		c.Impact = []Impact{ImpactScheduleOff, ImpactCostUp}
		c.Reason = "the Deployment no longer hibernates at these times"
	}
	d.change(c)
}

func (d *differ) scheduleGone(s sleepSchedule, omitted, develops bool) {
	c := Change{Action: ActionDelete, Path: s.path(), Omitted: omitted, Before: s.value(), Reason: "the schedule was disabled and did nothing"}
	if s.enabled {
		c.Impact = []Impact{ImpactScheduleOff, ImpactCostUp}
		c.Reason = "the Deployment no longer hibernates at these times"
	}
	if !develops {
		c.Reason += "; without development mode there are no schedules"
	}
	d.change(c)
}

// overrideEnds notes that a manual override is active while the schedules change.
func (d *differ) overrideEnds() {
	m := d.live.Metadata
	if m == nil || m.HibernationOverride == nil || m.HibernationOverride.IsHibernating == nil {
		return
	}
	state, until := "awake", ""
	if *m.HibernationOverride.IsHibernating {
		state = "hibernating"
	}
	if end := m.HibernationOverride.OverrideUntil; end != "" {
		until = " until " + diag.Quote(end)
	}
	d.note(Note{Code: CodeOverrideEnded, Path: sectionSchedules,
		Message: "a manual override keeps the live Deployment " + state + until + ", and new schedules may end it",
		Hint:    "send the override again with the update, or hibernate or wake the Deployment afterwards"})
}
