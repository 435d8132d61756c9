package client

// EnvironmentObjectType says which of the parts of an environment object is filled in.
type EnvironmentObjectType string

// The types of environment objects.
const (
	EnvironmentObjectTypeConnection          EnvironmentObjectType = "CONNECTION"
	EnvironmentObjectTypeEnvironmentVariable EnvironmentObjectType = "ENVIRONMENT_VARIABLE"
	EnvironmentObjectTypeAirflowVariable     EnvironmentObjectType = "AIRFLOW_VARIABLE"
	EnvironmentObjectTypeMetricsExport       EnvironmentObjectType = "METRICS_EXPORT"
)

// EnvironmentObjectScope is the kind of object that keeps an environment object. Links go to Deployments only.
type EnvironmentObjectScope string

// What can keep environment objects.
const (
	EnvironmentObjectScopeWorkspace  EnvironmentObjectScope = "WORKSPACE"
	EnvironmentObjectScopeDeployment EnvironmentObjectScope = "DEPLOYMENT"
)

// EnvironmentObject is one connection, variable or export of metrics. Values of secrets are empty unless they were asked
// for; SetFields names, with dots between levels, the secret fields that have one.
type EnvironmentObject struct {
	ID                  string                 `json:"id,omitempty"` // "" when links were resolved
	ObjectKey           string                 `json:"objectKey"`
	ObjectType          EnvironmentObjectType  `json:"objectType"`
	Description         string                 `json:"description,omitempty"`
	Scope               EnvironmentObjectScope `json:"scope"`
	ScopeEntityID       string                 `json:"scopeEntityId"`
	SourceScope         EnvironmentObjectScope `json:"sourceScope,omitempty"` // where a resolved link comes from
	SourceScopeEntityID string                 `json:"sourceScopeEntityId,omitempty"`
	SetFields           []string               `json:"setFields"`

	AirflowVariable     *ObjectVariable `json:"airflowVariable,omitempty"`
	Connection          *Connection     `json:"connection,omitempty"`
	EnvironmentVariable *ObjectVariable `json:"environmentVariable,omitempty"`
	MetricsExport       *MetricsExport  `json:"metricsExport,omitempty"`

	AutoLinkDeployments bool                           `json:"autoLinkDeployments,omitempty"`
	Links               []EnvironmentObjectLink        `json:"links,omitempty"`
	ExcludeLinks        []EnvironmentObjectExcludeLink `json:"excludeLinks,omitempty"`

	CreatedAt string   `json:"createdAt,omitempty"` // text: the API promises no format here
	CreatedBy *Profile `json:"createdBy,omitempty"`
	UpdatedAt string   `json:"updatedAt,omitempty"`
	UpdatedBy *Profile `json:"updatedBy,omitempty"`
}

// identity is that of the key where the API blanks the ID.
func (o EnvironmentObject) identity() string {
	if o.ID != "" || o.ObjectKey == "" {
		return o.ID
	}
	return string(o.ObjectType) + "/" + o.ObjectKey + "/" + o.ScopeEntityID + "/" + o.SourceScopeEntityID
}

type createdEnvironmentObject struct {
	ID string `json:"id"`
}

func (o createdEnvironmentObject) identity() string { return o.ID }

// ObjectVariable is the value of an Airflow or environment variable.
type ObjectVariable struct {
	IsSecret bool   `json:"isSecret"`
	Value    Secret `json:"value"` // hidden when printed, whether it is a secret or not
}

// Connection is an Airflow connection.
type Connection struct {
	Type               string              `json:"type"` // such as "postgres"
	Host               string              `json:"host,omitempty"`
	Port               int                 `json:"port,omitempty"`
	Schema             string              `json:"schema,omitempty"`
	Login              string              `json:"login,omitempty"`
	Password           Secret              `json:"password,omitzero"`
	Extra              SecretMap           `json:"extra,omitzero"`
	ConnectionAuthType *ConnectionAuthType `json:"connectionAuthType,omitempty"`
}

// ConnectionAuthType is one way to authenticate at what a connection leads to, and the parameters it needs.
type ConnectionAuthType struct {
	ID                  string                        `json:"id"`
	Name                string                        `json:"name"`
	Description         string                        `json:"description"`
	AirflowType         string                        `json:"airflowType"`
	AuthMethodName      string                        `json:"authMethodName"`
	ProviderPackageName string                        `json:"providerPackageName"`
	ProviderLogo        string                        `json:"providerLogo,omitempty"`
	GuidePath           string                        `json:"guidePath,omitempty"`
	Parameters          []ConnectionAuthTypeParameter `json:"parameters"`
}

// ConnectionAuthTypeParameter is one value that a way to authenticate needs, and where in the connection it goes.
type ConnectionAuthTypeParameter struct {
	AirflowParamName string `json:"airflowParamName"`
	FriendlyName     string `json:"friendlyName"`
	Description      string `json:"description"`
	DataType         string `json:"dataType"`
	Example          string `json:"example,omitempty"`
	Pattern          string `json:"pattern,omitempty"`
	IsInExtra        bool   `json:"isInExtra"`
	IsRequired       bool   `json:"isRequired"`
	IsSecret         bool   `json:"isSecret"`
}

// MetricsExporterType is the protocol of an export of metrics.
type MetricsExporterType string

// MetricsExporterTypePrometheus writes to a Prometheus remote-write endpoint.
const MetricsExporterTypePrometheus MetricsExporterType = "PROMETHEUS"

// MetricsAuthType is how an export of metrics authenticates.
type MetricsAuthType string

// The ways to authenticate; each has fields of its own in [MetricsExport].
const (
	MetricsAuthTypeBasic     MetricsAuthType = "BASIC"      // Username and Password
	MetricsAuthTypeAuthToken MetricsAuthType = "AUTH_TOKEN" // BasicToken
	MetricsAuthTypeSigV4     MetricsAuthType = "SIGV4"      // SigV4AssumeARN and SigV4STSRegion
)

// MetricsExport sends the metrics of Deployments to a system outside Astro.
type MetricsExport struct {
	Endpoint       string              `json:"endpoint"`
	ExporterType   MetricsExporterType `json:"exporterType"`
	AuthType       MetricsAuthType     `json:"authType,omitempty"`
	BasicToken     Secret              `json:"basicToken,omitzero"`
	Username       string              `json:"username,omitempty"`
	Password       Secret              `json:"password,omitzero"`
	SigV4AssumeARN string              `json:"sigV4AssumeArn,omitempty"`
	SigV4STSRegion string              `json:"sigV4StsRegion,omitempty"`
	Headers        map[string]Secret   `json:"headers,omitempty"`
	Labels         map[string]string   `json:"labels,omitempty"`
}

// EnvironmentObjectLink hands an object of a Workspace to one Deployment, with other values where it has overrides.
type EnvironmentObjectLink struct {
	Scope                        EnvironmentObjectScope  `json:"scope"`
	ScopeEntityID                string                  `json:"scopeEntityId"` // the Deployment
	SetFields                    []string                `json:"setFields"`
	AirflowVariableOverrides     *ObjectVariableOverride `json:"airflowVariableOverrides,omitempty"`
	ConnectionOverrides          *ConnectionOverrides    `json:"connectionOverrides,omitempty"`
	EnvironmentVariableOverrides *ObjectVariableOverride `json:"environmentVariableOverrides,omitempty"`
	MetricsExportOverrides       *MetricsExportOverrides `json:"metricsExportOverrides,omitempty"`
}

// ObjectVariableOverride is the value that a variable has in one Deployment.
type ObjectVariableOverride struct {
	Value Secret `json:"value"`
}

// EnvironmentObjectExcludeLink keeps an object that is linked to all Deployments out of one.
type EnvironmentObjectExcludeLink struct {
	Scope         EnvironmentObjectScope `json:"scope"`
	ScopeEntityID string                 `json:"scopeEntityId"` // the Deployment
}
