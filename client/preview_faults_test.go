package client_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/client/clienttest"
)

// The preview is deleted at one moment after the other while Up brings an overdue one up again; in the end there is one.
func TestPreviewDeletedDuringUp(t *testing.T) {
	for _, objects := range []bool{false, true} {
		for moment := 1; ; moment++ {
			reached := false
			inPreviewScene(t, func(t *testing.T, s *previewScene) {
				if objects {
					s.objects(t)
				}
				first := s.up(t, func(o *client.PreviewOptions) { o.TTL, o.Objects.Skip = time.Minute, true })
				time.Sleep(time.Hour)
				n := 0
				c := s.tapped(t, func(*http.Request) {
					if n++; n == moment {
						reached = true
						assert.NoError(t, s.c.Deployments.Delete(t.Context(), first.Deployment.ID))
					}
				})
				p, err := c.Previews.Up(t.Context(), s.options())
				require.NoError(t, err, "moment %d", moment)
				if !reached {
					return
				}
				_, err = s.c.Deployments.Get(t.Context(), p.Deployment.ID)
				if n > moment { // else it was the last request, after which Up does not look again
					require.NoError(t, err, "moment %d of %d", moment, n)
					assert.Equal(t, s.has(t, s.base), s.has(t, p.Deployment.ID), "moment %d", moment)
				}
			})
			if !reached {
				break
			}
			require.Less(t, moment, 100)
		}
	}
}

// A creation that goes wrong at one request after the other never leaves two previews, and one that was there is found
// again.
func TestPreviewUpWithFaults(t *testing.T) {
	for name, fault := range map[string]clienttest.Fault{
		"500": {Status: 500}, "500 after effect": {Status: 500, Effect: true}, "answer lost": {Cut: clienttest.CutConnection, Effect: true},
		"cut": {Cut: clienttest.CutBody}, "not JSON": {Status: 200, Body: "<html>"}, "429": {Status: 429, RetryAfter: "1"},
	} {
		t.Run(name, func(t *testing.T) {
			hit := true
			fault.Then = func() { hit = true }
			for skip := 0; hit; skip++ {
				hit = false
				require.Less(t, skip, 100)
				inPreviewScene(t, func(t *testing.T, s *previewScene) {
					s.objects(t)
					s.Fail(clienttest.Match{Skip: skip, Times: 1}, fault)
					p, err := s.c.Previews.Up(t.Context(), s.options())
					s.ClearFaults()
					assert.LessOrEqual(t, len(s.deployments(t)), 2)
					if err != nil {
						assert.NotContains(t, err.Error(), "preview-DB_PASSWORD")
						p = s.up(t)
					}
					assert.Equal(t, []string{"My Etl", p.Deployment.Name}, s.deployments(t))
					assert.Equal(t, s.has(t, s.base), s.has(t, p.Deployment.ID), "skip %d", skip)
				})
			}
		})
	}
}

func TestPreviewUpTakesBack(t *testing.T) {
	const operation = "CreateDeployment"
	t.Run("not what was asked for", func(t *testing.T) {
		inPreviewScene(t, func(t *testing.T, s *previewScene) {
			c := s.tapped(t, func(r *http.Request) {
				if r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, "/deployments") {
					s.change(t, s.previewName(t, previewBranch), func(d *client.UpdateStandardDeployment) { d.ContactEmails = []string{"x@example.com"} })
				}
			})
			_, err := c.Previews.Up(t.Context(), s.options())
			require.ErrorAs(t, err, new(*client.MismatchError))
			require.ErrorContains(t, err, "has been deleted again")
			assert.Equal(t, []string{"My Etl"}, s.deployments(t))
		})
	})
	t.Run("the mark is gone", func(t *testing.T) {
		inPreviewScene(t, func(t *testing.T, s *previewScene) {
			c := s.tapped(t, func(r *http.Request) {
				if r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, "/deployments") {
					s.change(t, s.previewName(t, previewBranch), func(d *client.UpdateStandardDeployment) { d.Description = "mine" })
				}
			})
			_, err := c.Previews.Up(t.Context(), s.options())
			require.ErrorAs(t, err, new(*client.PreviewError))
			assert.Len(t, s.deployments(t), 2, "without the mark nothing is deleted")
		})
	})
	t.Run("deleting fails", func(t *testing.T) {
		inPreviewScene(t, func(t *testing.T, s *previewScene) {
			s.FailChange("", "no room")
			s.Fail(clienttest.Match{Operation: "DeleteDeployment", Times: -1}, clienttest.Fault{Status: 403})
			o := s.options()
			o.Wait = time.Hour
			_, err := s.c.Previews.Up(t.Context(), o)
			require.ErrorAs(t, err, new(*client.HealthError))
			require.ErrorIs(t, err, client.ErrForbidden)
			assert.Len(t, s.deployments(t), 2)
		})
	})
	t.Run("too slow", func(t *testing.T) {
		inPreviewScene(t, func(t *testing.T, s *previewScene) {
			o := s.options()
			o.Wait = time.Minute
			_, err := s.c.Previews.Up(t.Context(), o)
			require.ErrorAs(t, err, new(*client.HealthError))
			assert.Len(t, s.deployments(t), 2, "it may still come up")
			time.Sleep(3 * time.Hour)
			s.up(t, func(o *client.PreviewOptions) { o.Wait = 3 * time.Hour })
			assert.Len(t, s.deployments(t), 2)
		}, clienttest.WithStep(2*time.Hour))
	})
	t.Run("cancelled", func(t *testing.T) {
		inPreviewScene(t, func(t *testing.T, s *previewScene) {
			ctx, cancel := context.WithCancel(t.Context())
			c := s.tapped(t, func(r *http.Request) {
				if r.Method == http.MethodPost {
					cancel()
				}
			})
			_, err := c.Previews.Up(ctx, s.options())
			require.ErrorIs(t, err, context.Canceled)
			assert.Len(t, s.deployments(t), 2)
			p := s.up(t)
			assert.Equal(t, client.OutcomeUpdated, p.Outcome)
			assert.Len(t, s.deployments(t), 2)
		})
	})
	t.Run("refused", func(t *testing.T) {
		inPreviewScene(t, func(t *testing.T, s *previewScene) {
			s.Fail(clienttest.Match{Operation: operation}, clienttest.Fault{Status: 400})
			_, err := s.c.Previews.Up(t.Context(), s.options())
			require.ErrorIs(t, err, client.ErrInvalid)
			s.Fail(clienttest.Match{Operation: operation}, clienttest.Fault{Status: 403})
			_, err = s.c.Previews.Up(t.Context(), s.options())
			require.ErrorIs(t, err, client.ErrForbidden)
			assert.Equal(t, []string{"My Etl"}, s.deployments(t))
		})
	})
}

// change updates the Deployment of a name as another program would.
func (s *previewScene) change(t *testing.T, name string, change func(*client.UpdateStandardDeployment)) {
	t.Helper()
	for d, err := range s.c.Deployments.All(t.Context(), client.DeploymentFilter{Names: []string{name}}) {
		if err == nil {
			d, err = s.c.Deployments.Get(t.Context(), d.ID)
		}
		if err != nil {
			t.Error(err)
			return
		}
		in := client.UpdateStandardDeployment{
			UpdateDeploymentBase: client.UpdateDeploymentBase{Name: d.Name, Description: d.Description, WorkspaceID: d.WorkspaceID, Executor: d.Executor,
				IsDagDeployEnabled: d.IsDagDeployEnabled, ContactEmails: d.ContactEmails, EnvironmentVariables: d.EnvironmentVariables},
			UpdateHostedBase: client.UpdateHostedBase{SchedulerSize: d.SchedulerSize, DefaultTaskPodCPU: d.DefaultTaskPodCPU,
				DefaultTaskPodMemory: d.DefaultTaskPodMemory, ResourceQuotaCPU: d.ResourceQuotaCPU, ResourceQuotaMemory: d.ResourceQuotaMemory},
		}
		change(&in)
		if _, err = s.c.Deployments.Update(t.Context(), d.ID, in); err != nil {
			t.Error(err)
		}
	}
}

// Two calls that were killed in the same moment leave two, which only Down may put right.
func TestPreviewUpFindsTwo(t *testing.T) {
	inPreviewScene(t, func(t *testing.T, s *previewScene) {
		p := s.up(t)
		s.addLike(t, p.Deployment.Name, p.Deployment.Description)
		_, err := s.c.Previews.Up(t.Context(), s.options())
		require.ErrorAs(t, err, new(*client.PreviewError))
		require.ErrorContains(t, err, "is one of 2")
		ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
		defer cancel()
		_, err = s.c.Previews.Up(ctx, s.options())
		require.ErrorIs(t, err, context.DeadlineExceeded)
		_, err = s.c.Previews.Down(t.Context(), client.PreviewRef{Key: s.key()})
		require.NoError(t, err)
		assert.Equal(t, []string{"My Etl"}, s.deployments(t))
		s.up(t)
	}, clienttest.WithDuplicateNames())
}

// Of a preview that somebody keeps rewriting nobody can say that it is up.
func TestPreviewUpAgainstAnotherWriter(t *testing.T) {
	inPreviewScene(t, func(t *testing.T, s *previewScene) {
		p := s.up(t)
		c := s.tapped(t, func(r *http.Request) {
			if r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, p.Deployment.ID) {
				s.change(t, p.Deployment.Name, func(d *client.UpdateStandardDeployment) { d.Description = p.Deployment.Description })
			}
		})
		time.Sleep(time.Hour)
		_, err := c.Previews.Up(t.Context(), s.options())
		require.ErrorIs(t, err, client.ErrConflict)
		assert.ErrorContains(t, err, "others keep writing preview")
	})
}
