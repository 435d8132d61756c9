package yamltree

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestSkim looks at texts in which something looks like a quote, a comment or a block scalar and is none, or is one.
func TestSkim(t *testing.T) {
	for _, c := range []struct {
		name, src        string
		quotes, comments []string
	}{
		{"a quote inside a plain scalar", "a: it's # c\n", nil, []string{"# c"}},
		{"a quote where it goes on", "a: b\n  \"c # d\n", nil, []string{"# d"}},
		{"behind an empty line", "a: b\n\n  'c # d\n", nil, []string{"# d"}},
		{"in brackets", "a: [b\n\"c # d\n]\n", nil, []string{"# d"}},
		{"at the root", "b\n'c # d\n", nil, []string{"# d"}},
		{"a dash where it goes on", "a: b\n  - 'c # d\n", nil, []string{"# d"}},
		{"the next key", "a: b\n\"c\": 'd # e'\n", []string{`"c"`, "'d # e'"}, nil},
		{"the next key behind an anchor", "&x a: b\n\"c\": d\n", []string{`"c"`}, nil},
		{"the next key behind an alias", "*x : b\n\"c\": d\n", []string{`"c"`}, nil},
		{"the next key behind brackets", "[x]: b\n\"c\": d\n", []string{`"c"`}, nil},
		{"the next item", "- b\n- 'c'\n", []string{"'c'"}, nil},
		{"the next item of an inner list", "- - b\n  - 'c'\n", []string{"'c'"}, nil},
		{"the key behind a list in its column", "a:\n- b\n'c': d\n", []string{"'c'"}, nil},
		{"behind a comment", "a: b # c\n  'd'\n", []string{"'d'"}, []string{"# c"}},
		{"behind a marker", "b\n---\n'c'\n", []string{"'c'"}, nil},
		{"behind a comma", "[b,\n'c']\n", []string{"'c'"}, nil},
		{"in front of a bracket", "[b\n, 'c'\n]\n", []string{"'c'"}, nil},
		{"a block scalar", "a: |\n  'b # c\nd: 'e'\n", []string{"'e'"}, nil},
		{"a block scalar behind an anchored key", "&x a: |\n 'b # c\nd: 'e'\n", []string{"'e'"}, nil},
		{"a block scalar of an anchored item", "- &x |\n 'b # c\n- 'e'\n", []string{"'e'"}, nil},
	} {
		var quotes, comments []string
		s := skimmer{
			src: []byte(c.src), tabWidth: 8,
			onQuote:   func(start, end int) { quotes = append(quotes, c.src[start:end]) },
			onComment: func(start, end int) { comments = append(comments, c.src[start:end]) },
		}
		s.run()
		assert.Equal(t, c.quotes, quotes, c.name)
		assert.Equal(t, c.comments, comments, c.name)
	}
}
