package client

// The forms in which environment objects travel: those of the requests, with the secrets plain. Each embeds the request
// and restates the fields that hold secrets, which then win because they are less deep.

type wireObjectVariable struct {
	IsSecret bool    `json:"isSecret,omitempty"`
	Value    *string `json:"value,omitempty"`
}

type wireConnection struct {
	ConnectionRequest
	Password *string         `json:"password,omitempty"`
	Extra    *map[string]any `json:"extra,omitempty"`
}

type wireConnectionOverrides struct {
	ConnectionOverrides
	Password *string         `json:"password,omitempty"`
	Extra    *map[string]any `json:"extra,omitempty"`
}

type wireMetrics struct {
	MetricsExportOverrides
	BasicToken *string           `json:"basicToken,omitempty"`
	Password   *string           `json:"password,omitempty"`
	Headers    map[string]string `json:"headers,omitempty"`
}

type wireOverrides struct {
	AirflowVariable     *wireObjectVariable      `json:"airflowVariable,omitempty"`
	Connection          *wireConnectionOverrides `json:"connection,omitempty"`
	EnvironmentVariable *wireObjectVariable      `json:"environmentVariable,omitempty"`
	MetricsExport       *wireMetrics             `json:"metricsExport,omitempty"`
	UnsetFields         []string                 `json:"unsetFields,omitempty"`
}

type wireLink struct {
	Scope         EnvironmentObjectScope `json:"scope"`
	ScopeEntityID string                 `json:"scopeEntityId"`
	Overrides     *wireOverrides         `json:"overrides,omitempty"`
}

func (r CreateEnvironmentObject) wire() any {
	return struct {
		CreateEnvironmentObject
		AirflowVariable     *wireObjectVariable `json:"airflowVariable,omitempty"`
		Connection          *wireConnection     `json:"connection,omitempty"`
		EnvironmentVariable *wireObjectVariable `json:"environmentVariable,omitempty"`
		MetricsExport       *wireMetrics        `json:"metricsExport,omitempty"`
		Links               []wireLink          `json:"links,omitempty"`
	}{
		r, r.AirflowVariable.wire(), r.Connection.wire(), r.EnvironmentVariable.wire(),
		(*MetricsExportOverrides)(r.MetricsExport).wire(),
		wireLinks(r.Links, func(l CreateEnvironmentObjectLink) wireLink {
			return wireLink{l.Scope, l.ScopeEntityID, l.Overrides.wire()}
		}),
	}
}

func (r UpdateEnvironmentObject) wire() any {
	return struct {
		UpdateEnvironmentObject
		AirflowVariable     *wireObjectVariable `json:"airflowVariable,omitempty"`
		Connection          *wireConnection     `json:"connection,omitempty"`
		EnvironmentVariable *wireObjectVariable `json:"environmentVariable,omitempty"`
		MetricsExport       *wireMetrics        `json:"metricsExport,omitempty"`
		Links               []wireLink          `json:"links,omitzero"`
	}{
		r, r.AirflowVariable.wire(), r.Connection.wire(), r.EnvironmentVariable.wire(), r.MetricsExport.wire(),
		wireLinks(r.Links, func(l UpdateEnvironmentObjectLink) wireLink {
			return wireLink{l.Scope, l.ScopeEntityID, l.Overrides.wire()}
		}),
	}
}

func wireLinks[L any](links []L, wire func(L) wireLink) []wireLink {
	if links == nil {
		return nil
	}
	out := make([]wireLink, len(links))
	for i, l := range links {
		out[i] = wire(l)
	}
	return out
}

func (v *CreateObjectVariable) wire() *wireObjectVariable {
	if v == nil {
		return nil
	}
	return &wireObjectVariable{v.IsSecret, v.Value.text}
}

func (v *UpdateObjectVariable) wire() *wireObjectVariable {
	if v == nil {
		return nil
	}
	return &wireObjectVariable{Value: v.Value.text}
}

func (r *ConnectionRequest) wire() *wireConnection {
	if r == nil {
		return nil
	}
	return &wireConnection{*r, r.Password.text, r.Extra.values}
}

func (o *ConnectionOverrides) wire() *wireConnectionOverrides {
	if o == nil {
		return nil
	}
	return &wireConnectionOverrides{*o, o.Password.text, o.Extra.values}
}

func (o *MetricsExportOverrides) wire() *wireMetrics {
	if o == nil {
		return nil
	}
	return &wireMetrics{*o, o.BasicToken.text, o.Password.text, plainMap(o.Headers)}
}

func (o *EnvironmentObjectOverrides) wire() *wireOverrides {
	if o == nil {
		return nil
	}
	return &wireOverrides{
		AirflowVariable: o.AirflowVariable.wire(), Connection: o.Connection.wire(),
		EnvironmentVariable: o.EnvironmentVariable.wire(), MetricsExport: o.MetricsExport.wire(),
	}
}

func (o *UpdateEnvironmentObjectOverrides) wire() *wireOverrides {
	if o == nil {
		return nil
	}
	w := o.EnvironmentObjectOverrides.wire()
	w.UnsetFields = o.UnsetFields
	return w
}
