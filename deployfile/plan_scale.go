package deployfile

// Scale compares what the worker queues may use before and after.
type Scale struct {
	Before Capacity `json:"before"`
	After  Capacity `json:"after"`
	Cost   *Cost    `json:"cost,omitempty"` // only when the caller gives prices
}

// Capacity is what all worker queues together may use, from the fewest workers to the most.
type Capacity struct {
	MinCPU       float64  `json:"minCPU"` // vCPU
	MaxCPU       float64  `json:"maxCPU"`
	MinMemoryGiB float64  `json:"minMemoryGiB"`
	MaxMemoryGiB float64  `json:"maxMemoryGiB"`
	Unknown      []string `json:"unknown,omitempty"` // queues whose worker type is not known, left out of the figures
}
