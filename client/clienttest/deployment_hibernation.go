package clienttest

import (
	"net/http"
	"strconv"
	"time"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/deployfile"
)

type scalingSpec struct {
	HibernationSpec *hibernationSpec `json:"hibernationSpec,omitempty"`
}

type hibernationSpec struct {
	Schedules []hibernationSchedule `json:"schedules,omitempty"`
	Override  *hibernationOverride  `json:"override,omitempty"`
}

type hibernationSchedule struct {
	Description     string `json:"description,omitempty"`
	HibernateAtCron string `json:"hibernateAtCron"`
	WakeAtCron      string `json:"wakeAtCron"`
	IsEnabled       bool   `json:"isEnabled"`
}

type hibernationOverride struct {
	IsActive      bool       `json:"isActive"`
	IsHibernating *bool      `json:"isHibernating,omitempty"`
	OverrideUntil *time.Time `json:"overrideUntil,omitempty"`
}

type scalingStatus struct {
	HibernationStatus hibernationStatus `json:"hibernationStatus"`
}

type hibernationStatus struct {
	IsHibernating bool                    `json:"isHibernating"`
	NextEventType client.HibernationEvent `json:"nextEventType,omitempty"`
	NextEventAt   string                  `json:"nextEventAt,omitempty"`
	Reason        string                  `json:"reason,omitempty"`
}

// How far ahead the next event is looked for: most schedules come up within a week, and every one that is more than a
// date of leap years within the horizon.
const (
	week    = 8 * 24 * time.Hour
	horizon = 400 * 24 * time.Hour
)

// configureHibernation takes a scaling spec over. An absent one keeps what is there, {} removes it, and one that is given
// replaces it as a whole, so that leaving the override out ends an active one.
func configureHibernation(d *deployment, r *scalingRequest, now time.Time, p *problems) {
	const field = "scalingSpec.hibernationSpec"
	switch {
	case r == nil && !d.development():
		d.ScalingSpec = nil
		return
	case r == nil:
		return
	case r.HibernationSpec == nil:
		d.ScalingSpec = nil
		return
	case !d.development():
		p.add(field, "excluded", "only Deployments in development mode hibernate")
		return
	}
	to := &hibernationSpec{Schedules: r.HibernationSpec.Schedules}
	for i, s := range to.Schedules {
		checkCron(item(field+".schedules", i, "hibernateAtCron"), s.HibernateAtCron, p)
		checkCron(item(field+".schedules", i, "wakeAtCron"), s.WakeAtCron, p)
	}
	if o := r.HibernationSpec.Override; o != nil && o.IsHibernating != nil {
		override := &hibernationOverride{IsActive: true, IsHibernating: o.IsHibernating}
		if o.OverrideUntil != nil && *o.OverrideUntil != "" {
			until, err := time.Parse(time.RFC3339, *o.OverrideUntil)
			if err != nil || !until.After(now) {
				p.add(field+".override.overrideUntil", "datetime", "%q is not an RFC 3339 time in the future", *o.OverrideUntil)
			}
			override.OverrideUntil = new(until.UTC())
		}
		to.Override = override
	}
	d.ScalingSpec = &scalingSpec{HibernationSpec: to}
}

// checkCron lets the calendar of Deployment files judge a text, by pairing it with one that is right.
func checkCron(field, text string, p *problems) {
	pair := deployfile.HibernationSchedule{HibernateAt: text, WakeAt: "59 23 31 12 *", Enabled: new(true)}
	for _, note := range deployfile.HibernationCalendar([]deployfile.HibernationSchedule{pair}, time.Time{}, time.Time{}, deployfile.CalendarOptions{}).Notes {
		if note.Reason == "unreadable" {
			p.add(field, "cron", "%q is not a cron expression of five fields", text)
		}
	}
}

// calendar says when d sleeps from now on, overrides aside or not.
func (d *deployment) calendar(now time.Time, ahead time.Duration) deployfile.Calendar {
	spec := d.ScalingSpec.HibernationSpec
	schedules := make([]deployfile.HibernationSchedule, len(spec.Schedules))
	for i, s := range spec.Schedules {
		schedules[i] = deployfile.HibernationSchedule{HibernateAt: s.HibernateAtCron, WakeAt: s.WakeAtCron, Enabled: new(s.IsEnabled)}
	}
	var o deployfile.CalendarOptions
	if v := spec.Override; v != nil {
		o.Override = &deployfile.HibernationOverride{IsHibernating: v.IsHibernating}
		if v.OverrideUntil != nil {
			o.Override.OverrideUntil = v.OverrideUntil.Format(time.RFC3339Nano)
		}
	}
	return deployfile.HibernationCalendar(schedules, now, now.Add(ahead), o)
}

// hibernate works out whether d sleeps at a moment, and until when that is certain. A schedule counts as if it had
// always been in force.
func (d *deployment) hibernate(now time.Time) {
	d.ScalingStatus, d.asleep, d.nextEvent = nil, false, time.Time{}
	if d.ScalingSpec == nil || d.ScalingSpec.HibernationSpec == nil {
		return
	}
	if o := d.ScalingSpec.HibernationSpec.Override; o != nil && o.OverrideUntil != nil && !o.OverrideUntil.After(now) {
		d.setOverride(nil)
	}
	status := hibernationStatus{Reason: "schedule"}
	if d.ScalingSpec.HibernationSpec.Override != nil {
		status.Reason = "override"
	}
	asleep := d.calendar(now, week).Asleep
	if len(asleep) == 0 || asleep[0].EndsAfter {
		asleep = d.calendar(now, horizon).Asleep
	}
	if len(asleep) > 0 {
		next := asleep[0]
		status.IsHibernating = !next.From.After(now)
		switch {
		case !status.IsHibernating:
			status.NextEventType, d.nextEvent = client.HibernationEventHibernate, next.From
		case !next.EndsAfter:
			status.NextEventType, d.nextEvent = client.HibernationEventWake, next.Until
		}
	}
	if !d.nextEvent.IsZero() {
		status.NextEventAt = d.nextEvent.Format(time.RFC3339)
	}
	if o := d.ScalingSpec.HibernationSpec.Override; o != nil && o.OverrideUntil != nil && (d.nextEvent.IsZero() || o.OverrideUntil.Before(d.nextEvent)) {
		d.nextEvent = *o.OverrideUntil
	}
	d.asleep = status.IsHibernating
	d.ScalingStatus = &scalingStatus{status}
}

// setOverride replaces the override in a copy of the spec, because answers may share it.
func (d *deployment) setOverride(o *hibernationOverride) {
	to := hibernationSpec{Override: o}
	if d.ScalingSpec != nil && d.ScalingSpec.HibernationSpec != nil {
		to.Schedules = d.ScalingSpec.HibernationSpec.Schedules
	}
	d.ScalingSpec = &scalingSpec{HibernationSpec: &to}
}

// updateOverride answers UpdateDeploymentHibernationOverride. isHibernating null removes the override, as deleting it does.
func updateOverride(c *call) (any, error) {
	d, err := c.deployment()
	if err != nil {
		return nil, err
	}
	var r struct {
		IsHibernating *bool      `json:"isHibernating"`
		OverrideUntil *time.Time `json:"overrideUntil"`
	}
	if err := c.read(&r); err != nil {
		return nil, err
	}
	var p problems
	if !d.development() {
		p.add("isHibernating", "excluded", "only Deployments in development mode hibernate")
	}
	if r.OverrideUntil != nil && !r.OverrideUntil.After(c.at) {
		p.add("overrideUntil", "min", "%s is not in the future", r.OverrideUntil.Format(time.RFC3339))
	}
	if err := p.err(); err != nil {
		return nil, err
	}
	o := &hibernationOverride{IsActive: true, IsHibernating: r.IsHibernating, OverrideUntil: r.OverrideUntil}
	if r.IsHibernating == nil {
		o = nil
	}
	d.setOverride(o)
	d.touch(c)
	c.rest(d, c.at)
	if o == nil {
		return hibernationOverride{}, nil
	}
	return *o, nil
}

// deleteOverride answers DeleteDeploymentHibernationOverride; without an override there is nothing to do.
func deleteOverride(c *call) (any, error) {
	d, err := c.deployment()
	if err != nil {
		return nil, err
	}
	if d.ScalingSpec == nil || d.ScalingSpec.HibernationSpec == nil || d.ScalingSpec.HibernationSpec.Override == nil {
		return nil, nil
	}
	d.setOverride(nil)
	d.touch(c)
	c.rest(d, c.at)
	return nil, nil
}

// awake refuses what a sleeping Deployment does not do.
func (d *deployment) awake() error {
	if d.asleep {
		return refuse(http.StatusBadRequest, "Deployment %s is hibernating", strconv.Quote(d.Name))
	}
	return nil
}
