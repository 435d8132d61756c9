package deployfile

import (
	"slices"
	"strings"

	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/spec"
	"github.com/astrofile/astrofile/internal/yamltree"
)

// changesOf calls yield for every change of the plan that is of one kind.
func (c *check) changesOf(is func(*Change) bool, yield func(*Change)) {
	plan := c.plan()
	for i := range plan.Changes {
		if is(&plan.Changes[i]) {
			yield(&plan.Changes[i])
		}
	}
}

func checkDevelopmentModeDisable(c *check) {
	p := configuration("is_development_mode")
	c.changesOf(func(ch *Change) bool { return ch.Path == p && ch.After == "false" }, func(ch *Change) {
		c.report(p, "is_development_mode false turns development mode off: %s; the official CLI ignores the change", ch.Reason)
	})
}

func checkImmutableChanged(c *check) {
	kind := configuration("deployment_type")
	otherType := slices.ContainsFunc(c.plan().Blocked, func(b Blocked) bool { return b.Path == kind })
	c.blocked(func(_ *Blocked, p diag.Path, f *diag.Diagnostic) {
		switch key := lastKey(p); {
		case otherType: // a file that is written for another type has more to correct
		case key == "cloud_provider", key == "region":
			f.Fix = c.placementFix()
		default:
			f.Fix = c.replace(p, c.liveText(key))
		}
	})
}

// placementFix makes the one fix for cloud_provider and region, which belong together.
func (c *check) placementFix() *diag.Fix {
	if identity := c.Configuration.WorkloadIdentity; identity != "" {
		if reason, _ := identityFault(CloudProvider(c.liveText("cloud_provider")), identity); reason != "" {
			return nil
		}
	}
	var all diag.Fix
	for _, key := range []string{"cloud_provider", "region"} {
		text := c.liveText(key)
		if text == "" || c.isLost(configuration(key)) {
			return nil
		}
		n := c.node(configuration(key))
		if n == nil || n.Text == text {
			continue
		}
		one := c.replace(configuration(key), text)
		if one == nil {
			return nil
		}
		all.Title += " and " + key + ": " + text
		all.Edits = append(all.Edits, one.Edits...)
	}
	if all.Edits == nil {
		return nil
	}
	all.Title = "write " + strings.TrimPrefix(all.Title, " and ")
	return &all
}

// liveText returns what the live Deployment has for a scalar of deployment.configuration, in its canonical spelling.
func (c *check) liveText(key string) string {
	for i := range configurationFields {
		if f := &configurationFields[i]; f.key == key {
			return f.value(&c.Live.Configuration).text
		}
	}
	return ""
}

func checkResetByOmission(c *check) {
	var emails, schedules int
	c.changesOf(func(ch *Change) bool { return ch.Omitted }, func(ch *Change) {
		switch section := ch.Path.Parent(); {
		case section == sectionVariables: // env-deleted
		case section == sectionQueues: // queue-deleted
		case section == sectionEmails:
			emails++
		case section == sectionSchedules:
			schedules++
		case section.Parent() == sectionQueues:
			c.queueNumberReset(ch)
		default:
			c.settingReset(ch)
		}
	})
	if emails > 0 {
		c.emailsReset(emails)
	}
	if develops := c.Configuration.IsDevelopmentMode; schedules > 0 && (develops == nil || *develops) { // else development-mode-disable
		f := c.report(sectionSchedules, "hibernation_schedules is left out, so the update deletes %s", allLive(schedules, "schedule"))
		f.Hint = "write the schedules that shall stay, or hibernation_schedules: [] where none shall"
	}
}

// allLive counts what an update deletes: "the live schedule", "both live schedules", "all 3 live schedules".
func allLive(n int, noun string) string {
	switch n {
	case 1:
		return "the live " + noun
	case 2:
		return "both live " + noun + "s"
	default:
		return "all " + count(n, "live "+noun)
	}
}

// settingReset reports a scalar of deployment.configuration.
func (c *check) settingReset(ch *Change) {
	key := lastKey(ch.Path)
	field := spec.Lookup(string(ch.Path))
	if field == nil || c.kind.known && !field.Kinds.Has(spec.KindOf(string(c.kind.value))) {
		return
	}
	live := c.liveText(key)
	if field.Omitted == spec.Cleared {
		f := c.report(ch.Path, "%s is left out, so the update clears it: the live value is %s", key, diag.Quote(live))
		f.Hint = "write the live value, or " + key + `: "" where none shall be`
		if !isPlaceholder(live) {
			f.Fix = c.insert(ch.Path, live)
		}
		return
	}
	f := c.report(ch.Path, "%s is left out, so the update resets it from %s to %s", key, live, ch.After)
	f.Hint = "write " + key + ": " + live + ", or " + key + ": " + string(ch.After) + " where that is meant"
	switch {
	case key == "is_high_availability" && len(c.HibernationSchedules) > 0: // which do not go together
	case field.Kinds != spec.AnyKind && c.kind.absent: // it would be a sign of the type
	default:
		f.Fix = c.insertLiteral(ch.Path, live)
	}
}

// queueNumberReset reports a number of a worker queue.
func (c *check) queueNumberReset(ch *Change) {
	p, ok := c.placeOf(ch.Path)
	if !ok {
		return
	}
	i := c.entries()[ch.Path.Parent()]
	key := lastKey(ch.Path)
	before, after := string(ch.Before), string(ch.After)
	if after == "" {
		after = "the default"
	}
	if before == "" {
		f := c.report(p, "%s%s is left out, so the update sets it to %s", c.queueName(i), key, after)
		f.Hint = "write the number that the queue needs"
		return
	}
	f := c.report(p, "%s%s is left out, so the update resets it from %s to %s", c.queueName(i), key, before, after)
	f.Hint = "write " + key + ": " + before + ", or " + key + ": " + after + " where that is meant"
	if ch.After == "" {
		f.Hint = "write " + key + ": " + before + ", or the number that the queue needs"
	}
	if n, small := smallNumber(before); small && c.fitsQueue(i, key, n) {
		f.Fix = c.insertLiteral(p, before)
	}
}

// fitsQueue reports whether a number of queue i goes with the others that the file gives it.
func (c *check) fitsQueue(i int, key string, n int) bool {
	q := &c.WorkerQueues[i]
	field := spec.Lookup("deployment.worker_queues[]." + key)
	if r := c.queueLimit(field); r.known() && (float64(n) < r.Floor || float64(n) > r.Ceiling) {
		return false
	}
	switch field.Path {
	case minWorkers:
		high, known := c.effective(i, spec.Lookup(maxWorkers), q.MaxWorkerCount)
		return known && n >= *field.Min && float64(n) <= high.number
	case maxWorkers:
		low, known := c.effective(i, spec.Lookup(minWorkers), q.MinWorkerCount)
		return n >= *field.Min && (q.MinWorkerCount == nil || known && low.number <= float64(n))
	}
	_, r, known := c.machine(q.WorkerType)
	if c.kind.is(KindHybrid) {
		r, known = rangeOf(spec.HybridConcurrency()), true
	}
	return known && n >= *field.Min && float64(n) <= r.Ceiling
}

// emailsReset reports the alert e-mails, of which the update removes n.
func (c *check) emailsReset(n int) {
	f := c.report(sectionEmails, "alert_emails is left out, so the update removes %s, and nobody gets alerts any more", allLive(n, "e-mail"))
	f.Hint = "write the addresses that shall stay, or alert_emails: [] where none shall"
	if !kept(f) || c.file == nil {
		return
	}
	list := make([]string, len(c.Live.AlertEmails))
	seen := make(map[string]bool, len(list))
	for i, address := range c.Live.AlertEmails {
		domain, _, fault := checkEmail(address)
		id := foldDomain(address)
		if fault != "" || !strings.Contains(domain, ".") || seen[id] {
			return
		}
		seen[id] = true
		list[i] = yamltree.Quoted(address, yamltree.JSON)
	}
	if f.Fix = c.insertLiteral(sectionEmails, "["+strings.Join(list, ", ")+"]"); f.Fix != nil {
		f.Fix.Title = "add alert_emails with the live addresses"
	}
}
