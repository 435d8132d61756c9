package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/astrofile/astrofile/deployfile"
)

// input is one file to work on, or the reason why it cannot be read.
type input struct {
	name string
	src  []byte
	err  error
}

// maxBytes bounds what is read into memory. The library refuses far smaller files with a finding that says so.
const maxBytes = 32 << 20

var errLarge = fmt.Errorf("larger than %d MiB", maxBytes>>20)

// inputs reads the named files, each once; "-" is standard input and a folder stands for the Deployment files below it.
// skipped names the files of folders that are YAML or JSON but no Deployment files.
func inputs(env environment, names []string) (all []input, skipped []string) {
	seen := map[string]bool{}
	add := func(in input, key string) {
		if !seen[key] {
			seen[key] = true
			all = append(all, in)
		}
	}
	var passed []string
	for _, name := range names {
		if name == "-" {
			if !seen["-"] {
				src, err := readAll(env.in)
				add(input{"stdin", src, err}, "-")
			}
			continue
		}
		info, err := os.Stat(name)
		if err != nil || !info.IsDir() {
			if key := identity(name); !seen[key] {
				add(read(name), key)
			}
			continue
		}
		found, others := walk(name)
		for _, in := range found {
			add(in, identity(in.name))
		}
		passed = append(passed, others...)
	}
	for _, name := range passed {
		if key := identity(name); !seen[key] {
			seen[key] = true
			skipped = append(skipped, name)
		}
	}
	return all, skipped
}

// identity returns the same text for all names of a file, as far as links and folders go.
func identity(name string) string {
	if real, err := filepath.EvalSymlinks(name); err == nil {
		name = real
	}
	if absolute, err := filepath.Abs(name); err == nil {
		name = absolute
	}
	return name
}

func read(name string) input {
	file, err := os.Open(name)
	if err != nil {
		return input{name: name, err: err}
	}
	src, err := readAll(file)
	if closed := file.Close(); err == nil {
		err = closed
	}
	return input{name, src, err}
}

// readAll returns what it has read even when that is not all.
func readAll(r io.Reader) ([]byte, error) {
	src, err := io.ReadAll(io.LimitReader(r, maxBytes+1))
	if err == nil && len(src) > maxBytes {
		err = errLarge
	}
	return src, err
}

// reason returns the error without the name of the file, which the message around it has already.
func reason(err error) error {
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		return e.Err
	}
	return err
}

// walk returns the Deployment files below a folder in order of their names, and the names of the other YAML and JSON
// files. The folder may be a symbolic link. Below it, links to files are read as in mounted volumes, but those to
// folders, hidden folders and node_modules are not entered.
func walk(folder string) (found []input, skipped []string) {
	real, err := filepath.EvalSymlinks(folder)
	if err != nil {
		real = folder
	}
	err = filepath.WalkDir(real, func(path string, entry fs.DirEntry, err error) error {
		shown := folder
		if rel, relErr := filepath.Rel(real, path); relErr == nil {
			shown = filepath.Join(folder, rel)
		}
		switch name := entry.Name(); {
		case err != nil:
			found = append(found, input{name: shown, err: err})
			return fs.SkipDir
		case entry.IsDir() && path != real && (strings.HasPrefix(name, ".") || name == "node_modules"):
			return fs.SkipDir
		case !slices.Contains([]string{".yaml", ".yml", ".json"}, strings.ToLower(filepath.Ext(name))) || !readable(path, entry):
			return nil
		}
		file := read(path)
		file.name = shown
		if (file.err == nil || errors.Is(file.err, errLarge)) && !deployfile.Recognise(file.src) {
			skipped = append(skipped, shown)
			return nil
		}
		found = append(found, file)
		return nil
	})
	if err != nil {
		found = append(found, input{name: folder, err: err})
	}
	if len(found) == 0 {
		found = append(found, input{name: folder, err: fmt.Errorf("no Deployment file below this folder")})
	}
	return found, skipped
}

// readable reports whether to read the entry of a folder: a regular file, or a link to one. A link to nothing is read
// too, for the message; hidden ones are the lock files of editors.
func readable(path string, entry fs.DirEntry) bool {
	if entry.Type()&fs.ModeSymlink == 0 {
		return entry.Type().IsRegular()
	}
	info, err := os.Stat(path)
	if err != nil {
		return !strings.HasPrefix(entry.Name(), ".")
	}
	return info.Mode().IsRegular()
}
