package main

import (
	"flag"
	"fmt"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/schema"
)

const templateUsage = `usage: astrofile template FILE

Writes a template made of a Deployment file, or of what "astro deployment inspect" writes, to standard output: without
name, description and metadata, and with the keys of secrets but not their values. Root keys that start with x- are not
part of it, nor are comments but the one that names a JSON Schema. FILE may be -, standard input.

Exit codes: 0 done, 1 the file is invalid, 64 wrong usage, 66 the file cannot be read.`

// template writes a template made of a Deployment file.
func template(env environment, args []string) int {
	flags := flag.NewFlagSet("astrofile template", flag.ContinueOnError)
	flags.Usage = func() {
		fmt.Fprintln(flags.Output(), templateUsage)
	}
	names, code, done := parse(env, flags, args)
	if done {
		return code
	}
	if len(names) != 1 {
		fmt.Fprintln(env.err, "astrofile template: name one file, or - for standard input")
		return exitUsage
	}
	in := one(env, names[0])
	if in.err != nil {
		return unreadable(env, "template", in)
	}
	file, found := deployfile.Parse(in.name, in.src)
	if found.Err() != nil {
		return refuse(env, file, found)
	}
	out, err := deployfile.Marshal(deployfile.Template(file.Deployment), file.Syntax())
	if err != nil {
		fmt.Fprintln(env.err, "astrofile template:", err)
		return exitInvalid
	}
	return emit(env, "template", schema.WithModeline(out, schema.ModelineOf(in.src)))
}
