package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"sync"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/deployfile"
)

// driftFlags are the settings of one run of drift.
type driftFlags struct {
	planFormat
	liveFlags
	secrets secretFlags
}

const driftUsage = `usage: astrofile drift [flags] FILE
       astrofile drift [flags] FOLDER

Shows in what the Deployments that run differ from their files: what somebody changed elsewhere, or what has not been
applied yet. Nothing is written at the API. A FOLDER stands for all Deployment files below it.

The token comes from ASTRO_API_TOKEN. With -format json standard output has one document a line: file, exit (as below),
deployment, plan, diagnostics, error.

Exit codes: 0 no drift; 1 a file is invalid; 2 drift; 64 wrong usage; 66 a file cannot be read; 74 the result cannot be
written.` + apiCodes + `
With several files it is the highest code of those that failed.

flags:`

// drift shows how what runs differs from files.
func drift(ctx context.Context, env environment, args []string) int {
	flags := flag.NewFlagSet("astrofile drift", flag.ContinueOnError)
	var set driftFlags
	set.planFormat.register(flags)
	set.liveFlags.register(flags)
	set.secrets.register(flags)
	flags.Usage = func() {
		fmt.Fprintln(flags.Output(), driftUsage)
		flags.PrintDefaults()
	}
	names, code, done := parse(env, flags, args)
	if done {
		return code
	}
	if err := set.check(names); err != nil {
		return misused(env, "drift", err)
	}
	env.color = colored(env, set.color)
	secrets, code := set.secrets.options(env, "drift")
	if code != exitOK {
		return code
	}
	files, code := set.files(env, names[0])
	if code != exitOK {
		return code
	}
	api, code := set.connection.open(env, "drift")
	if code != exitOK {
		return code
	}
	reports := make([]filed, len(files))
	each(len(files), func(i int) {
		reports[i] = filed{file: files[i], report: set.compare(ctx, api, files[i], secrets)}
	})
	return set.conclude(env, reports)
}

func (set driftFlags) check(names []string) error {
	if err := set.planFormat.check(); err != nil {
		return err
	}
	if len(names) != 1 {
		return errors.New("name one file or one folder, or - for standard input")
	}
	if isFolder(names[0]) {
		switch {
		case set.target.one():
			return errors.New("-id and -name are for one file")
		case set.format == "sarif":
			return errors.New("-format sarif is for one file")
		}
	}
	return set.target.check()
}

func (set driftFlags) files(env environment, name string) ([]*deployfile.File, int) {
	if isFolder(name) {
		return deploymentFiles(env, "drift", name)
	}
	in := one(env, name)
	if in.err != nil {
		return nil, unreadable(env, "drift", in)
	}
	file, _ := deployfile.Parse(in.name, in.src)
	return []*deployfile.File{file}, exitOK
}

// compare asks what runs for one file.
func (set driftFlags) compare(ctx context.Context, api *client.Client, file *deployfile.File, secrets deployfile.SecretOptions) report {
	if _, found := deployfile.Parse(file.Name, file.Source()); found.Err() != nil {
		return newReport(file, nil, found, found.Err())
	}
	result, err := api.Drift(ctx, set.target.of(), file.Deployment, set.comparison(file, secrets)...)
	rep := newReport(file, result, located(file, result.Findings), err)
	rep.Outcome = "" // nothing was asked for
	if err == nil && !result.Plan.Empty() {
		rep.Exit = exitChanges
	}
	return rep
}

// atOnce is how many files are compared at the same time.
const atOnce = 8

// each calls f for every index below n, some at a time.
func each(n int, f func(i int)) {
	next := make(chan int)
	var workers sync.WaitGroup
	for range min(n, atOnce) {
		workers.Go(func() {
			for i := range next {
				f(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	workers.Wait()
}

// conclude writes the reports and returns the exit code for all of them.
func (set driftFlags) conclude(env environment, all []filed) int {
	for _, f := range all {
		if err := set.writeReport(env, f); err != nil {
			return unwritten(env, "drift", "the result", err)
		}
	}
	return overall(all)
}

func (set driftFlags) writeReport(env environment, f filed) error {
	_, remarks := split(f.Diagnostics)
	remark(env, "drift", remarks)
	switch {
	case set.format == "json":
		return writeJSON(env, f.report)
	case f.Exit == exitInvalid:
		env.out = env.err
		return writeText(env, []result{{f.file, errorsOf(f.Diagnostics)}})
	case f.Error != "":
		_, err := fmt.Fprintln(env.err, f.sentence())
		return err
	case set.format == "text" && f.Exit == exitOK:
		_, err := fmt.Fprintf(env.out, "%s: no drift\n", shown(f.File))
		return err
	case set.format == "text":
		if _, err := fmt.Fprintf(env.out, "%s: drift\n", shown(f.File)); err != nil {
			return err
		}
	}
	return set.write(env, *f.Plan, f.File)
}
