package client_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/client/clienttest"
	"github.com/astrofile/astrofile/deployfile"
)

// venture is something greater than one Apply: it may fail at any point, and running it again ends it well.
type venture struct {
	realm   *realm
	run     func(ctx context.Context) error
	bounded func(t *testing.T) // what holds whatever goes wrong
	done    func(t *testing.T)
}

func ventures() map[string]func(t *testing.T) venture {
	return map[string]func(t *testing.T) venture{
		"preview up":    previewUp,
		"preview again": previewAgain,
		"preview down":  previewDown,
		"sweep":         previewSweep,
		"fleet":         fleetWithOrphan,
	}
}

const previewRef = "feature/a"

// previewRealm has a Deployment with a connection of its own and one that its Workspace lends it.
func previewRealm(t *testing.T) (r *realm, base string, o client.PreviewOptions) {
	t.Helper()
	r = newRealm(t, clienttest.WithDuplicateNames())
	base, err := r.AddDeployment(measuredNew(t))
	require.NoError(t, err)
	for _, in := range []client.CreateEnvironmentObject{
		{Scope: client.EnvironmentObjectScopeDeployment, ScopeEntityID: base},
		{Scope: client.EnvironmentObjectScopeWorkspace, ScopeEntityID: get(t, r, base).WorkspaceID,
			Links: []client.CreateEnvironmentObjectLink{{Scope: client.EnvironmentObjectScopeDeployment, ScopeEntityID: base}}},
	} {
		in.ObjectKey, in.ObjectType = strings.ToLower(string(in.Scope))+"_db", client.EnvironmentObjectTypeConnection
		in.Connection = &client.ConnectionRequest{Type: "postgres", Host: "db.example.com", Password: client.NewSecret(canary + "-connection")}
		_, err = r.c.EnvironmentObjects.Create(t.Context(), in)
		require.NoError(t, err)
	}
	return r, base, client.PreviewOptions{
		Key:     client.PreviewKey{Source: base, Ref: previewRef},
		Values:  func(string) (string, bool) { return canary + "-preview", true },
		Objects: client.PreviewObjects{Values: func(client.EnvironmentObject, string) (string, bool) { return canary + "-object", true }},
	}
}

// previews returns the Deployments that are previews.
func (r *realm) previews(t *testing.T) []client.Deployment {
	t.Helper()
	var list []client.Deployment
	for d, err := range r.c.Deployments.All(t.Context(), client.DeploymentFilter{}) {
		require.NoError(t, err)
		if strings.HasPrefix(d.Name, realmName+"-feature") {
			list = append(list, d)
		}
	}
	return list
}

// atMost: there are so many previews at most, and what they were made from is as it was.
func (r *realm) atMost(n int, base string) func(t *testing.T) {
	return func(t *testing.T) {
		t.Helper()
		assert.LessOrEqual(t, len(r.previews(t)), n)
		assert.Equal(t, "nightly etl", get(t, r, base).Description)
		got, ok := r.RevealVariable(base, "DB_PASSWORD")
		assert.True(t, ok && got == storedPassword, "the secret of the base")
	}
}

func previewUp(t *testing.T) venture {
	r, base, o := previewRealm(t)
	return venture{r, func(ctx context.Context) error {
		p, err := r.c.Previews.Up(ctx, o)
		assertQuiet(t, err, p)
		return err
	}, r.atMost(1, base), func(t *testing.T) {
		list := r.previews(t)
		require.Len(t, list, 1)
		got, ok := r.RevealVariable(list[0].ID, "DB_PASSWORD")
		assert.True(t, ok && got == canary+"-preview", "its own secret")
		assert.Equal(t, []string{"deployment_db", "workspace_db"}, r.objects(t, list[0].ID))
	}}
}

// objects returns the keys of the connections that a Deployment sees.
func (r *realm) objects(t *testing.T, id string) []string {
	t.Helper()
	var keys []string
	for o, err := range r.c.EnvironmentObjects.All(t.Context(), client.EnvironmentObjectFilter{DeploymentID: id, ResolveLinked: true}) {
		require.NoError(t, err)
		keys = append(keys, o.ObjectKey)
	}
	slices.Sort(keys)
	return keys
}

func previewAgain(t *testing.T) venture {
	v := previewUp(t)
	require.NoError(t, v.run(t.Context()))
	id := v.realm.previews(t)[0].ID
	done := v.done
	v.done = func(t *testing.T) {
		t.Helper()
		done(t)
		assert.Equal(t, id, v.realm.previews(t)[0].ID)
	}
	return v
}

func previewDown(t *testing.T) venture {
	r, base, o := previewRealm(t)
	for _, ref := range []string{previewRef, "feature/b"} {
		o.Key.Ref = ref
		_, err := r.c.Previews.Up(t.Context(), o)
		require.NoError(t, err)
	}
	return venture{r, func(ctx context.Context) error {
		_, err := r.c.Previews.Down(ctx, client.PreviewRef{Key: client.PreviewKey{Source: base, Ref: previewRef}})
		return err
	}, func(t *testing.T) {
		t.Helper()
		r.atMost(2, base)(t)
		assert.NotEmpty(t, r.previews(t), "the other one")
	}, func(t *testing.T) { assert.Len(t, r.previews(t), 1) }}
}

func previewSweep(t *testing.T) venture {
	v := previewDown(t)
	r, base := v.realm, ""
	for d, err := range r.c.Deployments.All(t.Context(), client.DeploymentFilter{Names: []string{realmName}}) {
		require.NoError(t, err)
		if d.ID != r.stranger {
			base = d.ID
		}
	}
	workspace := get(t, r, base).WorkspaceID
	time.Sleep(client.DefaultPreviewTTL + time.Hour)
	v.run = func(ctx context.Context) error {
		report, err := r.c.Previews.Sweep(ctx, client.SweepOptions{WorkspaceIDs: []string{workspace}, Delete: true})
		if err != nil {
			return err
		}
		return report.Err()
	}
	v.bounded = r.atMost(2, base)
	v.done = func(t *testing.T) { assert.Empty(t, r.previews(t)) }
	return v
}

// fleetWithOrphan creates one Deployment, changes one and deletes one.
func fleetWithOrphan(t *testing.T) venture {
	r := newRealm(t, clienttest.WithDuplicateNames())
	fleet := func(names ...string) []*deployfile.File {
		var files []*deployfile.File
		for _, name := range names {
			text := strings.NewReplacer("name: etl", "name: "+name, "3.1-1", realmRuntime).Replace(measuredFile)
			file, found := deployfile.Parse(name+".yaml", []byte(text))
			require.NoError(t, found.Err())
			files = append(files, file)
		}
		return files
	}
	o := client.FleetOptions{Label: "proof", Prune: true}
	_, err := r.c.ApplyFleet(t.Context(), fleet("fleet-old", "fleet-orphan"), o)
	require.NoError(t, err)
	files := fleet("fleet-old", "fleet-new")
	files[0].Deployment.Configuration.CICDEnforcement = new(true)
	names := func(t *testing.T) []string {
		t.Helper()
		var list []string
		for d, err := range r.c.Deployments.All(t.Context(), client.DeploymentFilter{}) {
			require.NoError(t, err)
			list = append(list, d.Name)
		}
		slices.Sort(list)
		return list
	}
	return venture{r, func(ctx context.Context) error {
		report, err := r.c.ApplyFleet(ctx, files, o)
		assertQuiet(t, err, report)
		return err
	}, func(t *testing.T) {
		t.Helper()
		list := names(t)
		assert.Subset(t, list, []string{realmName, "fleet-old"})
		assert.Len(t, slices.Compact(slices.Clone(list)), len(list), "twice the same")
	}, func(t *testing.T) {
		t.Helper()
		assert.Equal(t, []string{realmName, "fleet-new", "fleet-old"}, names(t))
	}}
}

// TestVentureFaults lets each request of each venture go wrong in some ways.
func TestVentureFaults(t *testing.T) {
	met := map[string]bool{}
	var table cells
	for name, begin := range inOrderOf(ventures()) {
		var sequence []string
		synctest.Test(t, func(t *testing.T) {
			v := begin(t)
			v.realm.ForgetRequests()
			require.NoError(t, v.run(t.Context()))
			for _, r := range v.realm.Requests() {
				sequence = append(sequence, r.Operation)
			}
			v.done(t)
		})
		count := map[string]int{}
		for _, operation := range sequence {
			met[operation] = true
			nth := count[operation]
			count[operation]++
			for what, m := range inOrderOf(ordeals()) {
				if table.skips() {
					continue
				}
				t.Run(fmt.Sprintf("%s/%s %d/%s", name, operation, nth+1, what), func(t *testing.T) {
					synctest.Test(t, func(t *testing.T) {
						v := begin(t)
						v.realm.Fail(clienttest.Match{Operation: operation, Skip: nth, Times: m.times}, m.Fault)
						v.endures(t)
					})
				})
			}
		}
	}
	for _, operation := range []string{"DeleteDeployment", "CreateEnvironmentObject", "UpdateEnvironmentObject", "ListEnvironmentObjects"} {
		assert.True(t, met[operation], operation)
	}
}

// ordeals are those of the mishaps that say enough about something long.
func ordeals() map[string]mishap {
	some := map[string]mishap{}
	for name, m := range mishaps() {
		switch name {
		case "429", "500", "500, done", "503 for ever", "timeout", "answer lost", "cut inside the body", "delivered twice":
			some[name] = m
		}
	}
	return some
}

// endures runs the venture into its faults, and then again without.
func (v venture) endures(t *testing.T) {
	t.Helper()
	start := time.Now()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	err := v.run(ctx)
	assert.LessOrEqual(t, time.Since(start), patience)
	v.realm.ClearFaults()
	assertQuiet(t, err)
	v.bounded(t)
	if err == nil {
		v.done(t)
	}
	require.NoError(t, v.run(t.Context()))
	v.bounded(t)
	v.done(t)
}

// storm arms faults all over, the same for the same seed. A request that is delivered twice is left out: what follows
// from it and a second fault is for a person to see to.
func (r *realm) storm(seed uint64) {
	l := newLots(seed)
	var all []mishap
	for _, m := range inOrderOf(mishaps()) {
		if m.times == 0 && !m.Twice {
			all = append(all, m)
		}
	}
	for range 8 {
		r.Fail(clienttest.Match{Skip: l.IntN(4)}, oneOf(l, all...).Fault)
	}
}

// TestStorms lets many requests of one run go wrong, and then runs it again in peace.
func TestStorms(t *testing.T) {
	for name, begin := range inOrderOf(ventures()) {
		for seed := range uint64(1 + 12/sampleOf) {
			t.Run(fmt.Sprint(name, " ", seed), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					v := begin(t)
					v.realm.storm(seed)
					v.endures(t)
				})
			})
		}
	}
	for name, s := range inOrderOf(stories()) {
		for seed := range uint64(1 + 25/sampleOf) {
			t.Run(fmt.Sprint(name, " ", seed), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					st := s.begin(t)
					st.storm(seed)
					for range 2 {
						result, err := st.apply(t)
						assertQuiet(t, err, result)
						if err != nil {
							assertHelpful(t, err)
						}
					}
					st.ClearFaults()
					assert.LessOrEqual(t, len(st.ours(t)), 1)
					_, err := st.apply(t)
					require.NoError(t, err)
					st.assertDone(t)
				})
			})
		}
	}
}
