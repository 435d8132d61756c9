package client

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAppendMark(t *testing.T) {
	const mark = "astrofile-fleet v1 label=etl"
	for name, test := range map[string]struct{ before, after string }{
		"empty":           {"", mark},
		"text":            {"nightly", "nightly\n" + mark},
		"lines":           {"nightly\n\nruns at 3\n", "nightly\n\nruns at 3\n\n" + mark},
		"marked":          {"nightly\n" + mark, "nightly\n" + mark},
		"only a mark":     {mark + "\n", mark},
		"other label":     {"nightly\nastrofile-fleet v1 label=old", "nightly\n" + mark},
		"other kind":      {"astrofile-ephemeral v1 ref=a", "astrofile-ephemeral v1 ref=a\n" + mark},
		"other version":   {"astrofile-fleet v10 label=a", "astrofile-fleet v10 label=a\n" + mark},
		"not at the end":  {"astrofile-fleet v1 label=a\ntext", "astrofile-fleet v1 label=a\ntext\n" + mark},
		"in a line":       {"see astrofile-fleet v1 label=a", "see astrofile-fleet v1 label=a\n" + mark},
		"carriage return": {"nightly\r\nastrofile-fleet v1 label=old\r\n", "nightly\r\n" + mark},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := appendMark(test.before, mark)
			require.NoError(t, err)
			assert.Equal(t, test.after, got)
		})
	}
}

func TestAppendMarkLeavesRoom(t *testing.T) {
	const mark = "astrofile-fleet v1 label=a"
	room := maxDescription - len(mark) - 1
	got, err := appendMark(strings.Repeat("ü", room), mark)
	require.NoError(t, err)
	assert.Equal(t, maxDescription, utf8.RuneCountInString(got))

	_, err = appendMark(strings.Repeat("ü", room+1), mark)
	require.ErrorIs(t, err, ErrInvalid)
	require.EqualError(t, err, `invalid request: the description has 974 characters, and with the line "astrofile-fleet v1 label=a" only 973 have room`)

	for _, bad := range []string{"astrofile-fleet v1\nlabel=a", "a\rb", "a\x00", "a\xff"} {
		_, err = appendMark("", bad)
		require.ErrorIs(t, err, ErrInvalid, "%q", bad)
	}
	_, err = appendMark("", strings.Repeat("x", maxDescription+1))
	assert.ErrorIs(t, err, ErrInvalid)
}

func TestFindMark(t *testing.T) {
	for text, want := range map[string][2]string{
		"a b":             {"a b", ""},
		"a b c=1":         {"a b c=1", ""},
		"x\na b c=1 \n\n": {"a b c=1", "x"},
		"x\r\na b":        {"a b", "x\r"},
		"a b\na b c":      {"a b c", "a b"},
	} {
		mark, rest, ok := findMark(text, "a b")
		assert.True(t, ok, "%q", text)
		assert.Equal(t, want, [2]string{mark, rest}, "%q", text)
	}
	for _, text := range []string{"", "a", "a bc", " a b", "a b\nx", "a  b"} {
		mark, rest, ok := findMark(text, "a b")
		assert.False(t, ok, "%q", text)
		assert.Equal(t, [2]string{"", text}, [2]string{mark, rest})
	}
}

// What was appended is found, and the description comes back.
func FuzzMark(f *testing.F) {
	f.Add("nightly\n", "label=a")
	f.Add("astrofile-fleet v1 label=b", "")
	f.Fuzz(func(t *testing.T, description, rest string) {
		const kind = "astrofile-fleet v1"
		mark := strings.TrimRight(kind+" "+rest, " ")
		marked, err := appendMark(description, mark)
		if err != nil {
			require.ErrorIs(t, err, ErrInvalid)
			return
		}
		assert.LessOrEqual(t, utf8.RuneCountInString(marked), maxDescription)
		found, before, ok := findMark(marked, kind)
		require.True(t, ok)
		assert.Equal(t, mark, found)
		if _, old, had := findMark(description, kind); had {
			description = old
		}
		assert.Equal(t, description, before)
		again, err := appendMark(marked, mark)
		require.NoError(t, err)
		assert.Equal(t, marked, again)
	})
}
