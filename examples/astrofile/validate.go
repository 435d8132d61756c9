package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
)

// result is what the check of one file gave.
type result struct {
	file  *deployfile.File
	found diag.List
}

// validateFlags are the settings of one run of validate.
type validateFlags struct {
	mode, format, color string
	strict, fix         bool
}

const validateUsage = `usage: astrofile validate [flags] FILE…

A FILE of - is standard input, a folder stands for the Deployment files below it: YAML and JSON files with
a key of one; standard error names the others. The folder may be a symbolic link. Below it, links to files are
read; links to folders, hidden folders and node_modules are not entered. A file named twice is checked once.

A file that cannot be read is named on standard error: json, text and github write nothing else about it, sarif
a notification of a run without success.

Exit codes: 0 valid, 1 errors found, 64 wrong usage, 66 a file cannot be read.

flags:`

// validate reports everything that is wrong with the files.
func validate(env environment, args []string) int {
	flags := flag.NewFlagSet("astrofile validate", flag.ContinueOnError)
	var set validateFlags
	flags.StringVar(&set.mode, "mode", "any", "what the files are for: any, create, update or template")
	flags.StringVar(&set.format, "format", "text", "text, json (one document a line), sarif or github")
	flags.BoolVar(&set.strict, "strict", false, "warnings are errors")
	flags.BoolVar(&set.fix, "fix", false, "apply the fixes of findings to the files, then report what is left")
	flags.StringVar(&set.color, "color", "auto", "colors in text: auto, always or never")
	flags.Usage = func() {
		fmt.Fprintln(flags.Output(), validateUsage)
		flags.PrintDefaults()
	}
	names, code, done := parse(env, flags, args)
	if done {
		return code
	}
	mode, err := set.check(names)
	if err != nil {
		fmt.Fprintln(env.err, "astrofile validate:", err)
		return exitUsage
	}
	env.color = colored(env, set.color)
	return set.run(env, mode, names)
}

// check refuses settings that do not exist or do not go together.
func (set validateFlags) check(names []string) (deployfile.Mode, error) {
	mode, err := deployfile.ParseMode(set.mode)
	switch {
	case err != nil:
	case !slices.Contains([]string{"text", "json", "sarif", "github"}, set.format):
		err = fmt.Errorf("unknown format %q: it is text, json, sarif or github", set.format)
	case !isColor(set.color):
		err = unknownColor(set.color)
	case len(names) == 0:
		err = errors.New("name at least one file, or - for standard input")
	case set.fix && slices.Contains(names, "-"):
		err = errors.New("-fix changes files, and standard input is none")
	case slices.Contains(names, ""):
		err = errors.New("the name of a file is empty")
	}
	return mode, err
}

// run checks the files and writes the findings.
func (set validateFlags) run(env environment, mode deployfile.Mode, names []string) int {
	options := deployfile.ValidateOptions{Mode: mode, Strict: set.strict, KeepIgnored: set.format == "sarif"}
	files, skipped := inputs(env, names)
	var results []result
	var unread []diag.Unread
	code := exitOK
	for _, in := range files {
		if in.err != nil {
			code = unreadable(env, "validate", in)
			unread = append(unread, diag.Unread{File: in.name, Reason: reason(in.err).Error()})
			continue
		}
		var r result
		if set.fix {
			var failed int
			r.file, r.found, failed = fixed(env, in, options)
			code = max(code, failed)
		} else {
			r.file, r.found = deployfile.Check(in.name, in.src, options)
		}
		results = append(results, r)
		if code == exitOK && r.found.Counts().Error > 0 {
			code = exitInvalid
		}
	}
	passedOver(env, "validate", skipped)
	if err := write(env, set.format, mode, results, unread); err != nil {
		fmt.Fprintln(env.err, "astrofile validate: cannot write the findings:", err)
		return exitOutput
	}
	return code
}

// maxPassed is how many files that are passed over are named.
const maxPassed = 20

func passedOver(env environment, command string, names []string) {
	for _, name := range names[:min(len(names), maxPassed)] {
		fmt.Fprintf(env.err, "astrofile %s: passed over %s: no key of a Deployment file\n", command, shown(name))
	}
	if more := len(names) - maxPassed; more > 0 {
		fmt.Fprintf(env.err, "astrofile %s: and %d more\n", command, more)
	}
}

// write renders the results in the format.
func write(env environment, format string, mode deployfile.Mode, results []result, unread []diag.Unread) error {
	switch format {
	case "json":
		for _, r := range results {
			line := diag.NewEnvelope(r.file.Name, mode.String(), r.found).AppendJSON(nil)
			if _, err := env.out.Write(append(line, '\n')); err != nil {
				return err
			}
		}
		return nil
	case "sarif":
		return writeSARIF(env, results, unread)
	case "github":
		for _, r := range results {
			if err := r.found.GitHub(env.out); err != nil {
				return err
			}
		}
		return nil
	}
	return writeText(env, results)
}

func writeText(env environment, results []result) error {
	invalid := 0
	for _, r := range results {
		options := diag.TextOptions{
			Source: r.file.Source(), Redact: r.file.SecretRanges(), Color: env.color, Width: env.width,
		}
		if err := r.found.Text(env.out, options); err != nil {
			return err
		}
		counts := r.found.Counts()
		if counts.Error > 0 {
			invalid++
		}
		if _, err := fmt.Fprintf(env.out, "%s: %s\n", shown(r.file.Name), verdict(counts)); err != nil {
			return err
		}
	}
	if len(results) > 1 {
		_, err := fmt.Fprintf(env.out, "%s: %d valid, %d invalid\n", plural(len(results), "file"), len(results)-invalid, invalid)
		return err
	}
	return nil
}

func verdict(n diag.Counts) string {
	switch {
	case n.Error > 0:
		return plural(n.Error, "error") + ", " + plural(n.Warning, "warning")
	case n.Warning > 0:
		return "valid, " + plural(n.Warning, "warning")
	default:
		return "valid"
	}
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}

// shown quotes a file name that could mislead a terminal.
func shown(name string) string {
	if !utf8.ValidString(name) || strings.ContainsFunc(name, func(r rune) bool { return !unicode.IsPrint(r) }) {
		return strconv.Quote(name)
	}
	return name
}

// width is the number of columns to use, taken from the shell when it tells.
func width() int {
	n, _ := strconv.Atoi(os.Getenv("COLUMNS"))
	return n
}
