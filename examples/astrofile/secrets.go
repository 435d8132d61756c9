package main

import (
	"flag"
	"fmt"
	"strings"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
)

// secretFlags say what may become of secrets, and where values come from that files do not hold.
type secretFlags struct {
	strict         bool
	envFile        string
	delete, expose list
}

func (s *secretFlags) register(flags *flag.FlagSet) {
	flags.BoolVar(&s.strict, "strict-secrets", false, "delete the secrets that FILE leaves out")
	flags.StringVar(&s.envFile, "env-file", "", "an .env `FILE` with the values of variables that FILE gives none")
	flags.Var(&s.delete, "delete", "`KEYS` of live secrets to delete, separated by commas; what is gone already is no error")
	flags.Var(&s.expose, "expose", "`KEYS` of live secrets that may become plain variables")
}

// options reads the .env file.
func (s secretFlags) options(env environment, command string) (deployfile.SecretOptions, int) {
	values, code := envValues(env, command, s.envFile)
	return deployfile.SecretOptions{Delete: s.delete, Expose: s.expose, Strict: s.strict, Values: values}, code
}

// list is a flag that may be given several times, or once with commas.
type list []string

func (l *list) String() string { return strings.Join(*l, ",") }

func (l *list) Set(text string) error {
	for word := range strings.SplitSeq(text, ",") {
		if word = strings.TrimSpace(word); word != "" {
			*l = append(*l, word)
		}
	}
	return nil
}

// envValues returns where values come from: the .env file with the name, or nothing when the name is empty.
func envValues(env environment, command, name string) (values func(string) (string, bool), code int) {
	if name == "" {
		return nil, exitOK
	}
	in := read(name)
	if in.err != nil {
		return nil, unreadable(env, command, in)
	}
	file, found := deployfile.ReadEnv(name, in.src)
	if len(found) > 0 {
		options := diag.TextOptions{Source: in.src, Redact: file.SecretRanges(), Color: env.color, Width: env.width}
		if err := found.Text(env.err, options); err != nil {
			fmt.Fprintln(env.err, "astrofile: cannot write the findings:", err)
			return nil, exitOutput
		}
	}
	if found.Err() != nil {
		return nil, exitInvalid
	}
	return file.Lookup, exitOK
}
