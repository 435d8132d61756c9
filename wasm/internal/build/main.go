// Command build builds the WebAssembly binary and the module of Go's support code that runs it:
//
//	go run ./wasm/internal/build [-out wasm/npm/dist] [-version v1.2.3]
//
// The same sources and the same Go give the same bytes, whatever the directory, the environment and the machine. It
// fails when the binary has grown past its ceilings (see ceilings). A Go whose output it does not know builds a larger
// binary, which does the same.
package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	goversion "go/version"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
)

func main() {
	out := flag.String("out", "", "the `directory` to write to (default wasm/npm/dist of this module)")
	version := flag.String("version", "(devel)", "the version of the module that the binary tells")
	flag.Parse()
	if flag.NArg() > 0 {
		fmt.Fprintf(os.Stderr, "build: unexpected argument %q\n", flag.Arg(0))
		os.Exit(64)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *out, *version, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "build:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, out, version string, report io.Writer) error {
	t, err := findToolchain(ctx)
	if err != nil {
		return err
	}
	if out == "" {
		out = filepath.Join(t.module, "wasm", "npm", "dist")
	}
	binary, err := t.build(ctx, out, version)
	if err != nil {
		return err
	}
	s, err := measure(ctx, binary)
	if err != nil {
		return err
	}
	if _, err = fmt.Fprintf(report, "%s: %v\n", filepath.Join(out, "astrofile.wasm"), s); err != nil {
		return err
	}
	if !t.known() {
		_, err = fmt.Fprintf(report, "built with %s and larger than need be: releases are built with %s\n", t.version, knownGo)
		return err
	}
	return s.check(ceilings)
}

// build writes every file that a Go program makes for the npm package, and returns the binary.
func (t toolchain) build(ctx context.Context, out, version string) ([]byte, error) {
	support, err := os.ReadFile(filepath.Join(t.root, "lib", "wasm", "wasm_exec.js"))
	if err != nil {
		return nil, fmt.Errorf("the support code of this Go: %w", err)
	}
	runtime, err := runtimeModule(support)
	if err != nil {
		return nil, err
	}
	binary, err := t.binary(ctx, version)
	if err != nil {
		return nil, err
	}
	licences, err := t.licences(ctx)
	if err != nil {
		return nil, err
	}
	if err = os.MkdirAll(out, 0o755); err != nil {
		return nil, err
	}
	for name, content := range map[string][]byte{
		"astrofile.wasm": binary, "go-runtime.js": runtime, "go-runtime.d.ts": []byte(runtimeTypes),
		"THIRD-PARTY.txt": licences,
	} {
		if err = os.WriteFile(filepath.Join(out, name), content, 0o644); err != nil {
			return nil, err
		}
	}
	return binary, nil
}

// toolchain is the go command with the places it knows.
type toolchain struct {
	root    string // GOROOT
	module  string // the root of this module
	version string // GOVERSION, such as go1.26.8
}

// knownGo is the Go whose sources are cut and whose output is rewritten. Another one may lay out the same bytes
// otherwise: nothing is done to them then.
const knownGo = "go1.26"

func (t toolchain) known() bool {
	number, _, _ := strings.Cut(t.version, " ") // from experiments, which the environment below turns off
	return goversion.Lang(number) == knownGo
}

func findToolchain(ctx context.Context) (toolchain, error) {
	out, err := goCommand(ctx, "", "env", "GOROOT", "GOVERSION", "GOMOD")
	if err != nil {
		return toolchain{}, err
	}
	root, rest, _ := strings.Cut(strings.ReplaceAll(string(out), "\r", ""), "\n")
	version, mod, _ := strings.Cut(rest, "\n")
	mod = strings.TrimSpace(mod)
	if filepath.Base(mod) != "go.mod" {
		return toolchain{}, errors.New("run it inside of the module: there is no go.mod here")
	}
	return toolchain{root: root, module: filepath.Dir(mod), version: version}, nil
}

// goCommand runs the go command and returns what it prints; an error carries what it complains about.
func goCommand(ctx context.Context, dir string, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), environment...)
	var complaints bytes.Buffer
	cmd.Stderr = &complaints
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go %s: %w\n%s", args[0], err, bytes.TrimSpace(complaints.Bytes()))
	}
	return out, nil
}

// environment is what the go command builds the binary for; it overrides what else would change its bytes.
var environment = []string{
	"GOOS=js", "GOARCH=wasm", "GOWASM=", "CGO_ENABLED=0", "GOFLAGS=", "GOEXPERIMENT=", "GOFIPS140=off", "GOWORK=off",
}
