package client

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

// PreviewError says that a Deployment is not the preview that was asked for, or no longer to be had. Nothing has been
// changed. It is an [ErrConflict].
type PreviewError struct {
	ID, Name string // of the Deployment
	Reason   string

	several bool // all of them have the mark, which passes when two calls have just created one each
}

// Error names the Deployment and says what is wrong with it, in one line.
func (e *PreviewError) Error() string {
	return fmt.Sprintf("Deployment %s (%s) %s", quoteName(e.Name), e.ID, e.Reason)
}

// Is reports whether target is [ErrConflict].
func (e *PreviewError) Is(target error) bool { return target == ErrConflict }

func notPreview(d Deployment, format string, args ...any) error {
	return &PreviewError{ID: d.ID, Name: d.Name, Reason: fmt.Sprintf(format, args...)}
}

// previewSearch says which preview is meant, and where it may be. What a list says about marks is not relied on:
// Deployments that may be meant are read one by one.
type previewSearch struct {
	c           *Client
	key         PreviewKey // normal; zero: any preview
	workspaceID string
}

// named returns the preview of a name, nil if there is no such Deployment. One that is not the preview is an error.
func (s previewSearch) named(ctx context.Context, name string) (*Preview, error) {
	found, err := s.c.deploymentsNamed(ctx, s.workspaceID, name)
	if err != nil {
		return nil, err
	}
	var ours []Preview
	for _, d := range found {
		var p *Preview
		if p, err = s.read(ctx, d.ID); err != nil {
			return nil, err
		}
		if p != nil {
			ours = append(ours, *p)
		}
	}
	return only(ours)
}

// only returns the one preview of a list, nil if it is empty.
func only(ours []Preview) (*Preview, error) {
	switch len(ours) {
	case 0:
		return nil, nil
	case 1:
		return &ours[0], nil
	}
	d := ours[0].Deployment
	return nil, &PreviewError{ID: d.ID, Name: d.Name, several: true,
		Reason: fmt.Sprintf("is one of %d with the mark of this preview: take the preview down and bring it up again", len(ours))}
}

// hashed returns the previews of the key, whatever the first part of their names is, and Deployments that could be one by
// the end of their name but have another mark, or none.
func (s previewSearch) hashed(ctx context.Context) (ours []Preview, foreign error, err error) {
	for d, err := range s.c.Deployments.All(ctx, DeploymentFilter{WorkspaceIDs: []string{s.workspaceID}}) {
		if err != nil {
			return nil, nil, err
		}
		if d.WorkspaceID != s.workspaceID || !strings.HasSuffix(d.Name, "-"+s.key.hash()) {
			continue
		}
		p, err := s.read(ctx, d.ID)
		switch {
		case err != nil && errors.As(err, new(*PreviewError)):
			foreign = err
		case err != nil:
			return nil, nil, err
		case p != nil:
			ours = append(ours, *p)
		}
	}
	return ours, foreign, nil
}

// ours returns the previews of the key. What only looks like one is an error if there is no other.
func (s previewSearch) ours(ctx context.Context) ([]Preview, error) {
	ours, foreign, err := s.hashed(ctx)
	if err == nil && len(ours) == 0 {
		err = foreign
	}
	return ours, err
}

// read returns the preview that a Deployment is, nil if it is gone. One that is not the preview is an error.
func (s previewSearch) read(ctx context.Context, id string) (*Preview, error) {
	d, err := s.c.Deployments.Get(ctx, id)
	if errors.Is(err, ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return s.check(d)
}

func (s previewSearch) check(d Deployment) (*Preview, error) {
	p, marked, err := previewOf(d)
	m := previewMark{p.Key, p.Expires}
	switch {
	case s.workspaceID != "" && d.WorkspaceID != s.workspaceID:
		return nil, notPreview(d, "is in another Workspace, %s", quoteName(d.WorkspaceID))
	case !marked:
		return nil, notPreview(d, "has no mark of a preview in the last line of its description")
	case err != nil:
		return nil, notPreview(d, "has a mark that cannot be read: %v", err)
	case s.key != (PreviewKey{}) && !m.is(s.key):
		return nil, notPreview(d, "is another preview: %s", strings.TrimPrefix(m.String(), previewMarkKind+" "))
	}
	return &p, nil
}

// workspaceOf returns the ID of the Workspace that previews of a base Deployment are in unless another one is named.
func (c *Client) workspaceOf(ctx context.Context, source string) (string, error) {
	d, err := c.Deployments.Get(ctx, source)
	if err != nil {
		return "", fmt.Errorf("nothing says in which Workspace the preview is, and its source cannot tell: %w", notThere(err, Deployment{ID: source}))
	}
	return d.WorkspaceID, nil
}
