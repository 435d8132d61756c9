package rbac_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/rbac"
)

// parsedCodes are the codes with what their comments say, in the order of the source.
var parsedCodes = sync.OnceValues(func() ([][2]string, error) {
	file, err := parser.ParseFile(token.NewFileSet(), "finding_codes.go", nil, parser.ParseComments)
	if err != nil {
		return nil, err
	}
	var all [][2]string
	for _, d := range file.Decls {
		group, ok := d.(*ast.GenDecl)
		if !ok || group.Tok != token.CONST {
			continue
		}
		for _, s := range group.Specs {
			v := s.(*ast.ValueSpec)
			code, err := strconv.Unquote(v.Values[0].(*ast.BasicLit).Value)
			if err != nil {
				return nil, err
			}
			all = append(all, [2]string{code, strings.TrimSpace(v.Comment.Text())})
		}
	}
	return all, nil
})

func findingCodes(t *testing.T) []string {
	t.Helper()
	parsed, err := parsedCodes()
	require.NoError(t, err)
	var codes []string
	for _, c := range parsed {
		codes = append(codes, c[0])
	}
	return codes
}

// TestChecksAreListed makes the inputs of the other tests tell which severity each code has, and holds CHECKS.md to that.
// A code that no input gives has no place there.
func TestChecksAreListed(t *testing.T) {
	severities := map[string]map[string]bool{}
	saw := func(code rbac.FindingCode, severity string) {
		if severities[string(code)] == nil {
			severities[string(code)] = map[string]bool{}
		}
		severities[string(code)][severity] = true
	}
	see := func(found []rbac.Finding) {
		for _, f := range found {
			saw(f.Code, string(f.Severity))
		}
	}
	for _, c := range tokenCases {
		see(rbac.CheckToken(c.plan(), nil, nil))
	}
	for _, c := range creatorCases(t) {
		see(rbac.CheckToken(c.plan, custom(t), c.creator))
	}
	restricted := deployToken()
	restricted.Roles[0].Role = "elsewhere"
	see(rbac.CheckToken(restricted, custom(t), nil))
	for _, c := range validateCases {
		see(access(t, c.text).Validate(rbac.AccessOptions{Workspaces: where, Prune: c.prune}))
	}
	for _, c := range diffCases(t) {
		for _, b := range rbac.DiffAccess(access(t, company), c.want, c.o).Blocked {
			saw(b.Code, "blocked")
		}
	}
	for _, b := range rbac.DiffAccess(twins(t), access(t, `{"teams":[{"name":"x"}]}`), rbac.AccessOptions{}).Blocked {
		saw(b.Code, "blocked")
	}

	var b strings.Builder
	b.WriteString(`# Checks

What package rbac says about a planned API token and about a description of who has access. Errors are what Astro would
refuse, or what would not do what was meant; a plan with anything blocked must not be applied.

| code | severity | what it finds |
|---|---|---|
`)
	parsed, err := parsedCodes()
	require.NoError(t, err)
	for _, c := range parsed {
		words := slices.Sorted(maps.Keys(severities[c[0]]))
		require.NotEmpty(t, words, "no input gives %s", c[0])
		require.Regexp(t, `^[a-z]+(-[a-z]+)*$`, c[0])
		require.Regexp(t, `^[A-Z].*\.$`, c[1])
		b.WriteString("| `" + c[0] + "` | " + strings.Join(words, ", ") + " | " + c[1] + " |\n")
		delete(severities, c[0])
	}
	assert.Empty(t, severities, "codes without a constant")
	have, err := os.ReadFile("CHECKS.md")
	require.NoError(t, err)
	assert.Equal(t, b.String(), string(have))
}
