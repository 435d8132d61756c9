package client

import (
	"context"
	"time"
)

// ScalingSpec holds what makes a development Deployment sleep. In an update the zero value removes every schedule
// and override; a nil pointer leaves them as they are.
type ScalingSpec struct {
	HibernationSpec *HibernationSpec `json:"hibernationSpec,omitempty"`
}

// HibernationSpec says when a Deployment sleeps. An update replaces it as a whole: one without Override may end an
// override that is active.
type HibernationSpec struct {
	Schedules []HibernationSchedule `json:"schedules,omitzero"` // at most ten; empty, not nil, removes them all
	Override  *HibernationOverride  `json:"override,omitempty"`
}

// HibernationSchedule puts a Deployment to sleep and wakes it again, at times in UTC.
type HibernationSchedule struct {
	Description     string `json:"description,omitempty"`
	HibernateAtCron string `json:"hibernateAtCron"` // five fields
	WakeAtCron      string `json:"wakeAtCron"`
	IsEnabled       bool   `json:"isEnabled"`
}

// HibernationOverride keeps a Deployment asleep or awake whatever its schedules say.
type HibernationOverride struct {
	IsHibernating *bool     `json:"isHibernating,omitempty"` // true: asleep, false: awake, nil: no override
	OverrideUntil time.Time `json:"overrideUntil,omitzero"`  // zero: until it is removed
	IsActive      bool      `json:"isActive,omitzero"`       // only in answers
}

// ScalingStatus is what the schedules and overrides of a Deployment amount to now.
type ScalingStatus struct {
	HibernationStatus *HibernationStatus `json:"hibernationStatus"`
}

// HibernationStatus says whether a Deployment sleeps, and what happens next.
type HibernationStatus struct {
	IsHibernating bool             `json:"isHibernating"`
	NextEventType HibernationEvent `json:"nextEventType"` // empty when nothing is planned
	NextEventAt   string           `json:"nextEventAt"`   // as the API writes it; the format is not documented
	Reason        string           `json:"reason"`
}

// HibernationEvent is a planned change between asleep and awake.
type HibernationEvent string

// The two events that a schedule or the end of an override causes.
const (
	HibernationEventHibernate HibernationEvent = "HIBERNATE"
	HibernationEventWake      HibernationEvent = "WAKE"
)

// wireOverride is a [HibernationOverride] as the operation wants it: isHibernating is always there, and null takes the
// override away.
type wireOverride struct {
	IsHibernating *bool     `json:"isHibernating"`
	OverrideUntil time.Time `json:"overrideUntil,omitzero"`
}

// SetHibernationOverride keeps a development Deployment asleep or awake until o.OverrideUntil, whatever its schedules
// say, and returns the override as it now stands. An override whose IsHibernating is nil removes the present one.
//
//astro:operation UpdateDeploymentHibernationOverride POST /organizations/{organizationId}/deployments/{deploymentId}/hibernation-override
func (s *Deployments) SetHibernationOverride(ctx context.Context, id string, o HibernationOverride) (HibernationOverride, error) {
	body := wireOverride{IsHibernating: o.IsHibernating, OverrideUntil: o.OverrideUntil}
	return post[HibernationOverride](ctx, s.c, s.c.path("deployments", id, "hibernation-override"), body)
}

// DeleteHibernationOverride hands a Deployment back to its schedules; without an override nothing happens.
//
//astro:operation DeleteDeploymentHibernationOverride DELETE /organizations/{organizationId}/deployments/{deploymentId}/hibernation-override
func (s *Deployments) DeleteHibernationOverride(ctx context.Context, id string) error {
	return remove(ctx, s.c, s.c.path("deployments", id, "hibernation-override"))
}

// wire returns what a request may carry of s: a spec that was read from a live Deployment also says whether its
// override is active, which the API does not take back.
func (s *ScalingSpec) wire() *ScalingSpec {
	if s == nil || s.HibernationSpec == nil || s.HibernationSpec.Override == nil {
		return s
	}
	spec, override := *s.HibernationSpec, *s.HibernationSpec.Override
	override.IsActive = false
	spec.Override = &override
	return &ScalingSpec{HibernationSpec: &spec}
}
