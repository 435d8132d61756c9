package deployfile

import (
	"slices"
	"strings"

	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/spec"
)

// remoteExecutionRules are about Deployments whose tasks run in agents on machines of the author's own.
var remoteExecutionRules = []rule{
	{code: CodeRemoteExecutionUnsupported, level: always(failure),
		summary: "Remote execution is enabled for a deployment type or an executor that does not have it.", check: checkRemoteExecutionUnsupported},
	{code: CodeRemoteExecutionDisabled, level: always(warning), needs: theWhole,
		summary: "Remote execution has settings but is not enabled.", check: checkRemoteExecutionDisabled},
	{code: CodeIPRangeFormat, level: always(failure),
		summary: "An allowed IP address range is not in CIDR notation.", check: checkIPRangeFormat},
	{code: CodeIPRangeHostBits, level: always(warning),
		summary: "An allowed IP address range has bits set outside its prefix.", check: checkIPRangeHostBits},
	{code: CodeIPRangeOpen, level: always(warning),
		summary: "An allowed IP address range holds every address.", check: checkIPRangeOpen},
	{code: CodeTaskLogBucketScheme, level: always(warning),
		summary: "The bucket of task logs is not given as a URL of a known kind of storage.", check: checkTaskLogBucketScheme},
}

const remoteRanges = remoteExecution + ".allowed_ip_address_ranges"

// mayBeRemote reports whether remote execution is enabled, stays enabled because an update leaves it out, or cannot be
// told.
func (c *check) mayBeRemote() bool {
	return c.remote || c.isLost(remoteExecution) || c.isLost(remoteExecution.Field("enabled")) ||
		c.Configuration.RemoteExecution == nil && c.partial() && !c.kind.is(KindStandard)
}

// staysRemote reports whether the file does not say if remote execution is enabled and the live Deployment has it.
func (c *check) staysRemote() bool {
	if c.Mode != ModeUpdate || c.Live == nil {
		return false
	}
	want, live := c.Configuration.RemoteExecution, c.Live.Configuration.RemoteExecution
	return (want == nil || want.Enabled == nil) && live != nil && isTrue(live.Enabled)
}

func checkRemoteExecutionUnsupported(c *check) {
	if !c.remote || c.staysRemote() {
		return
	}
	if has, needs := c.againstRemote(); len(has) > 0 {
		f := c.report(remoteExecution, "remote_execution is enabled with %s, and needs %s", allOf(has), allOf(needs))
		f.Hint = "delete remote_execution, or write " + allOf(needs)
	}
}

// againstRemote returns what the file says that rules remote execution out, and what would have to stand there.
func (c *check) againstRemote() (has, needs []string) {
	field := spec.Lookup(string(remoteExecution))
	if names := field.Kinds.Names(); c.kind.known && !slices.Contains(names, string(c.kind.value)) {
		has = append(has, "deployment_type "+string(c.kind.value))
		needs = append(needs, "deployment_type "+anyOf(names))
	}
	if names := field.Executors.Names(); c.executor.known && !slices.Contains(names, string(c.executor.value)) {
		has = append(has, "executor "+string(c.executor.value))
		needs = append(needs, "executor "+anyOf(names))
	}
	return has, needs
}

func checkRemoteExecutionDisabled(c *check) {
	r := c.Configuration.RemoteExecution
	enabled := remoteExecution.Field("enabled")
	if r == nil || isTrue(r.Enabled) || c.staysRemote() || c.isLost(enabled) {
		return
	}
	keys := c.remoteSettings(r)
	if len(keys) == 0 {
		return
	}
	f := c.report(remoteExecution, "remote_execution is not enabled, so %s without effect", areAll(keys))
	if r.Enabled == nil && (c.Mode == ModeAny || c.Mode == ModeUpdate) {
		f.Message += "; on update the official CLI takes a missing enabled for true when the live Deployment has it"
	}
	switch has, _ := c.againstRemote(); {
	case len(has) > 0:
		f.Hint = "delete remote_execution, which does not go with " + allOf(has)
	case c.Mode == ModeUpdate && c.Live != nil: // which has no remote execution
		f.Hint = "delete remote_execution: it is chosen when the Deployment is created"
	case r.Enabled != nil:
		f.Hint = "delete remote_execution, or write enabled: true"
	default:
		f.Hint = "write enabled: true"
		if c.fitsRemoteExecution() {
			f.Fix = c.insertLiteral(enabled, "true")
		}
	}
}

// remoteSettings returns the keys of the block that have a value, beside enabled.
func (c *check) remoteSettings(r *RemoteExecution) []string {
	var keys []string
	for _, it := range []struct {
		key   string
		given bool
	}{
		{"allowed_ip_address_ranges", len(r.AllowedIPAddressRanges) > 0},
		{"task_log_bucket", r.TaskLogBucket != nil && *r.TaskLogBucket != ""},
		{"task_log_url_pattern", r.TaskLogURLPattern != nil && *r.TaskLogURLPattern != ""},
	} {
		if it.given || c.isLost(remoteExecution.Field(it.key)) {
			keys = append(keys, it.key)
		}
	}
	return keys
}

// fitsRemoteExecution reports whether nothing in the file stands against remote execution.
func (c *check) fitsRemoteExecution() bool {
	for _, p := range c.resourcePairs() {
		if !p.cpu.absent || !p.memory.absent {
			return false
		}
	}
	return c.kind.is(KindDedicated) && c.executor.is(ExecutorAstro) && len(c.WorkerQueues) == 0 &&
		!isTrue(c.Configuration.DagDeployEnabled)
}

// ipRanges calls yield for every allowed range with the form that it is written in.
func (c *check) ipRanges(yield func(i int, text string, r ipRange, form rangeForm)) {
	if c.Configuration.RemoteExecution == nil {
		return
	}
	for i, text := range c.Configuration.RemoteExecution.AllowedIPAddressRanges {
		r, form := parseRange(text)
		yield(i, text, r, form)
	}
}

func checkIPRangeFormat(c *check) {
	c.ipRanges(func(i int, text string, r ipRange, form rangeForm) {
		switch p := remoteRanges.Index(i); form {
		case notRange:
			f := c.report(p, "IP address range %s is not an IPv4 or IPv6 network in CIDR notation", diag.Quote(text))
			f.Hint = "write an address and a prefix length, such as " + spec.Lookup(string(remoteRanges)+"[]").Example
		case rangeAddress:
			f := c.report(p, "IP address range %s is an address without a prefix length", diag.Quote(text))
			f.Hint = "write " + r.String() + " for this address alone"
			f.Fix = c.replace(p, r.String())
		}
	})
}

func checkIPRangeHostBits(c *check) {
	c.ipRanges(func(i int, text string, r ipRange, form rangeForm) {
		if form != rangeHost || r.open() {
			return
		}
		p := remoteRanges.Index(i)
		f := c.report(p, "IP address range %s has bits set outside its prefix: it means %s", diag.Quote(text), r)
		f.Hint = "write " + r.String()
		f.Fix = c.replace(p, r.String())
	})
}

func checkIPRangeOpen(c *check) {
	c.ipRanges(func(i int, text string, r ipRange, form rangeForm) {
		if !r.open() {
			return
		}
		p := remoteRanges.Index(i)
		f := c.report(p, "IP address range %s holds every address, which is the same as no restriction", diag.Quote(text))
		f.Hint = "write the networks of the agents, or delete it"
		// Among other ranges it may be the one that is wrong, and without it the rest would begin to count.
		if form == rangeExact && len(c.Configuration.RemoteExecution.AllowedIPAddressRanges) == 1 {
			f.Fix = c.remove(p)
		}
	})
}

// bucketSchemes are the kinds of storage from which Airflow reads task logs.
func bucketSchemes() []string { return []string{"s3", "gs", "wasb", "wasbs", "abfs", "abfss", "https"} }

func checkTaskLogBucketScheme(c *check) {
	r := c.Configuration.RemoteExecution
	if r == nil || r.TaskLogBucket == nil || *r.TaskLogBucket == "" {
		return
	}
	text := *r.TaskLogBucket
	scheme, _, found := strings.Cut(text, "://")
	if found && containsFold(bucketSchemes(), scheme) {
		return
	}
	p := remoteExecution.Field("task_log_bucket")
	f := c.report(p, "task_log_bucket has no scheme that says what kind of storage it is")
	switch { // what else is in a URL may hold credentials
	case found:
		f.Message = "task_log_bucket has the scheme " + diag.Quote(scheme) + ", which is no kind of storage that Airflow reads logs from"
	case !strings.ContainsAny(text, "@:?&="):
		f.Message = "task_log_bucket " + diag.Quote(text) + " has no scheme that says what kind of storage it is"
	}
	f.Hint = "write a URL such as " + spec.Lookup(string(p)).Example + "; the scheme is " + anyOf(bucketSchemes())
}
