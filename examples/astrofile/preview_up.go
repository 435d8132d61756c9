package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"time"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
)

// keyFlags say what a preview is of.
type keyFlags struct{ client.PreviewKey }

func (k *keyFlags) register(flags *flag.FlagSet) {
	flags.StringVar(&k.Source, "source", "", "`ID` of the Deployment that the preview is of; with a template, a name for that")
	flags.StringVar(&k.Ref, "branch", "", "the branch, or a full `REF`")
	flags.StringVar(&k.Repository, "repository", "", "`OWNER/NAME`, where previews of several repositories share a Workspace")
}

func (k keyFlags) check() error {
	switch {
	case k.Source == "":
		return errors.New("name what the preview is of: -source")
	case k.Ref == "":
		return errors.New("name the branch: -branch")
	}
	return nil
}

// overrides is a flag of the form PATH=VALUE that may be given several times. A path may hold an equals sign in brackets.
type overrides []deployfile.Override

func (o *overrides) String() string { return "" }

func (o *overrides) Set(text string) error {
	depth := 0
	for i, r := range text {
		switch {
		case r == '[':
			depth++
		case r == ']':
			depth--
		case r == '=' && depth == 0:
			*o = append(*o, deployfile.Override{Path: diag.Path(text[:i]), Value: text[i+1:]})
			return nil
		}
	}
	return errors.New("it is PATH=VALUE")
}

// upFlags are the settings of one run of preview up.
type upFlags struct {
	*previewFlags
	key                            keyFlags
	template, name, label, envFile string
	ttl, wait                      time.Duration
	keep, noObjects, showSecrets   bool
	set                            overrides
}

// previewUp brings a preview up.
func previewUp(ctx context.Context, env environment, args []string) int {
	flags, common := newPreview("up")
	set := upFlags{previewFlags: common}
	set.key.register(flags)
	flags.StringVar(&set.template, "template", "", "make the preview from this `FILE`")
	flags.StringVar(&set.name, "name", "", "`NAME` of the preview, in place of one that is made of the key")
	flags.StringVar(&set.label, "label", "", "`TEXT` in the name that is made, in place of the name of the source")
	flags.Var(&set.set, "set", "`PATH=VALUE` that differs from the source; may be given several times")
	flags.StringVar(&set.envFile, "env-file", "", "an .env `FILE` with the values of secrets: of variables by KEY, of connections by KEY.field")
	flags.DurationVar(&set.ttl, "ttl", client.DefaultPreviewTTL, "time to live from now on")
	flags.DurationVar(&set.wait, "wait", 0, "wait until the preview is healthy, at most so long, such as 10m")
	flags.BoolVar(&set.keep, "keep", false, "leave a preview that came up unhealthy to be looked at")
	flags.BoolVar(&set.noObjects, "no-objects", false, "give the preview no connections and Airflow variables of the environment manager")
	flags.BoolVar(&set.showSecrets, "show-secrets", false, "ask the API for the secrets of connections, which an Organization may forbid")
	rest, code, done := parse(env, flags, args)
	if done {
		return code
	}
	err := set.check(rest, 0, 1)
	if err == nil {
		err = set.key.check()
	}
	if err != nil {
		return misused(env, set.command(), err)
	}
	return set.run(ctx, env)
}

func (set upFlags) run(ctx context.Context, env environment) int {
	options := client.PreviewOptions{
		Key: set.key.PreviewKey, Label: set.label, Name: set.name, Set: set.set, TTL: set.ttl, Wait: set.wait, Keep: set.keep,
		Objects:    client.PreviewObjects{Skip: set.noObjects, ShowSecrets: set.showSecrets},
		OnProgress: steps(env, set.command()),
	}
	values, code := envValues(env, set.command(), set.envFile)
	if code != exitOK {
		return code
	}
	if values != nil {
		options.Values = values
		options.Objects.Values = func(o client.EnvironmentObject, field string) (string, bool) {
			return values(o.ObjectKey + "." + field)
		}
	}
	var file *deployfile.File
	if set.template != "" {
		in := one(env, set.template)
		if in.err != nil {
			return unreadable(env, set.command(), in)
		}
		var found diag.List
		if file, found = deployfile.Parse(in.name, in.src); found.Err() != nil {
			return refuse(env, file, found)
		}
		options.Template = &file.Deployment
	}
	api, code := set.connection.open(env, set.command())
	if code != exitOK {
		return code
	}
	var err error
	if options.WorkspaceID, err = set.only(ctx, api); err != nil {
		return failed(env, set.command(), set.key.Ref, err)
	}
	up, err := api.Previews.Up(ctx, options)
	return set.conclude(env, file, up, err)
}

// conclude writes what became of the preview, and what it lacks.
func (set upFlags) conclude(env environment, file *deployfile.File, up *client.Preview, err error) int {
	if up == nil {
		up = &client.Preview{Key: set.key.PreviewKey}
	}
	if isFinding(err) && set.format == "text" {
		found := findingsIn(err)
		if file == nil {
			file = &deployfile.File{Name: set.key.Source}
			for i := range found {
				if found[i].Code == deployfile.CodeSecretValueMissing {
					found[i].Hint = "give the value with -env-file: nobody can read the one of the source"
				}
			}
		}
		return refuse(env, file, located(file, found))
	}
	for _, m := range up.Missing {
		fmt.Fprintf(env.err, "astrofile %s: not copied: %s\n", set.command(), shown(m.String()))
	}
	return set.emit(env, newPreviewed(*up, string(up.Outcome), err))
}
