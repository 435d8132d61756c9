package main

import (
	"encoding/csv"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// The columns of the two files; a file with others is refused.
var (
	permissionColumns = []string{"scope", "role", "permission", "allowed", "source", "label", "kind", "confidence"}
	endpointColumns   = []string{"method", "path", "operation_id", "permission", "min_builtin_role", "min_role_confidence", "note", "source"}
)

// The Go constants that stand for the words of the files.
var (
	scopes = map[string]string{
		"ORGANIZATION": "ScopeOrganization", "WORKSPACE": "ScopeWorkspace", "DEPLOYMENT": "ScopeDeployment", "DAG": "ScopeDag",
		"APC_SYSTEM": "ScopeAPCSystem", "APC_WORKSPACE": "ScopeAPCWorkspace", "APC_DEPLOYMENT": "ScopeAPCDeployment",
	}
	outcomes    = map[string]string{"true": "Allowed", "false": "Denied", "unknown": "Undecided"}
	confidences = map[string]string{"documented": "Documented", "derived": "Derived", "unknown": "Unknown"}
	kinds       = map[string]string{"machine": "false", "slug": "true"}
)

type role struct{ scope, name string }

type permission struct{ name, label, slug string }

type evidence struct{ outcome, confidence, source string }

// table holds every word once; a fact is three indexes.
type table struct {
	permissions []permission
	roles       []role
	evidences   []evidence
	facts       [][3]int
	endpoints   [][]string
}

func readTable(files fs.FS) (*table, error) {
	t := &table{}
	rows, err := readRows(files, "testdata/permissions.csv", permissionColumns)
	if err != nil {
		return nil, err
	}
	for i, row := range rows {
		if err = t.add(row); err != nil {
			return nil, fmt.Errorf("testdata/permissions.csv: row %d: %w", i+2, err)
		}
	}
	if t.endpoints, err = readRows(files, "testdata/endpoints.csv", endpointColumns); err != nil {
		return nil, err
	}
	return t, t.check()
}

func readRows(files fs.FS, name string, columns []string) ([][]string, error) {
	text, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, err
	}
	rows, err := csv.NewReader(strings.NewReader(string(text))).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if len(rows) < 2 || !slices.Equal(columns, rows[0]) {
		return nil, fmt.Errorf("%s: want rows of the columns %s", name, strings.Join(columns, ","))
	}
	return rows[1:], nil
}

func (t *table) add(row []string) error {
	scope, outcome, confidence, slug := scopes[row[0]], outcomes[row[3]], confidences[row[7]], kinds[row[6]]
	if scope == "" || outcome == "" || confidence == "" || slug == "" {
		return fmt.Errorf("unknown word in %q", row)
	}
	if (outcome == "Undecided") != (confidence == "Unknown") {
		return fmt.Errorf("unknown is both the answer and the confidence, or neither: %q", row)
	}
	p := permission{row[2], row[5], slug}
	named := slices.IndexFunc(t.permissions, func(q permission) bool { return q.name == p.name })
	if named >= 0 && t.permissions[named] != p {
		return fmt.Errorf("permission %q has two labels or kinds", p.name)
	}
	f := [3]int{indexOf(&t.roles, role{scope, row[1]}), indexOf(&t.permissions, p), indexOf(&t.evidences, evidence{outcome, confidence, row[4]})}
	if slices.ContainsFunc(t.facts, func(g [3]int) bool { return g[0] == f[0] && g[1] == f[1] }) {
		return fmt.Errorf("second row for %q and %q", row[1], row[2])
	}
	t.facts = append(t.facts, f)
	return nil
}

// check refuses what the generated types cannot hold.
func (t *table) check() error {
	for name, n := range map[string]int{"permissions": len(t.permissions), "roles": len(t.roles), "sources": len(t.evidences)} {
		if n > 1<<8 {
			return fmt.Errorf("%d %s: more than fit into a byte", n, name)
		}
	}
	for _, e := range t.endpoints {
		if operation, permission, confidence := e[2], e[3], e[5]; operation == "" || (permission == "") != (confidence == "none") {
			return fmt.Errorf("testdata/endpoints.csv: %q: a permission comes with a confidence", operation)
		} else if confidence != "none" && confidences[confidence] == "" {
			return fmt.Errorf("testdata/endpoints.csv: %q: unknown confidence %q", operation, confidence)
		}
	}
	return nil
}

// indexOf returns the place of x in the list, to which it adds it first if need be.
func indexOf[T comparable](list *[]T, x T) int {
	if i := slices.Index(*list, x); i >= 0 {
		return i
	}
	*list = append(*list, x)
	return len(*list) - 1
}
