package client

import (
	"fmt"
	"slices"
	"strings"
)

// TargetError says that a file could not be matched with one Deployment, or a name in it with one Workspace or cluster.
// Nothing has been changed unless Reason says so. errors.Is tells [ErrNotFound], when there is none, from [ErrConflict],
// when there are several or one that must not be there, and [ErrInvalid], when too little was said.
type TargetError struct {
	Kind       string      // what was looked for: Deployment, Workspace, cluster or preview
	Name       string      // by its name, or by its ID
	Candidates []Candidate // what it may be
	Names      []string    // without candidates: the names that there are, the most similar first
	Reason     string      // what is wrong and what helps, in one line
	Again      bool        // somebody else was faster, and running the same again is the way out

	kind error
	err  error
}

// Candidate is something that a name may mean.
type Candidate struct {
	ID, Name                   string
	WorkspaceID, WorkspaceName string // of a Deployment
}

// Error returns the reason.
func (e *TargetError) Error() string { return e.Reason }

// Is reports whether target is the sentinel for the kind of trouble.
func (e *TargetError) Is(target error) bool { return target != nil && target == e.kind }

// Unwrap returns the answer of the API that led here, if one did.
func (e *TargetError) Unwrap() error { return e.err }

// StaleError says that an earlier plan, see [Against], no longer fits. Nothing has been changed. It is an
// [ErrConflict].
type StaleError struct {
	Name, ID         string
	Planned, Present string // when it was updated last, then and now, in RFC 3339
	Reason           string // what has become different since the plan was made
}

// Error names the Deployment and what has changed, and says what to do.
func (e *StaleError) Error() string {
	return fmt.Sprintf("the plan for Deployment %s is out of date: %s; make a new plan and look at it again", quoteName(e.Name), e.Reason)
}

// Is reports whether target is [ErrConflict].
func (e *StaleError) Is(target error) bool { return target == ErrConflict }

// Effect is what is known about a write whose result could not be read.
type Effect string

// What may have become of a write.
const (
	EffectNone     Effect = "none"     // the Deployment is as it was: nothing has happened
	EffectUnknown  Effect = "unknown"  // it may have happened
	EffectAccepted Effect = "accepted" // the API accepted it, and what came of it could not be read
)

// LostError says that a write was sent and its result is not known, or that it came to nothing on the way. Running the
// same again is safe in every case: an update replaces, and a Deployment that was created after all is found by its name.
type LostError struct {
	Name, ID string // the ID is empty for a creation without an answer
	Creation bool
	Effect   Effect
	Err      error // what became of the write, nil when it was accepted
	ReadErr  error // why its result could not be read, nil when it was
}

// Error says what is known and that running again is safe.
func (e *LostError) Error() string {
	what := "the update of Deployment " + quoteName(e.Name)
	if e.Creation {
		what = "the creation of Deployment " + quoteName(e.Name)
	}
	switch {
	case e.Effect == EffectNone && e.Creation:
		return fmt.Sprintf("%s came to nothing, there is none of this name: %v; it is safe to run it again", what, e.Err)
	case e.Effect == EffectNone:
		return fmt.Sprintf("%s came to nothing, it is as it was: %v; it is safe to run it again", what, e.Err)
	case e.Effect == EffectAccepted:
		return fmt.Sprintf("%s was accepted, but what came of it could not be read: %v; run it again, which changes nothing if all went well", what, e.ReadErr)
	case e.ReadErr == nil:
		return fmt.Sprintf("%s may have happened: %v; run it again, which is safe either way", what, e.Err)
	default:
		return fmt.Sprintf("%s may have happened: %v; reading it back failed too: %v; run it again, which is safe either way", what, e.Err, e.ReadErr)
	}
}

// Unwrap returns both errors, as far as there are any.
func (e *LostError) Unwrap() []error {
	return slices.DeleteFunc([]error{e.Err, e.ReadErr}, func(err error) bool { return err == nil })
}

// quoteName quotes a name for a message.
func quoteName(name string) string { return fmt.Sprintf("%q", shorten(name, 100)) }

// listNames quotes the first names of a list and counts the rest.
func listNames(names []string) string {
	const most = 5
	shown := make([]string, 0, most)
	for _, name := range names[:min(len(names), most)] {
		shown = append(shown, quoteName(name))
	}
	text := strings.Join(shown, ", ")
	if more := len(names) - most; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}
