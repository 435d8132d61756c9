package clienttest_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/client/clienttest"
)

func (s scene) status(t *testing.T, id string) client.DeploymentStatus {
	t.Helper()
	return must(s.c.Deployments.Get(t.Context(), id))(t).Status
}

func TestStatusTakesItsTime(t *testing.T) {
	s := newScene(t, clienttest.WithStep(time.Minute))
	d := must(s.c.Deployments.Create(t.Context(), standard(s.workspace, "etl")))(t)
	assert.Equal(t, client.DeploymentStatusCreating, s.status(t, d.ID))
	s.Advance(59 * time.Second)
	assert.Equal(t, client.DeploymentStatusCreating, s.status(t, d.ID))
	s.Advance(time.Second)
	assert.Equal(t, client.DeploymentStatusHealthy, s.status(t, d.ID))

	must(s.c.Deployments.Update(t.Context(), d.ID, updateOf(d)))(t)
	s.Advance(40 * time.Second)
	must(s.c.Deployments.Update(t.Context(), d.ID, updateOf(d)))(t)
	s.Advance(40 * time.Second)
	assert.Equal(t, client.DeploymentStatusDeploying, s.status(t, d.ID), "the second change is not done with the first")
	s.Advance(20 * time.Second)
	assert.Equal(t, client.DeploymentStatusHealthy, s.status(t, d.ID))

	require.True(t, s.SetDeploymentStatus(d.ID, client.DeploymentStatusUnhealthy, "out of memory"))
	got := must(s.c.Deployments.Get(t.Context(), d.ID))(t)
	assert.Equal(t, client.DeploymentStatusUnhealthy, got.Status)
	assert.Equal(t, "out of memory", got.StatusReason)
	must(s.c.Deployments.Update(t.Context(), d.ID, updateOf(d)))(t)
	s.Advance(time.Minute)
	assert.Equal(t, client.DeploymentStatusHealthy, s.status(t, d.ID))
	assert.False(t, s.SetDeploymentStatus("unknown", client.DeploymentStatusUnhealthy, ""))

	must(s.c.Deployments.Update(t.Context(), d.ID, updateOf(d)))(t)
	require.NoError(t, s.c.Deployments.Delete(t.Context(), d.ID))
	s.Advance(time.Hour) // nothing is left to settle
}

func TestHibernationFollowsTheClock(t *testing.T) {
	s := newScene(t, clienttest.WithStep(time.Minute))
	d := must(s.c.Deployments.Create(t.Context(), development(s.workspace, "etl")))(t)
	s.Advance(time.Minute)
	read := func() (client.DeploymentStatus, client.HibernationStatus) {
		now := must(s.c.Deployments.Get(t.Context(), d.ID))(t)
		return now.Status, *now.ScalingStatus.HibernationStatus
	}
	status, h := read()
	assert.Equal(t, client.DeploymentStatusHealthy, status)
	assert.Equal(t, client.HibernationStatus{NextEventType: client.HibernationEventHibernate, NextEventAt: "2026-03-02T20:00:00Z", Reason: "schedule"}, h)

	s.Advance(10 * time.Hour)
	status, h = read()
	assert.Equal(t, client.DeploymentStatusHibernating, status)
	assert.Equal(t, client.HibernationStatus{IsHibernating: true, NextEventType: client.HibernationEventWake, NextEventAt: "2026-03-03T06:00:00Z", Reason: "schedule"}, h)
	_, err := s.c.Deploys.Create(t.Context(), d.ID, client.CreateDeploy{Type: client.DeployTypeDagOnly})
	require.ErrorIs(t, err, client.ErrInvalid, "a sleeping Deployment takes no deploys")

	s.Advance(9*time.Hour + 59*time.Minute + 30*time.Second) // 06:00:30
	status, _ = read()
	assert.Equal(t, client.DeploymentStatusDeploying, status)
	s.Advance(30 * time.Second)
	status, _ = read()
	assert.Equal(t, client.DeploymentStatusHealthy, status)

	s.Advance(1000 * 24 * time.Hour) // more nights than are gone through one by one
	status, h = read()
	assert.False(t, h.IsHibernating)
	assert.NotEqual(t, client.DeploymentStatusHibernating, status)
}

func TestHibernationOverride(t *testing.T) {
	s := newScene(t)
	ctx := t.Context()
	d := must(s.c.Deployments.Create(ctx, development(s.workspace, "etl")))(t)
	until := day.Add(time.Hour)
	o := must(s.c.Deployments.SetHibernationOverride(ctx, d.ID, client.HibernationOverride{IsHibernating: new(true), OverrideUntil: until}))(t)
	assert.Equal(t, client.HibernationOverride{IsHibernating: new(true), OverrideUntil: until, IsActive: true}, o)
	got := must(s.c.Deployments.Get(ctx, d.ID))(t)
	assert.Equal(t, client.DeploymentStatusHibernating, got.Status)
	assert.Equal(t, &o, got.ScalingSpec.HibernationSpec.Override)
	assert.Len(t, got.ScalingSpec.HibernationSpec.Schedules, 1)
	assert.Equal(t, "override", got.ScalingStatus.HibernationStatus.Reason)

	s.Advance(time.Hour)
	got = must(s.c.Deployments.Get(ctx, d.ID))(t)
	assert.Equal(t, client.DeploymentStatusHealthy, got.Status)
	assert.Nil(t, got.ScalingSpec.HibernationSpec.Override, "its time is over")

	must(s.c.Deployments.SetHibernationOverride(ctx, d.ID, client.HibernationOverride{IsHibernating: new(false)}))(t)
	s.Advance(12 * time.Hour)
	assert.Equal(t, client.DeploymentStatusHealthy, s.status(t, d.ID), "awake at night")
	require.NoError(t, s.c.Deployments.DeleteHibernationOverride(ctx, d.ID))
	assert.Equal(t, client.DeploymentStatusHibernating, s.status(t, d.ID))
	require.NoError(t, s.c.Deployments.DeleteHibernationOverride(ctx, d.ID), "nothing to remove is no error")

	must(s.c.Deployments.SetHibernationOverride(ctx, d.ID, client.HibernationOverride{IsHibernating: new(false)}))(t)
	must(s.c.Deployments.SetHibernationOverride(ctx, d.ID, client.HibernationOverride{}))(t)
	assert.Equal(t, client.DeploymentStatusHibernating, s.status(t, d.ID), "null removes it, too")

	in := updateOf(must(s.c.Deployments.Get(ctx, d.ID))(t))
	in.ScalingSpec = &client.ScalingSpec{HibernationSpec: &client.HibernationSpec{Schedules: []client.HibernationSchedule{}}}
	must(s.c.Deployments.Update(ctx, d.ID, in))(t)
	assert.Equal(t, client.DeploymentStatusHealthy, s.status(t, d.ID))

	_, err := s.c.Deployments.SetHibernationOverride(ctx, d.ID, client.HibernationOverride{IsHibernating: new(true), OverrideUntil: day})
	require.ErrorIs(t, err, client.ErrInvalid, "in the past")
	plain := must(s.c.Deployments.Create(ctx, standard(s.workspace, "plain")))(t)
	_, err = s.c.Deployments.SetHibernationOverride(ctx, plain.ID, client.HibernationOverride{IsHibernating: new(true)})
	require.ErrorIs(t, err, client.ErrInvalid, "no development mode")
}

func TestLogs(t *testing.T) {
	s := newScene(t)
	ctx := t.Context()
	d := must(s.c.Deployments.Create(ctx, standard(s.workspace, "etl")))(t)
	s.AddLog(d.ID, client.LogSourceWorker, "old")
	s.Advance(2 * time.Hour)
	for _, line := range []string{"one", "two", "three"} {
		s.AddLog(d.ID, client.LogSourceWorker, line)
	}
	s.AddLog(d.ID, client.LogSourceScheduler, "one")
	assert.False(t, s.AddLog("unknown", client.LogSourceWorker, ""))
	lines := func(q client.LogQuery) (raw []string) {
		for _, l := range all(t, s.c.Deployments.AllLogs(ctx, d.ID, q)) {
			raw = append(raw, l.Raw)
		}
		return raw
	}
	worker := []client.LogSource{client.LogSourceWorker}
	assert.Equal(t, []string{"one", "two", "three"}, lines(client.LogQuery{Sources: worker}))
	assert.Equal(t, []string{"one", "two", "three"}, lines(client.LogQuery{Sources: worker, Limit: 2}))
	assert.Equal(t, []string{"one", "two"}, lines(client.LogQuery{Sources: worker, MaxResults: 2}))
	assert.Equal(t, []string{"old", "one", "two", "three"}, lines(client.LogQuery{Sources: worker, Last: 3 * time.Hour}))
	assert.Equal(t, []string{"old"}, lines(client.LogQuery{Sources: worker, Start: day, End: day.Add(time.Hour)}))
	assert.Equal(t, []string{"two"}, lines(client.LogQuery{Sources: worker, Text: "tw"}))
	assert.Equal(t, []string{"one"}, lines(client.LogQuery{Sources: []client.LogSource{client.LogSourceScheduler}}))
	for _, query := range []string{"", "sources=nobody", "sources=worker&startDate=2026-01-01T00:00:00Z", "sources=worker&range=5",
		"sources=worker&startDate=2026-01-02T00:00:00Z&endDate=2026-01-01T00:00:00Z"} {
		status, _ := s.send(t, "GET", "/deployments/"+d.ID+"/logs?"+query, "")
		assert.Equal(t, 400, status, query)
	}
}

func TestFailedChanges(t *testing.T) {
	s := newScene(t)
	ctx := t.Context()
	s.FailChange("", "no capacity")
	d := must(s.c.Deployments.Create(ctx, standard(s.workspace, "etl")))(t)
	assert.Equal(t, client.DeploymentStatusCreating, d.Status)
	d = must(s.c.Deployments.Get(ctx, d.ID))(t)
	assert.Equal(t, []any{client.DeploymentStatusUnhealthy, "no capacity"}, []any{d.Status, d.StatusReason})

	other := must(s.c.Deployments.Create(ctx, standard(s.workspace, "other")))(t)
	good := s.deployed(t, d.ID, client.DeployTypeDagOnly, "good")
	assert.Equal(t, client.DeploymentStatusHealthy, s.status(t, d.ID))
	s.FailChange(d.ID, "image does not start")
	must(s.c.Deployments.Update(ctx, other.ID, updateOf(other)))(t)
	assert.Equal(t, client.DeploymentStatusHealthy, s.status(t, other.ID), "meant for the other one")
	bad := s.deployed(t, d.ID, client.DeployTypeImageAndDag, "bad")
	assert.Equal(t, client.DeployStatusFailed, bad.Status)
	d = must(s.c.Deployments.Get(ctx, d.ID))(t)
	assert.Equal(t, []any{client.DeploymentStatusUnhealthy, "image does not start"}, []any{d.Status, d.StatusReason})
	assert.Equal(t, "good", string(s.DagTarball(d.ID)), "the code before it still runs")
	assert.Equal(t, []string{good.DagTarballVersion, good.DagTarballVersion}, []string{d.DagTarballVersion, d.DesiredDagTarballVersion})
	_, err := s.c.Deploys.Rollback(ctx, d.ID, bad.ID, client.RollbackDeploy{})
	require.ErrorIs(t, err, client.ErrInvalid)
}
