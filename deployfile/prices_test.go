package deployfile

import (
	"encoding/json"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestCost(t *testing.T) {
	prices := Prices{Currency: "EUR", PerHour: map[string]float64{
		"A5": 0.25, "A10": 0.5, "free": 0, "NaN": math.NaN(), "negative": -1, "infinite": math.Inf(1), "dear": math.MaxFloat64,
	}}
	for name, c := range map[string]struct {
		before, after []WorkerQueue
		want          Cost
	}{
		"nothing": {nil, nil, Cost{}},
		"more workers": {
			[]WorkerQueue{workers("A5", 0, 10)}, []WorkerQueue{workers("A5", 1, 10), workers("A10", 2, 4)},
			Cost{Before: CostRange{0, 2.5}, After: CostRange{1.25, 4.5}},
		},
		"a price of nothing is a price": {nil, []WorkerQueue{workers("free", 1, 2)}, Cost{}},
		"types without a price are named once and in order": {
			[]WorkerQueue{workers("A40", 1, 1), workers("A5", 1, 1)}, []WorkerQueue{workers("A40", 1, 1), workers("A20", 1, 1)},
			Cost{Before: CostRange{0.25, 0.25}, Unpriced: []string{"A20", "A40"}},
		},
		"what cannot be a price is none": {
			nil, []WorkerQueue{workers("NaN", 1, 1), workers("negative", 1, 1), workers("infinite", 0, 1)},
			Cost{Unpriced: []string{"NaN", "infinite", "negative"}},
		},
		"a queue without a count": {nil, []WorkerQueue{{WorkerType: "A5"}}, Cost{Unpriced: []string{"A5"}}},
		"amounts beyond numbers":  {nil, []WorkerQueue{workers("dear", 0, 2)}, Cost{After: CostRange{0, math.MaxFloat64}}},
	} {
		got := prices.cost(c.before, c.after)
		require.NotNil(t, got, name)
		c.want.Currency = "EUR"
		assert.Equal(t, c.want, *got, name)
		_, err := json.Marshal(got)
		assert.NoError(t, err, name)
	}
}

func TestCostWithoutPrices(t *testing.T) {
	assert.Nil(t, Prices{}.cost(nil, []WorkerQueue{workers("A5", 1, 1)}))
	assert.Nil(t, Prices{Currency: "USD", PerHour: map[string]float64{}}.cost(nil, nil))
}

func TestCostWireForm(t *testing.T) {
	cost := Prices{Currency: "USD", PerHour: map[string]float64{"A5": 0.25}}.cost(
		[]WorkerQueue{workers("A5", 1, 2)}, []WorkerQueue{workers("A5", 2, 4), workers("A10", 1, 1)})
	got, err := json.Marshal(Scale{Cost: cost})
	require.NoError(t, err)
	assert.JSONEq(t, `{
		"before": {"minCPU": 0, "maxCPU": 0, "minMemoryGiB": 0, "maxMemoryGiB": 0},
		"after": {"minCPU": 0, "maxCPU": 0, "minMemoryGiB": 0, "maxMemoryGiB": 0},
		"cost": {"currency": "USD", "before": {"min": 0.25, "max": 0.5}, "after": {"min": 0.5, "max": 1}, "unpriced": ["A10"]}
	}`, string(got))
}
