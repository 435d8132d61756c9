package client

import (
	"context"
	"fmt"
	"iter"
	"net/url"
)

// Clusters manages the Organization's own clusters. Shared clusters, on which Standard Deployments run, are not
// listed.
type Clusters struct{ c *Client }

// ClusterFilter narrows a list of clusters. A field at its zero value does not narrow.
type ClusterFilter struct {
	Names    []string
	Provider CloudProvider
	Sorts    []Sort // name, createdAt, updatedAt
}

func (f ClusterFilter) query() url.Values {
	q := url.Values{}
	addAll(q, "names", f.Names)
	set(q, "provider", f.Provider)
	addAll(q, "sorts", f.Sorts)
	return q
}

type clustersPage struct {
	Clusters []Cluster `json:"clusters"`
	page
}

func (p clustersPage) items() []Cluster { return p.Clusters }

func (c Cluster) identity() string { return c.ID }

// All lists the clusters that the filter lets through, page by page as the loop goes on.
//
//astro:operation ListClusters GET /organizations/{organizationId}/clusters
func (s *Clusters) All(ctx context.Context, filter ClusterFilter) iter.Seq2[Cluster, error] {
	return pages[Cluster, clustersPage](ctx, s.c, s.c.path("clusters"), filter.query())
}

// Get reads one cluster with its node pools.
//
//astro:operation GetCluster GET /organizations/{organizationId}/clusters/{clusterId}
func (s *Clusters) Get(ctx context.Context, id string) (Cluster, error) {
	return get[Cluster](ctx, s.c, s.c.path("clusters", id), nil)
}

// Create orders a cluster and returns it with status CREATING; it takes the cloud a while. Sending the same request
// twice may order two.
//
//astro:operation CreateCluster POST /organizations/{organizationId}/clusters
func (s *Clusters) Create(ctx context.Context, in CreateCluster) (Cluster, error) {
	if absent(in) {
		return Cluster{}, fmt.Errorf("%w: nothing says which cluster to create", ErrInvalid)
	}
	return post[Cluster](ctx, s.c, s.c.path("clusters"), in)
}

// Update changes a cluster and returns it with status UPDATING. While an earlier change is under way the API answers
// with [ErrConflict].
//
//astro:operation UpdateCluster POST /organizations/{organizationId}/clusters/{clusterId}
func (s *Clusters) Update(ctx context.Context, id string, in UpdateCluster) (Cluster, error) {
	if absent(in) {
		return Cluster{}, fmt.Errorf("%w: nothing says how to change cluster %q", ErrInvalid, id)
	}
	if err := in.check(); err != nil {
		return Cluster{}, err
	}
	return post[Cluster](ctx, s.c, s.c.path("clusters", id), in)
}

// Delete gives a cluster up, for good. It must not hold Deployments.
//
//astro:operation DeleteCluster DELETE /organizations/{organizationId}/clusters/{clusterId}
func (s *Clusters) Delete(ctx context.Context, id string) error {
	return remove(ctx, s.c, s.c.path("clusters", id))
}
