package client_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/client/clienttest"
	"github.com/astrofile/astrofile/rbac"
)

// A pipeline asks before it builds anything whether its token may deploy at all.
func ExampleClient_Preflight() {
	ctx := context.Background()
	astro := clienttest.New()
	workspace := astro.AddWorkspace(client.Workspace{Name: "data"})
	etl := astro.AddLiveDeployment(client.Deployment{Name: "etl", WorkspaceID: workspace})
	other := astro.AddLiveDeployment(client.Deployment{Name: "other", WorkspaceID: workspace})
	_, token := astro.AddToken(client.CreateAPIToken{Name: "ci", Scope: client.TokenScopeDeployment, EntityID: etl, Role: "DEPLOYMENT_ADMIN"})
	c, err := astro.ClientFor(clienttest.Organization, token)
	if err != nil {
		panic(err)
	}

	deploy := client.Intent{Operation: string(rbac.JobDeployDags), Resource: rbac.Resource{Deployment: etl}}
	fmt.Println(c.Preflight(ctx, deploy))

	deploy.Resource.Deployment = other
	err = c.Preflight(ctx, deploy)
	fmt.Println(errors.Is(err, client.ErrForbidden), errors.Is(err, client.ErrTokenScope))
	if refused, ok := errors.AsType[*client.PreflightError](err); ok {
		fmt.Println("missing:", refused.Decisions[0].Missing())
		fmt.Println("grant:", refused.Least[0].Role, "of the", refused.Least[0].Scope)
	}
	// Output:
	// <nil>
	// true true
	// missing: deployment.get
	// grant: DEPLOYMENT_ADMIN of the DEPLOYMENT
}
