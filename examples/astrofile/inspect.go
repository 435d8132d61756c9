package main

import (
	"context"
	"errors"
	"flag"
	"fmt"

	"github.com/astrofile/astrofile/deployfile"
)

const inspectUsage = `usage: astrofile inspect [flags] NAME
       astrofile inspect [flags] -id ID

Writes a live Deployment as a Deployment file to standard output. NAME is looked for in the Workspace that the flags
name, or in the whole Organization. Secrets stand there without their values. With -template the file is one to make
others from: without name, description and metadata.

The token comes from ASTRO_API_TOKEN.

Exit codes: 0 done; 64 wrong usage; 74 the file cannot be written.` + apiCodes + `

flags:`

// inspect writes a live Deployment as a Deployment file.
func inspect(ctx context.Context, env environment, args []string) int {
	flags := flag.NewFlagSet("astrofile inspect", flag.ContinueOnError)
	var connect connection
	var at target
	connect.register(flags)
	flags.StringVar(&at.id, "id", "", "`ID` of the Deployment")
	flags.StringVar(&at.workspace, "workspace", "", "`NAME` of the Workspace")
	flags.StringVar(&at.workspaceID, "workspace-id", "", "`ID` of the Workspace")
	asTemplate := flags.Bool("template", false, "write a template")
	format := flags.String("format", "yaml", "yaml or json")
	flags.Usage = func() {
		fmt.Fprintln(flags.Output(), inspectUsage)
		flags.PrintDefaults()
	}
	names, code, done := parse(env, flags, args)
	if done {
		return code
	}
	syntax, known := map[string]deployfile.Syntax{"yaml": deployfile.SyntaxYAML, "json": deployfile.SyntaxJSON}[*format]
	switch {
	case !known:
		return misused(env, "inspect", fmt.Errorf("unknown format %q: it is yaml or json", *format))
	case len(names) > 1, len(names) == 1 && (names[0] == "" || at.id != ""), len(names) == 0 && at.id == "":
		return misused(env, "inspect", errors.New("name one Deployment, or give its -id"))
	case len(names) == 1:
		at.name = names[0]
	}
	if err := at.check(); err != nil {
		return misused(env, "inspect", err)
	}
	api, code := connect.open(env, "inspect")
	if code != exitOK {
		return code
	}
	found, err := api.Inspect(ctx, at.of())
	if err != nil {
		return failed(env, "inspect", at.shown(), err)
	}
	if *asTemplate {
		found = deployfile.Template(found)
	}
	text, err := deployfile.Marshal(found, syntax)
	if err != nil {
		return failed(env, "inspect", at.shown(), err)
	}
	return emit(env, "inspect", text)
}

// shown returns what the flags call the Deployment.
func (t target) shown() string {
	if t.id != "" {
		return t.id
	}
	return t.name
}
