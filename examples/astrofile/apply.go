package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"
	"time"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/deployfile"
)

// applyFlags are the settings of one run of apply.
type applyFlags struct {
	liveFlags
	secrets                        secretFlags
	consent                        consentFlags
	fleet                          fleetFlags
	format, color, planFile        string
	dryRun, createOnly, updateOnly bool
	wait                           time.Duration
}

const applyUsage = `usage: astrofile apply [flags] FILE
       astrofile apply [flags] FOLDER

Makes the Deployment that FILE describes what FILE says: shows the plan, sends one request, reads back and compares. A
Deployment that is not there is created. Nothing is asked: what destroys something needs a flag that allows it, and
without it nothing is sent. Secrets that FILE leaves out, or gives no value, are kept unless -delete names them and
-allow-delete agrees.

The Deployment is the one that has the name in FILE, in the Workspace that FILE names; other flags name it otherwise.
A FOLDER stands for all Deployment files below it: the others go on when one fails.

The token comes from ASTRO_API_TOKEN. Standard output has the plan and the result, standard error what is happening.
With -format json standard output has one document a line: file, exit (as below), outcome, deployment, plan,
diagnostics, error.

Exit codes: 0 done, or nothing to do; 1 a file is invalid; 2 -dry-run, and there are changes; 3 something is blocked, or
a flag has to allow it; 64 wrong usage; 66 a file cannot be read; 74 the result cannot be written.` + apiCodes + `
With several files it is the highest code of those that failed.

flags:`

// apply makes Deployments what files say.
func apply(ctx context.Context, env environment, args []string) int {
	flags := flag.NewFlagSet("astrofile apply", flag.ContinueOnError)
	var set applyFlags
	set.register(flags)
	flags.Usage = func() {
		fmt.Fprintln(flags.Output(), applyUsage)
		flags.PrintDefaults()
	}
	names, code, done := parse(env, flags, args)
	if done {
		return code
	}
	if err := set.check(names); err != nil {
		return misused(env, "apply", err)
	}
	env.color = colored(env, set.color)
	options, code := set.options(env)
	if code != exitOK {
		return code
	}
	if isFolder(names[0]) {
		return set.applyFleet(ctx, env, names[0], options)
	}
	return set.applyFile(ctx, env, names[0], options)
}

func (set *applyFlags) register(flags *flag.FlagSet) {
	set.liveFlags.register(flags)
	set.secrets.register(flags)
	set.consent.register(flags)
	set.fleet.register(flags)
	flags.StringVar(&set.format, "format", "text", "text or json (one document a line)")
	flags.StringVar(&set.color, "color", "auto", "colors in text: auto, always or never")
	flags.StringVar(&set.planFile, "plan", "", "apply only what this `FILE` says, which plan -live -format json wrote")
	flags.BoolVar(&set.dryRun, "dry-run", false, "send nothing that changes anything, but refuse what would be refused")
	flags.BoolVar(&set.createOnly, "create-only", false, "refuse to touch a Deployment that exists")
	flags.BoolVar(&set.updateOnly, "update-only", false, "refuse to create a Deployment")
	flags.DurationVar(&set.wait, "wait", 0, "wait until the Deployment is healthy, at most so long, such as 10m")
}

func (set applyFlags) check(names []string) error {
	switch {
	case !slices.Contains([]string{"text", "json"}, set.format):
		return fmt.Errorf("unknown format %q: it is text or json", set.format)
	case !isColor(set.color):
		return unknownColor(set.color)
	case set.createOnly && set.updateOnly:
		return errors.New("give -create-only or -update-only, not both")
	case set.wait < 0:
		return errors.New("-wait is below zero")
	case len(names) != 1:
		return errors.New("name one file or one folder, or - for standard input")
	}
	if err := set.target.check(); err != nil {
		return err
	}
	if err := set.consent.check(); err != nil {
		return err
	}
	return set.checkFolder(isFolder(names[0]))
}

func isFolder(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

// options are those of every file.
func (set applyFlags) options(env environment) ([]client.ApplyOption, int) {
	secrets, code := set.secrets.options(env, "apply")
	if code != exitOK {
		return nil, code
	}
	options := append(set.consent.options(), client.WithSecrets(secrets))
	if set.planFile != "" {
		in := read(set.planFile)
		if in.err != nil {
			return nil, unreadable(env, "apply", in)
		}
		planned, err := deployfile.ReadPlan(in.src)
		if err != nil {
			fmt.Fprintf(env.err, "astrofile apply: %s: %v\n", shown(in.name), err)
			return nil, exitInvalid
		}
		options = append(options, client.Against(planned))
	}
	for _, o := range []struct {
		given  bool
		option client.ApplyOption
	}{
		{set.checked, client.Checked()}, {set.dryRun, client.DryRun()}, {set.createOnly, client.CreateOnly()},
		{set.updateOnly, client.UpdateOnly()}, {set.wait > 0, client.Wait(set.wait)},
	} {
		if o.given {
			options = append(options, o.option)
		}
	}
	return options, exitOK
}

// applyFile applies one file.
func (set applyFlags) applyFile(ctx context.Context, env environment, name string, options []client.ApplyOption) int {
	in := one(env, name)
	if in.err != nil {
		return unreadable(env, "apply", in)
	}
	file, found := deployfile.Parse(in.name, in.src)
	api, code := set.connection.open(env, "apply")
	if code != exitOK {
		return code
	}
	var result *client.Result
	err := found.Err()
	w := &watched{env: env, command: "apply", inJSON: set.format == "json", file: file}
	if err == nil {
		options = append(options, client.FromFile(file), client.OnProgress(w.step))
		result, err = api.Apply(ctx, set.target.of(), file.Deployment, options...)
		found = located(file, result.Findings)
	}
	rep := newReport(file, result, found, err).planned(set.dryRun)
	code = set.conclude(env, []filed{{file: file, report: rep, planShown: w.shown}})
	if w.err != nil {
		return unwritten(env, "apply", "the plan", w.err)
	}
	return code
}
