package client

import (
	"encoding/json"

	"github.com/astrofile/astrofile/deployfile"
)

// What tests in package client_test, which may import clienttest, need of the mapping.

// CreateRequest makes the request that creates a Deployment.
func CreateRequest(want deployfile.Deployment, workspaceID string, cluster *Cluster, limits *deployfile.Limits) (CreateDeployment, error) {
	return createRequest(want, place{workspaceID, cluster}, limits)
}

// UpdateRequest makes the request that updates a Deployment.
func UpdateRequest(want deployfile.Deployment, live Deployment, pools []NodePool, limits *deployfile.Limits) (UpdateDeployment, error) {
	return updateRequest(want, live, pools, limits)
}

// Wire returns a request as it is sent.
func Wire(request interface{ wire() any }) (map[string]any, error) {
	text, err := json.Marshal(request.wire())
	if err != nil {
		return nil, err
	}
	var fields map[string]any
	return fields, json.Unmarshal(text, &fields)
}
