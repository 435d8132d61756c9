package main

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
)

// report is what became of one file: the JSON form of apply and drift, one document a line.
type report struct {
	Version     int              `json:"version"`
	File        string           `json:"file,omitempty"`
	Exit        int              `json:"exit"`
	Outcome     client.Outcome   `json:"outcome,omitempty"` // beside an error: what was sent
	DryRun      bool             `json:"dryRun,omitempty"`
	Deployment  *reported        `json:"deployment,omitempty"`
	Plan        *deployfile.Plan `json:"plan,omitempty"`
	Diagnostics diag.List        `json:"diagnostics,omitempty"`
	Error       string           `json:"error,omitempty"`
}

// reported is the part of a Deployment that a script goes on with.
type reported struct {
	ID              string                  `json:"id"`
	Name            string                  `json:"name,omitempty"`
	WorkspaceID     string                  `json:"workspaceId,omitempty"`
	Workspace       string                  `json:"workspace,omitempty"`
	Status          client.DeploymentStatus `json:"status,omitempty"`
	Airflow         string                  `json:"airflow,omitempty"` // the address of its Airflow
	ImageRepository string                  `json:"imageRepository,omitempty"`
	UpdatedAt       string                  `json:"updatedAt,omitempty"`
}

const reportVersion = 1

// newReport describes what the client answered about a file. Findings have their places already.
func newReport(file *deployfile.File, r *client.Result, found diag.List, err error) report {
	rep := report{Version: reportVersion, File: file.Name, Diagnostics: found}
	switch {
	case isFinding(err):
		rep.Exit, rep.Error = exitInvalid, "invalid: "+verdict(found.Counts())
		return rep
	case err != nil:
		rep.Exit, rep.Error = codeOf(err), explain(err)
	}
	if r == nil {
		return rep
	}
	rep.Outcome, rep.Deployment = r.Outcome, describe(r.Deployment)
	if err == nil || !r.Plan.Empty() {
		plan := r.Plan
		nameFlags(&plan, file.Deployment.EnvironmentVariables)
		rep.Plan = &plan
	}
	return rep
}

// planned says what would have been done, where nothing was.
func (r report) planned(dryRun bool) report {
	r.DryRun = dryRun
	if dryRun && r.Error == "" && r.Outcome != client.OutcomeUnchanged {
		r.Exit = exitChanges
	}
	return r
}

// describe returns nil for a Deployment that does not exist.
func describe(d client.Deployment) *reported {
	if d.ID == "" {
		return nil
	}
	it := &reported{
		ID: d.ID, Name: d.Name, WorkspaceID: d.WorkspaceID, Workspace: d.WorkspaceName, Status: d.Status,
		Airflow: d.UIURL, ImageRepository: d.ImageRepository,
	}
	if !d.UpdatedAt.IsZero() {
		it.UpdatedAt = d.UpdatedAt.UTC().Format(time.RFC3339Nano)
	}
	return it
}

// writeJSON writes one document and ends the line.
func writeJSON(env environment, v any) error {
	encoder := json.NewEncoder(env.out)
	encoder.SetEscapeHTML(false)
	return encoder.Encode(v)
}

// sentence says in one line what became of the file.
func (r report) sentence() string {
	text := shown(r.File) + ": "
	switch {
	case r.Error != "":
		return text + r.Error
	case r.DryRun && r.Outcome != client.OutcomeUnchanged:
		text += "would be "
	}
	text += string(r.Outcome)
	if r.Deployment != nil {
		text += fmt.Sprintf(", Deployment %q with the ID %s", r.Deployment.Name, shown(r.Deployment.ID))
	}
	return text
}
