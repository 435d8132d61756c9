package deployfile_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/golden"
)

// TestEditGolden makes the edits of every archive: a file NAME.ops has a line for each, its parts between bars. The
// outputs are the new file, and the lines that changed with the errors of edits that were refused.
func TestEditGolden(t *testing.T) {
	golden.Run(t, "testdata/edits/*.txtar", func(t *testing.T, a *golden.Archive) {
		for _, name := range a.Inputs() {
			if strings.HasSuffix(name, ".ops") {
				continue
			}
			src := a.Input(name)
			f, _ := deployfile.Parse(name, src)
			e := f.Edit()
			var log strings.Builder
			for line := range strings.Lines(string(a.Input(name + ".ops"))) {
				if err := editLine(t, e, strings.TrimSpace(line)); err != nil {
					fmt.Fprintf(&log, "%s: %v\n", strings.TrimSpace(line), err)
				}
			}
			made, err := diag.Apply(src, e.Edits())
			require.NoError(t, err)
			assert.Equal(t, string(made), string(e.Bytes()))
			a.Want(name, e.Bytes())
			a.Want(name+".diff", []byte(log.String()+lineDiff(string(src), string(e.Bytes()))))
		}
	})
}

// editLine makes one edit of an archive.
func editLine(t *testing.T, e *deployfile.Edit, line string) error {
	parts := strings.Split(line, " | ")
	for i := range parts {
		if text, err := strconv.Unquote(parts[i]); err == nil {
			parts[i] = text
		}
	}
	p := diag.Path(parts[1])
	switch parts[0] {
	case "set":
		return e.Set(p, parts[2])
	case "null":
		return e.SetNull(p)
	case "rename":
		return e.Rename(p, parts[2])
	case "delete":
		return e.Delete(p)
	case "insert":
		var fields [][2]string
		for _, field := range parts[2:] {
			key, value, _ := strings.Cut(field, "=")
			fields = append(fields, [2]string{key, value})
		}
		return e.Insert(p, fields...)
	}
	require.Fail(t, "unknown edit", line)
	return nil
}

// lineDiff returns the lines that differ, by the longest common subsequence.
func lineDiff(before, after string) string {
	a, b := strings.SplitAfter(before, "\n"), strings.SplitAfter(after, "\n")
	common := make([][]int, len(a)+1)
	for i := range common {
		common[i] = make([]int, len(b)+1)
	}
	for i, was := range slices.Backward(a) {
		for j, is := range slices.Backward(b) {
			if was == is {
				common[i][j] = common[i+1][j+1] + 1
			} else {
				common[i][j] = max(common[i+1][j], common[i][j+1])
			}
		}
	}
	var out strings.Builder
	for i, j := 0, 0; i < len(a) || j < len(b); {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			i, j = i+1, j+1
		case i < len(a) && (j == len(b) || common[i+1][j] >= common[i][j+1]):
			fmt.Fprintf(&out, "-%s\n", strings.TrimRight(a[i], "\r\n"))
			i++
		default:
			fmt.Fprintf(&out, "+%s\n", strings.TrimRight(b[j], "\r\n"))
			j++
		}
	}
	return out.String()
}
