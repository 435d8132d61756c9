package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/deployfile/diag"
)

// apiCodes explains the exit codes of every command that calls the API, behind those of its own.
const apiCodes = `
Because of the API: 4 what a file or a flag names is not there, or not the only one, or the request is refused; 69 it
cannot be reached, or fails; 70 written, but what runs is not what was asked for, or not healthy; 75 not done, or not
known to be: run it again; 77 the token is expired, or not allowed to do this.`

// failed says why something was not done and returns the exit code for that. Subject is a file or a Deployment.
func failed(env environment, command, subject string, err error) int {
	fmt.Fprintf(env.err, "astrofile %s: %s: %s\n", command, shown(subject), explain(err))
	return codeOf(err)
}

// codeOf returns the exit code that stands for an error of package client.
func codeOf(err error) int {
	target, _ := errors.AsType[*client.TargetError](err)
	switch {
	case isFinding(err):
		return exitInvalid
	case target != nil && target.Again:
		return exitAgain
	case is[*client.ConsentError](err):
		return exitBlocked
	case is[*client.MismatchError](err), unhealthy(err):
		return exitMismatch
	case is[*client.LostError](err), is[*client.HealthError](err), is[*client.StaleError](err), errors.Is(err, client.ErrNotStarted), errors.Is(err, client.ErrRateLimited), errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return exitAgain
	case errors.Is(err, client.ErrUnauthorized), errors.Is(err, client.ErrForbidden), errors.Is(err, client.ErrTokenExpired), errors.Is(err, client.ErrTokenScope):
		return exitDenied
	case target != nil, errors.Is(err, client.ErrNotFound), errors.Is(err, client.ErrConflict), errors.Is(err, client.ErrInvalid):
		return exitRefused
	}
	if refusal, ok := errors.AsType[*client.APIError](err); ok && refusal.StatusCode < http.StatusInternalServerError {
		return exitRefused
	}
	return exitUnavailable
}

// unhealthy reports whether a Deployment came up badly. One that was not waited for long enough may still come up well.
func unhealthy(err error) bool {
	e, ok := errors.AsType[*client.HealthError](err)
	return ok && e.Err == nil
}

func is[E error](err error) bool {
	_, ok := errors.AsType[E](err)
	return ok
}

// isFinding reports whether the error is one of the findings about a file.
func isFinding(err error) bool { return is[*diag.Error](err) }

// findingsIn returns the findings that an error holds.
func findingsIn(err error) (found diag.List) {
	all, ok := errors.AsType[interface {
		error
		WrappedErrors() []error
	}](err)
	if !ok {
		return nil
	}
	for _, e := range all.WrappedErrors() {
		if one, ok := errors.AsType[*diag.Error](e); ok {
			found = append(found, one.Diagnostic)
		}
	}
	return found
}

// explain returns the message of an error, with the flags that help in place of the options of the library.
func explain(err error) string {
	refused, ok := errors.AsType[*client.ConsentError](err)
	if !ok {
		return err.Error()
	}
	var parts []string
	for _, n := range refused.Needs {
		flag := flagFor(n)
		switch {
		case flag == "":
			parts = append(parts, n.Reason)
		case n.Kind == client.NeedDelete:
			parts = append(parts, fmt.Sprintf("%s is deleted: %s agrees", n.Path, flag))
		default:
			parts = append(parts, fmt.Sprintf("%s (%s): %s agrees", n.Path, n.Reason, flag))
		}
	}
	if more := len(parts) - maxNeeds; more > 0 {
		parts = append(parts[:maxNeeds], fmt.Sprintf("and %d more", more))
	}
	return "nothing was sent: " + strings.Join(parts, "; ")
}

// maxNeeds is how many needs a message lists. The plan shows all of them.
const maxNeeds = 10

// flagFor returns the flag that meets a need, or "" when only another file helps.
func flagFor(n client.Need) string {
	switch n.Kind {
	case client.NeedDelete:
		return "-allow-delete"
	case client.NeedImpact:
		return "-allow-impact " + string(n.Impact)
	case client.NeedRename:
		return "-allow-rename"
	case client.NeedLeave:
		return "-leave-blocked"
	default:
		return ""
	}
}
