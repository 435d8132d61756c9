package client_test

import (
	"context"
	"net/http"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/client/clienttest"
	"github.com/astrofile/astrofile/deployfile"
)

// asked returns the operations that the control plane was asked for, in alphabetical order.
func (s fileScene) asked() []string {
	var names []string
	for _, r := range s.Requests() {
		names = append(names, r.Operation)
	}
	slices.Sort(names)
	s.ForgetRequests()
	return names
}

func TestValidateOptions(t *testing.T) {
	for name, file := range everyFile() {
		t.Run(name, func(t *testing.T) {
			s := newFileScene(t)
			live := s.create(t, file)
			s.ForgetRequests()
			o, err := s.c.ValidateOptions(t.Context(), deployfile.ModeUpdate, client.Target{}, file)
			require.NoError(t, err)
			want := []string{"GetDeployment", "GetDeploymentOptions", "ListDeployments", "ListWorkspaces"}
			switch live.Type {
			case client.DeploymentTypeStandard:
				want = append(want, "GetClusterOptions")
				assert.Contains(t, o.Organization.Regions[deployfile.CloudAWS], "us-east-1")
				assert.Nil(t, o.Organization.Clusters)
			case client.DeploymentTypeHybrid:
				want = append(want, "GetCluster")
				fallthrough
			default:
				want = append(want, "ListClusters")
				require.Len(t, o.Organization.Clusters, 2)
				shared := o.Organization.Clusters[1]
				assert.Equal(t, sharedCluster, shared.Name)
				assert.Equal(t, deployfile.NodePool{ID: "p-2x", NodeInstanceType: "m6id.2xlarge"}, shared.NodePools[1])
			}
			slices.Sort(want)
			assert.Equal(t, want, s.asked(), "each thing is read once")

			inUse := live.File(s.pools(live))
			if file.Configuration.WorkloadIdentity != "" {
				inUse.Configuration.WorkloadIdentity = live.EffectiveWorkloadIdentity
			}
			assert.Equal(t, &inUse, o.Live)
			assert.Equal(t, []deployfile.ExistingDeployment{{ID: live.ID, Name: live.Name, WorkspaceID: s.workspace}}, o.Organization.Deployments)
			assert.Contains(t, o.Organization.Workspaces, deployfile.Workspace{ID: s.workspace, Name: fileWorkspace})
			require.NoError(t, file.Validate(o).Err())
			assert.True(t, o.KeepsSecrets)

			file.Configuration.Name += " (new)"
			o, err = s.c.ValidateOptions(t.Context(), deployfile.ModeCreate, client.Target{}, file)
			require.NoError(t, err)
			assert.NotContains(t, s.asked(), "GetDeployment")
			assert.Nil(t, o.Live)
			assert.NotNil(t, o.Organization.Deployments)
			require.NoError(t, file.Validate(o).Err())
		})
	}
}

// The limits are those of the API's options, field by field.
func TestLimits(t *testing.T) {
	s := newFileScene(t)
	filter := client.DeploymentOptionsFilter{Type: client.DeploymentTypeHybrid, Executor: client.ExecutorCelery}
	options, err := s.c.Options.Deployment(t.Context(), filter)
	require.NoError(t, err)
	var want deployfile.Limits // which reads the API's text as it is
	require.NoError(t, s.c.Do(t.Context(), http.MethodGet, "/organizations/"+clienttest.Organization+"/deployment-options",
		map[string][]string{"deploymentType": {"HYBRID"}, "executor": {"CELERY"}}, nil, &want))
	o, err := s.c.ValidateOptions(t.Context(), deployfile.ModeCreate, client.Target{}, fileForHybrid("celeryexecutor"))
	require.NoError(t, err)
	assert.Equal(t, &want, o.Limits)
	assert.Len(t, o.Limits.WorkerMachines, len(options.WorkerMachines))
	assert.NotZero(t, o.Limits.WorkerQueues.WorkerConcurrency.Ceiling)
	assert.NotEmpty(t, o.Limits.ResourceQuotas.ResourceQuota.Memory.Ceiling)
	assert.NotEmpty(t, o.Limits.RuntimeReleases)
}

// The options are those of the kind of Deployment that the file describes; the cloud of the others is that of their cluster.
func TestWhichOptionsAreRead(t *testing.T) {
	s := newFileScene(t)
	for _, test := range []struct {
		kind deployfile.Kind
		want string
	}{
		{"hosted_standard", "cloudProvider=AWS&deploymentType=STANDARD&executor=CELERY"},
		{"dedicated", "deploymentType=DEDICATED&executor=CELERY"},
	} {
		file := standardFile()
		file.Configuration.DeploymentType, file.Configuration.ClusterName = test.kind, ownCluster
		s.ForgetRequests()
		_, err := s.c.ValidateOptions(t.Context(), deployfile.ModeCreate, client.Target{}, file)
		require.NoError(t, err)
		i := slices.IndexFunc(s.Requests(), func(r clienttest.Request) bool { return r.Operation == "GetDeploymentOptions" })
		require.GreaterOrEqual(t, i, 0)
		assert.Equal(t, test.want, s.Requests()[i].Query.Encode())
	}
}

// What a token may not read stays unknown and stops nothing; what goes wrong otherwise does.
func TestFactsThatCannotBeRead(t *testing.T) {
	unknown := map[string]func(deployfile.ValidateOptions) bool{
		"GetDeploymentOptions": func(o deployfile.ValidateOptions) bool { return o.Limits == nil },
		"ListWorkspaces":       func(o deployfile.ValidateOptions) bool { return o.Organization.Workspaces == nil },
		"ListClusters":         func(o deployfile.ValidateOptions) bool { return o.Organization.Clusters == nil },
		"GetClusterOptions":    func(o deployfile.ValidateOptions) bool { return o.Organization.Regions == nil },
		"ListDeployments":      func(o deployfile.ValidateOptions) bool { return o.Organization.Deployments == nil },
		"GetCluster":           nil, // of the live Deployment, whose queues then have no names for their machines
		"GetDeployment":        nil,
	}
	for operation, isUnknown := range unknown {
		for _, file := range []deployfile.Deployment{standardFile(), fileForHybrid(deployfile.ExecutorCelery)} {
			s := newFileScene(t)
			live := s.create(t, file)
			read := func(mode deployfile.Mode, target client.Target) (deployfile.ValidateOptions, error) {
				s.ForgetRequests()
				return s.c.ValidateOptions(t.Context(), mode, target, file)
			}
			_, err := read(deployfile.ModeUpdate, client.Target{ID: live.ID})
			require.NoError(t, err)
			if !slices.Contains(s.asked(), operation) {
				continue
			}
			s.Fail(clienttest.Match{Operation: operation, Times: -1}, clienttest.Fault{Status: http.StatusForbidden})
			o, err := read(deployfile.ModeUpdate, client.Target{ID: live.ID})
			if operation == "GetDeployment" {
				require.ErrorIs(t, err, client.ErrForbidden, "without it nothing can be updated")
			} else {
				require.NoError(t, err, operation)
				assert.Equal(t, live.ID, o.Live.Metadata.DeploymentID)
				require.NoError(t, file.Validate(o).Err(), operation)
			}
			if isUnknown != nil {
				assert.True(t, isUnknown(o), operation)
				for other, check := range unknown {
					if other != operation && check != nil && slices.Contains(s.asked(), other) {
						assert.False(t, check(o), other)
					}
				}
			}
			s.ClearFaults()
			s.Fail(clienttest.Match{Operation: operation, Times: -1}, clienttest.Fault{Status: http.StatusNotImplemented})
			_, err = read(deployfile.ModeUpdate, client.Target{ID: live.ID})
			require.Error(t, err, operation)
		}
	}
}

// Which Deployment is meant is said as for Apply, and what is not clear is left to the rules.
func TestFactsAboutTheTarget(t *testing.T) {
	s := newFileScene(t, clienttest.WithDuplicateNames())
	file := standardFile()
	live := s.create(t, file)
	other := file
	other.Configuration.Name = "other"
	for _, target := range []client.Target{{ID: live.ID}, {WorkspaceID: s.workspace, Name: "etl"}, {Name: "etl", Workspace: fileWorkspace}} {
		o, err := s.c.ValidateOptions(t.Context(), deployfile.ModeUpdate, target, other)
		require.NoError(t, err)
		require.NotNil(t, o.Live)
		assert.Equal(t, live.ID, o.Live.Metadata.DeploymentID)
		assert.Equal(t, target.WorkspaceID, o.Organization.WorkspaceID)
	}
	o, err := s.c.ValidateOptions(t.Context(), deployfile.ModeAny, client.Target{}, file)
	require.NoError(t, err)
	assert.NotNil(t, o.Live)

	o, err = s.c.ValidateOptions(t.Context(), deployfile.ModeUpdate, client.Target{}, other)
	require.NoError(t, err)
	assert.Nil(t, o.Live)
	require.Error(t, other.Validate(o).Err(), "there is nothing to update")

	s.create(t, file) // a second one of the name
	o, err = s.c.ValidateOptions(t.Context(), deployfile.ModeUpdate, client.Target{}, file)
	require.NoError(t, err)
	assert.Nil(t, o.Live)
	assert.Len(t, o.Organization.Deployments, 2)
	require.Error(t, file.Validate(o).Err())

	_, err = s.c.ValidateOptions(t.Context(), deployfile.ModeUpdate, client.Target{ID: "cnone"}, file)
	require.ErrorIs(t, err, client.ErrNotFound)
	_, err = s.c.ValidateOptions(t.Context(), deployfile.ModeUpdate, client.Target{FromMetadata: true}, file)
	require.ErrorIs(t, err, client.ErrInvalid)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = s.c.ValidateOptions(ctx, deployfile.ModeUpdate, client.Target{}, file)
	require.ErrorIs(t, err, context.Canceled)
}

// Names that the Organization does not have are found before anything is sent.
func TestNamesThatDoNotExist(t *testing.T) {
	s := newFileScene(t)
	for name, change := range map[string]func(*deployfile.Configuration){
		"Data Platfrom":  func(c *deployfile.Configuration) { c.WorkspaceName = "Data Platfrom" },
		"Europe":         func(c *deployfile.Configuration) { c.ClusterName = "Europe" },
		"m5.large":       func(c *deployfile.Configuration) { c.DefaultWorkerType = "m5.large" },
		"runtime 99.9-9": func(c *deployfile.Configuration) { c.RuntimeVersion = "99.9-9" },
	} {
		file := fileForHybrid(deployfile.ExecutorKubernetes)
		change(&file.Configuration)
		require.NoError(t, file.Validate(deployfile.ValidateOptions{Mode: deployfile.ModeCreate}).Err(), name)
		o, err := s.c.ValidateOptions(t.Context(), deployfile.ModeCreate, client.Target{}, file)
		require.NoError(t, err)
		require.Error(t, file.Validate(o).Err(), name)
	}
	for _, r := range s.Requests() {
		assert.Equal(t, http.MethodGet, r.Method)
	}
}

// A token that sees no Workspace at all says nothing about which there are.
func TestFactsWithoutWorkspaces(t *testing.T) {
	s := newFileScene(t)
	file := fileForHosted(deployfile.KindStandard, deployfile.ExecutorCelery)
	live := s.create(t, file)
	s.Fail(clienttest.Match{Operation: "ListWorkspaces"}, clienttest.Fault{Status: http.StatusOK, Body: `{"workspaces":[],"limit":20,"offset":0,"totalCount":0}`})
	o, err := s.c.ValidateOptions(t.Context(), deployfile.ModeUpdate, client.Target{ID: live.ID}, file)
	require.NoError(t, err)
	assert.Nil(t, o.Organization.Workspaces)
	require.NoError(t, file.Validate(o).Err())

	_, token := s.AddToken(client.CreateAPIToken{Name: "t", Scope: client.TokenScopeDeployment, EntityID: live.ID, Role: "DEPLOYMENT_ADMIN"})
	c, err := s.ClientFor(clienttest.Organization, token)
	require.NoError(t, err)
	o, err = c.ValidateOptions(t.Context(), deployfile.ModeUpdate, client.Target{ID: live.ID}, file)
	require.NoError(t, err)
	require.NoError(t, file.Validate(o).Err())
}
