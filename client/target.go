package client

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/astrofile/astrofile/deployfile"
)

// Target says which Deployment a Deployment file is for. The zero value means the one that has the name in the file, in
// the Workspace that the file names. The search is never widened beyond that: a Deployment of the same name elsewhere
// is another one.
type Target struct {
	// ID is that of the Deployment. A file that gives it another name renames it, which [AllowRename] has to allow.
	ID string
	// FromMetadata takes the ID from metadata.deployment_id of the file. A file without one is an error.
	FromMetadata bool
	// WorkspaceID names the Workspace for a file that does not, or decides between Workspaces of one name.
	WorkspaceID string

	// Name and Workspace are looked for in place of the names in the file. A file with another name renames the
	// Deployment, as with ID; one with another Workspace cannot be applied.
	Name, Workspace string
}

// search is a Target together with what the file says.
type search struct {
	id, name               string
	workspaceID, workspace string
	metadata               string // the Workspace ID in the metadata of the file, which decides between Workspaces of one name
	anywhere               bool   // without any Workspace look in all of them
}

func (t Target) search(want *deployfile.Deployment) (search, error) {
	s := search{
		id: t.ID, name: cmp.Or(t.Name, want.Configuration.Name),
		workspaceID: t.WorkspaceID, workspace: cmp.Or(t.Workspace, want.Configuration.WorkspaceName),
	}
	m := want.Metadata
	if m != nil {
		s.metadata = m.WorkspaceID
	}
	switch {
	case t.FromMetadata && (m == nil || m.DeploymentID == ""):
		return s, &TargetError{Kind: "Deployment", Name: s.name, kind: ErrInvalid,
			Reason: fmt.Sprintf("the file of Deployment %s has no metadata.deployment_id to find it by", quoteName(s.name))}
	case t.FromMetadata && t.ID != "" && t.ID != m.DeploymentID:
		return s, &TargetError{Kind: "Deployment", Name: t.ID, kind: ErrConflict,
			Reason: fmt.Sprintf("metadata.deployment_id of the file is %s, and the Deployment that was asked for %s", quoteName(m.DeploymentID), quoteName(t.ID))}
	case t.FromMetadata:
		s.id = m.DeploymentID
	}
	return s, nil
}

// find returns the one Deployment that is meant, as far as a list tells it, or nil when there is none.
func (d *directory) find(ctx context.Context, s search) (*Deployment, error) {
	if s.id != "" {
		return &Deployment{ID: s.id}, nil
	}
	switch {
	case s.name == "":
		return nil, &TargetError{Kind: "Deployment", kind: ErrInvalid, Reason: "nothing says which Deployment is meant: there is neither a name nor an ID"}
	case s.workspaceID == "" && s.workspace == "" && !s.anywhere:
		return nil, &TargetError{Kind: "Deployment", Name: s.name, kind: ErrInvalid,
			Reason: fmt.Sprintf("nothing says in which Workspace Deployment %s is: write workspace_name, or give the ID of the Workspace", quoteName(s.name))}
	}
	found, err := d.matches(ctx, s)
	if err != nil {
		return nil, err
	}
	if found, err = d.byMetadata(ctx, s, found); err != nil {
		return nil, err
	}
	switch len(found) {
	case 0:
		return nil, nil
	case 1:
		return &found[0], nil
	}
	return nil, severalDeployments(s, found)
}

// matches returns all Deployments that have the name and are in a Workspace that may be meant.
func (d *directory) matches(ctx context.Context, s search) ([]Deployment, error) {
	if s.workspaceID != "" || s.workspace == "" {
		return d.deployments(ctx, s.workspaceID, s.name)
	}
	if d.whole {
		return d.matchesInWhole(ctx, s)
	}
	all, err := d.deployments(ctx, "", s.name)
	if err != nil {
		return nil, err
	}
	if slices.ContainsFunc(all, func(it Deployment) bool { return it.WorkspaceName == "" }) {
		ids, err := d.workspaceIDs(ctx, s.workspace)
		if err != nil {
			return nil, err
		}
		return selected(all, func(it *Deployment) bool { return slices.Contains(ids, it.WorkspaceID) }), nil
	}
	return selected(all, func(it *Deployment) bool { return it.WorkspaceName == s.workspace }), nil
}

// matchesInWhole is matches for a directory that lists whole Workspaces.
func (d *directory) matchesInWhole(ctx context.Context, s search) ([]Deployment, error) {
	ids, err := d.workspaceIDs(ctx, s.workspace)
	if err != nil {
		return nil, err
	}
	var all []Deployment
	for _, id := range ids {
		found, err := d.deployments(ctx, id, s.name)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	return all, nil
}

// byMetadata leaves those in the Workspace that the metadata of the file names, if it is one of the name that is asked for.
func (d *directory) byMetadata(ctx context.Context, s search, found []Deployment) ([]Deployment, error) {
	elsewhere := func(it Deployment) bool { return it.WorkspaceID != s.metadata }
	if s.metadata == "" || s.workspaceID != "" || s.workspace == "" || !slices.ContainsFunc(found, elsewhere) {
		return found, nil
	}
	if slices.ContainsFunc(found, func(it Deployment) bool { return !elsewhere(it) }) {
		return slices.DeleteFunc(found, elsewhere), nil // one of those found proves the name
	}
	ids, err := d.workspaceIDs(ctx, s.workspace)
	if err != nil {
		return nil, err
	}
	if slices.Contains(ids, s.metadata) {
		return nil, nil
	}
	return found, nil
}

func severalDeployments(s search, found []Deployment) *TargetError {
	e := &TargetError{Kind: "Deployment", Name: s.name, kind: ErrConflict, Candidates: candidates(found)}
	var ids []string
	spread := false
	for _, it := range found {
		ids = append(ids, it.ID)
		spread = spread || it.WorkspaceID != found[0].WorkspaceID
	}
	where := " in one Workspace"
	if spread {
		where = " in Workspaces of one name"
		if s.workspace == "" {
			where = " in several Workspaces"
		}
	}
	e.Reason = fmt.Sprintf("%d Deployments are called %s%s: say which one by its ID, %s", len(found), quoteName(s.name), where, listNames(ids))
	return e
}

func candidates(found []Deployment) []Candidate {
	list := make([]Candidate, len(found))
	for i, d := range found {
		list[i] = Candidate{ID: d.ID, Name: d.Name, WorkspaceID: d.WorkspaceID, WorkspaceName: d.WorkspaceName}
	}
	return list
}

// missing is the error of a search that found nothing and must not create.
func (s search) missing() *TargetError {
	e := &TargetError{Kind: "Deployment", Name: s.name, kind: ErrNotFound}
	where := ""
	switch {
	case s.workspace != "":
		where = " in Workspace " + quoteName(s.workspace)
	case s.workspaceID != "":
		where = " in the Workspace with the ID " + quoteName(s.workspaceID)
	}
	e.Reason = fmt.Sprintf("there is no Deployment %s%s, or the token does not see it", quoteName(s.name), where)
	return e
}

// notThere turns the API's word that there is no such Deployment into that of a search.
func notThere(err error, listed Deployment) error {
	if !errors.Is(err, ErrNotFound) {
		return err
	}
	e := &TargetError{Kind: "Deployment", Name: listed.ID, kind: ErrNotFound, err: err,
		Reason: fmt.Sprintf("there is no Deployment with the ID %s, or the token does not see it", quoteName(listed.ID))}
	if listed.Name != "" {
		e.Name, e.Reason = listed.Name, fmt.Sprintf("Deployment %s (%s) was deleted while it was looked at", quoteName(listed.Name), listed.ID)
	}
	return e
}
