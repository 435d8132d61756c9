package clienttest

import (
	"slices"
	"time"

	"github.com/astrofile/astrofile/client"
)

// outcome is what else happens when a change is over.
type outcome struct {
	done   func(at time.Time) // it went well
	failed func(at time.Time) // it did not
	waking bool               // no change that anybody asked for, and none that fails
	reason string             // why it cannot go well; "" when it can
}

// busy gives d a status that it leaves by itself after a step, for the one that it rests in then. The outcome comes about
// even when another change has begun in between.
func (a *Astro) busy(d *deployment, status client.DeploymentStatus, from time.Time, o outcome) {
	d.change++
	change := d.change
	d.Status, d.StatusReason = status, ""
	reason, fails := o.reason, o.reason != ""
	if !o.waking && !fails {
		reason, fails = a.failure(d.ID)
	}
	a.laterFrom(from, func(at time.Time) {
		if known, ok := a.deployments.get(d.ID); !ok || known != d {
			return
		}
		if then := o.of(fails); then != nil {
			then(at)
		}
		switch {
		case d.change != change:
		case fails:
			d.Status, d.StatusReason = client.DeploymentStatusUnhealthy, reason
		default:
			d.settle()
		}
	})
}

func (o outcome) of(fails bool) func(at time.Time) {
	if fails {
		return o.failed
	}
	return o.done
}

// failure takes the failure out that was set for a Deployment, or for any.
func (a *Astro) failure(id string) (reason string, ok bool) {
	for i, f := range a.failures {
		if f.id == "" || f.id == id {
			a.failures = slices.Delete(a.failures, i, i+1)
			return f.reason, true
		}
	}
	return "", false
}

// FailChange makes the next creation, update or deploy of a Deployment, or of any when the ID is empty, end badly: the
// Deployment is UNHEALTHY for the reason given, and a deploy FAILED. The request itself succeeds.
func (a *Astro) FailChange(deploymentID, reason string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.failures = append(a.failures, changeFailure{deploymentID, reason})
}

// changeFailure waits for a change.
type changeFailure struct{ id, reason string }

// settle gives d the status that it has when nothing is under way.
func (d *deployment) settle() {
	d.Status = client.DeploymentStatusHealthy
	if d.asleep {
		d.Status = client.DeploymentStatusHibernating
	}
}

// rest follows schedules and override at a moment: to sleep at once, and awake by way of DEPLOYING.
func (a *Astro) rest(d *deployment, now time.Time) {
	before := d.asleep
	d.hibernate(now)
	switch {
	case d.asleep == before:
	case d.asleep:
		d.change++
		d.settle()
	default:
		a.busy(d, client.DeploymentStatusDeploying, now, outcome{waking: true})
	}
}

// tickDeployments follows all schedules up to now, event by event, so that a long jump of the clock passes through the
// same states as many short ones.
func (a *Astro) tickDeployments(now time.Time) {
	for d := range a.deployments.all() {
		for n := 0; !d.nextEvent.IsZero() && !d.nextEvent.After(now); n++ {
			moment := d.nextEvent
			if n == maxEvents {
				moment = now
			}
			a.rest(d, moment)
			if n == maxEvents {
				break
			}
		}
	}
}

// maxEvents bounds the events of one jump of the clock; what lies beyond is not gone through one by one.
const maxEvents = 100

// SetDeploymentStatus gives a Deployment a status that it does not get by itself, such as UNHEALTHY, with the reason that
// answers carry. It stays until the next change of the Deployment. It reports false for an unknown ID.
func (a *Astro) SetDeploymentStatus(id string, status client.DeploymentStatus, reason string) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	d, ok := a.deployments.get(id)
	if !ok {
		return false
	}
	d.change++
	d.Status, d.StatusReason = status, reason
	return true
}
