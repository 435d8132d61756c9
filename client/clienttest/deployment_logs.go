package clienttest

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/astrofile/astrofile/client"
)

// logEntry is a line of a log with the time at which it was written.
type logEntry struct {
	at     time.Time
	source client.LogSource
	raw    string
}

// AddLog makes a component of a Deployment write a line, at the present of the control plane's clock. It reports false for
// an unknown ID.
func (a *Astro) AddLog(deploymentID string, source client.LogSource, line string) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	d, ok := a.deployments.get(deploymentID)
	if ok {
		d.logs = append(d.logs, logEntry{a.now(), source, line})
	}
	return ok
}

// getLogs answers GetDeploymentLogs, oldest line first. Timestamps are milliseconds since 1970, which is not documented.
func getLogs(c *call) (any, error) {
	d, err := c.deployment()
	if err != nil {
		return nil, err
	}
	from, to, err := c.logSpan()
	if err != nil {
		return nil, err
	}
	limit, offset, most := c.number("limit", 500), c.number("offset", 0), c.number("maxNumResults", 10_000)
	results := []client.LogEntry{}
	for _, line := range d.logs {
		if line.at.Before(from) || line.at.After(to) || len(results) == most || !strings.Contains(line.raw, c.query.Get("searchText")) ||
			!slices.Contains(c.query["sources"], string(line.source)) {
			continue
		}
		results = append(results, client.LogEntry{Raw: line.raw, Source: line.source, Timestamp: float64(line.at.UnixMilli())})
	}
	first := min(offset, len(results))
	shown := results[first:min(first+limit, len(results))]
	search := c.query.Get("searchId")
	if search == "" {
		search = c.newID("log")
	}
	return client.LogPage{
		Entries: shown, Limit: limit, Offset: offset, MaxResults: most, ResultCount: len(shown), SearchID: search,
	}, nil
}

// logSpan returns the time that a query is about. The two dates go together, and win over the range.
func (c *call) logSpan() (from, to time.Time, err error) {
	from, to = c.queryTime("startDate"), c.queryTime("endDate")
	switch {
	case from.IsZero() != to.IsZero():
		return from, to, refuse(http.StatusBadRequest, "startDate and endDate go together")
	case from.IsZero():
		return c.at.Add(-time.Duration(c.number("range", 3600)) * time.Second), c.at, nil
	case to.Before(from):
		return from, to, refuse(http.StatusBadRequest, "endDate is before startDate")
	}
	return from, to, nil
}

// number returns an integer of the query, which has been checked.
func (c *call) number(name string, usual int) int {
	n, err := strconv.Atoi(c.query.Get(name))
	if err != nil {
		return usual
	}
	return n
}
