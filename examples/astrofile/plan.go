package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"slices"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
)

// planFlags are the settings of one run of plan.
type planFlags struct {
	planFormat
	secrets secretFlags
	live    bool
	liveFlags
}

const planUsage = `usage: astrofile plan [flags] LIVE-FILE FILE
       astrofile plan -live [flags] FILE

LIVE-FILE is the live Deployment, as "astro deployment inspect" writes it; FILE is the Deployment file to update it
with. One of them may be -, standard input. An empty LIVE-FILE is a Deployment that does not exist yet.

With -live, the Deployment is asked for at the Astro API, with the token in ASTRO_API_TOKEN: the one that has the name
in FILE, in the Workspace that FILE names. Nothing is written there.

Secrets that FILE leaves out, or gives no value, are kept unless -delete names them. With -strict-secrets what FILE
leaves out is deleted, as the official CLI does.

Exit codes: 0 nothing changes, 1 a file is invalid, 2 changes, 3 something is blocked, 64 wrong usage, 66 a file cannot
be read, 74 the plan cannot be written.` + apiCodes + `

flags:`

// plan shows what an update of a live Deployment with a file would do.
func plan(ctx context.Context, env environment, args []string) int {
	flags := flag.NewFlagSet("astrofile plan", flag.ContinueOnError)
	var set planFlags
	set.planFormat.register(flags)
	set.secrets.register(flags)
	flags.BoolVar(&set.live, "live", false, "compare with the Deployment that runs: "+flagList(liveFlagNames())+" belong to it")
	set.liveFlags.register(flags)
	flags.Usage = func() {
		fmt.Fprintln(flags.Output(), planUsage)
		flags.PrintDefaults()
	}
	names, code, done := parse(env, flags, args)
	if done {
		return code
	}
	if err := set.check(flags, names); err != nil {
		return misused(env, "plan", err)
	}
	env.color = colored(env, set.color)
	secrets, code := set.secrets.options(env, "plan")
	if code != exitOK {
		return code
	}
	if set.live {
		return set.runLive(ctx, env, names[0], secrets)
	}
	var sources [2][]byte
	for i, name := range names {
		in := one(env, name)
		if in.err != nil {
			return unreadable(env, "plan", in)
		}
		names[i], sources[i] = in.name, in.src
	}
	return set.run(env, names, sources, secrets)
}

func (set planFlags) check(flags *flag.FlagSet, names []string) error {
	if err := set.planFormat.check(); err != nil {
		return err
	}
	if set.live {
		if len(names) != 1 {
			return errors.New("name one file: -live asks for the Deployment at the Astro API")
		}
		return set.target.check()
	}
	var alone string
	flags.Visit(func(f *flag.Flag) {
		if slices.Contains(liveFlagNames(), f.Name) {
			alone = f.Name
		}
	})
	switch {
	case alone != "":
		return fmt.Errorf("-%s needs -live", alone)
	case len(names) != 2:
		return errors.New("name two files: the live Deployment and the Deployment file; or one with -live")
	case names[0] == "-" && names[1] == "-":
		return errors.New("only one of the two files can be standard input")
	}
	return nil
}

// run compares the two files and writes the plan.
func (set planFlags) run(env environment, names []string, sources [2][]byte, secrets deployfile.SecretOptions) int {
	live := deployfile.Deployment{}
	if len(bytes.TrimSpace(sources[0])) > 0 {
		file, found := deployfile.Parse(names[0], sources[0])
		if found.Err() != nil {
			return set.invalid(env, file, deployfile.ModeAny, found)
		}
		live = file.Deployment
	}
	file, _ := deployfile.Parse(names[1], sources[1])
	result, found, good := file.Plan(live, secrets)
	found, remarks := split(found)
	if !good {
		mode := deployfile.ModeUpdate
		if result.Creation {
			mode = deployfile.ModeCreate
		}
		return set.invalid(env, file, mode, found)
	}
	remark(env, "plan", remarks)
	nameFlags(&result, file.Deployment.EnvironmentVariables)
	return set.show(env, result, names[1])
}

// show writes the plan and returns the exit code that says what is in it.
func (set planFlags) show(env environment, p deployfile.Plan, name string) int {
	if err := set.write(env, p, name); err != nil {
		return unwritten(env, "plan", "the plan", err)
	}
	return planCode(p)
}

func planCode(p deployfile.Plan) int {
	switch {
	case len(p.Blocked) > 0:
		return exitBlocked
	case len(p.Changes) > 0:
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

func remark(env environment, command string, remarks diag.List) {
	for _, d := range remarks {
		if d.Hint != "" {
			d.Message += "; " + d.Hint
		}
		fmt.Fprintf(env.err, "astrofile %s: %s\n", command, d.Message)
	}
}

// nameFlags says by which flags the secrets would go that the file leaves out.
func nameFlags(p *deployfile.Plan, file []deployfile.EnvironmentVariable) {
	written := map[diag.Path]bool{}
	for _, v := range file {
		written[diag.Path("deployment.environment_variables").Entry("key", v.Key).Field("value")] = true
	}
	p.Kept = slices.Clone(p.Kept)
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
		return unwritten(env, "plan", "the findings", err)
	}
	return exitInvalid
}
