package deployfile

import (
	"slices"
	"strconv"

	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/spec"
	"github.com/astrofile/astrofile/internal/yamltree"
)

func isDeletedVariable(ch *Change) bool {
	return ch.Action == ActionDelete && ch.Path.Parent() == sectionVariables
}

func checkEnvDeleted(c *check) {
	if len(c.EnvironmentVariables) == 0 || !c.namesAllVariables() {
		return
	}
	live := map[diag.Path]int{}
	meant := map[string]bool{} // what secret-unknown takes for a misspelling
	for _, r := range c.misspelt() {
		meant[r.to] = true
	}
	ofPlain, ofSecret := c.rule, *c.rule
	ofSecret.needs |= mustStay
	c.changesOf(isDeletedVariable, func(ch *Change) {
		if len(live) == 0 {
			for i := range c.Live.EnvironmentVariables {
				live[variablePath(c.Live.EnvironmentVariables[i].Key)] = i
			}
		}
		v := &c.Live.EnvironmentVariables[live[ch.Path]]
		if meant[v.Key] {
			return
		}
		if c.rule = ofPlain; v.IsSecret {
			c.rule = &ofSecret
			f := c.report(sectionVariables, "the live secret %s is not in the file, so the update deletes it, and its value cannot be read back", quoteVariable(v.Key))
			f.Hint = "add its key with is_secret: true and no value, which keeps it, unless it shall go"
			return
		}
		f := c.report(sectionVariables, "the live environment variable %s is not in the file, so the update deletes it", quoteVariable(v.Key))
		f.Hint = "add it, unless it shall go"
		if kept(f) {
			f.Fix = c.addVariable(v)
		}
	})
}

// addVariable makes a fix that adds a live variable to those of the file. It is for a value that may be shown, and that
// is no finding of its own.
func (c *check) addVariable(v *EnvironmentVariable) *diag.Fix {
	_, ofPlatform := spec.PlatformVariableOf(v.Key)
	if v.hides() || givesNothingAway(v.Value) || len(*v.Value) > spec.EnvValueBytes || ofPlatform || !isShellName(v.Key) {
		return nil
	}
	n := c.node(sectionVariables)
	if n == nil || n.Kind != yamltree.Sequence {
		return nil
	}
	syntax := c.file.tree.Syntax
	if n.Style == yamltree.Flow {
		syntax = yamltree.JSON
	}
	return fix("add "+v.Key+" with its live value", c.file.tree.AddItemLines(n, len(n.Items)-1, [][2]string{
		{"is_secret", "false"}, {"key", yamltree.Quoted(v.Key, syntax)}, {"value", yamltree.Quoted(*v.Value, syntax)},
	}))
}

func checkEnvAllDeleted(c *check) {
	if len(c.EnvironmentVariables) > 0 || c.ClearsVariables {
		return
	}
	var all, secrets int
	c.changesOf(isDeletedVariable, func(ch *Change) {
		all++
		if slices.Contains(ch.Impact, ImpactDataLoss) {
			secrets++
		}
	})
	if all == 0 {
		return
	}
	state := "missing"
	if c.EnvironmentVariables != nil {
		state = "empty"
	}
	f := c.report(sectionVariables, "environment_variables is %s, so the update deletes %s", state, allLive(all, "variable"))
	switch {
	case secrets == 0 && c.KeepsSecrets:
		f.Message += "; secrets are kept"
	case secrets == 1:
		f.Message += "; 1 is a secret, whose value cannot be read back"
	case secrets > 1:
		f.Message += "; " + strconv.Itoa(secrets) + " are secrets, whose values cannot be read back"
	}
	f.Hint = "list the variables that shall stay; a secret needs its key and is_secret: true, and no value"
}

func checkSecretUnknown(c *check) {
	misspelt := c.misspelt()
	c.blocked(func(b *Blocked, p diag.Path, f *diag.Diagnostic) {
		near, ok := misspelt[b.Path]
		if !ok {
			return
		}
		f.Hint = "did you mean " + quoteVariable(near.to) + "? else " + hintUnknownSecret
		if !near.free {
			return
		}
		if f.Fix = c.replace(p.Parent().Field("key"), near.to); f.Fix != nil {
			f.Fix.Title = "rename to " + near.to
		}
	})
}

// rename is the key of a live secret that an unknown one most likely means.
type rename struct {
	to   string
	free bool // no other unknown secret means it, too
}

// misspelt returns the keys of live secrets that the unknown secrets of the file most likely mean.
func (c *check) misspelt() map[diag.Path]rename {
	plan := c.plan()
	if plan.misspelt != nil {
		return plan.misspelt
	}
	plan.misspelt = map[diag.Path]rename{}
	var candidates []string
	by := map[string]diag.Path{} // the first that means a key
	found, looks := 0, 0
	for i := range plan.Blocked {
		b := &plan.Blocked[i]
		if b.Code != CodeSecretUnknown || b.Before != "" {
			continue
		}
		at, known := c.entries()[b.Path.Parent()]
		if !known || at < 0 {
			continue
		}
		if candidates == nil {
			candidates = c.absentSecrets()
		}
		found++
		if looks += len(candidates); found > diag.MaxFindings || looks > mostLooks { // nobody will read more
			break
		}
		near, ok := nearest(c.EnvironmentVariables[at].Key, candidates)
		if !ok || !isShellName(near) {
			continue
		}
		first, shared := by[near]
		if shared {
			plan.misspelt[first] = rename{to: near}
		} else {
			by[near] = b.Path
		}
		plan.misspelt[b.Path] = rename{to: near, free: !shared}
	}
	return plan.misspelt
}

// absentSecrets returns the keys of the live secrets that the file does not have; it is never nil.
func (c *check) absentSecrets() []string {
	written := c.variableKeys()
	keys := make([]string, 0, len(c.Live.EnvironmentVariables))
	for i := range c.Live.EnvironmentVariables {
		v := &c.Live.EnvironmentVariables[i]
		if _, there := written[v.Key]; v.IsSecret && !there {
			keys = append(keys, v.Key)
		}
	}
	return keys
}

func checkSecretExposed(c *check) {
	c.changesOf(func(ch *Change) bool {
		return ch.After == "false" && ch.Path.Parent().Parent() == sectionVariables && lastKey(ch.Path) == "is_secret"
	}, func(ch *Change) {
		p, ok := c.placeOf(ch.Path)
		if !ok {
			return
		}
		i := c.entries()[ch.Path.Parent()]
		f := c.report(p, "%s"+sayExposed, c.variableName(i))
		f.Hint = "write is_secret: true"
		if v := c.EnvironmentVariables[i].Value; v == nil || *v == "" {
			f.Hint += ", and no value, which keeps the stored one"
			return
		}
		f.Fix = c.makeSecret(p)
	})
}

// makeSecret makes a fix that writes true for is_secret at p.
func (c *check) makeSecret(p diag.Path) *diag.Fix {
	if c.node(p) != nil {
		return c.replaceLiteral(p, "true")
	}
	return c.insertLiteral(p, "true")
}

// storesSecret reports whether the file updates a live Deployment that has a secret of this key.
func (c *check) storesSecret(key string) bool {
	if c.Mode != ModeUpdate || c.Live == nil {
		return false
	}
	if c.liveSecrets == nil {
		c.liveSecrets = map[string]struct{}{}
		for i := range c.Live.EnvironmentVariables {
			if v := &c.Live.EnvironmentVariables[i]; v.IsSecret {
				c.liveSecrets[v.Key] = struct{}{}
			}
		}
	}
	_, stored := c.liveSecrets[key]
	return stored
}

// isNewSecret reports whether the file updates a live Deployment that has no secret of this key.
func (c *check) isNewSecret(key string) bool {
	return c.Mode == ModeUpdate && c.Live != nil && !c.storesSecret(key)
}
