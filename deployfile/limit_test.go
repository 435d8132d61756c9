package deployfile_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/spec"
)

// TestFindingsLimit holds two packages together that cannot import each other.
func TestFindingsLimit(t *testing.T) { assert.Equal(t, spec.FindingsMax, diag.MaxFindings) }

// TestInputLimits holds the limits that are too large for an archive: what is as large as they are is read, what is
// larger by one is not.
func TestInputLimits(t *testing.T) {
	file := withComment("", "")
	fill := func(size int) string { return file + "#" + strings.Repeat("a", size-len(file)-2) + "\n" }
	nodes := func(n int) string { // each entry is a node beside the nodes of the file
		return file + "x-list: &list [" + strings.Repeat("1,", 999) + "1]\nx-all: [" + strings.Repeat("*list,", n-1) + "*list]\n"
	}
	object := `{"deployment": {"configuration": {"name": "etl"}}}`
	for name, test := range map[string]struct {
		file, text string
		beyond     bool
	}{
		"1 MiB":               {"etl.yaml", fill(1 << 20), false},
		"1 MiB and 1 byte":    {"etl.yaml", fill(1<<20 + 1), true},
		"1 MiB of JSON":       {"etl.json", object + strings.Repeat(" ", 1<<20-len(object)), false},
		"more JSON":           {"etl.json", object + strings.Repeat(" ", 1<<20-len(object)+1), true},
		"98,000 nodes":        {"etl.yaml", nodes(97), false},
		"101,000 nodes":       {"etl.yaml", nodes(100), true},
		"many lists, no deep": {"etl.yaml", file + "x-lists:" + strings.Repeat("\n- [[]]", 5000) + "\n", false},
	} {
		t.Run(name, func(t *testing.T) {
			_, found := deployfile.Check(test.file, []byte(test.text), deployfile.ValidateOptions{})
			assert.Equal(t, test.beyond, has(found, deployfile.CodeInputLimit), "%.300v", found)
		})
	}
}
