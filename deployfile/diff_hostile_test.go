package deployfile_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
)

// TestDiffOfManyVariables holds every change of a large plan against the variables that it is about.
func TestDiffOfManyVariables(t *testing.T) {
	const n = 10_000
	live, want := manyVariables(n, "info"), manyVariables(n, "debug")
	for i := range n {
		live.EnvironmentVariables[i].Value = new(fmt.Sprintf("was %d", i))
		want.EnvironmentVariables[i].Value = new(fmt.Sprintf("is %d\n%s", i, strings.Repeat("x", i%7000)))
	}
	plan := deployfile.Diff(live, want)
	require.Len(t, plan.Changes, n)
	for i, c := range plan.Changes {
		require.Equal(t, fmt.Sprintf("deployment.environment_variables[key=VARIABLE_%06d].value", i), string(c.Path))
		require.Equal(t, fmt.Sprintf(`"was %d"`, i), string(c.Before))
		require.Equal(t, fmt.Sprintf(`"is %d\n%s"`, i, strings.Repeat("x", i%7000)), string(c.After))
	}
}

// TestDiffOfManyQueues compares more queues than there can be, half of them renamed by letter case only.
func TestDiffOfManyQueues(t *testing.T) {
	const n = 10_000
	live, want := hostedExample(), hostedExample()
	live.WorkerQueues, want.WorkerQueues = nil, nil
	for i := range n {
		q := deployfile.WorkerQueue{Name: fmt.Sprintf("queue-%05d", i), WorkerType: "A5"}
		live.WorkerQueues = append(live.WorkerQueues, q)
		if i%2 == 0 {
			q.Name = strings.ToUpper(q.Name)
		}
		want.WorkerQueues = append(want.WorkerQueues, q)
	}
	s := deployfile.Diff(live, want).Summary()
	assert.Equal(t, n/2, s.Create, "letter case counts")
	assert.Equal(t, n/2, s.Delete)
	assert.Zero(t, s.Update)
}

// TestDiffOfDuplicates shows that nothing is said of what stands twice, on either side, in whatever number.
func TestDiffOfDuplicates(t *testing.T) {
	variable := func(key, value string) deployfile.EnvironmentVariable {
		return deployfile.EnvironmentVariable{Key: key, Value: &value}
	}
	once, twice := hostedExample(), hostedExample()
	once.EnvironmentVariables = []deployfile.EnvironmentVariable{variable("A", "1"), variable("a", "2")}
	twice.EnvironmentVariables = []deployfile.EnvironmentVariable{variable("A", "3"), variable("a", "2"), variable("A", "4"), variable("A", "5")}
	for _, plan := range []deployfile.Plan{deployfile.Diff(once, twice), deployfile.Diff(twice, once), deployfile.Diff(twice, twice)} {
		assert.Empty(t, plan.Changes)
		require.NotEmpty(t, plan.Blocked)
		for _, b := range plan.Blocked {
			assert.Equal(t, deployfile.CodeDuplicateName, b.Code)
			assert.Equal(t, "deployment.environment_variables[key=A]", string(b.Path))
		}
	}
}

// TestDiffSuggestsQuickly meets many unknown secrets with many that are left out.
func TestDiffSuggestsQuickly(t *testing.T) {
	live, want := hostedExample(), hostedExample()
	live.EnvironmentVariables, want.EnvironmentVariables = nil, nil
	for i := range 10_000 {
		live.EnvironmentVariables = append(live.EnvironmentVariables, deployfile.EnvironmentVariable{Key: fmt.Sprintf("SECRET_%05d", i), IsSecret: true})
		want.EnvironmentVariables = append(want.EnvironmentVariables, deployfile.EnvironmentVariable{Key: fmt.Sprintf("SECRTE_%05d", i), IsSecret: true})
	}
	plan := deployfile.Diff(live, want)
	assert.Len(t, plan.Blocked, 10_000)
	assert.Contains(t, plan.Blocked[0].Hint, "did you mean")
	assert.NotContains(t, plan.Blocked[9_999].Hint, "did you mean")
}
