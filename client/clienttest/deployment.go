package clienttest

import (
	"slices"
	"time"

	"github.com/astrofile/astrofile/client"
)

// deployment is a Deployment as it is kept; its tagged fields are what answers carry. Lists are replaced, never changed
// in place, because answers share them.
type deployment struct {
	ID             string `json:"id"`
	Name           string `json:"name"`
	Description    string `json:"description"`
	Type           string `json:"type"`
	OrganizationID string `json:"organizationId"`
	WorkspaceID    string `json:"workspaceId"`
	WorkspaceName  string `json:"workspaceName"`
	ClusterID      string `json:"clusterId,omitempty"` // never on Standard: clients take it for a cluster of their own
	ClusterName    string `json:"clusterName,omitempty"`
	CloudProvider  string `json:"cloudProvider"`
	Region         string `json:"region"`
	Namespace      string `json:"namespace"`

	Status       client.DeploymentStatus `json:"status"`
	StatusReason string                  `json:"statusReason,omitempty"`
	CreatedAt    time.Time               `json:"createdAt"`
	CreatedBy    client.Profile          `json:"createdBy"`
	UpdatedAt    time.Time               `json:"updatedAt"`
	UpdatedBy    client.Profile          `json:"updatedBy"`

	Executor             string           `json:"executor"`
	IsCICDEnforced       bool             `json:"isCicdEnforced"`
	IsDagDeployEnabled   bool             `json:"isDagDeployEnabled"`
	IsDevelopmentMode    *bool            `json:"isDevelopmentMode,omitempty"` // hosted, as the next
	IsHighAvailability   *bool            `json:"isHighAvailability,omitempty"`
	ContactEmails        []string         `json:"contactEmails"`
	EnvironmentVariables []variable       `json:"environmentVariables,omitzero"`
	WorkerQueues         []workerQueue    `json:"workerQueues,omitempty"`
	RemoteExecution      *remoteExecution `json:"remoteExecution,omitempty"`
	ScalingSpec          *scalingSpec     `json:"scalingSpec,omitempty"`
	ScalingStatus        *scalingStatus   `json:"scalingStatus,omitempty"`
	TaskPodNodePoolID    string           `json:"taskPodNodePoolId,omitempty"`

	SchedulerSize        string `json:"schedulerSize,omitempty"`
	SchedulerAU          int    `json:"schedulerAu,omitempty"`
	SchedulerReplicas    int    `json:"schedulerReplicas"`
	SchedulerCPU         string `json:"schedulerCpu"`
	SchedulerMemory      string `json:"schedulerMemory"`
	WebServerReplicas    int    `json:"webServerReplicas"`
	WebServerCPU         string `json:"webServerCpu"`
	WebServerMemory      string `json:"webServerMemory"`
	DefaultTaskPodCPU    string `json:"defaultTaskPodCpu,omitempty"`
	DefaultTaskPodMemory string `json:"defaultTaskPodMemory,omitempty"`
	ResourceQuotaCPU     string `json:"resourceQuotaCpu,omitempty"`
	ResourceQuotaMemory  string `json:"resourceQuotaMemory,omitempty"`

	code
	ImageRepository          string `json:"imageRepository"`
	DesiredDagTarballVersion string `json:"desiredDagTarballVersion,omitempty"`
	RuntimeVersion           string `json:"runtimeVersion"` // older name of astroRuntimeVersion: some clients read only this

	APIURL                   string   `json:"apiUrl"`
	UIURL                    string   `json:"uiUrl"`
	WebServerURL             string   `json:"webServerUrl"`
	WebServerAirflowAPIURL   string   `json:"webServerAirflowApiUrl"`
	WebServerIngressHostname string   `json:"webServerIngressHostname"`
	ExternalIPs              []string `json:"externalIPs"`
	OIDCIssuerURL            string   `json:"oidcIssuerUrl,omitempty"`

	EffectiveWorkloadIdentity   string `json:"effectiveWorkloadIdentity"`
	EffectiveDRWorkloadIdentity string `json:"effectiveDRWorkloadIdentity,omitempty"`

	workloadIdentity string // "": the one that the platform makes
	change           int    // counts changes, so that the end of an earlier one does not end a later one
	asleep           bool
	nextEvent        time.Time // when asleep has to be looked at again; zero: never
	next             code      // what runs when everything under way is done
	deploys          rows[deploy]
	bundles          []bundle // what is mounted
	agentTokens      rows[agentToken]
	logs             []logEntry
}

// code is what runs in a Deployment; a deploy keeps the code that it left behind, so that a rollback can return to it.
type code struct {
	AstroRuntimeVersion string `json:"astroRuntimeVersion"`
	AirflowVersion      string `json:"airflowVersion"`
	ImageTag            string `json:"imageTag"`
	ImageVersion        string `json:"imageVersion,omitempty"`
	DagTarballVersion   string `json:"dagTarballVersion,omitempty"`
}

// variable is an environment variable with its value, which leaves only when it is no secret.
type variable struct {
	Key       string    `json:"key"`
	IsSecret  bool      `json:"isSecret"`
	Value     *string   `json:"value,omitempty"`
	UpdatedAt time.Time `json:"updatedAt"`
}

type remoteExecution struct {
	Enabled                bool     `json:"enabled"`
	AllowedIPAddressRanges []string `json:"allowedIpAddressRanges"`
	RemoteAPIURL           string   `json:"remoteApiUrl"`
	TaskLogBucket          string   `json:"taskLogBucket,omitempty"`
	TaskLogURLPattern      string   `json:"taskLogUrlPattern,omitempty"`
}

func (d *deployment) hosted() bool { return d.Type != string(client.DeploymentTypeHybrid) }

func (d *deployment) remote() bool { return d.RemoteExecution != nil && d.RemoteExecution.Enabled }

func (d *deployment) development() bool { return d.IsDevelopmentMode != nil && *d.IsDevelopmentMode }

// usesQueues reports whether the executor has worker queues.
func (d *deployment) usesQueues() bool {
	switch client.Executor(d.Executor) {
	case client.ExecutorCelery:
		return true
	case client.ExecutorAstro:
		return !d.remote()
	default:
		return false
	}
}

// masked returns the variables without the values of secrets.
func masked(variables []variable) []variable {
	out := slices.Clone(variables)
	for i := range out {
		if out[i].IsSecret {
			out[i].Value = nil
		}
	}
	return out
}
