package deployfile_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/golden"
)

// TestReadEnv runs the archives of testdata/envfiles; the outputs are the values, which a test may show, and the
// findings.
func TestReadEnv(t *testing.T) {
	golden.Run(t, "testdata/envfiles/*.txtar", func(t *testing.T, a *golden.Archive) {
		for _, name := range a.Inputs() {
			file, found := deployfile.ReadEnv(name, a.Input(name))
			a.Want(name, envValues(t, file))
			a.Want(name+".findings", render(found))
		}
	})
}

func envValues(t *testing.T, file *deployfile.EnvFile) []byte {
	t.Helper()
	var b bytes.Buffer
	for _, v := range file.Variables {
		value, ok := file.Lookup(v.Key)
		require.True(t, ok)
		require.Equal(t, *v.Value, value)
		assert.False(t, v.IsSecret)
		fmt.Fprintf(&b, "%s: %q\n", v.Key, value)
	}
	return b.Bytes()
}

// TestReadEnvText holds what an archive cannot: line ends, marks, bytes that are no text.
func TestReadEnvText(t *testing.T) {
	for name, test := range map[string]struct{ text, values, findings string }{
		"LF":            {"A=1\nB=2\n", "A: \"1\"\nB: \"2\"\n", ""},
		"CRLF":          {"A=1\r\nB=2 # c\r\n", "A: \"1\"\nB: \"2\"\n", ""},
		"CR":            {"A=1\rB=2\r", "A: \"1\"\nB: \"2\"\n", ""},
		"CRLF quoted":   {"A='1\r\n2\r3\n4'\r\nB=\"1\r\n2\"\r\n", "A: \"1\\n2\\n3\\n4\"\nB: \"1\\n2\"\n", ""},
		"mark":          {"\ufeffA=1\n=\n", "A: \"1\"\n", "2:1-2:2 error env-file-syntax : no key stands in front of the equals sign\n  hint: write KEY=value\n"},
		"mark, line 1":  {"\ufeff=1\n", "", "1:1-1:2 error env-file-syntax : no key stands in front of the equals sign\n  hint: write KEY=value\n"},
		"only a mark":   {"\ufeff", "", ""},
		"no text":       {"", "", ""},
		"no last line":  {"A=1", "A: \"1\"\n", ""},
		"blanks at end": {"A=1 \t", "A: \"1\"\n", ""},
		"tab":           {"A\t=\t1\t#c\n", "A: \"1\"\n", ""},
		"open escape":   {"A=\"\\", "", "1:3-1:4 error env-file-syntax : environment variable \"A\": the quote is not closed, so the rest of the file is not read\n  hint: close the quote behind the value\n"},
		"NUL":           {"A=1\nB=a\x00b\n", "", "2:4-2:5 error encoding-invalid : the file contains a NUL character, which no environment variable can have\n  hint: save the file as UTF-8 text\n"},
		"Latin-1":       {"A=\xe9t\xe9\n", "", "1:3-1:4 error encoding-invalid : the file is not UTF-8\n  hint: save the file as UTF-8 text\n"},
		"UTF-16":        {"\xff\xfeA\x00", "", "1:1-1:2 error encoding-invalid : the file is not UTF-8\n  hint: save the file as UTF-8 text\n"},
		"U+FFFD":        {"A=\ufffd\n", "A: \"\ufffd\"\n", ""},
		"columns":       {"A=\"é😀\"x\n", "", "1:8-1:9 error env-file-syntax : environment variable \"A\": text follows the closing quote\n  hint: put the whole value into quotes, and a blank in front of a comment\n"},
		"columns, CRLF": {"B=1\r\n\r\nA='é' x\r\n", "B: \"1\"\n", "3:7-3:8 error env-file-syntax : environment variable \"A\": text follows the closing quote\n  hint: put the whole value into quotes, and a blank in front of a comment\n"},
	} {
		t.Run(name, func(t *testing.T) {
			file, found := deployfile.ReadEnv("ci.env", []byte(test.text))
			assert.Equal(t, test.values, string(envValues(t, file)))
			assert.Equal(t, test.findings, string(render(found)))
		})
	}
}

func TestReadEnvLimits(t *testing.T) {
	fill := func(n int) []byte { return []byte("A=" + strings.Repeat("x", n-2)) }
	file, found := deployfile.ReadEnv("ci.env", fill(1<<20))
	assert.Empty(t, found)
	assert.Len(t, file.Variables, 1)
	file, found = deployfile.ReadEnv("ci.env", fill(1<<20+1))
	assert.True(t, has(found, deployfile.CodeInputLimit))
	assert.Empty(t, file.Variables)

	_, found = deployfile.ReadEnv("ci.env", bytes.Repeat([]byte("x y\n"), 1000))
	assert.Len(t, found, diag.MaxFindings+1)
	assert.Equal(t, diag.Counts{Error: 1000}, found.Counts())
}

func TestEnvFileLookup(t *testing.T) {
	var none deployfile.EnvFile
	_, ok := none.Lookup("A")
	assert.False(t, ok)
	assert.Nil(t, none.SecretRanges())
	file, _ := deployfile.ReadEnv("ci.env", []byte("A=\nB=1\nB=2\n"))
	value, ok := file.Lookup("A")
	assert.True(t, ok)
	assert.Empty(t, value)
	_, ok = file.Lookup("B")
	assert.False(t, ok, "a key that stands twice")
}

// hostileEnv are texts that a reader might go through more than once.
var hostileEnv = map[string]string{
	"quotes":   `A="` + strings.Repeat("\\", 1<<19),
	"openings": strings.Repeat("A=\"\n", 1<<17),
	"blocks":   strings.Repeat("A=-----BEGIN \n", 1<<16),
	"ends":     strings.Repeat("A=-----BEGIN \n-----END \n", 1<<15),
	"hashes":   "A=" + strings.Repeat(" #", 1<<19),
	"marks":    strings.Repeat("\ufeff\n", 1<<17),
	"keys":     strings.Repeat("A=1\n", 1<<18),
	"lines":    strings.Repeat("x\n", 1<<19),
	"one line": strings.Repeat("A=", 1<<19),
	"dollars":  "A=" + strings.Repeat("${", 1<<19-2),
}

func TestReadEnvHostile(t *testing.T) {
	for name, text := range hostileEnv {
		t.Run(name, func(t *testing.T) {
			_, found := deployfile.ReadEnv("ci.env", []byte(text))
			assert.LessOrEqual(t, len(found), diag.MaxFindings+1)
		})
	}
}

func BenchmarkReadEnv(b *testing.B) {
	var ordinary strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&ordinary, "LOG_LEVEL_%d=\"info\" # as before\n", i)
	}
	texts := map[string]string{"1000 variables": ordinary.String()}
	for name, text := range hostileEnv {
		texts["hostile "+name] = text
	}
	for name, text := range texts {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				deployfile.ReadEnv("ci.env", []byte(text))
			}
		})
	}
}

// FuzzReadEnv states what holds for every text: positions are inside, findings hold no value, what is hidden covers all
// values, and a text that the writer of this test makes is read as it was meant.
func FuzzReadEnv(f *testing.F) {
	for _, a := range append(golden.Read(f, "testdata/envfiles/*.txtar"), golden.Read(f, "testdata/checks/env-file-*.txtar")...) {
		for _, name := range a.Inputs() {
			f.Add(string(a.Input(name)), uint64(len(name)))
		}
	}
	f.Fuzz(func(t *testing.T, text string, seed uint64) {
		file, found := deployfile.ReadEnv("ci.env", []byte(text))
		require.LessOrEqual(t, len(found), diag.MaxFindings+1)
		said := ""
		for _, d := range found {
			said += d.Message + d.Hint
			if d.Range == nil {
				require.Equal(t, diag.CodeFindingsCapped, d.Code)
				continue
			}
			insideText(t, text, *d.Range)
			for _, r := range d.Related {
				insideText(t, text, *r.Range)
			}
		}
		shown := []byte(text)
		for _, s := range file.SecretRanges() {
			require.True(t, 0 <= s.Start && s.Start < s.End && s.End <= len(text))
			for i := s.Start; i < s.End; i++ {
				shown[i] = 0
			}
		}
		for _, v := range file.Variables {
			if value, _ := file.Lookup(v.Key); len(value) > 20 && !strings.Contains(text[:strings.Index(text, v.Key)], value) {
				require.NotContains(t, said, value)
				require.NotContains(t, string(shown), value)
			}
		}
		if !utf8.ValidString(text) || strings.ContainsAny(text, "\x00\r") {
			return
		}
		written := writeEnv(rand.New(rand.NewPCG(seed, 2)), text)
		back, problems := deployfile.ReadEnv("ci.env", []byte(written))
		if len(written) > 1<<20 {
			return
		}
		require.NoError(t, problems.Err(), "%q", written)
		value, ok := back.Lookup("VALUE")
		require.True(t, ok)
		require.Equal(t, text, value, "%q", written)
		value, ok = back.Lookup("NEXT")
		require.True(t, ok, "%q", written)
		require.Equal(t, "1", value)
	})
}

func insideText(t *testing.T, text string, r diag.Range) {
	t.Helper()
	require.True(t, 0 <= r.Start.Offset && r.Start.Offset <= r.End.Offset && r.End.Offset <= len(text), "range %v of %d bytes", r, len(text))
	require.True(t, r.Start.Line >= 1 && r.Start.Column >= 1 && r.End.Line >= r.Start.Line, "range %v", r)
}

// writeEnv writes a value in one of the ways that fit it, between a comment and another variable.
func writeEnv(r *rand.Rand, value string) string {
	double := strings.NewReplacer(`\`, `\\`, `"`, `\"`, `$`, `\$`, "\n", `\n`, "\t", `\t`)
	if r.IntN(2) == 0 {
		double = strings.NewReplacer(`\`, `\\`, `"`, `\"`)
	}
	forms := []string{`"` + double.Replace(value) + `"`}
	if !strings.Contains(value, "'") {
		forms = append(forms, "'"+value+"'")
	}
	if value == strings.Trim(value, " \t") && !strings.ContainsAny(value, "\n#\"'`") && !strings.HasPrefix(value, "-----BEGIN ") {
		forms = append(forms, value)
	}
	blanks := []string{"", " ", "\t"}
	blank := func() string { return blanks[r.IntN(len(blanks))] }
	line := "VALUE" + blank() + "=" + blank() + forms[r.IntN(len(forms))] + blank()
	if r.IntN(2) == 0 {
		line = "export " + line + " # a comment"
	}
	return "# 'a' \"comment\n" + blank() + line + "\n\nNEXT=1"
}
