package client

import (
	"context"

	"github.com/astrofile/astrofile/rbac"
)

func (r *accessRun) tokens() accessKind[rbac.TokenAccess] {
	return accessKind[rbac.TokenAccess]{
		read:   r.c.readToken,
		alone:  func(t rbac.TokenAccess) rbac.Access { return rbac.Access{Tokens: []rbac.TokenAccess{t}} },
		write:  r.writeToken,
		remove: r.c.APITokens.Delete,
	}
}

func (r *accessRun) token(ctx context.Context, s rbac.AccessStep[rbac.TokenAccess]) error {
	switch s.Action {
	case rbac.AccessCreate:
		return r.createToken(ctx, s.Path, s.Want)
	case rbac.AccessDelete:
		return erase(ctx, r, r.tokens(), s.Path, s.Live.ID, s.Live)
	}
	return change(ctx, r, r.tokens(), s.Path, s.Live.ID, s.Live, s.Want)
}

func (r *accessRun) writeToken(ctx context.Context, now, want rbac.TokenAccess) error {
	if now.Name != want.Name || textOf(now.Description) != textOf(want.Description) {
		if _, err := r.c.APITokens.Update(ctx, now.ID, UpdateAPIToken{Name: want.Name, Description: new(textOf(want.Description))}); err != nil {
			return err
		}
	}
	if !r.rolesDiffer(now.AccessRoles, want.AccessRoles) {
		return nil
	}
	_, err := r.c.APITokens.SetRoles(ctx, now.ID, r.c.tokenRoles(want.AccessRoles))
	return err
}

// createToken makes a token with its own role, hands over the secret and gives it the other roles.
func (r *accessRun) createToken(ctx context.Context, path string, want rbac.TokenAccess) error {
	before, err := r.tokensLike(ctx, want)
	switch {
	case err != nil:
		return &AccessStepError{Path: path, Effect: EffectNone, Reason: "whether it exists could not be read", Err: err}
	case len(before) > 0:
		return conflict(path, "somebody else has made a token of that name since the plan was made")
	}
	in := CreateAPIToken{
		Name: want.Name, Description: textOf(want.Description), Scope: TokenScope(want.Scope), EntityID: want.EntityID, Role: ownRole(want),
	}
	if want.ExpiryDays != nil {
		in.TokenExpiryPeriodInDays = *want.ExpiryDays
	}
	r.result.Outcome = OutcomeUpdated
	made, err := r.c.APITokens.Create(ctx, in)
	if err != nil {
		return r.lostToken(ctx, path, want, err)
	}
	want.ID = made.ID
	if made.Token.IsZero() {
		return &AccessStepError{Path: path, Effect: EffectAccepted, Reason: "it was made, and the answer has no secret", TokenID: made.ID}
	}
	if err = r.conf.secret(want, made.Token); err != nil {
		return &AccessStepError{Path: path, Effect: EffectAccepted, Reason: "it was made, and its secret was not kept", TokenID: made.ID, Err: err}
	}
	live, err := r.c.readToken(ctx, made.ID)
	if err != nil {
		return unread(path, nil, err)
	}
	return change(ctx, r, r.tokens(), path, made.ID, live, want)
}

// lostToken says what has become of a creation without an answer: nobody can read the secret of the token any more.
func (r *accessRun) lostToken(ctx context.Context, path string, want rbac.TokenAccess, failed error) error {
	switch {
	case declined(failed):
		return &AccessStepError{Path: path, Effect: EffectNone, Reason: "the API refused to make it", Err: failed}
	case ctx.Err() != nil:
		return &AccessStepError{Path: path, Effect: EffectUnknown, Reason: "it may have been made, and its secret is lost", Err: failed}
	}
	found, err := r.tokensLike(ctx, want)
	switch {
	case err != nil:
		return unread(path, failed, err)
	case len(found) == 0:
		return &AccessStepError{Path: path, Effect: EffectNone, Reason: "it was not made", Err: failed}
	}
	return &AccessStepError{Path: path, Effect: EffectAccepted, Reason: "it was made, and its secret was lost on the way", TokenID: found[len(found)-1].ID, Err: failed}
}

// tokensLike returns the tokens of the same name that are made for the same object.
func (r *accessRun) tokensLike(ctx context.Context, want rbac.TokenAccess) ([]rbac.TokenAccess, error) {
	var filter APITokenFilter
	switch want.Scope {
	case rbac.ScopeWorkspace:
		filter.WorkspaceID = want.EntityID
	case rbac.ScopeDeployment:
		filter.DeploymentID = want.EntityID
	default:
		filter.OnlyOrganizationTokens = true
	}
	var found []rbac.TokenAccess
	for t, err := range r.c.APITokens.All(ctx, filter) {
		if err != nil {
			return nil, err
		}
		is := t.access()
		if is.Name == want.Name && is.Scope == want.Scope && (is.Scope == rbac.ScopeOrganization || is.EntityID == want.EntityID) {
			found = append(found, is)
		}
	}
	return found, nil
}
