package client

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
)

// previewRun is one call of [Previews.Up], with all that is known before the first write.
type previewRun struct {
	previewSearch
	o         PreviewOptions
	name      string
	workspace string // its name
	template  deployfile.Deployment
	objects   *objectCopy // nil: the preview gets none
	expires   time.Time   // what the mark says that was written last
}

// prepareUp checks the options and reads the base.
func (c *Client) prepareUp(ctx context.Context, o PreviewOptions) (*previewRun, error) {
	key, err := o.Key.normal()
	if err != nil {
		return nil, err
	}
	if err = o.check(); err != nil {
		return nil, err
	}
	r := &previewRun{previewSearch: previewSearch{c: c, key: key}, o: o}
	var base *Deployment
	if o.Template != nil {
		r.template = *o.Template
	} else if base, err = r.readBase(ctx); err != nil {
		return nil, err
	}
	if err = r.place(ctx, base); err != nil {
		return nil, err
	}
	label := cmp.Or(o.Label, r.template.Configuration.Name)
	if base != nil {
		label = cmp.Or(o.Label, base.Name)
	}
	r.name = o.Name
	if r.name == "" {
		if r.name, err = PreviewName(key, PreviewNameOptions{Label: label, Max: o.NameMax}); err != nil {
			return nil, err
		}
	}
	if err = r.readObjects(ctx, base); err != nil {
		return nil, err
	}
	return r, r.preflight(ctx)
}

// check refuses options that contradict what a preview is.
func (o *PreviewOptions) check() error {
	if o.TTL < 0 || o.Wait < 0 {
		return fmt.Errorf("%w: a preview cannot live or wait for a negative time", ErrInvalid)
	}
	if name := o.Name; name != "" {
		if utf8.RuneCountInString(name) > previewNameMost || strings.ContainsFunc(name, unicode.IsControl) || strings.TrimSpace(name) != name {
			return fmt.Errorf("%w: name %s of a preview: it has at most %d characters, none of them a control character, and no blanks around it",
				ErrInvalid, quoteName(name), previewNameMost)
		}
	}
	for _, set := range o.Set {
		for path, option := range map[diag.Path]string{pathName: "Name", pathConfiguration.Field("workspace_name"): "WorkspaceID"} {
			if set.Path == path {
				return fmt.Errorf("%w: an override of %s: give %s in the options of the preview", ErrInvalid, path, option)
			}
		}
	}
	return nil
}

// readBase makes the template from the base Deployment, without what belongs to that one alone. A workload identity that
// the platform chose is not among what a file says.
func (r *previewRun) readBase(ctx context.Context) (*Deployment, error) {
	base, err := r.c.Deployments.Get(ctx, r.key.Source)
	if err != nil {
		return nil, fmt.Errorf("the base Deployment of the preview: %w", notThere(err, Deployment{ID: r.key.Source}))
	}
	pools, err := newDirectory(r.c).nodePools(ctx, base)
	if err != nil {
		return nil, err
	}
	r.template = deployfile.Template(base.File(pools))
	return &base, nil
}

// place finds the Workspace of the preview.
func (r *previewRun) place(ctx context.Context, base *Deployment) error {
	if base != nil && base.WorkspaceName != "" && (r.o.WorkspaceID == "" || r.o.WorkspaceID == base.WorkspaceID) {
		r.workspaceID, r.workspace = base.WorkspaceID, base.WorkspaceName
		return nil
	}
	s := search{workspaceID: r.o.WorkspaceID}
	switch {
	case s.workspaceID != "":
	case base != nil:
		s.workspaceID = base.WorkspaceID
	default:
		s.workspace = r.template.Configuration.WorkspaceName
	}
	if s.workspaceID == "" && s.workspace == "" {
		return fmt.Errorf("%w: nothing says in which Workspace the preview is: give WorkspaceID, or write workspace_name into the template", ErrInvalid)
	}
	w, err := newDirectory(r.c).workspace(ctx, s)
	r.workspaceID, r.workspace = w.ID, w.Name
	return err
}

// readObjects finds out which connections and variables the preview gets.
func (r *previewRun) readObjects(ctx context.Context, base *Deployment) error {
	from := r.o.Objects.From
	if r.o.Objects.Skip || from == "" && base == nil {
		return nil
	}
	if base == nil || from != "" && from != base.ID {
		d, err := r.c.Deployments.Get(ctx, from)
		if err != nil {
			return fmt.Errorf("the Deployment whose connections and variables the preview gets: %w", err)
		}
		base = &d
	}
	r.objects = &objectCopy{c: r.c, conf: r.o.Objects, from: *base}
	return r.objects.read(ctx, r.workspaceID)
}

// instantiate makes the Deployment that the preview shall be, which expires a TTL from now.
func (r *previewRun) instantiate(name string, mode deployfile.Mode) (deployfile.Deployment, error) {
	t := r.template
	t.Configuration.WorkspaceName = r.workspace
	want, found := deployfile.Instantiate(t, deployfile.InstantiateOptions{Name: name, Mode: mode, Set: r.o.Set, Values: r.o.Values})
	if err := found.Err(); err != nil {
		return want, fmt.Errorf("preview %s cannot be made from its template: %w", quoteName(name), err)
	}
	r.expires = previewExpiry(r.o.TTL)
	mark := previewMark{r.key, r.expires}
	marked, err := appendMark(textOf(want.Configuration.Description), mark.String())
	want.Configuration.Description = &marked
	return want, err
}

// previewExpiry returns the end of a time to live that begins now, in whole seconds as marks have it.
func previewExpiry(ttl time.Duration) time.Time {
	if ttl == 0 {
		ttl = DefaultPreviewTTL
	}
	return time.Now().Add(ttl + time.Second - 1).Truncate(time.Second).UTC()
}
