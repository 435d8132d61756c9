package clienttest_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/client/clienttest"
)

// answerSchemas says what each operation answers; "" is nothing, "bytes" anything.
var answerSchemas = map[string]string{
	"AddTeamMembers":                      "",
	"BulkCreateAllowedIpAddressRanges":    "AllowedIpAddressRangesList",
	"BulkDeleteAllowedIpAddressRanges":    "",
	"CreateAgentToken":                    "ApiToken",
	"CreateAllowedIpAddressRange":         "AllowedIpAddressRange",
	"CreateApiToken":                      "ApiToken",
	"CreateCluster":                       "Cluster",
	"CreateCustomRole":                    "RoleWithPermission",
	"CreateDeploy":                        "Deploy",
	"CreateDeployment":                    "Deployment",
	"CreateEnvironmentObject":             "CreateEnvironmentObject",
	"CreateTeam":                          "Team",
	"CreateUserInvite":                    "Invite",
	"CreateWorkspace":                     "Workspace",
	"DeleteAgentToken":                    "",
	"DeleteAllowedIpAddressRange":         "",
	"DeleteApiToken":                      "",
	"DeleteCluster":                       "",
	"DeleteCustomRole":                    "",
	"DeleteDeployment":                    "",
	"DeleteDeploymentHibernationOverride": "",
	"DeleteEnvironmentObject":             "",
	"DeleteTeam":                          "",
	"DeleteUserInvite":                    "",
	"DeleteWorkspace":                     "",
	"DeployRollback":                      "Deploy",
	"ExcludeLinkingEnvironmentObject":     "",
	"FinalizeDeploy":                      "Deploy",
	"GetAgentToken":                       "ApiToken",
	"GetApiToken":                         "ApiToken",
	"GetCluster":                          "Cluster",
	"GetClusterOptions":                   "[]ClusterOptions",
	"GetCustomRole":                       "RoleWithPermission",
	"GetDeploy":                           "Deploy",
	"GetDeployment":                       "Deployment",
	"GetDeploymentLogs":                   "DeploymentLog",
	"GetDeploymentOptions":                "DeploymentOptions",
	"GetEnvironmentObject":                "EnvironmentObject",
	"GetOrganization":                     "Organization",
	"GetOrganizationAuditLogs":            "bytes",
	"GetSelfUser":                         "SelfUser",
	"GetTeam":                             "Team",
	"GetUser":                             "User",
	"GetWorkspace":                        "Workspace",
	"ListAgentTokens":                     "ApiTokensPaginated",
	"ListAllowedIpAddressRanges":          "AllowedIpAddressRangesPaginated",
	"ListApiTokens":                       "ApiTokensPaginated",
	"ListClusters":                        "ClustersPaginated",
	"ListDeployments":                     "DeploymentsPaginated",
	"ListDeploys":                         "DeploysPaginated",
	"ListEnvironmentObjects":              "EnvironmentObjectsPaginated",
	"ListOrganizations":                   "OrganizationsPaginated",
	"ListPermissionGroups":                "[]PermissionGroup",
	"ListRoleTemplates":                   "[]RoleTemplate",
	"ListRoles":                           "RolesPaginated",
	"ListTeamMembers":                     "TeamMembersPaginated",
	"ListTeams":                           "TeamsPaginated",
	"ListUserTeams":                       "UserTeamsPaginated",
	"ListUsers":                           "UsersPaginated",
	"ListWorkspaces":                      "WorkspacesPaginated",
	"RemoveTeamMember":                    "",
	"RotateApiToken":                      "ApiToken",
	"UpdateApiToken":                      "ApiToken",
	"UpdateApiTokenRoles":                 "SubjectRoles",
	"UpdateCluster":                       "Cluster",
	"UpdateCustomRole":                    "RoleWithPermission",
	"UpdateDeploy":                        "Deploy",
	"UpdateDeployment":                    "Deployment",
	"UpdateDeploymentHibernationOverride": "DeploymentHibernationOverride",
	"UpdateEnvironmentObject":             "EnvironmentObject",
	"UpdateOrganization":                  "Organization",
	"UpdateTeam":                          "Team",
	"UpdateTeamRoles":                     "SubjectRoles",
	"UpdateUserRoles":                     "SubjectRoles",
	"UpdateWorkspace":                     "Workspace",
}

// answer is what came back for one request.
type answer struct {
	operation string
	status    int
	body      []byte
}

// recorder keeps the answers beside what the control plane records of the requests.
type recorder struct {
	astro   *clienttest.Astro
	answers []answer
}

func (r *recorder) http() *http.Client { return &http.Client{Transport: r} }

func (r *recorder) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := r.astro.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	resp.Body = io.NopCloser(bytes.NewReader(body))
	all := r.astro.Requests()
	r.answers = append(r.answers, answer{all[len(all)-1].Operation, resp.StatusCode, body})
	return resp, nil
}

// schemaTable is testdata/schemas.json of package client.
type schemaTable struct {
	Fields map[string]map[string]string `json:"fields"`
}

func readSchemas(t *testing.T) schemaTable {
	t.Helper()
	text, err := os.ReadFile("../testdata/schemas.json")
	require.NoError(t, err)
	var s schemaTable
	require.NoError(t, json.Unmarshal(text, &s))
	require.NotEmpty(t, s.Fields)
	return s
}

// differences compares a decoded answer with a schema: nothing missing, nothing invented, every type right.
func (s schemaTable) differences(kind, at string, value any) []string {
	kind, nullable := strings.CutSuffix(kind, "?")
	if value == nil {
		if nullable {
			return nil
		}
		return []string{at + " is null"}
	}
	if item, ok := strings.CutPrefix(kind, "[]"); ok {
		list, ok := value.([]any)
		if !ok {
			return []string{fmt.Sprintf("%s is %T, not a list", at, value)}
		}
		var all []string
		for i, v := range list {
			all = append(all, s.differences(item, fmt.Sprintf("%s[%d]", at, i), v)...)
		}
		return all
	}
	if fields, ok := s.Fields[kind]; ok {
		return s.objectDifferences(fields, at, value)
	}
	if !fits(kind, value) {
		return []string{fmt.Sprintf("%s is %v, not %s", at, value, kind)}
	}
	return nil
}

func (s schemaTable) objectDifferences(fields map[string]string, at string, value any) []string {
	object, ok := value.(map[string]any)
	if !ok {
		return []string{fmt.Sprintf("%s is %T, not an object", at, value)}
	}
	var all []string
	for _, name := range slices.Sorted(maps.Keys(object)) {
		kind, known := fields[name]
		if !known {
			all = append(all, at+"."+name+" is not in the schema")
			continue
		}
		all = append(all, s.differences(strings.TrimSuffix(kind, "!"), at+"."+name, object[name])...)
	}
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		if _, there := object[name]; strings.HasSuffix(fields[name], "!") && !there {
			all = append(all, at+"."+name+" is missing")
		}
	}
	return all
}

func fits(kind string, value any) bool {
	text, isText := value.(string)
	values, isEnum := strings.CutPrefix(kind, "enum(")
	switch {
	case isEnum:
		return isText && slices.Contains(strings.Split(strings.TrimSuffix(values, ")"), "|"), text)
	case kind == "string":
		return isText
	case kind == "string(date-time)":
		at, err := time.Parse(time.RFC3339, text)
		return isText && err == nil && at.Year() > 2000
	case kind == "boolean":
		_, ok := value.(bool)
		return ok
	case kind == "number":
		_, ok := value.(json.Number)
		return ok
	case kind == "integer":
		n, ok := value.(json.Number)
		_, err := n.Int64()
		return ok && err == nil
	}
	m, ok := value.(map[string]any)
	for _, v := range m {
		if _, isText := v.(string); kind == "map<string,string>" && !isText {
			return false
		}
	}
	return ok && (kind == "object" || kind == "map<string,string>")
}

// schemaExceptions are the answers that differ from the API's documents on purpose, with the reason.
var schemaExceptions = map[string]string{
	`type is BUNDLE, not enum(IMAGE_AND_DAG|IMAGE_ONLY|DAG_ONLY)`: "the documented set of answers lacks what a request may ask for",
}

// TestAnswersMatchSchemas carries every operation out and holds each answer against the table of schemas.
func TestAnswersMatchSchemas(t *testing.T) {
	walked := map[string]bool{}
	for _, walk := range []struct {
		name string
		run  func(*testing.T, *recorder, *client.Client)
	}{
		{"Deployments", deploymentWalk}, {"Hybrid Deployments", hybridWalk}, {"deploys", deployWalk}, {"environment", environmentWalk},
		{"agents", agentWalk}, {"platform", platformWalk}, {"people", peopleWalk},
	} {
		t.Run(walk.name, func(t *testing.T) { checkWalk(t, walked, walk.run) })
	}
	missing := slices.DeleteFunc(slices.Sorted(maps.Keys(answerSchemas)), func(name string) bool { return walked[name] })
	assert.Empty(t, missing, "operations that no walk carries out")
}

// checkWalk holds the answers of one walk against the table, and notes what was carried out.
func checkWalk(t *testing.T, walked map[string]bool, run func(*testing.T, *recorder, *client.Client)) {
	astro := clienttest.New(clienttest.WithVariablesInLists())
	r := &recorder{astro: astro}
	c, err := astro.Client(client.WithHTTPClient(r.http()))
	require.NoError(t, err)
	run(t, r, c)
	s := readSchemas(t)
	for _, a := range r.answers {
		schema, known := answerSchemas[a.operation]
		require.True(t, known, a.operation)
		require.Less(t, a.status, 300, "%s: %s", a.operation, a.body)
		require.NotEqual(t, http.StatusCreated, a.status, a.operation)
		walked[a.operation] = true
		switch schema {
		case "bytes":
			continue
		case "":
			assert.Empty(t, a.body, a.operation)
			continue
		}
		dec := json.NewDecoder(bytes.NewReader(a.body))
		dec.UseNumber()
		var value any
		require.NoError(t, dec.Decode(&value), a.operation)
		for _, d := range s.differences(schema, "", value) {
			assert.Contains(t, schemaExceptions, d[strings.LastIndex(d, ".")+1:], "%s: %s", a.operation, d)
		}
	}
}

// TestRefusalsMatchSchema holds the refusals against the schema of errors.
func TestRefusalsMatchSchema(t *testing.T) {
	astro := clienttest.New()
	r := &recorder{astro: astro}
	c, err := astro.Client(client.WithHTTPClient(r.http()))
	require.NoError(t, err)
	_, err = c.Deployments.Create(t.Context(), client.CreateStandardDeployment{})
	require.ErrorIs(t, err, client.ErrInvalid)
	_, err = c.Deployments.Get(t.Context(), "nowhere")
	require.ErrorIs(t, err, client.ErrNotFound)
	require.Len(t, r.answers, 2)
	s := readSchemas(t)
	for _, a := range r.answers {
		dec := json.NewDecoder(bytes.NewReader(a.body))
		dec.UseNumber()
		var value any
		require.NoError(t, dec.Decode(&value))
		assert.Empty(t, s.differences("Error", "", value), "%s", a.body)
	}
}

// TestDifferencesAreFound makes sure that the comparison can fail.
func TestDifferencesAreFound(t *testing.T) {
	s := schemaTable{Fields: map[string]map[string]string{"T": {"a": "string!", "b": "[]integer", "c": "enum(X|Y)", "d": "T"}}}
	for text, want := range map[string][]string{
		`{"a":"x","b":[1],"c":"X","d":{"a":"y"}}`: nil,
		`{}`:                        {".a is missing"},
		`{"a":1}`:                   {".a is 1, not string"},
		`{"a":null}`:                {".a is null"},
		`{"a":"x","z":1}`:           {".z is not in the schema"},
		`{"a":"x","b":[1,"2",1.5]}`: {".b[1] is 2, not integer", ".b[2] is 1.5, not integer"},
		`{"a":"x","c":"Z"}`:         {".c is Z, not enum(X|Y)"},
		`{"a":"x","d":{}}`:          {".d.a is missing"},
		`[]`:                        {" is []interface {}, not an object"},
	} {
		dec := json.NewDecoder(strings.NewReader(text))
		dec.UseNumber()
		var value any
		require.NoError(t, dec.Decode(&value))
		assert.Equal(t, want, s.differences("T", "", value), text)
	}
}
