package deployfile

import (
	"slices"

	"github.com/astrofile/astrofile/deployfile/diag"
)

// Plan says what an update does to a Deployment: every change, what stands in the way, and what stays although the file
// does not say so. It never holds the value of a secret, so it can be printed, stored and posted as it is.
type Plan struct {
	Deployment PlanTarget
	Base       PlanBase
	Creation   bool // there was no live Deployment to compare with
	Changes    []Change
	Blocked    []Blocked
	Kept       []Kept
	Notes      []Note
	Scale      Scale
	// Fingerprints holds, by variable key, what tells the secret values of the file apart; see [Fingerprints].
	Fingerprints map[string]string
}

// PlanTarget names the Deployment that a plan is about.
type PlanTarget struct {
	Name      string `json:"name"`
	ID        string `json:"id,omitempty"`
	Workspace string `json:"workspace,omitempty"`
}

// PlanBase is the state that a plan starts from. A plan fits as long as the Deployment has not been updated since.
type PlanBase struct {
	UpdatedAt string `json:"updatedAt,omitempty"` // RFC 3339, as the API gave it
}

// Action is what happens to one field or entry.
type Action string

const (
	ActionCreate Action = "create" // the live Deployment lacks it
	ActionUpdate Action = "update" // it has another value
	ActionDelete Action = "delete" // the file, or what an update makes of it, lacks it
)

// Impact is a class of consequences. The classes are part of the wire form.
type Impact string

const (
	ImpactRestart       Impact = "restart"        // Airflow components restart
	ImpactScale         Impact = "scale"          // the Deployment gets other resources
	ImpactQueueCreated  Impact = "queue-created"  // a worker queue is made
	ImpactQueueDeleted  Impact = "queue-deleted"  // a worker queue goes; tasks bound to it stall
	ImpactQueueReplaced Impact = "queue-replaced" // the workers of a queue are replaced by others
	ImpactDataLoss      Impact = "data-loss"      // what is there now cannot be read back
	ImpactCostUp        Impact = "cost-up"        // this change alone can make the Deployment cost more; Scale tells the whole
	ImpactScheduleOff   Impact = "schedule-off"   // a hibernation schedule stops working
	ImpactIrreversible  Impact = "irreversible"   // no later update can undo it
)

// Change is one difference. The path names entries by what identifies them:
// deployment.worker_queues[name=large].max_worker_count.
type Change struct {
	Action  Action    `json:"action"`
	Path    diag.Path `json:"path"`
	Secret  bool      `json:"secret,omitempty"`  // before and after do not show the value
	Omitted bool      `json:"omitted,omitempty"` // it happens because the file leaves something out
	Impact  []Impact  `json:"impact"`
	Before  Value     `json:"before"`
	After   Value     `json:"after"`
	Factor  float64   `json:"factor,omitempty"` // cost-up: the largest capacity after, divided by that before, to two decimals; 0 when there was none
	Reason  string    `json:"reason"`           // what the change does, in one line
}

// Value is a value in JSON, of a field or of a whole entry; "" is none.
type Value string

// Blocked is a difference that no update can make. The code is that of the finding that explains it in the file.
type Blocked struct {
	Code    diag.Code `json:"code"`
	Path    diag.Path `json:"path"`
	Before  Value     `json:"before"`
	After   Value     `json:"after"`
	Message string    `json:"message"`
	Hint    string    `json:"hint"` // the way that works
}

// Kept is something that the file leaves out, or a secret that it gives no value, and that stays as it is.
type Kept struct {
	Path   diag.Path `json:"path"`
	Secret bool      `json:"secret,omitempty"`
	Reason string    `json:"reason"`
}

// Note is something to know that changes nothing. The code is that of the finding in the file.
type Note struct {
	Code    diag.Code `json:"code"`
	Path    diag.Path `json:"path"`
	Message string    `json:"message"`
	Hint    string    `json:"hint,omitempty"`
}

// Summary counts what is in a plan; see [Plan.Summary].
type Summary struct {
	Create      int  `json:"create"` // changes by action
	Update      int  `json:"update"`
	Delete      int  `json:"delete"`
	Keep        int  `json:"keep"`    // what stays although the file does not say so
	Blocked     int  `json:"blocked"` // differences that no update can make
	Destructive bool `json:"destructive"`
}

// Summary counts the changes by action. The plan is destructive when it deletes anything, or when one of its changes
// replaces a queue, loses data or cannot be undone.
func (p Plan) Summary() Summary {
	s := Summary{Keep: len(p.Kept), Blocked: len(p.Blocked)}
	for i := range p.Changes {
		c := &p.Changes[i]
		switch c.Action {
		case ActionCreate:
			s.Create++
		case ActionUpdate:
			s.Update++
		case ActionDelete:
			s.Delete++
		}
		s.Destructive = s.Destructive || c.Destructive()
	}
	return s
}

// Destructive reports whether something is gone after the change that was there before.
func (c Change) Destructive() bool {
	return c.Action == ActionDelete || slices.ContainsFunc(c.Impact, func(i Impact) bool {
		return i == ImpactQueueDeleted || i == ImpactQueueReplaced || i == ImpactDataLoss || i == ImpactIrreversible
	})
}

// Empty reports whether the update changes nothing and nothing stands in its way.
func (p Plan) Empty() bool { return len(p.Changes) == 0 && len(p.Blocked) == 0 }

// Deletes reports whether any field or entry goes.
func (p Plan) Deletes() bool { return p.Summary().Delete > 0 }

// Has reports whether any change has the impact.
func (p Plan) Has(impact Impact) bool {
	return slices.ContainsFunc(p.Changes, func(c Change) bool { return slices.Contains(c.Impact, impact) })
}
