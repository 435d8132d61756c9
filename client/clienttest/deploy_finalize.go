package clienttest

import (
	"net/http"
	"slices"
	"time"

	"github.com/astrofile/astrofile/client"
)

// rollbackAge is how far back a deploy may lie to be returned to, unless it is the last.
const rollbackAge = 90 * 24 * time.Hour

// finalizeDeploy answers FinalizeDeploy: the parts take effect one step later, and the last that is finalized wins.
func finalizeDeploy(c *call) (any, error) {
	d, v, err := c.deploy()
	if err != nil {
		return nil, err
	}
	var r client.FinalizeDeploy
	if err := c.read(&r); err != nil {
		return nil, err
	}
	if v.finalized {
		return nil, refuse(http.StatusBadRequest, "deploy %q is finalized already", v.ID)
	}
	var p problems
	after := d.after()
	c.finalDags(v, r.DagTarballVersion, &after, &p)
	c.finalBundle(v, r.BundleTarballVersion, &after, &p)
	if err := p.err(); err != nil {
		return nil, err
	}
	reason := ""
	if carriesImage(v.Type) {
		after.ImageTag, after.ImageVersion = v.ImageTag, v.ImageTag
		reason = c.pushed(v, &after.code)
	}
	v.UpdatedAt, v.UpdatedBy = c.at, c.profile()
	c.roll(d, v, after, reason)
	return *v, nil
}

func carriesImage(t client.DeployType) bool {
	return t == client.DeployTypeImageAndDag || t == client.DeployTypeImageOnly
}

// after is what runs in a Deployment once everything that is under way is done.
func (d *deployment) after() snapshot {
	return snapshot{d.next, d.IsDagDeployEnabled, d.bundles}
}

// finalDags decides which Dags run. For IMAGE_ONLY the empty version means none is given, as the official command line
// means it; for IMAGE_AND_DAG it removes the Dags.
func (c *call) finalDags(v *deploy, version *string, after *snapshot, p *problems) {
	const field = "dagTarballVersion"
	wanted := v.IsDagDeployEnabled && (v.Type == client.DeployTypeImageAndDag || v.Type == client.DeployTypeDagOnly)
	switch {
	case !wanted && text(version) == "":
	case !wanted:
		p.add(field, "excluded", "a deploy of type %s carries no Dags here", v.Type)
	case version == nil:
		p.add(field, "required", "a deploy of type %s needs %s while Dag deploys are on", v.Type, field)
	case *version == "" && v.Type == client.DeployTypeDagOnly:
		p.add(field, "required", "the version is empty")
	case *version != "" && !c.uploaded(v, partDags, *version):
		p.add(field, "unknown", "no Dags of version %q were uploaded for deploy %q", *version, v.ID)
	default:
		v.DagTarballVersion, after.DagTarballVersion = *version, *version
	}
}

// finalBundle mounts a bundle, or with the empty version removes the one at its path.
func (c *call) finalBundle(v *deploy, version *string, after *snapshot, p *problems) {
	const field = "bundleTarballVersion"
	isBundle := v.Type == client.DeployTypeBundle
	switch {
	case !isBundle && text(version) == "":
		return
	case !isBundle:
		p.add(field, "excluded", "a deploy of type %s carries no bundle", v.Type)
		return
	case version == nil:
		p.add(field, "required", "a deploy of type BUNDLE needs %s", field)
		return
	case *version != "" && !c.uploaded(v, partBundle, *version):
		p.add(field, "unknown", "no bundle of version %q was uploaded for deploy %q", *version, v.ID)
		return
	}
	mounted := slices.DeleteFunc(slices.Clone(after.bundles), func(b bundle) bool { return b.MountPath == v.BundleMountPath })
	if *version != "" {
		b := bundle{Type: v.bundleType, MountPath: v.BundleMountPath, DeployID: v.ID, DesiredVersion: *version}
		for _, old := range after.bundles {
			if old.MountPath == b.MountPath {
				b.CurrentVersion = old.CurrentVersion
			}
		}
		mounted = append(mounted, b)
	}
	after.bundles = mounted
}

// roll makes a Deployment run what a deploy wants, one step later, unless there is a reason why it cannot.
func (a *Astro) roll(d *deployment, v *deploy, after snapshot, reason string) {
	before := snapshot{d.next, d.IsDagDeployEnabled, d.bundles}
	v.finalized, v.Bundles = true, after.bundles
	d.want(after)
	a.counts["finalize"]++
	v.order = a.counts["finalize"]
	a.busy(d, client.DeploymentStatusDeploying, a.now(), outcome{
		reason: reason,
		done: func(at time.Time) {
			v.Status, v.UpdatedAt = client.DeployStatusDeployed, at
			d.arrive(v, after)
		},
		failed: func(at time.Time) {
			v.Status, v.UpdatedAt = client.DeployStatusFailed, at
			if d.next == after.code { // no later deploy builds on it
				d.want(before)
			}
		},
	})
}

// want notes what is to run.
func (d *deployment) want(s snapshot) {
	d.next, d.IsDagDeployEnabled, d.bundles = s.code, s.isDagDeployEnabled, s.bundles
	d.DesiredDagTarballVersion = s.DagTarballVersion
}

// arrive makes d run what a deploy wanted.
func (d *deployment) arrive(v *deploy, after snapshot) {
	v.RuntimeVersion, v.AirflowVersion = after.AstroRuntimeVersion, after.AirflowVersion
	after.bundles = arrived(after.bundles)
	v.Bundles, v.left = after.bundles, after
	d.bundles = mounted(d.bundles, after.bundles)
	d.code, d.RuntimeVersion = after.code, after.AstroRuntimeVersion
	if !d.IsDagDeployEnabled || d.next.DagTarballVersion == "" { // switched meanwhile: the Dags are gone
		d.DagTarballVersion = ""
	}
}

// arrived returns the bundles in the versions that were wanted.
func arrived(bundles []bundle) []bundle {
	out := slices.Clone(bundles)
	for i := range out {
		out[i].CurrentVersion = out[i].DesiredVersion
	}
	return out
}

// mounted brings those of the wanted bundles up to date that have arrived; a later deploy may want more, or other ones.
func mounted(wanted, arrived []bundle) []bundle {
	out := slices.Clone(wanted)
	for i := range out {
		n := slices.IndexFunc(arrived, func(b bundle) bool { return b.MountPath == out[i].MountPath })
		if n >= 0 {
			out[i].CurrentVersion = arrived[n].CurrentVersion
		}
	}
	return out
}

// rollbackDeploy answers DeployRollback with a new deploy that restores what ran after an earlier one.
func rollbackDeploy(c *call) (any, error) {
	d, target, err := c.deploy()
	if err != nil {
		return nil, err
	}
	var r client.RollbackDeploy
	if err := c.read(&r); err != nil {
		return nil, err
	}
	if err := c.enforceCICD(d); err != nil {
		return nil, err
	}
	last := target
	for v := range d.deploys.all() {
		if v.Status == client.DeployStatusDeployed && v.order > last.order {
			last = v
		}
	}
	switch {
	case target.Status != client.DeployStatusDeployed:
		return nil, refuse(http.StatusBadRequest, "deploy %q is %s: only a deploy that was DEPLOYED can be returned to", target.ID, target.Status)
	case target != last && c.at.Sub(target.CreatedAt) > rollbackAge:
		return nil, refuse(http.StatusBadRequest, "deploy %q is older than 90 days", target.ID)
	}
	if err := d.awake(); err != nil {
		return nil, err
	}
	v := c.newDeploy(d, target.Type, r.Description)
	v.RollbackFromID, v.Git, v.BundleMountPath, v.bundleType = target.ID, target.Git, target.BundleMountPath, target.bundleType
	v.ImageTag, v.DagTarballVersion, v.IsDagDeployEnabled = target.left.ImageTag, target.left.DagTarballVersion, target.left.isDagDeployEnabled
	d.deploys.put(v.ID, v)
	d.touch(c)
	c.roll(d, v, target.left, "")
	return *v, nil
}
