package deployfile

import (
	"slices"
	"sort"
	"strings"

	"github.com/astrofile/astrofile/deployfile/diag"
)

// metadata notes what is worth knowing beyond the changes. The section itself is never applied.
func (d *differ) metadata() {
	if d.plan.Creation {
		return
	}
	live, want := d.live.Metadata, d.want.Metadata
	if live != nil && want != nil && live.DeploymentID != "" && want.DeploymentID != "" && live.DeploymentID != want.DeploymentID {
		d.note(Note{Code: CodeMetadataTarget, Path: sectionMetadata.Field("deployment_id"),
			Message: "the file was written for the Deployment " + diag.Quote(want.DeploymentID) + ", and this one is " +
				diag.Quote(live.DeploymentID) + " (" + diag.Quote(d.live.Configuration.Name) + ")",
			Hint: "make sure that this is the right Deployment, and delete metadata from the file"})
	}
	d.dagDeploysLocked()
	d.renamedQueue()
	sort.SliceStable(d.plan.Notes, func(i, j int) bool { return d.plan.Notes[i].Path < d.plan.Notes[j].Path })
}

// dagDeploysLocked notes that Dag-only deploys cannot be switched while CI/CD enforcement is on.
func (d *differ) dagDeploysLocked() {
	p := configuration("dag_deploy_enabled")
	if !slices.ContainsFunc(d.plan.Changes, func(c Change) bool { return c.Path == p }) {
		return
	}
	live, want := isTrue(d.live.Configuration.CICDEnforcement), isTrue(d.want.Configuration.CICDEnforcement)
	if !live && !want {
		return
	}
	d.note(Note{Code: CodeDagDeployLocked, Path: p,
		Message: "dag_deploy_enabled cannot be switched while ci_cd_enforcement is on, so the update is likely to be refused; the live value is " + string(boolValue(isTrue(d.live.Configuration.DagDeployEnabled))),
		Hint:    "turn ci_cd_enforcement off, switch dag_deploy_enabled, then turn it on again; running Dags stay away until the next deploy"})
}

// renamedQueue notes that one queue goes and another one of the same machine comes, as when someone renames it.
func (d *differ) renamedQueue() {
	var came, gone []diag.Path
	for i := range d.plan.Changes {
		c := &d.plan.Changes[i]
		if !strings.HasPrefix(string(c.Path), string(sectionQueues)) || c.Path.Parent() != sectionQueues {
			continue
		}
		switch c.Action {
		case ActionCreate:
			came = append(came, c.Path)
		case ActionDelete:
			gone = append(gone, c.Path)
		}
		if len(came) > 1 || len(gone) > 1 {
			return
		}
	}
	if len(came) != 1 || len(gone) != 1 {
		return
	}
	was, is := queueAt(d.live, gone[0]), queueAt(d.want, came[0])
	if was == nil || is == nil || !strings.EqualFold(was.WorkerType, is.WorkerType) {
		return
	}
	d.note(Note{Code: CodeQueueDeleted, Path: sectionQueues,
		Message: "worker queue " + diag.Quote(is.Name) + " has the worker_type of the deleted " + diag.Quote(was.Name) + ": a queue cannot be renamed, it is deleted and another one made",
		Hint:    "point the tasks at the new queue first, or keep the old name"})
}

func queueAt(d *Deployment, p diag.Path) *WorkerQueue {
	for i := range d.WorkerQueues {
		if sectionQueues.Entry("name", d.WorkerQueues[i].Name) == p {
			return &d.WorkerQueues[i]
		}
	}
	return nil
}
