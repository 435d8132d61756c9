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
	if len(bytes.TrimSpace(sources[0])) > 0 {
		file, found := deployfile.Parse(names[0], sources[0])
		if found.Err() != nil {
			return set.invalid(env, file, deployfile.ModeAny, found)
		}
		live = file.Deployment
	}
	file, _ := deployfile.Parse(names[1], sources[1])
	result, found, good := file.Plan(live, deployfile.SecretOptions{
		Delete: set.delete, Expose: set.expose, Strict: set.strictSecrets, Values: values,
	})
	found, remarks := split(found)
	if !good {
		mode := deployfile.ModeUpdate
		if result.Creation {
			mode = deployfile.ModeCreate
		}
		return set.invalid(env, file, mode, found)
	}
	remark(env, remarks)
	nameFlags(&result, file.Deployment.EnvironmentVariables)
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

// split takes what there is to know about the flags, of which the plan says nothing, out of the findings about the file.
func split(all diag.List) (found, remarks diag.List) {
	for _, d := range all {
		if d.Code == deployfile.CodeSecretOption && d.Severity != diag.SeverityError {
			remarks = append(remarks, d)
		} else {
			found = append(found, d)
		}
	}
	return found, remarks
}

func remark(env environment, remarks diag.List) {
	for _, d := range remarks {
		if d.Hint != "" {
			d.Message += "; " + d.Hint
		}
		fmt.Fprintln(env.err, "astrofile plan:", d.Message)
	}
}

// nameFlags says by which flags the secrets would go that the file leaves out.
func nameFlags(p *deployfile.Plan, file []deployfile.EnvironmentVariable) {
	written := map[diag.Path]bool{}
	for _, v := range file {
		written[diag.Path("deployment.environment_variables").Entry("key", v.Key).Field("value")] = true
	}
	for i := range p.Kept {
		if k := &p.Kept[i]; k.Secret && !written[k.Path] {
			k.Reason = "left out of the file: a secret goes only when -delete names it, or with -strict-secrets"
		}
	}
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
