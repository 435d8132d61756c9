package clienttest

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
)

func awsCluster() client.CreateAWSCluster {
	return client.CreateAWSCluster{CreateClusterBase: client.CreateClusterBase{
		Name: "east", Type: client.ClusterTypeDedicated, Region: "us-east-1", VPCSubnetRange: "172.20.0.0/19",
	}}
}

func TestOrganizations(t *testing.T) {
	a, c := ready(t, WithClock(day))
	in := client.UpdateOrganization{Name: "new", BillingEmail: "pay@example.com", IsScimEnabled: true, AllowEnhancedSupportAccess: new(true)}
	a.Advance(time.Hour)
	got, err := c.Organizations.Update(t.Context(), Organization, in)
	require.NoError(t, err)
	assert.Equal(t, "new", got.Name)
	assert.True(t, got.IsScimEnabled && got.AllowEnhancedSupportAccess)
	assert.Equal(t, "owner", got.UpdatedBy.APITokenName)
	assert.Equal(t, day().Add(time.Hour), got.UpdatedAt)
	again, err := c.Organizations.Get(t.Context(), Organization, client.OrganizationQuery{LookUpOnly: true})
	require.NoError(t, err)
	assert.Equal(t, got, again)
	kept, err := c.Organizations.Update(t.Context(), Organization, client.UpdateOrganization{Name: "new", BillingEmail: "pay@example.com"})
	require.NoError(t, err)
	assert.True(t, kept.AllowEnhancedSupportAccess, "what is omitted stays")

	_, err = c.Organizations.Update(t.Context(), Organization, client.UpdateOrganization{Name: strings.Repeat("x", 51), BillingEmail: "b@example.com"})
	wantRefusal(t, err, http.StatusBadRequest, "name max")
	_, err = c.Organizations.Update(t.Context(), Organization, client.UpdateOrganization{Name: "x", BillingEmail: "nobody"})
	wantRefusal(t, err, http.StatusBadRequest, "billingEmail email")
	assert.Empty(t, all(t, c.Organizations.All(t.Context(), client.OrganizationFilter{Product: client.OrganizationProductHybrid})))
	assert.Len(t, all(t, c.Organizations.All(t.Context(), client.OrganizationFilter{Product: client.OrganizationProductHosted, AstronomerProduct: "ASTRO"})), 1)
	assert.Empty(t, all(t, c.Organizations.All(t.Context(), client.OrganizationFilter{ProductPlan: "TRIAL"})))
	other := a.AddOrganization(client.Organization{})
	_, err = c.Organizations.Get(t.Context(), other, client.OrganizationQuery{})
	require.ErrorIs(t, err, client.ErrTokenScope, "the client knows its token")
}

func TestAuditLogs(t *testing.T) {
	a, c := ready(t, WithClock(day))
	_, err := c.Workspaces.Create(t.Context(), client.CreateWorkspace{Name: "early"})
	require.NoError(t, err)
	a.Advance(time.Hour)
	_, err = c.Workspaces.Create(t.Context(), client.CreateWorkspace{Name: "late"})
	require.NoError(t, err)
	_, err = c.Workspaces.Create(t.Context(), client.CreateWorkspace{})
	require.Error(t, err)
	a.ForgetRequests()
	lines := func(f client.AuditLogFilter) int {
		var b strings.Builder
		require.NoError(t, c.AuditLogs.Write(t.Context(), &b, f))
		assert.NotContains(t, b.String(), a.Token())
		return strings.Count(b.String(), `"action":"CreateWorkspace"`)
	}
	assert.Equal(t, 2, lines(client.AuditLogFilter{}), "what was refused is no change")
	assert.Equal(t, 1, lines(client.AuditLogFilter{Start: day().Add(time.Minute)}))
	assert.Equal(t, 1, lines(client.AuditLogFilter{Start: day(), End: day().Add(time.Minute)}))
	wantRefusal(t, c.AuditLogs.Write(t.Context(), &strings.Builder{}, client.AuditLogFilter{Start: day(), End: day().Add(-time.Hour)}),
		http.StatusBadRequest, "endDate gtefield")
	for query, status := range map[string]int{"": http.StatusOK, "?startDate=yesterday": http.StatusBadRequest} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, BaseURL+"/organizations/"+Organization+"/audit-logs"+query, nil)
		require.NoError(t, err)
		req.Header.Set("Authorization", "Bearer "+a.Token())
		resp, err := a.RoundTrip(req)
		require.NoError(t, err)
		require.NoError(t, resp.Body.Close())
		assert.Equal(t, status, resp.StatusCode)
		assert.Equal(t, "application/octet-stream", resp.Header.Get("Content-Type"))
	}
}

func TestWorkspaces(t *testing.T) {
	a, c := ready(t, WithClock(day))
	cluster := a.AddCluster(client.Cluster{})
	made, err := c.Workspaces.Create(t.Context(), client.CreateWorkspace{Name: "data", DefaultCloudProvider: "AWS", DefaultRegion: "us-east-1"})
	require.NoError(t, err)
	assert.Equal(t, "astrofile", made.OrganizationName)
	got, err := c.Workspaces.Get(t.Context(), made.ID)
	require.NoError(t, err)
	assert.Equal(t, made, got)
	tokens := all(t, c.APITokens.All(t.Context(), client.APITokenFilter{WorkspaceID: made.ID}))
	require.Len(t, tokens, 1, "whoever creates it owns it")

	kept, err := c.Workspaces.Update(t.Context(), made.ID, client.UpdateWorkspace{Name: "data2", CICDEnforcedDefault: true})
	require.NoError(t, err)
	assert.Equal(t, "us-east-1", kept.DefaultRegion, "defaults that are omitted stay")
	assert.True(t, kept.CICDEnforcedDefault)
	moved, err := c.Workspaces.Update(t.Context(), made.ID, client.UpdateWorkspace{Name: "data2", DefaultClusterID: cluster})
	require.NoError(t, err)
	assert.Equal(t, []string{"", "", cluster}, []string{string(moved.DefaultCloudProvider), moved.DefaultRegion, moved.DefaultClusterID})
	assert.Equal(t, []client.Workspace{moved}, all(t, c.Workspaces.All(t.Context(), client.WorkspaceFilter{IDs: []string{made.ID}})))

	for _, test := range []struct {
		in   client.CreateWorkspace
		want string
	}{
		{client.CreateWorkspace{Name: "x", DefaultCloudProvider: "AWS"}, "defaultRegion required_with"},
		{client.CreateWorkspace{Name: "x", DefaultRegion: "us-east-1"}, "defaultCloudProvider required_with"},
		{client.CreateWorkspace{Name: "x", DefaultRegion: "us-east-1", DefaultClusterID: cluster}, "defaultClusterId excluded_with"},
		{client.CreateWorkspace{Name: "x", DefaultClusterID: "none"}, "defaultClusterId exists"},
	} {
		_, err = c.Workspaces.Create(t.Context(), test.in)
		wantRefusal(t, err, http.StatusBadRequest, test.want)
		_, err = c.Workspaces.Update(t.Context(), made.ID, client.UpdateWorkspace(test.in))
		wantRefusal(t, err, http.StatusBadRequest, test.want)
	}
	d := addStandard(t, c, made.ID, "etl")
	wantRefusal(t, c.Workspaces.Delete(t.Context(), made.ID), http.StatusBadRequest)
	require.NoError(t, c.Deployments.Delete(t.Context(), d))
	require.NoError(t, c.Workspaces.Delete(t.Context(), made.ID))
	wantNotFound(t, c.Workspaces.Delete(t.Context(), made.ID))
	_, err = c.Workspaces.Get(t.Context(), made.ID)
	wantNotFound(t, err)
	_, err = c.Workspaces.Update(t.Context(), made.ID, client.UpdateWorkspace{Name: "x"})
	wantNotFound(t, err)
	assert.Empty(t, all(t, c.APITokens.All(t.Context(), client.APITokenFilter{WorkspaceID: made.ID})), "roles go with it")
}

func TestClusters(t *testing.T) {
	a, c := ready(t)
	w := a.AddWorkspace(client.Workspace{})
	in := awsCluster()
	in.WorkspaceIDs = []string{w}
	in.Tags = []client.ClusterTag{{Key: "team", Value: "data"}}
	made, err := c.Clusters.Create(t.Context(), in)
	require.NoError(t, err)
	assert.Equal(t, client.ClusterStatusCreating, made.Status)
	assert.Equal(t, in.Tags, made.Tags)
	_, err = c.Clusters.Update(t.Context(), made.ID, client.UpdateHybridCluster{})
	wantRefusal(t, err, http.StatusBadRequest, "clusterType immutable")
	update := client.UpdateDedicatedCluster{Name: "east2", Tags: []client.ClusterTag{}}
	_, err = c.Clusters.Update(t.Context(), made.ID, update)
	require.ErrorIs(t, err, client.ErrConflict)
	require.ErrorIs(t, c.Clusters.Delete(t.Context(), made.ID), client.ErrConflict)

	got, err := c.Clusters.Get(t.Context(), made.ID)
	require.NoError(t, err)
	assert.Equal(t, client.ClusterStatusCreated, got.Status, "ready at the next read")
	changed, err := c.Clusters.Update(t.Context(), made.ID, update)
	require.NoError(t, err)
	assert.Equal(t, client.ClusterStatusUpdating, changed.Status)
	assert.Equal(t, []string{w}, changed.WorkspaceIDs, "omitted stays")
	assert.Empty(t, changed.Tags, "replaced")
	_, err = c.Clusters.Get(t.Context(), made.ID)
	require.NoError(t, err)
	update.WorkspaceIDs = []string{}
	changed, err = c.Clusters.Update(t.Context(), made.ID, update)
	require.NoError(t, err)
	assert.Empty(t, changed.WorkspaceIDs)

	found := all(t, c.Clusters.All(t.Context(), client.ClusterFilter{Names: []string{"east2"}, Provider: client.CloudProviderAWS}))
	require.Len(t, found, 1)
	assert.Equal(t, client.ClusterStatusCreated, found[0].Status)
	assert.Empty(t, all(t, c.Clusters.All(t.Context(), client.ClusterFilter{Provider: client.CloudProviderGCP})))
	for name, refused := range map[string]client.UpdateDedicatedCluster{
		"isFailedOver required_with": {Name: "e", Tags: []client.ClusterTag{}, IsFailedOver: new(true)},
		"enableDr immutable":         {Name: "e", Tags: []client.ClusterTag{}, EnableDR: new(true)},
		"nodePools excluded_if":      {Name: "e", Tags: []client.ClusterTag{}, NodePools: []client.UpdateNodePool{{Name: "p", NodeInstanceType: "m5.xlarge", MaxNodeCount: 1}}},
		"workspaceIds[0] exists":     {Name: "e", Tags: []client.ClusterTag{}, WorkspaceIDs: []string{"none"}},
	} {
		_, err = c.Clusters.Update(t.Context(), made.ID, refused)
		wantRefusal(t, err, http.StatusBadRequest, name)
	}

	d := client.CreateDedicatedDeployment{}
	d.Name, d.WorkspaceID, d.ClusterID = "etl", w, made.ID
	deployment, err := c.Deployments.Create(t.Context(), d)
	require.NoError(t, err)
	wantRefusal(t, c.Clusters.Delete(t.Context(), made.ID), http.StatusBadRequest)
	require.NoError(t, c.Deployments.Delete(t.Context(), deployment.ID))
	require.NoError(t, c.Clusters.Delete(t.Context(), made.ID))
	wantNotFound(t, c.Clusters.Delete(t.Context(), made.ID))
	_, err = c.Clusters.Get(t.Context(), made.ID)
	wantNotFound(t, err)
	_, err = c.Clusters.Update(t.Context(), made.ID, update)
	wantNotFound(t, err)
}

func TestClusterVariants(t *testing.T) {
	a, c := ready(t, WithHybrid())
	hybrid := awsCluster()
	hybrid.Type = client.ClusterTypeHybrid
	hybrid.NodePools = []client.NewNodePool{{Name: "small", NodeInstanceType: "m5.xlarge", MaxNodeCount: 5}, {Name: "large", NodeInstanceType: "m5.4xlarge", MaxNodeCount: 3}}
	made, err := c.Clusters.Create(t.Context(), hybrid)
	require.NoError(t, err)
	require.Len(t, made.NodePools, 2)
	assert.True(t, made.NodePools[0].IsDefault && !made.NodePools[1].IsDefault, "one has to be")
	assert.Equal(t, made.ID, made.NodePools[0].ClusterID)
	_, err = c.Clusters.Get(t.Context(), made.ID)
	require.NoError(t, err)
	_, err = c.Clusters.Update(t.Context(), made.ID, client.UpdateHybridCluster{WorkspaceIDs: []string{}})
	require.NoError(t, err)

	gcp := client.CreateGCPCluster{CreateClusterBase: client.CreateClusterBase{
		Name: "g", Type: client.ClusterTypeDedicated, Region: "us-central1", VPCSubnetRange: "172.20.0.0/22", DRRegion: "us-east4",
	}, PodSubnetRange: "172.21.0.0/19", ServiceSubnetRange: "172.22.0.0/22", ServicePeeringRange: "172.23.0.0/20"}
	made, err = c.Clusters.Create(t.Context(), gcp)
	require.NoError(t, err)
	assert.Equal(t, "172.21.0.0/19", made.PodSubnetRange)
	assert.True(t, made.IsDREnabled)
	azure := client.CreateAzureCluster{CreateClusterBase: client.CreateClusterBase{
		Name: "z", Type: client.ClusterTypeDedicated, Region: "nowhere", VPCSubnetRange: "wide",
		NodePools: []client.NewNodePool{{Name: "p", NodeInstanceType: "x", MaxNodeCount: 1}, {Name: "p", NodeInstanceType: "x", MaxNodeCount: 1}},
	}}
	_, err = c.Clusters.Create(t.Context(), azure)
	wantRefusal(t, err, http.StatusBadRequest, "nodePools excluded_if", "region oneof", "vpcSubnetRange cidr", "nodePools[1].name unique")

	seeded := a.AddCluster(client.Cluster{Type: client.ClusterTypeHybrid})
	got, err := c.Clusters.Get(t.Context(), seeded)
	require.NoError(t, err)
	assert.Equal(t, client.ClusterStatusCreated, got.Status)
	require.Len(t, got.NodePools, 1)
	pool := got.NodePools[0]
	assert.True(t, pool.IsDefault)
	assert.Equal(t, "default m5.xlarge AWS 100", fmt.Sprint(pool.Name, " ", pool.NodeInstanceType, " ", pool.CloudProvider, " ", pool.MaxNodeCount))
	own := a.AddCluster(client.Cluster{ID: "mine", CloudProvider: "GCP", NodePools: []client.NodePool{{ID: "pool"}}})
	got, err = c.Clusters.Get(t.Context(), own)
	require.NoError(t, err)
	pool = got.NodePools[0]
	assert.Equal(t, "mine pool pool e2-standard-4 20 mine", strings.Join([]string{
		got.Name, pool.ID, pool.Name, pool.NodeInstanceType, strconv.Itoa(pool.MaxNodeCount), pool.ClusterID,
	}, " "))
}

func TestOptions(t *testing.T) {
	a, c := ready(t)
	found, err := c.Options.Cluster(t.Context(), client.ClusterTypeDedicated, "")
	require.NoError(t, err)
	require.Len(t, found, 3)
	for _, o := range found {
		assert.NotEmpty(t, o.Regions, o.Provider)
		for _, n := range o.NodeInstances {
			assert.Positive(t, n.CPU, n.Name)
		}
		assert.Contains(t, o.DatabaseInstances, o.DefaultDatabaseInstance)
	}
	one, err := c.Options.Cluster(t.Context(), client.ClusterTypeHybrid, client.CloudProviderGCP)
	require.NoError(t, err)
	require.Len(t, one, 1)
	assert.NotEmpty(t, one[0].DefaultPodSubnetRange)
	_, err = c.Options.Cluster(t.Context(), "", "")
	wantRefusal(t, err, http.StatusBadRequest, "type required")

	plain, err := c.Options.Deployment(t.Context(), client.DeploymentOptionsFilter{})
	require.NoError(t, err)
	assert.Len(t, plain.Executors, 3)
	assert.Len(t, plain.SchedulerMachines, 4)
	require.Len(t, plain.WorkerMachines, 7)
	assert.Equal(t, client.WorkerMachine{
		Name: client.AstroMachineA5, Concurrency: client.Range{Floor: 1, Default: 5, Ceiling: 15},
		Spec: client.MachineSpec{CPU: "1", Memory: "2Gi", EphemeralStorage: "10Gi", Concurrency: 5},
	}, plain.WorkerMachines[0])
	assert.Equal(t, client.Range{Floor: 0, Default: 0, Ceiling: 30}, plain.WorkerQueues.MinWorkers)
	assert.Equal(t, "20Gi", plain.ResourceQuotas.ResourceQuota.Memory.Default)
	require.NotEmpty(t, plain.RuntimeReleases)
	for _, r := range plain.RuntimeReleases {
		assert.NotEmpty(t, r.AirflowVersion)
		assert.Equal(t, "stable", r.Channel)
	}

	hybrid, err := c.Options.Deployment(t.Context(), client.DeploymentOptionsFilter{Type: client.DeploymentTypeHybrid, CloudProvider: client.CloudProviderGCP})
	require.NoError(t, err)
	assert.Equal(t, []client.Executor{client.ExecutorCelery, client.ExecutorKubernetes}, hybrid.Executors)
	assert.Equal(t, client.Range{Floor: 1, Default: 16, Ceiling: 64}, hybrid.WorkerQueues.WorkerConcurrency)
	assert.InDelta(t, 1, hybrid.WorkerQueues.MinWorkers.Default, 0)

	d := addStandard(t, c, a.AddWorkspace(client.Workspace{}), "etl")
	live, err := c.Deployments.Get(t.Context(), d)
	require.NoError(t, err)
	assert.Equal(t, plain.RuntimeReleases[0].Version, live.AstroRuntimeVersion)
	own, err := c.Options.Deployment(t.Context(), client.DeploymentOptionsFilter{DeploymentID: d})
	require.NoError(t, err)
	assert.Less(t, len(own.RuntimeReleases), len(plain.RuntimeReleases), "only upgrades")
	_, err = c.Options.Deployment(t.Context(), client.DeploymentOptionsFilter{DeploymentID: "none"})
	wantRefusal(t, err, http.StatusBadRequest, "deploymentId exists")
}

func TestIPRanges(t *testing.T) {
	_, c := ready(t)
	has := func() bool {
		o, err := c.Organizations.Get(t.Context(), Organization, client.OrganizationQuery{})
		require.NoError(t, err)
		return o.HasAllowedIPAddressRanges
	}
	assert.False(t, has())
	made, err := c.IPRanges.Create(t.Context(), "10.0.0.0/8")
	require.NoError(t, err)
	assert.True(t, has())
	_, err = c.IPRanges.Create(t.Context(), "10.0.0.0/8")
	wantRefusal(t, err, http.StatusBadRequest, "ipAddressRange unique")
	_, err = c.IPRanges.Create(t.Context(), "10.0.0.1")
	wantRefusal(t, err, http.StatusBadRequest, "ipAddressRange cidr")
	_, err = c.IPRanges.CreateAll(t.Context(), []string{"10.1.0.0/16", "10.0.0.0/8"})
	require.ErrorIs(t, err, client.ErrConflict)
	_, err = c.IPRanges.CreateAll(t.Context(), []string{"10.1.0.0/16", "x", "y"})
	wantRefusal(t, err, http.StatusBadRequest, "allowedIpAddressRanges[1] cidr", "allowedIpAddressRanges[2] cidr")
	assert.Len(t, all(t, c.IPRanges.All(t.Context(), client.IPRangeFilter{})), 1, "all or none")
	more, err := c.IPRanges.CreateAll(t.Context(), []string{"10.1.0.0/16", "2001:db8::/32"})
	require.NoError(t, err)
	sorted := all(t, c.IPRanges.All(t.Context(), client.IPRangeFilter{Sorts: []client.Sort{client.Descending("ipAddress")}}))
	assert.Equal(t, []client.IPRange{more[1], more[0], made}, sorted)
	require.NoError(t, c.IPRanges.Delete(t.Context(), made.ID))
	wantNotFound(t, c.IPRanges.Delete(t.Context(), made.ID))
	require.NoError(t, c.IPRanges.DeleteAll(t.Context(), []string{more[0].ID, "none", more[1].ID, more[1].ID}))
	wantRefusal(t, c.IPRanges.DeleteAll(t.Context(), nil), http.StatusBadRequest, "allowedIpAddressRangeIds min")
	assert.False(t, has())
}

// TestClusterChanges changes everything that a Dedicated cluster lets change.
func TestClusterChanges(t *testing.T) {
	a, c := ready(t)
	id := a.AddCluster(client.Cluster{IsDREnabled: true, DRRegion: "us-west-2", DBInstanceType: "db.t4g.medium"})
	got, err := c.Clusters.Update(t.Context(), id, client.UpdateDedicatedCluster{
		Name: "new", Tags: []client.ClusterTag{{Key: "k", Value: "v"}}, DBInstanceType: "db.m6g.large", IsPrivateNetworkEgressEnabled: new(true),
		IsFailedOver: new(true), EnableReplicationTimeControl: new(true), DRVPCSubnetRange: "10.9.0.0/19",
	})
	require.NoError(t, err)
	assert.Equal(t, "new db.m6g.large 10.9.0.0/19 us-west-2", strings.Join([]string{got.Name, got.DBInstanceType, got.DRVPCSubnetRange, got.DRRegion}, " "))
	assert.True(t, got.IsPrivateNetworkEgressEnabled && got.IsFailedOver && got.EnableReplicationTimeControl && got.IsDREnabled)
	assert.Equal(t, []client.ClusterTag{{Key: "k", Value: "v"}}, got.Tags)
	_, err = c.Clusters.Get(t.Context(), id)
	require.NoError(t, err)
	got, err = c.Clusters.Update(t.Context(), id, client.UpdateDedicatedCluster{Name: "new", Tags: []client.ClusterTag{}, EnableDR: new(false)})
	require.NoError(t, err)
	assert.False(t, got.IsDREnabled)
	assert.Empty(t, got.DRRegion)
	assert.True(t, got.IsPrivateNetworkEgressEnabled, "omitted stays")
}

func TestIdentitiesFitTheCloud(t *testing.T) {
	_, c := ready(t)
	seen := map[string]bool{}
	for _, provider := range []client.CloudProvider{client.CloudProviderAWS, client.CloudProviderAzure, client.CloudProviderGCP} {
		o, err := c.Options.Deployment(t.Context(), client.DeploymentOptionsFilter{CloudProvider: provider})
		require.NoError(t, err)
		require.NotEmpty(t, o.WorkloadIdentityOptions)
		seen[o.WorkloadIdentityOptions[0].Role] = true
	}
	assert.Len(t, seen, 3)
}
