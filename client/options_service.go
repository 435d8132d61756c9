package client

import (
	"context"
	"net/url"
	"time"
)

// Options reads what the platform offers: the values that requests for clusters and Deployments may hold.
type Options struct{ c *Client }

// DeploymentOptionsFilter asks for the options of one kind of Deployment; a field at its zero value leaves the choice
// to the API. DeploymentID asks for those of an existing Deployment.
type DeploymentOptionsFilter struct {
	DeploymentID  string
	Type          DeploymentType
	Executor      Executor
	CloudProvider CloudProvider
}

func (f DeploymentOptionsFilter) query() url.Values {
	q := url.Values{}
	set(q, "deploymentId", f.DeploymentID)
	set(q, "deploymentType", f.Type)
	set(q, "executor", f.Executor)
	set(q, "cloudProvider", f.CloudProvider)
	return q
}

// Deployment reads the sizes, limits and Runtime versions that a Deployment can have.
//
//astro:operation GetDeploymentOptions GET /organizations/{organizationId}/deployment-options
func (s *Options) Deployment(ctx context.Context, filter DeploymentOptionsFilter) (DeploymentOptions, error) {
	return get[DeploymentOptions](ctx, s.c, s.c.path("deployment-options"), filter.query())
}

// Cluster reads the regions, instances and default networks of each cloud for one type of cluster; an empty provider
// asks for all clouds.
//
//astro:operation GetClusterOptions GET /organizations/{organizationId}/cluster-options
func (s *Options) Cluster(ctx context.Context, kind ClusterType, provider CloudProvider) ([]ClusterOptions, error) {
	q := url.Values{}
	set(q, "type", kind)
	set(q, "provider", provider)
	return get[[]ClusterOptions](ctx, s.c, s.c.path("cluster-options"), q)
}

// DeploymentOptions is what a Deployment can be made of. Every range has a floor, a default and a ceiling.
type DeploymentOptions struct {
	Executors               []Executor               `json:"executors"`
	RuntimeReleases         []RuntimeRelease         `json:"runtimeReleases"`
	SchedulerMachines       []SchedulerMachine       `json:"schedulerMachines"`
	WorkerMachines          []WorkerMachine          `json:"workerMachines"`
	WorkerQueues            WorkerQueueLimits        `json:"workerQueues"`
	ResourceQuotas          ResourceQuotas           `json:"resourceQuotas"`
	WorkloadIdentityOptions []WorkloadIdentityOption `json:"workloadIdentityOptions"`
}

// RuntimeRelease is an Astro Runtime version that a Deployment can be created with.
type RuntimeRelease struct {
	Version                  string    `json:"version"`
	AirflowVersion           string    `json:"airflowVersion"`
	Channel                  string    `json:"channel"` // such as stable
	ReleaseDate              time.Time `json:"releaseDate"`
	AirflowDatabaseMigration bool      `json:"airflowDatabaseMigration"`
	StellarDatabaseMigration bool      `json:"stellarDatabaseMigration"`
}

// SchedulerMachine says what a [SchedulerSize] holds.
type SchedulerMachine struct {
	Name SchedulerSize `json:"name"`
	Spec MachineSpec   `json:"spec"`
}

// WorkerMachine says what an [AstroMachine] holds and how many tasks one may run at once.
type WorkerMachine struct {
	Name        AstroMachine `json:"name"`
	Spec        MachineSpec  `json:"spec"`
	Concurrency Range        `json:"concurrency"`
}

// MachineSpec sizes a machine in Kubernetes quantities.
type MachineSpec struct {
	CPU              string  `json:"cpu"`
	Memory           string  `json:"memory"`
	EphemeralStorage string  `json:"ephemeralStorage"`
	Concurrency      float64 `json:"concurrency"` // most tasks at once; 0 when not stated
}

// WorkerQueueLimits bounds the numbers of a worker queue.
type WorkerQueueLimits struct {
	MinWorkers        Range `json:"minWorkers"`
	MaxWorkers        Range `json:"maxWorkers"`
	WorkerConcurrency Range `json:"workerConcurrency"`
}

// ResourceQuotas bounds the four sizes of pods and quota.
type ResourceQuotas struct {
	DefaultPodSize ResourceLimits `json:"defaultPodSize"`
	ResourceQuota  ResourceLimits `json:"resourceQuota"`
}

// ResourceLimits bounds processor and memory together.
type ResourceLimits struct {
	CPU    QuantityRange `json:"cpu"`
	Memory QuantityRange `json:"memory"`
}

// Range bounds a number, both ends included.
type Range struct {
	Floor   float64 `json:"floor"`
	Default float64 `json:"default"`
	Ceiling float64 `json:"ceiling"`
}

// QuantityRange bounds a Kubernetes quantity, both ends included.
type QuantityRange struct {
	Floor   string `json:"floor"`
	Default string `json:"default"`
	Ceiling string `json:"ceiling"`
}

// WorkloadIdentityOption is an identity that a Deployment can take on towards its cloud.
type WorkloadIdentityOption struct {
	Label string `json:"label"`
	Role  string `json:"role"`
}

// ClusterOptions is what a cluster can be made of in one cloud.
type ClusterOptions struct {
	Provider                   CloudProvider          `json:"provider"`
	Regions                    []ProviderRegion       `json:"regions"`
	DefaultRegion              ProviderRegion         `json:"defaultRegion"`
	NodeInstances              []ProviderInstanceType `json:"nodeInstances"`
	DefaultNodeInstance        ProviderInstanceType   `json:"defaultNodeInstance"`
	DatabaseInstances          []ProviderInstanceType `json:"databaseInstances"`
	DefaultDatabaseInstance    ProviderInstanceType   `json:"defaultDatabaseInstance"`
	NodeCountMin               int                    `json:"nodeCountMin"`
	NodeCountDefault           int                    `json:"nodeCountDefault"`
	NodeCountMax               int                    `json:"nodeCountMax"`
	DefaultVPCSubnetRange      string                 `json:"defaultVpcSubnetRange"`
	DefaultPodSubnetRange      string                 `json:"defaultPodSubnetRange"` // GCP, as the next two
	DefaultServiceSubnetRange  string                 `json:"defaultServiceSubnetRange"`
	DefaultServicePeeringRange string                 `json:"defaultServicePeeringRange"`
}

// ProviderRegion is a place that a cloud offers.
type ProviderRegion struct {
	Name            string   `json:"name"`
	Location        string   `json:"location"` // for people
	Limited         bool     `json:"limited"`
	BannedInstances []string `json:"bannedInstances"` // instance types that do not exist there
}

// ProviderInstanceType is a machine that a cloud offers.
type ProviderInstanceType struct {
	Name   string `json:"name"`
	CPU    int    `json:"cpu"`
	Memory string `json:"memory"`
}
