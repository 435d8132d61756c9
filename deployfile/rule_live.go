package deployfile

import (
	"github.com/astrofile/astrofile/deployfile/diag"
)

// liveRules hold the file against the Deployment that it is to update. Each tells a part of the plan at its place in the
// file, so that what the plan blocks, deletes and resets is found here too; see [Diff].
var liveRules = []rule{
	{code: CodeRuntimeVersionDiffers, level: onUpdate(warning), needs: theLive,
		summary: "The Runtime version differs from the live one, and an update does not change it.", check: checkPlanNotes},
	{code: CodeDagDeployLocked, level: onUpdate(warning), needs: theLive,
		summary: "Dag-only deploys are switched while CI/CD enforcement is on, which locks them.", check: checkPlanNotes},
	{code: CodeDevelopmentModeEnable, level: onUpdate(failure), needs: theLive | mustStay,
		summary: "Development mode is turned on, which only the creation of a Deployment can do.", check: checkBlocked},
	{code: CodeDevelopmentModeDisable, level: onUpdate(warning), needs: theLive,
		hint:    "write is_development_mode: true, unless development mode shall end for good",
		summary: "Development mode is turned off, which no update can undo.", check: checkDevelopmentModeDisable},
	{code: CodeImmutableChanged, level: onUpdate(failure), needs: theLive | mustStay,
		summary: "A field that no update can change differs from the live Deployment.", check: checkImmutableChanged},
	{code: CodeRemoteExecutionToggled, level: onUpdate(failure), needs: theLive | mustStay,
		summary: "Remote execution is turned on or off, which only the creation of a Deployment can decide.", check: checkBlocked},
	{code: CodeEnvDeleted, level: onUpdate(warning), needs: theLive | theWhole,
		summary: "A live environment variable is not in the file, so the update deletes it.", check: checkEnvDeleted},
	{code: CodeEnvAllDeleted, level: onUpdate(failure), needs: theLive | theWhole | mustStay,
		summary: "The file has no environment variables, so the update deletes all live ones.", check: checkEnvAllDeleted},
	{code: CodeSecretUnknown, level: onUpdate(failure), needs: theLive | theWhole | mustStay,
		summary: "A secret environment variable has no value, and the live Deployment has no such secret to keep.", check: checkSecretUnknown},
	{code: CodeSecretExposed, level: onUpdate(warning), needs: theLive | theWhole,
		summary: "A live secret is not secret in the file, so its value becomes readable.", check: checkSecretExposed},
	{code: CodeQueuesRequired, level: onUpdate(failure), needs: theLive | theWhole | mustStay,
		summary: "The executor changes from Kubernetes to one with worker queues, and the file has none.", check: checkQueuesRequired},
	{code: CodeQueueDeleted, level: onUpdate(warning), needs: theLive | theWhole,
		summary: "A live worker queue is not in the file, or the executor that it serves goes, so the update deletes it.", check: checkQueueDeleted},
	{code: CodeOverrideEnded, level: onUpdate(warning), needs: theLive | theWhole,
		summary: "Hibernation schedules change while a manual override is active, which that may end.", check: checkPlanNotes},
	{code: CodeMetadataTarget, level: onUpdate(warning), needs: theLive,
		summary: "The metadata in the file is that of another Deployment than the one to update.", check: checkMetadataTarget},
	{code: CodeResetByOmission, level: onUpdate(warning), needs: theLive | theWhole,
		summary: "The file leaves out a field, and the update resets or clears what the live Deployment has there.", check: checkResetByOmission},
}

// livePlan is what an update with the file does to the live Deployment.
type livePlan struct {
	Plan
	entries  map[diag.Path]int    // indexes in the file by the path that names an entry; -1 where that tells too little
	misspelt map[diag.Path]rename // what unknown secrets most likely are, by the path of the value
}

// plan returns the plan of the update, made once.
func (c *check) plan() *livePlan {
	if c.planned == nil {
		want := *c.Deployment
		if c.KeepsSecrets {
			want, _ = KeepSecrets(*c.Live, want, SecretOptions{})
		}
		c.planned = &livePlan{Plan: DiffOptions{Limits: c.Limits}.Diff(*c.Live, want)}
	}
	return c.planned
}

// placeOf returns the place in the file of what a plan names: entries are counted there. What the file does not have is
// in its section; ok is false for an entry whose name cannot be read or is not the only one of its kind, which is a
// finding of its own.
func (c *check) placeOf(p diag.Path) (place diag.Path, ok bool) {
	entry, field := p, ""
	section := p.Parent()
	if section.Parent() == sectionVariables || section.Parent() == sectionQueues {
		entry, field = section, lastKey(p)
		section = section.Parent()
	}
	if section != sectionVariables && section != sectionQueues {
		return p, true
	}
	i, known := c.entries()[entry]
	switch {
	case !known:
		return section, true
	case i < 0:
		return section, false
	case field == "":
		return section.Index(i), true
	default:
		return section.Index(i).Field(field), true
	}
}

// entries returns where the variables and queues stand that a plan names.
func (c *check) entries() map[diag.Path]int {
	plan := c.plan()
	if plan.entries != nil {
		return plan.entries
	}
	plan.entries = make(map[diag.Path]int, len(c.EnvironmentVariables)+len(c.WorkerQueues))
	add := func(i int, name string, p diag.Path, named func() diag.Path) {
		if _, again := plan.entries[p]; again || name == "" || c.losesAny() && c.isLost(named()) {
			i = -1
		}
		plan.entries[p] = i
	}
	for i := range c.EnvironmentVariables {
		key := c.EnvironmentVariables[i].Key
		add(i, key, variablePath(key), func() diag.Path { return variable(i, "key") })
	}
	for i := range c.WorkerQueues {
		name := c.WorkerQueues[i].Name
		add(i, name, sectionQueues.Entry("name", name), func() diag.Path { return queue(i, "name") })
	}
	return plan.entries
}

// losesAny reports whether any value of the file is wrong in itself.
func (c *check) losesAny() bool { return len(c.lost) > 0 || c.file != nil && len(c.file.lost) > 0 }

// namesAllVariables reports whether every variable of the file has a key that can be read: else a live one that seems to
// be left out may be there.
func (c *check) namesAllVariables() bool {
	for i := range c.EnvironmentVariables {
		if c.EnvironmentVariables[i].Key == "" || c.losesAny() && c.isLost(variable(i, "key")) {
			return false
		}
	}
	return true
}

// namesAllQueues is namesAllVariables for worker queues.
func (c *check) namesAllQueues() bool {
	for i := range c.WorkerQueues {
		if c.WorkerQueues[i].Name == "" || c.losesAny() && c.isLost(queue(i, "name")) {
			return false
		}
	}
	return true
}

// blocked calls yield for everything that the plan blocks with the code of the rule at work, with its finding.
func (c *check) blocked(yield func(b *Blocked, place diag.Path, f *diag.Diagnostic)) {
	plan := c.plan()
	for i := range plan.Blocked {
		b := &plan.Blocked[i]
		if b.Code != c.rule.code {
			continue
		}
		place, ok := c.placeOf(b.Path)
		if !ok {
			continue
		}
		f := c.report(place, "%s", b.Message)
		f.Hint = b.Hint
		if kept(f) {
			yield(b, place, f)
		}
	}
}

// checkBlocked reports what the plan blocks, where nothing can be added to it.
func checkBlocked(c *check) { c.blocked(func(*Blocked, diag.Path, *diag.Diagnostic) {}) }

// notes calls yield for every note of the plan with the code of the rule at work, with its finding.
func (c *check) notes(yield func(f *diag.Diagnostic)) {
	plan := c.plan()
	for i := range plan.Notes {
		n := &plan.Notes[i]
		if n.Code == c.rule.code {
			f := c.report(n.Path, "%s", n.Message)
			f.Hint = n.Hint
			yield(f)
		}
	}
}

// checkPlanNotes reports the notes of the plan as they are.
func checkPlanNotes(c *check) { c.notes(func(*diag.Diagnostic) {}) }

func checkMetadataTarget(c *check) {
	c.notes(func(f *diag.Diagnostic) { f.Fix = c.remove(sectionMetadata) })
}
