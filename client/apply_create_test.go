package client_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/client/clienttest"
)

// named returns the Deployments of a name.
func (s *plane) named(name string) []client.Deployment {
	s.t.Helper()
	var list []client.Deployment
	for d, err := range s.c.Deployments.All(s.t.Context(), client.DeploymentFilter{Names: []string{name}}) {
		require.NoError(s.t, err)
		list = append(list, d)
	}
	return list
}

// creating returns a function that runs another creation between the look-up and the write of the first client that
// gets there, once.
func (s *plane) creating(other func()) *client.Client {
	var once sync.Once
	return s.hooked(func(r *http.Request) error {
		if r.Method == http.MethodPost {
			once.Do(other)
		}
		return nil
	}, nil)
}

func TestCreationsRace(t *testing.T) {
	for name, options := range map[string][]clienttest.Option{"names are kept apart": nil, "names may be the same": {clienttest.WithDuplicateNames()}} {
		t.Run(name, func(t *testing.T) {
			s := newPlane(t, options...)
			s.addWorkspaces("data")
			var winner *client.Result
			c := s.creating(func() {
				var err error
				winner, err = s.c.Apply(t.Context(), client.Target{}, parsed(t, etlFile))
				require.NoError(t, err)
			})
			result, err := c.Apply(t.Context(), client.Target{}, parsed(t, etlFile))
			require.ErrorIs(t, err, client.ErrConflict)
			e := asTargetError(t, err)
			require.Len(t, e.Candidates, 1)
			assert.Equal(t, winner.Deployment.ID, e.Candidates[0].ID)
			require.ErrorContains(t, err, "run it again to update")
			assert.True(t, e.Again)
			assert.Empty(t, result.Outcome, "nothing of it is left")
			left := s.named("etl")
			require.Len(t, left, 1)
			assert.Equal(t, winner.Deployment.ID, left[0].ID)
			result, err = c.Apply(t.Context(), client.Target{}, bareOf(parsed(t, etlFile)))
			require.NoError(t, err)
			assert.Equal(t, client.OutcomeUnchanged, result.Outcome)
		})
	}
}

// However many start at once, one Deployment is left, and a second run makes it what they all want.
func TestManyCreationsRace(t *testing.T) {
	for _, options := range [][]clienttest.Option{nil, {clienttest.WithDuplicateNames()}} {
		synctest.Test(t, func(t *testing.T) {
			s := newPlane(t, options...)
			s.addWorkspaces("data")
			const runs = 8
			var wg sync.WaitGroup
			outcomes, want := make([]client.Outcome, runs), parsed(t, etlFile)
			for i := range runs {
				wg.Go(func() {
					result, err := s.c.Apply(t.Context(), client.Target{}, want)
					if outcomes[i] = result.Outcome; err != nil && !errors.Is(err, client.ErrConflict) {
						t.Error(err)
					}
				})
			}
			wg.Wait()
			assert.Len(t, s.named("etl"), 1)
			assert.Contains(t, outcomes, client.OutcomeCreated)
		})
	}
}

// A request that arrives twice makes two Deployments where names may be the same: one of them goes, or is reported.
func TestCreationArrivesTwice(t *testing.T) {
	for name, first := range map[string]bool{"the second answer is heard": false, "the first answer is heard": true} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := newPlane(t, clienttest.WithDuplicateNames())
				s.addWorkspaces("data")
				ids := []string{}
				c := s.hooked(func(r *http.Request) error {
					if r.Method != http.MethodPost || first {
						return nil
					}
					return s.deliver(r, &ids)
				}, func(r *http.Request, answer []byte) []byte {
					if r.Method == http.MethodPost && first {
						require.NoError(t, s.deliver(r, &ids))
					}
					return answer
				})
				result, err := c.Apply(t.Context(), client.Target{}, parsed(t, etlFile))
				require.ErrorIs(t, err, client.ErrConflict)
				assert.Equal(t, ids[0], asTargetError(t, err).Candidates[0].ID)
				if first {
					assert.Equal(t, client.OutcomeCreated, result.Outcome)
					require.ErrorContains(t, err, "which is still there")
				} else {
					assert.Len(t, s.named("etl"), 1)
				}
			})
		})
	}
}

// deliver sends a request once more and notes the ID in the answer.
func (s *plane) deliver(r *http.Request, ids *[]string) error {
	again := r.Clone(r.Context())
	body, err := r.GetBody()
	if err != nil {
		return err
	}
	again.Body = body
	resp, err := s.RoundTrip(again)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	var made client.Deployment
	err = json.NewDecoder(resp.Body).Decode(&made)
	*ids = append(*ids, made.ID)
	return err
}

// The loser says so when it cannot take back what it made.
func TestLoserOfARaceStays(t *testing.T) {
	s := newPlane(t, clienttest.WithDuplicateNames())
	s.addWorkspaces("data")
	c := s.creating(func() {
		_, err := s.c.Apply(t.Context(), client.Target{}, parsed(t, etlFile))
		require.NoError(t, err)
	})
	s.Fail(clienttest.Match{Operation: "DeleteDeployment"}, clienttest.Fault{Status: 403})
	result, err := c.Apply(t.Context(), client.Target{}, parsed(t, etlFile))
	require.ErrorIs(t, err, client.ErrConflict)
	require.ErrorIs(t, err, client.ErrForbidden)
	require.ErrorContains(t, err, result.Deployment.ID)
	assert.Equal(t, client.OutcomeCreated, result.Outcome, "it is still there")
	assert.False(t, asTargetError(t, err).Again, "somebody has to look at it")
}

// A run that is stopped right after its write says what is known, and the next one finds what it did.
func TestStoppedAfterTheWrite(t *testing.T) {
	for name, live := range map[string]bool{"create": false, "update": true} {
		t.Run(name, func(t *testing.T) {
			s := newPlane(t, clienttest.WithDuplicateNames())
			s.addWorkspaces("data")
			want := parsed(t, etlFile)
			if live {
				s.seed(want)
				want = bareOf(parsed(t, etlFile, "nightly", "hourly"))
			}
			ctx, cancel := context.WithCancel(t.Context())
			c := s.hooked(nil, func(r *http.Request, answer []byte) []byte {
				if r.Method == http.MethodPost {
					cancel()
				}
				return answer
			})
			_, err := c.Apply(ctx, client.Target{}, want)
			var lost *client.LostError
			require.ErrorAs(t, err, &lost)
			require.ErrorIs(t, err, context.Canceled)
			assert.Equal(t, !live, lost.Creation)
			assert.NotEqual(t, client.EffectNone, lost.Effect)
			require.ErrorContains(t, err, "run it again")
			calls := s.calls()
			assert.Contains(t, []string{"CreateDeployment", "UpdateDeployment"}, calls[len(calls)-1], "nothing is asked after the end")
			result, err := s.c.Apply(t.Context(), client.Target{}, bareOf(want))
			require.NoError(t, err)
			assert.Equal(t, client.OutcomeUnchanged, result.Outcome)
			assert.Len(t, s.named("etl"), 1)
		})
	}
}

// lose arms a fault for the next write: its answer is lost, after or without the effect.
func (s *plane) lose(operation string, effect bool) {
	s.Fail(clienttest.Match{Operation: operation}, clienttest.Fault{Cut: clienttest.CutConnection, Effect: effect})
}

func TestLostCreation(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newPlane(t, clienttest.WithDuplicateNames())
		s.addWorkspaces("data")
		s.lose("CreateDeployment", true)
		result, err := s.c.Apply(t.Context(), client.Target{}, parsed(t, etlFile))
		require.NoError(t, err, "it was found by its name")
		assert.Equal(t, client.OutcomeCreated, result.Outcome)
		assert.Equal(t, s.named("etl")[0].ID, result.Deployment.ID)
	})
	synctest.Test(t, func(t *testing.T) {
		s := newPlane(t, clienttest.WithDuplicateNames())
		s.addWorkspaces("data")
		s.lose("CreateDeployment", false)
		s.ForgetRequests()
		result, err := s.c.Apply(t.Context(), client.Target{}, parsed(t, etlFile))
		var lost *client.LostError
		require.ErrorAs(t, err, &lost)
		assert.Equal(t, client.EffectNone, lost.Effect)
		require.ErrorContains(t, err, "there is none of this name")
		assert.Empty(t, result.Outcome)
		calls := s.calls()
		assert.Equal(t, 1, strings.Count(strings.Join(calls, " "), "CreateDeployment"), "never sent again")
		assert.Equal(t, []string{"ListDeployments", "ListDeployments", "ListDeployments"}, calls[len(calls)-3:], "a request may arrive late")
	})
}

// The request arrives while it is looked for.
func TestLostCreationArrivesLate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newPlane(t, clienttest.WithDuplicateNames())
		s.addWorkspaces("data")
		var late *http.Request
		lists := 0
		c := s.hooked(func(r *http.Request) error {
			switch {
			case r.Method == http.MethodPost:
				late = r.Clone(context.WithoutCancel(r.Context()))
				body, err := r.GetBody()
				late.Body = body
				return timeout{err}
			case late != nil && strings.HasSuffix(r.URL.Path, "/deployments"):
				if lists++; lists == 2 {
					resp, err := s.RoundTrip(late)
					if err == nil {
						_ = resp.Body.Close()
					}
				}
			}
			return nil
		}, nil)
		result, err := c.Apply(t.Context(), client.Target{}, parsed(t, etlFile))
		require.NoError(t, err)
		assert.Equal(t, client.OutcomeCreated, result.Outcome)
		assert.Len(t, s.named("etl"), 1)
	})
}

type timeout struct{ error }

func (timeout) Error() string { return "no answer in time" }

// What somebody else has made is not taken for one's own.
func TestLostCreationMeetsAStranger(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newPlane(t)
		workspace := s.addWorkspaces("data")[0]
		_, secret := s.AddToken(client.CreateAPIToken{Name: "stranger"})
		stranger, err := s.ClientFor(clienttest.Organization, secret)
		require.NoError(t, err)
		var theirs string
		c := s.creating(func() {
			made, createErr := stranger.Deployments.Create(t.Context(), client.CreateStandardDeployment{
				CreateDeploymentBase: client.CreateDeploymentBase{Name: "etl", WorkspaceID: workspace}, CloudProvider: "AWS", Region: "us-east-1"})
			require.NoError(t, createErr)
			theirs = made.ID
			s.lose("CreateDeployment", false)
		})
		result, err := c.Apply(t.Context(), client.Target{}, parsed(t, etlFile))
		require.ErrorIs(t, err, client.ErrConflict)
		assert.Equal(t, theirs, asTargetError(t, err).Candidates[0].ID)
		require.ErrorContains(t, err, "somebody else has created one of the name")
		assert.Empty(t, result.Outcome)
	})
}

func TestLostUpdate(t *testing.T) {
	for name, effect := range map[string]bool{"it happened": true, "it did not": false} {
		t.Run(name, func(t *testing.T) {
			s := newPlane(t)
			s.seed(parsed(t, etlFile))
			s.lose("UpdateDeployment", effect)
			result, err := s.c.Apply(t.Context(), client.Target{}, bareOf(parsed(t, etlFile, "nightly", "hourly")))
			assert.Equal(t, []string{"ListDeployments", "GetDeployment", "UpdateDeployment", "GetDeployment"}, s.calls())
			if effect {
				require.NoError(t, err)
				assert.Equal(t, client.OutcomeUpdated, result.Outcome)
				return
			}
			var lost *client.LostError
			require.ErrorAs(t, err, &lost)
			assert.Equal(t, client.EffectNone, lost.Effect)
			assert.Empty(t, result.Outcome)
			require.ErrorContains(t, err, `the update of Deployment "etl" came to nothing, it is as it was: `)
		})
	}
}

// Whether a secret was set cannot be seen when the clock of the API stands still.
func TestLostUpdateOfASecret(t *testing.T) {
	s := newPlane(t)
	s.seed(parsed(t, etlFile))
	s.lose("UpdateDeployment", true)
	_, err := s.c.Apply(t.Context(), client.Target{}, parsed(t, etlFile, "hunter2-stored", "hunter3"))
	var lost *client.LostError
	require.ErrorAs(t, err, &lost)
	assert.Equal(t, client.EffectUnknown, lost.Effect)
	s.Advance(time.Minute)
	s.lose("UpdateDeployment", true)
	result, err := s.c.Apply(t.Context(), client.Target{}, parsed(t, etlFile, "hunter2-stored", "hunter3"))
	require.NoError(t, err)
	assert.Equal(t, client.OutcomeUpdated, result.Outcome)
}

// A creation that fails after it began keeps the ID, so that it can be taken back.
func TestFailedCreationHasItsID(t *testing.T) {
	s := newPlane(t)
	s.addWorkspaces("data")
	s.FailChange("", "no capacity")
	result, err := s.c.Apply(t.Context(), client.Target{}, parsed(t, etlFile), client.Wait(time.Minute))
	var sick *client.HealthError
	require.ErrorAs(t, err, &sick)
	assert.Equal(t, client.OutcomeCreated, result.Outcome)
	assert.Equal(t, s.named("etl")[0].ID, result.Deployment.ID)
}

// A creation reads as little as it can, and nothing twice.
func TestCreationReads(t *testing.T) {
	s := newPlane(t)
	s.AddCluster(client.Cluster{Name: "prod"})
	s.addWorkspaces("data")
	s.ForgetRequests()
	_, err := s.c.Apply(t.Context(), client.Target{}, parsed(t, remoteFile))
	require.NoError(t, err)
	calls := s.calls()
	assert.Equal(t, "ListDeployments", calls[0])
	reads := calls[1 : len(calls)-3]
	assert.Equal(t, []string{"CreateDeployment", "ListDeployments", "GetDeployment"}, calls[len(calls)-3:])
	slices.Sort(reads)
	assert.Equal(t, []string{"GetDeploymentOptions", "ListClusters", "ListWorkspaces"}, reads)
}

// Whoever may not see limits and clusters can create all the same.
func TestCreationWithoutRights(t *testing.T) {
	s := newPlane(t)
	s.addWorkspaces("data")
	for _, operation := range []string{"GetDeploymentOptions", "ListClusters", "GetClusterOptions"} {
		s.Fail(clienttest.Match{Operation: operation, Times: -1}, clienttest.Fault{Status: 403})
	}
	_, err := s.c.Apply(t.Context(), client.Target{}, parsed(t, etlFile))
	require.NoError(t, err)
}

func TestUnknownCluster(t *testing.T) {
	s := newPlane(t)
	s.AddCluster(client.Cluster{Name: "prod"})
	s.AddCluster(client.Cluster{Name: "prod-eu"})
	s.addWorkspaces("data")
	s.Fail(clienttest.Match{Operation: "GetDeploymentOptions", Times: -1}, clienttest.Fault{Status: 403})
	result, err := s.c.Apply(t.Context(), client.Target{}, parsed(t, remoteFile, "cluster_name: prod", "cluster_name: prd"))
	require.Error(t, err)
	require.ErrorContains(t, err, "prd")
	assert.NotEmpty(t, result.Findings, "the rules find it first")
	assert.NotContains(t, s.calls(), "CreateDeployment")
}

func TestRefusedCreation(t *testing.T) {
	s := newPlane(t)
	s.addWorkspaces("data")
	s.Fail(clienttest.Match{Operation: "CreateDeployment"}, clienttest.Fault{Status: 400})
	_, err := s.c.Apply(t.Context(), client.Target{}, parsed(t, etlFile))
	var refusal *client.APIError
	require.ErrorAs(t, err, &refusal)
	assert.Equal(t, 400, refusal.StatusCode)
	require.NotErrorIs(t, err, client.ErrConflict, "there is none of the name")
}

// What is found by its name after a lost answer is proved like everything else.
func TestLostCreationIsProved(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newPlane(t)
		s.addWorkspaces("data")
		s.Fail(clienttest.Match{Operation: "CreateDeployment"}, clienttest.Fault{Status: 502, Effect: true})
		result, err := s.afterPost(func(d map[string]any) { d["description"] = "something else" }).Apply(t.Context(), client.Target{}, parsed(t, etlFile))
		var e *client.MismatchError
		require.ErrorAs(t, err, &e)
		assert.Equal(t, client.OutcomeCreated, result.Outcome)
	})
}

// A refusal by something in front of the API says nothing about what the API has done.
func TestLostUpdateBehindAProxy(t *testing.T) {
	s := newPlane(t)
	s.seed(parsed(t, etlFile))
	s.Fail(clienttest.Match{Operation: "UpdateDeployment"}, clienttest.Fault{Status: 504, Effect: true})
	result, err := s.c.Apply(t.Context(), client.Target{}, bareOf(parsed(t, etlFile, "nightly", "hourly")))
	require.NoError(t, err)
	assert.Equal(t, client.OutcomeUpdated, result.Outcome)
}

// Stopped while the answer is on its way, a run asks nothing more and says what it does not know.
func TestStoppedDuringTheWrite(t *testing.T) {
	for _, live := range []bool{false, true} {
		s := newPlane(t)
		s.addWorkspaces("data")
		want := parsed(t, etlFile)
		if live {
			s.seed(want)
			want = bareOf(parsed(t, etlFile, "nightly", "hourly"))
		}
		ctx, cancel := context.WithCancel(t.Context())
		c := s.hooked(func(r *http.Request) error {
			if r.Method == http.MethodPost {
				cancel()
				return r.Context().Err()
			}
			return nil
		}, nil)
		_, err := c.Apply(ctx, client.Target{}, want)
		var lost *client.LostError
		require.ErrorAs(t, err, &lost)
		require.ErrorIs(t, err, context.Canceled)
		assert.Equal(t, client.EffectUnknown, lost.Effect)
		require.NoError(t, lost.ReadErr, "nobody tried")
	}
}
