package client_test

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/client/clienttest"
	"github.com/astrofile/astrofile/deployfile"
)

// addLive puts a Deployment of a name into a Workspace.
func (s *plane) addLive(name, workspaceID string) string {
	id := s.AddLiveDeployment(client.Deployment{Name: name, WorkspaceID: workspaceID})
	s.ForgetRequests()
	return id
}

func (s *plane) addWorkspaces(names ...string) []string {
	var ids []string
	for _, name := range names {
		ids = append(ids, s.AddWorkspace(client.Workspace{Name: name}))
	}
	return ids
}

func asTargetError(t *testing.T, err error) *client.TargetError {
	t.Helper()
	var e *client.TargetError
	require.ErrorAs(t, err, &e)
	assert.NotContains(t, err.Error(), "\n")
	return e
}

func TestTargetIsNeverWidened(t *testing.T) {
	s := newPlane(t)
	ids := s.addWorkspaces("data", "ops")
	other := s.addLive("etl", ids[1])
	s.addLive("etl-2", ids[0])
	result, err := s.c.Plan(t.Context(), client.Target{}, parsed(t, etlFile))
	require.NoError(t, err)
	assert.True(t, result.Plan.Creation, "the one of the name in another Workspace is another one")
	assert.Equal(t, client.OutcomeCreated, result.Outcome)
	assert.Equal(t, client.Deployment{Name: "etl", WorkspaceID: ids[0], WorkspaceName: "data"}, result.Deployment)

	_, err = s.c.Apply(t.Context(), client.Target{}, parsed(t, etlFile), client.UpdateOnly())
	require.ErrorIs(t, err, client.ErrNotFound)
	require.EqualError(t, err, `there is no Deployment "etl" in Workspace "data", or the token does not see it`)
	s.ForgetRequests()
	_, err = s.c.Drift(t.Context(), client.Target{WorkspaceID: ids[0]}, parsed(t, etlFile))
	require.ErrorIs(t, err, client.ErrNotFound)
	query := s.Requests()[0].Query
	assert.Equal(t, [][]string{{"etl"}, {ids[0]}}, [][]string{query["names"], query["workspaceIds"]}, "no more is asked for than needed")
	result, err = s.c.Drift(t.Context(), client.Target{Workspace: "ops"}, parsed(t, etlFile, "workspace_name: data", "workspace_name: ops"))
	require.NoError(t, err)
	assert.Equal(t, other, result.Deployment.ID)
}

func TestSeveralOfOneName(t *testing.T) {
	s := newPlane(t, clienttest.WithDuplicateNames())
	workspace := s.addWorkspaces("data")[0]
	one, two := s.addLive("etl", workspace), s.addLive("etl", workspace)
	result, err := s.c.Apply(t.Context(), client.Target{}, parsed(t, etlFile))
	e := asTargetError(t, err)
	require.ErrorIs(t, err, client.ErrConflict)
	assert.Equal(t, `2 Deployments are called "etl" in one Workspace: say which one by its ID, "`+one+`", "`+two+`"`, err.Error())
	assert.Equal(t, []client.Candidate{{ID: one, Name: "etl", WorkspaceID: workspace, WorkspaceName: "data"}, {ID: two, Name: "etl", WorkspaceID: workspace, WorkspaceName: "data"}}, e.Candidates)
	assert.Equal(t, []string{"ListDeployments"}, s.calls())
	assert.Empty(t, result.Outcome)
	_, err = s.c.Plan(t.Context(), client.Target{ID: two}, parsed(t, etlFile))
	require.NoError(t, err, "the ID decides")
}

// Names of Workspaces need not be unique.
func TestWorkspacesOfOneName(t *testing.T) {
	s := newPlane(t)
	ids := s.addWorkspaces("data", "data", "ops")
	want := parsed(t, etlFile)
	plan := func(target client.Target, workspace string) (*client.Result, error) {
		want := want
		if workspace != "" {
			want.Metadata = &deployfile.Metadata{WorkspaceID: workspace}
		}
		return s.c.Plan(t.Context(), target, want)
	}
	_, err := plan(client.Target{}, "")
	e := asTargetError(t, err)
	assert.Equal(t, "Workspace", e.Kind)
	assert.Len(t, e.Candidates, 2)
	require.EqualError(t, err, `2 Workspaces are called "data": say which one by its ID, "`+ids[0]+`", "`+ids[1]+`"`)

	result, err := plan(client.Target{}, ids[1])
	require.NoError(t, err, "the metadata of the file decides")
	assert.Equal(t, ids[1], result.Deployment.WorkspaceID)
	result, err = plan(client.Target{WorkspaceID: ids[0]}, ids[1])
	require.NoError(t, err, "the caller knows better")
	assert.Equal(t, ids[0], result.Deployment.WorkspaceID)
	_, err = plan(client.Target{}, "cwor-of-another-organization")
	assert.Equal(t, "Workspace", asTargetError(t, err).Kind, "metadata that was copied proves nothing")

	first := s.addLive("etl", ids[0])
	result, err = plan(client.Target{}, "")
	require.NoError(t, err, "only one has it")
	assert.Equal(t, first, result.Deployment.ID)
	assert.Equal(t, []string{"ListDeployments", "GetDeployment"}, s.calls())
	result, err = plan(client.Target{}, ids[1])
	require.NoError(t, err)
	assert.True(t, result.Plan.Creation, "the metadata names the other Workspace, which has none")
	result, err = plan(client.Target{}, ids[2])
	require.NoError(t, err)
	assert.Equal(t, first, result.Deployment.ID, "the metadata names a Workspace of another name, which does not count")

	_, err = s.c.Plan(t.Context(), client.Target{ID: first}, want, client.Checked())
	require.NoError(t, err, "the Workspace is known by the Deployment that is in it")
	second := s.addLive("etl", ids[1])
	_, err = plan(client.Target{}, "")
	require.ErrorContains(t, err, `2 Deployments are called "etl" in Workspaces of one name`)
	result, err = plan(client.Target{}, ids[1])
	require.NoError(t, err)
	assert.Equal(t, second, result.Deployment.ID)
	result, err = plan(client.Target{WorkspaceID: ids[1]}, ids[0])
	require.NoError(t, err)
	assert.Equal(t, second, result.Deployment.ID)
}

func TestUnknownWorkspace(t *testing.T) {
	s := newPlane(t)
	s.addWorkspaces("Ops", "data-eng", "datum", "zoo", "finance", "hr", "law")
	_, err := s.c.Apply(t.Context(), client.Target{}, parsed(t, etlFile))
	e := asTargetError(t, err)
	require.ErrorIs(t, err, client.ErrNotFound)
	require.NotErrorIs(t, err, client.ErrConflict)
	assert.Equal(t, "datum", e.Names[0], "the most similar first")
	assert.Len(t, e.Names, 7)
	require.EqualError(t, err, `there is no Workspace "data", or the token does not see it; there is "datum", "law", "Ops", "data-eng", "hr" and 2 more`)
	_, err = s.c.Apply(t.Context(), client.Target{WorkspaceID: "cwor-unknown"}, parsed(t, etlFile))
	require.ErrorIs(t, err, client.ErrNotFound)
	require.ErrorContains(t, err, `there is no Workspace with the ID "cwor-unknown"`)
}

func TestWorkspaceOfAnotherName(t *testing.T) {
	s := newPlane(t)
	ids := s.addWorkspaces("data", "ops")
	_, err := s.c.Apply(t.Context(), client.Target{WorkspaceID: ids[1]}, parsed(t, etlFile))
	require.ErrorIs(t, err, client.ErrConflict)
	require.EqualError(t, err, `the file is for Workspace "data", and the one with the ID "`+ids[1]+`" is called "ops"`)
	_, err = s.c.Apply(t.Context(), client.Target{}, parsed(t, etlFile, "        workspace_name: data\n", ""))
	require.ErrorIs(t, err, client.ErrInvalid)
	require.EqualError(t, err, `nothing says in which Workspace Deployment "etl" is: write workspace_name, or give the ID of the Workspace`)
	result, err := s.c.Apply(t.Context(), client.Target{Workspace: "ops"}, parsed(t, etlFile), client.LeaveBlocked())
	require.ErrorIs(t, err, client.ErrConflict, "what would be made there is not what the file says")
	require.ErrorContains(t, err, `the file is for Workspace "data"`)
	assert.Empty(t, result.Outcome)
	assert.NotContains(t, s.calls(), "CreateDeployment")

	result, err = s.c.Apply(t.Context(), client.Target{WorkspaceID: ids[1]}, parsed(t, etlFile, "        workspace_name: data\n", ""))
	require.NoError(t, err, "the file leaves the Workspace to the caller")
	assert.Equal(t, "ops", result.Plan.Deployment.Workspace)
	assert.Equal(t, ids[1], result.Deployment.WorkspaceID)
	result, err = s.c.Apply(t.Context(), client.Target{Workspace: "ops"}, bareOf(parsed(t, etlFile, "        workspace_name: data\n", "")))
	require.NoError(t, err)
	assert.Equal(t, client.OutcomeUnchanged, result.Outcome)
}

func TestRename(t *testing.T) {
	s := newPlane(t)
	id := s.seed(parsed(t, etlFile))
	want := bareOf(parsed(t, etlFile, "name: etl", "name: loads"))
	for name, target := range map[string]client.Target{"ID": {ID: id}, "name": {Name: "etl"}} {
		_, err := s.c.Apply(t.Context(), target, want)
		var e *client.ConsentError
		require.ErrorAs(t, err, &e, name)
		require.Len(t, e.Needs, 1)
		assert.Equal(t, client.NeedRename, e.Needs[0].Kind)
		require.EqualError(t, err, `the plan for Deployment "etl" needs consent: deployment.configuration.name: AllowRename()`)
		assert.NotContains(t, s.calls(), "UpdateDeployment")
	}
	_, err := s.c.Apply(t.Context(), client.Target{Name: "unknown"}, want, client.AllowRename())
	require.ErrorIs(t, err, client.ErrNotFound, "what is to be renamed has to exist")

	result, err := s.c.Apply(t.Context(), client.Target{Name: "etl"}, want, client.AllowRename())
	require.NoError(t, err)
	assert.Equal(t, id, result.Deployment.ID)
	assert.Equal(t, "loads", result.Deployment.Name)
}

func TestTargetFromMetadata(t *testing.T) {
	s := newPlane(t)
	id := s.seed(parsed(t, etlFile))
	want := bareOf(parsed(t, etlFile))
	_, err := s.c.Plan(t.Context(), client.Target{FromMetadata: true}, want)
	require.ErrorIs(t, err, client.ErrInvalid)
	require.EqualError(t, err, `the file of Deployment "etl" has no metadata.deployment_id to find it by`)
	want.Metadata = &deployfile.Metadata{DeploymentID: id}
	result, err := s.c.Plan(t.Context(), client.Target{FromMetadata: true}, want)
	require.NoError(t, err)
	assert.Equal(t, id, result.Deployment.ID)
	assert.Equal(t, []string{"GetDeployment"}, s.calls())
	_, err = s.c.Plan(t.Context(), client.Target{FromMetadata: true, ID: "cdep-other"}, want)
	require.ErrorIs(t, err, client.ErrConflict)
	want.Metadata.DeploymentID = "cdep-gone"
	_, err = s.c.Plan(t.Context(), client.Target{FromMetadata: true}, want)
	require.ErrorIs(t, err, client.ErrNotFound)
	require.EqualError(t, err, `there is no Deployment with the ID "cdep-gone", or the token does not see it`)
	var refusal *client.APIError
	require.ErrorAs(t, err, &refusal, "the answer of the API is at hand")
	want.Configuration.Name = "other"
	want.Metadata.DeploymentID = id
	_, err = s.c.Apply(t.Context(), client.Target{FromMetadata: true}, want)
	var e *client.ConsentError
	require.ErrorAs(t, err, &e, "ID and name have to agree")
}

func TestCreateOnlyUpdateOnly(t *testing.T) {
	s := newPlane(t)
	id := s.seed(parsed(t, etlFile))
	want := bareOf(parsed(t, etlFile, "nightly", "hourly"))
	result, err := s.c.Apply(t.Context(), client.Target{}, want, client.CreateOnly())
	require.ErrorIs(t, err, client.ErrConflict)
	require.EqualError(t, err, `Deployment "etl" exists already (`+id+`), and it was only to be created`)
	assert.Equal(t, id, asTargetError(t, err).Candidates[0].ID)
	assert.Equal(t, id, result.Deployment.ID)
	_, err = s.c.Apply(t.Context(), client.Target{ID: id}, want, client.CreateOnly())
	require.ErrorIs(t, err, client.ErrInvalid)
	assert.Equal(t, []string{"ListDeployments"}, s.calls())
	_, err = s.c.Apply(t.Context(), client.Target{}, want, client.UpdateOnly())
	require.NoError(t, err)
}

// The list may leave the names of the Workspaces out.
func TestListWithoutWorkspaceNames(t *testing.T) {
	s := newPlane(t)
	ids := s.addWorkspaces("data", "ops")
	s.addLive("etl", ids[1])
	mine := s.addLive("etl", ids[0])
	c := s.tampered(func(answer []byte) []byte {
		return bytes.ReplaceAll(answer, []byte(`"workspaceName"`), []byte(`"other"`))
	})
	result, err := c.Plan(t.Context(), client.Target{}, parsed(t, etlFile))
	require.NoError(t, err)
	assert.Equal(t, mine, result.Deployment.ID)
	assert.Equal(t, []string{"ListDeployments", "ListWorkspaces", "GetDeployment"}, s.calls())
}

// A filter that lets more through than it should must not lead to another Deployment.
func TestListThatIsTooLong(t *testing.T) {
	s := newPlane(t, clienttest.WithPageSize(2))
	ids := s.addWorkspaces("data", "ops")
	for _, name := range []string{"ETL", "etl ", "etl2", "other"} {
		s.addLive(name, ids[0])
	}
	mine := s.addLive("etl", ids[0])
	s.addLive("etl", ids[1])
	c, err := s.Client(client.WithHTTPClient(&http.Client{Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
		q := r.URL.Query()
		q.Del("names")
		q.Del("workspaceIds")
		r.URL.RawQuery = q.Encode()
		return s.RoundTrip(r)
	})}))
	require.NoError(t, err)
	for _, target := range []client.Target{{}, {WorkspaceID: ids[0]}} {
		result, err := c.Plan(t.Context(), target, parsed(t, etlFile))
		require.NoError(t, err)
		assert.Equal(t, mine, result.Deployment.ID)
	}
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// tampered returns a client that gets other answers than the control plane gave, and never tries again.
func (s *plane) tampered(change func([]byte) []byte) *client.Client {
	s.t.Helper()
	return s.hooked(nil, func(_ *http.Request, answer []byte) []byte { return change(answer) })
}

// hooked returns a client whose requests and answers pass through functions, and that never tries again.
func (s *plane) hooked(before func(*http.Request) error, after func(*http.Request, []byte) []byte) *client.Client {
	s.t.Helper()
	c, err := s.Client(client.WithHTTPClient(&http.Client{Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
		if before != nil {
			if err := before(r); err != nil {
				return nil, err
			}
		}
		resp, err := s.RoundTrip(r)
		if err != nil || after == nil {
			return resp, err
		}
		text, err := io.ReadAll(resp.Body)
		text = after(r, text)
		resp.Body, resp.ContentLength = io.NopCloser(bytes.NewReader(text)), int64(len(text))
		resp.Header.Del("Content-Length")
		return resp, err
	})}))
	require.NoError(s.t, err)
	return c
}

func TestInspect(t *testing.T) {
	s := newPlane(t)
	id := s.seed(parsed(t, etlFile))
	for name, target := range map[string]client.Target{"ID": {ID: id}, "name and Workspace": {Name: "etl", Workspace: "data"}, "name": {Name: "etl"}} {
		d, err := s.c.Inspect(t.Context(), target)
		require.NoError(t, err, name)
		assert.Equal(t, id, d.Metadata.DeploymentID)
		assert.Equal(t, "nightly loads", *d.Configuration.Description)
		text, err := deployfile.Marshal(d, deployfile.SyntaxYAML)
		require.NoError(t, err)
		assert.NotContains(t, string(text), "hunter2")
	}
	s.addLive("etl", s.addWorkspaces("ops")[0])
	_, err := s.c.Inspect(t.Context(), client.Target{Name: "etl"})
	require.ErrorIs(t, err, client.ErrConflict)
	require.ErrorContains(t, err, "in several Workspaces")
	_, err = s.c.Inspect(t.Context(), client.Target{Name: "unknown", Workspace: "data"})
	require.ErrorIs(t, err, client.ErrNotFound)
	_, err = s.c.Inspect(t.Context(), client.Target{Name: "etl", Workspace: "unknown"})
	require.ErrorIs(t, err, client.ErrNotFound)
	_, err = s.c.Inspect(t.Context(), client.Target{})
	require.ErrorIs(t, err, client.ErrInvalid)
	_, err = s.c.Inspect(t.Context(), client.Target{ID: "cdep-unknown"})
	require.ErrorIs(t, err, client.ErrNotFound)
	assert.NotContains(t, strings.Join(s.calls(), " "), "Update")
}

func TestDrift(t *testing.T) {
	s := newPlane(t)
	s.seed(parsed(t, etlFile))
	want := parsed(t, etlFile) // with the value of the secret
	result, err := s.c.Drift(t.Context(), client.Target{}, want)
	require.NoError(t, err)
	assert.True(t, result.Plan.Empty(), "a secret cannot be compared: %v", result.Plan)
	assert.Equal(t, client.OutcomeUnchanged, result.Outcome)
	assert.Equal(t, []string{"ListDeployments", "GetDeployment"}, s.calls())

	want = parsed(t, etlFile, "runtime_version: 3.1-21", "runtime_version: 3.1-20", "key: DB_PASSWORD", "key: OTHER", "nightly", "hourly",
		"region: us-east-1", "region: us-west-2")
	result, err = s.c.Drift(t.Context(), client.Target{}, want)
	require.NoError(t, err, "nobody has to agree to a question")
	assert.Equal(t, []deployfile.Action{deployfile.ActionUpdate, deployfile.ActionCreate}, []deployfile.Action{result.Plan.Changes[0].Action, result.Plan.Changes[1].Action})
	require.Len(t, result.Plan.Notes, 1)
	assert.Equal(t, deployfile.CodeRuntimeVersionDiffers, result.Plan.Notes[0].Code)
	require.Len(t, result.Plan.Blocked, 1)
	assert.Empty(t, result.Outcome, "something stands in the way")
	assert.Equal(t, []string{"ListDeployments", "GetDeployment"}, s.calls())

	key := []byte("0123456789abcdef")
	prints, err := deployfile.NewFingerprints(key)
	require.NoError(t, err)
	result, err = s.c.Drift(t.Context(), client.Target{}, parsed(t, etlFile), client.WithFingerprints(prints))
	require.NoError(t, err)
	prints.Of, prints.Since = result.Plan.Fingerprints, result.Plan.Base.UpdatedAt
	result, err = s.c.Drift(t.Context(), client.Target{}, parsed(t, etlFile), client.WithFingerprints(prints))
	require.NoError(t, err)
	assert.True(t, result.Plan.Empty())
	result, err = s.c.Drift(t.Context(), client.Target{}, parsed(t, etlFile, "hunter2-stored", "hunter3"), client.WithFingerprints(prints))
	require.NoError(t, err)
	assert.Len(t, result.Plan.Changes, 1, "a fingerprint tells that the file has another value")
}

// What a fleet adds to the description is no drift; what somebody else adds is.
func TestDriftOfAMarkedDeployment(t *testing.T) {
	const mark = "astrofile-fleet v1 label=nightly"
	for description, drifts := range map[string]bool{
		"nightly loads\n" + mark: false, mark: true, "hourly loads\n" + mark: true, "nightly loads\nby hand": true, "nightly loads": false,
	} {
		s := newPlane(t)
		live := parsed(t, etlFile)
		live.Configuration.Description = &description
		s.seed(live)
		result, err := s.c.Drift(t.Context(), client.Target{}, bareOf(parsed(t, etlFile)))
		require.NoError(t, err)
		assert.Equal(t, drifts, !result.Plan.Empty(), description)
		want := bareOf(parsed(t, etlFile, "        description: nightly loads\n", ""))
		result, err = s.c.Drift(t.Context(), client.Target{}, want)
		require.NoError(t, err)
		assert.Equal(t, description != mark, !result.Plan.Empty(), description)
	}
}
