package client_test

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
)

// TestApplyErrors prints each error that Apply knows, as somebody would read it.
func TestApplyErrors(t *testing.T) {
	refusal := &client.APIError{Method: "POST", Path: "/organizations/o/deployments/d", StatusCode: 502}
	variable := diag.Path("deployment.environment_variables").Entry("key", "A")
	many := make([]client.Need, 7)
	for i := range many {
		many[i] = client.Need{Kind: client.NeedDelete, Path: variable}
	}
	plan := deployfile.Plan{Deployment: deployfile.PlanTarget{Name: "etl"}}
	for want, err := range map[string]error{
		`there is no Workspace "x"`: &client.TargetError{Reason: `there is no Workspace "x"`},
		`the plan for Deployment "etl" is out of date: it was updated; make a new plan and look at it again`: &client.StaleError{Name: "etl", Reason: "it was updated"},
		`the plan for Deployment "etl" needs consent: deployment.environment_variables[key=A] is deleted: AllowDelete(); ` +
			`deployment.configuration.name: AllowRename(); deployment.worker_queues: AllowImpact("queue-replaced"); region cannot change, or LeaveBlocked(); no value`: &client.ConsentError{
			Plan: plan, Needs: []client.Need{
				{Kind: client.NeedDelete, Path: variable}, {Kind: client.NeedRename, Path: "deployment.configuration.name"},
				{Kind: client.NeedImpact, Path: "deployment.worker_queues", Impact: deployfile.ImpactQueueReplaced},
				{Kind: client.NeedLeave, Reason: "region cannot change"}, {Kind: client.NeedEdit, Reason: "no value"},
			}},
		`the plan for Deployment "etl" needs consent: ` + strings.Repeat("deployment.environment_variables[key=A] is deleted: AllowDelete(); ", 5) + "and 2 more": &client.ConsentError{Plan: plan, Needs: many},
		`the update of Deployment "etl" came to nothing, it is as it was: POST /organizations/o/deployments/d: 502 Bad Gateway; it is safe to run it again`:       &client.LostError{Name: "etl", Effect: client.EffectNone, Err: refusal},
		`the creation of Deployment "etl" came to nothing, there is none of this name: EOF; it is safe to run it again`:                                           &client.LostError{Name: "etl", Creation: true, Effect: client.EffectNone, Err: io.EOF},
		`the update of Deployment "etl" may have happened: EOF; run it again, which is safe either way`:                                                           &client.LostError{Name: "etl", Effect: client.EffectUnknown, Err: io.EOF},
		`the creation of Deployment "etl" may have happened: EOF; reading it back failed too: context canceled; run it again, which is safe either way`:           &client.LostError{Name: "etl", Creation: true, Effect: client.EffectUnknown, Err: io.EOF, ReadErr: context.Canceled},
		`the update of Deployment "etl" was accepted, but what came of it could not be read: EOF; run it again, which changes nothing if all went well`:           &client.LostError{Name: "etl", Effect: client.EffectAccepted, ReadErr: io.EOF},
		`Deployment "etl" is not what was asked for: deployment.environment_variables[key=A].value is "1" instead of "2"; deployment.environment_variables[key=A] is nothing instead of {"key":"A"}; make a new plan to see where it stands`: &client.MismatchError{
			Name: "etl", Differences: []client.Difference{{Path: variable.Field("value"), Want: `"2"`, Live: `"1"`}, {Path: variable, Want: `{"key":"A"}`}}},
		`Deployment "etl" is not what was asked for: ` + strings.Repeat(`deployment.environment_variables[key=A] is nothing instead of "1"; `, 5) + `and 1 more (the answer to the write was lost: EOF); make a new plan to see where it stands`: &client.MismatchError{
			Name: "etl", Err: io.EOF, Differences: repeated(client.Difference{Path: variable, Want: `"1"`}, 6)},
		`Deployment "etl" is UNHEALTHY after 1m30s: no capacity; its configuration is what was asked for`:             &client.HealthError{Name: "etl", Status: client.DeploymentStatusUnhealthy, Reason: "no capacity", Waited: 90*time.Second + 3},
		`Deployment "etl" is DEPLOYING after 2s (context deadline exceeded); its configuration is what was asked for`: &client.HealthError{Name: "etl", Status: client.DeploymentStatusDeploying, Waited: 2 * time.Second, Err: context.DeadlineExceeded},
	} {
		require.EqualError(t, err, want)
	}
	long := &client.MismatchError{Name: strings.Repeat("n", 1000), Differences: repeated(client.Difference{Path: variable, Want: deployfile.Value(strings.Repeat("v", 10_000))}, 100)}
	assert.Less(t, len(long.Error()), 1500)
}

func repeated[T any](v T, n int) []T {
	list := make([]T, n)
	for i := range list {
		list[i] = v
	}
	return list
}

func TestApplyErrorKinds(t *testing.T) {
	lost := &client.LostError{Err: io.EOF, ReadErr: context.Canceled}
	require.ErrorIs(t, lost, io.EOF)
	require.ErrorIs(t, lost, context.Canceled)
	require.NotErrorIs(t, &client.LostError{}, io.EOF)
	require.ErrorIs(t, &client.StaleError{}, client.ErrConflict)
	require.NotErrorIs(t, &client.StaleError{}, client.ErrNotFound)
	for _, kind := range []error{client.ErrNotFound, client.ErrConflict, client.ErrInvalid} {
		require.NotErrorIs(t, &client.TargetError{}, kind)
	}
	require.NoError(t, errors.Unwrap(&client.TargetError{}))
	require.ErrorIs(t, &client.HealthError{Err: io.EOF}, io.EOF)
	require.ErrorIs(t, &client.MismatchError{Err: io.EOF}, io.EOF)
	assert.Equal(t, []string{"AllowDelete()", "LeaveBlocked()", ""}, []string{
		client.Need{Kind: client.NeedDelete}.Option(), client.Need{Kind: client.NeedLeave}.Option(), client.Need{Kind: client.NeedEdit}.Option(),
	})
}
