package client

import "time"

// Deploy is one push of code to a Deployment: an image, Dags, a bundle, or a return to an earlier one.
type Deploy struct {
	ID             string       `json:"id"`
	DeploymentID   string       `json:"deploymentId"`
	Type           DeployType   `json:"type"`
	Status         DeployStatus `json:"status"`
	Description    string       `json:"description"`
	RollbackFromID string       `json:"rollbackFromId"` // the deploy that this one returned to
	Git            *DeployGit   `json:"git"`
	CreatedAt      time.Time    `json:"createdAt"`
	CreatedBy      *Profile     `json:"createdBySubject"`
	UpdatedAt      time.Time    `json:"updatedAt"`
	UpdatedBy      *Profile     `json:"updatedBySubject"`

	// Where the image goes: the tag is chosen by the platform when the deploy is created.
	ImageRepository     string `json:"imageRepository"`
	ImageTag            string `json:"imageTag"`
	AstroRuntimeVersion string `json:"astroRuntimeVersion"`
	AirflowVersion      string `json:"airflowVersion"`

	// Where Dags and bundles go. The two URLs are signed: whoever holds one can write to it, so they print as
	// secrets do.
	IsDagDeployEnabled bool     `json:"isDagDeployEnabled"`
	DagsUploadURL      Secret   `json:"dagsUploadUrl"`
	DagTarballVersion  string   `json:"dagTarballVersion"`
	BundleUploadURL    Secret   `json:"bundleUploadUrl"`
	BundleMountPath    string   `json:"bundleMountPath"`
	Bundles            []Bundle `json:"bundles"`
}

// DeployType says which parts of a project a deploy carries.
type DeployType string

// The types. A bundle is any folder that is versioned apart from the image, such as a dbt project.
const (
	DeployTypeImageAndDag DeployType = "IMAGE_AND_DAG"
	DeployTypeImageOnly   DeployType = "IMAGE_ONLY"
	DeployTypeDagOnly     DeployType = "DAG_ONLY"
	DeployTypeBundle      DeployType = "BUNDLE"
)

// DeployStatus is how far a deploy has come.
type DeployStatus string

// A deploy is INITIALIZED until [Deploys.Finalize] is called for it and has taken effect.
const (
	DeployStatusInitialized DeployStatus = "INITIALIZED"
	DeployStatusDeployed    DeployStatus = "DEPLOYED"
	DeployStatusFailed      DeployStatus = "FAILED"
)

// DeployGit says which commit a deploy was made from. A GITHUB provider needs Account and Repo, a GENERIC one
// RemoteURL; the commit is needed always.
type DeployGit struct {
	Provider        GitProvider `json:"provider"`
	CommitSHA       string      `json:"commitSha"`
	CommitURL       string      `json:"commitUrl,omitempty"`
	BeforeCommitSHA string      `json:"beforeCommitSha,omitempty"`
	Account         string      `json:"account,omitempty"`
	Repo            string      `json:"repo,omitempty"`
	RemoteURL       string      `json:"remoteUrl,omitempty"`
	Branch          string      `json:"branch,omitempty"`
	Path            string      `json:"path,omitempty"`
	AuthorName      string      `json:"authorName,omitempty"`
	AuthorUsername  string      `json:"authorUsername,omitempty"`
	AuthorURL       string      `json:"authorUrl,omitempty"`
}

// GitProvider says how the origin of a commit is written down.
type GitProvider string

// Repositories on GitHub are known by account and name, all others by the URL of the remote.
const (
	GitProviderGitHub  GitProvider = "GITHUB"
	GitProviderGeneric GitProvider = "GENERIC"
)

// Bundle is a folder that a Deployment mounts beside its image. The two versions differ while a deploy is under way.
type Bundle struct {
	BundleType     string `json:"bundleType"`
	MountPath      string `json:"mountPath"` // what tells one bundle of a Deployment from another
	DeployID       string `json:"deployId"`
	CurrentVersion string `json:"currentVersion"`
	DesiredVersion string `json:"desiredVersion"`
}
