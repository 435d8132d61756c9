package main

import (
	"context"
	"flag"
	"strings"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
)

// liveFlags belong to all commands that compare files with what runs.
type liveFlags struct {
	connection connection
	target     target
	checked    bool
}

func (l *liveFlags) register(flags *flag.FlagSet) {
	l.connection.register(flags)
	l.target.register(flags)
	flags.BoolVar(&l.checked, "check", false, "also apply the rules that need names and limits of the Organization to an update, at the price of reading them")
}

// liveFlagNames are the names of the flags that register adds.
func liveFlagNames() []string {
	return append(append(connectionFlags(), targetFlags()...), "check")
}

// flagList returns names of flags as a sentence has them.
func flagList(names []string) string {
	last := len(names) - 1
	return "-" + strings.Join(names[:last], ", -") + " and -" + names[last]
}

// comparison returns the options of every comparison with this file.
func (l liveFlags) comparison(file *deployfile.File, secrets deployfile.SecretOptions) []client.ApplyOption {
	options := []client.ApplyOption{client.WithSecrets(secrets), client.FromFile(file)}
	if l.checked {
		options = append(options, client.Checked())
	}
	return options
}

// runLive plans the file against the Deployment that runs.
func (set planFlags) runLive(ctx context.Context, env environment, name string, secrets deployfile.SecretOptions) int {
	in := one(env, name)
	if in.err != nil {
		return unreadable(env, "plan", in)
	}
	file, found := deployfile.Parse(in.name, in.src)
	if found.Err() != nil {
		return set.invalid(env, file, deployfile.ModeAny, found)
	}
	api, code := set.connection.open(env, "plan")
	if code != exitOK {
		return code
	}
	result, err := api.Plan(ctx, set.target.of(), file.Deployment, set.comparison(file, secrets)...)
	return set.conclude(env, file, result, err)
}

// conclude writes what a comparison gave: the plan, or the findings because of which there is none, or the error.
func (set planFlags) conclude(env environment, file *deployfile.File, result *client.Result, err error) int {
	if err != nil {
		if result != nil && isFinding(err) {
			return set.invalid(env, file, modeOf(result), located(file, result.Findings))
		}
		return failed(env, "plan", file.Name, err)
	}
	_, remarks := split(result.Findings)
	remark(env, "plan", remarks)
	nameFlags(&result.Plan, file.Deployment.EnvironmentVariables)
	return set.show(env, result.Plan, file.Name)
}

func modeOf(r *client.Result) deployfile.Mode {
	if r.Plan.Creation {
		return deployfile.ModeCreate
	}
	return deployfile.ModeUpdate
}

// located gives findings their places in the file, sorted.
func located(file *deployfile.File, found diag.List) diag.List {
	found = file.Locate(found)
	found.Sort()
	return found
}
