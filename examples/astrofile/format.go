package main

import (
	"bytes"
	"flag"
	"fmt"

	"github.com/astrofile/astrofile/deployfile"
)

// format writes Deployment files in canonical layout.
func format(env environment, args []string) int {
	flags := flag.NewFlagSet("astrofile format", flag.ContinueOnError)
	inPlace := flags.Bool("w", false, "write the result into the file instead of to standard output")
	names := flags.Bool("l", false, "name the files whose layout is not canonical; the exit code is 1 when there are any")
	flags.Usage = func() {
		fmt.Fprintln(flags.Output(), "usage: astrofile format [-w] [-l] FILE…\n\nWrites Deployment files in canonical layout, comments kept. A FILE of - is standard input.\n\nExit codes: 0 done, 1 a file cannot be formatted, 64 wrong usage, 66 a file cannot be read.\n\nflags:")
		flags.PrintDefaults()
	}
	files, code, done := parse(env, flags, args)
	if done {
		return code
	}
	switch {
	case len(files) == 0:
		fmt.Fprintln(env.err, "astrofile format: name at least one file, or - for standard input")
		return exitUsage
	case len(files) > 1 && !*inPlace && !*names:
		fmt.Fprintln(env.err, "astrofile format: several files need -w or -l")
		return exitUsage
	}
	for _, name := range files {
		in := one(env, name)
		if in.err != nil {
			code = max(code, unreadable(env, "format", in))
			continue
		}
		out, found := deployfile.Format(in.name, in.src)
		changed := !bytes.Equal(out, in.src)
		switch {
		case found.Err() != nil:
			file, _ := deployfile.Parse(in.name, in.src)
			code = max(code, refuse(env, file, found))
			continue
		case *names && changed:
			fmt.Fprintln(env.out, shown(in.name))
			code = max(code, exitInvalid)
		}
		switch {
		case *inPlace && name != "-":
			if changed {
				code = max(code, save(env, "format", name, out))
			}
		case !*names:
			code = max(code, emit(env, "format", out))
		}
	}
	return code
}
