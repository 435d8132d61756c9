package clienttest_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/client/clienttest"
)

// Whoever is in two Organizations finds in each of them what is there.
func TestOrganizationsAreApart(t *testing.T) {
	s := newScene(t, clienttest.WithClock(time.Now)) // a login expires by the real time
	ctx := t.Context()
	d := must(s.c.Deployments.Create(ctx, standard(s.workspace, "etl")))(t)
	object := must(s.c.EnvironmentObjects.Create(ctx, s.connection()))(t)
	org := s.AddOrganization(client.Organization{Name: "other"})
	_, secret := s.AddTokenTo(org, client.CreateAPIToken{Name: "t", Scope: client.TokenScopeOrganization, Role: "ORGANIZATION_OWNER"})
	other := must(s.ClientFor(org, secret))(t)
	assert.Empty(t, all(t, other.Deployments.All(ctx, client.DeploymentFilter{})))
	_, err := other.Deployments.Get(ctx, d.ID)
	require.ErrorIs(t, err, client.ErrNotFound)
	_, err = other.EnvironmentObjects.Get(ctx, object)
	require.ErrorIs(t, err, client.ErrNotFound)
	_, err = other.Deployments.Create(ctx, standard(s.workspace, "etl"))
	require.ErrorIs(t, err, client.ErrInvalid, "its Workspace is not here")
}

func TestLinksStayInTheWorkspace(t *testing.T) {
	s := newScene(t)
	ctx := t.Context()
	mine := must(s.c.Deployments.Create(ctx, standard(s.workspace, "mine")))(t).ID
	theirs := must(s.c.Deployments.Create(ctx, standard(s.AddWorkspace(client.Workspace{}), "theirs")))(t).ID
	in := s.connection()
	in.AutoLinkDeployments = true
	in.Links = []client.CreateEnvironmentObjectLink{{Scope: client.EnvironmentObjectScopeDeployment, ScopeEntityID: mine}}
	id := must(s.c.EnvironmentObjects.Create(ctx, in))(t)
	assert.Len(t, all(t, s.c.EnvironmentObjects.All(ctx, client.EnvironmentObjectFilter{DeploymentID: mine, ResolveLinked: true})), 1)
	assert.Empty(t, all(t, s.c.EnvironmentObjects.All(ctx, client.EnvironmentObjectFilter{DeploymentID: theirs, ResolveLinked: true})))
	assert.Empty(t, all(t, s.c.EnvironmentObjects.All(ctx, client.EnvironmentObjectFilter{DeploymentID: mine})), "not its own")
	require.NoError(t, s.c.Deployments.Delete(ctx, mine))
	assert.Empty(t, must(s.c.EnvironmentObjects.Get(ctx, id))(t).Links, "a link goes with its Deployment")
}

// A sleep of weeks is longer than the first look ahead.
func TestLongSleep(t *testing.T) {
	s := newScene(t)
	in := development(s.workspace, "etl")
	in.ScalingSpec.HibernationSpec.Schedules[0] = client.HibernationSchedule{HibernateAtCron: "0 0 1 * *", WakeAtCron: "0 0 20 * *", IsEnabled: true}
	d := must(s.c.Deployments.Create(t.Context(), in))(t)
	d = must(s.c.Deployments.Get(t.Context(), d.ID))(t)
	assert.Equal(t, client.DeploymentStatusHibernating, d.Status)
	assert.Equal(t, "2026-03-20T00:00:00Z", d.ScalingStatus.HibernationStatus.NextEventAt)
	s.Advance(18 * 24 * time.Hour)
	d = must(s.c.Deployments.Get(t.Context(), d.ID))(t)
	assert.Equal(t, "2026-04-01T00:00:00Z", d.ScalingStatus.HibernationStatus.NextEventAt)
}

func TestDagsThatWereSwitchedOffStayAway(t *testing.T) {
	s := newScene(t)
	ctx := t.Context()
	d := s.live(t, nil)
	s.deployed(t, d.ID, client.DeployTypeDagOnly, "dags")
	in := updateOf(d)
	for _, on := range []bool{false, true} {
		in.IsDagDeployEnabled = on
		must(s.c.Deployments.Update(ctx, d.ID, in))(t)
	}
	image := must(s.c.Deploys.Create(ctx, d.ID, client.CreateDeploy{Type: client.DeployTypeImageOnly}))(t)
	must(s.c.Deploys.Finalize(ctx, d.ID, image.ID, client.FinalizeDeploy{}))(t)
	live := must(s.c.Deployments.Get(ctx, d.ID))(t)
	assert.Equal(t, image.ImageTag, live.ImageTag)
	assert.Empty(t, live.DagTarballVersion+live.DesiredDagTarballVersion)
}

func TestBundlesInFlight(t *testing.T) {
	s := newScene(t, clienttest.WithStep(time.Minute))
	ctx := t.Context()
	id := s.live(t, nil).ID
	for _, path := range []string{"/a", "/b"} {
		d := must(s.c.Deploys.Create(ctx, id, client.CreateDeploy{Type: client.DeployTypeBundle, BundleType: "dbt", BundleMountPath: path}))(t)
		version := upload(t, s.Astro, d.BundleUploadURL, path)
		must(s.c.Deploys.Finalize(ctx, id, d.ID, client.FinalizeDeploy{BundleTarballVersion: &version}))(t)
		s.Advance(30 * time.Second)
	}
	assert.Equal(t, []string{"/a", ""}, []string{string(s.BundleTarball(id, "/a")), string(s.BundleTarball(id, "/b"))}, "the second is under way")
	image := must(s.c.Deploys.Create(ctx, id, client.CreateDeploy{Type: client.DeployTypeImageOnly}))(t)
	must(s.c.Deploys.Finalize(ctx, id, image.ID, client.FinalizeDeploy{}))(t)
	s.Advance(time.Minute)
	assert.Equal(t, []string{"/a", "/b"}, []string{string(s.BundleTarball(id, "/a")), string(s.BundleTarball(id, "/b"))})
}

// Blocks belong to the blob that they were sent for, and to none after it.
func TestBlocksAreUsedOnce(t *testing.T) {
	s := newScene(t)
	d := must(s.c.Deploys.Create(t.Context(), s.live(t, nil).ID, client.CreateDeploy{Type: client.DeployTypeDagOnly}))(t)
	upload(t, s.Astro, d.DagsUploadURL, "a", "b")
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPut, d.DagsUploadURL.Reveal()+"&comp=blocklist",
		strings.NewReader("<BlockList><Latest>YmxvY2stMA==</Latest></BlockList>"))
	require.NoError(t, err)
	resp, err := s.RoundTrip(req)
	require.NoError(t, err)
	require.NoError(t, resp.Body.Close())
	assert.Equal(t, http.StatusBadRequest, resp.StatusCode)
}
