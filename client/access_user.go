package client

import (
	"context"
	"strings"

	"github.com/astrofile/astrofile/rbac"
)

func (r *accessRun) users() accessKind[rbac.UserAccess] {
	return accessKind[rbac.UserAccess]{
		read:  r.c.readUser,
		alone: func(u rbac.UserAccess) rbac.Access { return rbac.Access{Users: []rbac.UserAccess{u}} },
		write: func(ctx context.Context, now, want rbac.UserAccess) error {
			_, err := r.c.Users.SetRoles(ctx, now.ID, subjectRoles(want.AccessRoles))
			return err
		},
	}
}

func (r *accessRun) user(ctx context.Context, s rbac.AccessStep[rbac.UserAccess]) error {
	if s.Action == rbac.AccessCreate {
		return r.invite(ctx, s)
	}
	return change(ctx, r, r.users(), s.Path, s.Live.ID, s.Live, s.Want)
}

// invite asks a person to join. Other roles than that in the Organization are for when the person is there.
func (r *accessRun) invite(ctx context.Context, s rbac.AccessStep[rbac.UserAccess]) error {
	r.result.Outcome = OutcomeUpdated
	_, err := r.c.Invites.Create(ctx, CreateInvite{InviteeEmail: s.Want.Email, Role: OrganizationRole(s.Want.OrganizationRole)})
	switch {
	case err == nil:
	case declined(err):
		return &AccessStepError{Path: s.Path, Effect: EffectNone, Reason: "the invitation was refused", Err: err}
	default:
		return &AccessStepError{Path: s.Path, Effect: EffectUnknown, Reason: "the invitation may have been sent", Err: err}
	}
	if len(s.Want.Grants()) > 1 {
		r.result.Waiting = append(r.result.Waiting, s.Path)
	}
	return nil
}

// present returns the members who are users already; the others have an address and no ID.
func (r *accessRun) present(path string, members []string) []string {
	known := make([]string, 0, len(members))
	for _, m := range members {
		if !strings.Contains(m, "@") {
			known = append(known, m)
		}
	}
	if len(known) < len(members) {
		r.result.Waiting = append(r.result.Waiting, path+".members")
	}
	return known
}
