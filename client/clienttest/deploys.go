package clienttest

import (
	"net/http"
	"time"

	"github.com/astrofile/astrofile/client"
)

// deploy is a push of code as answers show it, with what it needs besides.
type deploy struct {
	ID                 string              `json:"id"`
	DeploymentID       string              `json:"deploymentId"`
	Type               client.DeployType   `json:"type"` // BUNDLE, too, which the documented set of answers lacks
	Status             client.DeployStatus `json:"status"`
	Description        string              `json:"description"`
	RollbackFromID     string              `json:"rollbackFromId,omitempty"`
	Git                *client.DeployGit   `json:"git,omitempty"`
	CreatedAt          time.Time           `json:"createdAt"`
	CreatedBy          client.Profile      `json:"createdBySubject"`
	UpdatedAt          time.Time           `json:"updatedAt"`
	UpdatedBy          client.Profile      `json:"updatedBySubject"`
	ImageRepository    string              `json:"imageRepository"`
	ImageTag           string              `json:"imageTag"`
	RuntimeVersion     string              `json:"astroRuntimeVersion,omitempty"`
	AirflowVersion     string              `json:"airflowVersion,omitempty"`
	IsDagDeployEnabled bool                `json:"isDagDeployEnabled"`
	DagsUploadURL      string              `json:"dagsUploadUrl,omitempty"`
	DagTarballVersion  string              `json:"dagTarballVersion,omitempty"`
	BundleUploadURL    string              `json:"bundleUploadUrl,omitempty"`
	BundleMountPath    string              `json:"bundleMountPath,omitempty"`
	Bundles            []bundle            `json:"bundles,omitempty"`

	bundleType string
	finalized  bool
	order      int      // among all that were finalized
	left       snapshot // what ran once it was deployed
}

// bundle is a folder that a Deployment mounts beside its image.
type bundle struct {
	Type           string `json:"bundleType"`
	MountPath      string `json:"mountPath"`
	DeployID       string `json:"deployId"`
	CurrentVersion string `json:"currentVersion,omitempty"`
	DesiredVersion string `json:"desiredVersion,omitempty"`
}

// snapshot is what a rollback restores.
type snapshot struct {
	code
	isDagDeployEnabled bool
	bundles            []bundle
}

func deployHandlers() map[string]handler {
	return map[string]handler{
		"ListDeploys":    listDeploys,
		"GetDeploy":      getDeploy,
		"CreateDeploy":   createDeploy,
		"UpdateDeploy":   updateDeploy,
		"FinalizeDeploy": finalizeDeploy,
		"DeployRollback": rollbackDeploy,
	}
}

// deploy returns the deploy that the path names, and its Deployment.
func (c *call) deploy() (*deployment, *deploy, error) {
	d, err := c.deployment()
	if err != nil {
		return nil, nil, err
	}
	id := c.id("deployId")
	v, ok := d.deploys.get(id)
	if !ok {
		return nil, nil, notFound("deploy", id)
	}
	return d, v, nil
}

func getDeploy(c *call) (any, error) {
	_, v, err := c.deploy()
	if err != nil {
		return nil, err
	}
	return *v, nil
}

// listDeploys answers ListDeploys, oldest first; the order is not documented.
func listDeploys(c *call) (any, error) {
	d, err := c.deployment()
	if err != nil {
		return nil, err
	}
	var found []deploy
	for v := range d.deploys.all() {
		found = append(found, *v)
	}
	return page(c, "deploys", found)
}

// createDeploy answers CreateDeploy: it says where the parts go, and changes nothing yet.
func createDeploy(c *call) (any, error) {
	d, err := c.deployment()
	if err != nil {
		return nil, err
	}
	var r client.CreateDeploy
	if err := c.read(&r); err != nil {
		return nil, err
	}
	if err := checkDeploy(d, r); err != nil {
		return nil, err
	}
	if err := c.enforceCICD(d); err != nil {
		return nil, err
	}
	if err := d.awake(); err != nil {
		return nil, err
	}
	v := c.newDeploy(d, r.Type, r.Description)
	v.Git, v.BundleMountPath, v.bundleType = r.Git, r.BundleMountPath, r.BundleType
	if d.IsDagDeployEnabled {
		v.DagsUploadURL = c.uploadURL(v, partDags)
		if r.Type == client.DeployTypeBundle {
			v.BundleUploadURL = c.uploadURL(v, partBundle)
		}
	}
	d.deploys.put(v.ID, v)
	return *v, nil
}

// enforceCICD refuses people where CI/CD is enforced, whatever their roles.
func (c *call) enforceCICD(d *deployment) error {
	if d.IsCICDEnforced && c.principal.kind == client.TokenKindPerson {
		return refuse(http.StatusForbidden, "CI/CD is enforced for this Deployment: deploy with an API token")
	}
	return nil
}

// checkDeploy holds a deploy against the Deployment it is for.
func checkDeploy(d *deployment, r client.CreateDeploy) error {
	var p problems
	if !d.IsDagDeployEnabled && (r.Type == client.DeployTypeDagOnly || r.Type == client.DeployTypeBundle) {
		return refuse(http.StatusBadRequest, "dag deploy is not enabled for deployment %s", d.ID)
	}
	for _, f := range []struct{ name, value string }{{"bundleType", r.BundleType}, {"bundleMountPath", r.BundleMountPath}} {
		switch {
		case r.Type == client.DeployTypeBundle && f.value == "":
			p.add(f.name, "required", "a deploy of type BUNDLE needs %s", f.name)
		case r.Type != client.DeployTypeBundle && f.value != "":
			p.add(f.name, "excluded", "only deploys of type BUNDLE have %s", f.name)
		}
	}
	checkGit(r.Git, &p)
	return p.err()
}

// checkGit wants account and repository of commits on GitHub, and the remote of all others.
func checkGit(g *client.DeployGit, p *problems) {
	if g == nil {
		return
	}
	known := g.Provider == client.GitProviderGitHub
	for _, f := range []struct {
		name, value string
		wanted      bool
	}{{"git.account", g.Account, known}, {"git.repo", g.Repo, known}, {"git.remoteUrl", g.RemoteURL, !known}} {
		switch {
		case f.wanted && f.value == "":
			p.add(f.name, "required", "provider %s needs %s", g.Provider, f.name)
		case !f.wanted && f.value != "":
			p.add(f.name, "excluded", "provider %s has no %s", g.Provider, f.name)
		}
	}
}

// newTag returns the second of the call, or the next that no other deploy of the Deployment has. With [WithMinuteTags]
// it is the minute, whether another deploy has it or not.
func (c *call) newTag(d *deployment) string {
	if c.conf.minuteTags {
		return c.at.Format("deploy-2006-01-02T15-04")
	}
	taken := map[string]bool{}
	for other := range d.deploys.all() {
		taken[other.ImageTag] = true
	}
	for moment := c.at; ; moment = moment.Add(time.Second) {
		if tag := moment.Format("deploy-2006-01-02T15-04-05"); !taken[tag] {
			return tag
		}
	}
}

// newDeploy makes a record that is not in the list yet.
func (c *call) newDeploy(d *deployment, kind client.DeployType, description string) *deploy {
	return &deploy{
		ID: c.newID("dpl"), DeploymentID: d.ID, Type: kind, Status: client.DeployStatusInitialized, Description: description,
		CreatedAt: c.at, CreatedBy: c.profile(), UpdatedAt: c.at, UpdatedBy: c.profile(),
		ImageRepository: d.ImageRepository, ImageTag: c.newTag(d), IsDagDeployEnabled: d.IsDagDeployEnabled,
		RuntimeVersion: d.AstroRuntimeVersion, AirflowVersion: d.AirflowVersion, Bundles: d.bundles,
	}
}

// updateDeploy answers UpdateDeploy, which changes the description and nothing else.
func updateDeploy(c *call) (any, error) {
	_, v, err := c.deploy()
	if err != nil {
		return nil, err
	}
	var r struct {
		Description *string `json:"description"`
	}
	if err := c.read(&r); err != nil {
		return nil, err
	}
	set(&v.Description, r.Description)
	v.UpdatedAt, v.UpdatedBy = c.at, c.profile()
	return *v, nil
}
