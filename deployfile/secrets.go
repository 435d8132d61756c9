package deployfile

import (
	"slices"

	"github.com/astrofile/astrofile/deployfile/diag"
)

// SecretOptions say what [KeepSecrets] may do to the secrets of a Deployment beside keeping them. The zero value keeps
// every one of them. A key stands in a list on purpose: one that no live secret has, or that contradicts the file, is an
// error. Only to delete what the Deployment does not have, and the file neither, is none: the same lists serve again
// after the update.
type SecretOptions struct {
	Delete []string // keys of live secrets to delete: the file leaves them out or gives them no value
	Strict bool     // what the file leaves out is deleted, secrets too
	Blank  []string // keys of live secrets to overwrite with the empty text
	Expose []string // keys of live secrets that may become plain variables: their value becomes readable
	// Values is where values come from that the file does not hold: an environment, an .env file (see [EnvFile.Lookup]),
	// a vault. It is asked for every variable of the file without a value, an empty one of a secret included, unless
	// Delete or Blank names it. An empty answer is none for a secret. What it gives is never printed, of whatever
	// variable.
	Values func(key string) (string, bool)
}

// KeepSecrets returns want with the secrets of live that an update must not lose. The API never tells a secret, so a
// file cannot carry it: a secret that want gives no value, or the empty one, keeps the one it has (its Value becomes
// nil), and a secret that want leaves out is added without a value. Plain variables are never added. A secret that is
// new and has no value, and one that would become readable without consent, are errors.
//
// The findings say for each key what happens and why, sorted by key; [File.Locate] gives them their place in the file.
// With an error among them the result is not fit for an update. Neither live nor want is changed.
func KeepSecrets(live, want Deployment, o SecretOptions) (Deployment, diag.List) {
	m := &merger{SecretOptions: o, entries: slices.Clone(want.EnvironmentVariables)}
	m.index(live.EnvironmentVariables)
	m.options()
	m.file()
	m.leftOut(live.EnvironmentVariables)
	want.EnvironmentVariables = m.entries
	return want, m.findings()
}

// merger is one run of [KeepSecrets].
type merger struct {
	SecretOptions
	entries  []EnvironmentVariable // those of the file, and behind them the secrets that are added
	live     map[string]liveVariable
	first    map[string]int // index in the file by key, i as -1-i when the key stands twice
	asked    map[string]request
	verdicts []verdict
	missing  []string // keys of live secrets that the file leaves out
	secrets  []string // keys of all live secrets
	looks    int      // comparisons made for suggestions
}

type liveVariable struct{ secret, twice bool }

// request is what the options ask for one key.
type request uint8

const (
	toDelete request = 1 << iota
	toBlank
	toExpose
)

// verdict is what happens to one key. It becomes a finding when it is known that somebody will read it.
type verdict struct {
	key     string
	at      int // index in the file, -1 when the file does not have the key
	other   int // index of the first entry of the key, for two
	outcome outcome
}

func (m *merger) say(key string, at int, o outcome) {
	m.verdicts = append(m.verdicts, verdict{key: key, at: at, outcome: o})
}

// index notes what there is by key. What stands twice is reported, and left as the file has it.
func (m *merger) index(live []EnvironmentVariable) {
	m.live = make(map[string]liveVariable, len(live))
	for i := range live {
		v := &live[i]
		_, twice := m.live[v.Key]
		m.live[v.Key] = liveVariable{secret: v.IsSecret, twice: twice}
	}
	m.first = make(map[string]int, len(m.entries))
	for i := range m.entries {
		key := m.entries[i].Key
		k, seen := m.first[key]
		if !seen {
			m.first[key] = i
			continue
		}
		if k >= 0 {
			m.first[key] = -1 - k
		} else {
			k = -1 - k
		}
		m.verdicts = append(m.verdicts, verdict{key: key, at: i, other: k, outcome: twiceInFile})
	}
	for i := range live {
		key := live[i].Key
		_, written := m.first[key]
		switch is := m.live[key]; {
		case is.twice:
		case is.secret && !written:
			m.missing = append(m.missing, key)
			fallthrough
		case is.secret:
			m.secrets = append(m.secrets, key)
		}
	}
	for key, is := range m.live {
		if is.twice {
			m.say(key, m.indexOf(key), twiceLive)
		}
	}
}

// indexOf returns the index of the first entry of the file with the key, or -1.
func (m *merger) indexOf(key string) int {
	i, written := m.first[key]
	switch {
	case !written:
		return -1
	case i < 0:
		return -1 - i
	default:
		return i
	}
}

// unclear reports whether the file or the Deployment has two variables of the key.
func (m *merger) unclear(key string) bool { return m.first[key] < 0 || m.live[key].twice }

// options collects what is asked for each key. What is asked for no live secret is reported and forgotten.
func (m *merger) options() {
	m.asked = make(map[string]request, len(m.Delete)+len(m.Blank)+len(m.Expose))
	for _, it := range []struct {
		keys    []string
		request request
		unknown outcome
	}{{m.Delete, toDelete, deleteUnknown}, {m.Blank, toBlank, blankUnknown}, {m.Expose, toExpose, exposeUnknown}} {
		for _, key := range it.keys {
			switch {
			case m.asked[key]&it.request != 0, m.unclear(key):
			case !m.live[key].secret:
				at, is := m.indexOf(key), it.unknown
				if at < 0 && is == deleteUnknown {
					is = alreadyDeleted
				}
				m.say(key, at, is)
			default:
				m.asked[key] |= it.request
			}
		}
	}
}

// file decides about every entry of the file.
func (m *merger) file() {
	deleted := false
	for i := range m.entries {
		v := &m.entries[i]
		if m.unclear(v.Key) {
			continue
		}
		is := m.decide(v)
		if is == nothingToSay {
			continue
		}
		m.say(v.Key, i, is)
		deleted = deleted || is == deletedByName
	}
	if deleted {
		m.entries = slices.DeleteFunc(m.entries, func(v EnvironmentVariable) bool {
			return v.IsSecret && !v.hasText() && m.asked[v.Key] == toDelete && !m.unclear(v.Key)
		})
	}
}

// hasText reports whether there is a value other than the empty one.
func (v *EnvironmentVariable) hasText() bool { return v.Value != nil && *v.Value != "" }

// takeFrom asks for a value outside the file and reports whether v has one now.
func (v *EnvironmentVariable) takeFrom(values func(key string) (string, bool)) bool {
	if values == nil {
		return false
	}
	value, ok := values(v.Key)
	if !ok || v.IsSecret && value == "" {
		return false
	}
	v.Value, v.hidden = &value, true
	return true
}

func (m *merger) decide(v *EnvironmentVariable) outcome {
	if v.IsSecret {
		return m.secret(v)
	}
	return m.plain(v)
}

// plain decides about an entry that is not secret.
func (m *merger) plain(v *EnvironmentVariable) outcome {
	asked := m.asked[v.Key]
	switch {
	case asked&toDelete != 0:
		return deleteContradicted
	case asked&toBlank != 0 && v.hasText():
		return blankContradicted
	}
	found := v.Value == nil && v.takeFrom(m.Values)
	switch {
	case !m.live[v.Key].secret && found:
		return plainFromOutside
	case !m.live[v.Key].secret:
		return nothingToSay
	case !v.hasText() && (v.Value == nil || asked&toBlank == 0):
		return exposedWithoutValue
	case asked&toExpose == 0:
		return exposedWithoutConsent
	default:
		return exposed
	}
}

// secret decides about an entry that is secret.
func (m *merger) secret(v *EnvironmentVariable) outcome {
	is, isLive := m.live[v.Key]
	asked := m.asked[v.Key]
	switch {
	case asked&toExpose != 0:
		return exposeContradicted
	case asked == toDelete|toBlank:
		return askedTwice
	case asked&toDelete != 0 && v.hasText():
		return deleteContradicted
	case asked&toDelete != 0:
		return deletedByName
	case asked&toBlank != 0 && v.hasText():
		return blankContradicted
	case asked&toBlank != 0:
		v.Value = new("")
		return blanked
	case v.hasText() && v.hidden || !v.hasText() && v.takeFrom(m.Values):
		return setOutcome(is, isLive, true)
	case v.hasText():
		return setOutcome(is, isLive, false)
	case !isLive:
		return unknownSecret
	case !is.secret:
		return unknownFromPlain
	case v.Value != nil:
		v.Value = nil
		return keptEmpty
	default:
		return keptWithoutValue
	}
}

func setOutcome(is liveVariable, isLive, outside bool) outcome {
	switch {
	case !isLive && outside:
		return newFromOutside
	case !isLive:
		return newFromFile
	case !is.secret && outside:
		return madeSecretFromOutside
	case !is.secret:
		return madeSecret
	case outside:
		return setFromOutside
	default:
		return setFromFile
	}
}

// leftOut decides about the live secrets that the file does not have, in the order that they have there.
func (m *merger) leftOut(live []EnvironmentVariable) {
	for i := range live {
		key := live[i].Key
		if _, written := m.first[key]; written || !live[i].IsSecret || m.live[key].twice {
			continue
		}
		is, value := keptLeftOut, (*string)(nil)
		switch asked := m.asked[key]; {
		case asked&toExpose != 0:
			is = exposeLeftOut
		case asked == toDelete|toBlank:
			is = askedTwice
		case asked == toDelete:
			is = deletedByName
		case asked == toBlank:
			is, value = blanked, new("")
		case m.Strict:
			is = deletedStrictly
		}
		m.say(key, -1, is)
		if is != deletedByName && is != deletedStrictly {
			m.entries = append(m.entries, EnvironmentVariable{Key: key, Value: value, IsSecret: true})
		}
	}
}
