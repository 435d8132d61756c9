package deployfile

import (
	"cmp"
	"sort"

	"github.com/astrofile/astrofile/deployfile/diag"
)

// outcome is what happens to one variable when secrets are kept.
type outcome uint8

const (
	nothingToSay outcome = iota
	keptLeftOut
	keptWithoutValue
	keptEmpty
	setFromFile
	setFromOutside
	newFromFile
	newFromOutside
	madeSecret
	madeSecretFromOutside
	plainFromOutside
	deletedByName
	deletedStrictly
	blanked
	unknownSecret
	unknownFromPlain
	exposed
	exposedWithoutConsent
	exposedWithoutValue
	twiceInFile
	twiceLive
	deleteUnknown
	alreadyDeleted
	blankUnknown
	exposeUnknown
	deleteContradicted
	blankContradicted
	exposeContradicted
	exposeLeftOut
	askedTwice
)

// What the plan and the findings say about a secret in the same words, behind aboutVariable.
const (
	sayUnknownSecret    = "the secret has no value, and the live Deployment has no secret of this key to keep"
	sayUnknownFromPlain = "the secret has no value, and the live variable is not secret: what becomes of its value is not known"
	sayExposed          = "the secret becomes a plain variable, and everybody who can see the Deployment can read its value"
	hintUnknownSecret   = "write the value, or give it from outside the file"
)

// account is how an outcome is told. The key is the part of an entry that the finding is about.
type account struct {
	code          diag.Code
	severity      diag.Severity
	key           string
	message, hint string
}

func (o outcome) account() account {
	switch o {
	case keptLeftOut:
		return account{CodeSecretKept, notice, "value", "the file leaves the secret out: it stays, with the value that is stored", ""}
	case keptWithoutValue:
		return account{CodeSecretKept, notice, "value", "the file gives the secret no value: the stored one is kept", ""}
	case keptEmpty:
		return account{CodeSecretKept, notice, "value", "the empty value of the secret is not sent: the stored one is kept", "delete value, which says the same to every tool"}
	case setFromFile:
		return account{CodeSecretSet, notice, "value", "the value of the file replaces the stored one of the secret", ""}
	case setFromOutside:
		return account{CodeSecretSet, notice, "value", "a value from outside the file replaces the stored one of the secret", ""}
	case newFromFile:
		return account{CodeSecretSet, notice, "value", "the secret is new, with the value of the file", ""}
	case newFromOutside:
		return account{CodeSecretSet, notice, "value", "the secret is new, with a value from outside the file", ""}
	case madeSecret:
		return account{CodeSecretSet, notice, "value", "the variable becomes secret, with the value of the file", ""}
	case madeSecretFromOutside:
		return account{CodeSecretSet, notice, "value", "the variable becomes secret, with a value from outside the file", ""}
	case plainFromOutside:
		return account{CodeSecretSet, notice, "value", "the value comes from outside the file, and is not shown although the variable is not secret", ""}
	case deletedByName:
		return account{CodeSecretDeleted, warning, "value", "the secret is deleted, as its key is named for deletion; its value cannot be read back", ""}
	case deletedStrictly:
		return account{CodeSecretDeleted, warning, "value", "the secret is deleted, because the file leaves it out; its value cannot be read back", "add the key with is_secret: true and no value, which keeps it"}
	case blanked:
		return account{CodeSecretBlank, warning, "value", "the empty text replaces the stored value of the secret, as its key is named for that", ""}
	case unknownSecret:
		return account{CodeSecretUnknown, failure, "value", sayUnknownSecret, hintUnknownSecret}
	case unknownFromPlain:
		return account{CodeSecretUnknown, failure, "value", sayUnknownFromPlain, hintUnknownSecret}
	default:
		return o.refusal()
	}
}

// refusal tells an outcome that changes what is readable, or that is no good.
func (o outcome) refusal() account {
	switch o {
	case exposed:
		return account{CodeSecretExposed, warning, "is_secret", sayExposed + ", as its key is named for that", ""}
	case exposedWithoutConsent:
		return account{CodeSecretExposed, failure, "is_secret", sayExposed, "write is_secret: true, or expose the key by name"}
	case exposedWithoutValue:
		return account{CodeSecretExposed, failure, "value", "the secret becomes a plain variable without a value: the stored one cannot be read and would be lost", "write is_secret: true, or the value that the plain variable has"}
	case twiceInFile:
		return account{CodeDuplicateName, failure, "key", "the key stands twice", "keep one of them, or rename one"}
	case twiceLive:
		return account{CodeDuplicateName, failure, "key", "the key stands twice in the Deployment: which of the two is meant is not known", "delete one of the two in the Deployment"}
	case deleteUnknown:
		return account{CodeSecretOption, failure, "key", "named for deletion, but the file has it, and the Deployment has no secret of this key", "delete the entry from the file, or take the key off the list"}
	case alreadyDeleted:
		return account{CodeSecretOption, notice, "key", "named for deletion, and the Deployment has no secret of this key: there is nothing to delete", ""}
	case blankUnknown:
		return account{CodeSecretOption, failure, "key", "named to become empty, but the Deployment has no secret of this key", "take it off the list"}
	case exposeUnknown:
		return account{CodeSecretOption, failure, "key", "named to become readable, but the Deployment has no secret of this key", "take it off the list"}
	case deleteContradicted:
		return account{CodeSecretOption, failure, "value", "named for deletion, but the file gives it a value", "delete the entry from the file, or take the key off the list"}
	case blankContradicted:
		return account{CodeSecretOption, failure, "value", "named to become empty, but the file gives it a value", "delete the value from the file, or take the key off the list"}
	case exposeContradicted:
		return account{CodeSecretOption, failure, "is_secret", "named to become readable, but the file says that it is secret", "write is_secret: false with a value, or take the key off the list"}
	case askedTwice:
		return account{CodeSecretOption, failure, "value", "named for deletion and to become empty", "name the key for one of the two"}
	default: // exposeLeftOut
		return account{CodeSecretOption, failure, "key", "named to become readable, but the file leaves it out", "add the variable with its value to the file, or take the key off the list"}
	}
}

// findings tells the verdicts, sorted by key. Only those that will be shown are put into words.
func (m *merger) findings() diag.List {
	if len(m.verdicts) == 0 {
		return nil
	}
	sort.SliceStable(m.verdicts, func(i, j int) bool {
		a, b := &m.verdicts[i], &m.verdicts[j]
		return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.at, b.at), cmp.Compare(a.outcome, b.outcome)) < 0
	})
	var left findings // counts what is not shown
	var list diag.List
	shown := map[diag.Severity]int{}
	for _, v := range m.verdicts {
		s := v.outcome.account().severity
		if shown[s] == diag.MaxFindings {
			left.count(s)
			continue
		}
		shown[s]++
		list = append(list, m.finding(v))
	}
	return list.Cap(diag.MaxFindings, left.cut)
}

func (m *merger) finding(v verdict) diag.Diagnostic {
	is := v.outcome.account()
	d := diag.Diagnostic{
		Severity: is.severity, Code: is.code, Path: sectionVariables, URL: checksURL + string(is.code),
		Message: aboutVariable(v.key) + is.message, Hint: is.hint,
	}
	if v.at >= 0 {
		d.Path = variable(v.at, is.key)
	}
	switch v.outcome {
	case unknownSecret:
		d.Hint = m.suggest(v.key, m.missing, d.Hint)
	case alreadyDeleted, blankUnknown, exposeUnknown:
		d.Hint = m.suggest(v.key, m.secrets, d.Hint)
	case twiceInFile:
		d.Related = []diag.Related{{Path: variable(v.other, "key"), Message: "first declared here"}}
	}
	return d
}

// mostLooks bounds the work for suggestions when many unknown keys meet many secrets.
const mostLooks = 1 << 20

// suggest returns a hint that names the secret which key most likely means, or the hint that is given.
func (m *merger) suggest(key string, secrets []string, hint string) string {
	if m.looks += len(secrets); m.looks > mostLooks {
		return hint
	}
	if near, ok := nearest(key, secrets); ok {
		return "did you mean " + quoteVariable(near) + "?"
	}
	return hint
}
