package client_test

import (
	"context"
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/client/clienttest"
	"github.com/astrofile/astrofile/deployfile"
)

// dawdling lets a random time pass before each request, a different one for each caller.
type dawdling struct {
	base http.RoundTripper
	mu   sync.Mutex
	lots lots
}

func (d *dawdling) RoundTrip(r *http.Request) (*http.Response, error) {
	d.mu.Lock()
	wait := time.Duration(d.lots.IntN(2000)) * time.Millisecond
	d.mu.Unlock()
	time.Sleep(wait) // in a bubble, where it takes no time
	return d.base.RoundTrip(r)
}

// together applies the file of a stage several times at once, each caller with a token of its own.
func (st *stage) together(t *testing.T, seed uint64, callers int) []error {
	t.Helper()
	errs := make([]error, callers)
	var wg sync.WaitGroup
	for i := range callers {
		_, token := st.AddToken(client.CreateAPIToken{})
		transport := &dawdling{base: &client.Retry{Base: st.Astro}, lots: newLots(seed<<8 + uint64(i))}
		late := time.Duration(transport.lots.IntN(6000)) * time.Millisecond
		c, err := st.ClientFor(clienttest.Organization, token, client.WithHTTPClient(&http.Client{Transport: transport}))
		require.NoError(t, err)
		wg.Go(func() {
			ctx, cancel := context.WithTimeout(t.Context(), patience)
			defer cancel()
			time.Sleep(late)
			_, errs[i] = c.Apply(ctx, client.Target{}, st.wish.file, allConsents(st.wish.secrets)...)
		})
	}
	wg.Wait()
	return errs
}

// TestApplyRaces: whoever else applies the same file at the same time, one Deployment comes of it, also where the API
// does not keep names apart. Those who fail say so, and are content when they try again.
func TestApplyRaces(t *testing.T) {
	for name, s := range inOrderOf(stories()) {
		if s.options != nil {
			continue
		}
		for seed := range uint64(1 + 12/sampleOf) {
			synctest.Test(t, func(t *testing.T) {
				st := s.begin(t)
				failed := 0
				for _, err := range st.together(t, seed, 3) {
					if err != nil {
						assertHelpful(t, err)
						require.ErrorIs(t, err, client.ErrConflict)
						failed++
					}
				}
				assert.Less(t, failed, 3, name)
				st.assertDone(t)
				for _, err := range st.together(t, seed, 3) {
					require.NoError(t, err)
				}
				st.assertDone(t)
			})
		}
	}
}

// TestApplyByAnotherClock: the clocks of this machine and of the API need not agree.
func TestApplyByAnotherClock(t *testing.T) {
	for _, ahead := range []time.Duration{-36 * time.Hour, 36 * time.Hour} {
		for _, s := range inOrderOf(stories()) {
			for _, m := range []mishap{{}, mishaps()["answer lost"], mishaps()["502, done"], mishaps()["429 with Retry-After"]} {
				synctest.Test(t, func(t *testing.T) {
					st := s.begin(t, clienttest.WithClock(func() time.Time { return time.Now().Add(ahead) }))
					for _, operation := range []string{"CreateDeployment", "UpdateDeployment"} {
						st.Fail(clienttest.Match{Operation: operation}, m.Fault)
					}
					_, err := st.apply(t)
					require.NoError(t, err)
					st.assertDone(t)
				})
			}
		}
	}
}

// TestApplyUnproven: the answer to the write is lost, and nothing can be read after it.
func TestApplyUnproven(t *testing.T) {
	for name, s := range inOrderOf(stories()) {
		if s.same {
			continue
		}
		for _, lost := range []string{"answer lost", "504, done", "cut inside the body", "cut before the answer"} {
			for _, deaf := range []clienttest.Fault{{Status: 500}, {Status: 503}, {Cut: clienttest.CutConnection}, {Delay: time.Hour}} {
				synctest.Test(t, func(t *testing.T) {
					st := s.begin(t)
					operation := "CreateDeployment"
					if s.live {
						operation = "UpdateDeployment"
					}
					fault := mishaps()[lost].Fault
					fault.Then = func() { st.Fail(clienttest.Match{Method: http.MethodGet, Times: -1}, deaf) }
					st.Fail(clienttest.Match{Operation: operation}, fault)
					start := time.Now()
					_, err := st.apply(t)
					require.Error(t, err)
					assertHelpful(t, err)
					require.ErrorContains(t, err, "may have happened", name)
					require.ErrorContains(t, err, "run it again")
					assert.LessOrEqual(t, time.Since(start), patience)
					st.ClearFaults()
					_, err = st.apply(t)
					require.NoError(t, err)
					st.assertDone(t)
				})
			}
		}
	}
}

// TestApplyMeddled: a write is lost and somebody else writes at that moment. What they did is neither taken for one's own
// nor undone.
func TestApplyMeddled(t *testing.T) {
	meddle := func(t *testing.T, name string, lost clienttest.Fault) (st *stage, result *client.Result, err error) {
		t.Helper()
		st = stories()[name].begin(t)
		_, token := st.AddToken(client.CreateAPIToken{})
		other, err := st.ClientFor(clienttest.Organization, token)
		require.NoError(t, err)
		file := st.wish.file
		file.Configuration.Description = new("by somebody else")
		lost.Then = func() {
			_, failed := other.Apply(context.WithoutCancel(t.Context()), client.Target{}, file, allConsents(deployfile.SecretOptions{})...)
			assert.NoError(t, failed)
		}
		st.Fail(clienttest.Match{Operation: map[bool]string{true: "UpdateDeployment", false: "CreateDeployment"}[st.live]}, lost)
		result, err = st.apply(t)
		require.Error(t, err)
		assertHelpful(t, err)
		assertQuiet(t, err, result)
		list := st.ours(t)
		require.Len(t, list, 1)
		assert.Equal(t, "by somebody else", list[0].Description)
		return st, result, err
	}
	for name, cut := range map[string]clienttest.Fault{"not done": {Cut: clienttest.CutConnection}, "done": {Cut: clienttest.CutConnection, Effect: true}} {
		t.Run("update "+name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				_, _, err := meddle(t, "update Standard", cut)
				var mismatch *client.MismatchError
				require.ErrorAs(t, err, &mismatch)
				assert.Contains(t, err.Error(), "description")
			})
		})
	}
	t.Run("create", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			_, result, err := meddle(t, "create Standard", clienttest.Fault{Cut: clienttest.CutConnection})
			require.ErrorIs(t, err, client.ErrConflict)
			assert.Empty(t, result.Outcome)
		})
	})
	t.Run("only a secret", func(t *testing.T) { // which nobody can read back
		synctest.Test(t, func(t *testing.T) {
			st := stories()["nothing to change"].begin(t)
			file := st.wish.file
			for i := range file.EnvironmentVariables {
				if v := &file.EnvironmentVariables[i]; v.IsSecret {
					v.Value = new(canary + "-new")
				}
			}
			st.Fail(clienttest.Match{Operation: "UpdateDeployment"}, clienttest.Fault{Cut: clienttest.CutConnection})
			_, err := st.apply(t)
			require.ErrorContains(t, err, "may have happened")
			_, err = st.apply(t)
			require.NoError(t, err)
			st.assertDone(t)
		})
	})
}
