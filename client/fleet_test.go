package client_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/client/clienttest"
	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
)

// fleetText is a Deployment file; edits are pairs of what stands in it and what shall.
func fleetText(name string, edits ...string) string {
	return strings.NewReplacer(append([]string{"NAME", name}, edits...)...).Replace(`deployment:
    environment_variables:
        - key: MODE
          value: batch
        - key: DB_PASSWORD
          value: ` + fleetSecret + `
          is_secret: true
    configuration:
        name: NAME
        description: loads
        runtime_version: 3.2-10
        dag_deploy_enabled: true
        ci_cd_enforcement: false
        scheduler_size: SMALL
        is_high_availability: false
        is_development_mode: false
        executor: CELERY
        workspace_name: data
        deployment_type: STANDARD
        cloud_provider: AWS
        region: us-east-1
        default_task_pod_cpu: "0.25"
        default_task_pod_memory: 0.5Gi
        resource_quota_cpu: "10"
        resource_quota_memory: 20Gi
    worker_queues:
        - name: default
          max_worker_count: 5
          min_worker_count: 0
          worker_concurrency: 5
          worker_type: A5
    alert_emails: []
`)
}

const fleetSecret = "canary-5f1c"

// fleetFile is the file of a Deployment whose secret has its value already.
func fleetFile(name string, edits ...string) *deployfile.File {
	return newFile(name, append(edits, "          value: "+fleetSecret+"\n", "")...)
}

// newFile is the file of a Deployment that does not exist.
func newFile(name string, edits ...string) *deployfile.File {
	file, _ := deployfile.Parse(name+".yaml", []byte(fleetText(name, edits...)))
	return file
}

// fleetScene is a control plane with two Workspaces.
type fleetScene struct {
	*clienttest.Astro
	t *testing.T
	c *client.Client
}

func newFleetScene(t *testing.T, opts ...clienttest.Option) *fleetScene {
	t.Helper()
	s := &fleetScene{Astro: clienttest.New(opts...), t: t}
	s.AddWorkspace(client.Workspace{Name: "data"})
	s.AddWorkspace(client.Workspace{Name: "lake"})
	c, err := s.Client()
	require.NoError(t, err)
	s.c = c
	return s
}

// live makes a Deployment as a file describes it.
func (s *fleetScene) live(name string, edits ...string) string {
	s.t.Helper()
	id, err := s.AddDeployment(newFile(name, edits...).Deployment)
	require.NoError(s.t, err)
	return id
}

// writes returns what has been changed since the last time, as operations with paths.
func (s *fleetScene) writes() []string {
	var all []string
	for _, r := range s.Requests() {
		if r.Method != http.MethodGet {
			all = append(all, strings.TrimSpace(r.Operation+" "+strings.TrimPrefix(r.Path[strings.LastIndex(r.Path, "/"):], "/deployments")))
		}
	}
	s.ForgetRequests()
	slices.Sort(all)
	return all
}

func (s *fleetScene) all() map[string]client.Deployment {
	found := map[string]client.Deployment{}
	for d, err := range s.c.Deployments.All(s.t.Context(), client.DeploymentFilter{}) {
		require.NoError(s.t, err)
		found[d.Name] = d
	}
	s.ForgetRequests()
	return found
}

func outcomes(r *client.FleetReport) map[string]client.Outcome {
	all := map[string]client.Outcome{}
	for _, result := range r.Results {
		outcome := result.Result.Outcome
		if result.Err != nil {
			outcome = "failed"
		}
		all[result.File.Name] = outcome
	}
	return all
}

func TestFleet(t *testing.T) {
	s := newFleetScene(t)
	s.live("same")
	changed := s.live("changed")
	s.live("far", "workspace_name: data", "workspace_name: lake")
	files := []*deployfile.File{
		fleetFile("same"),
		fleetFile("changed", "loads", "loads more"),
		newFile("new"),
		fleetFile("far", "workspace_name: data", "workspace_name: lake", "MODE", "OTHER"),
		fleetFile("broken", "    configuration:", "    configuratoin:"),
		fleetFile("wrong", "worker_concurrency: 5", "worker_concurrency: 5000"),
		fleetFile("lost", "workspace_name: data", "workspace_name: dat"),
	}
	want := map[string]client.Outcome{
		"same.yaml": client.OutcomeUnchanged, "changed.yaml": client.OutcomeUpdated, "new.yaml": client.OutcomeCreated,
		"far.yaml": client.OutcomeUpdated, "broken.yaml": "failed", "wrong.yaml": "failed", "lost.yaml": "failed",
	}

	report, err := s.c.PlanFleet(t.Context(), files, client.FleetOptions{})
	require.Error(t, err)
	assert.Equal(t, want, outcomes(report))
	assert.Equal(t, client.FleetCounts{Unchanged: 1, Created: 1, Updated: 2, Failed: 3}, report.Counts())
	assert.Empty(t, s.writes())
	assert.Len(t, report.Results[1].Result.Plan.Changes, 1)
	for i, result := range report.Results {
		assert.Same(t, files[i], result.File, "the order of the files")
	}
	assert.NotNil(t, report.Results[4].Result.Findings[0].Range)
	assert.NotNil(t, report.Results[5].Result.Findings[0].Range)
	for _, part := range []string{"broken.yaml:7:5: error: ", "configuratoin", "wrong.yaml", "5000", `lost.yaml: `, `"data"`} {
		require.ErrorContains(t, err, part)
	}
	require.ErrorIs(t, err, client.ErrNotFound, "the Workspace")

	report, err = s.c.ApplyFleet(t.Context(), files, client.FleetOptions{Options: []client.ApplyOption{client.AllowDelete()}})
	require.Error(t, err)
	assert.Equal(t, want, outcomes(report))
	assert.Len(t, s.writes(), 3)
	all := s.all()
	assert.Equal(t, "loads more", all["changed"].Description)
	assert.Contains(t, all, "new")
	assert.Len(t, all, 4)
	value, _ := s.RevealVariable(changed, "DB_PASSWORD")
	assert.Equal(t, fleetSecret, value)

	report, err = s.c.ApplyFleet(t.Context(), files[:2], client.FleetOptions{})
	require.NoError(t, err)
	assert.Equal(t, client.FleetCounts{Unchanged: 2}, report.Counts())
	assert.Empty(t, s.writes())
}

// A file that cannot be relied on is told everything at once, and costs no request.
func TestFleetOfMisreadFile(t *testing.T) {
	s := newFleetScene(t)
	report, err := s.c.ApplyFleet(t.Context(), []*deployfile.File{
		fleetFile("a", "is_high_availability", "is_high_avail", "worker_concurrency: 5", "worker_concurrency: 5000"),
	}, client.FleetOptions{})
	for _, code := range []diag.Code{deployfile.CodeUnknownField, deployfile.CodeWorkerConcurrencyCeiling} {
		of := func(d diag.Diagnostic) bool { return d.Code == code && d.Range != nil }
		assert.True(t, slices.ContainsFunc(report.Results[0].Result.Findings, of), code)
	}
	require.ErrorIs(t, err, &diag.Error{Diagnostic: diag.Diagnostic{Code: deployfile.CodeUnknownField}})
	assert.Empty(t, s.Requests())
}

func TestFleetAsksForConsent(t *testing.T) {
	s := newFleetScene(t)
	s.live("a")
	s.live("b")
	files := []*deployfile.File{
		fleetFile("a", "        - key: MODE\n          value: batch\n", ""),
		fleetFile("b", "loads", "more"),
	}
	report, err := s.c.PlanFleet(t.Context(), files, client.FleetOptions{})
	require.NoError(t, err)
	assert.True(t, report.Results[0].Result.Plan.Deletes())

	report, err = s.c.ApplyFleet(t.Context(), files, client.FleetOptions{})
	var refused *client.ConsentError
	require.ErrorAs(t, err, &refused)
	assert.Equal(t, map[string]client.Outcome{"a.yaml": "failed", "b.yaml": client.OutcomeUpdated}, outcomes(report))
	assert.Len(t, s.writes(), 1)

	report, err = s.c.ApplyFleet(t.Context(), files, client.FleetOptions{FileOptions: func(f *deployfile.File) []client.ApplyOption {
		if f.Name == "a.yaml" {
			return []client.ApplyOption{client.AllowDelete()}
		}
		return nil
	}})
	require.NoError(t, err)
	assert.Equal(t, client.FleetCounts{Unchanged: 1, Updated: 1}, report.Counts())
}

func TestFleetOptionsThatCannotBeFollowed(t *testing.T) {
	s := newFleetScene(t)
	for name, o := range map[string]client.FleetOptions{
		"a fleet is pruned by its label: give it one":                       {Prune: true},
		`label "Etl" is not 1 to 63 lower-case letters, digits and hyphens`: {Label: "Etl"},
		`label "a b" is not`: {Label: "a b"},
		`label "a\n" is not`: {Label: "a\n"},
		`label "aaaa`:        {Label: strings.Repeat("a", 64)},
		"Against":            {Options: []client.ApplyOption{client.Against(deployfile.Plan{})}},
	} {
		report, err := s.c.ApplyFleet(t.Context(), []*deployfile.File{newFile("a")}, o)
		require.ErrorIs(t, err, client.ErrInvalid)
		require.ErrorContains(t, err, name)
		assert.Nil(t, report)
	}
	assert.Empty(t, s.Requests())

	report, err := s.c.ApplyFleet(t.Context(), []*deployfile.File{nil, newFile("a"), newFile("b")}, client.FleetOptions{
		Label: strings.Repeat("a", 63), Parallel: -1,
		FileOptions: func(f *deployfile.File) []client.ApplyOption {
			if f.Name == "b.yaml" {
				return []client.ApplyOption{client.Against(deployfile.Plan{})}
			}
			return []client.ApplyOption{nil}
		},
	})
	require.ErrorContains(t, err, "file without a name: invalid request: nil stands in place of a file")
	require.ErrorContains(t, err, "b.yaml: invalid request: the option Against")
	assert.Equal(t, client.FleetCounts{Created: 1, Failed: 2}, report.Counts())

	report, err = s.c.ApplyFleet(t.Context(), nil, client.FleetOptions{})
	require.NoError(t, err)
	assert.Empty(t, report.Results)
}

// A file that was made in Go has no text.
func TestFleetOfModels(t *testing.T) {
	s := newFleetScene(t)
	files := []*deployfile.File{{Name: "made", Deployment: newFile("a").Deployment}, {Deployment: deployfile.Deployment{}}}
	report, err := s.c.ApplyFleet(t.Context(), files, client.FleetOptions{})
	require.ErrorContains(t, err, "file without a name: ")
	assert.Equal(t, client.FleetCounts{Created: 1, Failed: 1}, report.Counts())
}

func TestFleetDryRun(t *testing.T) {
	s := newFleetScene(t)
	s.live("b")
	files := []*deployfile.File{newFile("a"), fleetFile("b", "loads", "more")}
	report, err := s.c.ApplyFleet(t.Context(), files, client.FleetOptions{Options: []client.ApplyOption{client.DryRun()}})
	require.NoError(t, err)
	assert.Equal(t, client.FleetCounts{Created: 1, Updated: 1}, report.Counts())
	reads := slices.DeleteFunc(s.Requests(), func(r clienttest.Request) bool { return r.Operation != "GetDeployment" })
	assert.Len(t, reads, 1, "no second look")
	assert.Empty(t, s.writes())
}

func TestFleetTellsWhatHappens(t *testing.T) {
	s := newFleetScene(t)
	s.live("a")
	s.live("b")
	files := []*deployfile.File{
		fleetFile("a", "loads", "more"), fleetFile("b"), newFile("c"), fleetFile("d", "name:", "nmae:"),
	}
	stages := map[string][]client.Stage{} // unguarded on purpose, as is the next: the race detector watches
	told := map[string]int{}
	_, err := s.c.ApplyFleet(t.Context(), files, client.FleetOptions{
		Options: []client.ApplyOption{client.OnProgress(func(p client.Progress) {
			if p.Stage == client.StagePlan || p.Stage == client.StageWrite {
				stages[p.Name] = append(stages[p.Name], p.Stage)
			}
		})},
		OnResult: func(r client.FleetResult) { told[r.File.Name]++ },
	})
	require.Error(t, err)
	assert.Equal(t, map[string][]client.Stage{
		"a": {client.StagePlan, client.StageWrite}, "b": {client.StagePlan}, "c": {client.StagePlan, client.StageWrite},
	}, stages)
	assert.Equal(t, map[string]int{"a.yaml": 1, "b.yaml": 1, "c.yaml": 1, "d.yaml": 1}, told)
}

func TestFleetReportShowsNoSecret(t *testing.T) {
	s := newFleetScene(t)
	s.live("a")
	files := []*deployfile.File{
		newFile("a"), newFile("b"), newFile("c", "configuration:", "configuratoin:"), newFile("d", "worker_concurrency: 5", "worker_concurrency: 5000"),
		fleetFile("e", "is_secret: true", "is_secrt: true"),
	}
	for _, run := range []func(context.Context, []*deployfile.File, client.FleetOptions) (*client.FleetReport, error){s.c.PlanFleet, s.c.ApplyFleet} {
		report, err := run(t.Context(), files, client.FleetOptions{Label: "x", Options: []client.ApplyOption{client.OnProgress(func(p client.Progress) {
			assert.NotContains(t, fmt.Sprintf("%+v", p), fleetSecret)
		})}})
		require.Error(t, err)
		shown := []string{err.Error()}
		for _, format := range []string{"%v", "%+v", "%#v", "%s", "%q"} {
			shown = append(shown, fmt.Sprintf(format, report), fmt.Sprintf(format, *report), fmt.Sprintf(format, report.Results), fmt.Sprintf(format, err))
			for _, result := range report.Results {
				text, err := json.Marshal(result.Result)
				require.NoError(t, err)
				shown = append(shown, string(text), fmt.Sprintf(format, result), fmt.Sprintf(format, *result.Result), fmt.Sprintf(format, result.Result.Findings))
			}
		}
		for _, one := range shown {
			assert.NotContains(t, one, fleetSecret)
		}
	}
}
