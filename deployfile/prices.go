package deployfile

import (
	"math"
	"slices"
)

// Prices say what workers cost, for plans that compare the cost before and after. Astro publishes no list that a program
// could read, so they come from the caller's contract.
type Prices struct {
	Currency string             // shown behind amounts, such as "USD"
	PerHour  map[string]float64 // price of one worker for one hour, by worker type (A5, m5.xlarge)
}

// Cost compares what the worker queues cost before and after. It covers workers only.
type Cost struct {
	Currency string    `json:"currency,omitempty"`
	Before   CostRange `json:"before"`
	After    CostRange `json:"after"`
	Unpriced []string  `json:"unpriced,omitempty"` // worker types without a price, left out of the figures; sorted
}

// CostRange is the price of one hour, from the fewest workers of every queue to the most.
type CostRange struct {
	Min float64 `json:"min"`
	Max float64 `json:"max"`
}

// cost adds up the price of the workers before and after, or returns nil when there are no prices. The queues are
// resolved as for [capacityOf].
func (p Prices) cost(before, after []WorkerQueue) *Cost {
	if len(p.PerHour) == 0 {
		return nil
	}
	c := &Cost{Currency: p.Currency}
	c.Before = p.sum(before, &c.Unpriced)
	c.After = p.sum(after, &c.Unpriced)
	slices.Sort(c.Unpriced)
	c.Unpriced = slices.Compact(c.Unpriced)
	return c
}

func (p Prices) sum(queues []WorkerQueue, unpriced *[]string) CostRange {
	var r CostRange
	for i := range queues {
		q := &queues[i]
		price, priced := p.of(q.WorkerType)
		fewest, most, counted := workerCounts(q)
		if !priced || !counted {
			*unpriced = append(*unpriced, q.WorkerType)
			continue
		}
		r.Min += fewest * price
		r.Max += most * price
	}
	// JSON has no infinity.
	return CostRange{min(r.Min, math.MaxFloat64), min(r.Max, math.MaxFloat64)}
}

// of returns the price of a worker type; what cannot be a price is none.
func (p Prices) of(workerType string) (float64, bool) {
	price, ok := p.PerHour[workerType]
	return price, ok && price >= 0 && !math.IsInf(price, 1) // NaN is not above 0 either
}
