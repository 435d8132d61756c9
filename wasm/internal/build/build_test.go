package main

import (
	"bytes"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// runner is a program for Node that starts a binary as the loader does and prints what it prints.
const runner = `
import { readFileSync } from 'node:fs';
import { runtime } from './go-runtime.js';
const before = Object.getOwnPropertyNames(globalThis).join();
const astrofile = () => {};
astrofile.output = (line) => process.stdout.write(line + '\n');
const go = new (runtime({ astrofile, setTimeout, clearTimeout }))();
go.exit = (code) => { process.exitCode = code; };
await go.run(new WebAssembly.Instance(new WebAssembly.Module(readFileSync(process.argv[2])), go.importObject));
if (Object.getOwnPropertyNames(globalThis).join() !== before) throw new Error('globals are left behind');
`

func needsNode(t *testing.T) toolchain {
	t.Helper()
	if testing.Short() {
		t.Skip("builds programs")
	}
	if _, err := exec.LookPath("node"); err != nil {
		t.Skip("needs Node")
	}
	found, err := findToolchain(t.Context())
	require.NoError(t, err)
	if !found.known() {
		t.Skip(found.version + " is not " + knownGo + ": nothing is rewritten")
	}
	return found
}

// A program that uses the whole language does the same packed as it does on this machine, with inlining and without.
func TestPackedProgramsDoTheSame(t *testing.T) {
	tools := needsNode(t)
	dir := t.TempDir()
	support, err := os.ReadFile(filepath.Join(tools.root, "lib", "wasm", "wasm_exec.js"))
	require.NoError(t, err)
	module, err := runtimeModule(support)
	require.NoError(t, err)
	write := func(name string, content []byte) string {
		name = filepath.Join(dir, name)
		require.NoError(t, os.WriteFile(name, content, 0o600))
		return name
	}
	write("go-runtime.js", module)
	write("package.json", []byte(`{"type":"module"}`))
	script := write("run.js", []byte(runner))
	const source = "./wasm/internal/build/testdata/program"
	native := exec.CommandContext(t.Context(), "go", "run", source)
	native.Dir = tools.module
	want, err := native.Output()
	require.NoError(t, err)
	require.Contains(t, string(want), "main.frames main.main")
	for name, flags := range map[string][]string{"inlined": nil, "not inlined": {"-gcflags=all=-l"}, "as the binary": inlining} {
		file := filepath.Join(dir, "program.wasm")
		args := append(append([]string{"build", "-ldflags=-s -w"}, flags...), "-o", file, source)
		_, err = goCommand(t.Context(), tools.module, args...)
		require.NoError(t, err)
		linked, err := os.ReadFile(file)
		require.NoError(t, err)
		packed, err := pack(linked)
		require.NoError(t, err)
		out, err := exec.CommandContext(t.Context(), "node", script, write("packed.wasm", packed)).Output()
		require.NoError(t, err, name)
		assert.Equal(t, string(want), string(out), name)

		before, err := gzipped(linked)
		require.NoError(t, err)
		after, err := gzipped(packed)
		require.NoError(t, err)
		assert.Less(t, after, before*85/100, name)
		assertRestIsTheSame(t, linked, packed)
	}
}

// assertRestIsTheSame looks at what nothing rewrites: types, imports, exports and the like.
func assertRestIsTheSame(t *testing.T, linked, packed []byte) {
	t.Helper()
	want, err := readModule(linked)
	require.NoError(t, err)
	got, err := readModule(packed)
	require.NoError(t, err)
	require.Len(t, got, len(want))
	for i, s := range want {
		if s.id != codeSection && s.id != dataSection {
			assert.Equal(t, s, got[i])
		}
	}
}

func TestCodeThatIsNotUnderstoodIsRefused(t *testing.T) {
	for name, function := range map[string][]byte{
		"no end":      {0},
		"truncated":   {0, opI32Const},
		"unknown":     {0, 0xff, opEnd},
		"vector code": {0, 0xfd, 0, opEnd},
	} {
		_, err := leanFunction(function, 1)
		require.Error(t, err, name)
	}
	for name, section := range map[string][]byte{"nothing": nil, "too few": {2, 2, 0, opEnd}, "more than it tells": {1, 2, 0, opEnd, 0}} {
		_, err := leanCode(section)
		require.Error(t, err, name)
	}
	plain := []byte{0, opLocalGet, 0, opEnd}
	got, err := leanFunction(plain, 1)
	require.NoError(t, err)
	assert.Equal(t, plain, got)
}

func TestSupportCodeOfAnotherGoIsRefused(t *testing.T) {
	_, err := runtimeModule([]byte("class Go {}"))
	assert.ErrorContains(t, err, "does not know this version of Go")
}

// The files are the same from another directory and in another environment. How large they may be is for run to say,
// since brotli takes longer than everything else.
func TestBuildIsReproducible(t *testing.T) {
	tools := needsNode(t)
	first, second := t.TempDir(), t.TempDir()
	_, err := tools.build(t.Context(), first, "v1.2.3")
	require.NoError(t, err)

	here, elsewhere := tools.module, filepath.Join(t.TempDir(), "another place")
	require.NoError(t, copySources(tools.module, elsewhere))
	t.Chdir(elsewhere)
	t.Setenv("GOFLAGS", "-tags=other")
	t.Setenv("GOEXPERIMENT", "")
	tools, err = findToolchain(t.Context())
	require.NoError(t, err)
	require.Contains(t, tools.module, "another place")
	_, err = tools.build(t.Context(), second, "v1.2.3")
	require.NoError(t, err)
	for _, name := range []string{"astrofile.wasm", "go-runtime.js", "go-runtime.d.ts", "THIRD-PARTY.txt"} {
		want, err := os.ReadFile(filepath.Join(first, name))
		require.NoError(t, err)
		got, err := os.ReadFile(filepath.Join(second, name))
		require.NoError(t, err)
		assert.True(t, bytes.Equal(want, got), name)
		assert.NotContains(t, string(want), here, name)
		assert.NotContains(t, string(want), os.TempDir()+string(filepath.Separator), name)
	}
}

// A Go that this tool does not know gets neither cuts nor rewriting, and what it links is what comes out.
func TestUnknownToolchainsAreLeftAlone(t *testing.T) {
	for version, want := range map[string]bool{
		"go1.26": true, "go1.26.8": true, "go1.26rc1": true, "go1.26.1 X:synctest": true,
		"go1.25.9": false, "go1.27": false, "go1.260": false, "devel go1.26-0123456": false, "": false,
	} {
		assert.Equal(t, want, toolchain{version: version}.known(), version)
	}
	tools := needsNode(t)
	packed, err := tools.binary(t.Context(), "v1.2.3")
	require.NoError(t, err)
	tools.version = "go1.99"
	linked, err := tools.binary(t.Context(), "v1.2.3")
	require.NoError(t, err)
	const cutOut = "crypto/internal/fips140/aes"
	assert.Contains(t, string(linked), cutOut)
	assert.NotContains(t, string(packed), cutOut)
	sections, err := readModule(linked)
	require.NoError(t, err)
	assert.NotEmpty(t, sections)
}

// copySources copies what Go needs of the module.
func copySources(from, to string) error {
	return filepath.WalkDir(from, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		if entry.IsDir() {
			switch entry.Name() {
			case ".git", "node_modules", "dist", "testdata":
				return filepath.SkipDir
			}
			return os.MkdirAll(filepath.Join(to, rel), 0o755)
		}
		if ext := filepath.Ext(path); ext != ".go" && ext != ".json" && ext != ".mod" && ext != ".sum" {
			return nil
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, rel), content, 0o600)
	})
}
