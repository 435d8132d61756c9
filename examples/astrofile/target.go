package main

import (
	"errors"
	"flag"

	"github.com/astrofile/astrofile/client"
)

// target says which Deployment a file is for.
type target struct {
	id, name, workspace, workspaceID string
	fromMetadata                     bool
}

func (t *target) register(flags *flag.FlagSet) {
	flags.StringVar(&t.id, "id", "", "`ID` of the Deployment; by default it is found by the name and the Workspace in the file")
	flags.BoolVar(&t.fromMetadata, "from-metadata", false, "take the ID of the Deployment from metadata.deployment_id of the file")
	flags.StringVar(&t.name, "name", "", "`NAME` that the Deployment has now, when the file has none or another")
	flags.StringVar(&t.workspace, "workspace", "", "`NAME` of the Workspace, for a file that names none")
	flags.StringVar(&t.workspaceID, "workspace-id", "", "`ID` of the Workspace, for a file that names none or when several have the name")
}

// targetFlags are the names of the flags that register adds.
func targetFlags() []string {
	return []string{"id", "from-metadata", "name", "workspace", "workspace-id"}
}

func (t target) check() error {
	switch {
	case t.id != "" && t.fromMetadata:
		return errors.New("give -id or -from-metadata, not both")
	case (t.id != "" || t.fromMetadata) && t.name != "":
		return errors.New("give -name, or the ID of the Deployment, not both")
	case t.workspace != "" && t.workspaceID != "":
		return errors.New("give -workspace or -workspace-id, not both")
	}
	return nil
}

// one reports whether the flags name one Deployment, so that there cannot be several files.
func (t target) one() bool { return t.id != "" || t.name != "" }

func (t target) of() client.Target {
	return client.Target{ID: t.id, FromMetadata: t.fromMetadata, Name: t.name, Workspace: t.workspace, WorkspaceID: t.workspaceID}
}
