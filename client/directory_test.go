package client_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/client/clienttest"
)

// A directory asks for each thing once, however many want it.
func TestDirectoryAsksOnce(t *testing.T) {
	for _, whole := range []bool{false, true} {
		t.Run(fmt.Sprint("whole=", whole), func(t *testing.T) {
			s := newPlane(t, clienttest.WithPageSize(3))
			ids := s.addWorkspaces("data", "ops")
			const names = 5
			for i := range names {
				s.addLive(fmt.Sprint("etl-", i), ids[0])
			}
			s.addLive("etl-0", ids[1])
			dir := client.NewDirectory(s.c, whole)
			var wg sync.WaitGroup
			for i := range 8 * names {
				wg.Go(func() {
					name := fmt.Sprint("etl-", i%names)
					found, err := dir.Deployments(t.Context(), ids[0], name)
					if err != nil || len(found) != 1 || found[0].Name != name || found[0].WorkspaceID != ids[0] {
						t.Errorf("%s: %v %v", name, found, err)
					}
					if all, err := dir.Workspaces(t.Context()); err != nil || len(all) != 2 {
						t.Errorf("%v %v", all, err)
					}
				})
			}
			wg.Wait()
			lists := 0
			for _, call := range s.calls() {
				if call == "ListDeployments" {
					lists++
				}
			}
			if whole {
				assert.Equal(t, 2, lists, "two pages")
			} else {
				assert.Equal(t, names, lists, "one for each name")
			}
			found, err := dir.Find(t.Context(), "etl-0", "ops")
			require.NoError(t, err)
			assert.Equal(t, ids[1], found.WorkspaceID)
			found, err = dir.Find(t.Context(), "etl-1", "ops")
			require.NoError(t, err)
			assert.Nil(t, found)
			found, err = dir.Find(t.Context(), "etl-1", "unknown")
			require.NoError(t, err)
			assert.Nil(t, found)
		})
	}
}

// A failure is remembered; that somebody gave up is not.
func TestDirectoryRemembersFailures(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newPlane(t)
		s.addWorkspaces("data")
		dir := client.NewDirectory(s.c, false)
		s.Fail(clienttest.Match{Operation: "ListWorkspaces"}, clienttest.Fault{Delay: time.Hour})
		hurried, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		var wg sync.WaitGroup
		wg.Go(func() {
			if _, err := dir.Workspaces(hurried); err == nil {
				t.Error("nobody can have that in a second")
			}
		})
		synctest.Wait()
		wg.Go(func() {
			if all, err := dir.Workspaces(t.Context()); err != nil || len(all) != 1 {
				t.Errorf("who has time asks again: %v %v", all, err)
			}
		})
		impatient, stop := context.WithTimeout(t.Context(), time.Millisecond)
		defer stop()
		_, err := dir.Workspaces(impatient)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.EqualError(t, err, "GET /organizations/"+clienttest.Organization+"/workspaces: context deadline exceeded")
		wg.Wait()

		dir = client.NewDirectory(s.c, false)
		s.Fail(clienttest.Match{Operation: "ListWorkspaces"}, clienttest.Fault{Status: 500})
		_, err = dir.Workspaces(t.Context())
		require.Error(t, err)
		s.ForgetRequests()
		_, again := dir.Workspaces(t.Context())
		assert.Equal(t, err, again)
		assert.Empty(t, s.calls())
	})
}
