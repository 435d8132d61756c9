package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/rbac"
)

// who is the one that the flags describe. It also settles what the questions are about.
func (set *canFlags) who(ctx context.Context, env environment, catalogue *rbac.Catalogue) (asked, int) {
	if len(set.roles) > 0 {
		subject, warnings := catalogue.Subject(rbac.Principal{Grants: set.roles})
		for _, w := range warnings {
			fmt.Fprintf(env.err, "astrofile can: warning: %s\n", w)
		}
		set.settle(set.roles[0])
		return subject, exitOK
	}
	api, code := set.connection.open(env, "can")
	if code != exitOK {
		return nil, code
	}
	if !set.live {
		return set.fromText(env, api)
	}
	who, err := set.identify(ctx, api)
	if err != nil {
		return nil, failed(env, "can", "the token", err)
	}
	if len(who.Principal.Grants) > 0 {
		set.settle(own(who.Principal))
	}
	if !who.Known {
		fmt.Fprintln(env.err, "astrofile can: the token may not read its own roles, or what they allow: only what it is for decides; -token-id asks with another one")
	}
	return set.located(ctx, env, api, who)
}

func (set *canFlags) identify(ctx context.Context, api *client.Client) (*client.Identity, error) {
	if set.tokenID != "" {
		return api.IdentifyToken(ctx, set.tokenID)
	}
	return api.Identify(ctx)
}

// fromText is who the token itself says it belongs to.
func (set *canFlags) fromText(env environment, api *client.Client) (asked, int) {
	info, ok := api.Token()
	if !ok {
		return nil, misused(env, "can", errors.New("the token says nothing about itself: give -role or -live"))
	}
	who := info.Identity(time.Now())
	if len(who.Principal.Grants) > 0 {
		set.settle(who.Principal.Grants[0])
	}
	return identified{who}, exitOK
}

// own is the role of a token for what it is made for, or somebody's first role.
func own(p rbac.Principal) rbac.Grant {
	for _, g := range p.Grants {
		if p.Token != nil && g.Scope == p.Token.Scope {
			return g
		}
	}
	return p.Grants[0]
}

// settle makes the question one about what a role is for, unless flags say what it is about.
func (set *canFlags) settle(g rbac.Grant) {
	if set.at.Workspace != "" || set.at.Deployment != "" {
		return
	}
	switch g.Scope {
	case rbac.ScopeWorkspace:
		set.at.Workspace = g.ID
	case rbac.ScopeDeployment:
		set.at.Deployment = g.ID
	case rbac.ScopeDag:
		set.at.Deployment = g.Deployment
		if !g.Tag {
			set.at.Dag = g.ID
		}
	}
}

// located reads the Deployment that is asked about, because where it is and whether it lets people deploy matter. One
// that the token may not read stays unknown.
func (set *canFlags) located(ctx context.Context, env environment, api *client.Client, who *client.Identity) (asked, int) {
	if set.at.Deployment == "" {
		return identified{who}, exitOK
	}
	d, err := api.Deployments.Get(ctx, set.at.Deployment)
	switch {
	case errors.Is(err, client.ErrForbidden):
		return identified{who}, exitOK
	case err != nil:
		return nil, failed(env, "can", set.at.Deployment, err)
	}
	if set.at.Workspace == "" {
		set.at.Workspace = d.WorkspaceID
	}
	if !d.IsCICDEnforced || who.Principal.Kind != rbac.KindPerson {
		return identified{who}, exitOK
	}
	subject, _ := who.Catalogue.Subject(who.Principal)
	return enforced{identified{who}, subject}, exitOK
}

// enforced asks somebody about a Deployment that lets API tokens deploy, and no people.
type enforced struct {
	identified
	subject *rbac.Subject
}

func (e enforced) CanCall(operation string, r rbac.Resource) rbac.Decision {
	for _, kind := range []rbac.DeployKind{rbac.DeployImage, rbac.DeployDags, rbac.DeployBundle, rbac.DeployRollback} {
		if string(kind.Job()) == operation {
			return rbac.MayDeploy(e.subject, kind, r, true)
		}
	}
	return e.identified.CanCall(operation, r)
}

// catalogue has the built-in roles and those of the files.
func (set *canFlags) catalogue(env environment) (*rbac.Catalogue, int) {
	var roles []rbac.Role
	for _, name := range set.customRoles {
		in := one(env, name)
		if in.err != nil {
			return nil, unreadable(env, "can", in)
		}
		var role client.CreateRole
		if err := json.Unmarshal(in.src, &role); err != nil {
			return nil, misused(env, "can", fmt.Errorf("%s is not the JSON of a custom role: %w", shown(in.name), err))
		}
		r := rbac.Role{Name: role.Name, Scope: rbac.Scope(role.ScopeType), Workspaces: role.RestrictedWorkspaceIDs}
		for _, p := range role.Permissions {
			r.Permissions = append(r.Permissions, rbac.Permission(p))
		}
		roles = append(roles, r)
	}
	catalogue, warnings := rbac.Builtin().With(roles...)
	for _, w := range warnings {
		fmt.Fprintf(env.err, "astrofile can: warning: %s\n", w)
	}
	return catalogue, exitOK
}
