package client_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/client/clienttest"
)

// branches brings up previews of the branches b1, b2, … that live for 1, 2, … hours.
func (s *previewScene) branches(t *testing.T, n int) []*client.Preview {
	t.Helper()
	previews := make([]*client.Preview, n)
	for i := range n {
		previews[i] = s.up(t, func(o *client.PreviewOptions) {
			o.Key.Ref, o.TTL = fmt.Sprintf("b%d", i+1), time.Duration(i+1)*time.Hour
		})
	}
	return previews
}

func (s *previewScene) sweep(t *testing.T, o client.SweepOptions) *client.SweepReport {
	t.Helper()
	o.WorkspaceIDs = append(o.WorkspaceIDs, s.workspace)
	report, err := s.c.Previews.Sweep(t.Context(), o)
	require.NoError(t, err)
	return report
}

func sweepOutcomes(r *client.SweepReport) []string {
	var lines []string
	for _, it := range r.Results {
		lines = append(lines, strings.TrimSpace(strings.TrimPrefix(it.Preview.Key.Ref, "refs/heads/")+" "+string(it.Outcome)+" "+it.Reason))
	}
	return lines
}

func TestPreviewSweep(t *testing.T) {
	inPreviewScene(t, func(t *testing.T, s *previewScene) {
		previews := s.branches(t, 4)
		s.addLike(t, "by hand", "")
		s.addLike(t, "unreadable", "astrofile-ephemeral v1 source=x expires=2020-01-01T00:00:00Z")
		s.addLike(t, "later version", "astrofile-ephemeral v2 source=x expires=2020-01-01T00:00:00Z")
		elsewhere := s.AddWorkspace(client.Workspace{Name: "elsewhere"})
		far := s.up(t, func(o *client.PreviewOptions) { o.WorkspaceID, o.TTL = elsewhere, time.Minute })
		time.Sleep(2*time.Hour + 5*time.Minute)
		s.ForgetRequests()

		report := s.sweep(t, client.SweepOptions{})
		const unreadable = "skipped has a mark that cannot be read: the mark of a preview has 2 values, not 4"
		assert.Equal(t, []string{"b1 overdue", unreadable}, sweepOutcomes(report))
		assert.Equal(t, 3, report.Alive, "the second one is overdue by less than the grace")
		report = s.sweep(t, client.SweepOptions{Grace: time.Minute})
		assert.Equal(t, []string{"b1 overdue", "b2 overdue", unreadable}, sweepOutcomes(report))
		report = s.sweep(t, client.SweepOptions{Now: time.Now().Add(24 * time.Hour), WorkspaceIDs: []string{s.workspace}})
		assert.Len(t, report.Results, 5)
		assert.Empty(t, s.writes(), "without Delete nothing is written")

		report = s.sweep(t, client.SweepOptions{Delete: true, Grace: time.Minute})
		require.NoError(t, report.Err())
		assert.Equal(t, []string{"b1 deleted", "b2 deleted", unreadable}, sweepOutcomes(report))
		assert.Equal(t, previewSorted([]string{"My Etl", "by hand", "unreadable", "later version", previews[2].Deployment.Name, previews[3].Deployment.Name}),
			previewSorted(s.deployments(t)))
		_, err := s.c.Deployments.Get(t.Context(), far.Deployment.ID)
		require.NoError(t, err, "the sweep is never widened")
		assert.Equal(t, []string{"DeleteDeployment", "DeleteDeployment"}, s.writes())
	})
}

func TestPreviewSweepIsCapped(t *testing.T) {
	inPreviewScene(t, func(t *testing.T, s *previewScene) {
		s.branches(t, 4)
		time.Sleep(10 * time.Hour)
		report := s.sweep(t, client.SweepOptions{Delete: true, Max: 3})
		assert.Equal(t, []string{"b1 deleted", "b2 deleted", "b3 deleted", "b4 skipped 3 were deleted in this run, which is the most allowed"}, sweepOutcomes(report))
		report = s.sweep(t, client.SweepOptions{Delete: true, Max: 3})
		assert.Equal(t, []string{"b4 deleted"}, sweepOutcomes(report))
	})
}

// Between the list and the deletion the previews change.
func TestPreviewSweepReadsAgain(t *testing.T) {
	inPreviewScene(t, func(t *testing.T, s *previewScene) {
		previews := s.branches(t, 4)
		time.Sleep(10 * time.Hour)
		changed := false
		c := s.tapped(t, func(r *http.Request) {
			if changed || !strings.HasSuffix(r.URL.Path, "/deployments") {
				return
			}
			changed = true
			ctx := t.Context()
			_, renewed := s.c.Previews.Up(ctx, client.PreviewOptions{Key: client.PreviewKey{Source: s.base, Ref: "b1"}})
			file := previews[1].Deployment.File(nil)
			file.Configuration.Description = new("mine now")
			_, unmarked := s.c.Apply(ctx, client.Target{ID: previews[1].Deployment.ID}, file)
			assert.NoError(t, errors.Join(renewed, unmarked, s.c.Deployments.Delete(ctx, previews[2].Deployment.ID)))
		})
		report, err := c.Previews.Sweep(t.Context(), client.SweepOptions{WorkspaceIDs: []string{s.workspace}, Delete: true})
		require.NoError(t, err)
		assert.Equal(t, []string{
			"b1 skipped it was renewed meanwhile",
			"b2 skipped it has no mark of a preview in the last line of its description",
			"b3 skipped it is gone already", "b4 deleted",
		}, sweepOutcomes(report))
		assert.Len(t, s.deployments(t), 3)
	})
}

func TestPreviewSweepGoesOn(t *testing.T) {
	inPreviewScene(t, func(t *testing.T, s *previewScene) {
		previews := s.branches(t, 3)
		time.Sleep(10 * time.Hour)
		s.Fail(clienttest.Match{Operation: "DeleteDeployment", Path: previews[0].Deployment.ID, Times: -1}, clienttest.Fault{Status: 403})
		s.Fail(clienttest.Match{Operation: "DeleteDeployment", Path: previews[1].Deployment.ID}, clienttest.Fault{Cut: clienttest.CutConnection, Effect: true})
		report, err := s.c.Previews.Sweep(t.Context(), client.SweepOptions{WorkspaceIDs: []string{s.workspace}, Delete: true})
		require.ErrorIs(t, err, client.ErrForbidden)
		require.ErrorContains(t, err, previews[0].Deployment.Name)
		assert.Equal(t, err, report.Err())
		assert.Equal(t, client.SweepFailed, report.Results[0].Outcome)
		assert.Equal(t, client.SweepDeleted, report.Results[2].Outcome)
		assert.Equal(t, []string{"My Etl", previews[0].Deployment.Name}, s.deployments(t))
	})
}

func TestPreviewSweepOptions(t *testing.T) {
	inPreviewScene(t, func(t *testing.T, s *previewScene) {
		w := []string{s.workspace}
		for name, o := range map[string]client.SweepOptions{
			"no Workspace":    {},
			"empty Workspace": {WorkspaceIDs: []string{""}},
			"negative cap":    {WorkspaceIDs: w, Max: -1},
			"negative grace":  {WorkspaceIDs: w, Grace: -1},
			"another present": {WorkspaceIDs: w, Delete: true, Now: time.Now()},
		} {
			_, err := s.c.Previews.Sweep(t.Context(), o)
			require.ErrorIs(t, err, client.ErrInvalid, name)
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_, err := s.c.Previews.Sweep(ctx, client.SweepOptions{WorkspaceIDs: w, Delete: true})
		require.ErrorIs(t, err, context.Canceled)
		s.Fail(clienttest.Match{Operation: "ListDeployments"}, clienttest.Fault{Status: 403})
		_, err = s.c.Previews.Sweep(t.Context(), client.SweepOptions{WorkspaceIDs: w})
		require.ErrorIs(t, err, client.ErrForbidden)
	})
}

func TestPreviewAll(t *testing.T) {
	inPreviewScene(t, func(t *testing.T, s *previewScene) {
		want := s.branches(t, 5)
		s.addLike(t, "unreadable", "astrofile-ephemeral v1")
		i := 0
		for p, err := range s.c.Previews.All(t.Context(), s.workspace) {
			if i == len(want) {
				require.ErrorAs(t, err, new(*client.PreviewError))
				assert.Equal(t, "unreadable", p.Deployment.Name)
			} else {
				require.NoError(t, err)
				assert.Equal(t, want[i].Key, p.Key)
				assert.Equal(t, want[i].Expires, p.Expires)
				assert.Equal(t, want[i].Deployment.ID, p.Deployment.ID)
			}
			i++
		}
		assert.Equal(t, 6, i)
		for range s.c.Previews.All(t.Context(), s.workspace) {
			break
		}
		for _, err := range s.c.Previews.All(t.Context(), "") {
			require.ErrorIs(t, err, client.ErrInvalid)
		}
	}, clienttest.WithPageSize(2))
}
