package main

import (
	"flag"
	"fmt"
	"slices"
	"strings"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
)

const setUsage = `usage: astrofile set [-w] FILE PATH VALUE

Writes FILE with one value set, every other byte as it was. PATH names entries by what identifies them:

    deployment.configuration.scheduler_size
    deployment.worker_queues[name=default].max_worker_count
    deployment.environment_variables[key=LOG_LEVEL].value

A VALUE may begin with a dash, as -1 does; one that is a flag of this command stands behind --. A VALUE of null sets
null; to set the text null in a text field, write '"null"'. FILE may be -, standard input.

Exit codes: 0 done, 1 the value cannot be set, 64 wrong usage, 66 the file cannot be read.

flags:`

// set changes one value of a Deployment file.
func set(env environment, args []string) int {
	flags := flag.NewFlagSet("astrofile set", flag.ContinueOnError)
	inPlace := flags.Bool("w", false, "write the result into the file instead of to standard output")
	flags.Usage = func() {
		fmt.Fprintln(flags.Output(), setUsage)
		flags.PrintDefaults()
	}
	words, code, done := parse(env, flags, sparingValue(flags, args))
	if done {
		return code
	}
	if len(words) != 3 {
		fmt.Fprintln(env.err, "astrofile set: name a file, a path and a value")
		return exitUsage
	}
	in := one(env, words[0])
	if in.err != nil {
		return unreadable(env, "set", in)
	}
	file, _ := deployfile.Parse(in.name, in.src)
	edit := file.Edit()
	var err error
	switch path, value := diag.Path(words[1]), words[2]; value {
	case "null":
		err = edit.SetNull(path)
	case `"null"`:
		err = edit.Set(path, "null")
	default:
		err = edit.Set(path, value)
	}
	if err != nil {
		fmt.Fprintf(env.err, "astrofile set: %s: %v\n", shown(in.name), err)
		return exitInvalid
	}
	if *inPlace && words[0] != "-" {
		return save(env, "set", words[0], edit.Bytes())
	}
	return emit(env, "set", edit.Bytes())
}

// sparingValue marks the end of the flags before a third word that begins with a dash and is no flag: a value such as -1,
// or a secret, which no message may show.
func sparingValue(flags *flag.FlagSet, args []string) []string {
	words := 0
	for i, arg := range args {
		name, _, _ := strings.Cut(strings.TrimLeft(arg, "-"), "=")
		switch isFlag := flags.Lookup(name) != nil || name == "h" || name == "help"; {
		case arg == "--" && words == 2:
			return args
		case arg == "--": // parse goes on looking for flags behind the next word
		case arg == "-" || arg == "" || arg[0] != '-':
			words++
		case words == 2 && !isFlag:
			return slices.Insert(slices.Clone(args), i, "--")
		}
	}
	return args
}
