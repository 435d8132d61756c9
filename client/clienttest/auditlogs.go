package clienttest

import (
	"fmt"
	"net/http"
	"time"
)

// auditEntry is one change that somebody made in an Organization.
type auditEntry struct {
	organization, action, path, subject string
	at                                  time.Time
}

func auditHandlers() map[string]handler {
	return map[string]handler{"GetOrganizationAuditLogs": auditLogs}
}

// remember notes a call that changed something.
func (c *call) remember(path string) {
	if c.org != nil && c.op.method != http.MethodGet {
		c.audit = append(c.audit, auditEntry{c.org.ID, c.op.name, path, c.principal.id, c.at})
	}
}

// auditLogs answers one line of JSON for each change in the time that is asked for.
func auditLogs(c *call) (any, error) {
	start, end := c.queryTime("startDate"), c.queryTime("endDate")
	if !start.IsZero() && !end.IsZero() && end.Before(start) {
		return nil, invalid("endDate", "gtefield", "endDate is before startDate")
	}
	var log []byte
	for _, e := range c.audit {
		if e.organization != c.org.ID || !start.IsZero() && e.at.Before(start) || !end.IsZero() && e.at.After(end) {
			continue
		}
		log = fmt.Appendf(log, "{\"timestamp\":%q,\"action\":%q,\"path\":%q,\"subjectId\":%q}\n",
			e.at.Format(timeLayout), e.action, e.path, e.subject)
	}
	return stringBlob(log), nil
}
