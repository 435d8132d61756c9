package client

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// platformCases are the operations on what surrounds Deployments.
func platformCases() []operationCase {
	return append(organizationCases(), environmentObjectCases()...)
}

func organizationCases() []operationCase {
	workspace, ipRange, invite := nasty("workspaceId"), nasty("allowedIpAddressRangeId"), nasty("inviteId")
	return []operationCase{
		{
			operation: "ListOrganizations",
			call: func(ctx context.Context, c *Client) (any, error) {
				return collect(c.Organizations.All(ctx, OrganizationFilter{OrganizationProductHosted, "TEAM", "ASTRO", []Sort{Ascending("name")}}))
			},
			query:  "astronomerProduct=ASTRO&product=HOSTED&productPlan=TEAM&sorts=name%3Aasc",
			answer: `{"organizations":[{"id":"a","name":"acme","product":"HOSTED"}],"limit":20,"offset":0,"totalCount":1}`,
			want:   []Organization{{ID: "a", Name: "acme", Product: OrganizationProductHosted}},
		},
		{
			operation: "GetOrganization",
			call: func(ctx context.Context, c *Client) (any, error) {
				return result(c.Organizations.Get(ctx, testOrganization, OrganizationQuery{LookUpOnly: true}))
			},
			query: "isLookUpOnly=true",
			answer: `{"id":"a","status":"ACTIVE","paymentMethod":"INVOICE","trialExpiresAt":"2025-03-16T03:50:37Z","isScimEnabled":true,
				"productPlans":[{"organizationId":"a","productPlanId":"p","productPlanName":"TEAM","astronomerProduct":"ASTRO"}],
				"managedDomains":[{"id":"d","name":"example.com","status":"VERIFIED","enforcedLogins":["google"]}]}`,
			want: Organization{ID: "a", Status: OrganizationStatusActive, PaymentMethod: PaymentMethodInvoice, IsScimEnabled: true,
				TrialExpiresAt: new(time.Date(2025, 3, 16, 3, 50, 37, 0, time.UTC)), ProductPlans: []OrganizationProductPlan{{"a", "p", "TEAM", "ASTRO"}},
				ManagedDomains: []ManagedDomain{{ID: "d", Name: "example.com", Status: ManagedDomainStatusVerified, EnforcedLogins: []string{"google"}}}},
		},
		{
			operation: "UpdateOrganization",
			call: func(ctx context.Context, c *Client) (any, error) {
				return result(c.Organizations.Update(ctx, testOrganization, UpdateOrganization{Name: "acme", BillingEmail: "a@example.com", HasAIFeaturesDisabled: new(false)}))
			},
			body:   `{"name":"acme","billingEmail":"a@example.com","isScimEnabled":false,"hasAiFeaturesDisabled":false}`,
			answer: `{"id":"a"}`,
			want:   Organization{ID: "a"},
		},
		{
			operation: "GetOrganizationAuditLogs",
			call: func(ctx context.Context, c *Client) (any, error) {
				var b bytes.Buffer
				at := time.Date(2026, 1, 2, 3, 4, 5, 6, time.FixedZone("", 3600))
				err := c.AuditLogs.Write(ctx, &b, AuditLogFilter{Start: at, End: at.Add(time.Hour)})
				return b.String(), err
			},
			query:  "endDate=2026-01-02T03%3A04%3A05Z&startDate=2026-01-02T02%3A04%3A05Z",
			answer: "{\"action\":\"a\"}\n{\"action\":\"b\"}\n",
			want:   "{\"action\":\"a\"}\n{\"action\":\"b\"}\n",
		},
		{
			operation: "ListWorkspaces",
			call: func(ctx context.Context, c *Client) (any, error) {
				return collect(c.Workspaces.All(ctx, WorkspaceFilter{[]string{"a", "b"}, []string{"x y"}, []Sort{Descending("createdAt")}}))
			},
			query:  "names=x+y&sorts=createdAt%3Adesc&workspaceIds=a&workspaceIds=b",
			answer: `{"workspaces":[{"id":"a","name":"x y"},{"id":"b"}],"limit":20,"offset":0,"totalCount":2}`,
			want:   []Workspace{{ID: "a", Name: "x y"}, {ID: "b"}},
		},
		{
			operation: "GetWorkspace",
			call:      func(ctx context.Context, c *Client) (any, error) { return result(c.Workspaces.Get(ctx, workspace)) },
			answer:    `{"id":"a","cicdEnforcedDefault":true,"defaultCloudProvider":"AWS","defaultRegion":"us-east-1","createdBy":{"id":"u","subjectType":"USER"}}`,
			want: Workspace{ID: "a", CICDEnforcedDefault: true, DefaultCloudProvider: CloudProviderAWS, DefaultRegion: "us-east-1",
				CreatedBy: &Profile{ID: "u", SubjectType: SubjectTypeUser}},
		},
		{
			operation: "CreateWorkspace",
			call: func(ctx context.Context, c *Client) (any, error) {
				return result(c.Workspaces.Create(ctx, CreateWorkspace{Name: "data", DefaultClusterID: "clc"}))
			},
			body:   `{"name":"data","defaultClusterId":"clc"}`,
			answer: `{"id":"a"}`,
			want:   Workspace{ID: "a"},
		},
		{
			operation: "UpdateWorkspace",
			call: func(ctx context.Context, c *Client) (any, error) {
				return result(c.Workspaces.Update(ctx, workspace, UpdateWorkspace{Name: "data", DefaultCloudProvider: CloudProviderGCP, DefaultRegion: "r"}))
			},
			body:   `{"name":"data","description":"","cicdEnforcedDefault":false,"defaultCloudProvider":"GCP","defaultRegion":"r"}`,
			answer: `{"id":"a"}`,
			want:   Workspace{ID: "a"},
		},
		{
			operation: "DeleteWorkspace",
			call:      func(ctx context.Context, c *Client) (any, error) { return done(c.Workspaces.Delete(ctx, workspace)) },
		},
		{
			operation: "ListAllowedIpAddressRanges",
			call: func(ctx context.Context, c *Client) (any, error) {
				return collect(c.IPRanges.All(ctx, IPRangeFilter{[]Sort{Ascending("ipAddress")}}))
			},
			query:  "sorts=ipAddress%3Aasc",
			answer: `{"allowedIpAddressRanges":[{"id":"a","ipAddressRange":"192.0.2.0/24"}],"limit":20,"offset":0,"totalCount":1}`,
			want:   []IPRange{{ID: "a", IPAddressRange: "192.0.2.0/24"}},
		},
		{
			operation: "CreateAllowedIpAddressRange",
			call: func(ctx context.Context, c *Client) (any, error) {
				return result(c.IPRanges.Create(ctx, "192.0.2.0/24"))
			},
			body:   `{"ipAddressRange":"192.0.2.0/24"}`,
			answer: `{"id":"a","ipAddressRange":"192.0.2.0/24"}`,
			want:   IPRange{ID: "a", IPAddressRange: "192.0.2.0/24"},
		},
		{
			operation: "DeleteAllowedIpAddressRange",
			call:      func(ctx context.Context, c *Client) (any, error) { return done(c.IPRanges.Delete(ctx, ipRange)) },
		},
		{
			operation: "BulkCreateAllowedIpAddressRanges",
			call: func(ctx context.Context, c *Client) (any, error) {
				return result(c.IPRanges.CreateAll(ctx, []string{"192.0.2.0/25", "192.0.2.128/25"}))
			},
			body:   `{"allowedIpAddressRanges":["192.0.2.0/25","192.0.2.128/25"]}`,
			answer: `{"allowedIpAddressRanges":[{"id":"a"},{"id":"b"}]}`,
			want:   []IPRange{{ID: "a"}, {ID: "b"}},
		},
		{
			operation: "BulkDeleteAllowedIpAddressRanges",
			call: func(ctx context.Context, c *Client) (any, error) {
				return done(c.IPRanges.DeleteAll(ctx, []string{"a", "b"}))
			},
			body: `{"allowedIpAddressRangeIds":["a","b"]}`,
		},
		{
			operation: "CreateUserInvite",
			call: func(ctx context.Context, c *Client) (any, error) {
				return result(c.Invites.Create(ctx, CreateInvite{"a@example.com", OrganizationRoleMember}))
			},
			body:   `{"inviteeEmail":"a@example.com","role":"ORGANIZATION_MEMBER"}`,
			answer: `{"inviteId":"i","invitee":{"id":"u","username":"a@example.com"},"expiresAt":"2025-03-16T03:50:37Z"}`,
			want:   Invite{InviteID: "i", Invitee: Profile{ID: "u", Username: "a@example.com"}, ExpiresAt: time.Date(2025, 3, 16, 3, 50, 37, 0, time.UTC)},
		},
		{
			operation: "DeleteUserInvite",
			call:      func(ctx context.Context, c *Client) (any, error) { return done(c.Invites.Delete(ctx, invite)) },
		},
	}
}

// connectionCases returns what a connection and its overrides look like when every secret of them is filled in.
func connectionCases() (ConnectionRequest, ConnectionOverrides) {
	return ConnectionRequest{Type: "postgres", Host: "h", Port: 5432, Login: "l", Password: NewSecret("hush-password"), Extra: NewSecretMap(map[string]any{"key": "hush-extra"})},
		ConnectionOverrides{Host: "other", Password: NewSecret("hush-override"), Extra: NewSecretMap(map[string]any{"key": map[string]any{"a": "hush-deep"}})}
}

func environmentObjectCases() []operationCase {
	id := nasty("environmentObjectId")
	connection, overrides := connectionCases()
	export := &MetricsExport{Endpoint: "https://e.example", ExporterType: MetricsExporterTypePrometheus, AuthType: MetricsAuthTypeBasic, Username: "u",
		Password: NewSecret("hush-metrics"), Headers: map[string]Secret{"X-Key": NewSecret("hush-header")}, Labels: map[string]string{"team": "data"}}
	return []operationCase{
		{
			operation: "ListEnvironmentObjects",
			call: func(ctx context.Context, c *Client) (any, error) {
				return collect(c.EnvironmentObjects.All(ctx, EnvironmentObjectFilter{WorkspaceID: "w", DeploymentID: "d", ObjectType: EnvironmentObjectTypeConnection,
					ObjectKey: "my conn", ShowSecrets: true, ResolveLinked: true, Sorts: []Sort{Ascending("objectKey")}}))
			},
			query: "deploymentId=d&objectKey=my+conn&objectType=CONNECTION&resolveLinked=true&showSecrets=true&sorts=objectKey%3Aasc&workspaceId=w",
			// Links are resolved, so the API blanks the IDs.
			answer: `{"environmentObjects":[{"id":"","objectKey":"a","objectType":"CONNECTION","scope":"WORKSPACE","scopeEntityId":"w","setFields":["password"],
				"connection":{"type":"postgres","port":5432,"password":"hush"}},{"objectKey":"b","objectType":"CONNECTION"}],"limit":20,"offset":0,"totalCount":2}`,
			want: []EnvironmentObject{{ObjectKey: "a", ObjectType: EnvironmentObjectTypeConnection, Scope: EnvironmentObjectScopeWorkspace, ScopeEntityID: "w",
				SetFields: []string{"password"}, Connection: &Connection{Type: "postgres", Port: 5432, Password: NewSecret("hush")}},
				{ObjectKey: "b", ObjectType: EnvironmentObjectTypeConnection}},
		},
		{
			operation: "GetEnvironmentObject",
			call:      func(ctx context.Context, c *Client) (any, error) { return result(c.EnvironmentObjects.Get(ctx, id)) },
			answer: `{"id":"a","objectKey":"K","objectType":"ENVIRONMENT_VARIABLE","environmentVariable":{"isSecret":true,"value":""},"autoLinkDeployments":true,
				"links":[{"scope":"DEPLOYMENT","scopeEntityId":"d","setFields":["value"],"environmentVariableOverrides":{"value":"v"}}],
				"excludeLinks":[{"scope":"DEPLOYMENT","scopeEntityId":"e"}],"createdAt":"2025-03-16T03:50:37Z","createdBy":{"id":"u"}}`,
			want: EnvironmentObject{ID: "a", ObjectKey: "K", ObjectType: EnvironmentObjectTypeEnvironmentVariable, EnvironmentVariable: &ObjectVariable{IsSecret: true, Value: NewSecret("")},
				AutoLinkDeployments: true, Links: []EnvironmentObjectLink{{Scope: EnvironmentObjectScopeDeployment, ScopeEntityID: "d", SetFields: []string{"value"},
					EnvironmentVariableOverrides: &ObjectVariableOverride{NewSecret("v")}}},
				ExcludeLinks: []EnvironmentObjectExcludeLink{{EnvironmentObjectScopeDeployment, "e"}}, CreatedAt: "2025-03-16T03:50:37Z", CreatedBy: &Profile{ID: "u"}},
		},
		{
			operation: "CreateEnvironmentObject",
			call: func(ctx context.Context, c *Client) (any, error) {
				return result(c.EnvironmentObjects.Create(ctx, CreateEnvironmentObject{ObjectKey: "pg", ObjectType: EnvironmentObjectTypeConnection,
					Scope: EnvironmentObjectScopeWorkspace, ScopeEntityID: "w", Connection: &connection, Links: []CreateEnvironmentObjectLink{
						{EnvironmentObjectScopeDeployment, "d", &EnvironmentObjectOverrides{Connection: &overrides}}, {Scope: EnvironmentObjectScopeDeployment, ScopeEntityID: "e"}}}))
			},
			body: `{"objectKey":"pg","objectType":"CONNECTION","scope":"WORKSPACE","scopeEntityId":"w",
				"connection":{"type":"postgres","host":"h","port":5432,"login":"l","password":"hush-password","extra":{"key":"hush-extra"}},
				"links":[{"scope":"DEPLOYMENT","scopeEntityId":"d","overrides":{"connection":{"host":"other","password":"hush-override","extra":{"key":{"a":"hush-deep"}}}}},
				{"scope":"DEPLOYMENT","scopeEntityId":"e"}]}`,
			answer: `{"id":"a"}`,
			want:   "a",
		},
		{
			operation: "CreateEnvironmentObject",
			call: func(ctx context.Context, c *Client) (any, error) {
				return result(c.EnvironmentObjects.Create(ctx, CreateEnvironmentObject{ObjectKey: "m", ObjectType: EnvironmentObjectTypeMetricsExport,
					Scope: EnvironmentObjectScopeDeployment, ScopeEntityID: "d", MetricsExport: export}))
			},
			body: `{"objectKey":"m","objectType":"METRICS_EXPORT","scope":"DEPLOYMENT","scopeEntityId":"d","metricsExport":{"endpoint":"https://e.example",
				"exporterType":"PROMETHEUS","authType":"BASIC","username":"u","password":"hush-metrics","headers":{"X-Key":"hush-header"},"labels":{"team":"data"}}}`,
			answer: `{"id":"a"}`,
			want:   "a",
		},
		{
			operation: "CreateEnvironmentObject",
			call: func(ctx context.Context, c *Client) (any, error) {
				return result(c.EnvironmentObjects.Create(ctx, CreateEnvironmentObject{ObjectKey: "V", ObjectType: EnvironmentObjectTypeAirflowVariable,
					Scope: EnvironmentObjectScopeDeployment, ScopeEntityID: "d", AirflowVariable: &CreateObjectVariable{true, NewSecret("hush-variable")}}))
			},
			body: `{"objectKey":"V","objectType":"AIRFLOW_VARIABLE","scope":"DEPLOYMENT","scopeEntityId":"d",
				"airflowVariable":{"isSecret":true,"value":"hush-variable"}}`,
			answer: `{"id":"a"}`,
			want:   "a",
		},
		{
			operation: "UpdateEnvironmentObject",
			call: func(ctx context.Context, c *Client) (any, error) {
				return result(c.EnvironmentObjects.Update(ctx, id, UpdateEnvironmentObject{EnvironmentVariable: &UpdateObjectVariable{NewSecret("")},
					AutoLinkDeployments: new(false), ExcludeLinks: []EnvironmentObjectExcludeLink{}, Links: []UpdateEnvironmentObjectLink{{
						Scope: EnvironmentObjectScopeDeployment, ScopeEntityID: "d", Overrides: &UpdateEnvironmentObjectOverrides{
							EnvironmentObjectOverrides: EnvironmentObjectOverrides{EnvironmentVariable: &UpdateObjectVariable{NewSecret("hush")}}, UnsetFields: []string{"x"}}}}}))
			},
			body: `{"environmentVariable":{"value":""},"autoLinkDeployments":false,"excludeLinks":[],"links":[{"scope":"DEPLOYMENT","scopeEntityId":"d",
				"overrides":{"environmentVariable":{"value":"hush"},"unsetFields":["x"]}}]}`,
			answer: `{"id":"a","objectKey":"K"}`,
			want:   EnvironmentObject{ID: "a", ObjectKey: "K"},
		},
		{
			operation: "UpdateEnvironmentObject",
			call: func(ctx context.Context, c *Client) (any, error) {
				return result(c.EnvironmentObjects.Update(ctx, id, UpdateEnvironmentObject{Description: new(""), Connection: &connection,
					AirflowVariable: &UpdateObjectVariable{}, MetricsExport: (*MetricsExportOverrides)(export)}))
			},
			body: `{"description":"","airflowVariable":{},
				"connection":{"type":"postgres","host":"h","port":5432,"login":"l","password":"hush-password","extra":{"key":"hush-extra"}},
				"metricsExport":{"endpoint":"https://e.example","exporterType":"PROMETHEUS","authType":"BASIC","username":"u","password":"hush-metrics",
				"headers":{"X-Key":"hush-header"},"labels":{"team":"data"}}}`,
			answer: `{"id":"a"}`,
			want:   EnvironmentObject{ID: "a"},
		},
		{
			operation: "DeleteEnvironmentObject",
			call: func(ctx context.Context, c *Client) (any, error) {
				return done(c.EnvironmentObjects.Delete(ctx, id))
			},
		},
		{
			operation: "ExcludeLinkingEnvironmentObject",
			call: func(ctx context.Context, c *Client) (any, error) {
				return done(c.EnvironmentObjects.ExcludeLinking(ctx, id, "d"))
			},
			body: `{"scope":"DEPLOYMENT","scopeEntityId":"d"}`,
		},
	}
}

func TestEnvironmentObjectsDoNotShow(t *testing.T) {
	connection, overrides := connectionCases()
	export := MetricsExport{BasicToken: NewSecret("hush"), Password: NewSecret("hush"), Headers: map[string]Secret{"X-Key": NewSecret("hush")}}
	variable := &UpdateObjectVariable{NewSecret("hush")}
	all := EnvironmentObjectOverrides{AirflowVariable: variable, Connection: &overrides, EnvironmentVariable: variable, MetricsExport: (*MetricsExportOverrides)(&export)}
	for _, v := range []any{
		connection, overrides, export, *variable, all,
		EnvironmentObject{Connection: &Connection{Password: NewSecret("hush"), Extra: NewSecretMap(map[string]any{"a": "hush"})}, MetricsExport: &export, AirflowVariable: &ObjectVariable{Value: NewSecret("hush")},
			Links: []EnvironmentObjectLink{{ConnectionOverrides: &overrides, AirflowVariableOverrides: &ObjectVariableOverride{NewSecret("hush")}}}},
		&CreateEnvironmentObject{Connection: &connection, MetricsExport: &export, Links: []CreateEnvironmentObjectLink{{Overrides: &all}}},
		UpdateEnvironmentObject{Connection: &connection, Links: []UpdateEnvironmentObjectLink{{Overrides: &UpdateEnvironmentObjectOverrides{EnvironmentObjectOverrides: all}}}},
		APIToken{Token: NewSecret("hush")}, []APIToken{{Token: NewSecret("hush")}},
	} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
			assert.NotContains(t, fmt.Sprintf(verb, v), "hush", "%T", v)
			assert.NotContains(t, fmt.Sprintf(verb, v), "68757368", "%T", v)
		}
		text, err := json.Marshal(v)
		require.NoError(t, err)
		assert.NotContains(t, string(text), "hush", "%T", v)
	}
}
