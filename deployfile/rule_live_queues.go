package deployfile

import (
	"slices"

	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/spec"
	"github.com/astrofile/astrofile/internal/yamltree"
)

func checkQueuesRequired(c *check) {
	c.blocked(func(_ *Blocked, _ diag.Path, f *diag.Diagnostic) {
		if c.hosted() {
			f.Fix = c.addDefaultQueue(spec.Machines()[0].Name)
		}
	})
}

// addDefaultQueue makes a fix that writes worker_queues with a queue called default where there are none.
func (c *check) addDefaultQueue(machine string) *diag.Fix {
	if c.file == nil {
		return nil
	}
	const title = "add a queue called default"
	if n := c.node(sectionQueues); n != nil && n.Kind == yamltree.Sequence {
		quoted := func(text string) string { return yamltree.Quoted(text, c.file.tree.Syntax) }
		return fix(title, c.file.tree.AddItemLines(n, -1, [][2]string{{"name", quoted(defaultQueue)}, {"worker_type", quoted(machine)}}))
	}
	literal := "[{name: " + defaultQueue + ", worker_type: " + machine + "}]"
	if c.file.tree.Syntax == yamltree.JSON {
		literal = `[{"name": "` + defaultQueue + `", "worker_type": "` + machine + `"}]`
	}
	f := c.insertLiteral(sectionQueues, literal)
	if f != nil {
		f.Title = title
	}
	return f
}

func checkQueueDeleted(c *check) {
	var gone []string
	c.changesOf(func(ch *Change) bool {
		return ch.Action == ActionDelete && ch.Path.Parent() == sectionQueues
	}, func(ch *Change) { gone = append(gone, entryName(ch.Path)) })
	executor := configuration("executor")
	switch {
	case len(gone) == 0:
	case !c.executor.is(ExecutorKubernetes):
		c.queuesDeleted(gone)
	default:
		f := c.report(executor, "executor KUBERNETES has no worker queues, so the update deletes %s: tasks run in pods of their own", someQueues(gone))
		f.Hint = "make sure that no task needs what its queue gave it, or keep the executor"
	}
}

// entryName returns what identifies the entry that a path of a plan names.
func entryName(p diag.Path) string {
	steps, err := p.Steps()
	if err != nil || len(steps) == 0 || len(steps[len(steps)-1].Match) == 0 {
		return ""
	}
	return steps[len(steps)-1].Match[0][1]
}

func someQueues(names []string) string {
	if len(names) == 1 {
		return "the live queue " + some(names)
	}
	return "the live queues " + some(names)
}

// queuesDeleted reports the live queues that are not among those of the file.
func (c *check) queuesDeleted(gone []string) {
	if !c.namesAllQueues() {
		return
	}
	var renamed *Note
	for i := range c.plan().Notes {
		if n := &c.plan().Notes[i]; n.Code == CodeQueueDeleted {
			renamed = n
		}
	}
	for _, name := range gone {
		f := c.report(sectionQueues, "the live worker queue %s is not in the file, so the update deletes it, and tasks bound to it stall", diag.Quote(name))
		f.Hint = "add it, or make sure that no task is bound to it"
		if renamed == nil || !kept(f) {
			continue
		}
		f.Hint = renamed.Hint
		c.changesOf(func(ch *Change) bool {
			return ch.Action == ActionCreate && ch.Path.Parent() == sectionQueues
		}, func(ch *Change) {
			if p, ok := c.placeOf(ch.Path); ok {
				c.relate(f, p.Field("name"), renamed.Message)
			}
		})
	}
}

// hasNoQueuesToKeep reports whether the live Deployment, which the file updates, has no worker queues in use.
func (c *check) hasNoQueuesToKeep() bool {
	if c.Mode != ModeUpdate || c.Live == nil || len(c.WorkerQueues) > 0 {
		return false
	}
	return !slices.ContainsFunc(c.plan().Kept, func(k Kept) bool { return k.Path == sectionQueues })
}
