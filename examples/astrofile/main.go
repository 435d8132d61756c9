// Command astrofile checks, compares and edits Deployment files from the command line and in CI. It is a small program
// over the library: one file for each subcommand.
//
//	astrofile validate [-mode any|create|update|template] [-format text|json|sarif|github] [-fix] FILE…
//	astrofile plan [-format text|json|markdown|sarif] [-strict-secrets] LIVE-FILE FILE
//	astrofile template FILE
//	astrofile format [-w] [-l] FILE…
//	astrofile set [-w] FILE PATH VALUE
//	astrofile schema [-mode any|create|update|template] [-organization-file FILE]
//	astrofile schema -install vscode|jetbrains|helix
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
)

// Exit codes. Scripts use them: they do not change.
const (
	exitOK         = 0
	exitInvalid    = 1
	exitUsage      = 64
	exitUnreadable = 66
	exitOutput     = 74
)

// environment is what a subcommand may touch.
type environment struct {
	in       io.Reader
	out, err io.Writer
	color    bool // out is a terminal that shows colors
	width    int  // columns of text; 0 when nobody tells
}

type command struct {
	name, use, about string
	run              func(environment, []string) int
}

func commands() []command {
	return []command{
		{"validate", "validate [flags] FILE…", "report everything that is wrong with Deployment files", validate},
		{"plan", "plan [flags] LIVE-FILE FILE", "show what an update would create, change and delete", plan},
		{"template", "template FILE", "make a template of a Deployment file", template},
		{"format", "format [-w] [-l] FILE…", "write Deployment files in canonical layout", format},
		{"set", "set [-w] FILE PATH VALUE", "set one value and change no other byte", set},
		{"schema", "schema [flags]", "write the JSON Schema for editors", writeSchema},
	}
}

func main() {
	os.Exit(run(environment{os.Stdin, os.Stdout, os.Stderr, colors(), width()}, os.Args[1:]))
}

func run(env environment, args []string) int {
	if len(args) == 0 {
		usage(env.err)
		return exitUsage
	}
	for _, c := range commands() {
		if c.name == args[0] {
			return c.run(env, args[1:])
		}
	}
	switch args[0] {
	case "help", "-h", "-help", "--help":
		usage(env.out)
		return exitOK
	}
	fmt.Fprintf(env.err, "astrofile: unknown command %q\n\n", args[0])
	usage(env.err)
	return exitUsage
}

func usage(w io.Writer) {
	fmt.Fprintln(w, "astrofile checks, compares and edits Astro Deployment files.")
	fmt.Fprintln(w)
	for _, c := range commands() {
		fmt.Fprintf(w, "  astrofile %-28s %s\n", c.use, c.about)
	}
	fmt.Fprintln(w, "\nastrofile COMMAND -h lists the flags of a command.")
}

// parse reads flags before, between and behind the other arguments, which it returns. done says that the command has
// nothing left to do and exits with code.
func parse(env environment, flags *flag.FlagSet, args []string) (rest []string, code int, done bool) {
	flags.SetOutput(env.err)
	for {
		err := flags.Parse(args)
		switch {
		case errors.Is(err, flag.ErrHelp):
			return nil, exitOK, true
		case err != nil:
			return nil, exitUsage, true
		}
		args = flags.Args()
		if len(args) == 0 {
			return rest, exitOK, false
		}
		rest, args = append(rest, args[0]), args[1:]
	}
}

// colors reports whether standard output is a terminal and nobody has asked for no colors.
func colors() bool {
	info, err := os.Stdout.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0 && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}
