package client_test

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/client/clienttest"
	"github.com/astrofile/astrofile/deployfile"
)

func TestPreviewDown(t *testing.T) {
	inPreviewScene(t, func(t *testing.T, s *previewScene) {
		ctx := t.Context()
		p := s.up(t)
		fix := s.up(t, func(o *client.PreviewOptions) { o.Key.Ref = "fix/x" })
		deleted, err := s.c.Previews.Down(ctx, client.PreviewRef{Key: client.PreviewKey{Source: s.base, Ref: "refs/tags/x"}})
		require.NoError(t, err)
		assert.False(t, deleted, "the tag x is not the branch x")
		deleted, err = s.c.Previews.Down(ctx, client.PreviewRef{Key: s.key()})
		require.NoError(t, err)
		assert.True(t, deleted)
		assert.Equal(t, []string{"My Etl", fix.Deployment.Name}, s.deployments(t))
		deleted, err = s.c.Previews.Down(ctx, client.PreviewRef{Key: s.key()})
		require.NoError(t, err, "gone already")
		assert.False(t, deleted)
		deleted, err = s.c.Previews.Down(ctx, client.PreviewRef{ID: p.Deployment.ID})
		require.NoError(t, err)
		assert.False(t, deleted)

		for _, r := range []client.PreviewRef{
			{ID: s.base}, {ID: fix.Deployment.ID, Key: s.key()}, {Key: s.key(), Name: "My Etl"}, {Key: s.key(), Name: fix.Deployment.Name},
		} {
			_, err = s.c.Previews.Down(ctx, r)
			require.ErrorAs(t, err, new(*client.PreviewError), "%+v", r)
		}
		for _, r := range []client.PreviewRef{{}, {Name: "x"}, {Key: s.key(), Name: "x", Force: true}} {
			_, err = s.c.Previews.Down(ctx, r)
			require.ErrorIs(t, err, client.ErrInvalid, "%+v", r)
		}
		_, err = s.c.Previews.Down(ctx, client.PreviewRef{Key: client.PreviewKey{Source: "gone", Ref: "x"}})
		require.ErrorIs(t, err, client.ErrNotFound, "the Workspace is not known")
		assert.Len(t, s.deployments(t), 2)

		s.Fail(clienttest.Match{Operation: "DeleteDeployment"}, clienttest.Fault{Status: 404})
		_, err = s.c.Previews.Down(ctx, client.PreviewRef{ID: fix.Deployment.ID})
		require.NoError(t, err, "somebody else was faster")
		s.Fail(clienttest.Match{Operation: "DeleteDeployment"}, clienttest.Fault{Status: 403})
		_, err = s.c.Previews.Down(ctx, client.PreviewRef{ID: fix.Deployment.ID})
		require.ErrorIs(t, err, client.ErrForbidden)
		deleted, err = s.c.Previews.Down(ctx, client.PreviewRef{ID: fix.Deployment.ID})
		require.NoError(t, err)
		assert.True(t, deleted)
	})
}

func TestPreviewDownByForce(t *testing.T) {
	inPreviewScene(t, func(t *testing.T, s *previewScene) {
		ctx := t.Context()
		s.addLike(t, "by hand", "")
		other := s.AddWorkspace(client.Workspace{Name: "other"})
		for _, r := range []client.PreviewRef{{Name: "by hand", WorkspaceID: other, Force: true}, {ID: "x", WorkspaceID: other, Force: true}} {
			deleted, err := s.c.Previews.Down(ctx, r)
			require.NoError(t, err)
			assert.False(t, deleted)
		}
		_, err := s.c.Previews.Down(ctx, client.PreviewRef{ID: s.base, WorkspaceID: other, Force: true})
		require.ErrorAs(t, err, new(*client.PreviewError))
		_, err = s.c.Previews.Down(ctx, client.PreviewRef{Key: s.key(), WorkspaceID: s.workspace, Force: true})
		require.NoError(t, err, "without ID or name force changes nothing")
		deleted, err := s.c.Previews.Down(ctx, client.PreviewRef{Name: "by hand", WorkspaceID: s.workspace, Force: true})
		require.NoError(t, err)
		assert.True(t, deleted)
		assert.Equal(t, []string{"My Etl"}, s.deployments(t))
		deleted, err = s.c.Previews.Down(ctx, client.PreviewRef{ID: s.base, Force: true})
		require.NoError(t, err)
		assert.True(t, deleted)
		deleted, err = s.c.Previews.Down(ctx, client.PreviewRef{ID: s.base, Force: true})
		require.NoError(t, err)
		assert.False(t, deleted)
	})
}

// Two pipelines that were killed between creating and looking leave two of one name.
func TestPreviewTwice(t *testing.T) {
	inPreviewScene(t, func(t *testing.T, s *previewScene) {
		ctx := t.Context()
		p := s.up(t)
		s.addLike(t, p.Deployment.Name, p.Deployment.Description)
		s.addLike(t, p.Deployment.Name, "by hand")
		_, err := s.c.Previews.Up(ctx, s.options())
		require.ErrorIs(t, err, client.ErrConflict)
		_, err = s.c.Previews.Renew(ctx, client.PreviewRef{Key: s.key()}, 999*time.Hour)
		require.ErrorIs(t, err, client.ErrConflict)
		_, err = s.c.Previews.Down(ctx, client.PreviewRef{Name: p.Deployment.Name, WorkspaceID: s.workspace, Force: true})
		require.ErrorIs(t, err, client.ErrConflict)
		deleted, err := s.c.Previews.Down(ctx, client.PreviewRef{Key: s.key()})
		require.NoError(t, err)
		assert.True(t, deleted)
		assert.Equal(t, []string{"My Etl", p.Deployment.Name}, s.deployments(t), "the one without the mark stays")
	}, clienttest.WithDuplicateNames())
}

func TestPreviewRenew(t *testing.T) {
	inPreviewScene(t, func(t *testing.T, s *previewScene) {
		ctx := t.Context()
		p := s.up(t, previewSet("configuration.description", "for people"), func(o *client.PreviewOptions) { o.TTL = time.Hour })
		before := p.Deployment.File(nil)
		ref := client.PreviewRef{Key: s.key()}
		time.Sleep(30 * time.Minute)
		s.ForgetRequests()
		again, err := s.c.Previews.Renew(ctx, ref, time.Minute)
		require.NoError(t, err)
		assert.Equal(t, p.Expires, again.Expires, "it lives longer anyway")
		assert.Empty(t, s.writes())

		again, err = s.c.Previews.Renew(ctx, ref, time.Hour)
		require.NoError(t, err)
		assert.Equal(t, []string{"UpdateDeployment"}, s.writes())
		assert.Equal(t, p.Expires.Add(30*time.Minute), again.Expires)
		assert.True(t, strings.HasPrefix(again.Deployment.Description, "for people\nastrofile-ephemeral v1 "), again.Deployment.Description)
		d, err := s.c.Deployments.Get(ctx, p.Deployment.ID)
		require.NoError(t, err)
		after := d.File(nil)
		after.Configuration.Description = before.Configuration.Description
		assert.True(t, deployfile.Diff(before, after).Empty(), "nothing else has changed: %s", deployfile.Diff(before, after))
		for i, q := range d.WorkerQueues {
			assert.Equal(t, p.Deployment.WorkerQueues[i].ID, q.ID)
		}
		got, _ := s.RevealVariable(d.ID, "DB_PASSWORD")
		assert.Equal(t, "preview-DB_PASSWORD", got)

		again, err = s.c.Previews.Renew(ctx, client.PreviewRef{ID: d.ID}, 0)
		require.NoError(t, err)
		assert.Equal(t, time.Now().Add(client.DefaultPreviewTTL).UTC(), again.Expires)

		_, err = s.c.Previews.Renew(ctx, ref, -1)
		require.ErrorIs(t, err, client.ErrInvalid)
		_, err = s.c.Previews.Renew(ctx, client.PreviewRef{ID: s.base}, 0)
		require.ErrorAs(t, err, new(*client.PreviewError))
		_, err = s.c.Previews.Renew(ctx, client.PreviewRef{ID: "x"}, 0)
		require.ErrorIs(t, err, client.ErrNotFound)
	})
}

func TestPreviewRenewTooLate(t *testing.T) {
	inPreviewScene(t, func(t *testing.T, s *previewScene) {
		ctx := t.Context()
		p := s.up(t, func(o *client.PreviewOptions) { o.TTL = time.Hour })
		ref := client.PreviewRef{Key: s.key()}
		time.Sleep(59 * time.Minute)
		s.Fail(clienttest.Match{Operation: "UpdateDeployment"}, clienttest.Fault{Delay: 2 * time.Minute})
		_, err := s.c.Previews.Renew(ctx, ref, time.Hour)
		require.ErrorIs(t, err, context.DeadlineExceeded, "a sweep could be quicker")
		time.Sleep(5 * time.Minute)
		if d, err := s.c.Deployments.Get(ctx, p.Deployment.ID); assert.NoError(t, err) && strings.Contains(d.Description, p.Expires.Format(time.RFC3339)) {
			s.ForgetRequests()
			_, err = s.c.Previews.Renew(ctx, ref, time.Hour)
			var overdue *client.PreviewError
			require.ErrorAs(t, err, &overdue)
			assert.ErrorContains(t, err, "is overdue since 2026-03-02T11:00:00Z")
			assert.Empty(t, s.writes())
		}
	})
}

func TestPreviewRenewWithFaults(t *testing.T) {
	for name, tc := range map[string]struct {
		fault   clienttest.Fault
		renewed bool
	}{
		"answer lost":       {clienttest.Fault{Cut: clienttest.CutConnection, Effect: true}, true},
		"answer cut":        {clienttest.Fault{Cut: clienttest.CutBody}, true},
		"500 after effect":  {clienttest.Fault{Status: 500, Effect: true}, true},
		"500":               {clienttest.Fault{Status: 500}, false},
		"connection broken": {clienttest.Fault{Cut: clienttest.CutConnection}, false},
		"403":               {clienttest.Fault{Status: 403}, false},
	} {
		t.Run(name, func(t *testing.T) {
			inPreviewScene(t, func(t *testing.T, s *previewScene) {
				s.up(t, func(o *client.PreviewOptions) { o.TTL = time.Hour })
				s.Fail(clienttest.Match{Operation: "UpdateDeployment", Times: -1}, tc.fault)
				p, err := s.c.Previews.Renew(t.Context(), client.PreviewRef{Key: s.key()}, 5*time.Hour)
				assert.Equal(t, tc.renewed, err == nil, "%v", err)
				assert.Equal(t, tc.renewed, p != nil)
			})
		})
	}
	t.Run("something else changes", func(t *testing.T) {
		inPreviewScene(t, func(t *testing.T, s *previewScene) {
			p := s.up(t)
			s.Fail(clienttest.Match{Operation: "UpdateDeployment"}, clienttest.Fault{Cut: clienttest.CutBody, Then: func() {
				s.change(t, p.Deployment.Name, func(d *client.UpdateStandardDeployment) { d.ContactEmails = []string{"x@example.com"} })
			}})
			_, err := s.c.Previews.Renew(t.Context(), client.PreviewRef{Key: s.key()}, 500*time.Hour)
			require.ErrorAs(t, err, new(*client.MismatchError))
		})
	})
	t.Run("somebody else writes", func(t *testing.T) {
		inPreviewScene(t, func(t *testing.T, s *previewScene) {
			s.up(t)
			s.Fail(clienttest.Match{Operation: "UpdateDeployment"}, clienttest.Fault{Status: 200, Body: `{"id":"x","name":"y","description":"z"}`})
			_, err := s.c.Previews.Renew(t.Context(), client.PreviewRef{Key: s.key()}, 500*time.Hour)
			require.ErrorAs(t, err, new(*client.PreviewError))
		})
	})
}

func TestPreviewRenewDoesNotResurrect(t *testing.T) {
	inPreviewScene(t, func(t *testing.T, s *previewScene) {
		p := s.up(t)
		c := s.tapped(t, func(r *http.Request) {
			if r.Method == http.MethodGet && strings.HasSuffix(r.URL.Path, p.Deployment.ID) {
				assert.NoError(t, s.c.Deployments.Delete(t.Context(), p.Deployment.ID))
			}
		})
		_, err := c.Previews.Renew(t.Context(), client.PreviewRef{ID: p.Deployment.ID}, 500*time.Hour)
		require.ErrorIs(t, err, client.ErrNotFound)
		assert.Equal(t, []string{"My Etl"}, s.deployments(t))
	})
}

func TestPreviewHeartbeatsAndUpsTogether(t *testing.T) {
	inPreviewScene(t, func(t *testing.T, s *previewScene) {
		s.up(t)
		var wg sync.WaitGroup
		errs := make([]error, 6)
		for i := range errs {
			wg.Go(func() {
				if i%2 == 0 {
					_, errs[i] = s.c.Previews.Up(t.Context(), s.options())
				} else {
					_, errs[i] = s.c.Previews.Renew(t.Context(), client.PreviewRef{Key: s.key()}, time.Duration(100+i)*time.Hour)
				}
			})
		}
		wg.Wait()
		assert.Len(t, s.deployments(t), 2)
	})
}

// A deletion whose answer never comes counts once the preview is gone.
func TestPreviewDownWithoutAnswer(t *testing.T) {
	inPreviewScene(t, func(t *testing.T, s *previewScene) {
		p := s.up(t)
		s.Fail(clienttest.Match{Operation: "DeleteDeployment"}, clienttest.Fault{Cut: clienttest.CutConnection, Effect: true})
		deleted, err := s.c.Previews.Down(t.Context(), client.PreviewRef{Key: s.key()})
		require.NoError(t, err)
		assert.True(t, deleted)
		assertGone(t.Context(), t, s.c, p.Deployment.ID)
	})
	inPreviewScene(t, func(t *testing.T, s *previewScene) {
		p := s.up(t)
		s.Fail(clienttest.Match{Operation: "DeleteDeployment"}, clienttest.Fault{Status: 500})
		deleted, err := s.c.Previews.Down(t.Context(), client.PreviewRef{Key: s.key()})
		require.ErrorContains(t, err, "is not deleted: ")
		assert.False(t, deleted)
		assert.Contains(t, s.deployments(t), p.Deployment.Name)
	})
}
