package clienttest

import (
	"strconv"

	"github.com/astrofile/astrofile/client"
)

// updateDeployment answers UpdateDeployment: what is sent replaces what is there, and a change is made as a whole or not
// at all.
func updateDeployment(c *call) (any, error) {
	d, err := c.deployment()
	if err != nil {
		return nil, err
	}
	var r deploymentRequest
	if err = c.read(&r); err != nil {
		return nil, err
	}
	next := *d
	if err = c.sparing(func() error { return c.change(&next, &r) }); err != nil {
		return nil, err
	}
	*d = next
	d.touch(c)
	d.hibernate(c.at)
	c.busy(d, client.DeploymentStatusDeploying, c.at, outcome{})
	return c.answer(d), nil
}

// change makes a copy of a live Deployment what an update asks for.
func (a *Astro) change(d *deployment, r *deploymentRequest) error {
	var p problems
	checkFixed(d, r, &p)
	changeMode(d, r.IsDevelopmentMode, &p)
	hadDags, wasEnforced := d.IsDagDeployEnabled, d.IsCICDEnforced
	d.Name = r.Name
	a.configure(d, r, false, &p)
	if d.IsDagDeployEnabled != hadDags {
		d.DagTarballVersion, d.DesiredDagTarballVersion, d.next.DagTarballVersion = "", "", ""
		if wasEnforced && d.IsCICDEnforced {
			p.add("isDagDeployEnabled", "immutable", "Dag deploys cannot be switched while CI/CD is enforced")
		}
	}
	return p.err()
}

// checkFixed refuses changes of what cannot change.
func checkFixed(d *deployment, r *deploymentRequest, p *problems) {
	if r.Type != d.Type {
		p.add("type", "immutable", "the Deployment is %s, not %s", d.Type, r.Type)
	}
	if r.WorkspaceID != d.WorkspaceID {
		p.add("workspaceId", "immutable", "the Deployment is in Workspace %q, not %q", d.WorkspaceID, r.WorkspaceID)
	}
}

// changeMode takes development mode over: it can be left and not entered. Leaving it ends all hibernation.
func changeMode(d *deployment, asked *bool, p *problems) {
	if asked == nil {
		return
	}
	if *asked && !d.development() {
		p.add("isDevelopmentMode", "immutable", "the Deployment was not created in development mode")
		return
	}
	d.IsDevelopmentMode = asked
}

// configure takes the settings that creates and updates share over; what is absent stays as it is.
func (a *Astro) configure(d *deployment, r *deploymentRequest, isNew bool, p *problems) {
	a.checkName(d, p)
	set(&d.Description, r.Description)
	set(&d.Executor, r.Executor)
	set(&d.IsCICDEnforced, r.IsCICDEnforced)
	set(&d.IsDagDeployEnabled, r.IsDagDeployEnabled)
	if r.IsHighAvailability != nil {
		d.IsHighAvailability = r.IsHighAvailability
	}
	checkEmails(r.ContactEmails.value, p)
	if r.ContactEmails.set && (!r.ContactEmails.null || !a.conf.keepEmails) {
		d.ContactEmails = append([]string{}, r.ContactEmails.value...)
	}
	if r.EnvironmentVariables != nil || !isNew {
		d.EnvironmentVariables = replaceVariables(d.EnvironmentVariables, r.EnvironmentVariables, a.now(), p)
	}
	configureRemote(d, r.RemoteExecution, isNew, p)
	configureSizes(d, r, p)
	a.configureQueues(d, r.WorkerQueues, isNew, p)
	a.configureTaskPods(d, r.TaskPodNodePoolID, p)
	configureHibernation(d, r.ScalingSpec, a.now(), p)
	if r.WorkloadIdentity != nil {
		d.workloadIdentity = *r.WorkloadIdentity
	}
	set(&d.EffectiveDRWorkloadIdentity, r.DRWorkloadIdentity)
	d.EffectiveWorkloadIdentity = d.workloadIdentity
	if d.workloadIdentity == "" {
		d.EffectiveWorkloadIdentity = platformIdentity(d)
	}
}

// checkName keeps names unique within a Workspace, which Astro documents.
func (a *Astro) checkName(d *deployment, p *problems) {
	if a.conf.duplicateNames {
		return
	}
	for other := range a.deployments.all() {
		if other.ID != d.ID && other.WorkspaceID == d.WorkspaceID && other.Name == d.Name {
			p.add("name", "unique", "the Workspace has another Deployment called %q", d.Name)
		}
	}
}

func checkEmails(emails []string, p *problems) {
	for i, e := range emails {
		if !isEmail(e) {
			p.add("contactEmails["+strconv.Itoa(i)+"]", "email", "%q is not an e-mail address", e)
		}
	}
}

// configureTaskPods decides on the node pool of task pods, which Hybrid Deployments with the Kubernetes executor have.
func (a *Astro) configureTaskPods(d *deployment, asked *string, p *problems) {
	const field = "taskPodNodePoolId"
	if d.hosted() || d.Executor != string(client.ExecutorKubernetes) {
		d.TaskPodNodePoolID = ""
		if text(asked) != "" {
			p.add(field, "excluded", "only the executor %s has task pods on a node pool", client.ExecutorKubernetes)
		}
		return
	}
	if text(asked) != "" {
		d.TaskPodNodePoolID = *asked
	} else if d.TaskPodNodePoolID == "" {
		d.TaskPodNodePoolID = a.defaultNodePool(d.ClusterID)
	}
	if !a.hasNodePool(d.ClusterID, d.TaskPodNodePoolID) {
		p.add(field, "unknown", "the cluster has no node pool %q", d.TaskPodNodePoolID)
	}
}
