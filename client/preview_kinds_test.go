package client_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/client/clienttest"
	"github.com/astrofile/astrofile/deployfile"
)

const previewHybridFile = `deployment:
    configuration:
        name: hybrid base
        description: ""
        runtime_version: 3.1-21
        dag_deploy_enabled: false
        ci_cd_enforcement: false
        executor: CELERY
        scheduler_au: 6
        scheduler_count: 2
        cluster_name: pools
        workspace_name: data
        deployment_type: HYBRID
    worker_queues:
        - name: default
          max_worker_count: 10
          min_worker_count: 1
          worker_concurrency: 16
          worker_type: m5.xlarge
        - name: heavy
          max_worker_count: 4
          min_worker_count: 1
          worker_concurrency: 16
          worker_type: m5.2xlarge
`

func TestPreviewOfHybrid(t *testing.T) {
	inPreviewScene(t, func(t *testing.T, s *previewScene) {
		s.AddCluster(client.Cluster{Name: "pools", Type: client.ClusterTypeHybrid, NodePools: []client.NodePool{
			{Name: "small", NodeInstanceType: "m5.xlarge", IsDefault: true}, {Name: "large", NodeInstanceType: "m5.2xlarge"}}})
		f, found := deployfile.Parse("hybrid.yaml", []byte(previewHybridFile))
		require.NoError(t, found.Err())
		base, err := s.AddDeployment(f.Deployment)
		require.NoError(t, err)
		key := client.PreviewKey{Source: base, Ref: "x"}
		p, err := s.c.Previews.Up(t.Context(), client.PreviewOptions{Key: key, TTL: time.Hour, Set: []deployfile.Override{
			{Path: "deployment.worker_queues[name=heavy].max_worker_count", Value: "1"}}})
		require.NoError(t, err)
		live, err := s.c.Deployments.Get(t.Context(), base)
		require.NoError(t, err)
		for i, q := range p.Deployment.WorkerQueues {
			assert.Equal(t, live.WorkerQueues[i].NodePoolID, q.NodePoolID)
			assert.NotEqual(t, live.WorkerQueues[i].ID, q.ID)
		}
		assert.Equal(t, []int{6, 2}, []int{p.Deployment.SchedulerAU, p.Deployment.SchedulerReplicas})

		renewed, err := s.c.Previews.Renew(t.Context(), client.PreviewRef{Key: key}, 5*time.Hour)
		require.NoError(t, err)
		assert.Equal(t, p.Deployment.WorkerQueues, renewed.Deployment.WorkerQueues)
		assert.Equal(t, 1, renewed.Deployment.WorkerQueues[1].MaxWorkerCount)
	}, clienttest.WithHybrid())
}

// A base that sleeps makes a preview that does not, unless the schedule says so.
func TestPreviewOfHibernatingBase(t *testing.T) {
	inPreviewScene(t, func(t *testing.T, s *previewScene) {
		d := previewParsed(t)
		d.Configuration.Name, d.Configuration.IsDevelopmentMode = "sleeper", new(true)
		d.HibernationSchedules = []deployfile.HibernationSchedule{{HibernateAt: "0 18 * * *", WakeAt: "0 6 * * *", Enabled: new(true)}}
		base, err := s.AddDeployment(d)
		require.NoError(t, err)
		_, err = s.c.Deployments.SetHibernationOverride(t.Context(), base, client.HibernationOverride{IsHibernating: new(true), OverrideUntil: time.Now().Add(48 * time.Hour)})
		require.NoError(t, err)
		key := client.PreviewKey{Source: base, Ref: "x"}
		p, err := s.c.Previews.Up(t.Context(), client.PreviewOptions{Key: key, Values: previewValues, Wait: time.Hour})
		require.NoError(t, err)
		require.NotNil(t, p.Deployment.ScalingSpec)
		assert.Len(t, p.Deployment.ScalingSpec.HibernationSpec.Schedules, 1)
		assert.Nil(t, p.Deployment.ScalingSpec.HibernationSpec.Override)
		assert.Equal(t, client.DeploymentStatusHealthy, p.Deployment.Status)

		_, err = s.c.Deployments.SetHibernationOverride(t.Context(), p.Deployment.ID, client.HibernationOverride{IsHibernating: new(true), OverrideUntil: time.Now().Add(48 * time.Hour)})
		require.NoError(t, err)
		renewed, err := s.c.Previews.Renew(t.Context(), client.PreviewRef{Key: key}, 500*time.Hour)
		require.NoError(t, err)
		require.NotNil(t, renewed.Deployment.ScalingSpec.HibernationSpec.Override, "a heartbeat wakes nobody")
		assert.True(t, *renewed.Deployment.ScalingSpec.HibernationSpec.Override.IsHibernating)
	})
}

func ExamplePreviews() {
	astro := clienttest.New(clienttest.WithClock(func() time.Time { return time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC) }))
	c, err := astro.Client()
	if err != nil {
		fmt.Println(err)
		return
	}
	astro.AddWorkspace(client.Workspace{Name: "data"})
	file, _ := deployfile.Parse("base.yaml", []byte(previewFile))
	base, err := astro.AddDeployment(file.Deployment)
	if err != nil {
		fmt.Println(err)
		return
	}

	key := client.PreviewKey{Source: base, Ref: "feature/x"}
	p, err := c.Previews.Up(context.Background(), client.PreviewOptions{
		Key:    key,
		Set:    []deployfile.Override{{Path: "deployment.worker_queues[name=heavy].max_worker_count", Value: "1"}},
		Values: func(key string) (string, bool) { return "value of " + key, true }, // of the secrets
		TTL:    24 * time.Hour,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(p.Outcome, p.Deployment.Name)

	deleted, err := c.Previews.Down(context.Background(), client.PreviewRef{Key: key})
	fmt.Println(deleted, err)
	// Output:
	// created my-etl-feature-x-bsjeumgk
	// true <nil>
}

func TestPreviewErrorsAreOneLine(t *testing.T) {
	err := &client.PreviewError{ID: "clx", Name: "a\nb", Reason: "is another preview"}
	assert.Equal(t, `Deployment "a\nb" (clx) is another preview`, err.Error())
	assert.NotContains(t, err.Error(), "\n")
	require.ErrorIs(t, err, client.ErrConflict)
	assert.Equal(t, "CONNECTION db: reason: a, b", client.MissingObject{ObjectType: aConnection, ObjectKey: "db", Reason: "reason", Fields: []string{"a", "b"}}.String())
}
