package client

import (
	"errors"
	"fmt"
	"strings"

	"github.com/astrofile/astrofile/rbac"
)

// AccessRefusedError says why access was not touched at all. Nothing has been sent.
type AccessRefusedError struct {
	Findings   []rbac.Finding       // what was asked for is wrong: those of severity error say how
	Blocked    []rbac.AccessBlocked // it cannot or must not be done
	Needs      []rbac.AccessChange  // it takes something away: [AllowRevoke] agrees
	NoReceiver bool                 // new tokens have secrets, and nobody takes them: [OnTokenSecret]
}

// Error lists the first reasons and counts the rest.
func (e *AccessRefusedError) Error() string {
	const most = 5
	var parts []string
	for _, f := range e.Findings {
		if f.Severity == rbac.SeverityError {
			parts = append(parts, f.Path+": "+f.Message+": "+f.Hint)
		}
	}
	for _, b := range e.Blocked {
		parts = append(parts, b.Path+": "+b.Message+": "+b.Hint)
	}
	for _, c := range e.Needs {
		parts = append(parts, c.Path+" "+c.Reason+": AllowRevoke() agrees")
	}
	if e.NoReceiver {
		parts = append(parts, "nobody would get the secrets of new tokens: pass OnTokenSecret")
	}
	if more := len(parts) - most; more > 0 {
		parts = append(parts[:most], fmt.Sprintf("and %d more", more))
	}
	return "access was left as it is: " + strings.Join(parts, "; ")
}

// Is reports whether target is [ErrInvalid], which it is when what was asked for is wrong by itself.
func (e *AccessRefusedError) Is(target error) bool {
	return target == ErrInvalid && len(e.Findings) > 0
}

// AccessStepError says at which user, Team or token [Client.ApplyAccess] has stopped, and what is known about it. What
// stands in Done of the result is done and proven, and what comes behind this one in the plan is as it was. It is an
// [ErrConflict] when somebody else has changed something since the plan was made.
type AccessStepError struct {
	Path   string // of the subject, as in the plan
	Effect Effect
	Reason string // in one line
	// Differences are what is not as it was asked for although the API accepted it, or after an answer was lost.
	Differences []rbac.AccessChange
	// TokenID is that of a new token whose secret nobody got: rotate it with [APITokens.Rotate], or delete it.
	TokenID string
	Err     error // of a request

	kind error
}

// Error says what is known, and what helps.
func (e *AccessStepError) Error() string {
	const most = 5
	var b strings.Builder
	if e.Path != "" {
		b.WriteString(e.Path + ": ")
	}
	b.WriteString(e.Reason)
	for i, d := range e.Differences {
		if i == most {
			fmt.Fprintf(&b, "; and %d more", len(e.Differences)-i)
			break
		}
		fmt.Fprintf(&b, "; %s should be %s and is %s", d.Path, orNothing(d.After), orNothing(d.Before))
	}
	if e.Err != nil {
		fmt.Fprintf(&b, ": %v", e.Err)
	}
	switch {
	case e.TokenID != "":
		fmt.Fprintf(&b, "; rotate the token with the ID %s to get a secret, or delete it", e.TokenID)
	case errors.Is(e.kind, ErrConflict):
		b.WriteString("; make a new plan and look at it again")
	default:
		b.WriteString("; it is safe to run it again")
	}
	return b.String()
}

func orNothing(v rbac.AccessValue) string {
	if v == "" {
		return "nothing"
	}
	return shorten(string(v), 100)
}

// Is reports whether target is the sentinel for the kind of trouble.
func (e *AccessStepError) Is(target error) bool { return target != nil && target == e.kind }

// Unwrap returns the error of the request.
func (e *AccessStepError) Unwrap() error { return e.Err }
