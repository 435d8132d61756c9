package client

import (
	"context"
	"errors"
	"fmt"
)

// PreviewRef says which preview is meant: by its key, or by ID. With both, the mark of the Deployment has to fit the key.
type PreviewRef struct {
	Key PreviewKey
	ID  string
	// WorkspaceID is where it is looked for, and nowhere else; "": the Workspace of the Deployment that is its source.
	WorkspaceID string
	Name        string // what PreviewOptions.Name was
	// Force lets [Previews.Down] delete what ID or Name stands for, whatever its mark says, and without any mark.
	Force bool
}

// Down deletes a preview and reports whether there was one: that it is gone already is no error. With the Deployment go
// its connections, its variables and its links to those of the Workspace. When two calls of [Previews.Up] were both
// killed and left two Deployments with the mark, both are deleted.
//
// A Deployment without the mark, or with that of another preview, is a [*PreviewError] and stays, unless Force is set.
func (s *Previews) Down(ctx context.Context, r PreviewRef) (deleted bool, err error) {
	if r.Force && (r.ID != "" || r.Name != "") {
		return s.force(ctx, r)
	}
	found, err := s.find(ctx, r)
	if err != nil {
		return false, err
	}
	for _, p := range found {
		if err := s.c.deleteDeployment(ctx, p.Deployment.ID); err != nil {
			return deleted, fmt.Errorf("preview %s is not deleted: %w", quoteName(p.Deployment.Name), err)
		}
		deleted = true
	}
	return deleted, nil
}

// find returns the previews that are meant, none if there are none, read just now.
func (s *Previews) find(ctx context.Context, r PreviewRef) ([]Preview, error) {
	look, err := s.search(ctx, r)
	if err != nil {
		return nil, err
	}
	var one *Preview
	switch {
	case r.ID != "":
		one, err = look.read(ctx, r.ID)
	case r.Name != "":
		one, err = look.named(ctx, r.Name)
	default:
		return look.ours(ctx)
	}
	if one == nil || err != nil {
		return nil, err
	}
	return []Preview{*one}, nil
}

func (s *Previews) search(ctx context.Context, r PreviewRef) (previewSearch, error) {
	look := previewSearch{c: s.c, workspaceID: r.WorkspaceID}
	if r.ID != "" && r.Key == (PreviewKey{}) {
		return look, nil
	}
	var err error
	if look.key, err = r.Key.normal(); err != nil {
		return look, err
	}
	if r.ID == "" && look.workspaceID == "" {
		look.workspaceID, err = s.c.workspaceOf(ctx, look.key.Source)
	}
	return look, err
}

// force deletes a Deployment whose mark does not count. It still has to be in the Workspace.
func (s *Previews) force(ctx context.Context, r PreviewRef) (deleted bool, err error) {
	id, err := s.forced(ctx, r)
	if err == nil && id != "" {
		err = s.c.Deployments.Delete(ctx, id)
		deleted = err == nil
	}
	if errors.Is(err, ErrNotFound) {
		return false, nil
	}
	return deleted, err
}

// forced returns the ID of the Deployment that is to be deleted whatever its mark says, "" if there is none.
func (s *Previews) forced(ctx context.Context, r PreviewRef) (id string, err error) {
	var found []Deployment
	switch {
	case r.ID != "" && r.WorkspaceID == "":
		return r.ID, nil
	case r.WorkspaceID == "":
		return "", fmt.Errorf("%w: to delete the Deployment %s by force say in which Workspace it is", ErrInvalid, quoteName(r.Name))
	case r.ID == "":
		found, err = s.c.deploymentsNamed(ctx, r.WorkspaceID, r.Name)
	default:
		found = make([]Deployment, 1)
		found[0], err = s.c.Deployments.Get(ctx, r.ID)
	}
	switch {
	case err != nil || len(found) == 0:
		return "", err
	case len(found) > 1:
		return "", notPreview(found[0], "is one of %d of this name in the Workspace: say which one by its ID", len(found))
	case found[0].WorkspaceID != r.WorkspaceID:
		return "", notPreview(found[0], "is in another Workspace, %s", quoteName(found[0].WorkspaceID))
	}
	return found[0].ID, nil
}
