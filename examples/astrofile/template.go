package main

import (
	"flag"
	"fmt"

	"github.com/astrofile/astrofile/deployfile"
)

// template writes a template made of a Deployment file.
func template(env environment, args []string) int {
	flags := flag.NewFlagSet("astrofile template", flag.ContinueOnError)
	flags.Usage = func() {
		fmt.Fprintln(flags.Output(), "usage: astrofile template FILE\n\nWrites a template made of a Deployment file, or of what \"astro deployment inspect\" writes, to standard output: without\nname, description and metadata, and with the keys of secrets but not their values. Comments and\nroot keys that start with x- are not part of it. FILE may be -, standard input.\n\nExit codes: 0 done, 1 the file is invalid, 64 wrong usage, 66 the file cannot be read.")
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
	return emit(env, "template", out)
}
