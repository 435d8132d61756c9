package deployfile

import (
	"unicode/utf8"

	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/yamltree"
)

const (
	sectionVariables = diag.Path("deployment.environment_variables")
	sectionQueues    = diag.Path("deployment.worker_queues")
	sectionEmails    = diag.Path("deployment.alert_emails")
	sectionSchedules = diag.Path("deployment.hibernation_schedules")
	sectionMetadata  = diag.Path("deployment.metadata")
	remoteExecution  = diag.Path("deployment.configuration.remote_execution")
)

// variableValuePath is where the table of facts has the value of an environment variable.
const variableValuePath = "deployment.environment_variables[].value"

// configuration returns the path of a key of deployment.configuration.
func configuration(key string) diag.Path { return diag.Path("deployment.configuration." + key) }

// variable returns the path of a key of environment variable i.
func variable(i int, key string) diag.Path { return sectionVariables.Index(i).Field(key) }

// queue returns the path of a key of worker queue i.
func queue(i int, key string) diag.Path { return sectionQueues.Index(i).Field(key) }

// schedule returns the path of a key of hibernation schedule i.
func schedule(i int, key string) diag.Path { return sectionSchedules.Index(i).Field(key) }

// pathSet is a set of places in a file.
type pathSet map[diag.Path]struct{}

func (s *pathSet) add(p diag.Path) {
	if *s == nil {
		*s = pathSet{}
	}
	(*s)[p] = struct{}{}
}

func (s pathSet) has(p diag.Path) bool {
	_, in := s[p]
	return in
}

// step is one element of a path, linked to the ones before it: cheap to extend, rendered only for a finding.
type step struct {
	parent *step
	key    string // "" for a list item
	index  int
	node   *yamltree.Node // the mapping that a list item is
}

func (s *step) path() diag.Path {
	switch {
	case s == nil:
		return ""
	case s.key == "":
		return s.parent.path().Index(s.index)
	default:
		return s.parent.path().Field(clip(s.key))
	}
}

// clip bounds the length of a key that a hostile file makes up.
func clip(key string) string {
	const most = 100 // bytes
	if len(key) <= most {
		return key
	}
	return leading(key, most) + "…"
}

// leading returns the characters that the first n bytes of s hold whole. s has more bytes than that.
func leading(s string, n int) string {
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// shownField adds a key to a path, fit for a message.
func shownField(p diag.Path, key string) diag.Path { return p.Field(withoutValue(clip(key))) }

// shownStep adds to a path what one element of another names, fit for a message: long names are cut, and what may be the
// value of a variable in the wrong place is left out.
func shownStep(p diag.Path, s *diag.Step) diag.Path {
	switch {
	case len(s.Match) > 0:
		for i, condition := range s.Match {
			field, value := clip(condition[0]), withoutValue(clip(condition[1]))
			if field == "value" {
				value = "…"
			}
			if i == 0 {
				p = p.Entry(field, value)
			} else {
				p = p.And(field, value)
			}
		}
		return p
	case s.Index >= 0:
		return p.Index(s.Index)
	case s.Quoted:
		return p.Element(clip(s.Key))
	default:
		return shownField(p, s.Key)
	}
}
