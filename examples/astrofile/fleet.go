package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"slices"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/deployfile"
)

// fleetFlags belong to apply with a folder.
type fleetFlags struct {
	parallel           int
	label              string
	prune, stopOnError bool
}

func (f *fleetFlags) register(flags *flag.FlagSet) {
	flags.IntVar(&f.parallel, "parallel", 0, "FOLDER: apply so many files at a time; 0 leaves it to the program")
	flags.StringVar(&f.label, "label", "", "FOLDER: mark its Deployments, in their descriptions, as those of the fleet with this `LABEL`")
	flags.BoolVar(&f.prune, "prune", false, "FOLDER: delete the Deployments with the label that have no file any more")
	flags.BoolVar(&f.stopOnError, "stop-on-error", false, "FOLDER: begin no further file after one that failed")
}

func (f fleetFlags) check(folder bool) error {
	switch {
	case !folder && f != fleetFlags{}:
		return errors.New("-parallel, -label, -prune and -stop-on-error are for a folder")
	case f.parallel < 0:
		return errors.New("-parallel is below zero")
	case f.prune && f.label == "":
		return errors.New("-prune needs -label: only Deployments with the label can go")
	}
	return nil
}

// checkFolder refuses flags that name one Deployment for many files.
func (set applyFlags) checkFolder(folder bool) error {
	if err := set.fleet.check(folder); err != nil || !folder {
		return err
	}
	switch {
	case set.target.one():
		return errors.New("-id and -name are for one file")
	case set.planFile != "":
		return errors.New("-plan is for one file")
	}
	return nil
}

// applyFleet applies all Deployment files below a folder.
func (set applyFlags) applyFleet(ctx context.Context, env environment, folder string, options []client.ApplyOption) int {
	files, code := deploymentFiles(env, "apply", folder)
	if code != exitOK {
		return code
	}
	api, code := set.connection.open(env, "apply")
	if code != exitOK {
		return code
	}
	fleet := client.FleetOptions{
		Parallel: set.fleet.parallel, Label: set.fleet.label, Prune: set.fleet.prune, StopOnError: set.fleet.stopOnError,
		Options: append(options, client.OnProgress(steps(env, "apply"))),
		Target:  func(*deployfile.File) client.Target { return set.target.of() },
	}
	answer, err := api.ApplyFleet(ctx, files, fleet)
	if answer == nil {
		return misused(env, "apply", err)
	}
	var all []filed
	for _, r := range answer.Results {
		all = append(all, filed{
			file: r.File, report: newReport(r.File, r.Result, r.Result.Findings, r.Err).planned(set.dryRun),
			notBegun: errors.Is(r.Err, client.ErrNotStarted) && ctx.Err() == nil,
		})
	}
	code = worse(set.conclude(env, all), set.pruned(env, answer))
	if n := answer.Counts(); set.format == "text" {
		_, err = fmt.Fprintf(env.out, "\n%s: %d created, %d updated, %d unchanged, %d failed\n", plural(len(all), "file"), n.Created, n.Updated, n.Unchanged, n.Failed)
		if err != nil {
			return unwritten(env, "apply", "the result", err)
		}
	}
	return code
}

// deploymentFiles reads the Deployment files below a folder. One that cannot be read ends it: what its Deployment should
// be is unknown then. One without anything in it counts as an invalid one, because it may be just being written.
func deploymentFiles(env environment, command, folder string) (files []*deployfile.File, code int) {
	found, skipped := inputs(env, []string{folder})
	skipped = slices.DeleteFunc(skipped, func(name string) bool {
		in := read(name)
		empty := in.err == nil && len(bytes.Trim(in.src, " \t\r\n\x00\uFEFF")) == 0
		if empty {
			found = append(found, in)
		}
		return empty
	})
	for _, in := range found {
		if in.err != nil {
			code = unreadable(env, command, in)
			continue
		}
		file, _ := deployfile.Parse(in.name, in.src)
		files = append(files, file)
	}
	passedOver(env, command, skipped)
	return files, code
}

// orphaned is the JSON form of what became of a Deployment that has the label and no file.
type orphaned struct {
	Version int       `json:"version"`
	Exit    int       `json:"exit"`
	Orphan  *reported `json:"orphan,omitempty"`
	Deleted bool      `json:"deleted"`
	DryRun  bool      `json:"dryRun,omitempty"`
	Error   string    `json:"error,omitempty"`
}

// pruned writes what became of the Deployments without a file, and returns the exit code for that.
func (set applyFlags) pruned(env environment, answer *client.FleetReport) int {
	code := exitOK
	for _, o := range answer.Orphans {
		rep := orphaned{Version: reportVersion, Orphan: describe(o.Deployment), Deleted: o.Deleted, DryRun: set.dryRun}
		switch {
		case o.Err != nil:
			rep.Exit, rep.Error = codeOf(o.Err), explain(o.Err)
		case set.dryRun:
			rep.Exit = exitChanges
		}
		code = worse(code, rep.Exit)
		if err := set.writeOrphan(env, rep); err != nil {
			return unwritten(env, "apply", "the result", err)
		}
	}
	if answer.PruneErr == nil {
		return code
	}
	refused := failed(env, "apply", "prune", answer.PruneErr)
	if answer.Counts().Failed > 0 { // nothing is pruned then, and the codes of the files count
		return code
	}
	return worse(code, refused)
}

func (set applyFlags) writeOrphan(env environment, o orphaned) error {
	if set.format == "json" {
		return writeJSON(env, o)
	}
	what := "has no file: deleted"
	to := env.out
	switch {
	case o.Error != "":
		what, to = "has no file, and is still there: "+o.Error, env.err
	case !o.Deleted:
		what = "has no file: would be deleted"
	}
	_, err := fmt.Fprintf(to, "Deployment %q with the ID %s %s\n", o.Orphan.Name, o.Orphan.ID, what)
	return err
}
