package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// licences returns the texts that have to go along with the binary: those of Go, whose runtime and support code are in
// it, and of every other module that it is built from.
func (t toolchain) licences(ctx context.Context) ([]byte, error) {
	out, err := goCommand(ctx, t.module, "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}}\t{{.Dir}}{{end}}{{end}}", "./wasm")
	if err != nil {
		return nil, err
	}
	modules := strings.Split(strings.TrimSpace(string(out)), "\n")
	slices.Sort(modules)
	text := []byte("astrofile.wasm and go-runtime.js contain the work of others, under these licences.\n")
	for _, module := range append([]string{"Go\t" + t.root}, slices.Compact(modules)...) {
		name, dir, _ := strings.Cut(module, "\t")
		if name == "" {
			continue
		}
		if text, err = appendLicence(text, name, dir); err != nil {
			return nil, err
		}
	}
	return text, nil
}

// appendLicence appends the licence in a folder, and the notice beside it if there is one.
func appendLicence(text []byte, name, dir string) ([]byte, error) {
	text = fmt.Appendf(text, "\n%s\n%s\n\n", name, strings.Repeat("=", len(name)))
	found := false
	for _, file := range []string{"LICENSE", "LICENSE.txt", "LICENSE.md", "NOTICE"} {
		content, err := os.ReadFile(filepath.Join(dir, file))
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		found = true
		text = append(append(text, strings.TrimSpace(string(content))...), "\n\n"...)
	}
	if !found {
		return nil, fmt.Errorf("%s: no licence in %s", name, dir)
	}
	return text[:len(text)-1], nil
}
