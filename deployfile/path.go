package deployfile

import (
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
	const most = 100
	if len(key) <= most {
		return key
	}
	end := most
	for end > 0 && key[end]&0xC0 == 0x80 {
		end--
	}
	return key[:end] + "…"
}
