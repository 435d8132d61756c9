package client

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"net/url"
	"slices"
	"strconv"
	"time"
)

// LogSource is the part of a Deployment that wrote a line.
type LogSource string

// The parts that the platform keeps logs of. Airflow 3 has an API server where Airflow 2 has a web server.
const (
	LogSourceScheduler    LogSource = "scheduler"
	LogSourceTriggerer    LogSource = "triggerer"
	LogSourceWorker       LogSource = "worker"
	LogSourceWebServer    LogSource = "webserver"
	LogSourceDagProcessor LogSource = "dag-processor"
	LogSourceAPIServer    LogSource = "apiserver"
)

// LogQuery chooses log lines. Sources is the only field that has to be given.
type LogQuery struct {
	Sources []LogSource
	Text    string // lines that hold it

	// Start and End bound the time, and go together; without them Last counts back from now, by default an hour and
	// never less than a minute.
	Start, End time.Time
	Last       time.Duration

	Limit      int    // lines of one page; 0 means 500
	MaxResults int    // lines of one search; 0 means 10,000
	Offset     int    // lines to skip
	SearchID   string // a search to go on with, from [LogPage]
}

func (q LogQuery) query() url.Values {
	v := url.Values{}
	addAll(v, "sources", q.Sources)
	set(v, "searchText", q.Text)
	set(v, "searchId", q.SearchID)
	for name, n := range map[string]int{"limit": q.Limit, "offset": q.Offset, "maxNumResults": q.MaxResults, "range": int(q.Last / time.Second)} {
		if n != 0 {
			v.Set(name, strconv.Itoa(n))
		}
	}
	setTime(v, "startDate", q.Start)
	setTime(v, "endDate", q.End)
	return v
}

// check refuses what the API documents as wrong, so that the message can say what to do.
func (q LogQuery) check() error {
	switch {
	case len(q.Sources) == 0:
		return fmt.Errorf("%w: a log query needs at least one source", ErrInvalid)
	case q.Start.IsZero() != q.End.IsZero():
		return fmt.Errorf("%w: the start and the end of a log query go together", ErrInvalid)
	case q.Last != 0 && q.Last < time.Minute:
		return fmt.Errorf("%w: a log query reaches back %s, which is less than a minute", ErrInvalid, q.Last)
	case q.Limit < 0 || q.Offset < 0 || q.MaxResults < 0:
		return fmt.Errorf("%w: a log query has a negative limit, offset or maximum", ErrInvalid)
	}
	return nil
}

// LogPage is one page of log lines, and what is needed to ask for the next.
type LogPage struct {
	Entries     []LogEntry `json:"results"`
	Limit       int        `json:"limit"`
	Offset      int        `json:"offset"`
	MaxResults  int        `json:"maxNumResults"`
	ResultCount int        `json:"resultCount"`
	SearchID    string     `json:"searchId"`
}

// LogEntry is one line of a log.
type LogEntry struct {
	Raw       string    `json:"raw"`
	Source    LogSource `json:"source"`
	Timestamp float64   `json:"timestamp"` // as the API gives it; its unit is not documented
}

// Logs reads one page of the log lines that a Deployment's components wrote.
//
//astro:operation GetDeploymentLogs GET /organizations/{organizationId}/deployments/{deploymentId}/logs
func (s *Deployments) Logs(ctx context.Context, id string, q LogQuery) (LogPage, error) {
	if err := q.check(); err != nil {
		return LogPage{}, err
	}
	return get[LogPage](ctx, s.c, s.c.path("deployments", id, "logs"), q.query())
}

// AllLogs reads the log lines from q.Offset on, page by page as the loop goes on. It ends at a page that is not full,
// and at the latest after the maximum of the search.
func (s *Deployments) AllLogs(ctx context.Context, id string, q LogQuery) iter.Seq2[LogEntry, error] {
	q.Sources = slices.Clone(q.Sources)
	return func(yield func(LogEntry, error) bool) {
		for q := q; ; {
			page, err := s.Logs(ctx, id, q)
			if err != nil {
				yield(LogEntry{}, err)
				return
			}
			for _, line := range page.Entries {
				if !yield(line, nil) {
					return
				}
			}
			q.Offset += len(page.Entries)
			most := cmp.Or(page.MaxResults, q.MaxResults, 10_000)
			if len(page.Entries) == 0 || len(page.Entries) < page.Limit || q.Offset >= most {
				return
			}
			q.SearchID = page.SearchID
		}
	}
}
