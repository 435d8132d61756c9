package client_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/deployfile"
)

func TestFleetRefusesTwoFilesForOneDeployment(t *testing.T) {
	s := newFleetScene(t)
	id := s.live("etl")
	workspace := s.all()["etl"].WorkspaceID
	second := func(name string, edits ...string) *deployfile.File {
		f := fleetFile("etl", append(edits, "loads", "more")...)
		f.Name = name
		return f
	}
	byID := func(f *deployfile.File) client.Target {
		if f.Name == "id.yaml" {
			return client.Target{ID: id}
		}
		return client.Target{}
	}
	byWorkspaceID := func(f *deployfile.File) client.Target {
		if f.Name == "id.yaml" {
			return client.Target{WorkspaceID: workspace}
		}
		return client.Target{}
	}
	twice := func(name string) []*deployfile.File {
		f := newFile(name)
		f.Name = "id.yaml"
		return []*deployfile.File{newFile(name), f}
	}
	for name, test := range map[string]struct {
		files  []*deployfile.File
		target func(*deployfile.File) client.Target
		want   []string // parts of the errors, in the order of the files; "" is none
		writes int
	}{
		"by name":            {[]*deployfile.File{fleetFile("etl"), second("two.yaml"), newFile("new")}, nil, []string{"two.yaml", "etl.yaml", ""}, 1},
		"three":              {[]*deployfile.File{fleetFile("etl"), second("two.yaml"), second("three.yaml")}, nil, []string{"two.yaml (and 1 more)", "etl.yaml (and 1 more)", "etl.yaml (and 1 more)"}, 0},
		"by ID":              {[]*deployfile.File{fleetFile("etl"), second("id.yaml")}, byID, []string{"id.yaml", "etl.yaml"}, 0},
		"by ID of Workspace": {[]*deployfile.File{fleetFile("etl"), second("id.yaml")}, byWorkspaceID, []string{"id.yaml", "etl.yaml"}, 0},
		"not there yet":      {twice("young"), byWorkspaceID, []string{"id.yaml", "young.yaml"}, 0},
		"one of them broken": {[]*deployfile.File{fleetFile("etl"), second("two.yaml", "ci_cd_enforcement", "ci_cd_enforcment")}, nil, []string{"two.yaml", "ci_cd_enforcment"}, 0},
		"elsewhere":          {[]*deployfile.File{newFile("other"), newFile("other", "workspace_name: data", "workspace_name: lake")}, nil, []string{"", ""}, 2},
		"renamed into":       {twice("third"), byID, []string{"id.yaml", "third.yaml"}, 0},
		"renamed away":       {[]*deployfile.File{fleetFile("etl"), twice("fourth")[1]}, byID, []string{"id.yaml", "etl.yaml"}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			o := client.FleetOptions{Target: test.target, Options: []client.ApplyOption{client.AllowRename()}}
			planned, _ := s.c.PlanFleet(t.Context(), test.files, o)
			assert.Empty(t, s.writes())
			applied, _ := s.c.ApplyFleet(t.Context(), test.files, o)
			assert.Len(t, s.writes(), test.writes)
			for _, report := range []*client.FleetReport{planned, applied} {
				for i, want := range test.want {
					if want == "" {
						assert.NoError(t, report.Results[i].Err)
					} else {
						assert.ErrorContains(t, report.Results[i].Err, want)
					}
				}
			}
		})
	}
}
