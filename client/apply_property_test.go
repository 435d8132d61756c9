package client_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/client/clienttest"
	"github.com/astrofile/astrofile/deployfile"
)

// moods are what Astro may be like, where nobody has written down which it is.
func moods() map[string][]clienttest.Option {
	return map[string][]clienttest.Option{
		"default":           nil,
		"queues by ID":      {clienttest.WithQueuesByID()},
		"kept e-mails":      {clienttest.WithKeptEmails()},
		"variables listed":  {clienttest.WithVariablesInLists()},
		"pages of one":      {clienttest.WithPageSize(1)},
		"everything at odd": {clienttest.WithQueuesByID(), clienttest.WithKeptEmails(), clienttest.WithVariablesInLists(), clienttest.WithPageSize(1)},
	}
}

// eachMood checks so many cases in each mood, other ones in each.
func eachMood(t *testing.T, cases uint64, check func(t *testing.T, seed uint64, opts ...clienttest.Option)) {
	t.Helper()
	first := uint64(0)
	for name, opts := range inOrderOf(moods()) {
		seeds := [2]uint64{first, first + cases}
		first = seeds[1]
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for seed := seeds[0]; seed < seeds[1]; seed++ {
				t.Run(fmt.Sprint(seed), func(t *testing.T) { check(t, seed, opts...) })
			}
		})
	}
}

// allConsents agrees to everything that a plan can do.
func allConsents(o deployfile.SecretOptions) []client.ApplyOption {
	return []client.ApplyOption{
		client.WithSecrets(o), client.AllowDelete(),
		client.AllowImpact(deployfile.ImpactQueueReplaced, deployfile.ImpactDataLoss, deployfile.ImpactIrreversible),
	}
}

// TestApplyUpdates is the promise of Apply, for Deployments and files of every kind.
func TestApplyUpdates(t *testing.T) {
	eachMood(t, 80/sampleOf, checkUpdate)
}

// FuzzApply looks for a live Deployment and a file for which it does not hold.
func FuzzApply(f *testing.F) {
	f.Add(uint64(1), false, false)
	f.Add(uint64(1<<40), true, true)
	f.Fuzz(func(t *testing.T, seed uint64, byID, creates bool) {
		var opts []clienttest.Option
		if byID {
			opts = append(opts, clienttest.WithQueuesByID())
		}
		if creates {
			checkCreation(t, seed, opts...)
			return
		}
		checkUpdate(t, seed, opts...)
	})
}

func checkUpdate(t *testing.T, seed uint64, opts ...clienttest.Option) {
	r, l := newRealm(t, opts...), newLots(seed)
	id, _ := l.live(t, r)
	before := inspected(t, r)
	ids := queueIDs(t, r, id)
	identity := get(t, r, id).EffectiveWorkloadIdentity
	stored := r.secretsOf(before, id)
	w := l.wanted(before)

	r.ForgetRequests()
	var told []client.Progress
	result, err := r.c.Apply(t.Context(), client.Target{}, w.file, append(allConsents(w.secrets), client.OnProgress(func(p client.Progress) { told = append(told, p) }))...)
	require.NoError(t, err)
	assert.LessOrEqual(t, len(r.Requests()), 6)
	assertQuiet(t, err, result, result.Plan, told)
	assertWrites(t, r, ids)

	after := inspected(t, r)
	assert.Equal(t, plain(replaced(before, w)), plain(after))
	if want := w.file.Configuration.WorkloadIdentity; want != "" {
		identity = want
	}
	assert.Equal(t, identity, get(t, r, id).EffectiveWorkloadIdentity)
	assertSecrets(t, r, id, stored, w)
	assertSettled(t, r, id, w)
	assert.Equal(t, "not ours", get(t, r, r.stranger).Description)
}

// TestApplyCreates is the same for Deployments that are not there yet.
func TestApplyCreates(t *testing.T) {
	eachMood(t, 40/sampleOf, checkCreation)
}

func checkCreation(t *testing.T, seed uint64, opts ...clienttest.Option) {
	r, l := newRealm(t, opts...), newLots(seed)
	kind := l.kind()
	w := wish{file: l.file(kind)}
	if l.chance(50) { // leave out what may be left out
		w = l.wanted(w.file)
		w.secrets = deployfile.SecretOptions{}
		l.place(&w.file.Configuration)
	}
	r.ForgetRequests()
	result, err := r.c.Apply(t.Context(), client.Target{}, w.file)
	require.NoError(t, err)
	assertQuiet(t, err, result)
	assert.Equal(t, client.OutcomeCreated, result.Outcome)
	assertWrites(t, r, nil)

	model := fresh(kind)
	c := &model.Configuration
	c.RemoteExecution, c.ClusterName = w.file.Configuration.RemoteExecution, w.file.Configuration.ClusterName
	c.CloudProvider, c.Region = w.file.Configuration.CloudProvider, w.file.Configuration.Region
	if c.RemoteExecution != nil {
		c.DagDeployEnabled = new(false)
	}
	if dev := w.file.Configuration.IsDevelopmentMode; dev != nil {
		c.IsDevelopmentMode = dev
	}
	assert.Equal(t, plain(replaced(model, w)), plain(inspected(t, r)))
	assertSecrets(t, r, result.Deployment.ID, nil, w)
	assertSettled(t, r, result.Deployment.ID, w)
}

// inspected is the Deployment that the files mean.
func inspected(t *testing.T, r *realm) deployfile.Deployment {
	t.Helper()
	d, err := r.c.Inspect(t.Context(), client.Target{Name: realmName, Workspace: realmWorkspace})
	require.NoError(t, err)
	return d
}

func get(t *testing.T, r *realm, id string) client.Deployment {
	t.Helper()
	d, err := r.c.Deployments.Get(t.Context(), id)
	require.NoError(t, err)
	return d
}

func queueIDs(t *testing.T, r *realm, id string) map[string]string {
	t.Helper()
	ids := map[string]string{}
	for _, q := range get(t, r, id).WorkerQueues {
		ids[q.Name] = q.ID
	}
	return ids
}

// secretsOf returns the stored values of the secrets of a Deployment.
func (r *realm) secretsOf(d deployfile.Deployment, id string) map[string]string {
	values := map[string]string{}
	for _, v := range d.EnvironmentVariables {
		if v.IsSecret {
			values[v.Key], _ = r.RevealVariable(id, v.Key)
		}
	}
	return values
}

// writes returns the requests that were more than questions.
func (r *realm) writes() []clienttest.Request {
	return slices.DeleteFunc(r.Requests(), func(q clienttest.Request) bool { return q.Method == "GET" })
}

// assertWrites: there is at most one write, and each of its queues has the ID of the live queue of its name, or none at
// all, not even an empty one.
func assertWrites(t *testing.T, r *realm, ids map[string]string) {
	t.Helper()
	writes := r.writes()
	require.LessOrEqual(t, len(writes), 1)
	if len(writes) == 0 {
		return
	}
	var body struct {
		WorkerQueues []map[string]any `json:"workerQueues"`
	}
	require.NoError(t, writes[0].Body.JSON(&body))
	for _, q := range body.WorkerQueues {
		name, _ := q["name"].(string)
		id, has := q["id"]
		want, lives := ids[name]
		assert.Equal(t, lives, has, name)
		if lives {
			assert.Equal(t, want, id, name)
		}
	}
}

// assertSecrets: what was asked for is stored, and what nobody spoke of is stored still.
func assertSecrets(t *testing.T, r *realm, id string, stored map[string]string, w wish) {
	t.Helper()
	for _, v := range w.file.EnvironmentVariables {
		if v.IsSecret && v.Value != nil && *v.Value != "" {
			got, ok := r.RevealVariable(id, v.Key)
			assert.True(t, ok && got == *v.Value, v.Key)
		}
	}
	for key, value := range stored {
		of := func(v deployfile.EnvironmentVariable) bool { return v.Key == key && v.Value != nil && *v.Value != "" }
		got, ok := r.RevealVariable(id, key)
		switch {
		case slices.Contains(w.secrets.Delete, key):
			assert.False(t, ok, key)
		case !slices.ContainsFunc(w.file.EnvironmentVariables, of):
			assert.True(t, ok && got == value, key)
		}
	}
}

// assertSettled: a plan for the same file is empty, and applying it again writes nothing.
func assertSettled(t *testing.T, r *realm, id string, w wish) {
	t.Helper()
	updatedAt := get(t, r, id).UpdatedAt
	again := withoutSecrets(w.file)
	w.secrets.Expose = nil // done
	planned, err := r.c.Plan(t.Context(), client.Target{}, again, client.WithSecrets(w.secrets))
	require.NoError(t, err)
	assert.True(t, planned.Plan.Empty(), planned.Plan.String())
	assert.Equal(t, client.OutcomeUnchanged, planned.Outcome)

	r.ForgetRequests()
	result, err := r.c.Apply(t.Context(), client.Target{}, again, client.WithSecrets(w.secrets))
	require.NoError(t, err)
	assert.Equal(t, client.OutcomeUnchanged, result.Outcome)
	assert.Empty(t, r.writes())
	assert.Equal(t, updatedAt, result.Deployment.UpdatedAt)
}

// assertQuiet: no value of a secret shows, whoever prints what Apply gives.
func assertQuiet(t *testing.T, err error, values ...any) {
	t.Helper()
	for _, v := range append(values, err) {
		text := fmt.Sprintf("%v %+v %#v %s %q", v, v, v, v, v)
		wire, _ := json.Marshal(v)
		if strings.Contains(text+string(wire), canary) {
			assert.Fail(t, "a secret shows", "in %T", v)
		}
	}
}
