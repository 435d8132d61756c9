package yamltree

import (
	"encoding/json"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v4"
)

// yaml11 are the plain scalars that YAML 1.1 takes for something else than a string, as its readers do.
var yaml11 = []*regexp.Regexp{
	regexp.MustCompile(`^(~|null|Null|NULL|)$`),
	regexp.MustCompile(`^(y|Y|yes|Yes|YES|n|N|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$`),
	regexp.MustCompile(`^([-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(:[0-5]?[0-9])+)$`),
	regexp.MustCompile(`^([-+]?([0-9][0-9_]*)\.[0-9_]*([eE][-+][0-9]+)?|\.[0-9][0-9_]*([eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))$`),
	regexp.MustCompile(`^(\d{4}-\d\d-\d\d|\d{4}-\d\d?-\d\d?([Tt]|[ \t]+)\d\d?:\d\d:\d\d(\.\d*)?([ \t]*(Z|[-+]\d\d?(:\d\d)?))?)$`),
	regexp.MustCompile(`^(<<|=)$`),
	// YAML 1.2
	regexp.MustCompile(`^([-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?)$`),
}

// readsAsString tells whether both versions of YAML, and the official CLI, take a plain scalar for a string.
func readsAsString(plain string) bool {
	for _, typed := range yaml11 {
		if typed.MatchString(plain) {
			return false
		}
	}
	digits := strings.ReplaceAll(plain, "_", "")
	if _, err := strconv.ParseInt(digits, 0, 64); err == nil {
		return false
	}
	if _, err := strconv.ParseFloat(digits, 64); err == nil && strings.ContainsAny(digits[:1], "+-.0123456789") {
		return false
	}
	return true
}

// checkQuoted states that a text comes back from every place where it can be written.
func checkQuoted(t *testing.T, text string) {
	t.Helper()
	want := strings.ToValidUTF8(text, "\ufffd")
	if !utf8.ValidString(text) {
		want = string([]rune(text)) // one U+FFFD for each byte
	}
	var read string
	require.NoError(t, json.Unmarshal([]byte(Quoted(text, JSON)), &read))
	require.Equal(t, want, read, "JSON")

	for _, flow := range []bool{false, true} {
		written := scalarText(text, flow)
		before, behind := "k: ", "\n"
		if flow {
			before, behind = "k: [a, ", ", {b: "+written+"}]\n"
		}
		var value map[string]any
		src := before + written + behind
		require.NoError(t, yaml.Unmarshal([]byte(src), &value), src)
		got := value["k"]
		if flow {
			require.Equal(t, map[string]any{"b": want}, got.([]any)[2], src)
			got = got.([]any)[1]
		}
		require.Equal(t, any(want), got, src)
		tree := Parse("x.yaml", []byte(src))
		require.Empty(t, tree.Problems, src)
		if written[0] == '"' {
			continue
		}
		require.Equal(t, text, written)
		require.True(t, readsAsString(written), "%q is written plain", written)
	}
}

func TestQuoted(t *testing.T) {
	for text, want := range map[string]string{
		"":                           `""`,
		"etl":                        "etl",
		"two words":                  "two words",
		"3.0-1":                      "3.0-1",
		"12.5.0":                     "12.5.0",
		"12.10":                      `"12.10"`,
		"0x1F":                       `"0x1F"`,
		"0b1":                        `"0b1"`,
		"010":                        `"010"`,
		"1_000":                      `"1_000"`,
		"1e3":                        `"1e3"`,
		"+1":                         `"+1"`,
		"-1":                         `"-1"`,
		".5":                         `".5"`,
		"12:30":                      `"12:30"`,
		"190:20:30.15":               `"190:20:30.15"`,
		"yes":                        `"yes"`,
		"Off":                        `"Off"`,
		"n":                          `"n"`,
		"~":                          `"~"`,
		"Null":                       `"Null"`,
		".inf":                       `".inf"`,
		"-.INF":                      `"-.INF"`,
		".NaN":                       `".NaN"`,
		"<<":                         `"<<"`,
		"2026-08-01":                 `"2026-08-01"`,
		"2026-8-1 1:02:03":           `"2026-8-1 1:02:03"`,
		"2026-08-01T00:00:00Z":       `"2026-08-01T00:00:00Z"`,
		"2026-08-01-rc":              "2026-08-01-rc",
		"500m":                       "500m",
		"0.5Gi":                      "0.5Gi",
		"10.0.0.0/8":                 "10.0.0.0/8",
		"* * * * *":                  `"* * * * *"`,
		"0 8 * * 1":                  "0 8 * * 1",
		"a@b.co":                     "a@b.co",
		"https://x.io/a?b=c#d":       "https://x.io/a?b=c#d",
		"a: b":                       `"a: b"`,
		"a:":                         `"a:"`,
		"a #b":                       `"a #b"`,
		"it's":                       "it's",
		`say "x"`:                    `say "x"`,
		`"x"`:                        `"\"x\""`,
		`C:\x`:                       `C:\x`,
		"a\tb":                       `"a\tb"`,
		"a\nb\r":                     `"a\nb\r"`,
		" a":                         `" a"`,
		"a ":                         `"a "`,
		"😀":                          "😀",
		"\u0085\u2028\ufeff\x7f\x00": `"\u0085\u2028\ufeff\u007f\u0000"`,
		"\xff":                       "\"\ufffd\"",
	} {
		assert.Equal(t, want, Quoted(text, YAML), "%q", text)
		checkQuoted(t, text)
	}
	assert.Equal(t, `"etl"`, Quoted("etl", JSON))
	assert.Equal(t, `<&>`, scalarText("<&>", false))
	assert.Equal(t, `"<&>\u2029"`, Quoted("<&>\u2029", JSON))
	assert.Equal(t, `"https://x"`, scalarText("https://x", true))
}

// TestNumbersAreQuoted tries texts made of what numbers and dates are made of.
func TestNumbersAreQuoted(t *testing.T) {
	const letters = "0123456789009..::--++__eExXobTZ aInf"
	r := rand.New(rand.NewPCG(1, 2))
	plain := 0
	for range 40_000 {
		text := make([]byte, 1+r.IntN(6))
		for i := range text {
			text[i] = letters[r.IntN(len(letters))]
		}
		if r.IntN(8) == 0 {
			text = append([]byte("2026-08-01"), text...)
		}
		if written := Quoted(string(text), YAML); written == string(text) {
			plain++
			require.True(t, readsAsString(written), "%q is written plain", written)
		}
	}
	assert.Greater(t, plain, 10_000, "too much is quoted")
}

func FuzzQuoted(f *testing.F) {
	for _, text := range editTexts {
		f.Add(text)
	}
	f.Fuzz(checkQuoted)
}
