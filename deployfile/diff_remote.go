package deployfile

// remoteExecution compares the block configuration.remote_execution. It means something only where it is enabled, and an
// update cannot change whether it is.
func (d *differ) remoteExecution() {
	want, live := d.want.Configuration.RemoteExecution, d.live.Configuration.RemoteExecution
	if d.plan.Creation {
		d.createRemoteExecution(want)
		return
	}
	was := live != nil && isTrue(live.Enabled)
	if want != nil && want.Enabled != nil && *want.Enabled != was {
		b := Blocked{Code: CodeRemoteExecutionToggled, Path: remoteExecution.Field("enabled"), Before: boolValue(was), After: boolValue(!was),
			Message: "remote execution cannot be turned on: it is chosen when the Deployment is created",
			Hint:    "create another Deployment with remote execution, or delete remote_execution"}
		if was {
			b.Message = "remote execution cannot be turned off: it is chosen when the Deployment is created"
			b.Hint = "create another Deployment without remote execution, or write enabled: true"
		}
		d.block(b)
	}
	switch {
	case !was:
		return
	case want == nil:
		d.keep(Kept{Path: remoteExecution, Reason: "not in the file"})
		return
	}
	d.ranges(live.AllowedIPAddressRanges, want.AllowedIPAddressRanges)
	d.taskLog("task_log_bucket", live.TaskLogBucket, want.TaskLogBucket, "task logs go to this bucket from then on; earlier ones stay where they are")
	d.taskLog("task_log_url_pattern", live.TaskLogURLPattern, want.TaskLogURLPattern, "links to task logs follow this pattern from then on")
}

func (d *differ) createRemoteExecution(want *RemoteExecution) {
	if want == nil || !isTrue(want.Enabled) {
		return
	}
	d.change(Change{Action: ActionCreate, Path: remoteExecution.Field("enabled"), After: "true"})
	d.ranges(nil, want.AllowedIPAddressRanges)
	d.taskLog("task_log_bucket", nil, want.TaskLogBucket, "")
	d.taskLog("task_log_url_pattern", nil, want.TaskLogURLPattern, "")
}

func (d *differ) taskLog(key string, live, want *string, reason string) {
	p := remoteExecution.Field(key)
	before := textOf(live)
	switch {
	case want == nil && before != "":
		d.keep(Kept{Path: p, Reason: "not in the file"})
	case want == nil || *want == before:
	case before == "":
		d.change(Change{Action: ActionCreate, Path: p, After: textValue(*want), Reason: reason})
	case *want == "":
		d.change(Change{Action: ActionDelete, Path: p, Before: textValue(before), Reason: "the platform's default applies again"})
	default:
		d.change(Change{Action: ActionUpdate, Path: p, Before: textValue(before), After: textValue(*want), Reason: reason})
	}
}

func textOf(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// ranges compares the allowed address ranges as networks.
func (d *differ) ranges(live, want []string) {
	if want == nil {
		if len(live) > 0 {
			d.keep(Kept{Path: remoteRanges, Reason: "not in the file"})
		}
		return
	}
	gone := "agents in this range can no longer reach the Deployment"
	if len(want) == 0 {
		gone = "without any range, agents from every address can reach the Deployment"
	}
	came := "agents in this range can reach the Deployment"
	if len(live) == 0 {
		came = "only agents in the listed ranges can reach the Deployment from then on"
	}
	d.section(func() { d.set(remoteRanges, live, want, networkOf, came, gone) })
}

// networkOf returns the same text for all spellings of a range.
func networkOf(text string) string {
	if r, form := parseRange(text); form != notRange {
		return r.String()
	}
	return text
}
