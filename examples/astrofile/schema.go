package main

import (
	"errors"
	"flag"
	"fmt"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/schema"
)

const schemaUsage = `usage: astrofile schema [-mode MODE] [-organization-file FILE]
       astrofile schema -install vscode|jetbrains|helix

Writes the JSON Schema of Deployment files to standard output, for editors and other tools. With an organization file it
is tailored: names that exist complete, others are refused. The file is JSON:

    {"workspaces": ["Data"], "clusters": [{"name": "prod", "nodePools": ["m5.xlarge"]}],
     "runtimeVersions": ["3.1-2"], "workerTypes": ["A5", "A10"], "requiredVariables": ["TEAM"]}

-install prints the settings that make an editor use the schema; standard error says which files to write. A YAML file
can name its schema itself, in a comment in its first lines:

    # yaml-language-server: $schema=./astro-deployment.schema.json

Exit codes: 0 done, 1 the organization file is invalid, 64 wrong usage, 66 a file cannot be read.

flags:`

// writeSchema writes the JSON Schema, or the settings of an editor that uses it.
func writeSchema(env environment, args []string) int {
	flags := flag.NewFlagSet("astrofile schema", flag.ContinueOnError)
	modeName := flags.String("mode", "any", "what the files are for: any, create, update or template")
	organization := flags.String("organization-file", "", "a JSON `FILE` with the names of an Organization")
	install := flags.String("install", "", "print the settings of an `EDITOR`: "+editorNames())
	flags.Usage = func() {
		fmt.Fprintln(flags.Output(), schemaUsage)
		flags.PrintDefaults()
	}
	rest, code, done := parse(env, flags, args)
	if done {
		return code
	}
	given := map[string]bool{}
	flags.Visit(func(f *flag.Flag) { given[f.Name] = true })
	mode, err := deployfile.ParseMode(*modeName)
	switch {
	case err != nil:
	case len(rest) > 0:
		err = fmt.Errorf("unexpected argument %q", rest[0])
	case given["install"] && len(given) > 1:
		err = errors.New("-install takes no other flag: what the schema is for belongs to the command that writes it")
	}
	if err != nil {
		fmt.Fprintln(env.err, "astrofile schema:", err)
		return exitUsage
	}
	if given["install"] {
		return installIn(env, *install)
	}
	var options []schema.Option
	if given["organization-file"] {
		if options, code = organizationOptions(env, *organization); code != exitOK {
			return code
		}
	}
	document, err := schema.For(mode, options...)
	if err != nil {
		fmt.Fprintf(env.err, "astrofile schema: %s: %v\n", shown(*organization), err)
		return exitInvalid
	}
	return emit(env, "schema", document)
}

// installIn prints the settings of an editor.
func installIn(env environment, name string) int {
	e, known := editorOf(name)
	if !known {
		fmt.Fprintf(env.err, "astrofile schema: unknown editor %q: it is one of %s\n", name, editorNames())
		return exitUsage
	}
	fmt.Fprintf(env.err, "astrofile schema: these settings are for %s; write the schema to %s with: astrofile schema > %s\n", e.target, e.schema, e.schema)
	return emit(env, "schema", []byte(e.settings))
}

// organizationOptions reads the organization file.
func organizationOptions(env environment, name string) ([]schema.Option, int) {
	in := one(env, name)
	if in.err != nil {
		return nil, unreadable(env, "schema", in)
	}
	organization, err := schema.ReadOrganization(in.src)
	if err != nil {
		fmt.Fprintf(env.err, "astrofile schema: %s: %v\n", shown(in.name), err)
		return nil, exitInvalid
	}
	return organization.Options(), exitOK
}
