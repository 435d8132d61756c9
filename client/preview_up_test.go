package client_test

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/client/clienttest"
	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
)

func deployfilePath(p string) diag.Path { return diag.Path("deployment." + p) }

func TestPreviewUp(t *testing.T) {
	inPreviewScene(t, func(t *testing.T, s *previewScene) {
		s.ForgetRequests()
		var stages []client.Stage
		p := s.up(t, previewSet("worker_queues[name=heavy].max_worker_count", "1"), previewSet("configuration.is_development_mode", "true"),
			func(o *client.PreviewOptions) {
				o.TTL, o.Wait = 2*time.Hour, time.Hour
				o.OnProgress = func(p client.Progress) { stages = append(stages, p.Stage) }
			})
		assert.Equal(t, []string{"CreateDeployment"}, s.writes())
		assert.Equal(t, client.OutcomeCreated, p.Outcome)
		assert.Equal(t, s.previewName(t, previewBranch), p.Deployment.Name)
		assert.True(t, strings.HasPrefix(p.Deployment.Name, "my-etl-feature-x-"), p.Deployment.Name)
		assert.Equal(t, client.PreviewKey{Source: s.base, Ref: "refs/heads/feature/x"}, p.Key)
		assert.Empty(t, p.Missing)
		assert.Equal(t, client.StageObjects, stages[len(stages)-1])

		d, err := s.c.Deployments.Get(t.Context(), p.Deployment.ID)
		require.NoError(t, err)
		expires := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
		assert.Equal(t, "astrofile-ephemeral v1 source="+s.base+" ref=refs/heads/feature/x repo= expires=2026-03-02T12:00:00Z", d.Description)
		assert.True(t, expires.Equal(p.Expires))
		assert.Equal(t, client.DeploymentStatusHealthy, d.Status)
		assert.Equal(t, s.workspace, d.WorkspaceID)
		assert.True(t, d.IsDevelopmentMode)
		assert.Equal(t, []string{"ops@example.com"}, d.ContactEmails)
		require.Len(t, d.WorkerQueues, 2)
		for key, want := range map[string]string{"STAGE": "prod", "DB_PASSWORD": "preview-DB_PASSWORD", "API_TOKEN": "preview-API_TOKEN"} {
			got, ok := s.RevealVariable(d.ID, key)
			assert.True(t, ok, key)
			assert.Equal(t, want, got)
		}
		base, err := s.c.Deployments.Get(t.Context(), s.base)
		require.NoError(t, err)
		assert.NotEqual(t, base.EffectiveWorkloadIdentity, d.EffectiveWorkloadIdentity, "that of the base is the platform's choice for the base")
		for i, q := range d.WorkerQueues {
			assert.NotEqual(t, base.WorkerQueues[i].ID, q.ID)
		}
	})
}

func TestPreviewUpListsSecretsWithoutValue(t *testing.T) {
	inPreviewScene(t, func(t *testing.T, s *previewScene) {
		s.ForgetRequests()
		o := s.options()
		o.Values = nil
		_, err := s.c.Previews.Up(t.Context(), o)
		require.ErrorIs(t, err, &diag.Error{Diagnostic: diag.Diagnostic{Code: deployfile.CodeSecretValueMissing}})
		require.ErrorContains(t, err, "DB_PASSWORD")
		require.ErrorContains(t, err, "API_TOKEN")
		assert.Empty(t, s.writes())

		o.Values = func(key string) (string, bool) { return "given-secret", key == "DB_PASSWORD" }
		_, err = s.c.Previews.Up(t.Context(), o)
		require.ErrorContains(t, err, "API_TOKEN")
		assert.NotContains(t, err.Error(), "DB_PASSWORD")
		assert.NotContains(t, err.Error(), "given-secret")
		o.Set = []deployfile.Override{{Path: "deployment.environment_variables[key=API_TOKEN].value", Value: "over"}}
		p, err := s.c.Previews.Up(t.Context(), o)
		require.NoError(t, err)
		got, _ := s.RevealVariable(p.Deployment.ID, "API_TOKEN")
		assert.Equal(t, "over", got)
	})
}

func TestPreviewUpAgain(t *testing.T) {
	inPreviewScene(t, func(t *testing.T, s *previewScene) {
		p := s.up(t, func(o *client.PreviewOptions) { o.TTL = time.Hour })
		time.Sleep(30 * time.Minute)
		// The base changes: a variable and a queue go, a secret becomes plain.
		base := previewParsed(t)
		base.EnvironmentVariables = base.EnvironmentVariables[1:]
		base.EnvironmentVariables[0].IsSecret, base.EnvironmentVariables[0].Value = false, new("open")
		base.WorkerQueues = base.WorkerQueues[:1]
		_, err := s.c.Apply(t.Context(), client.Target{ID: s.base}, base, client.AllowDelete(),
			client.AllowImpact(deployfile.ImpactIrreversible), client.WithSecrets(deployfile.SecretOptions{Expose: []string{"DB_PASSWORD"}}))
		require.NoError(t, err)

		s.ForgetRequests()
		again := s.up(t, func(o *client.PreviewOptions) { o.TTL, o.Values = time.Hour, nil })
		assert.Equal(t, []string{"UpdateDeployment"}, s.writes())
		assert.Equal(t, client.OutcomeUpdated, again.Outcome)
		assert.Equal(t, p.Deployment.ID, again.Deployment.ID)
		assert.Equal(t, p.Expires.Add(30*time.Minute), again.Expires, "the heartbeat is part of it")
		assert.Len(t, again.Deployment.WorkerQueues, 1)
		assert.Len(t, again.Deployment.EnvironmentVariables, 2)
		got, _ := s.RevealVariable(p.Deployment.ID, "API_TOKEN")
		assert.Equal(t, "preview-API_TOKEN", got, "a secret without a value keeps the one that the preview has")
		got, _ = s.RevealVariable(p.Deployment.ID, "DB_PASSWORD")
		assert.Equal(t, "open", got)

		base.EnvironmentVariables = base.EnvironmentVariables[:1]
		_, err = s.c.Apply(t.Context(), client.Target{ID: s.base}, base, client.AllowDelete(), client.WithSecrets(deployfile.SecretOptions{Delete: []string{"API_TOKEN"}}))
		require.NoError(t, err)
		s.up(t)
		_, there := s.RevealVariable(p.Deployment.ID, "API_TOKEN")
		assert.False(t, there, "a secret that the base no longer has goes")

		_, err = s.c.Apply(t.Context(), client.Target{ID: s.base}, withSecret(base, "NEW"))
		require.NoError(t, err)
		s.ForgetRequests()
		o := s.options()
		o.Values = nil
		_, err = s.c.Previews.Up(t.Context(), o)
		require.ErrorContains(t, err, "NEW")
		assert.Empty(t, s.writes(), "a secret that is new in the base has no value")
		assert.Len(t, s.deployments(t), 2)
	})
}

func withSecret(d deployfile.Deployment, key string) deployfile.Deployment {
	d.EnvironmentVariables = append(slices.Clip(d.EnvironmentVariables),
		deployfile.EnvironmentVariable{Key: key, IsSecret: true, Value: new("x-secret")})
	return d
}

func TestPreviewUpAfterTheBaseWasRenamed(t *testing.T) {
	inPreviewScene(t, func(t *testing.T, s *previewScene) {
		p := s.up(t)
		base := previewParsed(t)
		base.Configuration.Name = "Other"
		_, err := s.c.Apply(t.Context(), client.Target{ID: s.base}, base, client.AllowRename())
		require.NoError(t, err)
		again := s.up(t)
		assert.Equal(t, p.Deployment.ID, again.Deployment.ID)
		assert.Equal(t, p.Deployment.Name, again.Deployment.Name, "the addresses of a preview stay")

		deleted, err := s.c.Previews.Down(t.Context(), client.PreviewRef{Key: s.key()})
		require.NoError(t, err)
		assert.True(t, deleted)
		assertGone(t.Context(), t, s.c, p.Deployment.ID)
	})
}

func TestPreviewUpLeavesOthersAlone(t *testing.T) {
	expires := " expires=2030-01-01T00:00:00Z"
	for name, tc := range map[string]struct{ description, want string }{
		"no mark":       {"by hand", "has no mark of a preview"},
		"not last line": {"astrofile-ephemeral v1 source=SOURCE ref=refs/heads/feature/x repo=" + expires + "\nby hand", "has no mark"},
		"other ref":     {"astrofile-ephemeral v1 source=SOURCE ref=refs/heads/y repo=" + expires, "is another preview"},
		"other source":  {"astrofile-ephemeral v1 source=x ref=refs/heads/feature/x repo=" + expires, "is another preview"},
		"other repo":    {"astrofile-ephemeral v1 source=SOURCE ref=refs/heads/feature/x repo=a/b" + expires, "is another preview"},
		"unreadable":    {"astrofile-ephemeral v1 source=SOURCE", "has a mark that cannot be read"},
	} {
		t.Run(name, func(t *testing.T) {
			inPreviewScene(t, func(t *testing.T, s *previewScene) {
				id := s.addLike(t, s.previewName(t, previewBranch), strings.ReplaceAll(tc.description, "SOURCE", s.base))
				s.ForgetRequests()
				_, err := s.c.Previews.Up(t.Context(), s.options())
				var other *client.PreviewError
				require.ErrorAs(t, err, &other)
				require.ErrorIs(t, err, client.ErrConflict)
				assert.Equal(t, id, other.ID)
				require.ErrorContains(t, err, tc.want)
				_, err = s.c.Previews.Down(t.Context(), client.PreviewRef{Key: s.key()})
				require.ErrorAs(t, err, &other)
				_, err = s.c.Previews.Renew(t.Context(), client.PreviewRef{Key: s.key()}, time.Hour)
				require.ErrorAs(t, err, &other)
				report, err := s.c.Previews.Sweep(t.Context(), client.SweepOptions{WorkspaceIDs: []string{s.workspace}, Delete: true})
				require.NoError(t, err)
				require.NoError(t, report.Err())
				assert.Empty(t, s.writes())
			})
		})
	}
}

func TestPreviewUpThatFails(t *testing.T) {
	for _, keep := range []bool{false, true} {
		t.Run(fmt.Sprint("keep ", keep), func(t *testing.T) {
			inPreviewScene(t, func(t *testing.T, s *previewScene) {
				s.FailChange("", "no room")
				o := s.options()
				o.Wait, o.Keep = time.Hour, keep
				_, err := s.c.Previews.Up(t.Context(), o)
				require.ErrorAs(t, err, new(*client.HealthError))
				require.ErrorContains(t, err, "no room")
				assert.Equal(t, !keep, strings.Contains(err.Error(), "has been deleted again"))
				assert.Equal(t, keep, len(s.deployments(t)) == 2)
			})
		})
	}
	t.Run("an update leaves what was there", func(t *testing.T) {
		inPreviewScene(t, func(t *testing.T, s *previewScene) {
			s.up(t)
			s.FailChange("", "no room")
			o := s.options()
			o.Wait = time.Hour
			_, err := s.c.Previews.Up(t.Context(), o)
			require.ErrorAs(t, err, new(*client.HealthError))
			assert.Len(t, s.deployments(t), 2)
		})
	})
	t.Run("lost answer", func(t *testing.T) {
		inPreviewScene(t, func(t *testing.T, s *previewScene) {
			s.Fail(clienttest.Match{Operation: "CreateDeployment"}, clienttest.Fault{Cut: clienttest.CutConnection, Effect: true})
			s.up(t)
			assert.Len(t, s.deployments(t), 2)
		})
	})
}

// A sweep that read the preview while it was overdue may delete it after Up has renewed it.
func TestPreviewUpSurvivesSweep(t *testing.T) {
	inPreviewScene(t, func(t *testing.T, s *previewScene) {
		first := s.up(t, func(o *client.PreviewOptions) { o.TTL = time.Minute })
		time.Sleep(time.Hour)
		deleted := false
		slow := s.tapped(t, func(r *http.Request) {
			if r.Method == http.MethodPost && strings.HasSuffix(r.URL.Path, first.Deployment.ID) && !deleted {
				deleted = true
				assert.NoError(t, s.c.Deployments.Delete(t.Context(), first.Deployment.ID))
			}
		})
		p, err := slow.Previews.Up(t.Context(), s.options())
		require.NoError(t, err)
		assert.True(t, deleted)
		assert.NotEqual(t, first.Deployment.ID, p.Deployment.ID)
		_, err = s.c.Deployments.Get(t.Context(), p.Deployment.ID)
		require.NoError(t, err)
	})
}

// The sweep may be slower than the proof of the update.
func TestPreviewUpLooksAfterAnOverdueOne(t *testing.T) {
	inPreviewScene(t, func(t *testing.T, s *previewScene) {
		skip := func(o *client.PreviewOptions) { o.TTL, o.Objects.Skip = time.Minute, true }
		first := s.up(t, skip)
		time.Sleep(time.Hour)
		written, deleted := false, false
		c := s.tapped(t, func(r *http.Request) {
			switch {
			case !strings.HasSuffix(r.URL.Path, first.Deployment.ID) || deleted:
			case r.Method == http.MethodPost:
				written = true
			case written:
				deleted = true
				assert.NoError(t, s.c.Deployments.Delete(t.Context(), first.Deployment.ID))
			}
		})
		o := s.options()
		skip(&o)
		p, err := c.Previews.Up(t.Context(), o)
		require.NoError(t, err)
		assert.True(t, deleted)
		assert.Equal(t, []string{"My Etl", p.Deployment.Name}, s.deployments(t))
	})
}

func TestPreviewOfTemplate(t *testing.T) {
	inPreviewScene(t, func(t *testing.T, s *previewScene) {
		template := previewParsed(t)
		o := client.PreviewOptions{Key: client.PreviewKey{Source: "etl-template", Repository: "Acme/Etl", Ref: "refs/tags/v1"}, Template: &template}
		p, err := s.c.Previews.Up(t.Context(), o)
		require.NoError(t, err)
		assert.True(t, strings.HasPrefix(p.Deployment.Name, "my-etl-v1-"))
		assert.True(t, strings.HasPrefix(p.Deployment.Description, "the base\nastrofile-ephemeral v1 source=etl-template ref=refs/tags/v1 repo=acme/etl expires="), p.Deployment.Description)
		assert.Equal(t, previewParsed(t), template, "the template is not changed")

		template.Configuration.WorkspaceName = ""
		_, err = s.c.Previews.Up(t.Context(), o)
		require.ErrorIs(t, err, client.ErrInvalid)
		require.ErrorContains(t, err, "in which Workspace")
		o.WorkspaceID = s.workspace
		again, err := s.c.Previews.Up(t.Context(), o)
		require.NoError(t, err)
		assert.Equal(t, p.Deployment.ID, again.Deployment.ID)

		template.Configuration.WorkspaceName, o.WorkspaceID = "dta", ""
		_, err = s.c.Previews.Up(t.Context(), o)
		require.ErrorAs(t, err, new(*client.TargetError))
		template.Configuration.WorkspaceName, template.Configuration.Description = "data", new(strings.Repeat("x", 999))
		_, err = s.c.Previews.Up(t.Context(), o)
		assert.Error(t, err, "no room for the mark")
	})
}

func TestPreviewInAnotherWorkspace(t *testing.T) {
	inPreviewScene(t, func(t *testing.T, s *previewScene) {
		s.AddWorkspace(client.Workspace{Name: "decoy"})
		other := s.AddWorkspace(client.Workspace{Name: "previews"})
		p := s.up(t, func(o *client.PreviewOptions) { o.WorkspaceID = other })
		assert.Equal(t, other, p.Deployment.WorkspaceID)
		again := s.up(t, func(o *client.PreviewOptions) { o.WorkspaceID = other })
		assert.Equal(t, p.Deployment.ID, again.Deployment.ID)

		deleted, err := s.c.Previews.Down(t.Context(), client.PreviewRef{Key: s.key()})
		require.NoError(t, err)
		assert.False(t, deleted, "the search is never widened")
		_, err = s.c.Previews.Down(t.Context(), client.PreviewRef{ID: p.Deployment.ID, WorkspaceID: s.workspace})
		require.ErrorAs(t, err, new(*client.PreviewError))
		deleted, err = s.c.Previews.Down(t.Context(), client.PreviewRef{Key: s.key(), WorkspaceID: other})
		require.NoError(t, err)
		assert.True(t, deleted)
	})
}

func TestPreviewOptions(t *testing.T) {
	inPreviewScene(t, func(t *testing.T, s *previewScene) {
		s.ForgetRequests()
		for name, change := range map[string]func(*client.PreviewOptions){
			"no ref":             func(o *client.PreviewOptions) { o.Key.Ref = "" },
			"negative TTL":       func(o *client.PreviewOptions) { o.TTL = -1 },
			"negative wait":      func(o *client.PreviewOptions) { o.Wait = -1 },
			"name in blanks":     func(o *client.PreviewOptions) { o.Name = " x" },
			"control in name":    func(o *client.PreviewOptions) { o.Name = "a\x1bb" },
			"long name":          func(o *client.PreviewOptions) { o.Name = strings.Repeat("é", 501) },
			"short maximum":      func(o *client.PreviewOptions) { o.NameMax = 3 },
			"name overridden":    previewSet("configuration.name", "x"),
			"Workspace override": previewSet("configuration.workspace_name", "x"),
		} {
			o := s.options()
			change(&o)
			_, err := s.c.Previews.Up(t.Context(), o)
			require.ErrorIs(t, err, client.ErrInvalid, name)
		}
		for name, change := range map[string]func(*client.PreviewOptions){
			"unknown base":      func(o *client.PreviewOptions) { o.Key.Source = "x" },
			"unknown objects":   func(o *client.PreviewOptions) { o.Objects.From = "x" },
			"unknown Workspace": func(o *client.PreviewOptions) { o.WorkspaceID = "x" },
		} {
			o := s.options()
			change(&o)
			_, err := s.c.Previews.Up(t.Context(), o)
			require.ErrorIs(t, err, client.ErrNotFound, name)
		}
		o := s.options()
		o.Set = []deployfile.Override{{Path: "deployment.nonsense", Value: "1"}}
		_, err := s.c.Previews.Up(t.Context(), o)
		require.ErrorAs(t, err, new(*diag.Error))
		assert.Empty(t, s.writes())

		p := s.up(t, func(o *client.PreviewOptions) { o.Name = `Größe & "x" | y` })
		assert.Equal(t, `Größe & "x" | y`, p.Deployment.Name)
		deleted, err := s.c.Previews.Down(t.Context(), client.PreviewRef{Key: s.key(), Name: p.Deployment.Name})
		require.NoError(t, err)
		assert.True(t, deleted)
	})
}

// Branch names are data: whatever git allows makes a preview that is found again.
func TestPreviewOfHostileRefs(t *testing.T) {
	inPreviewScene(t, func(t *testing.T, s *previewScene) {
		refs := []string{"a&b", "a|b", `quote"d`, "it's", "`x`", "$(reboot);", "with blank", "ünï/日本語", "\xff", strings.Repeat("long/", 200)}
		for _, ref := range refs {
			key := client.PreviewKey{Source: s.base, Ref: ref}
			o := s.options()
			o.Key = key
			p, err := s.c.Previews.Up(t.Context(), o)
			require.NoError(t, err, ref)
			again, err := s.c.Previews.Up(t.Context(), o)
			require.NoError(t, err, ref)
			assert.Equal(t, p.Deployment.ID, again.Deployment.ID, ref)
			_, err = s.c.Previews.Renew(t.Context(), client.PreviewRef{Key: key}, 1000*time.Hour)
			require.NoError(t, err, ref)
		}
		assert.Len(t, s.deployments(t), 1+len(refs))
		for _, ref := range refs {
			deleted, err := s.c.Previews.Down(t.Context(), client.PreviewRef{Key: client.PreviewKey{Source: s.base, Ref: ref}})
			require.NoError(t, err, ref)
			assert.True(t, deleted, ref)
		}
		assert.Equal(t, []string{"My Etl"}, s.deployments(t))
	})
}

func TestPreviewNeverPrintsSecrets(t *testing.T) {
	inPreviewScene(t, func(t *testing.T, s *previewScene) {
		p := s.up(t)
		o := s.options()
		o.Name = "x\x00"
		_, err := s.c.Previews.Up(t.Context(), o)
		text := fmt.Sprintf("%v %+v %#v %v", p, *p, o, err)
		assert.NotContains(t, text, "preview-DB_PASSWORD")
		assert.NotContains(t, text, "base-secret")
		assert.Error(t, errors.Unwrap(err))
	})
}
