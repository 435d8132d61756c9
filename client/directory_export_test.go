package client

import "context"

// Directory is the directory for tests in package client_test, which may import clienttest.
type Directory struct{ d *directory }

// NewDirectory returns an empty directory.
func NewDirectory(c *Client, whole bool) Directory {
	d := newDirectory(c)
	d.whole = whole
	return Directory{d}
}

// Deployments returns the Deployments of exactly this name.
func (d Directory) Deployments(ctx context.Context, workspaceID, name string) ([]Deployment, error) {
	return d.d.deployments(ctx, workspaceID, name)
}

// Workspaces returns all Workspaces.
func (d Directory) Workspaces(ctx context.Context) ([]Workspace, error) { return d.d.workspaces(ctx) }

// Find returns what a search by name finds.
func (d Directory) Find(ctx context.Context, name, workspace string) (*Deployment, error) {
	return d.d.find(ctx, search{name: name, workspace: workspace})
}
