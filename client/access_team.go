package client

import (
	"context"
	"errors"
	"slices"

	"github.com/astrofile/astrofile/rbac"
)

func (r *accessRun) teams() accessKind[rbac.TeamAccess] {
	return accessKind[rbac.TeamAccess]{
		read:   r.c.readTeam,
		alone:  func(t rbac.TeamAccess) rbac.Access { return rbac.Access{Teams: []rbac.TeamAccess{t}} },
		write:  r.writeTeam,
		remove: r.c.Teams.Delete,
	}
}

func (r *accessRun) team(ctx context.Context, s rbac.AccessStep[rbac.TeamAccess]) error {
	s.Want.Members = r.present(s.Path, s.Want.Members)
	switch s.Action {
	case rbac.AccessCreate:
		return r.createTeam(ctx, s.Path, s.Want)
	case rbac.AccessDelete:
		return erase(ctx, r, r.teams(), s.Path, s.Live.ID, s.Live)
	}
	return change(ctx, r, r.teams(), s.Path, s.Live.ID, s.Live, s.Want)
}

// writeTeam sends what differs: members come before roles change, and go afterwards.
func (r *accessRun) writeTeam(ctx context.Context, now, want rbac.TeamAccess) error {
	if now.Name != want.Name || textOf(now.Description) != textOf(want.Description) {
		if _, err := r.c.Teams.Update(ctx, now.ID, UpdateTeam{Name: want.Name, Description: new(textOf(want.Description))}); err != nil {
			return err
		}
	}
	managed := now.IDPManaged
	if come := without(want.Members, now.Members); len(come) > 0 && !managed {
		if err := r.c.Teams.AddMembers(ctx, now.ID, come); err != nil {
			return err
		}
	}
	if r.rolesDiffer(now.AccessRoles, want.AccessRoles) {
		if _, err := r.c.Teams.SetRoles(ctx, now.ID, subjectRoles(want.AccessRoles)); err != nil {
			return err
		}
	}
	if managed {
		return nil
	}
	for _, id := range without(now.Members, want.Members) {
		if err := r.c.Teams.RemoveMember(ctx, now.ID, id); err != nil && !errors.Is(err, ErrNotFound) {
			return err
		}
	}
	return nil
}

func (r *accessRun) rolesDiffer(now, want rbac.AccessRoles) bool {
	of := func(roles rbac.AccessRoles) rbac.Access {
		return rbac.Access{Users: []rbac.UserAccess{{ID: "somebody", AccessRoles: roles}}}
	}
	return len(r.differences(of(now), of(want))) > 0
}

// createTeam makes a Team unless there is one of the name, and gives it the rest of its roles.
func (r *accessRun) createTeam(ctx context.Context, path string, want rbac.TeamAccess) error {
	before, err := r.teamsNamed(ctx, want.Name)
	switch {
	case err != nil:
		return &AccessStepError{Path: path, Effect: EffectNone, Reason: "whether it exists could not be read", Err: err}
	case len(before) > 0:
		return conflict(path, "somebody else has made a Team of that name since the plan was made")
	}
	r.result.Outcome = OutcomeUpdated
	made, failed := r.c.Teams.Create(ctx, CreateTeam{
		Name: want.Name, Description: textOf(want.Description), MemberIDs: want.Members, OrganizationRole: OrganizationRole(want.OrganizationRole),
	})
	if failed != nil {
		if made, err = r.findTeam(ctx, path, want.Name, failed); err != nil {
			return err
		}
	}
	live, err := r.c.readTeam(ctx, made.ID)
	if err != nil {
		return unread(path, failed, err)
	}
	want.ID = made.ID
	return change(ctx, r, r.teams(), path, made.ID, live, want)
}

// findTeam looks for a Team whose creation was not answered.
func (r *accessRun) findTeam(ctx context.Context, path, name string, failed error) (Team, error) {
	if declined(failed) {
		return Team{}, &AccessStepError{Path: path, Effect: EffectNone, Reason: "the API refused to make it", Err: failed}
	}
	if ctx.Err() != nil {
		return Team{}, &AccessStepError{Path: path, Effect: EffectUnknown, Reason: "it may have been made", Err: failed}
	}
	found, err := r.teamsNamed(ctx, name)
	switch {
	case err != nil:
		return Team{}, unread(path, failed, err)
	case len(found) == 0:
		return Team{}, &AccessStepError{Path: path, Effect: EffectNone, Reason: "it was not made", Err: failed}
	case len(found) > 1:
		return Team{}, conflict(path, "there are several Teams of that name now")
	}
	return found[0], nil
}

// teamsNamed returns the Teams of exactly this name.
func (r *accessRun) teamsNamed(ctx context.Context, name string) ([]Team, error) {
	all, err := gather(r.c.Teams.All(ctx, TeamFilter{Names: []string{name}}))
	return selected(all, func(t *Team) bool { return t.Name == name }), err
}

// without returns what is in the first list and not in the second.
func without(list, other []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return slices.Contains(other, s) })
}
