package client

// CreateEnvironmentObject describes a new object. Exactly the part that ObjectType names is filled in. The links are for
// objects of a Workspace only.
type CreateEnvironmentObject struct {
	ObjectKey     string                 `json:"objectKey"`
	ObjectType    EnvironmentObjectType  `json:"objectType"`
	Description   string                 `json:"description,omitempty"` // at most 500 characters
	Scope         EnvironmentObjectScope `json:"scope"`
	ScopeEntityID string                 `json:"scopeEntityId"` // the Workspace or Deployment that keeps it

	AirflowVariable     *CreateObjectVariable `json:"airflowVariable,omitempty"`
	Connection          *ConnectionRequest    `json:"connection,omitempty"`
	EnvironmentVariable *CreateObjectVariable `json:"environmentVariable,omitempty"`
	MetricsExport       *MetricsExport        `json:"metricsExport,omitempty"`

	AutoLinkDeployments bool                           `json:"autoLinkDeployments,omitempty"`
	Links               []CreateEnvironmentObjectLink  `json:"links,omitempty"`
	ExcludeLinks        []EnvironmentObjectExcludeLink `json:"excludeLinks,omitempty"`
}

// UpdateEnvironmentObject changes an object. Key, type and scope cannot change, nor whether a variable is a secret. A
// secret that is empty keeps its value, which is the opposite of what a Deployment's variables do.
//
// For an object of a Workspace give all of Links, ExcludeLinks and AutoLinkDeployments, from what was read: lists replace
// what is there, and what the API does when they are absent is disputed. For one of a Deployment leave all three nil.
type UpdateEnvironmentObject struct {
	Description *string `json:"description,omitempty"` // at most 500 characters

	AirflowVariable     *UpdateObjectVariable   `json:"airflowVariable,omitempty"`
	Connection          *ConnectionRequest      `json:"connection,omitempty"`
	EnvironmentVariable *UpdateObjectVariable   `json:"environmentVariable,omitempty"`
	MetricsExport       *MetricsExportOverrides `json:"metricsExport,omitempty"`

	AutoLinkDeployments *bool                          `json:"autoLinkDeployments,omitempty"`
	Links               []UpdateEnvironmentObjectLink  `json:"links,omitzero"`        // nil is absent, empty removes all
	ExcludeLinks        []EnvironmentObjectExcludeLink `json:"excludeLinks,omitzero"` // nil is absent, empty removes all
}

// CreateObjectVariable is the value of a new Airflow or environment variable. Whether it is a secret is decided for good.
type CreateObjectVariable struct {
	IsSecret bool   `json:"isSecret,omitempty"`
	Value    Secret `json:"value,omitzero"`
}

// UpdateObjectVariable is another value of a variable: the zero Secret keeps a secret as it is.
type UpdateObjectVariable struct {
	Value Secret `json:"value,omitzero"`
}

// ConnectionRequest is what a connection shall be. Fields that are empty are not sent.
type ConnectionRequest struct {
	Type       string    `json:"type"` // such as "postgres"
	AuthTypeID string    `json:"authTypeId,omitempty"`
	Host       string    `json:"host,omitempty"`
	Port       int       `json:"port,omitempty"`
	Schema     string    `json:"schema,omitempty"`
	Login      string    `json:"login,omitempty"`
	Password   Secret    `json:"password,omitzero"`
	Extra      SecretMap `json:"extra,omitzero"`
}

// ConnectionOverrides are the fields in which a connection differs for one Deployment.
type ConnectionOverrides struct {
	Type     string    `json:"type,omitempty"`
	Host     string    `json:"host,omitempty"`
	Port     int       `json:"port,omitempty"`
	Schema   string    `json:"schema,omitempty"`
	Login    string    `json:"login,omitempty"`
	Password Secret    `json:"password,omitzero"`
	Extra    SecretMap `json:"extra,omitzero"`
}

// MetricsExportOverrides are the fields in which an export differs for one Deployment, or that an update changes.
type MetricsExportOverrides struct {
	Endpoint       string              `json:"endpoint,omitempty"`
	ExporterType   MetricsExporterType `json:"exporterType,omitempty"`
	AuthType       MetricsAuthType     `json:"authType,omitempty"`
	BasicToken     Secret              `json:"basicToken,omitzero"`
	Username       string              `json:"username,omitempty"`
	Password       Secret              `json:"password,omitzero"`
	SigV4AssumeARN string              `json:"sigV4AssumeArn,omitempty"`
	SigV4STSRegion string              `json:"sigV4StsRegion,omitempty"`
	Headers        map[string]Secret   `json:"headers,omitempty"`
	Labels         map[string]string   `json:"labels,omitempty"`
}

// CreateEnvironmentObjectLink hands a new object to one Deployment.
type CreateEnvironmentObjectLink struct {
	Scope         EnvironmentObjectScope      `json:"scope"`
	ScopeEntityID string                      `json:"scopeEntityId"` // the Deployment
	Overrides     *EnvironmentObjectOverrides `json:"overrides,omitempty"`
}

// EnvironmentObjectOverrides are values for one Deployment; the part is the one that the object's type names.
type EnvironmentObjectOverrides struct {
	AirflowVariable     *UpdateObjectVariable   `json:"airflowVariable,omitempty"`
	Connection          *ConnectionOverrides    `json:"connection,omitempty"`
	EnvironmentVariable *UpdateObjectVariable   `json:"environmentVariable,omitempty"`
	MetricsExport       *MetricsExportOverrides `json:"metricsExport,omitempty"`
}

// UpdateEnvironmentObjectLink is a link that shall be there after an update; overrides it does not name stay.
type UpdateEnvironmentObjectLink struct {
	Scope         EnvironmentObjectScope            `json:"scope"`
	ScopeEntityID string                            `json:"scopeEntityId"` // the Deployment
	Overrides     *UpdateEnvironmentObjectOverrides `json:"overrides,omitempty"`
}

// UpdateEnvironmentObjectOverrides sets some overrides of a link and ends others; no field may stand in both.
type UpdateEnvironmentObjectOverrides struct {
	EnvironmentObjectOverrides
	UnsetFields []string `json:"unsetFields,omitempty"` // at most 100, spelled as SetFields does
}
