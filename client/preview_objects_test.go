package client_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/client/clienttest"
)

const (
	aConnection      = client.EnvironmentObjectTypeConnection
	anAirflowVar     = client.EnvironmentObjectTypeAirflowVariable
	anEnvironmentVar = client.EnvironmentObjectTypeEnvironmentVariable
	ofWorkspace      = client.EnvironmentObjectScopeWorkspace
	ofDeployment     = client.EnvironmentObjectScopeDeployment
)

// object creates an environment object; without a scope it is one of the Workspace.
func (s *previewScene) object(t *testing.T, in client.CreateEnvironmentObject) string {
	t.Helper()
	if in.Scope == "" {
		in.Scope, in.ScopeEntityID = ofWorkspace, s.workspace
	}
	id, err := s.c.EnvironmentObjects.Create(t.Context(), in)
	require.NoError(t, err)
	return id
}

func previewLink(deployment string, o *client.EnvironmentObjectOverrides) []client.CreateEnvironmentObjectLink {
	return []client.CreateEnvironmentObjectLink{{Scope: ofDeployment, ScopeEntityID: deployment, Overrides: o}}
}

func previewConnection(host, password string) *client.ConnectionRequest {
	return &client.ConnectionRequest{Type: "postgres", Host: host, Port: 5432, Login: "etl", Password: client.NewSecret(password),
		Extra: client.NewSecretMap(map[string]any{"sslkey": password + "-key"})}
}

func previewVariable(value string, secret bool) *client.CreateObjectVariable {
	return &client.CreateObjectVariable{Value: client.NewSecret(value), IsSecret: secret}
}

// has returns what a Deployment gets from the environment manager, secrets shown: key, host or value, password.
func (s *previewScene) has(t *testing.T, deployment string) []string {
	t.Helper()
	var lines []string
	for o, err := range s.c.EnvironmentObjects.All(t.Context(), client.EnvironmentObjectFilter{DeploymentID: deployment, ResolveLinked: true, ShowSecrets: true}) {
		require.NoError(t, err)
		switch {
		case o.Connection != nil:
			lines = append(lines, fmt.Sprintf("%s %s:%d %s %s %v", o.ObjectKey, o.Connection.Host, o.Connection.Port, o.Connection.Login,
				o.Connection.Password.Reveal(), o.Connection.Extra.Reveal()["sslkey"]))
		case o.AirflowVariable != nil:
			lines = append(lines, fmt.Sprintf("%s %s %v", o.ObjectKey, o.AirflowVariable.Value.Reveal(), o.AirflowVariable.IsSecret))
		case o.EnvironmentVariable != nil:
			lines = append(lines, fmt.Sprintf("%s %s %v", o.ObjectKey, o.EnvironmentVariable.Value.Reveal(), o.EnvironmentVariable.IsSecret))
		}
	}
	slices.Sort(lines)
	return lines
}

// objects fills the environment manager with one object of every kind that matters.
func (s *previewScene) objects(t *testing.T) {
	t.Helper()
	s.object(t, client.CreateEnvironmentObject{ObjectKey: "auto", ObjectType: anAirflowVar, AirflowVariable: previewVariable("a", false), AutoLinkDeployments: true})
	s.object(t, client.CreateEnvironmentObject{ObjectKey: "auto_not_base", ObjectType: aConnection, Connection: previewConnection("no", "no"),
		AutoLinkDeployments: true, ExcludeLinks: []client.EnvironmentObjectExcludeLink{{Scope: ofDeployment, ScopeEntityID: s.base}}})
	s.object(t, client.CreateEnvironmentObject{ObjectKey: "linked", ObjectType: aConnection, Connection: previewConnection("db", "pw"),
		Links: previewLink(s.base, &client.EnvironmentObjectOverrides{Connection: &client.ConnectionOverrides{Host: "base-db"}})})
	s.object(t, client.CreateEnvironmentObject{ObjectKey: "linked_env", ObjectType: anEnvironmentVar, EnvironmentVariable: previewVariable("e", true), Links: previewLink(s.base, nil)})
	s.object(t, client.CreateEnvironmentObject{ObjectKey: "unlinked", ObjectType: anAirflowVar, AirflowVariable: previewVariable("u", false)})
	s.object(t, client.CreateEnvironmentObject{ObjectKey: "own", ObjectType: anAirflowVar, Scope: ofDeployment, ScopeEntityID: s.base, AirflowVariable: previewVariable("o", false)})
}

func TestPreviewObjects(t *testing.T) {
	for name, opts := range map[string][]clienttest.Option{"omitted links go": nil, "omitted links stay": {clienttest.WithKeptLinks()}, "small pages": {clienttest.WithPageSize(1)}} {
		t.Run(name, func(t *testing.T) {
			inPreviewScene(t, func(t *testing.T, s *previewScene) {
				s.objects(t)
				base := s.has(t, s.base)
				p := s.up(t)
				assert.Empty(t, p.Missing)
				assert.Equal(t, []string{"auto a false", "linked base-db:5432 etl pw pw-key", "linked_env e true", "own o false"}, s.has(t, p.Deployment.ID))
				assert.Equal(t, base, s.has(t, s.base), "the base keeps its links")

				s.ForgetRequests()
				again := s.up(t)
				assert.Empty(t, again.Missing)
				assert.Equal(t, []string{"UpdateDeployment"}, s.writes(), "there is nothing to hand over")

				second := s.up(t, func(o *client.PreviewOptions) { o.Key.Ref = "y" })
				assert.Equal(t, s.has(t, p.Deployment.ID), s.has(t, second.Deployment.ID))
				_, err := s.c.Previews.Down(t.Context(), client.PreviewRef{Key: s.key()})
				require.NoError(t, err)
				for o, err := range s.c.EnvironmentObjects.All(t.Context(), client.EnvironmentObjectFilter{WorkspaceID: s.workspace}) {
					require.NoError(t, err)
					for _, l := range o.Links {
						assert.NotEqual(t, p.Deployment.ID, l.ScopeEntityID, "links go with the Deployment")
					}
					for _, l := range o.ExcludeLinks {
						assert.NotEqual(t, p.Deployment.ID, l.ScopeEntityID)
					}
				}
				assert.Equal(t, base, s.has(t, s.base))
				assert.Len(t, s.has(t, second.Deployment.ID), 4)
			}, opts...)
		})
	}
}

func TestPreviewObjectsAreUpdated(t *testing.T) {
	inPreviewScene(t, func(t *testing.T, s *previewScene) {
		ctx := t.Context()
		s.objects(t)
		p := s.up(t)
		for o, err := range s.c.EnvironmentObjects.All(ctx, client.EnvironmentObjectFilter{WorkspaceID: s.workspace, ObjectKey: "linked"}) {
			require.NoError(t, err)
			links := []client.UpdateEnvironmentObjectLink{{Scope: ofDeployment, ScopeEntityID: p.Deployment.ID}, {Scope: ofDeployment, ScopeEntityID: s.base,
				Overrides: &client.UpdateEnvironmentObjectOverrides{EnvironmentObjectOverrides: client.EnvironmentObjectOverrides{Connection: &client.ConnectionOverrides{Host: "new-db"}}}}}
			_, err = s.c.EnvironmentObjects.Update(ctx, o.ID, client.UpdateEnvironmentObject{AutoLinkDeployments: new(false), Links: links, ExcludeLinks: []client.EnvironmentObjectExcludeLink{}})
			require.NoError(t, err)
		}
		for o, err := range s.c.EnvironmentObjects.All(ctx, client.EnvironmentObjectFilter{DeploymentID: s.base}) {
			require.NoError(t, err)
			_, err = s.c.EnvironmentObjects.Update(ctx, o.ID, client.UpdateEnvironmentObject{AirflowVariable: &client.UpdateObjectVariable{Value: client.NewSecret("changed")}})
			require.NoError(t, err)
		}
		s.up(t)
		assert.Equal(t, []string{"auto a false", "linked new-db:5432 etl pw pw-key", "linked_env e true", "own changed false"}, s.has(t, p.Deployment.ID))
	})
}

func TestPreviewObjectSecrets(t *testing.T) {
	secrets := func(t *testing.T, s *previewScene) {
		t.Helper()
		own := func(key string, o client.CreateEnvironmentObject) {
			o.ObjectKey, o.Scope, o.ScopeEntityID = key, ofDeployment, s.base
			s.object(t, o)
		}
		own("own_conn", client.CreateEnvironmentObject{ObjectType: aConnection, Description: "d", Connection: previewConnection("h", "pw")})
		own("own_var", client.CreateEnvironmentObject{ObjectType: anAirflowVar, AirflowVariable: previewVariable("v", true)})
		own("own_env", client.CreateEnvironmentObject{ObjectType: anEnvironmentVar, EnvironmentVariable: previewVariable("w", true)})
		s.object(t, client.CreateEnvironmentObject{ObjectKey: "linked", ObjectType: aConnection, Connection: previewConnection("db", "pw"),
			Links: previewLink(s.base, &client.EnvironmentObjectOverrides{Connection: &client.ConnectionOverrides{Host: "base-db", Password: client.NewSecret("base-pw")}})})
	}
	t.Run("nobody knows them", func(t *testing.T) {
		inPreviewScene(t, func(t *testing.T, s *previewScene) {
			secrets(t, s)
			p := s.up(t)
			var missing []string
			for _, m := range p.Missing {
				missing = append(missing, m.String())
			}
			assert.Equal(t, []string{
				"AIRFLOW_VARIABLE own_var: it has secrets whose values are not given: value",
				"CONNECTION linked: its link to the base overrides secrets whose values are not given: password",
				"CONNECTION own_conn: it has secrets whose values are not given: extra.sslkey, password",
				"ENVIRONMENT_VARIABLE own_env: it has secrets whose values are not given: value",
			}, missing)
			assert.Empty(t, s.has(t, p.Deployment.ID), "never a part of an object")
		})
	})
	t.Run("shown", func(t *testing.T) {
		inPreviewScene(t, func(t *testing.T, s *previewScene) {
			secrets(t, s)
			show := func(o *client.PreviewOptions) { o.Objects.ShowSecrets = true }
			p := s.up(t, show)
			assert.Empty(t, p.Missing)
			assert.Equal(t, []string{"linked base-db:5432 etl base-pw pw-key", "own_conn h:5432 etl pw pw-key", "own_env w true", "own_var v true"}, s.has(t, p.Deployment.ID))
			s.ForgetRequests()
			s.up(t, show)
			assert.Equal(t, []string{"UpdateDeployment"}, s.writes())
		})
	})
	t.Run("given", func(t *testing.T) {
		inPreviewScene(t, func(t *testing.T, s *previewScene) {
			secrets(t, s)
			s.ForgetRequests()
			give := func(o *client.PreviewOptions) {
				o.Objects.ShowSecrets = true // which is refused
				o.Objects.Values = func(o client.EnvironmentObject, field string) (string, bool) {
					return "given-" + o.ObjectKey + "-" + field, o.ObjectKey != "own_env"
				}
			}
			p := s.up(t, give)
			require.Len(t, p.Missing, 1)
			assert.Equal(t, "own_env", p.Missing[0].ObjectKey)
			assert.Equal(t, []string{"CreateDeployment", "CreateEnvironmentObject", "CreateEnvironmentObject", "UpdateEnvironmentObject"}, s.writes())
			// The next time what is there needs no value, and values that are given are written anew.
			s.ForgetRequests()
			p = s.up(t, func(o *client.PreviewOptions) {
				o.Objects.Values = func(o client.EnvironmentObject, field string) (string, bool) { return "new", field == "password" }
			})
			require.Len(t, p.Missing, 1)
			assert.Equal(t, []string{"UpdateDeployment", "UpdateEnvironmentObject", "UpdateEnvironmentObject"}, s.writes())
			for _, r := range s.Requests() {
				assert.NotContains(t, r.Path+r.Query.Encode(), "given-")
			}
		}, clienttest.WithHiddenSecrets())
	})
	t.Run("skipped", func(t *testing.T) {
		inPreviewScene(t, func(t *testing.T, s *previewScene) {
			secrets(t, s)
			p := s.up(t, func(o *client.PreviewOptions) { o.Objects.Skip = true })
			assert.Empty(t, p.Missing)
			assert.Empty(t, s.has(t, p.Deployment.ID))
		})
	})
}

// A link leaves what the object says about others.
func TestPreviewLinkKeepsTheRest(t *testing.T) {
	inPreviewScene(t, func(t *testing.T, s *previewScene) {
		other := s.addLike(t, "other", "")
		id := s.object(t, client.CreateEnvironmentObject{ObjectKey: "shared", ObjectType: anAirflowVar, AirflowVariable: previewVariable("a", false), AutoLinkDeployments: true,
			Links:        previewLink(s.base, &client.EnvironmentObjectOverrides{AirflowVariable: &client.UpdateObjectVariable{Value: client.NewSecret("base-a")}}),
			ExcludeLinks: []client.EnvironmentObjectExcludeLink{{Scope: ofDeployment, ScopeEntityID: other}}})
		p := s.up(t)
		o, err := s.c.EnvironmentObjects.Get(t.Context(), id)
		require.NoError(t, err)
		assert.True(t, o.AutoLinkDeployments)
		assert.Equal(t, []client.EnvironmentObjectExcludeLink{{Scope: ofDeployment, ScopeEntityID: other}}, o.ExcludeLinks)
		assert.Equal(t, []string{"shared base-a false"}, s.has(t, s.base))
		assert.Equal(t, []string{"shared base-a false"}, s.has(t, p.Deployment.ID))
		assert.Empty(t, s.has(t, other))

		// What was excluded by hand is linked again, because the base has it.
		require.NoError(t, s.c.EnvironmentObjects.ExcludeLinking(t.Context(), id, p.Deployment.ID))
		s.up(t)
		assert.Equal(t, []string{"shared base-a false"}, s.has(t, p.Deployment.ID))
	})
}

// The links of variables have overrides too.
func TestPreviewVariableLinks(t *testing.T) {
	inPreviewScene(t, func(t *testing.T, s *previewScene) {
		value := func(v string) *client.UpdateObjectVariable {
			return &client.UpdateObjectVariable{Value: client.NewSecret(v)}
		}
		s.object(t, client.CreateEnvironmentObject{ObjectKey: "plain", ObjectType: anAirflowVar, AirflowVariable: previewVariable("a", false),
			Links: previewLink(s.base, &client.EnvironmentObjectOverrides{AirflowVariable: value("base-a")})})
		s.object(t, client.CreateEnvironmentObject{ObjectKey: "secret", ObjectType: anEnvironmentVar, EnvironmentVariable: previewVariable("e", true),
			Links: previewLink(s.base, &client.EnvironmentObjectOverrides{EnvironmentVariable: value("base-e")})})
		s.object(t, client.CreateEnvironmentObject{ObjectKey: "metrics", ObjectType: client.EnvironmentObjectTypeMetricsExport, Links: previewLink(s.base, nil),
			MetricsExport: &client.MetricsExport{Endpoint: "https://m.example", ExporterType: client.MetricsExporterTypePrometheus}})
		give := func(o *client.PreviewOptions) {
			o.Objects.Values = func(o client.EnvironmentObject, field string) (string, bool) { return "given-" + field, true }
		}
		p := s.up(t, give)
		assert.Empty(t, p.Missing)
		assert.Equal(t, []string{"plain base-a false", "secret given-value true"}, previewSorted(slices.DeleteFunc(s.has(t, p.Deployment.ID), func(l string) bool { return l == "" })))
		s.ForgetRequests()
		assert.Empty(t, s.up(t).Missing, "the preview has its value")
		assert.Equal(t, []string{"UpdateDeployment"}, s.writes())
	})
}

// Objects of a Workspace cannot be linked into another one, so all that the base has is copied.
func TestPreviewObjectsInAnotherWorkspace(t *testing.T) {
	inPreviewScene(t, func(t *testing.T, s *previewScene) {
		s.objects(t)
		other := s.AddWorkspace(client.Workspace{Name: "previews"})
		p := s.up(t, func(o *client.PreviewOptions) { o.WorkspaceID, o.Objects.ShowSecrets = other, true })
		assert.Empty(t, p.Missing)
		assert.Equal(t, s.has(t, s.base), s.has(t, p.Deployment.ID))
		template := previewParsed(t)
		p, err := s.c.Previews.Up(t.Context(), client.PreviewOptions{Key: client.PreviewKey{Source: "t", Ref: "x"}, Template: &template})
		require.NoError(t, err)
		assert.Equal(t, []string{"auto a false", "auto_not_base no:5432 etl no no-key"}, s.has(t, p.Deployment.ID), "a template has no objects")
		p, err = s.c.Previews.Up(t.Context(), client.PreviewOptions{Key: client.PreviewKey{Source: "t", Ref: "y"}, Template: &template,
			Objects: client.PreviewObjects{From: s.base}})
		require.NoError(t, err)
		assert.Equal(t, s.has(t, s.base), s.has(t, p.Deployment.ID))
	})
}

func TestPreviewObjectsForbidden(t *testing.T) {
	for operation, want := range map[string]string{
		"ListEnvironmentObjects":          "environment objects: the token may not read them",
		"UpdateEnvironmentObject":         "CONNECTION linked: the token may not link it",
		"CreateEnvironmentObject":         "AIRFLOW_VARIABLE own: the token may not create it",
		"ExcludeLinkingEnvironmentObject": "CONNECTION auto_not_base: the token may not link it",
	} {
		t.Run(operation, func(t *testing.T) {
			inPreviewScene(t, func(t *testing.T, s *previewScene) {
				s.objects(t)
				s.Fail(clienttest.Match{Operation: operation, Times: -1}, clienttest.Fault{Status: 403})
				p := s.up(t)
				require.NotEmpty(t, p.Missing)
				assert.Equal(t, want, p.Missing[0].String())
			})
		})
	}
}

func TestPreviewObjectsWithFaults(t *testing.T) {
	faults := map[string]clienttest.Fault{
		"answer lost": {Cut: clienttest.CutConnection, Effect: true}, "500": {Status: 500}, "500 after effect": {Status: 500, Effect: true},
		"cut": {Cut: clienttest.CutBody}, "409": {Status: 409}, "400": {Status: 400},
	}
	for name, fault := range faults {
		t.Run(name, func(t *testing.T) {
			inPreviewScene(t, func(t *testing.T, s *previewScene) {
				s.objects(t)
				s.Fail(clienttest.Match{Operation: "UpdateEnvironmentObject"}, fault)
				p := s.up(t)
				assert.Equal(t, s.has(t, s.base), s.has(t, p.Deployment.ID))
			})
			inPreviewScene(t, func(t *testing.T, s *previewScene) {
				s.objects(t)
				s.Fail(clienttest.Match{Operation: "UpdateEnvironmentObject", Times: -1}, clienttest.Fault{Status: 500})
				p, err := s.c.Previews.Up(t.Context(), s.options())
				require.ErrorContains(t, err, "lacks connections and variables; run it again")
				require.NotNil(t, p)
				s.ClearFaults()
				again := s.up(t)
				assert.Equal(t, p.Deployment.ID, again.Deployment.ID)
				assert.Equal(t, s.has(t, s.base), s.has(t, p.Deployment.ID))
			})
		})
	}
	for name, lost := range map[string]bool{"answer lost": true, "500 after effect": true, "500": false, "400": false} {
		t.Run("creation "+name, func(t *testing.T) {
			inPreviewScene(t, func(t *testing.T, s *previewScene) {
				s.objects(t)
				s.Fail(clienttest.Match{Operation: "CreateEnvironmentObject", Times: -1}, faults[name])
				p, err := s.c.Previews.Up(t.Context(), s.options())
				assert.Equal(t, lost, err == nil, "%v", err)
				s.ClearFaults()
				if !lost {
					p = s.up(t)
				}
				assert.Equal(t, s.has(t, s.base), s.has(t, p.Deployment.ID))
			})
		})
	}
}

// An update replaces all links, so one that was begun before ours ends ours.
func TestPreviewLinkThatAnotherWriterRemoves(t *testing.T) {
	for removals, wantErr := range map[int]bool{1: false, 3: false, 99: true} {
		t.Run(fmt.Sprint(removals), func(t *testing.T) {
			inPreviewScene(t, func(t *testing.T, s *previewScene) {
				s.objects(t)
				left := removals
				c := s.tapped(t, func(r *http.Request) {
					if r.Method != http.MethodPost || !strings.Contains(r.URL.Path, "/environment-objects/") || left == 0 {
						return
					}
					left--
					_, id, _ := strings.Cut(r.URL.Path, "/environment-objects/")
					id, _, _ = strings.Cut(id, "/")
					if o, err := s.c.EnvironmentObjects.Get(t.Context(), id); err != nil || o.AutoLinkDeployments {
						return
					}
					_, err := s.c.EnvironmentObjects.Update(t.Context(), id, client.UpdateEnvironmentObject{AutoLinkDeployments: new(false),
						Links: []client.UpdateEnvironmentObjectLink{{Scope: ofDeployment, ScopeEntityID: s.base}}, ExcludeLinks: []client.EnvironmentObjectExcludeLink{}})
					assert.NoError(t, err)
				})
				p, err := c.Previews.Up(t.Context(), s.options())
				if wantErr {
					require.ErrorContains(t, err, "keeps removing links")
					return
				}
				require.NoError(t, err)
				assert.Equal(t, s.has(t, s.base), s.has(t, p.Deployment.ID))
			})
		})
	}
}

// Pipelines of many branches link their previews to the same objects at once.
func TestPreviewsOfManyBranchesAtOnce(t *testing.T) {
	inPreviewScene(t, func(t *testing.T, s *previewScene) {
		s.objects(t)
		slow := s.slowed(t, func(r *http.Request) { time.Sleep(time.Duration(len(r.URL.Path)*7%23) * time.Millisecond) })
		var wg sync.WaitGroup
		previews, errs := make([]*client.Preview, 6), make([]error, 6)
		for i := range previews {
			wg.Go(func() {
				time.Sleep(time.Duration(i*31) * time.Millisecond)
				o := s.options()
				o.Key.Ref = fmt.Sprint("branch", i)
				previews[i], errs[i] = slow.Previews.Up(t.Context(), o)
			})
		}
		wg.Wait()
		for i := range previews {
			require.NoError(t, errs[i])
			assert.Equal(t, s.has(t, s.base), s.has(t, previews[i].Deployment.ID))
		}
	})
}

// The bodies of links hold the three lists always, and no override of others.
func TestPreviewLinkBodies(t *testing.T) {
	inPreviewScene(t, func(t *testing.T, s *previewScene) {
		s.objects(t)
		s.ForgetRequests()
		s.up(t)
		n := 0
		for _, r := range s.Requests() {
			if r.Operation != "UpdateEnvironmentObject" {
				continue
			}
			n++
			body, err := io.ReadAll(bytes.NewReader(r.Body.Reveal()))
			require.NoError(t, err)
			for _, want := range []string{`"autoLinkDeployments":false`, `"links":[{`, `"excludeLinks":[]`} {
				assert.Contains(t, string(body), want)
			}
			assert.NotContains(t, string(body), `"value"`)
		}
		assert.Equal(t, 2, n)
	})
}
