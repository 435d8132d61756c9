package client_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/client/clienttest"
	"github.com/astrofile/astrofile/deployfile"
)

const label = "astrofile-fleet v1 label=etl"

func described(text string) []string {
	return []string{"description: loads", fmt.Sprintf("description: %q", text)}
}

func TestFleetMarksItsDeployments(t *testing.T) {
	s := newFleetScene(t)
	s.live("a")
	s.live("b", described("old\nastrofile-fleet v1 label=other")...)
	s.live("c", described("loads\n"+label)...)
	files := []*deployfile.File{
		fleetFile("a"), fleetFile("b"), fleetFile("c"),
		newFile("d", "        description: loads\n", ""), fleetFile("e", described(strings.Repeat("x", 990))...),
	}
	o := client.FleetOptions{Label: "etl"}
	report, err := s.c.PlanFleet(t.Context(), files, o)
	require.ErrorIs(t, err, client.ErrInvalid)
	require.ErrorContains(t, err, "e.yaml: ")
	require.ErrorContains(t, err, "the description has 990 characters")
	assert.Equal(t, client.FleetCounts{Unchanged: 1, Created: 1, Updated: 2, Failed: 1}, report.Counts())
	change := report.Results[0].Result.Plan.Changes[0]
	assert.Equal(t, "deployment.configuration.description", string(change.Path))
	assert.Contains(t, string(change.After), label)
	assert.Equal(t, "loads", *files[0].Deployment.Configuration.Description, "the file stays as it is")

	_, err = s.c.ApplyFleet(t.Context(), files[:4], o)
	require.NoError(t, err)
	for name, want := range map[string]string{"a": "loads\n" + label, "b": "loads\n" + label, "c": "loads\n" + label, "d": label} {
		assert.Equal(t, want, s.all()[name].Description)
	}
	report, err = s.c.ApplyFleet(t.Context(), []*deployfile.File{files[0], fleetFile("d", "        description: loads\n", "")}, o)
	require.NoError(t, err)
	assert.Equal(t, client.FleetCounts{Unchanged: 2}, report.Counts())
}

// crowd puts Deployments in of which only two are orphans of the fleet, and returns their IDs.
func (s *fleetScene) crowd() (first, second string) {
	s.live("kept", described("loads\n"+label)...)
	s.live("unmarked", described("loads")...)
	s.live("other label", described("astrofile-fleet v1 label=etl2")...)
	s.live("more in the mark", described(label+" x=y")...)
	s.live("other version", described("astrofile-fleet v2 label=etl")...)
	s.live("not the last line", described(label+"\nloads")...)
	s.live("other Workspace", append([]string{"workspace_name: data", "workspace_name: lake"}, described(label)...)...)
	first = s.live("gone 1", described(label)...)
	second = s.live("gone 2", described("loads\n"+label+"\n")...)
	s.ForgetRequests()
	return first, second
}

func orphans(r *client.FleetReport) []string {
	var all []string
	for _, o := range r.Orphans {
		all = append(all, fmt.Sprint(o.Deployment.Name, " ", o.Deleted))
	}
	return all
}

func TestFleetPrunes(t *testing.T) {
	s := newFleetScene(t)
	first, second := s.crowd()
	files := []*deployfile.File{fleetFile("kept"), newFile("new")}
	o := client.FleetOptions{Label: "etl"}
	report, err := s.c.PlanFleet(t.Context(), files, o)
	require.NoError(t, err)
	assert.Empty(t, report.Orphans, "nobody asked")

	o.Prune = true
	report, err = s.c.PlanFleet(t.Context(), files, o)
	require.NoError(t, err)
	assert.Equal(t, []string{"gone 1 false", "gone 2 false"}, orphans(report))
	assert.Empty(t, s.writes())

	o.Options = []client.ApplyOption{client.DryRun()}
	report, err = s.c.ApplyFleet(t.Context(), files, o)
	require.NoError(t, err)
	assert.Equal(t, []string{"gone 1 false", "gone 2 false"}, orphans(report))
	assert.Empty(t, s.writes())

	o.Options = nil
	report, err = s.c.ApplyFleet(t.Context(), files, o)
	require.NoError(t, err)
	assert.Equal(t, []string{"gone 1 true", "gone 2 true"}, orphans(report))
	assert.Equal(t, client.FleetCounts{Unchanged: 1, Created: 1, Orphans: 2}, report.Counts())
	assert.Equal(t, []string{"CreateDeployment", "DeleteDeployment /" + first, "DeleteDeployment /" + second}, s.writes())
	assert.Len(t, s.all(), 8)

	report, err = s.c.ApplyFleet(t.Context(), []*deployfile.File{fleetFile("kept"), fleetFile("new")}, o)
	require.NoError(t, err)
	assert.Empty(t, report.Orphans)
	assert.Empty(t, s.writes())
}

func TestFleetDoesNotPruneInDoubt(t *testing.T) {
	kept := fleetFile("kept")
	for name, test := range map[string]struct {
		files []*deployfile.File
		want  string
	}{
		"no files":    {nil, "nothing is pruned: without files every Deployment with the label would go"},
		"broken":      {[]*deployfile.File{kept, fleetFile("gone 1", "configuration:", "configuratoin:")}, "nothing is pruned: 1 of 2 files failed, and"},
		"unresolved":  {[]*deployfile.File{kept, fleetFile("gone 1", "workspace_name: data", "workspace_name: dat")}, "nothing is pruned"},
		"two for one": {[]*deployfile.File{kept, fleetFile("gone 1"), fleetFile("gone 1")}, "nothing is pruned"},
		"no file":     {[]*deployfile.File{kept, nil}, "nothing is pruned"},
		"refused":     {[]*deployfile.File{kept, fleetFile("unmarked", "ci_cd_enforcement: false", "ci_cd_enforcement: true")}, "nothing is pruned"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newFleetScene(t)
			s.crowd()
			s.Fail(clienttest.Match{Operation: "UpdateDeployment", Times: -1}, clienttest.Fault{Status: http.StatusForbidden})
			report, err := s.c.ApplyFleet(t.Context(), test.files, client.FleetOptions{Label: "etl", Prune: true})
			require.ErrorContains(t, err, test.want)
			require.Error(t, report.PruneErr)
			assert.Empty(t, report.Orphans)
			for _, write := range s.writes() {
				assert.NotContains(t, write, "Delete")
			}
		})
	}
}

// Between the list and the deletion anything may happen to a Deployment.
func TestFleetLooksAgainBeforeItDeletes(t *testing.T) {
	s := newFleetScene(t)
	first, second := s.crowd()
	report, err := s.c.ApplyFleet(t.Context(), []*deployfile.File{fleetFile("kept")}, client.FleetOptions{
		Label: "etl", Prune: true,
		OnResult: func(client.FleetResult) { // after the listing
			_, err := s.c.Apply(t.Context(), client.Target{ID: first}, fleetFile("gone 1").Deployment)
			assert.NoError(t, err)
			assert.NoError(t, s.c.Deployments.Delete(t.Context(), second))
		},
	})
	require.ErrorIs(t, err, client.ErrConflict)
	require.ErrorContains(t, err, fmt.Sprintf(`Deployment "gone 1" (%s) has no file and could not be deleted`, first))
	assert.Equal(t, []string{"gone 1 false", "gone 2 true"}, orphans(report))
	assert.Contains(t, s.all(), "gone 1")
}

// An answer that it is gone is enough, whatever comes of another look.
func TestFleetTakesGoneForDeleted(t *testing.T) {
	s := newFleetScene(t)
	first, _ := s.crowd()
	s.Fail(clienttest.Match{Operation: "DeleteDeployment", Path: first}, clienttest.Fault{Status: http.StatusNotFound, Effect: true})
	s.Fail(clienttest.Match{Operation: "GetDeployment", Path: first, Skip: 1, Times: -1}, clienttest.Fault{Status: http.StatusForbidden})
	report, err := s.c.ApplyFleet(t.Context(), []*deployfile.File{fleetFile("kept")}, client.FleetOptions{Label: "etl", Prune: true})
	require.NoError(t, err)
	assert.Equal(t, []string{"gone 1 true", "gone 2 true"}, orphans(report))
}

func TestFleetPruneFaults(t *testing.T) {
	for name, test := range map[string]struct {
		fault   clienttest.Fault
		of      string
		deleted bool
	}{
		"lost answer":        {clienttest.Fault{Cut: clienttest.CutConnection, Effect: true}, "DeleteDeployment", true},
		"502 after deletion": {clienttest.Fault{Status: http.StatusBadGateway, Effect: true}, "DeleteDeployment", true},
		"delivered twice":    {clienttest.Fault{Twice: true}, "DeleteDeployment", true},
		"gone already":       {clienttest.Fault{Status: http.StatusNotFound, Effect: true}, "DeleteDeployment", true},
		"forbidden":          {clienttest.Fault{Status: http.StatusForbidden}, "DeleteDeployment", false},
		"500":                {clienttest.Fault{Status: http.StatusInternalServerError}, "DeleteDeployment", false},
	} {
		t.Run(name, func(t *testing.T) {
			s := newFleetScene(t)
			first, _ := s.crowd()
			s.Fail(clienttest.Match{Operation: test.of, Path: first, Times: -1}, test.fault)
			report, err := s.c.ApplyFleet(t.Context(), []*deployfile.File{fleetFile("kept")}, client.FleetOptions{Label: "etl", Prune: true})
			s.ClearFaults()
			assert.Equal(t, test.deleted, err == nil, "%v", err)
			assert.Equal(t, []string{fmt.Sprint("gone 1 ", test.deleted), "gone 2 true"}, orphans(report))
			_, there := s.all()["gone 1"]
			assert.Equal(t, !test.deleted, there)
		})
	}
}
