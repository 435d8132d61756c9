package client_test

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/client/clienttest"
	"github.com/astrofile/astrofile/deployfile"
)

// What somebody changes between the plan of the fleet and the write stays.
func TestFleetDoesNotOverwriteWhatMoved(t *testing.T) {
	s := newFleetScene(t)
	s.live("a")
	s.live("b")
	other, err := s.Client()
	require.NoError(t, err)
	moved := false
	files := []*deployfile.File{fleetFile("b", "nmae", ""), fleetFile("a", "loads", "more")}
	report, err := s.c.ApplyFleet(t.Context(), files, client.FleetOptions{OnResult: func(r client.FleetResult) {
		if !moved {
			moved = true
			_, moving := other.Apply(t.Context(), client.Target{}, fleetFile("a", "batch", "stream").Deployment)
			assert.NoError(t, moving)
		}
	}})
	assert.True(t, moved)
	var stale *client.StaleError
	require.ErrorAs(t, err, &stale)
	assert.Equal(t, client.FleetCounts{Unchanged: 1, Failed: 1}, report.Counts())
	assert.Equal(t, "loads", s.all()["a"].Description)
}

// A Deployment that somebody else creates between the plan of the fleet and the write is not made twice.
func TestFleetDoesNotCreateTwice(t *testing.T) {
	for name, opts := range map[string][]clienttest.Option{"unique names": nil, "any names": {clienttest.WithDuplicateNames()}} {
		t.Run(name, func(t *testing.T) {
			s := newFleetScene(t, opts...)
			s.live("a")
			once := sync.OnceFunc(func() { s.live("new", "loads", "theirs") })
			report, err := s.c.ApplyFleet(t.Context(), []*deployfile.File{fleetFile("a"), newFile("new")}, client.FleetOptions{
				OnResult: func(client.FleetResult) { once() },
			})
			require.ErrorIs(t, err, client.ErrConflict)
			assert.Equal(t, client.FleetCounts{Unchanged: 1, Failed: 1}, report.Counts())
			all := s.all()
			assert.Len(t, all, 2)
			assert.Equal(t, "theirs", all["new"].Description)
		})
	}
}
