package deployfile_test

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
)

// FuzzDiff holds what is true of every plan.
func FuzzDiff(f *testing.F) {
	for seed := range uint64(300) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		d := newDice(seed)
		live := d.live()
		want := d.file(live)

		same := deployfile.Diff(live, live)
		assert.Empty(t, same.Changes, "a Deployment differs from itself")
		assert.Empty(t, same.Blocked)

		plan := deployfile.Diff(live, want)
		require.Empty(t, plan.Blocked)
		assert.Equal(t, plan, deployfile.Diff(shuffled(d, live), shuffled(d, want)), "the order of the inputs shows")

		after := applied(t, live, want, plan)
		again := deployfile.Diff(after, want)
		assert.Empty(t, again.Changes, "a second plan is not empty")
		assert.Empty(t, again.Blocked)
		agree(t, after, want)
	})
}

// shuffled returns the same Deployment with its lists in another order.
func shuffled(d dice, in deployfile.Deployment) deployfile.Deployment {
	in.EnvironmentVariables = shuffle(d.Rand, in.EnvironmentVariables)
	in.WorkerQueues = shuffle(d.Rand, in.WorkerQueues)
	in.AlertEmails = shuffle(d.Rand, in.AlertEmails)
	in.HibernationSchedules = shuffle(d.Rand, in.HibernationSchedules)
	return in
}

func shuffle[T any](r *rand.Rand, list []T) []T {
	list = slices.Clone(list)
	r.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	return list
}

// agree holds the Deployment after the update against the file, without Diff.
func agree(t *testing.T, after, want deployfile.Deployment) {
	t.Helper()
	values := map[string]deployfile.EnvironmentVariable{}
	for _, v := range after.EnvironmentVariables {
		values[v.Key] = v
	}
	assert.Len(t, values, len(want.EnvironmentVariables))
	for _, v := range want.EnvironmentVariables {
		got, ok := values[v.Key]
		require.True(t, ok, v.Key)
		assert.Equal(t, v.IsSecret, got.IsSecret, v.Key)
		if v.Value != nil {
			assert.Equal(t, v.Value, got.Value, v.Key)
		}
	}
	assert.ElementsMatch(t, want.AlertEmails, after.AlertEmails)
	if len(want.WorkerQueues) == 0 {
		return
	}
	queues := map[string]deployfile.WorkerQueue{}
	for _, q := range after.WorkerQueues {
		queues[q.Name] = q
	}
	assert.Len(t, queues, len(want.WorkerQueues))
	for _, q := range want.WorkerQueues {
		got, ok := queues[q.Name]
		require.True(t, ok, q.Name)
		assert.Equal(t, q.WorkerType, got.WorkerType)
		if q.MaxWorkerCount != nil && *q.MaxWorkerCount != 0 {
			assert.Equal(t, q.MaxWorkerCount, got.MaxWorkerCount)
		}
		if q.WorkerConcurrency != nil {
			assert.Equal(t, q.WorkerConcurrency, got.WorkerConcurrency)
		}
	}
}

// applied does to the live Deployment what the plan says and nothing else. The values of secrets, which no plan has, are
// those of the file.
func applied(t *testing.T, live, want deployfile.Deployment, plan deployfile.Plan) deployfile.Deployment {
	t.Helper()
	src, err := deployfile.Marshal(live, deployfile.SyntaxJSON)
	require.NoError(t, err)
	var root map[string]map[string]any
	require.NoError(t, json.Unmarshal(src, &root))
	doc := root["deployment"]
	secrets := map[string]any{}
	for _, v := range want.EnvironmentVariables {
		if v.Value != nil {
			secrets[v.Key] = *v.Value
		}
	}
	for _, c := range plan.Changes {
		steps, pathErr := c.Path.Steps()
		require.NoError(t, pathErr)
		before, after := decoded(t, c.Before), decoded(t, c.After)
		if key := keyOf(steps); c.Secret && c.Action != deployfile.ActionDelete {
			if entry, whole := after.(map[string]any); whole {
				entry["value"] = secrets[key]
			} else {
				after = secrets[key]
			}
		}
		section := steps[1].Key
		switch {
		case section == "configuration" && len(steps) == 3:
			doc[section].(map[string]any)[steps[2].Key] = after
		case section == "configuration":
			block := doc[section].(map[string]any)[steps[2].Key].(map[string]any)
			if len(steps) == 4 {
				block[steps[3].Key] = after
				if c.Action == deployfile.ActionDelete {
					block[steps[3].Key] = ""
				}
				continue
			}
			list, _ := block[steps[3].Key].([]any)
			block[steps[3].Key] = changedList(t, list, c, steps[4:], before, after)
		default:
			list, _ := doc[section].([]any)
			doc[section] = changedList(t, list, c, steps[2:], before, after)
		}
	}
	src, err = json.Marshal(root)
	require.NoError(t, err)
	file, found := deployfile.Parse("after.json", src)
	require.NoError(t, found.Err())
	return file.Deployment
}

func decoded(t *testing.T, v deployfile.Value) (value any) {
	t.Helper()
	if v != "" {
		require.NoError(t, json.Unmarshal([]byte(v), &value), string(v))
	}
	return value
}

func keyOf(steps []diag.Step) string {
	for _, s := range steps {
		for _, m := range s.Match {
			if m[0] == "key" {
				return m[1]
			}
		}
	}
	return ""
}

// changedList makes one change to a list.
func changedList(t *testing.T, list []any, c deployfile.Change, steps []diag.Step, before, after any) []any {
	t.Helper()
	if len(steps) == 1 && c.Action == deployfile.ActionCreate {
		return append(list, after)
	}
	for i, item := range list {
		if !matches(item, steps[0]) {
			continue
		}
		if len(steps) > 1 {
			key := steps[1].Key
			current := item.(map[string]any)[key]
			same := current == before || current == nil && (before == "" || before == false)
			if steps[0].Match[0][0] == "hibernate_at" && !same {
				continue // one of several schedules at the same times
			}
			item.(map[string]any)[key] = after
			return list
		}
		if whole, ok := before.(map[string]any); ok && steps[0].Match[0][0] == "hibernate_at" {
			s := item.(map[string]any)
			enabled, _ := s["enabled"].(bool)
			description, _ := s["description"].(string)
			wanted, _ := whole["description"].(string)
			if enabled != whole["enabled"] || description != wanted {
				continue
			}
		}
		return slices.Delete(list, i, i+1)
	}
	require.Fail(t, "nothing to change", string(c.Path))
	return nil
}

func matches(item any, step diag.Step) bool {
	if step.Quoted {
		return item == step.Key
	}
	for _, m := range step.Match {
		if !strings.EqualFold(item.(map[string]any)[m[0]].(string), m[1]) {
			return false
		}
	}
	return true
}
