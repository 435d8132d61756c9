package deployfile

import "github.com/astrofile/astrofile/deployfile/diag"

// Why a live secret stays, in the words of the file.
const (
	reasonLeftOut   = "left out of the file: a secret goes only when it is named for deletion"
	reasonEmptyText = "empty value in the file: it is not sent, so the stored one stays"
)

// tellSecrets says in the words of the file and the options what [KeepSecrets] has done before the Deployments were
// compared.
func (p *Plan) tellSecrets(written, live []EnvironmentVariable, named []string, merged diag.List) {
	p.nameDeletions(named)
	reasons := keptReasons(written, live)
	for i := range p.Kept {
		if reason, ok := reasons[p.Kept[i].Path]; ok {
			p.Kept[i].Reason = reason
		}
	}
	hints := unknownHints(written, merged)
	for i := range p.Blocked {
		if hint, ok := hints[p.Blocked[i].Path]; ok && p.Blocked[i].Code == CodeSecretUnknown {
			p.Blocked[i].Hint = hint
		}
	}
}

// nameDeletions marks what is deleted by its name, and not because the file leaves it out.
func (p *Plan) nameDeletions(named []string) {
	paths := make(map[diag.Path]bool, len(named))
	for _, key := range named {
		paths[variablePath(key)] = true
	}
	for i := range p.Changes {
		if paths[p.Changes[i].Path] {
			p.Changes[i].Omitted = false
		}
	}
}

// keptReasons says why live secrets stay that the file leaves out or gives the empty value.
func keptReasons(written, live []EnvironmentVariable) map[diag.Path]string {
	values := make(map[string]*string, len(written))
	for i := range written {
		values[written[i].Key] = written[i].Value
	}
	reasons := map[diag.Path]string{}
	for i := range live {
		p := variablePath(live[i].Key).Field("value")
		switch value, there := values[live[i].Key]; {
		case !live[i].IsSecret:
		case !there:
			reasons[p] = reasonLeftOut
		case value != nil && *value == "":
			reasons[p] = reasonEmptyText
		}
	}
	return reasons
}

// unknownHints returns what the merge advises about secrets without a value. It knows the file as it is written, and so
// what a misspelt key means.
func unknownHints(written []EnvironmentVariable, merged diag.List) map[diag.Path]string {
	advice := map[diag.Path]string{}
	for _, d := range merged {
		if d.Code == CodeSecretUnknown {
			advice[d.Path] = d.Hint
		}
	}
	hints := map[diag.Path]string{}
	for i := range written {
		if hint, ok := advice[variable(i, "value")]; ok {
			hints[variablePath(written[i].Key).Field("value")] = hint
		}
	}
	return hints
}
