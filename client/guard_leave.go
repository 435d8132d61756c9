package client

import "github.com/astrofile/astrofile/deployfile"

// leavable reports whether something blocked can stay as it is while the rest is applied.
func leavable(b deployfile.Blocked) bool {
	switch b.Code {
	case deployfile.CodeImmutableChanged, deployfile.CodeDevelopmentModeEnable, deployfile.CodeRemoteExecutionToggled:
		return true
	}
	return false
}

// leave returns want with the live values of what no update can change, and what has been left so.
func leave(live, want deployfile.Deployment) (deployfile.Deployment, []deployfile.Kept) {
	bare := want
	bare.EnvironmentVariables = nil // which are never left
	var left []deployfile.Kept
	from, to := &live.Configuration, &want.Configuration
	for _, b := range deployfile.Diff(live, bare).Blocked {
		if !leavable(b) {
			continue
		}
		left = append(left, deployfile.Kept{Path: b.Path, Reason: "the file wants something else: " + b.Message})
		switch b.Path {
		case pathConfiguration.Field("cluster_name"):
			to.ClusterName = from.ClusterName
		case pathConfiguration.Field("workspace_name"):
			to.WorkspaceName = from.WorkspaceName
		case pathConfiguration.Field("deployment_type"):
			to.DeploymentType = from.DeploymentType
		case pathConfiguration.Field("cloud_provider"):
			to.CloudProvider = from.CloudProvider
		case pathConfiguration.Field("region"):
			to.Region = from.Region
		case pathConfiguration.Field("is_development_mode"):
			to.IsDevelopmentMode = from.IsDevelopmentMode
		case pathConfiguration.Field("remote_execution").Field("enabled"):
			to.RemoteExecution = from.RemoteExecution
		}
	}
	return want, left
}
