package client_test

import (
	"context"
	"fmt"
	"iter"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/client/clienttest"
	"github.com/astrofile/astrofile/deployfile"
)

// patience is how long the callers in the fault tests wait at most.
const patience = 2 * time.Minute

// mishap is a fault and what it must come to.
type mishap struct {
	clienttest.Fault
	times int     // how many requests it meets; 0 is one, -1 all
	read  verdict // of a question
	write verdict // of a change that the API does not make twice
}

// verdict is what Apply has to answer.
type verdict int

const (
	either  verdict = iota
	healed          // success, with the proof
	refused         // an error
)

// mishaps are the ways in which a request goes wrong.
func mishaps() map[string]mishap {
	const page = "<html><h1>Bad Gateway</h1></html>"
	return map[string]mishap{
		"429 with Retry-After":       {Fault: clienttest.Fault{Status: 429, RetryAfter: "3"}, read: healed, write: healed},
		"429":                        {Fault: clienttest.Fault{Status: 429}, read: healed, write: healed},
		"429 that is not JSON":       {Fault: clienttest.Fault{Status: 429, Body: "slow down", ContentType: "text/plain"}, read: healed, write: healed},
		"429 for longer than a wait": {Fault: clienttest.Fault{Status: 429, RetryAfter: "7200"}, read: either, write: refused},
		"429 for ever":               {Fault: clienttest.Fault{Status: 429}, times: -1, read: refused, write: refused},
		"500":                        {Fault: clienttest.Fault{Status: 500}, read: either, write: refused},
		"502":                        {Fault: clienttest.Fault{Status: 502, Body: page, ContentType: "text/html"}, read: healed, write: refused},
		"503":                        {Fault: clienttest.Fault{Status: 503, Empty: true}, read: healed, write: refused},
		"503 for ever":               {Fault: clienttest.Fault{Status: 503}, times: -1, read: refused, write: refused},
		"500, done":                  {Fault: clienttest.Fault{Status: 500, Effect: true}, read: either, write: healed},
		"502, done":                  {Fault: clienttest.Fault{Status: 502, Body: page, ContentType: "text/html", Effect: true}, read: healed, write: healed},
		"504, done":                  {Fault: clienttest.Fault{Status: 504, Empty: true, Effect: true}, read: healed, write: healed},
		"timeout":                    {Fault: clienttest.Fault{Delay: 10 * time.Minute}, read: refused, write: refused},
		"slow":                       {Fault: clienttest.Fault{Delay: 20 * time.Second}, read: healed, write: healed},
		"cut before the answer":      {Fault: clienttest.Fault{Cut: clienttest.CutConnection}, read: healed, write: refused},
		"answer lost":                {Fault: clienttest.Fault{Cut: clienttest.CutConnection, Effect: true}, read: healed, write: healed},
		"cut inside the body":        {Fault: clienttest.Fault{Cut: clienttest.CutBody}, read: either, write: healed},
		"truncated JSON":             {Fault: clienttest.Fault{Cut: clienttest.CutJSON}, read: either, write: healed},
		"page of a portal":           {Fault: clienttest.Fault{Status: 200, Body: page, ContentType: "text/html"}, read: either, write: refused},
		"wrong content type":         {Fault: clienttest.Fault{ContentType: "text/html"}, read: either, write: healed},
		"200 with an error":          {Fault: clienttest.Fault{Status: 200}, read: either, write: refused},
		"200 with an error, done":    {Fault: clienttest.Fault{Status: 200, Effect: true}, read: either, write: healed},
		"200 without a body, done":   {Fault: clienttest.Fault{Status: 200, Empty: true, Effect: true}, read: either, write: healed},
		"drip":                       {Fault: clienttest.Fault{Drip: time.Millisecond}, read: healed, write: healed},
		"drip without end":           {Fault: clienttest.Fault{Drip: time.Minute}, read: refused, write: refused},
		"delivered twice":            {Fault: clienttest.Fault{Twice: true}, read: healed},
	}
}

// story is one run of Apply that things go wrong in.
type story struct {
	kind    deployfile.Kind
	live    bool // there is a Deployment already
	same    bool // and it is as the file wants it
	options []client.ApplyOption
}

func stories() map[string]story {
	return map[string]story{
		"create Standard":   {kind: deployfile.KindStandard},
		"create Hybrid":     {kind: deployfile.KindHybrid},
		"update Standard":   {kind: deployfile.KindStandard, live: true},
		"update Hybrid":     {kind: deployfile.KindHybrid, live: true},
		"update, checked":   {kind: deployfile.KindDedicated, live: true, options: []client.ApplyOption{client.Checked()}},
		"update and wait":   {kind: deployfile.KindStandard, live: true, options: []client.ApplyOption{client.Wait(time.Minute)}},
		"create and wait":   {kind: deployfile.KindDedicated, options: []client.ApplyOption{client.Wait(time.Hour)}},
		"nothing to change": {kind: deployfile.KindStandard, live: true, same: true},
	}
}

// stage is a story about to begin. The API does not keep names apart, so that a second POST would show.
type stage struct {
	*realm
	story
	id     string // "" as long as there is no Deployment
	before deployfile.Deployment
	wish   wish
	stored map[string]string
}

func (s story) begin(t *testing.T, opts ...clienttest.Option) *stage {
	t.Helper()
	st := &stage{realm: newRealm(t, append(opts, clienttest.WithDuplicateNames())...), story: s}
	l := newLots(7)
	file := l.file(s.kind)
	for file.Configuration.Executor != deployfile.ExecutorCelery || len(file.EnvironmentVariables) < 3 {
		file = l.file(s.kind)
	}
	st.wish.file, st.before = file, fresh(s.kind)
	if s.live {
		id, err := st.AddDeployment(file)
		require.NoError(t, err)
		st.id, st.before = id, inspected(t, st.realm)
		st.wish.file = withoutSecrets(file)
		if !s.same {
			st.wish.file.Configuration.Description = new("changed")
			st.wish.file.WorkerQueues = append([]deployfile.WorkerQueue{l.queue("added", s.kind)}, file.WorkerQueues...)
		}
		st.stored = st.secretsOf(st.before, id)
	} else {
		c, w := &st.before.Configuration, file.Configuration
		c.ClusterName, c.CloudProvider, c.Region, c.IsDevelopmentMode = w.ClusterName, w.CloudProvider, w.Region, w.IsDevelopmentMode
	}
	st.ForgetRequests()
	return st
}

func (st *stage) apply(t *testing.T) (*client.Result, error) {
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	return st.c.Apply(ctx, client.Target{}, st.wish.file, append(allConsents(st.wish.secrets), st.options...)...)
}

// ours returns the Deployments of the name that are not the stranger.
func (st *stage) ours(t *testing.T) []client.Deployment {
	t.Helper()
	var list []client.Deployment
	for d, err := range st.c.Deployments.All(t.Context(), client.DeploymentFilter{Names: []string{realmName}}) {
		require.NoError(t, err)
		if d.ID != st.stranger {
			list = append(list, d)
		}
	}
	return list
}

// assertDone: the Deployment is what the file says, there is one, and no secret has been lost.
func (st *stage) assertDone(t *testing.T) {
	t.Helper()
	list := st.ours(t)
	require.Len(t, list, 1)
	assert.Equal(t, plain(replaced(st.before, st.wish)), plain(inspected(t, st.realm)))
	assertSecrets(t, st.realm, list[0].ID, st.stored, st.wish)
}

// sequence returns the operations of a story in which nothing goes wrong.
func (s story) sequence(t *testing.T) []string {
	var names []string
	synctest.Test(t, func(t *testing.T) {
		st := s.begin(t)
		_, err := st.apply(t)
		require.NoError(t, err)
		for _, r := range st.Requests() {
			names = append(names, r.Operation)
		}
	})
	return names
}

// cells is a table that every cell of is tried, or with the race detector a part of them.
type cells int

func (c *cells) skips() bool {
	*c++
	return *c%sampleOf != 0
}

// inOrderOf goes through a map by its sorted keys.
func inOrderOf[T any](m map[string]T) iter.Seq2[string, T] {
	return func(yield func(string, T) bool) {
		for _, k := range slices.Sorted(maps.Keys(m)) {
			if !yield(k, m[k]) {
				return
			}
		}
	}
}

// TestApplyFaults lets each request of each story go wrong in each way.
func TestApplyFaults(t *testing.T) {
	met := map[string]bool{}
	var table cells
	for name, s := range inOrderOf(stories()) {
		count := map[string]int{}
		for _, operation := range s.sequence(t) {
			met[operation] = true
			nth := count[operation]
			count[operation]++
			for what, m := range inOrderOf(mishaps()) {
				if table.skips() {
					continue
				}
				t.Run(fmt.Sprintf("%s/%s %d/%s", name, operation, nth+1, what), func(t *testing.T) {
					synctest.Test(t, func(t *testing.T) { s.survives(t, operation, nth, m) })
				})
			}
		}
	}
	for _, operation := range []string{
		"CreateDeployment", "UpdateDeployment", "ListDeployments", "GetDeployment", "ListWorkspaces", "ListClusters", "GetCluster", "GetDeploymentOptions",
	} {
		assert.True(t, met[operation], operation)
	}
}

func (s story) survives(t *testing.T, operation string, nth int, m mishap) {
	st := s.begin(t)
	st.Fail(clienttest.Match{Operation: operation, Skip: nth, Times: m.times}, m.Fault)
	start := time.Now()
	result, err := st.apply(t)
	took := time.Since(start)
	assert.LessOrEqual(t, took, patience)
	st.ClearFaults()
	assertQuiet(t, err, result)

	want := m.read
	if strings.HasPrefix(operation, "Create") || strings.HasPrefix(operation, "Update") {
		want = m.write
	}
	switch want {
	case healed:
		require.NoError(t, err)
	case refused:
		require.Error(t, err)
	case either:
	}
	if err == nil {
		st.assertDone(t)
	} else {
		assertHelpful(t, err)
		if took == patience {
			require.ErrorIs(t, err, context.DeadlineExceeded)
		}
		assert.LessOrEqual(t, len(st.ours(t)), 1)
	}

	_, err = st.apply(t) // once more
	require.NoError(t, err)
	st.assertDone(t)
}

// assertHelpful: an error is one line that names the Deployment, or the request that failed.
func assertHelpful(t *testing.T, err error) {
	t.Helper()
	text := err.Error()
	assert.NotContains(t, text, "\n")
	assert.True(t, strings.Contains(text, realmName) || strings.Contains(text, "/organizations/"), text)
}

// diverted sends one request of a run to a stranger.
type diverted struct {
	base  http.RoundTripper
	nth   int64
	count atomic.Int64
	heard atomic.Bool // the stranger got a request
}

func (d *diverted) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.URL.Host == "stranger.test" {
		d.heard.Store(true)
	}
	if d.count.Add(1) != d.nth+1 {
		return d.base.RoundTrip(r)
	}
	if r.Body != nil {
		_ = r.Body.Close()
	}
	return &http.Response{
		StatusCode: http.StatusTemporaryRedirect, Header: http.Header{"Location": {"https://stranger.test/steal"}}, Body: http.NoBody, Request: r,
	}, nil
}

// TestApplyDiverted: whichever request is answered with a redirect to another origin, nothing goes there.
func TestApplyDiverted(t *testing.T) {
	for _, name := range []string{"create Hybrid", "update Hybrid"} {
		for nth := range stories()[name].sequence(t) {
			synctest.Test(t, func(t *testing.T) {
				st := stories()[name].begin(t)
				d := &diverted{base: st.Astro, nth: int64(nth)}
				c, err := st.Client(client.WithHTTPClient(&http.Client{Transport: d}))
				require.NoError(t, err)
				usual := st.c
				st.c = c
				_, err = st.apply(t)
				assert.False(t, d.heard.Load())
				if err != nil {
					require.ErrorContains(t, err, "stranger.test")
				}
				st.c = usual
				_, err = st.apply(t)
				require.NoError(t, err)
				st.assertDone(t)
			})
		}
	}
}
