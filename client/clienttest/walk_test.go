package clienttest_test

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"iter"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/client/clienttest"
)

// must returns what a call answers that has to succeed.
func must[T any](v T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		require.NoError(t, err)
		return v
	}
}

// all reads a list to its end.
func all[T any](t *testing.T, list iter.Seq2[T, error]) []T {
	t.Helper()
	var items []T
	for item, err := range list {
		require.NoError(t, err)
		items = append(items, item)
	}
	return items
}

// standard is a request that the control plane accepts.
func standard(workspace, name string) client.CreateStandardDeployment {
	return client.CreateStandardDeployment{
		CreateDeploymentBase: client.CreateDeploymentBase{Name: name, WorkspaceID: workspace},
		CloudProvider:        client.CloudProviderAWS, Region: "us-east-1",
	}
}

// development is a Standard Deployment that may hibernate, with a schedule for the nights.
func development(workspace, name string) client.CreateStandardDeployment {
	in := standard(workspace, name)
	in.IsDevelopmentMode = new(true)
	in.Executor = client.ExecutorCelery
	in.ScalingSpec = &client.ScalingSpec{HibernationSpec: &client.HibernationSpec{Schedules: []client.HibernationSchedule{
		{Description: "nights", HibernateAtCron: "0 20 * * *", WakeAtCron: "0 6 * * *", IsEnabled: true},
	}}}
	return in
}

// updateOf is a request that changes nothing about a Standard Deployment.
func updateOf(d client.Deployment) client.UpdateStandardDeployment {
	in := client.UpdateStandardDeployment{
		UpdateDeploymentBase: client.UpdateDeploymentBase{
			Name: d.Name, Description: d.Description, WorkspaceID: d.WorkspaceID, Executor: d.Executor, IsCICDEnforced: d.IsCICDEnforced,
			IsDagDeployEnabled: d.IsDagDeployEnabled, ContactEmails: d.ContactEmails, EnvironmentVariables: d.EnvironmentVariables,
		},
		UpdateHostedBase: client.UpdateHostedBase{
			SchedulerSize: d.SchedulerSize, DefaultTaskPodCPU: d.DefaultTaskPodCPU, DefaultTaskPodMemory: d.DefaultTaskPodMemory,
			ResourceQuotaCPU: d.ResourceQuotaCPU, ResourceQuotaMemory: d.ResourceQuotaMemory, IsHighAvailability: d.IsHighAvailability,
		},
	}
	if in.EnvironmentVariables == nil {
		in.EnvironmentVariables = []client.EnvironmentVariable{}
	}
	for _, q := range d.WorkerQueues {
		in.WorkerQueues = append(in.WorkerQueues, client.MachineQueue{
			ID: q.ID, Name: q.Name, IsDefault: q.IsDefault, AstroMachine: q.AstroMachine, MinWorkerCount: q.MinWorkerCount,
			MaxWorkerCount: q.MaxWorkerCount, WorkerConcurrency: q.WorkerConcurrency, PodEphemeralStorage: q.PodEphemeralStorage,
		})
	}
	return in
}

func deploymentWalk(t *testing.T, r *recorder, c *client.Client) {
	ctx, astro := t.Context(), r.astro
	w := astro.AddWorkspace(client.Workspace{Name: "data"})
	in := development(w, "etl")
	in.Description = "loads"
	in.ContactEmails = []string{"ann@example.com"}
	in.EnvironmentVariables = []client.EnvironmentVariable{
		{Key: "A", Value: client.NewSecret("1")}, {Key: "B", IsSecret: true, Value: client.NewSecret("2")},
	}
	d := must(c.Deployments.Create(ctx, in))(t)
	d = must(c.Deployments.Get(ctx, d.ID))(t)
	must(c.Deployments.Update(ctx, d.ID, updateOf(d)))(t)
	must(c.Deployments.SetHibernationOverride(ctx, d.ID, client.HibernationOverride{IsHibernating: new(true), OverrideUntil: astro.Now().Add(time.Hour)}))(t)
	must(c.Deployments.Get(ctx, d.ID))(t)
	require.NoError(t, c.Deployments.DeleteHibernationOverride(ctx, d.ID))
	must(c.Deployments.SetHibernationOverride(ctx, d.ID, client.HibernationOverride{}))(t)
	require.True(t, astro.AddLog(d.ID, client.LogSourceScheduler, "up"))
	must(c.Deployments.Logs(ctx, d.ID, client.LogQuery{Sources: []client.LogSource{client.LogSourceScheduler}}))(t)
	require.True(t, astro.SetDeploymentStatus(d.ID, client.DeploymentStatusUnhealthy, "scheduler is down"))
	all(t, c.Deployments.All(ctx, client.DeploymentFilter{}))
	must(c.Options.Deployment(ctx, client.DeploymentOptionsFilter{}))(t)
	must(c.Options.Deployment(ctx, client.DeploymentOptionsFilter{DeploymentID: d.ID}))(t)
	require.NoError(t, c.Deployments.Delete(ctx, d.ID))
}

func hybridWalk(t *testing.T, r *recorder, c *client.Client) {
	ctx, astro := t.Context(), r.astro
	w := astro.AddWorkspace(client.Workspace{Name: "data"})
	cluster := astro.AddCluster(client.Cluster{Name: "own", Type: client.ClusterTypeHybrid})
	for i, executor := range []client.Executor{client.ExecutorCelery, client.ExecutorKubernetes} {
		in := client.CreateHybridDeployment{CreateDeploymentBase: client.CreateDeploymentBase{
			Name: fmt.Sprint("etl", i), WorkspaceID: w, ClusterID: cluster, Executor: executor, AstroRuntimeVersion: newestAirflow2(t, c),
		}}
		d := must(c.Deployments.Create(ctx, in))(t)
		d = must(c.Deployments.Get(ctx, d.ID))(t)
		up := client.UpdateHybridDeployment{
			UpdateDeploymentBase: client.UpdateDeploymentBase{
				Name: d.Name, WorkspaceID: w, Executor: executor, EnvironmentVariables: []client.EnvironmentVariable{},
			},
			Scheduler: client.Scheduler{AU: 10, Replicas: 2},
		}
		must(c.Deployments.Update(ctx, d.ID, up))(t)
	}
	all(t, c.Deployments.All(ctx, client.DeploymentFilter{}))
	must(c.Options.Deployment(ctx, client.DeploymentOptionsFilter{Type: client.DeploymentTypeHybrid}))(t)
}

// newestAirflow2 returns a Runtime with Airflow 2.
func newestAirflow2(t *testing.T, c *client.Client) string {
	t.Helper()
	for _, r := range must(c.Options.Deployment(t.Context(), client.DeploymentOptionsFilter{}))(t).RuntimeReleases {
		if strings.HasPrefix(r.AirflowVersion, "2.") {
			return r.Version
		}
	}
	return ""
}

// upload sends a part of a deploy, whole or in blocks, and returns its version.
func upload(t *testing.T, astro *clienttest.Astro, url client.Secret, blocks ...string) string {
	t.Helper()
	put := func(query, kind, body string) (version string) {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPut, url.Reveal()+query, strings.NewReader(body))
		require.NoError(t, err)
		if kind != "" {
			req.Header.Set("X-Ms-Blob-Type", kind)
		}
		resp, err := astro.RoundTrip(req)
		require.NoError(t, err)
		require.NoError(t, resp.Body.Close())
		require.Equal(t, http.StatusCreated, resp.StatusCode)
		return resp.Header.Get("X-Ms-Version-Id")
	}
	if len(blocks) == 1 {
		return put("", "BlockBlob", blocks[0])
	}
	list := "<?xml version=\"1.0\" encoding=\"utf-8\"?><BlockList>"
	for i, b := range blocks {
		id := base64.StdEncoding.EncodeToString(fmt.Appendf(nil, "block-%d", i))
		require.Empty(t, put("&comp=block&blockid="+strings.ReplaceAll(id, "=", "%3D"), "", b))
		list += "<Latest>" + id + "</Latest>"
	}
	return put("&comp=blocklist", "", list+"</BlockList>")
}

func deployWalk(t *testing.T, r *recorder, c *client.Client) {
	ctx, astro := t.Context(), r.astro
	d := must(c.Deployments.Create(ctx, standard(astro.AddWorkspace(client.Workspace{}), "etl")))(t)
	first := must(c.Deploys.Create(ctx, d.ID, client.CreateDeploy{Type: client.DeployTypeImageAndDag, Description: "one", Git: &client.DeployGit{
		Provider: client.GitProviderGitHub, CommitSHA: "abc", Account: "a", Repo: "r",
	}}))(t)
	version := upload(t, astro, first.DagsUploadURL, "dags")
	must(c.Deploys.Finalize(ctx, d.ID, first.ID, client.FinalizeDeploy{DagTarballVersion: &version}))(t)
	bundle := must(c.Deploys.Create(ctx, d.ID, client.CreateDeploy{Type: client.DeployTypeBundle, BundleType: "dbt", BundleMountPath: "/usr/local/airflow/dbt/shop"}))(t)
	version = upload(t, astro, bundle.BundleUploadURL, "db", "t")
	must(c.Deploys.Finalize(ctx, d.ID, bundle.ID, client.FinalizeDeploy{BundleTarballVersion: &version}))(t)
	must(c.Deploys.Get(ctx, d.ID, bundle.ID))(t)
	must(c.Deploys.Update(ctx, d.ID, first.ID, client.UpdateDeploy{Description: "first"}))(t)
	must(c.Deploys.Rollback(ctx, d.ID, first.ID, client.RollbackDeploy{Description: "back"}))(t)
	all(t, c.Deploys.All(ctx, d.ID))
	must(c.Deployments.Get(ctx, d.ID))(t)
}

func environmentWalk(t *testing.T, r *recorder, c *client.Client) {
	ctx, astro := t.Context(), r.astro
	w := astro.AddWorkspace(client.Workspace{})
	d := must(c.Deployments.Create(ctx, standard(w, "etl")))(t)
	for _, in := range []client.CreateEnvironmentObject{
		{ObjectKey: "pg", ObjectType: client.EnvironmentObjectTypeConnection, Connection: &client.ConnectionRequest{
			Type: "postgres", Host: "db", Port: 5432, Login: "ann", Password: client.NewSecret("pw"), AuthTypeID: "x",
			Extra: client.NewSecretMap(map[string]any{"sslmode": "require", "n": 1}),
		}, Links: []client.CreateEnvironmentObjectLink{{
			Scope: client.EnvironmentObjectScopeDeployment, ScopeEntityID: d.ID,
			Overrides: &client.EnvironmentObjectOverrides{Connection: &client.ConnectionOverrides{Host: "other", Password: client.NewSecret("x")}},
		}}},
		{ObjectKey: "V", ObjectType: client.EnvironmentObjectTypeAirflowVariable, AirflowVariable: &client.CreateObjectVariable{Value: client.NewSecret("v")},
			AutoLinkDeployments: true},
		{ObjectKey: "E", ObjectType: client.EnvironmentObjectTypeEnvironmentVariable,
			EnvironmentVariable: &client.CreateObjectVariable{IsSecret: true, Value: client.NewSecret("v")},
			Links: []client.CreateEnvironmentObjectLink{{Scope: client.EnvironmentObjectScopeDeployment, ScopeEntityID: d.ID,
				Overrides: &client.EnvironmentObjectOverrides{EnvironmentVariable: &client.UpdateObjectVariable{Value: client.NewSecret("w")}}}}},
		{ObjectKey: "M", ObjectType: client.EnvironmentObjectTypeMetricsExport, MetricsExport: &client.MetricsExport{
			Endpoint: "https://m.example.com", ExporterType: client.MetricsExporterTypePrometheus, AuthType: client.MetricsAuthTypeBasic,
			Username: "u", Password: client.NewSecret("p"), Headers: map[string]client.Secret{"X-Key": client.NewSecret("k")}, Labels: map[string]string{"a": "b"},
		}},
	} {
		in.Scope, in.ScopeEntityID = client.EnvironmentObjectScopeWorkspace, w
		id := must(c.EnvironmentObjects.Create(ctx, in))(t)
		must(c.EnvironmentObjects.Get(ctx, id))(t)
		must(c.EnvironmentObjects.Update(ctx, id, client.UpdateEnvironmentObject{
			Description: new("d"), AutoLinkDeployments: new(true), Links: []client.UpdateEnvironmentObjectLink{
				{Scope: client.EnvironmentObjectScopeDeployment, ScopeEntityID: d.ID},
			}, ExcludeLinks: []client.EnvironmentObjectExcludeLink{},
		}))(t)
	}
	all(t, c.EnvironmentObjects.All(ctx, client.EnvironmentObjectFilter{DeploymentID: d.ID, ResolveLinked: true}))
	objects := all(t, c.EnvironmentObjects.All(ctx, client.EnvironmentObjectFilter{WorkspaceID: w, ShowSecrets: true}))
	require.Len(t, objects, 4)
	require.NoError(t, c.EnvironmentObjects.ExcludeLinking(ctx, objects[0].ID, d.ID))
	must(c.EnvironmentObjects.Get(ctx, objects[0].ID))(t)
	require.NoError(t, c.EnvironmentObjects.Delete(ctx, objects[0].ID))
}

// remoteDeployment is a Deployment on the cluster whose tasks run on agents.
func remoteDeployment(workspace, cluster, name string) client.CreateDedicatedDeployment {
	return client.CreateDedicatedDeployment{
		CreateDeploymentBase: client.CreateDeploymentBase{Name: name, WorkspaceID: workspace, ClusterID: cluster, Executor: client.ExecutorAstro},
		CreateHostedBase: client.CreateHostedBase{RemoteExecution: &client.RemoteExecutionRequest{
			Enabled: true, AllowedIPAddressRanges: []string{"10.0.0.0/8"}, TaskLogBucket: new("s3://logs"),
		}},
	}
}

func agentWalk(t *testing.T, r *recorder, c *client.Client) {
	ctx, astro := t.Context(), r.astro
	w, cluster := astro.AddWorkspace(client.Workspace{}), astro.AddCluster(client.Cluster{})
	d := must(c.Deployments.Create(ctx, remoteDeployment(w, cluster, "etl")))(t)
	token := must(c.AgentTokens.Create(ctx, d.ID, client.CreateAgentToken{Name: "agent", TokenExpiryPeriodInDays: 30}))(t)
	must(c.AgentTokens.Get(ctx, d.ID, token.ID))(t)
	all(t, c.AgentTokens.All(ctx, d.ID, client.AgentTokenFilter{}))
	require.NoError(t, c.AgentTokens.Delete(ctx, d.ID, token.ID))
}

func platformWalk(t *testing.T, r *recorder, c *client.Client) {
	ctx, astro := t.Context(), r.astro
	all(t, c.Organizations.All(ctx, client.OrganizationFilter{}))
	must(c.Organizations.Get(ctx, clienttest.Organization, client.OrganizationQuery{}))(t)
	must(c.Organizations.Update(ctx, clienttest.Organization, client.UpdateOrganization{Name: "acme", BillingEmail: "b@example.com"}))(t)
	w := must(c.Workspaces.Create(ctx, client.CreateWorkspace{Name: "data"}))(t)
	must(c.Workspaces.Get(ctx, w.ID))(t)
	must(c.Workspaces.Update(ctx, w.ID, client.UpdateWorkspace{Name: "lake"}))(t)
	all(t, c.Workspaces.All(ctx, client.WorkspaceFilter{}))
	require.NoError(t, c.Workspaces.Delete(ctx, w.ID))

	for _, kind := range []client.ClusterType{client.ClusterTypeDedicated, client.ClusterTypeHybrid} {
		for _, cloud := range []client.CloudProvider{client.CloudProviderAWS, client.CloudProviderAzure, client.CloudProviderGCP} {
			must(c.Options.Cluster(ctx, kind, cloud))(t)
		}
	}
	cluster := must(c.Clusters.Create(ctx, client.CreateAWSCluster{CreateClusterBase: client.CreateClusterBase{
		Name: "one", Type: client.ClusterTypeDedicated, Region: "us-east-1", VPCSubnetRange: "172.20.0.0/20",
	}}))(t)
	must(c.Clusters.Get(ctx, cluster.ID))(t)
	must(c.Clusters.Update(ctx, cluster.ID, client.UpdateDedicatedCluster{Name: "two", Tags: []client.ClusterTag{{Key: "a", Value: "b"}}}))(t)
	astro.AddCluster(client.Cluster{Type: client.ClusterTypeHybrid})
	all(t, c.Clusters.All(ctx, client.ClusterFilter{}))
	require.NoError(t, c.Clusters.Delete(ctx, cluster.ID))

	one := must(c.IPRanges.Create(ctx, "192.0.2.0/24"))(t)
	more := must(c.IPRanges.CreateAll(ctx, []string{"198.51.100.0/24", "203.0.113.0/24"}))(t)
	all(t, c.IPRanges.All(ctx, client.IPRangeFilter{}))
	require.NoError(t, c.IPRanges.DeleteAll(ctx, []string{more[0].ID, more[1].ID}))
	require.NoError(t, c.IPRanges.Delete(ctx, one.ID))

	var log bytes.Buffer
	require.NoError(t, c.AuditLogs.Write(ctx, &log, client.AuditLogFilter{}))
	require.NotEmpty(t, log.String())
}

func peopleWalk(t *testing.T, r *recorder, c *client.Client) {
	ctx, astro := t.Context(), r.astro
	w := astro.AddWorkspace(client.Workspace{Name: "data"})
	ann := astro.AddUser(client.User{Username: "ann@example.com", FullName: "Ann"})
	roles := client.SubjectRoles{OrganizationRole: client.OrganizationRoleMember, WorkspaceRoles: []client.WorkspaceRole{{WorkspaceID: w, Role: client.WorkspaceRoleMember}}}
	must(c.Users.SetRoles(ctx, ann, roles))(t)
	must(c.Users.Get(ctx, ann))(t)
	all(t, c.Users.All(ctx, client.UserFilter{}))
	invite := must(c.Invites.Create(ctx, client.CreateInvite{InviteeEmail: "bob@example.com", Role: client.OrganizationRoleMember}))(t)
	require.NoError(t, c.Invites.Delete(ctx, invite.InviteID))

	team := must(c.Teams.Create(ctx, client.CreateTeam{Name: "data", MemberIDs: []string{ann}}))(t)
	must(c.Teams.Update(ctx, team.ID, client.UpdateTeam{Name: "lake"}))(t)
	must(c.Teams.SetRoles(ctx, team.ID, roles))(t)
	must(c.Teams.Get(ctx, team.ID))(t)
	all(t, c.Teams.All(ctx, client.TeamFilter{}))
	require.NoError(t, c.Teams.AddMembers(ctx, team.ID, []string{ann}))
	all(t, c.Teams.Members(ctx, team.ID, client.TeamMemberFilter{}))
	all(t, c.Users.Teams(ctx, ann, client.UserTeamFilter{}))
	require.NoError(t, c.Teams.RemoveMember(ctx, team.ID, ann))
	require.NoError(t, c.Teams.Delete(ctx, team.ID))

	must(c.Roles.PermissionGroups(ctx, client.RoleScopeDeployment))(t)
	must(c.Roles.Templates(ctx))(t)
	role := must(c.Roles.Create(ctx, client.CreateRole{Name: "reader", ScopeType: client.RoleScopeDeployment, Permissions: []string{"deployment.get"}}))(t)
	must(c.Roles.Update(ctx, role.ID, client.UpdateRole{Name: "looker", Permissions: []string{"deployment.get"}}))(t)
	must(c.Roles.Get(ctx, role.ID))(t)
	all(t, c.Roles.All(ctx, client.RoleFilter{}))
	must(c.Roles.Defaults(ctx))(t)
	require.NoError(t, c.Roles.Delete(ctx, role.ID))

	token := must(c.APITokens.Create(ctx, client.CreateAPIToken{Name: "ci", Scope: client.TokenScopeWorkspace, EntityID: w, Role: string(client.WorkspaceRoleAuthor), TokenExpiryPeriodInDays: 7}))(t)
	must(c.APITokens.Update(ctx, token.ID, client.UpdateAPIToken{Name: "cd"}))(t)
	must(c.APITokens.SetRoles(ctx, token.ID, []client.APITokenRole{{EntityType: client.TokenRoleEntityWorkspace, EntityID: w, Role: string(client.WorkspaceRoleOwner)}}))(t)
	must(c.APITokens.Rotate(ctx, token.ID))(t)
	must(c.APITokens.Get(ctx, token.ID))(t)
	all(t, c.APITokens.All(ctx, client.APITokenFilter{}))
	require.NoError(t, c.APITokens.Delete(ctx, token.ID))

	person := must(client.New(c.Organization(), astro.Login(ann), client.WithBaseURL(clienttest.BaseURL), client.WithHTTPClient(r.http())))(t)
	must(person.Users.Self(ctx, client.SelfUserQuery{}))(t) // tokens are nobody
}
