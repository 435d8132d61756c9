package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"slices"
	"strings"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
)

// Exit codes of plan beside the common ones.
const (
	exitChanges = 2
	exitBlocked = 3
)

// planFlags are the settings of one run of plan.
type planFlags struct {
	format, color  string
	strictSecrets  bool
	envFile        string
	delete, expose list
}

// list is a flag that may be given several times, or once with commas.
type list []string

func (l *list) String() string { return strings.Join(*l, ",") }

func (l *list) Set(text string) error {
	for word := range strings.SplitSeq(text, ",") {
		if word = strings.TrimSpace(word); word != "" {
			*l = append(*l, word)
		}
	}
	return nil
}

const planUsage = `usage: astrofile plan [flags] LIVE-FILE FILE

LIVE-FILE is the live Deployment, as "astro deployment inspect" writes it; FILE is the Deployment file to update it
with. One of them may be -, standard input. An empty LIVE-FILE is a Deployment that does not exist yet.

Secrets that FILE leaves out, or gives no value, are kept unless -delete names them. With -strict-secrets what FILE
leaves out is deleted, as the official CLI does.

Exit codes: 0 nothing changes, 1 a file is invalid, 2 changes, 3 something is blocked, 64 wrong usage, 66 a file cannot
be read.

flags:`

// plan shows what an update of a live Deployment with a file would do.
func plan(env environment, args []string) int {
	flags := flag.NewFlagSet("astrofile plan", flag.ContinueOnError)
	var set planFlags
	flags.StringVar(&set.format, "format", "text", "text, json, markdown or sarif")
	flags.StringVar(&set.color, "color", "auto", "colors in text: auto, always or never")
	flags.BoolVar(&set.strictSecrets, "strict-secrets", false, "delete the secrets that FILE leaves out")
	flags.StringVar(&set.envFile, "env-file", "", "an .env `FILE` with the values of variables that FILE gives none")
	flags.Var(&set.delete, "delete", "`KEYS` of live secrets to delete, separated by commas; what is gone already is no error")
	flags.Var(&set.expose, "expose", "`KEYS` of live secrets that may become plain variables")
	flags.Usage = func() {
		fmt.Fprintln(flags.Output(), planUsage)
		flags.PrintDefaults()
	}
	names, code, done := parse(env, flags, args)
	if done {
		return code
	}
	if err := set.check(names); err != nil {
		fmt.Fprintln(env.err, "astrofile plan:", err)
		return exitUsage
	}
	env.color = colored(env, set.color)
	var sources [2][]byte
	for i, name := range names {
		in := one(env, name)
		if in.err != nil {
			return unreadable(env, "plan", in)
		}
		names[i], sources[i] = in.name, in.src
	}
	values, code := envValues(env, set.envFile)
	if code != exitOK {
		return code
	}
	return set.run(env, names, sources, values)
}

func (set planFlags) check(names []string) error {
	switch {
	case !slices.Contains([]string{"text", "json", "markdown", "sarif"}, set.format):
		return fmt.Errorf("unknown format %q: it is text, json, markdown or sarif", set.format)
	case !isColor(set.color):
		return unknownColor(set.color)
	case len(names) != 2:
		return fmt.Errorf("name two files: the live Deployment and the Deployment file")
	case names[0] == "-" && names[1] == "-":
		return fmt.Errorf("only one of the two files can be standard input")
	}
	return nil
}

// run compares the two files and writes the plan.
func (set planFlags) run(env environment, names []string, sources [2][]byte, values func(string) (string, bool)) int {
	live := deployfile.Deployment{}
	creation := len(bytes.TrimSpace(sources[0])) == 0
	if !creation {
		file, found := deployfile.Parse(names[0], sources[0])
		if found.Err() != nil {
			return set.invalid(env, file, deployfile.ModeAny, found)
		}
		live = file.Deployment
	}
	options := deployfile.ValidateOptions{Mode: deployfile.ModeUpdate, Live: &live, KeepsSecrets: true, ClearsVariables: true}
	if creation {
		options = deployfile.ValidateOptions{Mode: deployfile.ModeCreate}
	}
	file, found := deployfile.Parse(names[1], sources[1])
	want, merged := deployfile.KeepSecrets(live, file.Deployment, deployfile.SecretOptions{
		Delete: set.delete, Expose: set.expose, Strict: set.strictSecrets, Values: values,
	})
	written := file.Deployment.EnvironmentVariables
	file.Deployment.EnvironmentVariables = valued(written, want.EnvironmentVariables)
	alone := deployfile.ValidateOptions{Mode: options.Mode, KeepsSecrets: true}
	invalid := found.Err() != nil || file.Validate(alone).Err() != nil
	merged = file.Locate(merged)
	found = joined(append(found, file.Validate(options)...), merged)
	result := set.diff(live, want, written, merged)
	if invalid || faulty(found, result) {
		return set.invalid(env, file, options.Mode, found)
	}
	remark(env, merged)
	if err := set.write(env, result, names[1]); err != nil {
		fmt.Fprintln(env.err, "astrofile plan: cannot write the plan:", err)
		return exitOutput
	}
	switch {
	case len(result.Blocked) > 0:
		return exitBlocked
	case len(result.Changes) > 0:
		return exitChanges
	default:
		return exitOK
	}
}

// valued returns the variables of the file, each in its place, with the values that are sent. The rules judge them: a
// value from an .env file counts, and what the merge adds or deletes moves no entry away from its line.
func valued(file, sent []deployfile.EnvironmentVariable) []deployfile.EnvironmentVariable {
	list := slices.Clone(file)
	for i, next := 0, 0; i < len(list) && next < len(sent); i++ {
		if list[i].Key == sent[next].Key {
			list[i] = sent[next]
			next++
		}
	}
	return list
}

const variables = diag.Path("deployment.environment_variables")

// diff compares the two Deployments, and says in the words of the file and the flags what the merge has done before.
func (set planFlags) diff(live, want deployfile.Deployment, file []deployfile.EnvironmentVariable, merged diag.List) deployfile.Plan {
	p := deployfile.Diff(live, want)
	named := map[diag.Path]bool{}
	for _, key := range set.delete {
		named[variables.Entry("key", key)] = true
	}
	for i := range p.Changes {
		if named[p.Changes[i].Path] { // a flag deletes it, whatever the file says
			p.Changes[i].Omitted = false
		}
	}
	reasons := keptReasons(live.EnvironmentVariables, file)
	for i := range p.Kept {
		if reason, ok := reasons[p.Kept[i].Path]; ok {
			p.Kept[i].Reason = reason
		}
	}
	hints := unknownHints(file, merged)
	for i := range p.Blocked {
		if hint, ok := hints[p.Blocked[i].Path]; ok && p.Blocked[i].Code == deployfile.CodeSecretUnknown {
			p.Blocked[i].Hint = hint
		}
	}
	return p
}

// keptReasons says why live secrets stay that the file leaves out or gives the empty value.
func keptReasons(live, file []deployfile.EnvironmentVariable) map[diag.Path]string {
	written := make(map[string]*string, len(file))
	for i := range file {
		written[file[i].Key] = file[i].Value
	}
	reasons := map[diag.Path]string{}
	for i := range live {
		p := variables.Entry("key", live[i].Key).Field("value")
		switch value, there := written[live[i].Key]; {
		case !live[i].IsSecret:
		case !there:
			reasons[p] = "left out of the file: a secret goes only when -delete names it, or with -strict-secrets"
		case value != nil && *value == "":
			reasons[p] = "empty value in the file: it is not sent, so the stored one stays"
		}
	}
	return reasons
}

// unknownHints returns what the merge advises about secrets without a value. It knows the file as it is written, and so
// what a misspelt key means.
func unknownHints(file []deployfile.EnvironmentVariable, merged diag.List) map[diag.Path]string {
	advice := map[diag.Path]string{}
	for _, d := range merged {
		if d.Code == deployfile.CodeSecretUnknown {
			advice[d.Path] = d.Hint
		}
	}
	hints := map[diag.Path]string{}
	for i := range file {
		if hint, ok := advice[variables.Index(i).Field("value")]; ok {
			hints[variables.Entry("key", file[i].Key).Field("value")] = hint
		}
	}
	return hints
}

// remark writes what there is to know about the flags, of which the plan says nothing.
func remark(env environment, merged diag.List) {
	for _, d := range merged {
		if d.Code != deployfile.CodeSecretOption {
			continue
		}
		if d.Hint != "" {
			d.Message += "; " + d.Hint
		}
		fmt.Fprintln(env.err, "astrofile plan:", d.Message)
	}
}

// joined adds the errors of the merge to the findings of the file, in place of milder ones about the same.
func joined(found, merged diag.List) diag.List {
	for _, d := range merged {
		if d.Severity != diag.SeverityError {
			continue
		}
		found = slices.DeleteFunc(found, func(f diag.Diagnostic) bool {
			return f.Code == d.Code && f.Path == d.Path && f.Severity != diag.SeverityError
		})
		if !slices.ContainsFunc(found, func(f diag.Diagnostic) bool { return f.Code == d.Code && f.Path == d.Path }) {
			found = append(found, d)
		}
	}
	found.Sort()
	return found
}

// faulty reports whether the file has an error that the plan does not already show as blocked.
func faulty(found diag.List, p deployfile.Plan) bool {
	return slices.ContainsFunc(found, func(d diag.Diagnostic) bool {
		return d.Severity == diag.SeverityError &&
			!slices.ContainsFunc(p.Blocked, func(b deployfile.Blocked) bool { return b.Code == d.Code })
	})
}

// invalid reports a file that no plan can be made of.
func (set planFlags) invalid(env environment, file *deployfile.File, mode deployfile.Mode, found diag.List) int {
	format := set.format
	if format == "markdown" {
		format = "text"
	}
	if format == "text" {
		env.out = env.err // standard output is for plans
	}
	if err := write(env, format, mode, []result{{file, found}}, nil); err != nil {
		fmt.Fprintln(env.err, "astrofile plan: cannot write the findings:", err)
		return exitOutput
	}
	return exitInvalid
}

func (set planFlags) write(env environment, p deployfile.Plan, name string) error {
	switch set.format {
	case "json":
		encoder := json.NewEncoder(env.out)
		encoder.SetEscapeHTML(false)
		return encoder.Encode(p)
	case "markdown":
		return p.Markdown(env.out)
	case "sarif":
		return p.SARIF(env.out, deployfile.PlanSARIFOptions{Tool: tool(), File: name})
	default:
		return p.Text(env.out, deployfile.PlanTextOptions{Color: env.color, Width: env.width})
	}
}
