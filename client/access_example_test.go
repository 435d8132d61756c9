package client_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/client/clienttest"
	"github.com/astrofile/astrofile/rbac"
)

// Who may do what is kept in a repository, and applied like a Deployment file: what it takes away needs consent, and the
// secrets of new tokens go where they belong.
func ExampleClient_ApplyAccess() {
	astro := clienttest.New()
	workspace := astro.AddWorkspace(client.Workspace{Name: "data"})
	astro.AddUser(client.User{
		Username: "ann@example.com", WorkspaceRoles: []client.WorkspaceRole{{WorkspaceID: workspace, Role: client.WorkspaceRoleOwner}},
	})
	c, err := astro.Client()
	if err != nil {
		fmt.Println(err)
		return
	}
	ctx := context.Background()

	want := rbac.Access{
		Users: []rbac.UserAccess{{Email: "ann@example.com", AccessRoles: rbac.AccessRoles{
			OrganizationRole: "ORGANIZATION_MEMBER",
			WorkspaceRoles:   []rbac.WorkspaceRole{{WorkspaceID: workspace, Role: "WORKSPACE_AUTHOR"}},
		}}},
		Tokens: []rbac.TokenAccess{{
			Name: "ci", Scope: rbac.ScopeWorkspace, EntityID: workspace, ExpiryDays: new(90),
			AccessRoles: rbac.AccessRoles{WorkspaceRoles: []rbac.WorkspaceRole{{WorkspaceID: workspace, Role: "WORKSPACE_OPERATOR"}}},
		}},
	}
	keep := client.OnTokenSecret(func(t rbac.TokenAccess, secret client.Secret) error {
		fmt.Println("to the vault:", t.Name, secret)
		return nil
	})
	_, err = c.ApplyAccess(ctx, want, keep)
	if refused, ok := errors.AsType[*client.AccessRefusedError](err); ok {
		fmt.Println(refused.Needs[0].Path, refused.Needs[0].Reason)
	}
	done, err := c.ApplyAccess(ctx, want, keep, client.AllowRevoke())
	fmt.Println(done.Outcome, done.Done, err)
	done, err = c.ApplyAccess(ctx, want, keep, client.AllowRevoke())
	fmt.Println(done.Outcome, err)

	// Output:
	// users[email=ann@example.com].workspaceRoles[workspaceId=cwks000000000000000000001] gets WORKSPACE_AUTHOR in place of WORKSPACE_OWNER for Workspace "cwks000000000000000000001"
	// to the vault: ci (secret)
	// updated [tokens[scope=WORKSPACE,entityId=cwks000000000000000000001,name=ci] users[email=ann@example.com]] <nil>
	// unchanged <nil>
}
