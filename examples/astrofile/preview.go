package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"slices"
	"time"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/deployfile/diag"
)

const previewUsage = `usage: astrofile preview up -source ID -branch REF [flags]
       astrofile preview up -template FILE -source KEY -branch REF [flags]
       astrofile preview down|renew -source ID -branch REF [flags]
       astrofile preview list -workspace NAME [flags]
       astrofile preview sweep -workspace NAME [-delete] [flags]

A preview is a Deployment of its own for one branch, with a time to live. up makes it from the Deployment whose ID is
-source, or from a template, or brings it up to date; down deletes it; renew lets it live longer; list shows those of a
Workspace; sweep deletes what is overdue, and only says so without -delete. What a preview is of stands in the last line
of its description. No Deployment without that line is touched, unless down is told -force.

The token comes from ASTRO_API_TOKEN. With -format json standard output has one document a line.

Exit codes: 0 done, or nothing to do; 1 a file is invalid; 2 sweep without -delete, and something is overdue; 3
something is blocked; 64 wrong usage; 66 a file cannot be read; 74 the result cannot be written.` + apiCodes + `

astrofile preview ACTION -h lists the flags of an action.`

// preview runs one of the actions.
func preview(ctx context.Context, env environment, args []string) int {
	if len(args) == 0 {
		fmt.Fprintln(env.err, previewUsage)
		return exitUsage
	}
	action, known := map[string]func(context.Context, environment, []string) int{
		"up": previewUp, "down": previewDown, "renew": previewRenew, "list": previewList, "sweep": previewSweep,
	}[args[0]]
	switch {
	case known:
		return action(ctx, env, args[1:])
	case slices.Contains([]string{"help", "-h", "-help", "--help"}, args[0]):
		fmt.Fprintln(env.err, previewUsage)
		return exitOK
	}
	return misused(env, "preview", fmt.Errorf("unknown action %q: it is up, down, renew, list or sweep", args[0]))
}

// previewFlags belong to all actions.
type previewFlags struct {
	connection connection
	action     string
	format     string
	workspaces []string // names
	ids        list
}

// newPreview returns the flags of an action, with those that all have.
func newPreview(action string) (*flag.FlagSet, *previewFlags) {
	flags := flag.NewFlagSet("astrofile preview "+action, flag.ContinueOnError)
	common := &previewFlags{action: action}
	common.connection.register(flags)
	flags.StringVar(&common.format, "format", "text", "text or json (one document a line)")
	flags.Func("workspace", "`NAME` of the Workspace", func(name string) error { // which may have commas
		common.workspaces = append(common.workspaces, name)
		return nil
	})
	flags.Var(&common.ids, "workspace-id", "`ID` of the Workspace")
	return flags, common
}

func (p *previewFlags) command() string { return "preview " + p.action }

// check refuses words that are no flags, and Workspaces named twice where there can be one.
func (p *previewFlags) check(rest []string, least, most int) error {
	n := len(p.workspaces) + len(p.ids)
	switch {
	case len(rest) > 0:
		return fmt.Errorf("unexpected argument %q: everything is a flag", rest[0])
	case p.format != "text" && p.format != "json":
		return fmt.Errorf("unknown format %q: it is text or json", p.format)
	case n < least:
		return errors.New("name the Workspace: -workspace or -workspace-id")
	case n > most:
		return errors.New("name one Workspace only")
	}
	return nil
}

// found returns the IDs of the Workspaces.
func (p *previewFlags) found(ctx context.Context, api *client.Client) ([]string, error) {
	ids := slices.Clone(p.ids)
	for _, name := range p.workspaces {
		var matches []string
		for w, err := range api.Workspaces.All(ctx, client.WorkspaceFilter{Names: []string{name}}) {
			if err != nil {
				return nil, err
			}
			if w.Name == name {
				matches = append(matches, w.ID)
			}
		}
		switch len(matches) {
		case 0:
			return nil, fmt.Errorf("%w: no Workspace is called %q", client.ErrNotFound, name)
		case 1:
			ids = append(ids, matches[0])
		default:
			return nil, fmt.Errorf("%w: %d Workspaces are called %q: name one with -workspace-id", client.ErrConflict, len(matches), name)
		}
	}
	return ids, nil
}

// only returns the ID of the one Workspace, "" when none is named.
func (p *previewFlags) only(ctx context.Context, api *client.Client) (string, error) {
	ids, err := p.found(ctx, api)
	if err != nil || len(ids) == 0 {
		return "", err
	}
	return ids[0], nil
}

// previewed is the JSON form of a preview.
type previewed struct {
	Version     int        `json:"version"`
	Exit        int        `json:"exit"`
	Outcome     string     `json:"outcome,omitempty"`
	Source      string     `json:"source"`
	Repository  string     `json:"repository,omitempty"`
	Ref         string     `json:"ref"`
	Expires     *time.Time `json:"expires,omitempty"`
	Deployment  *reported  `json:"deployment,omitempty"`
	Missing     []string   `json:"missing,omitempty"`
	Diagnostics diag.List  `json:"diagnostics,omitempty"`
	Error       string     `json:"error,omitempty"`
}

func newPreviewed(p client.Preview, outcome string, err error) previewed {
	doc := previewed{
		Version: reportVersion, Outcome: outcome, Source: p.Key.Source, Repository: p.Key.Repository, Ref: p.Key.Ref,
		Deployment: describe(p.Deployment),
	}
	if !p.Expires.IsZero() {
		doc.Expires = new(p.Expires.UTC())
	}
	for _, m := range p.Missing {
		doc.Missing = append(doc.Missing, m.String())
	}
	switch {
	case isFinding(err):
		doc.Diagnostics = findingsIn(err)
		doc.Exit, doc.Error = exitInvalid, "invalid: "+verdict(doc.Diagnostics.Counts())
	case err != nil:
		doc.Exit, doc.Error = codeOf(err), explain(err)
	}
	return doc
}

// emit writes what became of a preview, and returns the exit code for that.
func (p *previewFlags) emit(env environment, doc previewed) int {
	var err error
	switch {
	case p.format == "json":
		err = writeJSON(env, doc)
	case doc.Error != "":
		_, err = fmt.Fprintf(env.err, "astrofile %s: %s: %s\n", p.command(), shown(doc.subject()), doc.Error)
	default:
		_, err = fmt.Fprintln(env.out, doc.line())
	}
	if err != nil {
		return unwritten(env, p.command(), "the result", err)
	}
	return doc.Exit
}

func (d previewed) subject() string {
	switch {
	case d.Deployment != nil:
		return cmp.Or(d.Deployment.Name, d.Deployment.ID)
	case d.Ref != "":
		return d.Ref
	}
	return "previews"
}

// line describes the preview for people.
func (d previewed) line() string {
	text := shown(d.subject()) + ": " + d.Outcome
	if d.Deployment != nil {
		text += ", Deployment with the ID " + shown(d.Deployment.ID)
	}
	if d.Expires != nil {
		text += ", expires " + d.Expires.Format(time.RFC3339)
	}
	if d.Deployment != nil && d.Ref != "" {
		text += ", " + shown(d.Ref)
	}
	return text
}
