package deployfile

import (
	"strings"
	"unicode/utf8"

	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/spec"
)

// valueRules judge single values by the table of fields.
var valueRules = []rule{
	{code: CodeUnknownValue, level: always(failure), needs: mustStay,
		summary: "A value is not one of those that the field can have.", check: checkUnknownValue},
	{code: CodeEnumCase, level: always(notice),
		hint:    "write it in upper case",
		summary: "A value differs from the one that inspect writes in letter case only.", check: checkEnumCase},
	{code: CodeFieldRequired, level: always(failure), needs: theWhole | mustStay,
		summary: "A field that every Deployment file needs is absent, null or empty.", check: checkFieldRequired},
	{code: CodeTextTooLong, level: always(failure), needs: mustStay,
		hint:    "shorten it",
		summary: "A text has more characters than the API allows.", check: checkTextTooLong},
	{code: CodeDuplicateName, level: always(failure), needs: mustStay,
		hint:    "keep one of them, or rename one",
		summary: "Two environment variables have the same key, or two worker queues the same name.", check: checkDuplicateName},
	{code: CodeDuplicateEntry, level: always(warning),
		hint:    "delete one of them",
		summary: "An alert e-mail or an IP address range is listed twice.", check: checkDuplicateEntry},
}

// choice is a field with a closed set of values, and the text that the Deployment has there.
type choice struct {
	path    diag.Path
	subject string // "worker queue \"default\": " in front of messages
	text    string
	field   *spec.Field
	allowed []string
}

// choices calls yield for every value that comes from a closed set.
func (c *check) choices(yield func(choice)) {
	cfg := &c.Configuration
	for _, it := range []struct{ key, text string }{
		{"executor", string(cfg.Executor)},
		{"deployment_type", string(cfg.DeploymentType)},
		{"scheduler_size", string(cfg.SchedulerSize)},
		{"cloud_provider", string(cfg.CloudProvider)},
	} {
		p := configuration(it.key)
		field := spec.Lookup(string(p))
		yield(choice{path: p, text: it.text, field: field, allowed: field.Enum.Names()})
	}
	if !c.hosted() {
		return
	}
	field := spec.Lookup("deployment.worker_queues[].worker_type")
	allowed := c.machineNames()
	for i := range c.WorkerQueues {
		q := &c.WorkerQueues[i]
		yield(choice{queue(i, "worker_type"), c.queueName(i), q.WorkerType, field, allowed})
	}
}

// machineNames returns the Astro machines that the Organization may use, or the documented ones.
func (c *check) machineNames() []string {
	if c.Limits == nil || len(c.Limits.WorkerMachines) == 0 {
		return astroMachines().Names()
	}
	names := make([]string, len(c.Limits.WorkerMachines))
	for i, m := range c.Limits.WorkerMachines {
		names[i] = m.Name
	}
	return names
}

// matches returns the allowed value that text means, and whether it is one.
func (ch choice) matches() (name string, ok bool) {
	if canonical, known := ch.field.Enum.Canonical(ch.text); known {
		return canonical, true
	}
	for _, name := range ch.allowed {
		if strings.EqualFold(name, ch.text) {
			return name, true
		}
	}
	return "", false
}

// nearest returns the value that was most likely meant. Of two machines the one is not a misspelling of the other.
func (ch choice) nearest() (string, bool) {
	if ch.field.Key() == "worker_type" {
		return sameLetters(ch.text, ch.allowed)
	}
	return nearest(ch.text, ch.allowed)
}

func checkUnknownValue(c *check) {
	c.choices(func(ch choice) {
		if ch.text == "" {
			return
		}
		name, ok := ch.matches()
		if ok && (ch.field.Key() != "worker_type" || containsFold(ch.allowed, name)) {
			return
		}
		f := c.report(ch.path, "%s%s %s is not %s%s", ch.subject, ch.field.Key(), diag.Quote(ch.text), anyOf(ch.allowed), instead[ch.field.Key()])
		if near, ok := ch.nearest(); ok {
			f.Hint = "did you mean " + diag.Quote(near) + "?"
			f.Fix = c.replace(ch.path, near)
		} else {
			f.Hint = "write " + anyOf(ch.allowed)
		}
		c.lose(ch.path)
	})
}

// instead says what the official CLI does with a value that it does not know.
var instead = map[string]string{
	"deployment_type": "; the official CLI takes it for HYBRID",
	"scheduler_size":  "; the official CLI sends an empty value",
	"cloud_provider":  "; the official CLI sends an empty value",
	"worker_type":     "; the official CLI complains about worker_concurrency instead",
}

func checkEnumCase(c *check) {
	c.choices(func(ch choice) {
		if ch.field.Key() == "executor" { // has a finding of its own, executor-case
			return
		}
		name, ok := ch.matches()
		if !ok || name == ch.text || !strings.EqualFold(name, ch.text) {
			return
		}
		f := c.report(ch.path, "%s%s %s is written %s by inspect", ch.subject, ch.field.Key(), diag.Quote(ch.text), name)
		f.Hint = "write " + name
		f.Fix = c.replace(ch.path, name)
	})
}

func checkFieldRequired(c *check) {
	if c.Configuration.Executor == "" {
		c.executorMissing()
	}
	for i := range c.EnvironmentVariables {
		if c.EnvironmentVariables[i].Key == "" {
			c.missing(variable(i, "key"), "environment variable "+ordinal(i)+": ")
		}
	}
	for i := range c.WorkerQueues {
		q := &c.WorkerQueues[i]
		if q.Name == "" {
			c.missing(queue(i, "name"), "worker queue "+ordinal(i)+": ")
		}
		if q.WorkerType == "" {
			c.missing(queue(i, "worker_type"), c.queueName(i)).Hint = "write worker_type: " + c.workerTypeExample()
		}
	}
	for i, s := range c.HibernationSchedules {
		if s.HibernateAt == "" {
			c.missing(schedule(i, "hibernate_at"), scheduleName(i))
		}
		if s.WakeAt == "" {
			c.missing(schedule(i, "wake_at"), scheduleName(i))
		}
	}
}

func (c *check) missing(p diag.Path, subject string) *diag.Diagnostic {
	f := c.report(p, "%s%s is missing", subject, lastKey(p))
	f.Hint = "write " + lastKey(p)
	if field := spec.LevelAt(anyEntry(p.Parent())).Field(lastKey(p)); field.Type == spec.Cron {
		f.Hint += ", such as " + field.Example
	}
	return f
}

// anyEntry returns the path of all entries of a list for the path of one.
func anyEntry(p diag.Path) string {
	if i := strings.LastIndexByte(string(p), '['); i >= 0 {
		return string(p[:i]) + "[]"
	}
	return string(p)
}

func (c *check) executorMissing() {
	f := c.missing(configuration("executor"), "")
	f.Hint = "write executor: " + anyOf(spec.AnyExecutor.Names())
	if c.olderQueues() {
		f.Hint = "write executor: CELERY, which files of 2022 without an executor meant"
		f.Fix = c.insert(configuration("executor"), string(ExecutorCelery))
	}
}

// olderQueues reports whether a worker queue has a key that only the tools of 2022 and 2023 wrote.
func (c *check) olderQueues() bool {
	for i := range c.WorkerQueues {
		if c.node(queue(i, "is_default")) != nil || c.node(queue(i, "node_pool_id")) != nil {
			return true
		}
	}
	return false
}

func (c *check) workerTypeExample() string {
	if c.kind.is(KindHybrid) {
		return "a node instance type of the cluster"
	}
	return "an Astro machine such as A5"
}

func checkTextTooLong(c *check) {
	c.limit("deployment.configuration.name", c.Configuration.Name, func() (diag.Path, string) {
		return configuration("name"), ""
	})
	if d := c.Configuration.Description; d != nil {
		c.limit("deployment.configuration.description", *d, func() (diag.Path, string) {
			return configuration("description"), ""
		})
	}
	for i := range c.WorkerQueues {
		c.limit("deployment.worker_queues[].name", c.WorkerQueues[i].Name, func() (diag.Path, string) {
			return queue(i, "name"), "worker queue " + ordinal(i) + ": "
		})
	}
	for i := range c.HibernationSchedules {
		c.limit("deployment.hibernation_schedules[].description", c.HibernationSchedules[i].Description, func() (diag.Path, string) {
			return schedule(i, "description"), scheduleName(i)
		})
	}
}

// limit reports a text that is longer than its field allows; where says what it belongs to.
func (c *check) limit(field, text string, where func() (diag.Path, string)) {
	most := spec.Lookup(field).MaxLength
	if len(text) <= most {
		return
	}
	if n := utf8.RuneCountInString(text); n > most {
		p, subject := where()
		c.report(p, "%s%s has %d characters, the limit is %d", subject, lastKey(p), n, most)
	}
}

func checkDuplicateName(c *check) {
	first := make(map[string]int, len(c.EnvironmentVariables))
	for i := range c.EnvironmentVariables {
		c.unique(first, c.EnvironmentVariables[i].Key, i, "environment variable", quoteVariable, variable, "key")
	}
	clear(first)
	for i := range c.WorkerQueues {
		c.unique(first, c.WorkerQueues[i].Name, i, "worker queue", diag.Quote, queue, "name")
	}
	if c.Mode == ModeUpdate && c.Live != nil {
		checkBlocked(c) // what stands twice in the live Deployment
	}
}

// unique reports the name of entry i when an earlier entry has it too.
func (c *check) unique(first map[string]int, name string, i int, what string, quote func(string) string, at func(int, string) diag.Path, key string) {
	if name == "" {
		return
	}
	k, seen := first[name]
	if !seen {
		first[name] = i
		return
	}
	f := c.report(at(i, key), "%s %s stands twice", what, quote(name))
	c.relate(f, at(k, key), "first declared here")
}

func checkDuplicateEntry(c *check) {
	emails := map[string]int{}
	for i, e := range c.AlertEmails {
		c.repeated(emails, foldDomain(e), i, sectionEmails, "alert e-mail", e)
	}
	if r := c.Configuration.RemoteExecution; r != nil {
		ranges := map[string]int{}
		for i, text := range r.AllowedIPAddressRanges {
			network, form := parseRange(text)
			if form == notRange {
				continue
			}
			c.repeated(ranges, network.String(), i, remoteRanges, "IP address range", text)
		}
	}
}

// repeated reports entry i of a list of texts when an earlier one means the same.
func (c *check) repeated(first map[string]int, same string, i int, list diag.Path, what, text string) {
	if same == "" {
		return
	}
	k, seen := first[same]
	if !seen {
		first[same] = i
		return
	}
	f := c.report(list.Index(i), "%s %s is already entry %s of the list", what, diag.Quote(text), ordinal(k))
	f.Fix = c.remove(list.Index(i))
	c.relate(f, list.Index(k), "first listed here")
}

// foldDomain returns an address with its domain in lower case: the local part keeps its case.
func foldDomain(address string) string {
	at := strings.LastIndexByte(address, '@')
	if at < 0 {
		return address
	}
	return address[:at] + strings.ToLower(address[at:])
}
