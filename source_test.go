package astrofile_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// forbidden are the names that library packages do not use, by import path; those of "" are built in. A library
// returns findings and errors, takes its settings as arguments and leaves ending to programs.
var forbidden = map[string][]string{
	"":    {"panic", "print", "println"},
	"fmt": {"Print", "Printf", "Println"},
	"os":  {"Getenv", "LookupEnv", "Environ", "Exit", "Stdin", "Stdout", "Stderr"},
}

func TestLibrariesNeitherPrintNorPanicNorChangeGlobals(t *testing.T) {
	for _, p := range packages(t) {
		if p.program() {
			continue
		}
		fset := token.NewFileSet()
		var files []*ast.File
		for _, name := range p.GoFiles {
			f, err := parser.ParseFile(fset, filepath.Join(p.Dir, name), nil, parser.SkipObjectResolution)
			require.NoError(t, err)
			files = append(files, f)
		}
		for _, found := range offences(fset, files) {
			assert.Fail(t, found)
		}
	}
}

func TestOffences(t *testing.T) {
	const src = `package p

import (
	"fmt"
	sys "os"
)

var table, other = map[string]int{}, 0

func init() { table["a"] = 1 }

func f(other int) {
	other++
	fmt.Println(sys.Getenv("X"), fmt.Sprint(other))
	table["b"]++
	func() { table = nil }()
	panic("x")
}
`
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "p.go", src, parser.SkipObjectResolution)
	require.NoError(t, err)
	assert.Equal(t, []string{
		"p.go:14:2: uses fmt.Println", "p.go:14:14: uses os.Getenv", "p.go:15:2: changes the global table",
		"p.go:16:11: changes the global table", "p.go:17:2: uses panic",
	}, offences(fset, []*ast.File{f}))
}

// offences returns what the files of one package do and a library should not, in the order of the text.
func offences(fset *token.FileSet, files []*ast.File) []string {
	globals := globalsOf(files)
	var found []string
	for _, f := range files {
		imports := importsOf(f)
		for _, decl := range f.Decls {
			locals := localsOf(decl)
			fn, ok := decl.(*ast.FuncDecl)
			initial := !ok || fn.Recv == nil && fn.Name.Name == "init"
			ast.Inspect(decl, func(n ast.Node) bool {
				if n == nil {
					return true
				}
				if name := use(n, imports); name != "" {
					found = append(found, fmt.Sprintf("%s: uses %s", fset.Position(n.Pos()), name))
				}
				for _, target := range assigned(n) {
					if name := root(target); !initial && globals[name] && !locals[name] {
						found = append(found, fmt.Sprintf("%s: changes the global %s", fset.Position(target.Pos()), name))
					}
				}
				return true
			})
		}
	}
	return found
}

// use returns the forbidden name that the node is, or "".
func use(n ast.Node, imports map[string]string) string {
	switch n := n.(type) {
	case *ast.CallExpr:
		if f, ok := n.Fun.(*ast.Ident); ok && slices.Contains(forbidden[""], f.Name) {
			return f.Name
		}
	case *ast.SelectorExpr:
		x, ok := n.X.(*ast.Ident)
		if !ok || imports[x.Name] == "" || !slices.Contains(forbidden[imports[x.Name]], n.Sel.Name) {
			return ""
		}
		return imports[x.Name] + "." + n.Sel.Name
	}
	return ""
}

// assigned returns the expressions that the node gives a new value to, without declaring them.
func assigned(n ast.Node) []ast.Expr {
	switch n := n.(type) {
	case *ast.AssignStmt:
		if n.Tok != token.DEFINE {
			return n.Lhs
		}
	case *ast.IncDecStmt:
		return []ast.Expr{n.X}
	}
	return nil
}

// root returns the name that an assignable expression starts with: a of a.b[0].
func root(e ast.Expr) string {
	for {
		switch x := e.(type) {
		case *ast.Ident:
			return x.Name
		case *ast.SelectorExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		case *ast.ParenExpr:
			e = x.X
		default:
			return ""
		}
	}
}

func importsOf(f *ast.File) map[string]string {
	imports := map[string]string{}
	for _, i := range f.Imports {
		name, err := strconv.Unquote(i.Path.Value)
		if err != nil {
			continue
		}
		if i.Name != nil {
			imports[i.Name.Name] = name
		} else {
			imports[filepath.Base(name)] = name
		}
	}
	return imports
}

func globalsOf(files []*ast.File) map[string]bool {
	names := map[string]bool{}
	for _, f := range files {
		for _, decl := range f.Decls {
			if g, ok := decl.(*ast.GenDecl); ok && g.Tok == token.VAR {
				declared(g, names)
			}
		}
	}
	delete(names, "_")
	return names
}

// localsOf returns every name that a function declares somewhere; a global of the same name is not looked for in it.
func localsOf(decl ast.Decl) map[string]bool {
	names := map[string]bool{}
	if fn, ok := decl.(*ast.FuncDecl); ok {
		ast.Inspect(fn, func(n ast.Node) bool {
			declared(n, names)
			return true
		})
	}
	return names
}

// declared adds the names of variables that the node itself declares.
func declared(n ast.Node, names map[string]bool) {
	switch n := n.(type) {
	case *ast.GenDecl:
		for _, s := range n.Specs {
			if v, ok := s.(*ast.ValueSpec); ok {
				for _, name := range v.Names {
					names[name.Name] = true
				}
			}
		}
	case *ast.Field:
		for _, name := range n.Names {
			names[name.Name] = true
		}
	case *ast.AssignStmt:
		if n.Tok == token.DEFINE {
			for _, e := range n.Lhs {
				names[root(e)] = true
			}
		}
	case *ast.RangeStmt:
		if n.Tok == token.DEFINE {
			names[root(n.Key)], names[root(n.Value)] = true, true
		}
	}
}

// TestGoroutinesMeetTheRaceDetector holds that tests that start goroutines have the name by which `make test` finds them:
// everything else is a function of its arguments, and the race detector would only make it slow.
func TestGoroutinesMeetTheRaceDetector(t *testing.T) {
	for _, p := range packages(t) {
		if below(p.path(), "client/...") { // the race detector runs all of their tests
			continue
		}
		tests, err := filepath.Glob(filepath.Join(p.Dir, "*_test.go"))
		require.NoError(t, err)
		for _, name := range tests {
			f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
			require.NoError(t, err)
			for _, d := range f.Decls {
				if fn, ok := d.(*ast.FuncDecl); ok && strings.HasPrefix(fn.Name.Name, "Test") && startsGoroutines(fn) {
					assert.Contains(t, fn.Name.Name, "Concurrent", "%s: %s starts goroutines", name, fn.Name.Name)
				}
			}
		}
	}
}

func startsGoroutines(fn *ast.FuncDecl) bool {
	found := false
	ast.Inspect(fn, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GoStmt:
			found = true
		case *ast.CallExpr:
			called, ok := n.Fun.(*ast.SelectorExpr)
			found = found || ok && called.Sel.Name == "Go"
		}
		return !found
	})
	return found
}
