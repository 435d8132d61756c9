package client_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/client/clienttest"
	"github.com/astrofile/astrofile/deployfile"
)

func TestFleetGoesOnAfterFailure(t *testing.T) {
	for _, stop := range []bool{false, true} {
		t.Run(fmt.Sprint("stop ", stop), func(t *testing.T) {
			s := newFleetScene(t)
			var files []*deployfile.File
			for i := range 6 {
				name := fmt.Sprint("d", i)
				s.live(name)
				files = append(files, fleetFile(name, "loads", "more"))
			}
			second := s.all()["d1"].ID
			s.Fail(clienttest.Match{Operation: "UpdateDeployment", Path: second, Times: -1}, clienttest.Fault{Status: http.StatusForbidden})
			report, err := s.c.ApplyFleet(t.Context(), files, client.FleetOptions{Parallel: 1, StopOnError: stop})
			require.ErrorIs(t, err, client.ErrForbidden)
			require.ErrorContains(t, err, "d1.yaml: ")
			require.Len(t, report.Results, 6)
			if !stop {
				assert.Equal(t, client.FleetCounts{Updated: 5, Failed: 1}, report.Counts())
				return
			}
			assert.Equal(t, client.FleetCounts{Updated: 1, Failed: 5}, report.Counts())
			for _, result := range report.Results[2:] {
				require.ErrorIs(t, result.Err, client.ErrNotStarted)
				assert.Len(t, result.Result.Plan.Changes, 1, "the plan stays")
			}
			assert.Len(t, s.writes(), 2)
		})
	}
}

func TestFleetStopsBeforeTheFirstWrite(t *testing.T) {
	s := newFleetScene(t)
	files := []*deployfile.File{newFile("a"), newFile("b", "workspace_name: data", "workspace_name: none")}
	report, err := s.c.ApplyFleet(t.Context(), files, client.FleetOptions{StopOnError: true})
	require.ErrorIs(t, err, client.ErrNotStarted)
	assert.Equal(t, client.FleetCounts{Failed: 2}, report.Counts())
	assert.Empty(t, s.writes())

	s.live("c")
	files[1] = fleetFile("c", "        - key: MODE\n          value: batch\n", "")
	report, err = s.c.ApplyFleet(t.Context(), files, client.FleetOptions{StopOnError: true, Parallel: 1})
	var refused *client.ConsentError
	require.ErrorAs(t, err, &refused)
	assert.Equal(t, client.FleetCounts{Failed: 2}, report.Counts())
	assert.Empty(t, s.writes(), "consent is asked for before anything is written")
}

func TestFleetCancelled(t *testing.T) {
	s := newFleetScene(t)
	var files []*deployfile.File
	for i := range 20 {
		files = append(files, newFile(fmt.Sprint("d", i)))
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	report, err := s.c.ApplyFleet(ctx, files, client.FleetOptions{})
	require.ErrorIs(t, err, client.ErrNotStarted)
	require.ErrorIs(t, err, context.Canceled)
	assert.Equal(t, client.FleetCounts{Failed: 20}, report.Counts())
	assert.Empty(t, s.Requests())

	ctx, cancel = context.WithCancel(t.Context())
	defer cancel()
	told := 0
	report, err = s.c.ApplyFleet(ctx, files, client.FleetOptions{
		Parallel: 2,
		OnResult: func(r client.FleetResult) {
			if told++; r.Err == nil {
				cancel()
			}
		},
	})
	require.ErrorIs(t, err, context.Canceled)
	assert.Equal(t, 20, told)
	require.Len(t, report.Results, 20)
	n := report.Counts()
	assert.Positive(t, n.Created)
	assert.GreaterOrEqual(t, n.Failed, 17, "two were under way")
	notStarted := 0
	for _, result := range report.Results {
		if assert.NotNil(t, result.File) && result.Err != nil {
			require.ErrorIs(t, result.Err, context.Canceled)
			if strings.HasPrefix(result.Err.Error(), "not started") {
				notStarted++
			}
		}
	}
	assert.GreaterOrEqual(t, notStarted, 17)

	report, err = s.c.ApplyFleet(t.Context(), files, client.FleetOptions{})
	require.NoError(t, err, "what was under way is found again")
	assert.Len(t, s.all(), 20)
	assert.Zero(t, report.Counts().Failed)
}
