package main

import (
	"context"
	"fmt"
	"time"

	"github.com/astrofile/astrofile/client"
)

const maxWorkspaces = 1000

// workspaceIDs looks up the Workspaces of an action that is about all of their previews, or says why it cannot and returns
// the exit code for that.
func (p *previewFlags) workspaceIDs(ctx context.Context, env environment, rest []string) (api *client.Client, ids []string, code int) {
	if err := p.check(rest, 1, maxWorkspaces); err != nil {
		return nil, nil, misused(env, p.command(), err)
	}
	if api, code = p.connection.open(env, p.command()); code != exitOK {
		return nil, nil, code
	}
	ids, err := p.found(ctx, api)
	if err != nil {
		return nil, nil, failed(env, p.command(), "workspace", err)
	}
	return api, ids, exitOK
}

// previewList shows the previews of Workspaces.
func previewList(ctx context.Context, env environment, args []string) int {
	flags, set := newPreview("list")
	rest, code, done := parse(env, flags, args)
	if done {
		return code
	}
	api, ids, code := set.workspaceIDs(ctx, env, rest)
	if code != exitOK {
		return code
	}
	none := true
	for _, id := range ids {
		for p, err := range api.Previews.All(ctx, id) {
			none = false
			outcome := "alive"
			if err == nil && p.Overdue(time.Now()) {
				outcome = "overdue"
			}
			code = worse(code, set.emit(env, newPreviewed(p, outcome, err)))
		}
	}
	if none {
		fmt.Fprintf(env.err, "astrofile %s: there are no previews\n", set.command())
	}
	return code
}

// previewSweep deletes the previews that are overdue.
func previewSweep(ctx context.Context, env environment, args []string) int {
	flags, set := newPreview("sweep")
	var options client.SweepOptions
	flags.BoolVar(&options.Delete, "delete", false, "delete what is overdue; without it, only say so")
	flags.IntVar(&options.Max, "max", 0, "most deletions of one run; 0 is 20")
	flags.DurationVar(&options.Grace, "grace", 0, "how long a preview has to be overdue; 0 is 10m")
	rest, code, done := parse(env, flags, args)
	if done {
		return code
	}
	api, ids, code := set.workspaceIDs(ctx, env, rest)
	if code != exitOK {
		return code
	}
	options.WorkspaceIDs = ids
	swept, err := api.Previews.Sweep(ctx, options)
	if swept == nil {
		return failed(env, set.command(), "workspace", err)
	}
	fmt.Fprintf(env.err, "astrofile %s: %d overdue, %d alive\n", set.command(), len(swept.Results), swept.Alive)
	for _, r := range swept.Results {
		outcome := string(r.Outcome)
		if r.Reason != "" {
			outcome += " (" + r.Reason + ")"
		}
		doc := newPreviewed(r.Preview, outcome, r.Err)
		if r.Outcome == client.SweepOverdue {
			doc.Exit = exitChanges
		}
		code = worse(code, set.emit(env, doc))
	}
	if err != nil && (code == exitOK || code == exitChanges) { // nothing above says so
		return failed(env, set.command(), "workspace", err)
	}
	return code
}
