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
	"github.com/astrofile/astrofile/internal/sample"
)

// hostile are texts made to be slow, deep or large; each takes a size in bytes.
var hostile = map[string]func(size int) string{
	"open lists":       func(size int) string { return strings.Repeat("[", size) },
	"open mappings":    func(size int) string { return strings.Repeat("{a:", size/3) },
	"JSON open lists":  func(size int) string { return `{"deployment":` + strings.Repeat("[", size-20) },
	"nested blocks":    nestedBlocks,
	"nested dashes":    func(size int) string { return strings.Repeat("- ", size/2) },
	"keys":             func(size int) string { return "deployment:\n" + numbered(size-20, "  k%07d: v\n") },
	"keys in one line": func(size int) string { return "deployment: {" + numbered(size-20, "k%07d: v, ") + "}" },
	"queues": func(size int) string {
		return "deployment:\n  configuration: {name: a}\n  worker_queues:\n" + numbered(size-60, "  - name: q%07d\n")
	},
	"variables": func(size int) string {
		return "deployment:\n  environment_variables:\n" + numbered(size-40, "  - {key: K%07d, value: 0123}\n")
	},
	"equal variables": func(size int) string {
		return "deployment:\n  environment_variables:\n" + strings.Repeat("  - {key: K, value: v}\n", (size-40)/23)
	},
	"schedules": func(size int) string {
		return "deployment:\n  hibernation_schedules:\n" + strings.Repeat("  - {hibernate_at: '*/7 * * * *', wake_at: '*/5 3-9 * * *', enabled: true}\n", (size-40)/75)
	},
	"one long value": func(size int) string {
		return "deployment:\n  configuration:\n    name: " + strings.Repeat("é", (size-50)/2)
	},
	"one long key": func(size int) string { return "deployment:\n  " + strings.Repeat("k", size-30) + ": 1\n" },
	"open quote": func(size int) string {
		return "deployment:\n  configuration:\n    name: \"" + numbered(size-50, "a%07d: b\n")
	},
	"bad lines":      func(size int) string { return "deployment:\n" + numbered(size-20, " k%07d: a: b\n") },
	"tabs":           func(size int) string { return "deployment:\n" + numbered(size-20, "\tk%07d: v\n") },
	"comments":       func(size int) string { return strings.Repeat("# astrofile: ignore unknown-field x\n", size/36) },
	"documents":      func(size int) string { return strings.Repeat("---\na: b\n", size/9) },
	"duplicate keys": func(size int) string { return "deployment:\n" + strings.Repeat("  k: 1\n  k: 2\n", size/14) },
	"blank lines":    func(size int) string { return "deployment:\n" + strings.Repeat("\n", size-20) },
	"alias bomb":     aliasBomb,
	"merge bomb":     mergeBomb,
	"empty mappings": func(size int) string {
		return `{"deployment":{"worker_queues":[` + strings.Repeat("{},", size/3-20) + "{}]}}"
	},
	"flow numbers": func(size int) string {
		return "deployment: {worker_queues: [" + strings.Repeat("1,", size/2-20) + "1]}"
	},
	"JSON numbers": func(size int) string {
		return `{"deployment":{"worker_queues":[` + strings.Repeat("1,", size/2-20) + "1]}}"
	},
	"one wrong key in JSON":  repeated(`{"deployment":{"configuration":{`, `"worker_queues":[],`, `"a":1}}}`),
	"one wrong case in JSON": repeated(`{"deployment":{"configuration":{`, `"Name":1,`, `"a":1}}}`),
	"one wrong case":         repeated("deployment:\n  configuration:\n", "    Name: SMALL\n", ""),
	"one misplaced key":      repeated("deployment:\n  configuration:\n", "    scheduler_replicas: 1\n", ""),
	"one misplaced list":     repeated("deployment:\n  configuration:\n", "    worker_queues: []\n", ""),
	"one API name":           repeated("deployment:\n  configuration:\n", "    schedulerSize: SMALL\n", ""),
	"one wrong root":         repeated("", "Deployment: {}\n", ""),
	"wrong keys of an entry": repeated("deployment:\n  environment_variables:\n  - key: A\n", "    Value: 1\n", ""),
	"wrong cases":            wrongCases,
	"misplaced in entries": func(size int) string {
		return "deployment:\n  worker_queues:\n" + numbered(size-40, "  - name: q%07d\n    executor: STANDARD\n")
	},
	"wrong executors": func(size int) string { return "deployment:\n  alert_emails:\n" + numbered(size-30, "  - e%07d\n") },
}

// repeated makes a text of a given size of many equal parts.
func repeated(before, part, behind string) func(size int) string {
	return func(size int) string {
		return before + strings.Repeat(part, (size-len(before)-len(behind))/len(part)) + behind
	}
}

// wrongCases writes one key in as many letter cases as fit.
func wrongCases(size int) string {
	var b strings.Builder
	b.WriteString("deployment:\n  configuration:\n")
	for i := 1; b.Len()+40 < size; i++ {
		key := []byte("default_task_pod_memory")
		for k := range key {
			if i>>k&1 == 1 && key[k] != '_' {
				key[k] -= 'a' - 'A'
			}
		}
		fmt.Fprintf(&b, "    %s: 1Gi\n", key)
	}
	return b.String()
}

func nestedBlocks(size int) string {
	var b strings.Builder
	for depth := 0; b.Len()+depth+3 <= size; depth++ {
		b.WriteString(strings.Repeat(" ", depth) + "a:\n")
	}
	return b.String()
}

func numbered(size int, format string) string {
	var b strings.Builder
	for i := 0; ; i++ {
		line := fmt.Sprintf(format, i)
		if b.Len()+len(line) > size {
			return b.String()
		}
		b.WriteString(line)
	}
}

func aliasBomb(int) string {
	var b strings.Builder
	b.WriteString("x-0: &x0 [a, a, a, a, a, a, a, a, a]\n")
	for i := 1; i < 12; i++ {
		fmt.Fprintf(&b, "x-%d: &x%d [%s]\n", i, i, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*x%d, ", i-1), 9), ", "))
	}
	return b.String() + "deployment:\n  configuration: {name: *x11}\n"
}

func mergeBomb(int) string {
	var b strings.Builder
	b.WriteString("x-0: &x0 {a: 1}\n")
	for i := 1; i < 30; i++ {
		fmt.Fprintf(&b, "x-%d: &x%d {<<: [*x%d, *x%d], k%d: 1}\n", i, i, i-1, i-1, i)
	}
	return b.String() + "deployment:\n  configuration:\n    <<: *x29\n"
}

func TestHostileInput(t *testing.T) {
	for name, make := range hostile {
		t.Run(name, func(t *testing.T) { refused(t, []byte(make(1<<18)), deployfile.ModeUpdate) })
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
	for name, make := range hostile {
		for _, size := range []int{1 << 19, 1 << 20} {
			src := []byte(make(size))
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
