package client

import (
	"errors"
	"fmt"
	"strings"

	"github.com/astrofile/astrofile/deployfile"
)

// ErrNotStarted is in the error of a file that nothing was sent for because something else ended the work: the context,
// or the failure of another file.
var ErrNotStarted = errors.New("not started")

// FleetReport says what has become of every file of a fleet. It shows no secret, however it is printed.
type FleetReport struct {
	Results []FleetResult // one for each file, in the order of the files
	Orphans []FleetOrphan // by Workspace and name; see [FleetOptions].Prune
	// PruneErr says why no orphan was looked for although the options ask for it.
	PruneErr error
}

// FleetResult is what has become of one file.
type FleetResult struct {
	File *deployfile.File
	// Result is never nil, but beside an error it has only what was known by then. Its Findings have their places in the
	// text of the file.
	Result *Result
	Err    error // why the Deployment is not what the file says, or could not become that
}

// FleetOrphan is a Deployment that carries the label of the fleet and that no file describes.
type FleetOrphan struct {
	Deployment Deployment // as listed, without environment variables
	Deleted    bool       // false in a plan
	Err        error      // why it is still there
}

// FleetCounts counts files by what has become of them, or would; each file counts once.
type FleetCounts struct {
	Unchanged, Created, Updated int
	Blocked                     int // in a plan: something that no update can do stands in the way
	Failed                      int // with an error, those not started included
	Orphans                     int // Deployments without a file, whether they are still there or not
}

// Counts returns how many files have come to which end.
func (r *FleetReport) Counts() FleetCounts {
	n := FleetCounts{Orphans: len(r.Orphans)}
	for i := range r.Results {
		switch result := &r.Results[i]; {
		case result.Err != nil:
			n.Failed++
		case result.Result.Outcome == OutcomeCreated:
			n.Created++
		case result.Result.Outcome == OutcomeUpdated:
			n.Updated++
		case result.Result.Outcome == OutcomeUnchanged:
			n.Unchanged++
		default:
			n.Blocked++
		}
	}
	return n
}

// Err joins the errors of all files, each with the name of its file in front, and those of pruning. It is nil when there
// are none; errors.Is and errors.As reach every one.
func (r *FleetReport) Err() error {
	var all []error
	for i := range r.Results {
		if result := &r.Results[i]; result.Err != nil {
			all = append(all, result.named())
		}
	}
	if r.PruneErr != nil {
		all = append(all, r.PruneErr)
	}
	for i := range r.Orphans {
		if o := &r.Orphans[i]; o.Err != nil {
			all = append(all, fmt.Errorf("Deployment %s (%s) has no file and could not be deleted: %w", quoteName(o.Deployment.Name), o.Deployment.ID, o.Err))
		}
	}
	return errors.Join(all...)
}

// named returns the error with the name of its file in front, which findings have already.
func (r *FleetResult) named() error {
	if strings.HasPrefix(r.Err.Error(), r.name()+":") {
		return r.Err
	}
	return fmt.Errorf("%s: %w", r.name(), r.Err)
}

// name returns what a message calls the file.
func (r *FleetResult) name() string {
	if r.File == nil || r.File.Name == "" {
		return "file without a name"
	}
	return r.File.Name
}
