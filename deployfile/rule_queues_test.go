package deployfile

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/internal/spec"
)

// withQueues returns a Deployment that has nothing wrong but for what the queues bring.
func withQueues(kind Kind, queues ...WorkerQueue) Deployment {
	d := withVariables()
	d.Configuration.Executor = ExecutorCelery
	d.Configuration.DeploymentType = kind
	d.WorkerQueues = queues
	return d
}

func TestQueuesMissingInModels(t *testing.T) {
	tests := []struct {
		title    string
		kind     Kind
		executor Executor
		remote   *RemoteExecution
		mode     Mode
		want     string
	}{
		{"create", KindDedicated, "celery", nil, ModeCreate, "info deployment.worker_queues: worker_queues is missing: a create makes one queue called default, of A5 workers"},
		{"unknown type", "SHARED", ExecutorCelery, nil, ModeCreate, "info deployment.worker_queues: worker_queues is missing: a create makes one queue called default"},
		{"not enabled", KindDedicated, ExecutorAstro, &RemoteExecution{}, ModeCreate, "info deployment.worker_queues: worker_queues is missing: a create makes one queue called default, of A5 workers"},
		{"remote", KindDedicated, ExecutorAstro, &RemoteExecution{Enabled: new(true)}, ModeUpdate, ""},
		{"kubernetes", KindStandard, ExecutorKubernetes, nil, ModeUpdate, ""},
		{"unknown executor", KindStandard, "LOCAL", nil, ModeUpdate, ""},
		{"no executor", KindStandard, "", nil, ModeUpdate, ""},
	}
	for _, test := range tests {
		d := withQueues(test.kind)
		d.Configuration.Executor, d.Configuration.RemoteExecution = test.executor, test.remote
		var want []string
		if test.want != "" {
			want = []string{test.want}
		}
		assert.Equal(t, want, of(d.Validate(ValidateOptions{Mode: test.mode}), CodeQueuesMissing), test.title)
	}
}

// TestQueueFindingsOfModels goes through what differs for a model: findings without fixes.
func TestQueueFindingsOfModels(t *testing.T) {
	d := withQueues(KindStandard, WorkerQueue{Name: "Default", WorkerType: "A5", MaxWorkerCount: new(0), WorkerConcurrency: new(99), PodCPU: "1"})
	d.Configuration.Executor = ExecutorKubernetes
	found := d.Validate(ValidateOptions{})
	for _, f := range found {
		assert.Nil(t, f.Fix, f.Code)
		assert.Nil(t, f.Range, f.Code)
	}
	require.Len(t, of(found, CodeQueuesWithKubernetes), 1)
	require.Len(t, of(found, CodeQueueDefaultMissing), 1)
	require.Len(t, of(found, CodeWorkerCountSentinel), 1)
	require.Len(t, of(found, CodeWorkerConcurrencyCeiling), 1)
	require.Len(t, of(found, CodePodSizeReadOnly), 1)
}

// TestConcurrencyCeilings holds every machine against the table: its ceiling is fine, one more is not.
func TestConcurrencyCeilings(t *testing.T) {
	machines := spec.Machines()
	for i, m := range machines {
		q := WorkerQueue{Name: "default", WorkerType: m.Name, WorkerConcurrency: new(m.Concurrency.Ceiling)}
		for _, kind := range []Kind{KindStandard, KindDedicated} {
			assert.Empty(t, of(withQueues(kind, q).Validate(ValidateOptions{}), CodeWorkerConcurrencyCeiling))
		}
		q.WorkerConcurrency = new(m.Concurrency.Ceiling + 1)
		found := withQueues(KindDedicated, q).Validate(ValidateOptions{})
		require.Len(t, of(found, CodeWorkerConcurrencyCeiling), 1)
		for _, f := range found {
			if f.Code == CodeWorkerConcurrencyCeiling && i+1 < len(machines) {
				assert.Contains(t, f.Hint, "worker_type "+machines[i+1].Name)
			}
		}
		assert.Empty(t, of(withQueues(KindHybrid, q).Validate(ValidateOptions{}), CodeWorkerConcurrencyCeiling))
	}
}

// TestOddLimits holds that ranges that are none say nothing, and that fractions and huge numbers do no harm.
func TestOddLimits(t *testing.T) {
	nothing := []NumberRange{
		{}, {Floor: 5, Ceiling: 1}, {Floor: -5, Ceiling: -1}, {Floor: math.NaN(), Ceiling: 1}, {Floor: 1, Ceiling: math.NaN()},
		{Floor: math.Inf(1), Ceiling: 1},
	}
	d := withQueues(KindHybrid, WorkerQueue{
		Name: "default", WorkerType: "m5.xlarge", MinWorkerCount: new(3), MaxWorkerCount: new(7), WorkerConcurrency: new(65),
	})
	for _, r := range nothing {
		o := ValidateOptions{Limits: &Limits{WorkerQueues: QueueLimits{MinWorkers: r, MaxWorkers: r, WorkerConcurrency: r}}}
		assert.Empty(t, of(d.Validate(o), CodeWorkerLimit), "%v", r)
		assert.Len(t, of(d.Validate(o), CodeWorkerConcurrencyDocumented), 1, "%v", r)
	}
	o := ValidateOptions{Limits: &Limits{WorkerQueues: QueueLimits{
		MinWorkers:        NumberRange{Floor: 3.5, Ceiling: math.Inf(1)},
		MaxWorkers:        NumberRange{Floor: 1, Ceiling: 6.5},
		WorkerConcurrency: NumberRange{Floor: -1, Ceiling: 1e300},
	}}}
	assert.Equal(t, []string{
		`error deployment.worker_queues[0].max_worker_count: worker queue "default": max_worker_count 7 is outside the limits of the Organization, 1 to 6.5`,
		`error deployment.worker_queues[0].min_worker_count: worker queue "default": min_worker_count 3 is outside the limits of the Organization, 3.5 to +Inf`,
	}, of(d.Validate(o), CodeWorkerLimit))
	assert.Empty(t, of(d.Validate(o), CodeWorkerConcurrencyDocumented))
}

func TestCeilingsOfLimits(t *testing.T) {
	tests := []struct {
		title   string
		ceiling float64
		text    string // what worker_concurrency 20 is above; "" when it is not
		fixed   string
	}{
		{"whole", 18, "18, the ceiling of A5", "18"},
		{"fraction", 18.7, "18, the ceiling of A5", "18"},
		{"less than one", 0.5, "0, the ceiling of A5", ""},
		{"enough", 20, "", ""},
		{"endless", math.Inf(1), "", ""},
		{"unknown", 0, "15, the ceiling of A5", "15"},
	}
	src := "deployment: {configuration: {deployment_type: STANDARD, executor: CELERY}, worker_queues: [{name: default, worker_type: a5, worker_concurrency: 20}]}\n"
	for _, test := range tests {
		o := ValidateOptions{Limits: &Limits{WorkerMachines: []WorkerMachine{{Name: "A5", Concurrency: NumberRange{Ceiling: test.ceiling}}}}}
		_, found := Check("a.yaml", []byte(src), o)
		var message, fixed string
		for _, f := range found {
			if f.Code != CodeWorkerConcurrencyCeiling {
				continue
			}
			message = f.Message
			assert.NotContains(t, f.Hint, "smallest", test.title)
			if f.Fix != nil {
				require.Len(t, f.Fix.Edits, 1)
				fixed = f.Fix.Edits[0].Text
			}
		}
		if test.text == "" {
			assert.Empty(t, message, test.title)
		} else {
			assert.Equal(t, `worker queue "default": worker_concurrency 20 is above `+test.text, message, test.title)
		}
		assert.Equal(t, test.fixed, fixed, test.title)
	}
}

// TestMachinesOfLimits holds that a machine that only the Organization knows has its own ceiling.
func TestMachinesOfLimits(t *testing.T) {
	d := withQueues(KindStandard, WorkerQueue{Name: "default", WorkerType: "a7", WorkerConcurrency: new(30)})
	o := ValidateOptions{Limits: &Limits{WorkerMachines: []WorkerMachine{
		{Name: "A9", Concurrency: NumberRange{Floor: 1, Ceiling: 40}},
		{Name: "A7", Concurrency: NumberRange{Floor: 1, Ceiling: 25}},
		{Name: "A8", Concurrency: NumberRange{Floor: 1, Ceiling: 35}},
	}}}
	found := d.Validate(o)
	assert.Equal(t, []string{
		`error deployment.worker_queues[0].worker_concurrency: worker queue "default": worker_concurrency 30 is above 25, the ceiling of A7`,
	}, of(found, CodeWorkerConcurrencyCeiling))
	for _, f := range found {
		if f.Code == CodeWorkerConcurrencyCeiling {
			assert.Equal(t, "write 25 or less, or worker_type A8, the smallest that allows 30", f.Hint)
		}
	}
	o.Limits.WorkerMachines = o.Limits.WorkerMachines[:1]
	assert.Empty(t, of(d.Validate(o), CodeWorkerConcurrencyCeiling), "no longer a machine")
}

// TestCountOrder goes through the default that stands in for a number.
func TestCountOrder(t *testing.T) {
	limits := &Limits{WorkerQueues: QueueLimits{
		MinWorkers: NumberRange{Floor: 0, Default: 4, Ceiling: 8}, MaxWorkers: NumberRange{Floor: 1, Default: 6, Ceiling: 8},
	}}
	inverse := &Limits{WorkerQueues: QueueLimits{
		MinWorkers: NumberRange{Floor: 0, Default: 6, Ceiling: 8}, MaxWorkers: NumberRange{Floor: 1, Default: 4, Ceiling: 8},
	}}
	tests := []struct {
		kind         Kind
		fewest, most *int
		limits       *Limits
		want         string
	}{
		{kind: KindStandard, fewest: new(5), most: new(3), want: "min_worker_count 5 is above max_worker_count 3"},
		{kind: "SHARED", fewest: new(5), most: new(3), want: "min_worker_count 5 is above max_worker_count 3"},
		{kind: KindHybrid, fewest: new(11), want: "min_worker_count 11 is above the default 10 of max_worker_count"},
		{kind: "SHARED", fewest: new(11), most: new(0), want: "min_worker_count 11 is above the default 10 of max_worker_count"},
		{kind: KindStandard, fewest: new(10)},
		{kind: KindStandard, most: new(1)},
		{kind: KindHybrid, fewest: new(-1), most: new(1)},
		{kind: "SHARED", fewest: new(-1), most: new(1)},
		{kind: KindStandard, fewest: new(-1), most: new(3), limits: limits, want: "the default 4 of min_worker_count is above max_worker_count 3"},
		{kind: KindStandard, fewest: new(7), limits: limits, want: "min_worker_count 7 is above the default 6 of max_worker_count"},
		{kind: KindStandard, fewest: new(6), limits: limits},
		{kind: KindStandard, most: new(1), limits: limits},
		{kind: KindStandard, fewest: new(-1), limits: inverse},
		{kind: KindStandard, fewest: new(5), most: new(-3)},
		{kind: KindStandard, fewest: new(-3), most: new(-5)},
		{kind: KindStandard, fewest: new(math.MaxInt), most: new(math.MaxInt)},
	}
	for i, test := range tests {
		d := withQueues(test.kind, WorkerQueue{Name: "default", WorkerType: "A5", MinWorkerCount: test.fewest, MaxWorkerCount: test.most})
		var want []string
		if test.want != "" {
			want = []string{`error deployment.worker_queues[0].min_worker_count: worker queue "default": ` + test.want}
		}
		assert.Equal(t, want, of(d.Validate(ValidateOptions{Limits: test.limits}), CodeWorkerCountOrder), "case %d", i)
	}
}

// TestDefaultOfEach goes through the numbers that a sentinel is said to stand for.
func TestDefaultOfEach(t *testing.T) {
	q := WorkerQueue{Name: "default", WorkerType: "A20", MinWorkerCount: new(-1), MaxWorkerCount: new(0), WorkerConcurrency: new(0)}
	limits := &Limits{
		WorkerMachines: []WorkerMachine{{Name: "A20", Concurrency: NumberRange{Floor: 1, Default: 21, Ceiling: 63}}},
		WorkerQueues: QueueLimits{
			MinWorkers: NumberRange{Default: 1, Ceiling: 3}, MaxWorkers: NumberRange{Floor: 1, Default: 99, Ceiling: 30},
			WorkerConcurrency: NumberRange{Floor: 1, Default: 17, Ceiling: 64},
		},
	}
	const unknown = "the default of the platform"
	tests := []struct {
		kind                       Kind
		limits                     *Limits
		fewest, most, concurrently string
	}{
		{KindStandard, nil, "the default, 0", "the default, 10", "the default, 20"},
		{KindHybrid, nil, "the default, 1", "the default, 10", "the default, 16"},
		{"SHARED", nil, unknown, "the default, 10", unknown},
		{KindDedicated, limits, "the default, 1", "the default, 10", "the default, 21"}, // 99 is outside its own range
		{KindHybrid, limits, "the default, 1", "the default, 10", "the default, 17"},
		{"SHARED", limits, "the default, 1", "the default, 10", unknown},
	}
	for _, test := range tests {
		found := withQueues(test.kind, q).Validate(ValidateOptions{Limits: test.limits})
		assert.Equal(t, []string{
			`warning deployment.worker_queues[0].max_worker_count: worker queue "default": max_worker_count 0 stands for ` + test.most,
			`warning deployment.worker_queues[0].min_worker_count: worker queue "default": min_worker_count -1 stands for ` + test.fewest,
			`warning deployment.worker_queues[0].worker_concurrency: worker queue "default": worker_concurrency 0 stands for ` + test.concurrently,
		}, of(found, CodeWorkerCountSentinel), test.kind)
	}
}

func TestSomeNames(t *testing.T) {
	for want, names := range map[string][]string{
		`"a"`:                                {"a"},
		`"a" and "b"`:                        {"a", "b"},
		`"a", "b", "c", "d" and "e"`:         {"a", "b", "c", "d", "e"},
		`"a", "b", "c", "d", "e" and 1 more`: {"a", "b", "c", "d", "e", "f"},
	} {
		assert.Equal(t, want, some(names))
	}
}

// TestDefaultFlagStopsRename holds that a flag of 2022 on the queue keeps the fix away: the new name may contradict it.
func TestDefaultFlagStopsRename(t *testing.T) {
	for flag, fixes := range map[string]bool{"": true, ", is_default: false": false} {
		src := "deployment: {configuration: {executor: CELERY}, worker_queues: [{name: DEFAULT, worker_type: A5" + flag + "}]}\n"
		_, found := Check("a.yaml", []byte(src), ValidateOptions{})
		for _, f := range found {
			if f.Code == CodeQueueDefaultMissing {
				assert.Equal(t, fixes, f.Fix != nil, src)
			}
		}
		require.Len(t, of(found, CodeQueueDefaultMissing), 1)
	}
}
