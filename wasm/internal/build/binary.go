package main

import (
	"context"
	"os"
	"path/filepath"
	"slices"
)

const program = "github.com/astrofile/astrofile/wasm"

// binary builds the binary.
func (t toolchain) binary(ctx context.Context, version string) ([]byte, error) {
	tmp, err := os.MkdirTemp("", "astrofile-wasm-")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(tmp) }()
	file := filepath.Join(tmp, "astrofile.wasm")
	var overlay []string
	if t.known() {
		if overlay, err = t.overlay(ctx, tmp); err != nil {
			return nil, err
		}
	}
	args := slices.Concat([]string{"build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w -X " + program + "/bridge.version=" + version},
		inlining, overlay, []string{"-o", file, program})
	if _, err = goCommand(ctx, t.module, args...); err != nil {
		return nil, err
	}
	linked, err := os.ReadFile(file)
	if err != nil || !t.known() {
		return linked, err
	}
	return pack(linked)
}

// inlining is off, which saves 270 KB of 1.8 MB with brotli, but for the smallest functions of the runtime, where it
// costs nothing and saves a tenth of the time.
var inlining = []string{"-gcflags=all=-l", "-gcflags=internal/runtime/...="}

// pack writes a module that the linker wrote so that it compresses better.
func pack(linked []byte) ([]byte, error) {
	sections, err := readModule(linked)
	if err != nil {
		return nil, err
	}
	for i, s := range sections {
		if s.id == codeSection {
			if sections[i].body, err = leanCode(s.body); err != nil {
				return nil, err
			}
		}
		if s.id != dataSection {
			continue
		}
		m, err := readMemory(s.body)
		if err != nil {
			return nil, err
		}
		if err := dropLines(m); err != nil {
			return nil, err
		}
		sections[i] = m.section()
	}
	return writeModule(sections), nil
}
