package deployfile_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/sample"
)

func marshalPlan(t testing.TB, p deployfile.Plan) []byte {
	t.Helper()
	data, err := p.MarshalJSON()
	require.NoError(t, err)
	return data
}

// roundTrip holds that a plan survives its wire form, whoever wrote the JSON down in between.
func roundTrip(t *testing.T, p deployfile.Plan) {
	t.Helper()
	data := marshalPlan(t, p)
	require.Equal(t, string(data), string(marshalPlan(t, p)), "equal plans, equal bytes")
	read, err := deployfile.ReadPlan(data)
	require.NoError(t, err)
	require.Equal(t, p, read)
	require.Equal(t, string(data), string(marshalPlan(t, read)))

	escaped, err := json.Marshal(p) // with escapes for HTML
	require.NoError(t, err)
	var indented bytes.Buffer
	require.NoError(t, json.Indent(&indented, escaped, "", "\t"))
	for _, spelling := range [][]byte{escaped, indented.Bytes(), append([]byte("\xef\xbb\xbf"), data...)} {
		var again deployfile.Plan
		require.NoError(t, json.Unmarshal(bytes.TrimPrefix(spelling, []byte("\xef\xbb\xbf")), &again))
		require.Equal(t, p, again)
		again, err = deployfile.ReadPlan(spelling)
		require.NoError(t, err)
		require.Equal(t, p, again)
	}
}

func TestPlanRoundTrip(t *testing.T) {
	t.Run("none", func(t *testing.T) { roundTrip(t, deployfile.Plan{}) })
	goldenPlans(t, func(name string, p deployfile.Plan) {
		t.Run(name, func(t *testing.T) { roundTrip(t, p) })
	})
	t.Run("compared", func(t *testing.T) {
		small, _ := deployfile.Parse("small.yaml", sample.Small())
		large, _ := deployfile.Parse("large.yaml", sample.Large())
		large.Deployment.Configuration.Description = new("<b> & \u2028 \x1b \x7f \u202e 😀")
		prices := deployfile.DiffOptions{Prices: deployfile.Prices{Currency: "€", PerHour: map[string]float64{"A5": 0.1}}}
		for _, o := range []deployfile.DiffOptions{{}, prices} {
			roundTrip(t, o.Diff(small.Deployment, large.Deployment))
			roundTrip(t, o.Diff(large.Deployment, small.Deployment))
			roundTrip(t, o.Diff(deployfile.Deployment{}, large.Deployment))
		}
		data := marshalPlan(t, deployfile.Diff(large.Deployment, large.Deployment))
		read, err := deployfile.ReadPlan(data)
		require.NoError(t, err)
		require.True(t, read.Empty())
		require.Equal(t, string(data), string(marshalPlan(t, read)))
	})
	t.Run("generated", func(t *testing.T) {
		g := planGenerator{rand.New(rand.NewPCG(1, 2))}
		for range 300 {
			roundTrip(t, g.plan())
		}
	})
}

// TestPlanDigest computes the digest as its documentation says, without the package.
func TestPlanDigest(t *testing.T) {
	goldenPlans(t, func(name string, p deployfile.Plan) {
		data := string(marshalPlan(t, p))
		body, digest, ok := strings.Cut(data, `,"digest":"sha256:`)
		require.True(t, ok, name)
		sum := sha256.Sum256([]byte(body + "}"))
		assert.Equal(t, hex.EncodeToString(sum[:])+`"}`, digest, name)
	})
}

// TestPlanWireForm pins the members down: programs in other languages read them.
func TestPlanWireForm(t *testing.T) {
	p := deployfile.Plan{
		Deployment: deployfile.PlanTarget{Name: "a<b>&c", ID: "id", Workspace: "w"},
		Base:       deployfile.PlanBase{UpdatedAt: "2026-11-20T09:14:03Z"},
		Creation:   true,
		Changes: []deployfile.Change{{
			Action: deployfile.ActionUpdate, Path: "deployment.configuration.name", Secret: true, Omitted: true,
			Impact: []deployfile.Impact{deployfile.ImpactCostUp}, Before: `{ "b": [1.0, null], "a": "\u003c\u202e" }`, Factor: 2.5, Reason: "why",
		}},
		Blocked: []deployfile.Blocked{{Code: "c", Path: "p", Before: "1", After: "2", Message: "m", Hint: "h"}},
		Kept:    []deployfile.Kept{{Path: "p", Secret: true, Reason: "r"}, {Path: "q"}},
		Notes:   []deployfile.Note{{Code: "c", Path: "p", Message: "m", Hint: "h"}, {}},
		Scale: deployfile.Scale{
			Before: deployfile.Capacity{MinCPU: 0.25, MaxCPU: 1e6, MinMemoryGiB: 1e-7, MaxMemoryGiB: 1e21, Unknown: []string{"q"}},
			Cost:   &deployfile.Cost{Currency: "USD", After: deployfile.CostRange{Min: 0.5, Max: 1}, Unpriced: []string{"A9"}},
		},
		Fingerprints: map[string]string{"B": "2", "A": "1"},
	}
	want := `{"version":1,"deployment":{"name":"a<b>&c","id":"id","workspace":"w"},"base":{"updatedAt":"2026-11-20T09:14:03Z"},` +
		`"creation":true,"summary":{"create":0,"update":1,"delete":0,"keep":2,"blocked":1,"destructive":false},` +
		`"changes":[{"action":"update","path":"deployment.configuration.name","secret":true,"omitted":true,"impact":["cost-up"],` +
		`"before":{"b":[1.0,null],"a":"<\u202e"},"after":null,"factor":2.5,"reason":"why"}],` +
		`"blocked":[{"code":"c","path":"p","before":1,"after":2,"message":"m","hint":"h"}],` +
		`"kept":[{"path":"p","secret":true,"reason":"r"},{"path":"q","reason":""}],` +
		`"notes":[{"code":"c","path":"p","message":"m","hint":"h"},{"code":"","path":"","message":""}],` +
		`"scale":{"before":{"minCPU":0.25,"maxCPU":1000000,"minMemoryGiB":1e-07,"maxMemoryGiB":1e+21,"unknown":["q"]},` +
		`"after":{"minCPU":0,"maxCPU":0,"minMemoryGiB":0,"maxMemoryGiB":0},` +
		`"cost":{"currency":"USD","before":{"min":0,"max":0},"after":{"min":0.5,"max":1},"unpriced":["A9"]}},` +
		`"fingerprints":{"A":"1","B":"2"}`
	assert.Equal(t, want, beforeDigest(t, p))

	want = `{"version":1,"deployment":{"name":""},"base":{},"summary":{"create":0,"update":0,"delete":0,"keep":0,"blocked":0,"destructive":false},` +
		`"changes":[],"blocked":[],"kept":[],"notes":[],"scale":{"before":{"minCPU":0,"maxCPU":0,"minMemoryGiB":0,"maxMemoryGiB":0},` +
		`"after":{"minCPU":0,"maxCPU":0,"minMemoryGiB":0,"maxMemoryGiB":0}}`
	assert.Equal(t, want, beforeDigest(t, deployfile.Plan{}))
}

// beforeDigest returns the wire form up to the digest, whose bytes, white space and order of keys included, the digest
// is made of.
func beforeDigest(t *testing.T, p deployfile.Plan) string {
	t.Helper()
	before, _, found := strings.Cut(string(marshalPlan(t, p)), `,"digest"`)
	require.True(t, found)
	return before
}

// TestPlanRefusesToWrite covers plans that only a program can build.
func TestPlanRefusesToWrite(t *testing.T) {
	change := func(c deployfile.Change) deployfile.Plan {
		if c.Action == "" {
			c.Action = deployfile.ActionUpdate
		}
		c.Path = "deployment.configuration.name"
		return deployfile.Plan{Changes: []deployfile.Change{c}}
	}
	value := func(v deployfile.Value) deployfile.Plan { return change(deployfile.Change{Before: v}) }
	const notJSON = `writing the plan: the value before of "deployment.configuration.name" is not JSON`
	for name, c := range map[string]struct {
		plan deployfile.Plan
		want string
	}{
		"bare word":   {value("hunter2"), notJSON},
		"two values":  {value(`1 2`), notJSON},
		"open object": {value(`{"a":1`), notJSON},
		"key twice":   {value(`{"a":1,"a":2}`), notJSON},
		"too deep":    {value(deployfile.Value(strings.Repeat("[", 62) + strings.Repeat("]", 62))), notJSON},
		"half a pair": {value(`"\ud800"`), notJSON},
		"octal":       {value(`012`), notJSON},
		"newline":     {value("\"a\nb\""), notJSON},
		"action":      {change(deployfile.Change{Action: "rename"}), `writing the plan: "deployment.configuration.name" has the unknown action "rename"`},
		"impact":      {change(deployfile.Change{Impact: []deployfile.Impact{"boom"}}), `writing the plan: "deployment.configuration.name" has the unknown impact "boom"`},
		"infinite":    {deployfile.Plan{Scale: deployfile.Scale{After: deployfile.Capacity{MaxCPU: math.Inf(1)}}}, "writing the plan: maxCPU is not a number that JSON has"},
		"no number":   {change(deployfile.Change{Factor: math.NaN()}), "writing the plan: factor is not a number that JSON has"},
	} {
		t.Run(name, func(t *testing.T) {
			data, err := c.plan.MarshalJSON()
			require.EqualError(t, err, c.want)
			assert.Nil(t, data)
			assert.NotPanics(t, func() { _ = c.plan.String() })
		})
	}
	deep := value(deployfile.Value(strings.Repeat("[", 61) + strings.Repeat("]", 61)))
	_, err := deployfile.ReadPlan(marshalPlan(t, deep))
	require.NoError(t, err, "what can be written can be read")
}

// planGenerator makes plans as a comparison does: lists that are empty are nil, values are spelt by encoding/json.
type planGenerator struct{ *rand.Rand }

func (g planGenerator) text() string {
	words := []string{"", "a", "etl", "a b", `"`, `\`, "\n", "\x1b[2J", "\u202e", "\u009b", "<b>", "é", "😀", "\u2028", "\x7f", "\x00", "]", "=", "\b\f", "\U000e0001"}
	var b strings.Builder
	for range g.IntN(4) {
		b.WriteString(words[g.IntN(len(words))])
	}
	return b.String()
}

func (g planGenerator) value() deployfile.Value {
	var v any
	switch g.IntN(6) {
	case 0:
		return ""
	case 1:
		v = g.IntN(1000) - 500
	case 2:
		v = g.IntN(2) == 0
	case 3:
		v = map[string]any{"key": g.text(), "value": g.text(), "list": []any{g.text(), nil, 1.5}}
	default:
		v = g.text()
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(v)
	return deployfile.Value(strings.TrimSpace(out.String()))
}

func (g planGenerator) path() diag.Path {
	p := []diag.Path{"", "deployment.configuration.executor", "deployment.worker_queues", "deployment.environment_variables", "deployment.alert_emails", "deployment.hibernation_schedules", "nowhere"}[g.IntN(7)]
	switch g.IntN(4) {
	case 0:
		return p
	case 1:
		return p.Element(g.text())
	case 2:
		return p.Entry("key", g.text()).Field("value")
	default:
		return p.Entry("name", g.text()).And("wake_at", g.text()).Field(g.text() + "x")
	}
}

func (g planGenerator) plan() deployfile.Plan {
	impacts := []deployfile.Impact{deployfile.ImpactRestart, deployfile.ImpactCostUp, deployfile.ImpactDataLoss, deployfile.ImpactIrreversible}
	actions := []deployfile.Action{deployfile.ActionCreate, deployfile.ActionUpdate, deployfile.ActionDelete}
	p := deployfile.Plan{
		Deployment: deployfile.PlanTarget{Name: g.text(), ID: g.text(), Workspace: g.text()},
		Base:       deployfile.PlanBase{UpdatedAt: g.text()},
		Creation:   g.IntN(4) == 0,
	}
	for range g.IntN(6) {
		c := deployfile.Change{
			Action: actions[g.IntN(3)], Path: g.path(), Secret: g.IntN(3) == 0, Omitted: g.IntN(3) == 0, Impact: []deployfile.Impact{},
			Before: g.value(), After: g.value(), Factor: float64(g.IntN(9)) / 4, Reason: g.text(),
		}
		for range g.IntN(3) {
			c.Impact = append(c.Impact, impacts[g.IntN(len(impacts))])
		}
		p.Changes = append(p.Changes, c)
	}
	for range g.IntN(3) {
		p.Blocked = append(p.Blocked, deployfile.Blocked{Code: diag.Code(g.text()), Path: g.path(), Before: g.value(), After: g.value(), Message: g.text(), Hint: g.text()})
		p.Kept = append(p.Kept, deployfile.Kept{Path: g.path(), Secret: g.IntN(2) == 0, Reason: g.text()})
		p.Notes = append(p.Notes, deployfile.Note{Code: diag.Code(g.text()), Path: g.path(), Message: g.text(), Hint: g.text()})
		p.Scale.After.Unknown = append(p.Scale.After.Unknown, g.text())
	}
	p.Scale.Before = deployfile.Capacity{MinCPU: g.Float64(), MaxCPU: g.ExpFloat64() * 1e9, MinMemoryGiB: g.Float64() * 1e-8}
	if g.IntN(3) == 0 {
		p.Scale.Cost = &deployfile.Cost{Currency: g.text(), Before: deployfile.CostRange{Max: g.Float64()}}
		p.Fingerprints = map[string]string{g.text(): g.text(), fmt.Sprint(g.IntN(9)): ""}
	}
	return p
}
