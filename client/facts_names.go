package client

import (
	"context"

	"golang.org/x/sync/errgroup"

	"github.com/astrofile/astrofile/deployfile"
)

// names reads the names that rules about a file need, at the same time; what the token may not read stays unknown.
func (d *directory) names(ctx context.Context, want deployfile.Deployment, s search) (*deployfile.Organization, error) {
	o := &deployfile.Organization{WorkspaceID: s.workspaceID}
	kind, _ := want.Configuration.DeploymentType.Canonical()
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return d.workspaceNames(ctx, o) })
	if kind != deployfile.KindStandard && want.Configuration.ClusterName != "" {
		g.Go(func() error { return d.clusterNames(ctx, o) })
	}
	if s.name != "" && (s.workspaceID != "" || s.workspace != "") {
		g.Go(func() error { return d.namesakes(ctx, s, o) })
	}
	if kind == deployfile.KindStandard && want.Configuration.Region != "" {
		g.Go(func() error { return d.regions(ctx, o) })
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	return o, nil
}

func (d *directory) workspaceNames(ctx context.Context, o *deployfile.Organization) error {
	all, err := d.workspaces(ctx)
	for _, w := range all { // a token that sees no Workspace at all proves nothing: the list stays nil
		o.Workspaces = append(o.Workspaces, deployfile.Workspace{ID: w.ID, Name: w.Name})
	}
	return unlessForbidden(err)
}

func (d *directory) clusterNames(ctx context.Context, o *deployfile.Organization) error {
	all, err := d.clusters(ctx)
	if err != nil {
		return unlessForbidden(err)
	}
	o.Clusters = make([]deployfile.Cluster, len(all))
	for i, c := range all {
		o.Clusters[i] = deployfile.Cluster{ID: c.ID, Name: c.Name, CloudProvider: deployfile.CloudProvider(c.CloudProvider), Region: c.Region}
		for _, p := range c.NodePools {
			o.Clusters[i].NodePools = append(o.Clusters[i].NodePools, deployfile.NodePool{ID: p.ID, NodeInstanceType: p.NodeInstanceType})
		}
	}
	return nil
}

// namesakes lists the Deployments that have the name already, in the Workspaces that may be meant.
func (d *directory) namesakes(ctx context.Context, s search, o *deployfile.Organization) error {
	all, err := d.matches(ctx, s)
	if err != nil {
		return unlessForbidden(err)
	}
	o.Deployments = make([]deployfile.ExistingDeployment, len(all))
	for i, it := range all {
		o.Deployments[i] = deployfile.ExistingDeployment{ID: it.ID, Name: it.Name, WorkspaceID: it.WorkspaceID}
	}
	return nil
}

// regions reads what clusters are offered, which are all regions that the API tells.
func (d *directory) regions(ctx context.Context, o *deployfile.Organization) error {
	all, err := d.clusterOptions(ctx, ClusterTypeDedicated, "")
	if err != nil {
		return unlessForbidden(err)
	}
	o.Regions = map[deployfile.CloudProvider][]string{}
	for _, offer := range all {
		for _, r := range offer.Regions {
			provider := deployfile.CloudProvider(offer.Provider)
			o.Regions[provider] = append(o.Regions[provider], r.Name)
		}
	}
	return nil
}
