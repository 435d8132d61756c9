package clienttest

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// idLength is that of a CUID, which Astro uses for everything.
const idLength = 25

// newID returns the next ID of a kind: "c", the kind, and a count that starts at 1. Kinds are counted apart, so that one
// more Workspace does not change the IDs of Deployments.
func (a *Astro) newID(kind string) string {
	a.counts[kind]++
	n := strconv.FormatInt(int64(a.counts[kind]), 10)
	return "c" + kind + strings.Repeat("0", max(0, idLength-1-len(kind)-len(n))) + n
}

// now is the time as answers show it.
func (a *Astro) now() time.Time {
	return a.conf.clock().Add(a.offset).UTC().Truncate(time.Millisecond)
}

// Now returns the time by the clock of the control plane.
func (a *Astro) Now() time.Time {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.now()
}

// Advance moves the clock forward: tokens expire, schedules come up, and what was under way is done ([WithStep]).
func (a *Astro) Advance(d time.Duration) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.offset += max(d, 0)
	a.settle(false)
}

// arrow is a change of state that comes by itself.
type arrow struct {
	at    time.Time
	apply func(at time.Time)
}

// later makes apply run one step from now. What it changes may be gone or changed again by then: apply has to look.
func (a *Astro) later(apply func(at time.Time)) { a.laterFrom(a.now(), apply) }

// laterFrom is [Astro.later] for the next arrow of a chain, which counts from the one before.
func (a *Astro) laterFrom(from time.Time, apply func(at time.Time)) {
	a.arrows = append(a.arrows, arrow{from.Add(a.conf.step), apply})
}

// settle follows the arrows that are due, in the order of their times. Without a step they wait for somebody to look.
func (a *Astro) settle(read bool) {
	now := a.now()
	a.tickDeployments(now)
	if a.conf.step == 0 && !read {
		return
	}
	for {
		next := -1
		for i, w := range a.arrows {
			if !w.at.After(now) && (next < 0 || w.at.Before(a.arrows[next].at)) {
				next = i
			}
		}
		if next < 0 {
			return
		}
		due := a.arrows[next]
		a.arrows = append(a.arrows[:next:next], a.arrows[next+1:]...)
		due.apply(due.at)
	}
}

// requestID returns the ID that a refusal carries.
func (a *Astro) requestID() string {
	a.counts["request"]++
	return fmt.Sprintf("request-%d", a.counts["request"])
}
