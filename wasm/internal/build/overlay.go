package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// cut takes a part of a library out of the binary that no call of ours reaches, which the linker cannot know. The
// old text stands in its file once; a library that has changed fails the build instead of being cut elsewhere.
type cut struct {
	file, old, new string
	why            string
}

// virtualYAML is where the build sees the cut library: a directory that exists in the overlay of the go command alone,
// at a place that is the same wherever the build runs, because its name stands in the binary. The library's own
// directory cannot be overlaid.
const virtualYAML = "wasm/yaml"

// overlay makes what `go build` needs to see the libraries with their cuts, in the versions of go.mod and of the
// toolchain: arguments, which name files in dir.
func (t toolchain) overlay(ctx context.Context, dir string) ([]string, error) {
	out, err := goCommand(ctx, t.module, "list", "-m", "-json", yamlModule)
	if err != nil {
		return nil, err
	}
	var m struct{ Version, Dir string }
	if err = json.Unmarshal(out, &m); err != nil {
		return nil, err
	}
	if m.Dir == "" {
		return nil, errors.New("the sources of " + yamlModule + " are missing: run go mod download")
	}
	virtual := filepath.Join(t.module, filepath.FromSlash(virtualYAML))
	files, err := list(m.Dir, virtual)
	if err != nil {
		return nil, err
	}
	yaml, err := carryOut(yamlCuts, m.Dir, virtual, dir)
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w", yamlModule, m.Version, err)
	}
	std := filepath.Join(t.root, "src")
	crypto, err := carryOut(cryptoCuts, std, std, dir)
	if err != nil {
		return nil, fmt.Errorf("the standard library: %w", err)
	}
	maps.Copy(files, yaml)
	maps.Copy(files, crypto)
	stub := filepath.Join(dir, "regexp.go")
	files[filepath.Join(virtual, "internal", "regexp", "regexp.go")] = stub
	replace, err := json.Marshal(map[string]any{"Replace": files})
	if err != nil {
		return nil, err
	}
	mod, err := os.ReadFile(filepath.Join(t.module, "go.mod"))
	if err != nil {
		return nil, err
	}
	sum, err := os.ReadFile(filepath.Join(t.module, "go.sum"))
	if err != nil {
		return nil, err
	}
	mod = fmt.Appendf(mod, "\nreplace %s => ./%s\n", yamlModule, virtualYAML)
	for name, content := range map[string][]byte{
		stub: []byte(noRegexp), filepath.Join(dir, "go.mod"): mod, filepath.Join(dir, "go.sum"): sum,
		filepath.Join(dir, "overlay.json"): replace,
	} {
		if err := os.WriteFile(name, content, 0o600); err != nil {
			return nil, err
		}
	}
	return []string{"-modfile=" + filepath.Join(dir, "go.mod"), "-overlay=" + filepath.Join(dir, "overlay.json")}, nil
}

// list maps the sources of a library, as they shall stand in virtual, to where they are.
func list(library, virtual string) (map[string]string, error) {
	files := map[string]string{}
	err := filepath.WalkDir(library, func(path string, entry fs.DirEntry, err error) error {
		name := entry.Name()
		if err != nil || entry.IsDir() || strings.HasSuffix(name, "_test.go") || name != "go.mod" && !strings.HasSuffix(name, ".go") {
			return err
		}
		rel, err := filepath.Rel(library, path)
		files[filepath.Join(virtual, rel)] = path
		return err
	})
	return files, err
}

// carryOut writes the files that are cut to tmp, and maps where they shall stand to where they are.
func carryOut(cuts []cut, library, virtual, tmp string) (map[string]string, error) {
	texts := map[string]string{}
	for _, c := range cuts {
		if _, ok := texts[c.file]; !ok {
			source, err := os.ReadFile(filepath.Join(library, filepath.FromSlash(c.file)))
			if err != nil {
				return nil, err
			}
			texts[c.file] = string(source)
		}
		if n := strings.Count(texts[c.file], c.old); n != 1 {
			return nil, fmt.Errorf("%s: want %q once, got it %d times: the cuts in wasm/internal/build are for another version", c.file, c.old, n)
		}
		texts[c.file] = strings.Replace(texts[c.file], c.old, c.new, 1)
	}
	files := map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(texts)) {
		target := filepath.Join(virtual, filepath.FromSlash(name))
		files[target] = filepath.Join(tmp, strings.ReplaceAll(name, "/", "-"))
		if err := os.WriteFile(files[target], []byte(texts[name]), 0o600); err != nil {
			return nil, err
		}
	}
	return files, nil
}
