package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
)

func isColor(choice string) bool { return slices.Contains([]string{"auto", "always", "never"}, choice) }

func unknownColor(choice string) error {
	return fmt.Errorf("unknown color %q: it is auto, always or never", choice)
}

// colored reports whether text has colors when the flag says auto, always or never.
func colored(env environment, choice string) bool {
	return choice == "always" || choice == "auto" && env.color
}

// one reads one file, or standard input for "-".
func one(env environment, name string) input {
	switch name {
	case "-":
	case "":
		return input{name: `""`, err: errors.New("the name of a file is empty")}
	default:
		return read(name)
	}
	src, err := readAll(env.in)
	return input{"stdin", src, err}
}

// unreadable says which file cannot be read and returns the exit code for that.
func unreadable(env environment, command string, in input) int {
	fmt.Fprintf(env.err, "astrofile %s: cannot read %s: %v\n", command, shown(in.name), reason(in.err))
	return exitUnreadable
}

// refuse writes the findings because of which nothing was done.
func refuse(env environment, file *deployfile.File, found diag.List) int {
	env.out = env.err
	if err := writeText(env, []result{{file, found}}); err != nil {
		return exitOutput
	}
	return exitInvalid
}

// emit writes a document to standard output.
func emit(env environment, command string, text []byte) int {
	if _, err := env.out.Write(text); err != nil {
		fmt.Fprintf(env.err, "astrofile %s: cannot write: %v\n", command, err)
		return exitOutput
	}
	return exitOK
}

// unwritten says that a result could not be written and returns the exit code for that.
func unwritten(env environment, command, what string, err error) int {
	fmt.Fprintf(env.err, "astrofile %s: cannot write %s: %v\n", command, what, err)
	return exitOutput
}

// save replaces the content of a file, all of it or nothing, and keeps its permissions. A link stays one.
func save(env environment, command, name string, text []byte) int {
	if err := replace(name, text); err != nil {
		fmt.Fprintf(env.err, "astrofile %s: cannot write %s: %v; the file is as it was\n", command, shown(name), reason(err))
		return exitOutput
	}
	return exitOK
}

func replace(name string, text []byte) (err error) {
	target, err := filepath.EvalSymlinks(name)
	if err != nil {
		return err
	}
	old, err := os.OpenFile(target, os.O_WRONLY, 0) // a file that may not be written is not to be replaced either
	if err != nil {
		return err
	}
	info, err := old.Stat()
	_ = old.Close()
	if err != nil {
		return err
	}
	draft, err := os.CreateTemp(filepath.Dir(target), "."+filepath.Base(target)+".*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(draft.Name())
		}
	}()
	_, err = draft.Write(text)
	if err == nil {
		err = draft.Chmod(info.Mode().Perm())
	}
	if err == nil {
		err = draft.Sync()
	}
	if closed := draft.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(draft.Name(), target)
	}
	return err
}
