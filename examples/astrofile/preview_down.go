package main

import (
	"context"
	"errors"
	"time"

	"github.com/astrofile/astrofile/client"
)

// refFlags say which preview is meant.
type refFlags struct {
	*previewFlags
	key      keyFlags
	id, name string
}

// check refuses flags that name no preview.
func (r refFlags) check(rest []string) error {
	if err := r.previewFlags.check(rest, 0, 1); err != nil {
		return err
	}
	if r.id != "" && r.key.Source == "" && r.key.Ref == "" {
		return nil
	}
	return r.key.check()
}

// ref looks up the Workspace.
func (r refFlags) ref(ctx context.Context, api *client.Client) (client.PreviewRef, error) {
	workspace, err := r.only(ctx, api)
	return client.PreviewRef{Key: r.key.PreviewKey, ID: r.id, WorkspaceID: workspace, Name: r.name}, err
}

// previewDown deletes a preview.
func previewDown(ctx context.Context, env environment, args []string) int {
	flags, common := newPreview("down")
	set := refFlags{previewFlags: common}
	set.key.register(flags)
	flags.StringVar(&set.id, "id", "", "`ID` of the preview")
	flags.StringVar(&set.name, "name", "", "`NAME` of the preview, if up was given one")
	force := flags.Bool("force", false, "delete the Deployment that -id or -name names even if it is no preview, or another one")
	rest, code, done := parse(env, flags, args)
	if done {
		return code
	}
	err := set.check(rest)
	if err == nil && *force && set.id == "" && set.name == "" {
		err = errors.New("-force needs -id or -name")
	}
	if err != nil {
		return misused(env, set.command(), err)
	}
	api, code := set.connection.open(env, set.command())
	if code != exitOK {
		return code
	}
	outcome := "gone already"
	ref, err := set.ref(ctx, api)
	if err == nil {
		ref.Force = *force
		var deleted bool
		if deleted, err = api.Previews.Down(ctx, ref); deleted {
			outcome = "deleted"
		}
	}
	return set.emit(env, newPreviewed(client.Preview{Key: set.key.PreviewKey, Deployment: client.Deployment{ID: set.id, Name: set.name}}, outcome, err))
}

// previewRenew lets a preview live longer.
func previewRenew(ctx context.Context, env environment, args []string) int {
	flags, common := newPreview("renew")
	set := refFlags{previewFlags: common}
	set.key.register(flags)
	flags.StringVar(&set.id, "id", "", "`ID` of the preview")
	flags.StringVar(&set.name, "name", "", "`NAME` of the preview, if up was given one")
	ttl := flags.Duration("ttl", client.DefaultPreviewTTL, "time to live from now on")
	rest, code, done := parse(env, flags, args)
	if done {
		return code
	}
	if err := set.check(rest); err != nil {
		return misused(env, set.command(), err)
	}
	api, code := set.connection.open(env, set.command())
	if code != exitOK {
		return code
	}
	renewed := &client.Preview{Key: set.key.PreviewKey}
	ref, err := set.ref(ctx, api)
	if err == nil {
		var p *client.Preview
		if p, err = api.Previews.Renew(ctx, ref, *ttl); p != nil {
			renewed = p
		}
	}
	return set.emit(env, newPreviewed(*renewed, "renewed", err))
}

// previewList shows the previews of Workspaces.
func previewList(ctx context.Context, env environment, args []string) int {
	flags, set := newPreview("list")
	rest, code, done := parse(env, flags, args)
	if done {
		return code
	}
	if err := set.check(rest, 1, maxWorkspaces); err != nil {
		return misused(env, set.command(), err)
	}
	api, code := set.connection.open(env, set.command())
	if code != exitOK {
		return code
	}
	ids, err := set.found(ctx, api)
	if err != nil {
		return failed(env, set.command(), "workspace", err)
	}
	for _, id := range ids {
		for p, err := range api.Previews.All(ctx, id) {
			outcome := "alive"
			if err == nil && p.Overdue(time.Now()) {
				outcome = "overdue"
			}
			code = worse(code, set.emit(env, newPreviewed(p, outcome, err)))
		}
	}
	return code
}

const maxWorkspaces = 1000

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
	if err := set.check(rest, 1, maxWorkspaces); err != nil {
		return misused(env, set.command(), err)
	}
	api, code := set.connection.open(env, set.command())
	if code != exitOK {
		return code
	}
	ids, err := set.found(ctx, api)
	if err != nil {
		return failed(env, set.command(), "workspace", err)
	}
	options.WorkspaceIDs = ids
	swept, err := api.Previews.Sweep(ctx, options)
	if swept == nil {
		return failed(env, set.command(), "workspace", err)
	}
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
