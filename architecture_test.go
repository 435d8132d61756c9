package astrofile_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const module = "github.com/astrofile/astrofile"

// layer says what a package may import beside the standard library; "..." at the end of a name stands for everything
// below it.
type layer struct {
	imports []string // of this module
	doors   []string // libraries that this package, and no other, stands for
	pure    bool     // compiles to WebAssembly: nothing it depends on does I/O
}

// layers has a row for every package of the module that others can import; packages that do not exist yet have
// theirs, so that they start under the rules. Imports point down only.
var layers = map[string]layer{
	".":                       {},
	"deployfile":              {pure: true, imports: []string{"deployfile/diag", "image/astroruntime", "internal/..."}},
	"deployfile/diag":         {pure: true, doors: []string{"github.com/hashicorp/go-multierror"}},
	"image/astroruntime":      {pure: true},
	"rbac":                    {pure: true},
	"schema":                  {pure: true, imports: []string{"deployfile", "deployfile/diag", "image/astroruntime", "internal/..."}},
	"schema/validate":         {imports: []string{"schema", "deployfile", "deployfile/diag", "internal/yamltree"}, doors: []string{"github.com/santhosh-tekuri/jsonschema"}},
	"schema/internal/...":     {imports: []string{"deployfile/...", "internal/..."}, doors: []string{"github.com/invopop/jsonschema"}},
	"wasm/bridge":             {pure: true, imports: []string{"deployfile", "deployfile/diag", "schema"}},
	"client":                  {imports: []string{"deployfile", "deployfile/diag", "rbac", "internal/..."}, doors: []string{"golang.org/x/time", "golang.org/x/sync"}},
	"client/clienttest":       {imports: []string{"client", "deployfile", "deployfile/diag", "image/astroruntime", "rbac", "internal/..."}, doors: []string{"github.com/google/go-containerregistry"}},
	"client/codedeploy":       {imports: []string{"client", "image/...", "internal/..."}},
	"image":                   {imports: []string{"image/...", "internal/..."}, doors: []string{"github.com/google/go-containerregistry"}},
	"internal/spec":           {pure: true},
	"internal/yamltree":       {pure: true, imports: []string{"internal/..."}, doors: []string{"go.yaml.in/yaml/v4"}},
	"internal/golden":         {doors: []string{"github.com/stretchr/testify", "golang.org/x/tools/txtar"}},
	"internal/...":            {pure: true, imports: []string{"internal/..."}},
	"image/internal/...":      {imports: []string{"image/...", "internal/..."}},
	"client/internal/...":     {imports: []string{"client/...", "deployfile/...", "rbac", "internal/..."}},
	"deployfile/internal/...": {pure: true, imports: []string{"deployfile/...", "internal/..."}},
}

// impure are the packages that no pure one depends on, directly or not.
var impure = []string{
	"net", "net/http", "os/exec", "log", "log/slog", "text/template", "html/template", "plugin",
	"github.com/google/go-containerregistry", "github.com/santhosh-tekuri/jsonschema", "github.com/invopop/jsonschema",
}

// heavy are packages that pure ones do not import themselves, although libraries below them do: they reach outside, or
// cost the browser more than they are worth.
var heavy = []string{"regexp", "os", "io/ioutil", "path/filepath"}

type pkg struct {
	ImportPath, Name, Dir  string
	GoFiles, Imports, Deps []string
}

// path returns the name of the package within the module, "." for its root.
func (p pkg) path() string {
	return path.Clean("./" + strings.TrimPrefix(strings.TrimPrefix(p.ImportPath, module), "/"))
}

// program reports whether the package is a command or belongs to one: an example, a generator, the WebAssembly binary.
func (p pkg) program() bool { return p.Name == "main" || below(p.path(), "examples/...") }

var listed = sync.OnceValues(func() ([]pkg, error) {
	out, err := exec.CommandContext(context.Background(), "go", "list", "-json=ImportPath,Name,Dir,GoFiles,Imports,Deps", "./...").Output()
	if err != nil {
		return nil, err
	}
	var all []pkg
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p pkg
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return all, nil
		} else if err != nil {
			return nil, err
		}
		all = append(all, p)
	}
})

// packages returns the packages of this module without its test files.
func packages(t *testing.T) []pkg {
	t.Helper()
	if testing.Short() {
		t.Skip("runs the go command")
	}
	all, err := listed()
	require.NoError(t, err)
	require.NotEmpty(t, all)
	return all
}

func TestImportsPointDown(t *testing.T) {
	for _, p := range packages(t) {
		if p.program() {
			continue
		}
		l, ok := layerOf(p.path())
		if !assert.True(t, ok, "%s has no row in the table of layers", p.ImportPath) {
			continue
		}
		for _, i := range p.Imports {
			if own, ok := strings.CutPrefix(i, module+"/"); ok {
				assert.True(t, slices.ContainsFunc(l.imports, func(r string) bool { return below(own, r) }),
					"%s may not import %s", p.ImportPath, own)
			}
		}
	}
}

func TestNothingImportsPrograms(t *testing.T) {
	for _, p := range packages(t) {
		for _, i := range p.Imports {
			own := strings.TrimPrefix(i, module+"/")
			for _, top := range []string{"examples/...", "wasm/..."} {
				assert.False(t, below(own, top) && !below(p.path(), top), "%s imports %s", p.ImportPath, own)
			}
		}
	}
}

func TestLibrariesHaveOneDoor(t *testing.T) {
	for _, p := range packages(t) {
		l, _ := layerOf(p.path())
		for _, i := range p.Imports {
			if standard(i) || below(i, module+"/...") {
				continue
			}
			assert.True(t, slices.ContainsFunc(l.doors, func(d string) bool { return below(i, d+"/...") }),
				"%s imports %s: use the package that stands for it, or give it a row as its door", p.ImportPath, i)
		}
	}
}

func TestPurePackagesDoNoInputOrOutput(t *testing.T) {
	for _, p := range packages(t) {
		l, _ := layerOf(p.path())
		if !l.pure || p.program() {
			continue
		}
		for _, d := range p.Deps {
			assert.False(t, slices.ContainsFunc(impure, func(i string) bool { return d == i || !standard(d) && below(d, i+"/...") }),
				"%s depends on %s", p.ImportPath, d)
		}
		for _, i := range p.Imports {
			assert.NotContains(t, heavy, i, "imported by %s", p.ImportPath)
		}
	}
}

// TestClientNeedsNoRegistry keeps the libraries for images out of programs that only talk to the API.
func TestClientNeedsNoRegistry(t *testing.T) {
	for _, p := range packages(t) {
		if p.path() == "client" {
			for _, d := range p.Deps {
				assert.False(t, below(d, "github.com/google/go-containerregistry/..."), "%s depends on %s", p.ImportPath, d)
			}
		}
	}
}

func TestPurePackagesBuildForTheBrowser(t *testing.T) {
	args := []string{"build"}
	for _, p := range packages(t) {
		if l, _ := layerOf(p.path()); l.pure && !p.program() {
			args = append(args, p.ImportPath)
		}
	}
	cmd := exec.CommandContext(t.Context(), "go", args...)
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	out, err := cmd.CombinedOutput()
	assert.NoError(t, err, string(out))
}

// layerOf returns the row of the package: its own or that of the longest "..." above it.
func layerOf(name string) (layer, bool) {
	if l, ok := layers[name]; ok {
		return l, true
	}
	best := ""
	for row := range layers {
		if below(name, row) && len(row) > len(best) {
			best = row
		}
	}
	return layers[best], best != ""
}

// below reports whether the package is the one of the pattern or, behind "...", stands under it.
func below(name, pattern string) bool {
	dir, all := strings.CutSuffix(pattern, "/...")
	return name == dir || all && strings.HasPrefix(name, dir+"/")
}

func standard(importPath string) bool {
	first, _, _ := strings.Cut(importPath, "/")
	return !strings.Contains(first, ".")
}
