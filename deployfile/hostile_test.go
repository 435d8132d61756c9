package deployfile_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/hostile"
	"github.com/astrofile/astrofile/internal/sample"
)

func TestHostileInput(t *testing.T) {
	for name, src := range hostile.Texts(1 << 18) {
		t.Run(name, func(t *testing.T) { refused(t, src, deployfile.ModeUpdate) })
	}
	for name, src := range map[string]string{
		"empty": "", "blank": " \n\n", "comment": "# nothing\n", "list": "- a\n", "scalar": "a\n", "null": "~\n",
		"two documents": "deployment: {}\n---\ndeployment: {}\n", "binary": "\x7fELF\x02\x01\x01\x00\xff\xfe",
		"beyond the limit": strings.Repeat("a", 10<<20), "control": "deployment: \x01\n",
		"UTF-16": string(utf16LE("deployment:\n  configuration:\n    nme: é😀\n")),
		"itself": "deployment: &d\n  configuration: *d\n",
	} {
		t.Run(name, func(t *testing.T) { refused(t, []byte(src), modes...) })
	}
}

// refused asserts that a text is refused with findings that have a place.
func refused(t *testing.T, src []byte, modes ...deployfile.Mode) {
	t.Helper()
	for _, mode := range modes {
		file, found := deployfile.Check("x.yaml", src, deployfile.ValidateOptions{Mode: mode})
		require.Error(t, found.Err())
		require.LessOrEqual(t, len(found), diag.MaxFindings+1)
		for _, d := range found {
			if d.Code != diag.CodeFindingsCapped {
				require.NotNil(t, d.Range, d.Code)
				inside(t, file, *d.Range)
			}
			require.LessOrEqual(t, len(d.Message)+len(d.Hint)+len(d.Path), 2000)
		}
		var text bytes.Buffer
		require.NoError(t, found.Text(&text, diag.TextOptions{Source: file.Source(), Redact: file.SecretRanges()}))
		assert.Less(t, text.Len(), 1<<19)
	}
}

func utf16LE(s string) []byte {
	b := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return b
}

// TestHalfWritten cuts a good file at every byte.
func TestHalfWritten(t *testing.T) {
	yaml := sample.Small()
	file, found := deployfile.Check("x.yaml", yaml, deployfile.ValidateOptions{})
	require.NoError(t, found.Err())
	json, err := deployfile.Marshal(file.Deployment, deployfile.SyntaxJSON)
	require.NoError(t, err)
	for name, src := range map[string][]byte{"x.yaml": yaml, "x.json": json} {
		for n := range src {
			file, found := deployfile.Check(name, src[:n], deployfile.ValidateOptions{Mode: deployfile.ModeCreate})
			for _, d := range found {
				require.NotNil(t, d.Range, "%s after %d bytes", d, n)
				inside(t, file, *d.Range)
			}
			if name == "x.json" && n < len(src)-2 {
				require.Error(t, found.Err(), "%s cut after %d bytes", name, n)
			}
		}
	}
}

func BenchmarkHostile(b *testing.B) {
	for _, size := range []int{1 << 19, 1 << 20} {
		for name, src := range hostile.Texts(size) {
			b.Run(fmt.Sprintf("%s/%dKiB", name, size>>10), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					deployfile.Check("x.yaml", src, deployfile.ValidateOptions{Mode: deployfile.ModeUpdate})
				}
			})
		}
	}
}

func BenchmarkCheck(b *testing.B) {
	for lines, src := range map[string][]byte{"103": sample.Small(), "5065": sample.Large()} {
		b.Run(lines, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(src)))
			for b.Loop() {
				deployfile.Check("x.yaml", src, deployfile.ValidateOptions{Mode: deployfile.ModeUpdate})
			}
		})
	}
}
