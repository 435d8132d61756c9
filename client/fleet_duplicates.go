package client

import (
	"cmp"
	"fmt"
)

// fleetTarget tells Deployments apart, by ID or by the Workspace and the name in it. The zero value is none.
type fleetTarget struct{ id, workspace, name string }

// refuseDuplicates fails all files that are for the same Deployment. Which of them is right nobody can tell.
func (f *fleet) refuseDuplicates(of func(*fleetJob) fleetTarget) {
	jobs := map[fleetTarget][]*fleetJob{}
	for i := range f.jobs {
		if target := of(&f.jobs[i]); target != (fleetTarget{}) {
			jobs[target] = append(jobs[target], &f.jobs[i])
		}
	}
	for _, same := range jobs {
		for i, job := range same {
			if len(same) == 1 || job.result.Err != nil {
				continue
			}
			other := same[0]
			if i == 0 {
				other = same[1]
			}
			more := ""
			if n := len(same) - 2; n > 0 {
				more = fmt.Sprintf(" (and %d more)", n)
			}
			f.fail(job, &TargetError{Kind: "Deployment", Name: job.name(), kind: ErrConflict,
				Reason: fmt.Sprintf("%s%s is for Deployment %s too: keep one of the files", other.result.name(), more, quoteName(job.name()))})
		}
	}
}

// name returns what the file calls its Deployment.
func (job *fleetJob) name() string {
	return cmp.Or(job.want.Configuration.Name, job.target.Name, job.target.ID)
}

// writtenTarget is the Deployment that a file is for, as far as the file and the caller say so themselves. A Workspace by
// its name and by its ID look different here; what is the same all the same shows once both are resolved.
func writtenTarget(job *fleetJob) fleetTarget {
	s, err := job.target.search(&job.want)
	switch {
	case err != nil:
		return fleetTarget{}
	case s.id != "":
		return fleetTarget{id: s.id}
	}
	target := fleetTarget{workspace: cmp.Or(s.workspaceID, s.metadata, s.workspace), name: s.name}
	if target.workspace == "" || target.name == "" {
		return fleetTarget{}
	}
	return target
}

// resolvedTarget is the live Deployment that a file turned out to be for.
func resolvedTarget(job *fleetJob) fleetTarget {
	return fleetTarget{id: job.result.Result.Deployment.ID}
}

// resolvedName is what the Deployment of a file will be called, and where.
func resolvedName(job *fleetJob) fleetTarget {
	workspace := job.result.Result.Deployment.WorkspaceID
	if workspace == "" {
		return fleetTarget{}
	}
	return fleetTarget{workspace: workspace, name: job.name()}
}
