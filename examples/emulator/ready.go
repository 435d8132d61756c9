package main

import (
	"encoding/json"
	"io"
)

// ready is the line that says where everything is.
type ready struct {
	URL            string  `json:"url"`
	Registry       string  `json:"registry"`
	OrganizationID string  `json:"organizationId"`
	Workspaces     []named `json:"workspaces"`
	Deployments    []named `json:"deployments"`
	Token          string  `json:"token"`
}

type named struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

func (r ready) write(w io.Writer) error {
	line, err := json.Marshal(r)
	if err != nil {
		return err
	}
	_, err = w.Write(append(line, '\n'))
	return err
}
