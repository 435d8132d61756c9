package deployfile

import (
	"slices"
	"strings"

	"github.com/astrofile/astrofile/deployfile/diag"
)

// variables compares the environment variables by key.
func (d *differ) variables() {
	live, want := d.live.EnvironmentVariables, d.want.EnvironmentVariables
	d.section(func() {
		p := pair(len(live), len(want), func(i int) string { return live[i].Key }, func(i int) string { return want[i].Key })
		for _, key := range p.twiceLive {
			d.duplicate(variablePath(key), "environment variable "+quoteVariable(key), true)
		}
		for _, key := range p.twiceWant {
			d.duplicate(variablePath(key), "environment variable "+quoteVariable(key), false)
		}
		differ := len(p.gone)
		for i, at := range p.of {
			if at < 0 || !sameVariable(&live[at], &want[i]) {
				differ++
			}
		}
		if differ > 0 {
			d.plan.Changes = slices.Grow(d.plan.Changes, differ)
		}
		for i, at := range p.of {
			switch {
			case at >= 0:
				d.changeVariable(&live[at], &want[i])
			case at == newEntry:
				d.createVariable(&want[i])
			}
		}
		for _, i := range p.gone {
			d.deleteVariable(&live[i])
		}
	})
}

// variablePath names a variable, but nothing behind a character that no key can have: it may be the value, as in
// KEY=value.
func variablePath(key string) diag.Path { return sectionVariables.Entry("key", shownKey(key)) }

// valuePath is the path of the value of a variable, made in one piece because a plan may have many.
func (d *differ) valuePath(key string) diag.Path {
	if isShellName(key) {
		return diag.Path(d.texts.join(string(sectionVariables+"[key="), key, "].value"))
	}
	return variablePath(key).Field("value")
}

// shownKey returns a key up to the first character that no key can have.
func shownKey(key string) string {
	if i := strings.IndexFunc(key, illegalInKey); i >= 0 {
		return key[:i] + "…"
	}
	return key
}

// hides reports whether the value of a variable must not be shown: of a secret, of one whose value came from a value
// source, and of one whose value looks like a credential.
func (v *EnvironmentVariable) hides() bool {
	if v.confidential() {
		return true
	}
	if v.Value == nil {
		return false
	}
	_, looks := credentialSign(v.Key, *v.Value)
	return looks
}

// hidesEither reports whether one of two variables of the same key hides its value.
func hidesEither(live, want *EnvironmentVariable) bool {
	switch {
	case live.hides():
		return true
	case !live.hasText():
		return want.hides()
	default: // the key is no sign, or the live variable would hide its value
		return want.hidden || credentialShape(*want.Value) != ""
	}
}

// marks are the texts that stand for a value that is not shown.
func marks(secret bool) (stored, set, changed Value) {
	if secret {
		return secretStored, secretSet, secretChanged
	}
	return valueHidden, hiddenSet, hiddenChanged
}

// variableValue writes a variable as a plan does; the value is shown only when nothing forbids it.
func variableValue(v *EnvironmentVariable, shown Value) Value {
	var e entryValue
	e.add("is_secret", boolValue(v.IsSecret))
	e.add("key", textValue(shownKey(v.Key)))
	e.add("value", shown)
	return e.value()
}

func (d *differ) createVariable(v *EnvironmentVariable) {
	c := Change{Action: ActionCreate, Path: variablePath(v.Key), Impact: d.restart, Secret: v.hides(), Reason: reasonVariables}
	switch {
	case v.Value == nil && v.IsSecret:
		d.secretMissing(v.Key, c.Path.Field("value"))
		return
	case v.Value == nil:
		d.valueMissing(v, "")
		return
	case c.Secret:
		_, set, _ := marks(v.IsSecret)
		c.After = variableValue(v, set)
		d.remember(v)
	default:
		c.After = variableValue(v, textValue(*v.Value))
	}
	d.change(c)
}

// secretMissing blocks a secret that has no value and none to keep.
func (d *differ) secretMissing(key string, p diag.Path) {
	b := Blocked{Code: CodeSecretUnknown, Path: p, Message: aboutVariable(key) + sayUnknownSecret, Hint: hintUnknownSecret}
	if d.plan.Creation {
		b.Code, b.Message = CodeSecretValueMissing, aboutVariable(key)+"the secret has no value, and a new Deployment has none to keep"
	} else if near, ok := d.meantSecret(key); ok {
		b.Hint = "did you mean " + quoteVariable(near) + "? else " + hintUnknownSecret
	}
	d.block(b)
}

// meantSecret returns the live secret, left out of the file, that an unknown key most likely means.
func (d *differ) meantSecret(key string) (near string, ok bool) {
	const most = 1 << 16 // bounds the work when many unknown keys meet many secrets
	if d.leftOut == nil {
		d.leftOut = d.is.absentSecrets()
	}
	if d.looks += len(d.leftOut); d.looks > most {
		return "", false
	}
	return nearest(key, d.leftOut)
}

func (d *differ) valueMissing(v *EnvironmentVariable, before Value) {
	d.block(Blocked{Code: CodeEnvValueMissing, Path: variablePath(v.Key).Field("value"), Before: before,
		Message: aboutVariable(v.Key) + "it is not secret and has no value", Hint: `write its value, or "" for an empty one`})
}

func (d *differ) deleteVariable(v *EnvironmentVariable) {
	c := Change{Action: ActionDelete, Path: variablePath(v.Key), Omitted: true, Impact: d.restart, Secret: v.hides(), Reason: reasonVariables}
	switch {
	case v.IsSecret:
		c.Impact = []Impact{ImpactDataLoss, ImpactRestart}
		c.Reason = "the stored value cannot be read back; " + reasonVariables
		c.Before = variableValue(v, secretStored)
	case c.Secret:
		c.Before = variableValue(v, valueHidden)
	case v.Value == nil:
		c.Before = variableValue(v, "")
	default:
		c.Before = variableValue(v, textValue(*v.Value))
	}
	d.change(c)
}

// sameVariable reports whether two values are known and equal.
func sameVariable(live, want *EnvironmentVariable) bool {
	return live.IsSecret == want.IsSecret && live.Value != nil && want.Value != nil && *live.Value == *want.Value
}

// changeVariable compares a variable of the file with the live one of the same key.
func (d *differ) changeVariable(live, want *EnvironmentVariable) {
	if sameVariable(live, want) {
		d.remember(want)
		return
	}
	p := d.valuePath(want.Key)
	switch {
	case want.Value == nil && want.IsSecret && live.IsSecret:
		d.keep(Kept{Path: p, Secret: true, Reason: reasonNoValue})
		return
	case want.Value == nil && want.IsSecret:
		d.block(Blocked{Code: CodeSecretUnknown, Path: p, Before: shownValue(live),
			Message: aboutVariable(want.Key) + sayUnknownFromPlain, Hint: hintUnknownSecret})
		return
	case want.Value == nil:
		if live.Value != nil || live.IsSecret {
			d.valueMissing(want, shownValue(live))
		}
		return
	}
	if live.IsSecret != want.IsSecret {
		d.changeSecrecy(p.Parent().Field("is_secret"), live, want)
	}
	d.changeValue(p, live, want)
	d.remember(want)
}

// shownValue returns the value of a variable, or what stands for it.
func shownValue(v *EnvironmentVariable) Value {
	switch {
	case v.hides():
		stored, _, _ := marks(v.IsSecret)
		return stored
	case v.Value == nil:
		return ""
	default:
		return textValue(*v.Value)
	}
}

func (d *differ) changeSecrecy(p diag.Path, live, want *EnvironmentVariable) {
	c := Change{Action: ActionUpdate, Path: p, Impact: d.restart, Before: boolValue(live.IsSecret), After: boolValue(want.IsSecret),
		Reason: "nobody can read the value any more, in the Astro UI or by the API; " + reasonVariables}
	if live.IsSecret {
		c.Impact = []Impact{ImpactIrreversible, ImpactRestart}
		c.Reason = "everybody who can see the Deployment can read the value; " + reasonVariables
	}
	d.change(c)
}

// changeValue compares two values. The live value of a secret is not known, unless a fingerprint tells.
func (d *differ) changeValue(p diag.Path, live, want *EnvironmentVariable) {
	secret := live.IsSecret || want.IsSecret
	hides := secret || hidesEither(live, want)
	stored, set, changed := marks(secret)
	c := Change{Action: ActionUpdate, Path: p, Secret: hides, Impact: d.restart, Reason: reasonVariables}
	switch {
	case live.Value != nil && *live.Value == *want.Value:
		return
	case !hides:
		if live.Value != nil {
			c.Before = d.texts.textValue(*live.Value)
		}
		c.After = d.texts.textValue(*want.Value)
	case secret && *want.Value == "":
		c.Before, c.After = stored, secretBlanked
		c.Impact = []Impact{ImpactDataLoss, ImpactRestart}
		c.Reason = "an empty value overwrites the stored one, which cannot be read back; " + reasonVariables
	default:
		c.Before, c.After = stored, set
		same, known := d.Fingerprints.same(*live, *want)
		switch {
		case known && same:
			d.keep(Kept{Path: p, Secret: true, Reason: reasonSameValue})
			return
		case known || live.Value != nil:
			c.After = changed
		case secret:
			c.Reason = "whether the value differs from the stored one is not known; " + reasonVariables
		}
	}
	d.change(c)
}

// remember records the fingerprint of a hidden value.
func (d *differ) remember(v *EnvironmentVariable) {
	if d.Fingerprints.key == nil || !v.hides() {
		return
	}
	of := d.Fingerprints.of(*v)
	if of == "" {
		return
	}
	if d.plan.Fingerprints == nil {
		d.plan.Fingerprints = map[string]string{}
	}
	d.plan.Fingerprints[shownKey(v.Key)] = of
}
