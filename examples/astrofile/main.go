// Command astrofile checks, compares, edits and applies Deployment files from the command line and in CI. It is a small
// program over the library: one file for each subcommand.
//
//	astrofile validate [-mode any|create|update|template] [-format text|json|sarif|github] [-fix] FILE…
//	astrofile plan [-format text|json|markdown|sarif] [-strict-secrets] LIVE-FILE FILE
//	astrofile plan -live [-id ID] [-format text|json|markdown|sarif] FILE
//	astrofile apply [-dry-run] [-allow-delete] [-allow-impact IMPACTS] [-wait DURATION] [-format text|json] FILE|FOLDER
//	astrofile drift [-format text|json|markdown|sarif] FILE|FOLDER
//	astrofile inspect [-id ID] [-workspace NAME] [-format yaml|json] [-template] [NAME]
//	astrofile preview up|down|renew|list|sweep [flags]
//	astrofile can [-role ROLE@SCOPE:ID | -live] [-id ID] JOB|OPERATION|PERMISSION…
//	astrofile can -least JOB|OPERATION…
//	astrofile template FILE
//	astrofile format [-w] [-l] FILE…
//	astrofile set [-w] FILE PATH VALUE
//	astrofile schema [-mode any|create|update|template] [-organization-file FILE]
//	astrofile schema -install vscode|jetbrains|helix
//
// The commands that call the Astro API take the token from ASTRO_API_TOKEN.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/astrofile/astrofile/client"
)

// environment is what a subcommand may touch.
type environment struct {
	in       io.Reader
	out, err io.Writer
	color    bool            // out is a terminal that shows colors
	width    int             // columns of text; 0 when nobody tells
	token    string          // what ASTRO_API_TOKEN holds
	options  []client.Option // of clients of the API, beside those that flags give
}

type command struct {
	name, use, about string
	run              func(context.Context, environment, []string) int
}

// offline makes a command of one that calls nobody and so needs no context.
func offline(run func(environment, []string) int) func(context.Context, environment, []string) int {
	return func(_ context.Context, env environment, args []string) int { return run(env, args) }
}

func commands() []command {
	return []command{
		{"validate", "validate [flags] FILE…", "report everything that is wrong with Deployment files", offline(validate)},
		{"plan", "plan [flags] LIVE-FILE FILE", "show what an update would create, change and delete", plan},
		{"", "plan -live [flags] FILE", "the same, against the Deployment that runs", nil},
		{"apply", "apply [flags] FILE|FOLDER", "make Deployments what files say, and prove it", apply},
		{"drift", "drift [flags] FILE|FOLDER", "show how what runs differs from files", drift},
		{"inspect", "inspect [flags] [NAME]", "write a live Deployment as a Deployment file", inspect},
		{"preview", "preview ACTION [flags]", "one Deployment per branch: up, down, renew, list, sweep", preview},
		{"can", "can [flags] JOB|OPERATION…", "say who may do that and why, or what to grant for it", can},
		{"template", "template FILE", "make a template of a Deployment file", offline(template)},
		{"format", "format [-w] [-l] FILE…", "write Deployment files in canonical layout", offline(format)},
		{"set", "set [-w] FILE PATH VALUE", "set one value and change no other byte", offline(set)},
		{"schema", "schema [flags]", "write the JSON Schema for editors", offline(writeSchema)},
	}
}

func main() {
	os.Exit(start())
}

// start runs the program until it is done or somebody interrupts it; a second signal ends it at once.
func start() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop)
	if len(os.Args) > 1 && (os.Args[1] == "apply" || os.Args[1] == "preview") {
		signal.Ignore(syscall.SIGPIPE) // what has been done is told, even when nobody reads the result
	}
	env := environment{in: os.Stdin, out: os.Stdout, err: os.Stderr, color: colors(), width: width(), token: os.Getenv("ASTRO_API_TOKEN")}
	return run(ctx, env, os.Args[1:])
}

func run(ctx context.Context, env environment, args []string) int {
	if len(args) == 0 {
		usage(env.err)
		return exitUsage
	}
	for _, c := range commands() {
		if c.run != nil && c.name == args[0] {
			return c.run(ctx, env, args[1:])
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
	fmt.Fprintln(w, "astrofile checks, compares, edits and applies Astro Deployment files.")
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
