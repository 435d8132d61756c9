package clienttest_test

import (
	"context"
	"fmt"
	"net/http/httptest"

	"github.com/google/go-containerregistry/pkg/authn"
	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/remote"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/client/clienttest"
)

// Deploy an image: to the repository and under the tag that the deploy says.
func ExampleAstro_Registry() {
	ctx := context.Background()
	server := httptest.NewUnstartedServer(nil)
	astro := clienttest.New(clienttest.WithRegistry(server.Listener.Addr().String()))
	server.Config.Handler = astro.Registry()
	server.Start()
	defer server.Close()

	c, err := astro.Client()
	if err != nil {
		fmt.Println(err)
		return
	}
	etl := astro.AddLiveDeployment(client.Deployment{Name: "etl"})
	deploy, err := c.Deploys.Create(ctx, etl, client.CreateDeploy{Type: client.DeployTypeImageOnly})
	if err != nil {
		fmt.Println(err)
		return
	}
	image, err := mutate.Config(empty.Image, v1.Config{Labels: map[string]string{"io.astronomer.docker.runtime.version": "3.0-4"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	to, err := name.ParseReference(deploy.ImageRepository + ":" + deploy.ImageTag)
	if err != nil {
		fmt.Println(err)
		return
	}
	login := remote.WithAuth(&authn.Basic{Username: "cli", Password: astro.Token()})
	if err = remote.Write(to, image, login, remote.WithTransport(server.Client().Transport)); err != nil {
		fmt.Println(err)
		return
	}
	if _, err = c.Deploys.Finalize(ctx, etl, deploy.ID, client.FinalizeDeploy{}); err != nil {
		fmt.Println(err)
		return
	}
	live, err := c.Deployments.Get(ctx, etl)
	fmt.Println(live.Status, live.AstroRuntimeVersion, err)
	// Output: HEALTHY 3.0-4 <nil>
}
