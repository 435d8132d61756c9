package client

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"sync"
)

// directory knows who is called what in an Organization. It asks the API for each thing at most once, however many
// goroutines want it, so what it says about Deployments is as old as the directory: good enough to find one, never to
// prove anything.
type directory struct {
	c     *Client
	whole bool // list the Deployments of a Workspace once instead of asking for each name; for fleets

	workspaceList  memo[struct{}, []Workspace]
	clusterList    memo[struct{}, []Cluster]
	clusterDetail  memo[string, Cluster]
	named          memo[deploymentKey, []Deployment]
	inWorkspace    memo[string, map[string][]Deployment] // by Workspace ID, then by name
	limits         memo[DeploymentOptionsFilter, DeploymentOptions]
	clusterChoices memo[clusterChoice, []ClusterOptions]
	principal      memo[struct{}, *Identity]
}

type deploymentKey struct{ workspaceID, name string }

type clusterChoice struct {
	kind     ClusterType
	provider CloudProvider
}

func newDirectory(c *Client) *directory { return &directory{c: c} }

// workspaces returns all Workspaces that the token can see.
func (d *directory) workspaces(ctx context.Context) ([]Workspace, error) {
	return d.workspaceList.get(ctx, d.c.path("workspaces"), struct{}{}, func() ([]Workspace, error) {
		return gather(d.c.Workspaces.All(ctx, WorkspaceFilter{}))
	})
}

// clusters returns all clusters of the Organization's own.
func (d *directory) clusters(ctx context.Context) ([]Cluster, error) {
	return d.clusterList.get(ctx, d.c.path("clusters"), struct{}{}, func() ([]Cluster, error) {
		return gather(d.c.Clusters.All(ctx, ClusterFilter{}))
	})
}

// clusterNamed returns the clusters of exactly this name.
func (d *directory) clusterNamed(ctx context.Context, name string) ([]Cluster, error) {
	all, err := d.clusters(ctx)
	if err != nil {
		return nil, err
	}
	return selected(all, func(c *Cluster) bool { return c.Name == name }), nil
}

// cluster reads one cluster with its node pools.
func (d *directory) cluster(ctx context.Context, id string) (Cluster, error) {
	return d.clusterDetail.get(ctx, d.c.path("clusters", id), id, func() (Cluster, error) { return d.c.Clusters.Get(ctx, id) })
}

// nodePools returns the node pools that worker queues of the Deployment name, nil where there are none.
func (d *directory) nodePools(ctx context.Context, of Deployment) ([]NodePool, error) {
	if of.Type != DeploymentTypeHybrid || of.ClusterID == "" {
		return nil, nil
	}
	cluster, err := d.cluster(ctx, of.ClusterID)
	return cluster.NodePools, err
}

// deployments returns the Deployments of exactly this name, in one Workspace or, without its ID, in all of them.
// Environment variables may be missing.
func (d *directory) deployments(ctx context.Context, workspaceID, name string) ([]Deployment, error) {
	if d.whole && workspaceID != "" {
		all, err := d.deploymentsIn(ctx, workspaceID)
		return slices.Clone(all[name]), err
	}
	return d.named.get(ctx, d.c.path("deployments"), deploymentKey{workspaceID, name}, func() ([]Deployment, error) {
		return d.c.deploymentsNamed(ctx, workspaceID, name)
	})
}

// deploymentsIn returns the Deployments of a Workspace by name.
func (d *directory) deploymentsIn(ctx context.Context, workspaceID string) (map[string][]Deployment, error) {
	return d.inWorkspace.get(ctx, d.c.path("deployments"), workspaceID, func() (map[string][]Deployment, error) {
		byName := map[string][]Deployment{}
		for found, err := range d.c.Deployments.All(ctx, DeploymentFilter{WorkspaceIDs: []string{workspaceID}}) {
			if err != nil {
				return nil, err
			}
			if found.WorkspaceID == workspaceID {
				byName[found.Name] = append(byName[found.Name], found)
			}
		}
		return byName, nil
	})
}

// options returns what Deployments of one kind may be made of.
func (d *directory) options(ctx context.Context, filter DeploymentOptionsFilter) (DeploymentOptions, error) {
	return d.limits.get(ctx, d.c.path("deployment-options"), filter, func() (DeploymentOptions, error) { return d.c.Options.Deployment(ctx, filter) })
}

// clusterOptions returns what clusters of one type may be made of; an empty provider means all clouds.
func (d *directory) clusterOptions(ctx context.Context, kind ClusterType, provider CloudProvider) ([]ClusterOptions, error) {
	return d.clusterChoices.get(ctx, d.c.path("cluster-options"), clusterChoice{kind, provider}, func() ([]ClusterOptions, error) {
		return d.c.Options.Cluster(ctx, kind, provider)
	})
}

// deploymentsNamed asks the API for the Deployments of exactly this name, in one Workspace or in all. The API narrows
// the list; what it lets through beyond that is left out here.
func (c *Client) deploymentsNamed(ctx context.Context, workspaceID, name string) ([]Deployment, error) {
	filter := DeploymentFilter{Names: []string{name}}
	if workspaceID != "" {
		filter.WorkspaceIDs = []string{workspaceID}
	}
	all, err := gather(c.Deployments.All(ctx, filter))
	return selected(all, func(d *Deployment) bool {
		return d.Name == name && (workspaceID == "" || d.WorkspaceID == workspaceID)
	}), err
}

// deleteDeployment deletes a Deployment. One that is not there any more is fine, and so is an answer that got lost when
// the Deployment is gone.
func (c *Client) deleteDeployment(ctx context.Context, id string) error {
	err := c.Deployments.Delete(ctx, id)
	if err == nil || errors.Is(err, ErrNotFound) {
		return nil
	}
	if declined(err) || ctx.Err() != nil {
		return err
	}
	if _, again := c.Deployments.Get(ctx, id); errors.Is(again, ErrNotFound) {
		return nil
	}
	return err
}

// selected returns the items that fit, in a list of its own.
func selected[T any](all []T, fits func(*T) bool) []T {
	var found []T
	for i := range all {
		if fits(&all[i]) {
			found = append(found, all[i])
		}
	}
	return found
}

// gather reads a sequence to its end, or to its first error.
func gather[T any](seq iter.Seq2[T, error]) ([]T, error) {
	var all []T
	for item, err := range seq {
		if err != nil {
			return nil, err
		}
		all = append(all, item)
	}
	return all, nil
}

// memo remembers what reading a thing has brought, an error included. An error of a reader whose own time was up is
// not remembered: whoever waited for it reads again.
type memo[K comparable, V any] struct {
	mu      sync.Mutex
	entries map[K]*reading[V]
}

// reading is a value that somebody is reading, or has read once done is closed.
type reading[V any] struct {
	done  chan struct{}
	value V
	err   error
	void  bool // the reader gave up
}

// get returns what read brings; path is for the error of somebody who waits in vain.
func (m *memo[K, V]) get(ctx context.Context, path string, key K, read func() (V, error)) (V, error) {
	for {
		m.mu.Lock()
		entry, known := m.entries[key]
		if !known {
			entry = &reading[V]{done: make(chan struct{})}
			if m.entries == nil {
				m.entries = map[K]*reading[V]{}
			}
			m.entries[key] = entry
		}
		m.mu.Unlock()
		if !known {
			m.fill(ctx, key, entry, read)
			return entry.value, entry.err
		}
		select {
		case <-entry.done:
			if !entry.void {
				return entry.value, entry.err
			}
		case <-ctx.Done():
			var zero V
			return zero, fmt.Errorf("GET %s: %w", path, ctx.Err())
		}
	}
}

func (m *memo[K, V]) fill(ctx context.Context, key K, entry *reading[V], read func() (V, error)) {
	entry.value, entry.err = read()
	if entry.err != nil && ctx.Err() != nil {
		m.mu.Lock()
		entry.void = true
		delete(m.entries, key)
		m.mu.Unlock()
	}
	close(entry.done)
}
