package client_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
)

// dangerous is the update of etlFile that asks for everything at once that needs consent.
func dangerous(t *testing.T) deployfile.Deployment {
	d := parsed(t, etlFile,
		"        - {name: large, max_worker_count: 4, min_worker_count: 0, worker_concurrency: 20, worker_type: A20}\n", "",
		"worker_concurrency: 5, worker_type: A5", "worker_concurrency: 10, worker_type: A10",
		"        - {key: LOG_LEVEL, value: info, is_secret: false}\n", "",
		"region: us-east-1", "region: us-west-2")
	return bareOf(d)
}

func exposing(t *testing.T) deployfile.Deployment {
	return parsed(t, etlFile, "value: hunter2-stored, is_secret: true", "value: public, is_secret: false")
}

func needs(t *testing.T, err error) map[client.NeedKind]diag.Path {
	t.Helper()
	if err == nil {
		return nil
	}
	var e *client.ConsentError
	require.ErrorAs(t, err, &e)
	assert.NotContains(t, err.Error(), "\n")
	found := map[client.NeedKind]diag.Path{}
	for _, n := range e.Needs {
		if found[n.Kind] == "" {
			found[n.Kind] = n.Path
		}
	}
	return found
}

func TestConsent(t *testing.T) {
	const (
		region   = "deployment.configuration.region"
		large    = "deployment.worker_queues[name=large]"
		password = "deployment.environment_variables[key=DB_PASSWORD]"
		machine  = "deployment.worker_queues[name=default].worker_type"
	)
	forget := client.WithSecrets(deployfile.SecretOptions{Delete: []string{"DB_PASSWORD"}})
	blank := client.WithSecrets(deployfile.SecretOptions{Blank: []string{"DB_PASSWORD"}})
	replaced := client.AllowImpact(deployfile.ImpactQueueReplaced)
	for name, c := range map[string]struct {
		want    func(*testing.T) deployfile.Deployment
		options []client.ApplyOption
		needs   map[client.NeedKind]diag.Path
	}{
		"everything":      {dangerous, nil, map[client.NeedKind]diag.Path{client.NeedLeave: region, client.NeedImpact: machine, client.NeedDelete: large}},
		"only deletions":  {dangerous, []client.ApplyOption{client.LeaveBlocked(), replaced}, map[client.NeedKind]diag.Path{client.NeedDelete: large}},
		"only the impact": {dangerous, []client.ApplyOption{client.LeaveBlocked(), client.AllowDelete()}, map[client.NeedKind]diag.Path{client.NeedImpact: machine}},
		"another impact": {dangerous, []client.ApplyOption{client.LeaveBlocked(), client.AllowDelete(), client.AllowImpact(deployfile.ImpactDataLoss)},
			map[client.NeedKind]diag.Path{client.NeedImpact: machine}},
		"only the region": {dangerous, []client.ApplyOption{client.AllowDelete(), replaced}, map[client.NeedKind]diag.Path{client.NeedLeave: region}},
		"nothing":         {dangerous, []client.ApplyOption{client.AllowDelete(), replaced, client.LeaveBlocked()}, nil},
		"a secret is named, but nobody agrees to a deletion": {
			func(t *testing.T) deployfile.Deployment { return bareOf(parsed(t, etlFile)) }, []client.ApplyOption{forget}, map[client.NeedKind]diag.Path{client.NeedDelete: password}},
		"a secret is deleted":     {func(t *testing.T) deployfile.Deployment { return bareOf(parsed(t, etlFile)) }, []client.ApplyOption{forget, client.AllowDelete()}, nil},
		"a secret is overwritten": {func(t *testing.T) deployfile.Deployment { return bareOf(parsed(t, etlFile)) }, []client.ApplyOption{blank}, map[client.NeedKind]diag.Path{client.NeedImpact: password + ".value"}},
		"a blank with consent":    {func(t *testing.T) deployfile.Deployment { return bareOf(parsed(t, etlFile)) }, []client.ApplyOption{blank, client.AllowImpact(deployfile.ImpactDataLoss)}, nil},
		"a secret becomes readable": {exposing, []client.ApplyOption{client.WithSecrets(deployfile.SecretOptions{Expose: []string{"DB_PASSWORD"}})},
			map[client.NeedKind]diag.Path{client.NeedImpact: password + ".is_secret"}},
		"a secret becomes readable with consent": {exposing, []client.ApplyOption{
			client.WithSecrets(deployfile.SecretOptions{Expose: []string{"DB_PASSWORD"}}), client.AllowImpact(deployfile.ImpactIrreversible)}, nil},
		"a new secret without a value": {
			func(t *testing.T) deployfile.Deployment {
				return bareOf(parsed(t, etlFile, "key: DB_PASSWORD", "key: NEW"))
			},
			[]client.ApplyOption{client.AllowDelete(), client.LeaveBlocked()}, map[client.NeedKind]diag.Path{client.NeedEdit: "deployment.environment_variables[key=NEW].value"}},
	} {
		t.Run(name, func(t *testing.T) {
			s := newPlane(t)
			s.seed(parsed(t, etlFile))
			plan, err := s.c.Plan(t.Context(), client.Target{}, c.want(t), c.options...)
			require.NoError(t, err, "nobody has to agree to a plan")
			dry, err := s.c.Apply(t.Context(), client.Target{}, c.want(t), append([]client.ApplyOption{client.DryRun()}, c.options...)...)
			assert.Equal(t, c.needs, needs(t, err), "a dry run refuses as well")
			assert.Equal(t, plan.Plan, dry.Plan)
			s.ForgetRequests()

			result, err := s.c.Apply(t.Context(), client.Target{}, c.want(t), c.options...)
			assert.Equal(t, c.needs, needs(t, err))
			assert.Equal(t, plan.Plan, result.Plan)
			if c.needs != nil {
				assert.Equal(t, []string{"ListDeployments", "GetDeployment"}, s.calls())
				assert.Empty(t, result.Outcome)
				return
			}
			require.NoError(t, err)
			assert.Equal(t, client.OutcomeUpdated, result.Outcome)
		})
	}
}

func TestLeaveBlocked(t *testing.T) {
	s := newPlane(t)
	id := s.seed(parsed(t, etlFile))
	s.addWorkspaces("ops")
	want := bareOf(parsed(t, etlFile, "region: us-east-1", "region: us-west-2", "is_development_mode: false", "is_development_mode: true", "nightly", "hourly"))
	result, err := s.c.Apply(t.Context(), client.Target{}, want, client.LeaveBlocked())
	require.NoError(t, err)
	assert.Equal(t, "hourly loads", result.Deployment.Description)
	assert.Equal(t, "us-east-1", result.Deployment.Region)
	var kept []diag.Path
	for _, k := range result.Plan.Kept {
		kept = append(kept, k.Path)
	}
	assert.Contains(t, kept, diag.Path("deployment.configuration.region"))
	assert.Contains(t, kept, diag.Path("deployment.configuration.is_development_mode"))
	result, err = s.c.Apply(t.Context(), client.Target{ID: id}, want, client.LeaveBlocked())
	require.NoError(t, err)
	assert.Equal(t, client.OutcomeUnchanged, result.Outcome)

	moved := bareOf(parsed(t, etlFile, "workspace_name: data", "workspace_name: ops", "nightly", "hourly"))
	_, err = s.c.Apply(t.Context(), client.Target{ID: id}, moved)
	assert.Equal(t, map[client.NeedKind]diag.Path{client.NeedLeave: "deployment.configuration.workspace_name"}, needs(t, err))
	result, err = s.c.Apply(t.Context(), client.Target{ID: id}, moved, client.LeaveBlocked())
	require.NoError(t, err)
	assert.Equal(t, "data", result.Deployment.WorkspaceName)
}

// A file that was written for another type or another place can still change the rest.
func TestLeavePlacement(t *testing.T) {
	s := newPlane(t)
	s.AddCluster(client.Cluster{Name: "prod"})
	s.AddCluster(client.Cluster{Name: "dev"})
	id := s.seed(parsed(t, etlFile))
	for _, replace := range [][]string{
		{"cloud_provider: AWS", "cloud_provider: GCP", "region: us-east-1", "region: us-central1", "nightly", "hourly"},
		{"deployment_type: STANDARD", "deployment_type: DEDICATED\n        cluster_name: prod", "        cloud_provider: AWS\n        region: us-east-1\n", "", "nightly", "daily"},
	} {
		want := bareOf(parsed(t, etlFile, replace...))
		result, err := s.c.Apply(t.Context(), client.Target{ID: id}, want, client.LeaveBlocked())
		require.NoError(t, err)
		assert.Equal(t, client.OutcomeUpdated, result.Outcome)
		assert.Equal(t, []any{client.CloudProviderAWS, "us-east-1", client.DeploymentTypeStandard},
			[]any{result.Deployment.CloudProvider, result.Deployment.Region, result.Deployment.Type})
		result, err = s.c.Plan(t.Context(), client.Target{ID: id}, want, client.LeaveBlocked())
		require.NoError(t, err)
		assert.True(t, result.Plan.Empty(), "%v", result.Plan)
	}
	id = s.seed(parsed(t, remoteFile, "name: etl", "name: remote"))
	want := bareOf(parsed(t, remoteFile, "name: etl", "name: remote", "cluster_name: prod", "cluster_name: dev", "nightly", "hourly"))
	result, err := s.c.Apply(t.Context(), client.Target{ID: id}, want, client.LeaveBlocked())
	require.NoError(t, err)
	assert.Equal(t, "prod", result.Deployment.ClusterName)
	assert.Equal(t, "hourly", result.Deployment.Description)
}

func TestLeaveRemoteExecution(t *testing.T) {
	s := newPlane(t)
	s.AddCluster(client.Cluster{Name: "prod"})
	remote := parsed(t, remoteFile)
	id := s.seed(remote)
	off := bareOf(parsed(t, remoteFile, "enabled: true", "enabled: false", "nightly", "hourly"))
	_, err := s.c.Apply(t.Context(), client.Target{ID: id}, off)
	assert.Contains(t, needs(t, err), client.NeedLeave)
	result, err := s.c.Apply(t.Context(), client.Target{ID: id}, off, client.LeaveBlocked())
	require.NoError(t, err)
	assert.True(t, result.Deployment.RemoteExecution.Enabled)
	assert.Equal(t, []string{"203.0.113.0/24"}, result.Deployment.RemoteExecution.AllowedIPAddressRanges)
	assert.Equal(t, "hourly", result.Deployment.Description)

	silent := bareOf(parsed(t, remoteFile, "        remote_execution: {enabled: true, allowed_ip_address_ranges: [203.0.113.0/24]}\n", "", "nightly", "daily"))
	result, err = s.c.Apply(t.Context(), client.Target{ID: id}, silent)
	require.NoError(t, err, "a file that says nothing about it keeps it, and needs no queues")
	assert.True(t, result.Deployment.RemoteExecution.Enabled)
	assert.Equal(t, "daily", result.Deployment.Description)
}

const remoteFile = `
deployment:
    configuration:
        name: etl
        description: nightly
        runtime_version: 3.1-21
        dag_deploy_enabled: false
        ci_cd_enforcement: false
        scheduler_size: SMALL
        is_high_availability: false
        is_development_mode: false
        executor: ASTRO
        cluster_name: prod
        workspace_name: data
        deployment_type: DEDICATED
        remote_execution: {enabled: true, allowed_ip_address_ranges: [203.0.113.0/24]}
`
