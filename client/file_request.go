package client

import "github.com/astrofile/astrofile/deployfile"

// place is what the names in a file stand for.
type place struct {
	workspaceID string
	cluster     *Cluster // nil for a Standard Deployment
}

// canonical returns the spelling of the API, or the text as it stands when it names nothing that is known, for the API
// to judge.
func canonical[To, From ~string](text From, lookup func(From) (From, bool)) To {
	if name, ok := lookup(text); ok {
		return To(name)
	}
	return To(text)
}

// requestVariables takes the variables over with the values they have. The list is never nil.
func requestVariables(want []deployfile.EnvironmentVariable) []EnvironmentVariable {
	variables := make([]EnvironmentVariable, len(want))
	for i, v := range want {
		variables[i] = EnvironmentVariable{Key: v.Key, IsSecret: v.IsSecret}
		if v.Value != nil {
			variables[i].Value = NewSecret(*v.Value)
		}
	}
	return variables
}

// requestSchedules returns a list that is not nil: an empty one removes what there is.
func requestSchedules(want []deployfile.HibernationSchedule) []HibernationSchedule {
	schedules := make([]HibernationSchedule, len(want))
	for i, s := range want {
		schedules[i] = HibernationSchedule{
			Description: s.Description, HibernateAtCron: s.HibernateAt, WakeAtCron: s.WakeAt, IsEnabled: yes(s.Enabled),
		}
	}
	return schedules
}

// requestRemoteExecution returns the block of a Deployment that is to have remote execution, nil for any other.
func requestRemoteExecution(want *deployfile.RemoteExecution) *RemoteExecutionRequest {
	if want == nil || !yes(want.Enabled) {
		return nil
	}
	r := &RemoteExecutionRequest{Enabled: true}
	overlayRemoteExecution(r, want)
	return r
}

// overlayRemoteExecution puts what a file says in place of what is there.
func overlayRemoteExecution(r *RemoteExecutionRequest, want *deployfile.RemoteExecution) {
	if want.AllowedIPAddressRanges != nil {
		r.AllowedIPAddressRanges = list(want.AllowedIPAddressRanges)
	}
	if want.TaskLogBucket != nil {
		r.TaskLogBucket = want.TaskLogBucket
	}
	if want.TaskLogURLPattern != nil {
		r.TaskLogURLPattern = want.TaskLogURLPattern
	}
}

// overlay sets what a file says and leaves what it does not.
func overlay[T any](to *T, want *T) {
	if want != nil {
		*to = *want
	}
}

func yes(b *bool) bool { return b != nil && *b }
