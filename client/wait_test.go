package client_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/client/clienttest"
	"github.com/astrofile/astrofile/deployfile"
)

// slowPlane is a control plane in which everything takes its time, by the clock of the bubble.
func slowPlane(t *testing.T, step time.Duration) *plane {
	t.Helper()
	return newPlane(t, clienttest.WithClock(time.Now), clienttest.WithStep(step))
}

// settled lets what is under way come to its end.
func (s *plane) settled(id string) string {
	s.Advance(time.Hour)
	s.live(id)
	return id
}

func TestWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := slowPlane(t, 45*time.Second)
		s.addWorkspaces("data")
		s.ForgetRequests()
		var statuses []client.DeploymentStatus
		watch := client.OnProgress(func(p client.Progress) {
			if p.Stage == client.StageWait {
				statuses = append(statuses, p.Status)
			}
		})
		start := time.Now()
		result, err := s.c.Apply(t.Context(), client.Target{}, parsed(t, etlFile), client.Wait(5*time.Minute), watch)
		require.NoError(t, err)
		assert.Equal(t, client.DeploymentStatusHealthy, result.Deployment.Status)
		assert.Equal(t, []client.DeploymentStatus{client.DeploymentStatusCreating, client.DeploymentStatusHealthy}, statuses)
		assert.GreaterOrEqual(t, time.Since(start), 45*time.Second)
		assert.Less(t, time.Since(start), 56*time.Second, "no longer than a poll after it was ready")
		polls := 0
		for _, name := range s.calls() {
			if name == "GetDeployment" {
				polls++
			}
		}
		assert.Greater(t, polls, 6, "polled from the start")
		assert.Less(t, polls, 14, "less often as time goes by")

		statuses = nil
		_, err = s.c.Apply(t.Context(), client.Target{}, bareOf(parsed(t, etlFile, "nightly", "hourly")), client.Wait(5*time.Minute), watch)
		require.NoError(t, err)
		assert.Equal(t, []client.DeploymentStatus{client.DeploymentStatusDeploying, client.DeploymentStatusHealthy}, statuses)
		s.ForgetRequests()
		_, err = s.c.Apply(t.Context(), client.Target{}, bareOf(parsed(t, etlFile, "nightly", "hourly")), client.Wait(5*time.Minute), watch)
		require.NoError(t, err)
		assert.Equal(t, []string{"ListDeployments", "GetDeployment"}, s.calls(), "there is nothing to wait for")
	})
}

// What a killed run has begun is waited for by the next one.
func TestWaitForWhatIsUnderWay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := slowPlane(t, 45*time.Second)
		s.addWorkspaces("data")
		_, err := s.c.Apply(t.Context(), client.Target{}, parsed(t, etlFile))
		require.NoError(t, err)
		result, err := s.c.Apply(t.Context(), client.Target{}, bareOf(parsed(t, etlFile)), client.Wait(5*time.Minute))
		require.NoError(t, err)
		assert.Equal(t, client.OutcomeUnchanged, result.Outcome)
		assert.Equal(t, client.DeploymentStatusHealthy, result.Deployment.Status)
	})
}

func TestWaitEnds(t *testing.T) {
	for name, c := range map[string]struct {
		before  func(*plane)
		limit   time.Duration
		timeout time.Duration // of the caller
		status  client.DeploymentStatus
		is      error
		want    string
	}{
		"unhealthy": {func(s *plane) { s.FailChange("", "no capacity in us-east-1") }, time.Hour, 0, client.DeploymentStatusUnhealthy, nil,
			`Deployment "etl" is UNHEALTHY after 54s: no capacity in us-east-1; its configuration is what was asked for`},
		"too long": {func(*plane) {}, 20 * time.Second, 0, client.DeploymentStatusCreating, nil,
			`Deployment "etl" is CREATING after 20s (the time to wait is over); its configuration is what was asked for`},
		"the caller's deadline": {func(*plane) {}, time.Hour, 20 * time.Second, client.DeploymentStatusCreating, context.DeadlineExceeded,
			`Deployment "etl" is CREATING after 20s (context deadline exceeded); its configuration is what was asked for`},
		"not allowed any more": {func(s *plane) {
			s.Fail(clienttest.Match{Operation: "GetDeployment", Skip: 2}, clienttest.Fault{Status: 403})
		}, time.Hour, 0,
			client.DeploymentStatusCreating, client.ErrForbidden, ""},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := slowPlane(t, 45*time.Second)
				s.addWorkspaces("data")
				c.before(s)
				ctx := t.Context()
				if c.timeout > 0 {
					var cancel context.CancelFunc
					ctx, cancel = context.WithTimeout(ctx, c.timeout)
					defer cancel()
				}
				result, err := s.c.Apply(ctx, client.Target{}, parsed(t, etlFile), client.Wait(c.limit))
				var e *client.HealthError
				require.ErrorAs(t, err, &e)
				assert.Equal(t, c.status, e.Status)
				assert.Equal(t, result.Deployment.ID, e.ID)
				assert.Equal(t, client.OutcomeCreated, result.Outcome)
				if c.is != nil {
					require.ErrorIs(t, err, c.is)
				}
				if c.want != "" && name != "unhealthy" {
					require.EqualError(t, err, c.want)
				}
				if name == "unhealthy" {
					require.ErrorContains(t, err, "no capacity in us-east-1")
				}
			})
		})
	}
}

// A poll that fails for a while is no reason to give up, and one that asks for patience gets it.
func TestWaitThroughTrouble(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := slowPlane(t, 45*time.Second)
		s.addWorkspaces("data")
		s.Fail(clienttest.Match{Operation: "GetDeployment", Skip: 1, Times: 3}, clienttest.Fault{Status: 500})
		s.Fail(clienttest.Match{Operation: "GetDeployment", Times: 5}, clienttest.Fault{Cut: clienttest.CutBody})
		_, err := s.c.Apply(t.Context(), client.Target{}, parsed(t, etlFile), client.Wait(5*time.Minute))
		require.NoError(t, err)
	})
	synctest.Test(t, func(t *testing.T) {
		s := slowPlane(t, time.Second)
		s.addWorkspaces("data")
		s.Fail(clienttest.Match{Operation: "GetDeployment"}, clienttest.Fault{Status: 429, RetryAfter: "120"})
		start := time.Now()
		_, err := s.c.Apply(t.Context(), client.Target{}, parsed(t, etlFile), client.Wait(5*time.Minute))
		require.NoError(t, err)
		assert.GreaterOrEqual(t, time.Since(start), 2*time.Minute)
	})
	synctest.Test(t, func(t *testing.T) {
		s := slowPlane(t, 45*time.Second)
		s.addWorkspaces("data")
		s.Fail(clienttest.Match{Operation: "GetDeployment", Times: -1}, clienttest.Fault{Status: 500})
		result, err := s.c.Apply(t.Context(), client.Target{}, parsed(t, etlFile), client.Wait(time.Minute))
		var lost *client.LostError
		require.ErrorAs(t, err, &lost)
		assert.Equal(t, client.EffectAccepted, lost.Effect)
		assert.Equal(t, result.Deployment.ID, lost.ID)
		require.ErrorContains(t, err, "500 Internal Server Error", "why it could not be read")
	})
}

// A read-back that nobody waits for is tried a few times.
func TestReadBackIsTriedAgain(t *testing.T) {
	for _, c := range []struct {
		fault clienttest.Fault
		times int // that it happens
		reads int
		fails bool
	}{
		{clienttest.Fault{Status: 500}, 2, 3, false}, {clienttest.Fault{Status: 500}, -1, 3, true}, {clienttest.Fault{Status: 403}, -1, 1, true},
		{clienttest.Fault{Status: 429, RetryAfter: "120"}, -1, 1, true},
	} {
		synctest.Test(t, func(t *testing.T) {
			s := newPlane(t)
			id := s.seed(parsed(t, etlFile))
			s.Fail(clienttest.Match{Operation: "GetDeployment", Skip: 1, Times: c.times}, c.fault)
			_, err := s.c.Apply(t.Context(), client.Target{ID: id}, bareOf(parsed(t, etlFile, "nightly", "hourly")))
			var lost *client.LostError
			assert.Equal(t, c.fails, errors.As(err, &lost), "%v", err)
			assert.Len(t, s.calls(), 2+c.reads)
		})
	}
}

// A caller whose time is up hears of that, and of what was wrong with the answers.
func TestWaitEndsInTrouble(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := slowPlane(t, 45*time.Second)
		s.addWorkspaces("data")
		s.Fail(clienttest.Match{Operation: "GetDeployment", Times: -1}, clienttest.Fault{Status: 500})
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
		defer cancel()
		_, err := s.c.Apply(ctx, client.Target{}, parsed(t, etlFile), client.Wait(time.Hour))
		require.ErrorIs(t, err, context.DeadlineExceeded)
		var refusal *client.APIError
		require.ErrorAs(t, err, &refusal)
	})
}

func TestHibernatingIsFine(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newPlane(t)
		s.seed(parsed(t, etlFile))
		c := s.afterPost(func(d map[string]any) { d["status"] = "HIBERNATING" })
		result, err := c.Apply(t.Context(), client.Target{}, bareOf(parsed(t, etlFile, "nightly", "hourly")), client.Wait(time.Minute))
		require.NoError(t, err)
		assert.Equal(t, client.DeploymentStatusHibernating, result.Deployment.Status)
	})
	synctest.Test(t, func(t *testing.T) {
		s := newPlane(t)
		id := s.seed(parsed(t, etlFile))
		s.SetDeploymentStatus(id, client.DeploymentStatusHibernating, "")
		_, err := s.c.Apply(t.Context(), client.Target{}, bareOf(parsed(t, etlFile)), client.Wait(time.Minute))
		require.NoError(t, err)
		s.SetDeploymentStatus(id, client.DeploymentStatusUnhealthy, "out of memory\nin the scheduler")
		_, err = s.c.Apply(t.Context(), client.Target{}, bareOf(parsed(t, etlFile)), client.Wait(time.Minute))
		var e *client.HealthError
		require.ErrorAs(t, err, &e)
		assert.Equal(t, "out of memory in the scheduler", e.Reason)
		_, err = s.c.Apply(t.Context(), client.Target{}, bareOf(parsed(t, etlFile)))
		require.NoError(t, err, "nobody asked")
		_, err = s.c.Apply(t.Context(), client.Target{}, bareOf(parsed(t, etlFile)), client.Wait(time.Minute), client.DryRun())
		require.NoError(t, err)
	})
}

// The steps are told in their order, by one goroutine, and the plan before anything is refused.
func TestProgress(t *testing.T) {
	s := newPlane(t)
	s.AddCluster(client.Cluster{Name: "prod"})
	s.addWorkspaces("data")
	var told []client.Progress
	watch := client.OnProgress(func(p client.Progress) { told = append(told, p) }) // a race would be found
	stages := func() (list []client.Stage) {
		for _, p := range told {
			assert.Equal(t, "etl", p.Name)
			list = append(list, p.Stage)
		}
		return list
	}
	result, err := s.c.Apply(t.Context(), client.Target{}, parsed(t, etlFile), watch, client.Wait(time.Minute))
	require.NoError(t, err)
	assert.Equal(t, []client.Stage{"resolve", "read", "plan", "write", "wait", "verify"}, stages())
	assert.Equal(t, result.Plan, *told[2].Plan)
	assert.Equal(t, result.Deployment.ID, told[5].DeploymentID)

	told = nil
	_, err = s.c.Apply(t.Context(), client.Target{}, dangerous(t), watch, client.Checked())
	require.Error(t, err)
	assert.Equal(t, []client.Stage{"resolve", "read", "plan"}, stages())
	assert.True(t, told[2].Plan.Deletes())
	assert.Equal(t, result.Deployment.ID, told[2].DeploymentID)
}

// Independent reads happen at the same time.
func TestReadsAreParallel(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newPlane(t, clienttest.WithHybrid())
		file := hybridOn(s)
		s.seed(file)
		for _, operation := range []string{"GetDeployment", "GetCluster", "GetDeploymentOptions", "ListWorkspaces", "ListClusters"} {
			s.Fail(clienttest.Match{Operation: operation}, clienttest.Fault{Delay: time.Minute})
		}
		start := time.Now()
		_, err := s.c.Plan(t.Context(), client.Target{}, file, client.Checked())
		require.NoError(t, err)
		assert.Less(t, time.Since(start), 61*time.Second)
		calls := s.calls()
		assert.Subset(t, calls, []string{"GetDeployment", "GetCluster", "GetDeploymentOptions", "ListWorkspaces", "ListClusters"})
	})
}

// hybridOn makes a Hybrid cluster and returns the file of a Deployment on it.
func hybridOn(s *plane) deployfile.Deployment {
	s.AddCluster(client.Cluster{Name: "own", Type: client.ClusterTypeHybrid, NodePools: []client.NodePool{
		{Name: "small", NodeInstanceType: "m5.xlarge", IsDefault: true}, {Name: "big", NodeInstanceType: "m5.4xlarge"},
	}})
	return parsed(s.t, hybridFile)
}

const hybridFile = `
deployment:
    configuration:
        name: etl
        description: nightly
        runtime_version: 3.1-21
        dag_deploy_enabled: false
        ci_cd_enforcement: false
        executor: CELERY
        scheduler_au: 5
        scheduler_count: 1
        cluster_name: own
        workspace_name: data
        deployment_type: HYBRID
    worker_queues:
        - {name: default, max_worker_count: 10, min_worker_count: 1, worker_concurrency: 16, worker_type: m5.xlarge}
`

func TestHybrid(t *testing.T) {
	s := newPlane(t, clienttest.WithHybrid())
	file := hybridOn(s)
	s.addWorkspaces("data")
	result, err := s.c.Apply(t.Context(), client.Target{}, file)
	require.NoError(t, err)
	queue := result.Deployment.WorkerQueues[0]
	s.ForgetRequests()
	again, err := s.c.Apply(t.Context(), client.Target{}, file)
	require.NoError(t, err)
	assert.Equal(t, client.OutcomeUnchanged, again.Outcome)
	assert.ElementsMatch(t, []string{"ListDeployments", "GetDeployment", "GetCluster"}, s.calls())

	bigger := parsed(t, hybridFile, "worker_type: m5.xlarge", "worker_type: m5.4xlarge")
	result, err = s.c.Apply(t.Context(), client.Target{ID: result.Deployment.ID}, bigger, client.AllowImpact(deployfile.ImpactQueueReplaced))
	require.NoError(t, err)
	assert.Equal(t, []string{"GetDeployment", "GetCluster", "UpdateDeployment", "GetDeployment"}, s.calls())
	assert.Equal(t, queue.ID, result.Deployment.WorkerQueues[0].ID)
	assert.NotEqual(t, queue.NodePoolID, result.Deployment.WorkerQueues[0].NodePoolID)

	_, err = s.c.Plan(t.Context(), client.Target{}, parsed(t, hybridFile, "worker_type: m5.xlarge", "worker_type: m6.large"))
	require.ErrorIs(t, err, client.ErrInvalid, "a dry run builds the request too")
	_, err = s.c.Apply(t.Context(), client.Target{}, parsed(t, hybridFile, "name: etl", "name: new", "cluster_name: own", "cluster_name: owm"))
	require.Error(t, err)
	assert.NotContains(t, s.calls(), "CreateDeployment")
	require.NotErrorIs(t, err, client.ErrConflict)
}
