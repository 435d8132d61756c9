package main

import (
	"context"
	"errors"
	"flag"

	"github.com/astrofile/astrofile/client"
)

// refFlags say which preview is meant.
type refFlags struct {
	*previewFlags
	key      keyFlags
	id, name string
}

func (r *refFlags) register(flags *flag.FlagSet) {
	r.key.register(flags)
	flags.StringVar(&r.id, "id", "", "`ID` of the preview")
	flags.StringVar(&r.name, "name", "", "`NAME` of the preview, if up was given one")
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
	set.register(flags)
	force := flags.Bool("force", false, "delete the Deployment that -id or -name names even if it is no preview, or another one")
	rest, code, done := parse(env, flags, args)
	if done {
		return code
	}
	var err error
	switch named := set.id != "" || set.name != ""; {
	case *force && named: // whatever it is a preview of
		err = set.previewFlags.check(rest, 0, 1)
	case *force:
		err = errors.New("-force needs -id or -name")
	default:
		err = set.check(rest)
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
	set.register(flags)
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
