package client

import (
	"fmt"
	"slices"
	"strings"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
)

// ConsentError says what a plan does that nobody has agreed to, all of it at once. Nothing has been changed.
type ConsentError struct {
	Plan  deployfile.Plan
	Needs []Need // in the order of the plan, what no update can do first
}

// Need is one thing that stands between a plan and its execution.
type Need struct {
	Kind   NeedKind
	Path   diag.Path         // what it is about, as in the plan
	Impact deployfile.Impact // with NeedImpact
	Code   diag.Code         // of what is blocked, with NeedLeave and NeedEdit
	Reason string            // why, in one line
}

// NeedKind says what helps.
type NeedKind string

// The kinds of needs, and the option that meets each.
const (
	NeedDelete NeedKind = "delete" // [AllowDelete]
	NeedImpact NeedKind = "impact" // [AllowImpact]
	NeedRename NeedKind = "rename" // [AllowRename]
	NeedLeave  NeedKind = "leave"  // [LeaveBlocked], or another file
	NeedEdit   NeedKind = "edit"   // no option: the file asks for what no update can do
)

// Option returns the call that agrees, such as AllowDelete(), or "" when only another file helps.
func (n Need) Option() string {
	switch n.Kind {
	case NeedDelete:
		return "AllowDelete()"
	case NeedImpact:
		return fmt.Sprintf("AllowImpact(%q)", n.Impact)
	case NeedRename:
		return "AllowRename()"
	case NeedLeave:
		return "LeaveBlocked()"
	default:
		return ""
	}
}

// String says what stands in the way and what helps, in one line.
func (n Need) String() string {
	switch n.Kind {
	case NeedEdit:
		return n.Reason
	case NeedLeave:
		return n.Reason + ", or " + n.Option()
	case NeedDelete:
		return fmt.Sprintf("%s is deleted: %s", n.Path, n.Option())
	default:
		return fmt.Sprintf("%s: %s", n.Path, n.Option())
	}
}

// Error lists the first needs with the option that meets each, and counts the rest.
func (e *ConsentError) Error() string {
	const most = 5
	var parts []string
	for _, n := range e.Needs[:min(len(e.Needs), most)] {
		parts = append(parts, n.String())
	}
	text := fmt.Sprintf("the plan for Deployment %s needs consent: %s", quoteName(e.Plan.Deployment.Name), strings.Join(parts, "; "))
	if more := len(e.Needs) - most; more > 0 {
		text += fmt.Sprintf("; and %d more", more)
	}
	return text
}

// consent returns what the options do not agree to, nil when they agree to all of the plan.
func (conf *applyConfig) consent(p deployfile.Plan) error {
	var needs []Need
	for _, b := range p.Blocked {
		n := Need{Kind: NeedEdit, Path: b.Path, Code: b.Code, Reason: b.Message}
		if b.Hint != "" {
			n.Reason += ": " + b.Hint
		}
		if leavable(b) {
			n.Kind = NeedLeave
		}
		needs = append(needs, n)
	}
	for _, c := range p.Changes {
		needs = append(needs, conf.needs(c)...)
	}
	if len(needs) == 0 {
		return nil
	}
	return &ConsentError{Plan: p, Needs: needs}
}

// needs returns what the options do not agree to in one change.
func (conf *applyConfig) needs(c deployfile.Change) []Need {
	switch {
	case c.Action == deployfile.ActionDelete && conf.allowDelete:
		return nil // with everything that a deletion brings
	case c.Action == deployfile.ActionDelete:
		return []Need{{Kind: NeedDelete, Path: c.Path, Reason: c.Reason}}
	}
	var needs []Need
	if c.Path == pathName && c.Action == deployfile.ActionUpdate && !conf.allowRename {
		needs = append(needs, Need{Kind: NeedRename, Path: c.Path, Reason: "the Deployment gets another name"})
	}
	for _, impact := range c.Impact {
		switch impact {
		case deployfile.ImpactQueueReplaced, deployfile.ImpactDataLoss, deployfile.ImpactIrreversible:
			if !slices.Contains(conf.allowImpacts, impact) {
				needs = append(needs, Need{Kind: NeedImpact, Path: c.Path, Impact: impact, Reason: c.Reason})
			}
		}
	}
	return needs
}

const (
	pathConfiguration diag.Path = "deployment.configuration"
	pathName          diag.Path = pathConfiguration + ".name"
	pathQueues        diag.Path = "deployment.worker_queues"
	pathVariables     diag.Path = "deployment.environment_variables"
)
