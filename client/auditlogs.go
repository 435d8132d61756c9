package client

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"time"
)

// AuditLogs exports who did what in the client's Organization.
type AuditLogs struct{ c *Client }

// AuditLogFilter is the time span of an export; a zero time leaves that end to the API.
type AuditLogFilter struct {
	Start time.Time
	End   time.Time
}

func (f AuditLogFilter) query() url.Values {
	q := url.Values{}
	setTime(q, "startDate", f.Start)
	setTime(q, "endDate", f.End)
	return q
}

// Write copies the audit log to w as the API sends it, of any length. After an error w may hold a part of it.
//
//astro:operation GetOrganizationAuditLogs GET /organizations/{organizationId}/audit-logs
func (s *AuditLogs) Write(ctx context.Context, w io.Writer, f AuditLogFilter) error {
	return s.c.Do(ctx, http.MethodGet, s.c.path("audit-logs"), f.query(), nil, writer{w})
}

// writer hides everything of a value but that it can be written to.
type writer struct{ io.Writer }
