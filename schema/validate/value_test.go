package validate_test

import (
	"encoding/json"
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/schema/validate"
)

type (
	textual string
	yes     bool
	entries []map[textual]any
)

func TestValueTakesWhatStandsForJSON(t *testing.T) {
	for name, value := range map[string]any{
		"encoding/json": map[string]any{"deployment": map[string]any{"configuration": map[string]any{
			"name": "etl", "executor": "CELERY", "deployment_type": "STANDARD", "scheduler_count": float64(1), "is_development_mode": true, "description": nil,
		}, "worker_queues": []any{map[string]any{"name": "default", "worker_type": "A5", "worker_concurrency": json.Number("15")}}}},
		"keys of any type": map[any]any{"deployment": map[any]any{"configuration": map[any]any{
			"name": "etl", "executor": "CELERY", "deployment_type": "STANDARD", "scheduler_count": uint8(1),
		}, "worker_queues": []any{}}},
		"own types": map[textual]map[string]any{"deployment": {"configuration": map[textual]textual{
			"name": "etl", "executor": "CELERY", "deployment_type": "STANDARD",
		}, "worker_queues": entries{{"name": textual("default"), "worker_type": "A5", "min_worker_count": int16(0), "max_worker_count": float32(5)}},
			"environment_variables": [1]map[string]any{{"key": "A", "value": "x", "is_secret": yes(false)}}}},
	} {
		t.Run(name, func(t *testing.T) {
			found, err := validate.Value(deployfile.ModeCreate, value)
			require.NoError(t, err)
			assert.Empty(t, found)
		})
	}
}

func TestValueRefusesWhatIsNoJSON(t *testing.T) {
	round := map[string]any{}
	round["deployment"] = map[string]any{"x": round}
	wide := any("x")
	for range 20 {
		wide = []any{wide, wide}
	}
	at := func(value any) any {
		return map[string]any{"deployment": map[string]any{"worker_queues": []any{value}}}
	}
	for _, c := range []struct {
		name  string
		value any
		want  string
	}{
		{"time", at(time.Time{}), "deployment.worker_queues[0]: a time.Time is no value of JSON"},
		{"not a number", at(math.NaN()), "deployment.worker_queues[0]: NaN is no number of JSON"},
		{"infinite", at(float32(math.Inf(-1))), "deployment.worker_queues[0]: -Inf is no number of JSON"},
		{"complex", at(1i), "deployment.worker_queues[0]: a complex128 is no value of JSON"},
		{"struct", deployfile.Deployment{}, "the document: a deployfile.Deployment is no value of JSON"},
		{"pointer", at(new(5)), "deployment.worker_queues[0]: a *int is no value of JSON"},
		{"function", at(func() {}), "deployment.worker_queues[0]: a func() is no value of JSON"},
		{"number of letters", at(json.Number("abc")), "deployment.worker_queues[0]: a json.Number holds something else"},
		{"empty number", at(json.Number("")), "deployment.worker_queues[0]: a json.Number holds something else"},
		{"truth as number", at(json.Number("true")), "deployment.worker_queues[0]: a json.Number holds something else"},
		{"key", map[any]any{5: "x"}, "the document: a key is no text"},
		{"nil key", map[any]any{nil: "x"}, "the document: a key is no text"},
		{"circle", round, "nested deeper than 64"},
		{"wide", wide, "more than 100000 values"},
	} {
		t.Run(c.name, func(t *testing.T) {
			found, err := validate.Value(deployfile.ModeAny, c.value)
			require.ErrorContains(t, err, c.want)
			assert.Nil(t, found)
		})
	}
}

func TestHugeNumbersAreRejectedNotComputed(t *testing.T) {
	for _, n := range []any{json.Number("1e999999999"), json.Number("-1E999999999"), math.MaxFloat64, uint64(math.MaxUint64), int64(math.MinInt64)} {
		found, err := validate.Value(deployfile.ModeAny, map[string]any{"deployment": map[string]any{"configuration": map[string]any{
			"name": "etl", "executor": "CELERY", "deployment_type": "STANDARD", "scheduler_count": n,
		}}})
		require.NoError(t, err)
		require.Len(t, found, 1, "%v", n)
		assert.EqualValues(t, "deployment.configuration.scheduler_count", found[0].Path)
		assert.Equal(t, deployfile.CodeWrongType, found[0].Code)
	}
}

func TestUnknownMode(t *testing.T) {
	_, err := validate.Value("apply", nil)
	require.EqualError(t, err, `unknown mode "apply": it is any, create, update or template`)
	_, err = validate.File("any", &deployfile.File{})
	require.EqualError(t, err, `unknown mode "any": it is any, create, update or template`)
}
