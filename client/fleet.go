package client

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"github.com/astrofile/astrofile/deployfile"
)

// FleetOptions say how many Deployment files are planned or applied as one. The zero value applies every file to the
// Deployment of its name, and deletes nothing. Functions in the options may be called by several goroutines at once,
// but for OnResult and what [OnProgress] holds.
type FleetOptions struct {
	Parallel int           // how many files are worked on at a time; 0 is 8. The rate limit of the token holds all the same
	Options  []ApplyOption // for every file; not [Against]
	// FileOptions adds options for one file, such as where its secrets come from.
	FileOptions func(*deployfile.File) []ApplyOption
	// Target says which Deployment a file is for; without it that is the zero [Target] for every file.
	Target func(*deployfile.File) Target
	// StopOnError begins no write once a file has failed. Without it a failure concerns its own file.
	StopOnError bool
	// Label marks every Deployment of the fleet as one of it, by a last line in its description, which the plan shows. It
	// has 1 to 63 lower-case letters, digits and hyphens. Where several sets of files share a Workspace, each needs a
	// label of its own.
	Label string
	// Prune makes [Client.ApplyFleet] delete the Deployments that carry this Label and have no file, in the Workspaces of
	// the files and nowhere else, with everything in them and for good. No [AllowDelete] is needed beside it. It happens
	// only when there are files and every one has succeeded; [Client.PlanFleet] lists what would go.
	Prune bool
	// OnResult is told of each file when nothing more will happen to it, one at a time and in no order.
	OnResult func(FleetResult)
}

const (
	defaultParallel = 8
	maxLabel        = 63
	fleetMark       = "astrofile-fleet v1" // begins the mark of a fleet's Deployments
)

// PlanFleet says what [Client.ApplyFleet] would do, and changes nothing. As in [Client.Plan], what would need consent is
// no error.
func (c *Client) PlanFleet(ctx context.Context, files []*deployfile.File, o FleetOptions) (*FleetReport, error) {
	return c.runFleet(ctx, files, o, false)
}

// ApplyFleet makes all Deployments what their files say. First every file is planned: Workspaces are listed once, and
// Deployments once for each Workspace, not once for each file. Then what has to change is applied, provided that it has
// not changed since. A file that is wrong, or refused, or that another file contradicts by being for the same Deployment,
// fails alone; the others go on.
//
// The report has a result for every file, whatever happens. It is nil only when the options cannot be followed; otherwise
// the error is that of [FleetReport.Err].
func (c *Client) ApplyFleet(ctx context.Context, files []*deployfile.File, o FleetOptions) (*FleetReport, error) {
	return c.runFleet(ctx, files, o, true)
}

func (c *Client) runFleet(ctx context.Context, files []*deployfile.File, o FleetOptions, write bool) (*FleetReport, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	f := &fleet{c: c, dir: newDirectory(c), o: o, write: write, report: &FleetReport{Results: make([]FleetResult, len(files))}}
	f.dir.whole = true
	f.prepare(files)
	f.refuseDuplicates(writtenTarget)
	f.each(ctx, f.plan)
	f.refuseDuplicates(resolvedTarget)
	f.refuseDuplicates(resolvedName)
	f.settle()
	f.each(ctx, f.apply)
	f.prune(ctx)
	return f.report, f.report.Err()
}

// check refuses options that contradict themselves.
func (o *FleetOptions) check() error {
	switch {
	case o.Prune && o.Label == "":
		return fmt.Errorf("%w: a fleet is pruned by its label: give it one", ErrInvalid)
	case len(o.Label) > maxLabel || strings.Trim(o.Label, "abcdefghijklmnopqrstuvwxyz0123456789-") != "":
		return fmt.Errorf("%w: label %s is not 1 to %d lower-case letters, digits and hyphens", ErrInvalid, quoteName(o.Label), maxLabel)
	case configured(o.Options).planned != nil:
		return fmt.Errorf("%w: the option Against is for one Deployment, not for a fleet", ErrInvalid)
	}
	return nil
}

// fleet is one run over the files.
type fleet struct {
	c      *Client
	dir    *directory
	o      FleetOptions
	write  bool // apply, not plan
	jobs   []fleetJob
	report *FleetReport
	failed atomic.Bool // some file has failed

	telling sync.Mutex // held while a function of the caller hears something
}

// fleetJob is the work on one file.
type fleetJob struct {
	target Target
	want   deployfile.Deployment
	conf   applyConfig
	result *FleetResult // in the report
	done   bool         // nothing more will happen to the file
}

// each works on all files that are not done, some at a time.
func (f *fleet) each(ctx context.Context, work func(context.Context, *fleetJob)) {
	var group errgroup.Group
	group.SetLimit(cmp.Or(max(f.o.Parallel, 0), defaultParallel))
	for i := range f.jobs {
		if job := &f.jobs[i]; !job.done {
			group.Go(func() error {
				work(ctx, job)
				return nil
			})
		}
	}
	_ = group.Wait() // results have their errors
}

// fail ends the work on a file.
func (f *fleet) fail(job *fleetJob, err error) {
	job.result.Err, job.done = err, true
	f.failed.Store(true)
}

// plan says what applying the file would do.
func (f *fleet) plan(ctx context.Context, job *fleetJob) {
	if err := ctx.Err(); err != nil {
		f.fail(job, fmt.Errorf("%w: %w", ErrNotStarted, err))
		return
	}
	conf := job.conf
	conf.dryRun = true
	conf.plain = !f.write
	f.run(ctx, job, conf)
}

// apply makes the Deployment what the file says, if it is still the one of the plan.
func (f *fleet) apply(ctx context.Context, job *fleetJob) {
	err := ctx.Err()
	switch {
	case err != nil:
		f.fail(job, fmt.Errorf("%w: %w", ErrNotStarted, err))
	case f.o.StopOnError && f.failed.Load():
		f.fail(job, fmt.Errorf("%w: another file has failed", ErrNotStarted))
	default:
		conf := job.conf
		conf.planned = &job.result.Result.Plan
		conf.progress = sinceWrite(conf.progress)
		f.run(ctx, job, conf)
		job.done = true
	}
	f.tell(job)
}

// run keeps what comes of one file.
func (f *fleet) run(ctx context.Context, job *fleetJob, conf applyConfig) {
	result, err := f.c.apply(ctx, f.dir, job.target, job.want, conf)
	if result != nil {
		job.result.Result = result
	}
	if err != nil {
		f.fail(job, err)
	}
}

// settle ends the work on the files that need none any more, once all of them are planned.
func (f *fleet) settle() {
	for i := range f.jobs {
		job := &f.jobs[i]
		if !job.done {
			job.done = !f.write || job.conf.dryRun || job.result.Result.Outcome == OutcomeUnchanged
		}
		if job.done {
			f.tell(job)
		}
	}
}

// tell says what has become of a file.
func (f *fleet) tell(job *fleetJob) {
	if f.o.OnResult != nil {
		f.telling.Lock()
		defer f.telling.Unlock()
		f.o.OnResult(*job.result)
	}
}

// sinceWrite leaves out what the caller has heard while the fleet was planned.
func sinceWrite(tell func(Progress)) func(Progress) {
	if tell == nil {
		return nil
	}
	return func(p Progress) {
		switch p.Stage {
		case StageResolve, StageRead, StagePlan:
		default:
			tell(p)
		}
	}
}
