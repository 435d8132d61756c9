package client

import "github.com/astrofile/astrofile/deployfile"

// Stage is a step of [Client.Apply].
type Stage string

// The stages in their order. One that has nothing to do is left out.
const (
	StageResolve Stage = "resolve" // find the Deployment and what the names stand for
	StageRead    Stage = "read"    // read it
	StagePlan    Stage = "plan"    // Progress.Plan says what will be done, or refused for want of consent
	StageWrite   Stage = "write"   // the one request that changes it
	StageWait    Stage = "wait"    // Progress.Status says how it is; told again whenever that changes
	StageVerify  Stage = "verify"  // read back and compared
)

// Progress is what [OnProgress] is told when a stage begins. Nothing in it is secret.
type Progress struct {
	Stage        Stage
	Name         string           // of the Deployment, as the file has it
	DeploymentID string           // once it is known
	Plan         *deployfile.Plan // with StagePlan; not to be changed
	Status       DeploymentStatus // with StageWait
	Reason       string           // with StageWait: the API's words about the status
}

// progress tells the caller.
func (r *run) progress(p Progress) {
	if r.conf.progress == nil {
		return
	}
	p.Name = r.want.Configuration.Name
	if p.DeploymentID == "" {
		p.DeploymentID = r.result.Deployment.ID
	}
	r.conf.progress(p)
}
