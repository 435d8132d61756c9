// Command build builds the WebAssembly binary and the module of Go's support code that runs it:
//
//	go run ./wasm/internal/build [-out wasm/npm/dist] [-version v1.2.3]
//
// The same sources and the same Go give the same bytes, whatever the directory, the environment and the machine. It
// fails when the binary has grown past its ceilings (see ceilings).
package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
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
	support, err := os.ReadFile(filepath.Join(t.root, "lib", "wasm", "wasm_exec.js"))
	if err != nil {
		return fmt.Errorf("the support code of this Go: %w", err)
	}
	runtime, err := runtimeModule(support)
	if err != nil {
		return err
	}
	binary, err := t.binary(ctx, version)
	if err != nil {
		return err
	}
	licences, err := t.licences(ctx)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	for name, content := range map[string][]byte{
		"astrofile.wasm": binary, "go-runtime.js": runtime, "go-runtime.d.ts": []byte(runtimeTypes),
		"THIRD-PARTY.txt": licences,
	} {
		if err := os.WriteFile(filepath.Join(out, name), content, 0o644); err != nil {
			return err
		}
	}
	s, err := measure(ctx, binary)
	if err != nil {
		return err
	}
	fmt.Fprintf(report, "%s: %v\n", filepath.Join(out, "astrofile.wasm"), s)
	return s.check(ceilings)
}

// toolchain is the go command with the places it knows.
type toolchain struct {
	root   string // GOROOT
	module string // the root of this module
}

func findToolchain(ctx context.Context) (toolchain, error) {
	out, err := command(ctx, "", "go", "env", "GOROOT", "GOMOD")
	if err != nil {
		return toolchain{}, err
	}
	root, mod, _ := strings.Cut(strings.TrimSpace(string(out)), "\n")
	if filepath.Base(mod) != "go.mod" {
		return toolchain{}, errors.New("run it inside of the module: there is no go.mod here")
	}
	return toolchain{root: strings.TrimSpace(root), module: filepath.Dir(mod)}, nil
}

// command runs a program and returns what it prints; an error carries what it complains about.
func command(ctx context.Context, dir, name string, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), environment...)
	var complaints bytes.Buffer
	cmd.Stderr = &complaints
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w\n%s", name, args[0], err, bytes.TrimSpace(complaints.Bytes()))
	}
	return out, nil
}

// environment is what the go command builds the binary for; it overrides what else would change its bytes.
var environment = []string{
	"GOOS=js", "GOARCH=wasm", "GOWASM=", "CGO_ENABLED=0", "GOFLAGS=", "GOEXPERIMENT=", "GOFIPS140=off", "GOWORK=off",
}
