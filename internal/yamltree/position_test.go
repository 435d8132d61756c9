package yamltree

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestPosition(t *testing.T) {
	tests := []struct {
		name         string
		src          string
		offset       int
		line, column int
	}{
		{"start", "a: 1\n", 0, 1, 1},
		{"line end belongs to its line", "a: 1\nb", 4, 1, 5},
		{"second line", "a: 1\nb", 5, 2, 1},
		{"end", "a: 1\nb", 6, 2, 2},
		{"behind a final line end", "a\n", 2, 2, 1},
		{"before the start", "a", -3, 1, 1},
		{"behind the end", "a\nb", 99, 2, 2},
		{"empty", "", 0, 1, 1},
		{"two bytes count one", "éa", 2, 1, 2},
		{"beyond the basic plane counts two", "😀a", 4, 1, 3},
		{"inside a character", "a😀", 3, 1, 2},
		{"CRLF is one line end", "a\r\nb", 3, 2, 1},
		{"between CR and LF", "a\r\nb", 2, 1, 3},
		{"lone CR", "a\rb", 2, 2, 1},
		{"byte order mark does not count", "\xef\xbb\xbfab", 4, 1, 2},
		{"inside the byte order mark", "\xef\xbb\xbfab", 1, 1, 1},
		{"a line separator is no line end of editors", "a\u2028b", 4, 1, 3},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			for _, tree := range []*Tree{Parse("x.yaml", []byte(test.src)), {Source: []byte(test.src)}} {
				line, column := tree.Position(test.offset)
				assert.Equal(t, []int{test.line, test.column}, []int{line, column})
			}
		})
	}
}

func TestComments(t *testing.T) {
	tests := []struct {
		name string
		src  string
		want []string
	}{
		{"none", "a: 1\n", nil},
		{"lines and line ends", "# a\na: 1 # b\n  # c\n#d", []string{"# a", "# b", "# c", "#d"}},
		{"not in strings", "a: \"x # no\" # y\nb: 'x # no'\nc: x#no\nd: x # yes\n", []string{"# y", "# yes"}},
		{"flow", "a: [x, # b\n  'c # d', # e\n ] # f\n", []string{"# b", "# e", "# f"}},
		{"block scalars", "a: | # b\n  # no\n  c # no\n# d\ne: >-\n  f # no\n\n# g\n", []string{"# b", "# d", "# g"}},
		{"block scalar without content", "a: | # b\n# c\nd: 1\n", []string{"# b", "# c"}},
		{"strings over lines", "a: \"x\n  # no\n  y\" # b\nc: z\n  w # d\n", []string{"# b", "# d"}},
		{"properties", "a: &x#y !!str z # b\nc: *x#y # d\n", []string{"# b", "# d"}},
		{"markers", "# a\n--- # b\na: 1\n... # c\n# d\n", []string{"# a", "# b", "# c", "# d"}},
		{"CRLF", "a: 1 # b\r\nc: 2 # d\r\n", []string{"# b", "# d"}},
		{"merge key", "a: &a {b: 1}\nc:\n  <<: *a # d\n  e: 'f # g'\n", []string{"# d"}},
		{"merge key with a string", "c:\n  <<: {b: 'x # no'} # d\n", []string{"# d"}},
		{"second document", "a: 1 # b\n---\nc: 'x # no' # d\ne: |\n  # no\n", []string{"# b", "# d"}},
		{"read in part", "a: 'x # no' # b\nc: d: e # f\ng: | # h\n  # no\ni: [j, 'k # no', # l\n  m]\nn: \"x\n  # no\" # o\n",
			[]string{"# b", "# f", "# h", "# l", "# o"}},
		{"not read at all", "# a\n'b' # c\n  : d: [\n# e\n", []string{"# a", "# c", "# e"}},
		{"tabs", "a:\n\tb: 1\t# c\n\t# d\n", []string{"# c", "# d"}},
		{"empty file", "# a\n", []string{"# a"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			tree := checkTree(t, "x.yaml", []byte(test.src))
			var got []string
			for _, c := range tree.Comments() {
				got = append(got, string(tree.Source[c.Start:c.End]))
			}
			assert.Equal(t, test.want, got)
		})
	}
	assert.Empty(t, Parse("x.json", []byte(`{"a": "# b"} // c`)).Comments())
}

// The two ways to find comments agree where both can be used.
func TestCommentsOfSkimmer(t *testing.T) {
	src := deploymentFile(20)
	tree := Parse("x.yaml", []byte(src))
	require.True(t, tree.whole)
	want := tree.Comments()
	require.Len(t, want, 41)
	tree.whole = false
	assert.Equal(t, want, tree.Comments())
}

func TestFind(t *testing.T) {
	src := "deployment:\n  queues:\n    - name: default\n    - name: heavy\n  \"a.b\": {\"c[0]\": 1, d e: 2, \"\": 3}\n"
	tree := Parse("x.yaml", []byte(src))
	for path, want := range map[string]string{
		"":                                         strings.TrimSpace(src),
		"deployment.queues[1].name":                "heavy",
		"deployment.queues[0]":                     "name: default",
		`deployment["a.b"]["c[0]"]`:                "1",
		`deployment["a.b"]["d e"]`:                 "2",
		`deployment["a.b"][""]`:                    "3",
		`["deployment"].queues[1]`:                 "name: heavy",
		"deployment.queues[2]":                     "",
		"deployment.queues[-1]":                    "",
		"deployment.queues[x]":                     "",
		"deployment.queues[0":                      "",
		"deployment.queue":                         "",
		"deployment..queues":                       "",
		"deployment.":                              "",
		".deployment":                              "",
		`deployment["a.b`:                          "",
		`deployment["a.b"`:                         "",
		"deployment.queues[0].name.x":              "",
		"deployment.queues.name":                   "",
		"deployment[0]":                            "",
		"deployment.queues[999999999999999999999]": "",
	} {
		_, value := tree.Find(path)
		if want == "" {
			assert.Nil(t, value, path)
			continue
		}
		require.NotNil(t, value, path)
		assert.Equal(t, want, string(tree.Source[value.Start:value.End]), path)
	}
	key, _ := tree.Find("deployment.queues[1].name")
	assert.Equal(t, "name", key.Text)
	key, _ = tree.Find("deployment.queues[1]")
	assert.Nil(t, key)
	key, value := Parse("x.yaml", nil).Find("a")
	assert.Nil(t, key)
	assert.Nil(t, value)
}
