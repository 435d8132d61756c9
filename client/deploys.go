package client

import (
	"context"
	"iter"
)

// Deploys records pushes of code to Deployments. It moves no code itself: between [Deploys.Create] and
// [Deploys.Finalize] the caller uploads what the deploy is made of.
type Deploys struct{ c *Client }

// CreateDeploy announces a deploy. BundleType and BundleMountPath belong to the type BUNDLE, which needs both.
type CreateDeploy struct {
	Type            DeployType `json:"type"`
	Description     string     `json:"description,omitempty"`
	Git             *DeployGit `json:"git,omitempty"`
	BundleType      string     `json:"bundleType,omitempty"`
	BundleMountPath string     `json:"bundleMountPath,omitempty"`
}

// FinalizeDeploy says which uploads a deploy is made of, by the versions that the uploads returned. Nil leaves a
// version out. The empty version has a meaning of its own: for IMAGE_AND_DAG it removes the Dags, for BUNDLE the
// bundle.
type FinalizeDeploy struct {
	DagTarballVersion    *string `json:"dagTarballVersion,omitempty"`    // IMAGE_AND_DAG and DAG_ONLY
	BundleTarballVersion *string `json:"bundleTarballVersion,omitempty"` // BUNDLE
}

// UpdateDeploy changes what a deploy says of itself; nothing else about it can change.
type UpdateDeploy struct {
	Description string `json:"description"`
}

// RollbackDeploy describes a return to an earlier deploy.
type RollbackDeploy struct {
	Description string `json:"description,omitempty"`
}

type deploysPage struct {
	Deploys []Deploy `json:"deploys"`
	page
}

func (p deploysPage) items() []Deploy { return p.Deploys }

func (d Deploy) identity() string { return d.ID }

// All lists the deploys of a Deployment, page by page as the loop goes on.
//
//astro:operation ListDeploys GET /organizations/{organizationId}/deployments/{deploymentId}/deploys
func (s *Deploys) All(ctx context.Context, deploymentID string) iter.Seq2[Deploy, error] {
	return pages[Deploy, deploysPage](ctx, s.c, s.c.path("deployments", deploymentID, "deploys"), nil)
}

// Get reads one deploy. Its status says more than the health of the Deployment, which may still be that of the code
// before it.
//
//astro:operation GetDeploy GET /organizations/{organizationId}/deployments/{deploymentId}/deploys/{deployId}
func (s *Deploys) Get(ctx context.Context, deploymentID, id string) (Deploy, error) {
	return get[Deploy](ctx, s.c, s.c.path("deployments", deploymentID, "deploys", id), nil)
}

// Create announces a deploy and returns where its parts have to be uploaded. Without [Deploys.Finalize] it stays
// INITIALIZED and changes nothing.
//
//astro:operation CreateDeploy POST /organizations/{organizationId}/deployments/{deploymentId}/deploys
func (s *Deploys) Create(ctx context.Context, deploymentID string, in CreateDeploy) (Deploy, error) {
	return post[Deploy](ctx, s.c, s.c.path("deployments", deploymentID, "deploys"), in)
}

// Update changes the description of a deploy.
//
//astro:operation UpdateDeploy POST /organizations/{organizationId}/deployments/{deploymentId}/deploys/{deployId}
func (s *Deploys) Update(ctx context.Context, deploymentID, id string, in UpdateDeploy) (Deploy, error) {
	return post[Deploy](ctx, s.c, s.c.path("deployments", deploymentID, "deploys", id), in)
}

// Finalize puts the uploaded parts of a deploy to work. The answer may come before they run.
//
//astro:operation FinalizeDeploy POST /organizations/{organizationId}/deployments/{deploymentId}/deploys/{deployId}/finalize
func (s *Deploys) Finalize(ctx context.Context, deploymentID, id string, in FinalizeDeploy) (Deploy, error) {
	return post[Deploy](ctx, s.c, s.c.path("deployments", deploymentID, "deploys", id, "finalize"), in)
}

// Rollback returns a Deployment to the code of an earlier deploy, Runtime version included, and answers with the new
// deploy that does so. Variables, resources and names stay as they are.
//
//astro:operation DeployRollback POST /organizations/{organizationId}/deployments/{deploymentId}/deploys/{deployId}/rollback
func (s *Deploys) Rollback(ctx context.Context, deploymentID, id string, in RollbackDeploy) (Deploy, error) {
	return post[Deploy](ctx, s.c, s.c.path("deployments", deploymentID, "deploys", id, "rollback"), in)
}
