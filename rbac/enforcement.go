package rbac

// DeployKind is a way to bring code to a Deployment.
type DeployKind string

// The kinds of deploys. CI/CD enforcement knows no difference between them.
const (
	DeployImage    DeployKind = "image"
	DeployDags     DeployKind = "dags"
	DeployBundle   DeployKind = "bundle"
	DeployRollback DeployKind = "rollback"
)

// Job returns the job that does it, "" for an unknown kind.
func (k DeployKind) Job() Job {
	switch k {
	case DeployImage:
		return JobDeployImage
	case DeployDags:
		return JobDeployDags
	case DeployBundle:
		return JobDeployBundle
	case DeployRollback:
		return JobRollback
	}
	return ""
}

// ReasonCICDEnforced is the reason when CI/CD enforcement keeps people from deploying.
const ReasonCICDEnforced Reason = "cicd-enforced"

// MayDeploy answers whether the principal may deploy to a Deployment, which does or does not enforce CI/CD. Enforcement
// refuses people whatever their role, and everybody who is not known to be an API token counts as a person; tokens need
// the same permissions as ever. It restricts deploys only: configuration can still be changed by whoever may.
func MayDeploy(s *Subject, kind DeployKind, r Resource, enforced bool) Decision {
	d := s.CanCall(string(kind.Job()), r)
	if d.Operation == "" {
		d.Operation = string(kind)
	}
	if !enforced || s != nil && s.kind == KindToken {
		return d
	}
	confidence := Documented
	if kind != DeployImage && kind != DeployDags && kind != DeployBundle {
		confidence = Derived // nobody speaks of rollbacks
	}
	return Decision{
		Outcome: Denied, Reason: ReasonCICDEnforced, Operation: d.Operation, Permission: d.Permission, Resource: r,
		Confidence: confidence, subject: s,
	}
}

// SwitchStep is one update of a Deployment on the way to other settings.
type SwitchStep struct {
	Field  SwitchField `json:"field"`
	Value  bool        `json:"value"`
	Reason string      `json:"reason"` // in one line
}

// SwitchField is the setting that a step changes, as the API calls it.
type SwitchField string

// The settings.
const (
	FieldCICDEnforced SwitchField = "isCicdEnforced"
	FieldDagDeploys   SwitchField = "isDagDeployEnabled"
)

// SwitchDagDeploys returns the updates that turn deploys of Dags alone on or off, each to be made before the next; none
// if they are as wanted. While CI/CD is enforced they cannot be switched, so that enforcement is turned off meanwhile.
// [JobSwitchDagDeploys] is what it needs.
func SwitchDagDeploys(current, want, enforced bool) []SwitchStep {
	if current == want {
		return nil
	}
	reason := "only whole images can be deployed from now on"
	if want {
		reason = "Dags can be deployed by themselves from now on"
	}
	step := SwitchStep{Field: FieldDagDeploys, Value: want, Reason: reason}
	if !enforced {
		return []SwitchStep{step}
	}
	return []SwitchStep{
		{Field: FieldCICDEnforced, Value: false, Reason: "while CI/CD is enforced the next step is refused; until the last one, people can deploy"},
		step,
		{Field: FieldCICDEnforced, Value: true, Reason: "CI/CD is enforced as before"},
	}
}
