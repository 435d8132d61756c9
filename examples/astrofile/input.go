package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// input is one file to work on, or the reason why it cannot be read.
type input struct {
	name string
	src  []byte
	err  error
}

// maxBytes bounds what is read into memory. The library refuses far smaller files with a finding that says so.
const maxBytes = 32 << 20

// inputs reads the named files; "-" is standard input and a folder stands for the Deployment files below it. skipped
// counts files of folders that are YAML or JSON but no Deployment files.
func inputs(env environment, names []string) (all []input, skipped int) {
	for _, name := range names {
		if name == "-" {
			src, err := readAll(env.in)
			all = append(all, input{"stdin", src, err})
			continue
		}
		info, err := os.Stat(name)
		if err != nil || !info.IsDir() {
			all = append(all, read(name))
			continue
		}
		found, n := walk(name)
		all = append(all, found...)
		skipped += n
	}
	return all, skipped
}

func read(name string) input {
	file, err := os.Open(name)
	if err != nil {
		return input{name: name, err: err}
	}
	src, err := readAll(file)
	return input{name, src, errors.Join(err, file.Close())}
}

func readAll(r io.Reader) ([]byte, error) {
	src, err := io.ReadAll(io.LimitReader(r, maxBytes+1))
	if err == nil && len(src) > maxBytes {
		err = fmt.Errorf("larger than %d MiB", maxBytes>>20)
	}
	return src, err
}

// walk returns the Deployment files below a folder in order of their names. Hidden folders and node_modules are not
// entered and symbolic links are not followed.
func walk(folder string) (found []input, skipped int) {
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		switch name := entry.Name(); {
		case err != nil:
			found = append(found, input{name: path, err: err})
			return fs.SkipDir
		case entry.IsDir() && path != folder && (strings.HasPrefix(name, ".") || name == "node_modules"):
			return fs.SkipDir
		case !entry.Type().IsRegular() || !slices.Contains([]string{".yaml", ".yml", ".json"}, strings.ToLower(filepath.Ext(name))):
			return nil
		}
		file := read(path)
		if file.err == nil && !looksLikeDeployment(file.src) {
			skipped++
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

// looksLikeDeployment reports whether a line of the text starts with the key of a Deployment file, however indented or
// misspelt in the usual ways.
func looksLikeDeployment(src []byte) bool {
	for line := range bytes.Lines(src) {
		line = bytes.ToLower(bytes.TrimLeft(line, "\ufeff \t{\"'"))
		if rest, ok := bytes.CutPrefix(line, []byte("deployment")); ok {
			rest = bytes.TrimLeft(rest, "s\"' \t")
			if bytes.HasPrefix(rest, []byte(":")) {
				return true
			}
		}
	}
	return false
}
