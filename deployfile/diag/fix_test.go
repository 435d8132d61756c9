package diag_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile/diag"
)

func TestApply(t *testing.T) {
	const src = "0123456789"
	for _, test := range []struct {
		name, want string
		edits      []diag.Edit
	}{
		{"nothing", src, nil},
		{"replace", "0ab3456789", []diag.Edit{{1, 3, "ab"}}},
		{"insert at the ends", "<0123456789>", []diag.Edit{{0, 0, "<"}, {10, 10, ">"}}},
		{"delete all", "", []diag.Edit{{0, 10, ""}}},
		{"in any order", "0a2b456789", []diag.Edit{{3, 4, "b"}, {1, 2, "a"}}},
		{"side by side", "ab56789", []diag.Edit{{0, 2, "a"}, {2, 5, "b"}}},
		{"insertions keep their order", "0bac3456789", []diag.Edit{{1, 3, "c"}, {1, 1, "b"}, {1, 1, "a"}}},
		{"insertions behind a deletion", "0ab3456789", []diag.Edit{{3, 3, "a"}, {1, 3, ""}, {3, 3, "b"}}},
		{"insert behind", "0ab3456789", []diag.Edit{{1, 3, "a"}, {3, 3, "b"}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			in, edits := []byte(src), append([]diag.Edit(nil), test.edits...)
			got, err := diag.Apply(in, edits)
			require.NoError(t, err)
			assert.Equal(t, test.want, string(got))
			assert.Equal(t, src, string(in), "the source is left alone")
			assert.Equal(t, test.edits, edits, "the edits are left alone")
		})
	}
}

func TestApplyRefuses(t *testing.T) {
	for want, edits := range map[string][]diag.Edit{
		"edit of bytes -1 to 2 does not fit a text of 5 bytes": {{-1, 2, ""}},
		"edit of bytes 4 to 6 does not fit a text of 5 bytes":  {{4, 6, ""}},
		"edit of bytes 3 to 2 does not fit a text of 5 bytes":  {{3, 2, ""}},
		"edits of bytes 1 to 3 and 2 to 4 overlap":             {{2, 4, ""}, {1, 3, ""}},
		"edits of bytes 1 to 3 and 1 to 3 overlap":             {{1, 3, "a"}, {1, 3, "a"}},
		"edits of bytes 1 to 3 and 2 to 2 overlap":             {{2, 2, "a"}, {1, 3, ""}},
	} {
		out, err := diag.Apply([]byte("01234"), edits)
		require.EqualError(t, err, want)
		assert.Nil(t, out)
	}
}

func fixes(all ...[]diag.Edit) diag.List {
	var l diag.List
	for _, edits := range all {
		l = append(l, diag.Diagnostic{Fix: &diag.Fix{Edits: edits}})
	}
	return l
}

func TestApplyFixes(t *testing.T) {
	ignored := fixes([]diag.Edit{{0, 1, "x"}})
	ignored[0].Ignored = "on purpose"
	for _, test := range []struct {
		name, want string
		applied    int
		l          diag.List
	}{
		{"none", "0123456789", 0, diag.List{{}, {Fix: &diag.Fix{}}}},
		{"later first", "a1234567b9", 2, fixes([]diag.Edit{{8, 9, "b"}}, []diag.Edit{{0, 1, "a"}})},
		{"overlap", "0a456789", 1, fixes([]diag.Edit{{1, 4, "a"}}, []diag.Edit{{3, 5, "b"}})},
		{"all of a fix or none", "0a456789", 1, fixes([]diag.Edit{{1, 4, "a"}}, []diag.Edit{{9, 10, "b"}, {3, 5, "b"}})},
		{"interleaved", "a1b3c5d789", 2, fixes([]diag.Edit{{0, 1, "a"}, {4, 5, "c"}}, []diag.Edit{{2, 3, "b"}, {6, 7, "d"}})},
		{"around an earlier one", "0123a56789", 1, fixes([]diag.Edit{{4, 5, "a"}}, []diag.Edit{{2, 9, "b"}})},
		{"the same twice", `"0123456789"`, 1, fixes([]diag.Edit{{0, 0, `"`}, {10, 10, `"`}}, []diag.Edit{{0, 0, `"`}, {10, 10, `"`}})},
		{"neighbours", "ab456789", 2, fixes([]diag.Edit{{2, 4, "b"}}, []diag.Edit{{0, 2, "a"}})},
		{"insertion beside a replacement", "01b456789", 1, fixes([]diag.Edit{{2, 4, "b"}}, []diag.Edit{{2, 2, "a"}}, []diag.Edit{{4, 4, "a"}})},
		{"insertions of one fix in order", "abc123456789", 1, fixes([]diag.Edit{{0, 0, "a"}, {0, 0, "b"}, {0, 1, "c"}})},
		{"impossible", "012345678x", 1, fixes([]diag.Edit{{0, 99, ""}}, []diag.Edit{{1, 3, ""}, {2, 4, ""}}, []diag.Edit{{9, 10, "x"}})},
		{"ignored", "0123456789", 0, ignored},
	} {
		t.Run(test.name, func(t *testing.T) {
			src := []byte("0123456789")
			got, applied := diag.ApplyFixes(src, test.l)
			assert.Equal(t, test.want, string(got))
			assert.Equal(t, test.applied, applied)
			assert.Equal(t, "0123456789", string(src))
		})
	}
}

// editsFrom reads edits of a text of size bytes from data, three bytes each.
func editsFrom(data []byte, size int) []diag.Edit {
	var edits []diag.Edit
	for ; len(data) >= 3; data = data[3:] {
		start := int(data[0])%(size+2) - 1
		edits = append(edits, diag.Edit{Start: start, End: start + int(data[1])%4, Text: "xy"[:data[2]%3]})
	}
	return edits
}

func FuzzApply(f *testing.F) {
	f.Add("0123456789", []byte{1, 2, 1, 5, 0, 2})
	f.Add("", []byte{1, 0, 1, 1, 0, 2})
	f.Add("ab", []byte{2, 1, 0, 1, 1, 0})
	f.Add("0\xf90", []byte("0\xf9000\x1100010\x1100100100100100100"))
	f.Fuzz(func(t *testing.T, src string, data []byte) {
		edits := editsFrom(data, len(src))
		got, err := diag.Apply([]byte(src), edits)
		if err == nil {
			assert.Equal(t, byOffset(src, edits), string(got))
		}
		fixed, applied := diag.ApplyFixes([]byte(src), fixes(edits))
		assert.Equal(t, err == nil && len(edits) > 0, applied == 1)
		if applied == 1 {
			assert.Equal(t, string(got), string(fixed))
		}

		// Each edit as a fix of its own: those that are taken can be carried out together.
		var each [][]diag.Edit
		for _, e := range edits {
			each = append(each, []diag.Edit{e})
		}
		_, applied = diag.ApplyFixes([]byte(src), fixes(each...))
		assert.LessOrEqual(t, applied, len(edits))
	})
}

// byOffset carries out edits that do not overlap the slow way: at each offset the insertions in the order of the list,
// then the text of the edit that starts there, then the byte unless an edit removes it.
func byOffset(src string, edits []diag.Edit) string {
	var out strings.Builder
	for at := range len(src) + 1 {
		removed := false
		for _, e := range edits {
			if e.Start == at && e.End == at {
				out.WriteString(e.Text)
			}
			removed = removed || e.Start <= at && at < e.End
		}
		for _, e := range edits {
			if e.Start == at && e.End > at {
				out.WriteString(e.Text)
			}
		}
		if at < len(src) && !removed {
			out.WriteByte(src[at])
		}
	}
	return out.String()
}
