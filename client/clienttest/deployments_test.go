package clienttest_test

import (
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/client/clienttest"
)

// day is a quiet morning: schedules for the night are not in force.
var day = time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)

// scene is a control plane on that day with a Workspace and its owner's client.
type scene struct {
	*clienttest.Astro
	c         *client.Client
	workspace string
}

func newScene(t *testing.T, opts ...clienttest.Option) scene {
	t.Helper()
	astro := clienttest.New(append([]clienttest.Option{clienttest.WithClock(func() time.Time { return day })}, opts...)...)
	c, err := astro.Client()
	require.NoError(t, err)
	return scene{astro, c, astro.AddWorkspace(client.Workspace{Name: "data"})}
}

// send posts text as it is and returns the answer.
func (s scene) send(t *testing.T, method, path, body string) (status int, answer map[string]any) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, clienttest.BaseURL+"/organizations/"+clienttest.Organization+path, strings.NewReader(body))
	require.NoError(t, err)
	req.Header.Set("Authorization", "Bearer "+s.Token())
	req.Header.Set("Content-Type", "application/json")
	resp, err := s.RoundTrip(req)
	require.NoError(t, err)
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	if len(text) > 0 {
		require.NoError(t, json.Unmarshal(text, &answer), string(text))
	}
	return resp.StatusCode, answer
}

// objections returns the field and code of every objection in a refusal.
func objections(t *testing.T, answer map[string]any) []string {
	t.Helper()
	var found []string
	fields, _ := answer["fieldErrors"].([]any)
	for _, f := range fields {
		f, ok := f.(map[string]any)
		require.True(t, ok)
		assert.NotEmpty(t, f["message"])
		found = append(found, f["field"].(string)+" "+f["code"].(string))
	}
	return found
}

func TestNewDeployment(t *testing.T) {
	s := newScene(t)
	d := must(s.c.Deployments.Create(t.Context(), standard(s.workspace, "etl")))(t)
	assert.Equal(t, client.DeploymentStatusCreating, d.Status)
	assert.Equal(t, client.DeploymentTypeStandard, d.Type)
	assert.Equal(t, client.ExecutorAstro, d.Executor, "the default for Airflow 3")
	assert.Equal(t, d.AstroRuntimeVersion, d.RuntimeVersion)
	assert.Equal(t, d.AstroRuntimeVersion, d.ImageTag)
	assert.True(t, d.IsDagDeployEnabled)
	assert.False(t, d.IsHighAvailability)
	assert.Equal(t, client.SchedulerSizeSmall, d.SchedulerSize)
	assert.Equal(t, []string{"0.25", "0.5Gi", "10", "20Gi"}, []string{d.DefaultTaskPodCPU, d.DefaultTaskPodMemory, d.ResourceQuotaCPU, d.ResourceQuotaMemory})
	assert.Empty(t, d.ClusterID, "a Standard Deployment has no cluster of its own")
	assert.Equal(t, "data", d.WorkspaceName)
	assert.NotNil(t, d.ContactEmails)
	require.Len(t, d.WorkerQueues, 1)
	q := d.WorkerQueues[0]
	assert.Equal(t, client.WorkerQueue{ID: q.ID, Name: "default", IsDefault: true, AstroMachine: client.AstroMachineA5, MaxWorkerCount: 10,
		WorkerConcurrency: 5, PodCPU: "1", PodMemory: "2Gi", PodEphemeralStorage: "10Gi"}, q)
	assert.Len(t, d.ID, 25)
	assert.Regexp(t, `^[a-z]+-[a-z]+-\d{4}$`, d.Namespace)
	assert.Equal(t, "images.astronomer.cloud/"+d.ID, d.ImageRepository)
	assert.Equal(t, client.DeploymentStatusHealthy, must(s.c.Deployments.Get(t.Context(), d.ID))(t).Status)
}

func TestPlacement(t *testing.T) {
	s := newScene(t)
	ctx := t.Context()
	base := client.CreateDeploymentBase{Name: "a", WorkspaceID: s.workspace}
	create := func(in client.CreateDeployment) (client.Deployment, error) { return s.c.Deployments.Create(ctx, in) }

	_, err := create(client.CreateStandardDeployment{CreateDeploymentBase: base})
	require.ErrorIs(t, err, client.ErrInvalid, "nothing says where")
	_, err = create(client.CreateStandardDeployment{CreateDeploymentBase: base, CloudProvider: client.CloudProviderAWS})
	require.ErrorIs(t, err, client.ErrInvalid, "half a place")
	_, err = create(client.CreateStandardDeployment{CreateDeploymentBase: base, CloudProvider: client.CloudProviderAWS, Region: "mars-1"})
	require.ErrorIs(t, err, client.ErrInvalid)

	cluster := s.AddCluster(client.Cluster{Name: "only"})
	d := must(create(client.CreateDedicatedDeployment{CreateDeploymentBase: base}))(t)
	assert.Equal(t, cluster, d.ClusterID, "the only cluster there is")
	assert.Equal(t, "only", d.ClusterName)
	base.Name = "b"
	_, err = create(client.CreateStandardDeployment{CreateDeploymentBase: base})
	require.ErrorIs(t, err, client.ErrInvalid, "it is not for Standard Deployments")
	other := s.AddCluster(client.Cluster{WorkspaceIDs: []string{"elsewhere"}})
	base.ClusterID = other
	_, err = create(client.CreateDedicatedDeployment{CreateDeploymentBase: base})
	require.ErrorIs(t, err, client.ErrInvalid, "the cluster is for another Workspace")
	base.ClusterID = "unknown"
	_, err = create(client.CreateDedicatedDeployment{CreateDeploymentBase: base})
	require.ErrorIs(t, err, client.ErrInvalid)

	w := s.AddWorkspace(client.Workspace{DefaultCloudProvider: client.CloudProviderGCP, DefaultRegion: "us-central1"})
	d = must(create(client.CreateStandardDeployment{CreateDeploymentBase: client.CreateDeploymentBase{Name: "c", WorkspaceID: w}}))(t)
	assert.Equal(t, "us-central1", d.Region)

	status, answer := s.send(t, http.MethodPost, "/deployments", `{"name":"d","workspaceId":"`+s.workspace+`","clusterId":"`+cluster+`"}`)
	assert.Equal(t, http.StatusOK, status, answer)
	assert.Equal(t, "DEDICATED", answer["type"], "the type follows from the cluster")
}

func TestRefusedDeployments(t *testing.T) {
	s := newScene(t)
	hybrid := s.AddCluster(client.Cluster{Type: client.ClusterTypeHybrid})
	must(s.c.Deployments.Create(t.Context(), standard(s.workspace, "taken")))(t)
	queue := func(more string) string {
		return `"executor":"CELERY","workerQueues":[{"name":"default","isDefault":true,"minWorkerCount":0,"maxWorkerCount":2,"workerConcurrency":5` + more + `}]`
	}
	place := `"cloudProvider":"AWS","region":"us-east-1"`
	for name, tc := range map[string]struct {
		body string
		want []string
	}{
		"nothing":                {`"name":null,"workspaceId":null`, []string{"name required", "workspaceId required"}},
		"unknown field":          {`"colour":"red"`, []string{"colour unknown"}},
		"unknown Workspace":      {`"workspaceId":"nowhere"`, []string{"workspaceId unknown"}},
		"long name":              {`"name":"` + strings.Repeat("n", 501) + `"`, []string{"name max"}},
		"long description":       {`"description":"` + strings.Repeat("n", 1001) + `"`, []string{"description max"}},
		"wrong type":             {`"isCicdEnforced":"yes"`, []string{"isCicdEnforced type"}},
		"blank executor":         {`"executor":""`, []string{"executor oneof"}},
		"blank runtime":          {`"astroRuntimeVersion":""`, []string{"astroRuntimeVersion unknown"}},
		"unknown runtime":        {`"astroRuntimeVersion":"99.0-1"`, []string{"astroRuntimeVersion unknown"}},
		"name of another":        {`"name":"taken"`, []string{"name unique"}},
		"no queue":               {`"workerQueues":[]`, []string{"workerQueues min"}},
		"queue without machine":  {queue(``), []string{"workerQueues[0].astroMachine required"}},
		"queue of another type":  {queue(`,"nodePoolId":"x"`), []string{"workerQueues[0].nodePoolId unknown", "workerQueues[0].astroMachine required"}},
		"concurrency":            {strings.Replace(queue(`,"astroMachine":"A5"`), `y":5`, `y":16`, 1), []string{"workerQueues[0].workerConcurrency max"}},
		"too few workers":        {strings.Replace(queue(`,"astroMachine":"A5"`), `t":0`, `t":3`, 1), []string{"workerQueues[0].minWorkerCount max"}},
		"no default queue":       {strings.Replace(queue(`,"astroMachine":"A5"`), `"default"`, `"other"`, 1), []string{"workerQueues required"}},
		"storage":                {queue(`,"astroMachine":"A5","podEphemeralStorage":"5Gi"`), []string{"workerQueues[0].podEphemeralStorage format"}},
		"queues for Kubernetes":  {strings.Replace(queue(`,"astroMachine":"A5"`), "CELERY", "KUBERNETES", 1), []string{"workerQueues excluded"}},
		"memory":                 {`"defaultTaskPodCpu":"1","defaultTaskPodMemory":"1Gi"`, []string{"defaultTaskPodMemory ratio"}},
		"memory without unit":    {`"resourceQuotaCpu":"1","resourceQuotaMemory":"2"`, []string{"resourceQuotaMemory format"}},
		"no quantity":            {`"resourceQuotaCpu":"much"`, []string{"resourceQuotaCpu format"}},
		"Hybrid's setting":       {`"scheduler":{"au":5,"replicas":1}`, []string{"scheduler unknown"}},
		"remote execution":       {`"executor":"ASTRO","remoteExecution":{"enabled":true}`, []string{"remoteExecution excluded"}},
		"hibernation":            {`"scalingSpec":{"hibernationSpec":{"schedules":[]}}`, []string{"scalingSpec.hibernationSpec excluded"}},
		"bad cron":               {`"isDevelopmentMode":true,"scalingSpec":{"hibernationSpec":{"schedules":[{"hibernateAtCron":"61 * * * *","wakeAtCron":"x","isEnabled":true}]}}`, []string{"scalingSpec.hibernationSpec.schedules[0].hibernateAtCron cron", "scalingSpec.hibernationSpec.schedules[0].wakeAtCron cron"}},
		"too many schedules":     {`"isDevelopmentMode":true,"scalingSpec":{"hibernationSpec":{"schedules":[` + strings.Repeat(`{"hibernateAtCron":"0 1 * * *","wakeAtCron":"0 2 * * *","isEnabled":true},`, 10) + `{"hibernateAtCron":"0 1 * * *","wakeAtCron":"0 2 * * *","isEnabled":true}]}}`, []string{"scalingSpec.hibernationSpec.schedules max"}},
		"one key twice":          {`"environmentVariables":[{"key":"A","isSecret":false,"value":"1"},{"key":"A","isSecret":false,"value":"2"}]`, []string{"environmentVariables[1].key unique"}},
		"new secret, no value":   {`"environmentVariables":[{"key":"A","isSecret":true}]`, []string{"environmentVariables[0].value required"}},
		"variable without value": {`"environmentVariables":[{"key":"A","isSecret":false}]`, []string{"environmentVariables[0].value required"}},
		"no e-mail address":      {`"contactEmails":["Ann <ann@example.com>"]`, []string{"contactEmails[0] email"}},
		"Astro on Hybrid":        {`"type":"HYBRID","cloudProvider":null,"region":null,"clusterId":"` + hybrid + `","executor":"ASTRO"`, []string{"executor oneof"}},
		"machine on Hybrid":      {`"type":"HYBRID","cloudProvider":null,"region":null,"clusterId":"` + hybrid + `",` + queue(`,"nodePoolId":"x","astroMachine":"A5"`), []string{"workerQueues[0].astroMachine unknown"}},
		"unknown node pool":      {`"type":"HYBRID","cloudProvider":null,"region":null,"clusterId":"` + hybrid + `",` + queue(`,"nodePoolId":"x"`), []string{"workerQueues[0].nodePoolId unknown"}},
	} {
		t.Run(name, func(t *testing.T) {
			body := map[string]any{}
			for _, part := range []string{`"type":"STANDARD","name":"new","workspaceId":"` + s.workspace + `",` + place, tc.body} {
				var over map[string]any
				require.NoError(t, json.Unmarshal([]byte("{"+part+"}"), &over), part)
				maps.Copy(body, over)
			}
			maps.DeleteFunc(body, func(k string, v any) bool { return v == nil && k != "name" && k != "workspaceId" })
			text, err := json.Marshal(body)
			require.NoError(t, err)
			status, answer := s.send(t, http.MethodPost, "/deployments", string(text))
			assert.Equal(t, http.StatusBadRequest, status)
			assert.ElementsMatch(t, tc.want, objections(t, answer), answer)
			assert.InDelta(t, 400, answer["statusCode"], 0)
			assert.NotEmpty(t, answer["requestId"])
		})
	}
	assert.Len(t, all(t, s.c.Deployments.All(t.Context(), client.DeploymentFilter{})), 1, "a refusal leaves nothing behind")
	d := must(s.c.Deployments.Create(t.Context(), standard(s.workspace, "next")))(t)
	assert.Equal(t, []string{"cdep000000000000000000002", "cque000000000000000000002"}, []string{d.ID, d.WorkerQueues[0].ID}, "and uses up no IDs")
}

func TestUnknownDeployment(t *testing.T) {
	s := newScene(t)
	ctx := t.Context()
	for name, call := range map[string]func() error{
		"get": func() error { _, err := s.c.Deployments.Get(ctx, "x"); return err },
		"update": func() error {
			_, err := s.c.Deployments.Update(ctx, "x", updateOf(client.Deployment{Executor: "CELERY", SchedulerSize: "SMALL", Name: "n"}))
			return err
		},
		"delete": func() error { return s.c.Deployments.Delete(ctx, "x") },
		"override": func() error {
			_, err := s.c.Deployments.SetHibernationOverride(ctx, "x", client.HibernationOverride{})
			return err
		},
		"awake": func() error { return s.c.Deployments.DeleteHibernationOverride(ctx, "x") },
		"logs": func() error {
			_, err := s.c.Deployments.Logs(ctx, "x", client.LogQuery{Sources: []client.LogSource{"worker"}})
			return err
		},
		"deploys": func() error {
			_, err := s.c.Deploys.Create(ctx, "x", client.CreateDeploy{Type: client.DeployTypeDagOnly})
			return err
		},
		"agents": func() error {
			_, err := s.c.AgentTokens.Create(ctx, "x", client.CreateAgentToken{Name: "a"})
			return err
		},
	} {
		require.ErrorIs(t, call(), client.ErrNotFound, name)
	}
}

func TestListsOfDeployments(t *testing.T) {
	for _, full := range []bool{false, true} {
		opts := []clienttest.Option{clienttest.WithPageSize(2)}
		if full {
			opts = append(opts, clienttest.WithVariablesInLists())
		}
		s := newScene(t, opts...)
		for _, name := range []string{"c", "a", "b"} {
			in := standard(s.workspace, name)
			in.EnvironmentVariables = []client.EnvironmentVariable{{Key: "K", Value: client.NewSecret("v")}}
			must(s.c.Deployments.Create(t.Context(), in))(t)
		}
		list := func(f client.DeploymentFilter) (names string) {
			for _, d := range all(t, s.c.Deployments.All(t.Context(), f)) {
				assert.Equal(t, full, d.EnvironmentVariables != nil)
				names += d.Name
			}
			return names
		}
		assert.Equal(t, "cab", list(client.DeploymentFilter{}))
		assert.Equal(t, "abc", list(client.DeploymentFilter{Sorts: []client.Sort{client.Ascending("name")}}))
		assert.Equal(t, "cb", list(client.DeploymentFilter{Names: []string{"b", "c"}}))
		assert.Empty(t, list(client.DeploymentFilter{WorkspaceIDs: []string{"x"}}))
	}
}

// A token sees and touches what it is for.
func TestTokensStayInTheirScope(t *testing.T) {
	s := newScene(t)
	ctx := t.Context()
	other := s.AddWorkspace(client.Workspace{Name: "other"})
	mine := must(s.c.Deployments.Create(ctx, standard(s.workspace, "mine")))(t)
	theirs := must(s.c.Deployments.Create(ctx, standard(other, "theirs")))(t)
	_, forWorkspace := s.AddToken(client.CreateAPIToken{Name: "w", Scope: client.TokenScopeWorkspace, EntityID: s.workspace, Role: "WORKSPACE_OWNER"})
	_, forDeployment := s.AddToken(client.CreateAPIToken{Name: "d", Scope: client.TokenScopeDeployment, EntityID: mine.ID, Role: "DEPLOYMENT_ADMIN"})
	for _, token := range []string{forWorkspace, forDeployment} {
		c := must(s.ClientFor(clienttest.Organization, token))(t)
		must(c.Deployments.Get(ctx, mine.ID))(t)
		_, err := c.Deployments.Get(ctx, theirs.ID)
		require.ErrorIs(t, err, client.ErrForbidden)
		_, err = c.Deployments.Create(ctx, standard(other, "new"))
		require.ErrorIs(t, err, client.ErrForbidden)
		require.ErrorIs(t, c.Deployments.Delete(ctx, theirs.ID), client.ErrForbidden)
		found := all(t, c.Deployments.All(ctx, client.DeploymentFilter{}))
		require.Len(t, found, 1)
		assert.Equal(t, mine.ID, found[0].ID)
	}
}

func TestDeleteDeployment(t *testing.T) {
	s := newScene(t)
	ctx := t.Context()
	d := must(s.c.Deployments.Create(ctx, standard(s.workspace, "etl")))(t)
	_, secret := s.AddToken(client.CreateAPIToken{Name: "d", Scope: client.TokenScopeDeployment, EntityID: d.ID, Role: "DEPLOYMENT_ADMIN"})
	object := must(s.c.EnvironmentObjects.Create(ctx, client.CreateEnvironmentObject{
		ObjectKey: "V", ObjectType: client.EnvironmentObjectTypeAirflowVariable, Scope: client.EnvironmentObjectScopeDeployment, ScopeEntityID: d.ID,
		AirflowVariable: &client.CreateObjectVariable{Value: client.NewSecret("v")},
	}))(t)
	deploy := must(s.c.Deploys.Create(ctx, d.ID, client.CreateDeploy{Type: client.DeployTypeDagOnly}))(t)
	require.NoError(t, s.c.Deployments.Delete(ctx, d.ID))
	require.ErrorIs(t, s.c.Deployments.Delete(ctx, d.ID), client.ErrNotFound)
	_, err := s.c.EnvironmentObjects.Get(ctx, object)
	require.ErrorIs(t, err, client.ErrNotFound)
	_, err = must(s.ClientFor(clienttest.Organization, secret))(t).Workspaces.Get(ctx, s.workspace)
	require.ErrorIs(t, err, client.ErrUnauthorized, "its tokens are gone")
	req, err := http.NewRequestWithContext(ctx, http.MethodPut, deploy.DagsUploadURL.Reveal(), strings.NewReader("x"))
	require.NoError(t, err)
	req.Header.Set("X-Ms-Blob-Type", "BlockBlob")
	resp, err := s.RoundTrip(req)
	require.NoError(t, err)
	require.NoError(t, resp.Body.Close())
	assert.Equal(t, http.StatusNotFound, resp.StatusCode)
	must(s.c.Deployments.Create(ctx, standard(s.workspace, "etl")))(t)
}
