package yamltree

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// editModel is what a value means, without its place in a text.
type editModel struct {
	Kind   Kind
	Text   string
	Typed  bool // plain, so that the text may be read as a number
	Keys   []string
	Values []*editModel
}

func modelOf(n *Node, of map[*Node]*editModel) *editModel {
	m := &editModel{Kind: n.Kind, Text: n.Text, Typed: n.Style == Plain && isTyped(n.Text)}
	if n.End == 0 && n.Kind == Scalar {
		m.Typed = n.Tag != "" // of a value that was never read
	}
	if n.Kind == Null {
		m.Text = "" // ~ and null and nothing are the same
	}
	of[n] = m
	for _, item := range n.Items {
		m.Values = append(m.Values, modelOf(item, of))
	}
	for i := range n.Members {
		m.Keys = append(m.Keys, n.Members[i].Key.Text)
		m.Values = append(m.Values, modelOf(n.Members[i].Value, of))
	}
	return m
}

func (m *editModel) remove(i int) {
	if m.Kind == Mapping {
		m.Keys = slices.Delete(m.Keys, i, i+1)
	}
	m.Values = slices.Delete(m.Values, i, i+1)
}

func (m *editModel) insert(i int, key string, value *editModel) {
	if m.Kind == Mapping {
		m.Keys = slices.Insert(m.Keys, i, key)
	}
	m.Values = slices.Insert(m.Values, i, value)
}

func (m *editModel) String() string {
	switch m.Kind {
	case Mapping, Sequence:
		var b strings.Builder
		for i, v := range m.Values {
			if m.Kind == Mapping {
				b.WriteString(strconv.Quote(m.Keys[i]) + ":")
			}
			b.WriteString(v.String() + ",")
		}
		if m.Kind == Mapping {
			return "{" + b.String() + "}"
		}
		return "[" + b.String() + "]"
	case Null:
		return "null"
	default:
		if m.Typed {
			return m.Text
		}
		return strconv.Quote(m.Text)
	}
}

func textModel(text string) *editModel { return &editModel{Kind: Scalar, Text: text} }

// editCheck tries every edit on every entry of one text and compares what the edited text means with what the same
// change makes of the model.
type editCheck struct {
	t      testing.TB
	name   string
	tree   *Tree
	strict bool           // the text has neither problems nor aliases
	done   map[string]int // edits that were made, by operation
	nils   map[string]int
	turn   int
}

func newEditCheck(t testing.TB) *editCheck {
	return &editCheck{t: t, done: map[string]int{}, nils: map[string]int{}}
}

func (c *editCheck) try(op string, edits []Edit, lost func(Comment) bool, change func(root *editModel, of map[*Node]*editModel) *editModel) {
	if edits == nil {
		c.nils[op]++
		return
	}
	c.done[op]++
	src := c.tree.Source
	after := Apply(src, edits)
	detail := fmt.Sprintf("%s on\n%s\nmade\n%s\n%q -> %q", op, src, after, src, after)
	require.NotNil(c.t, after, "edits %v of %s", edits, detail)
	if len(c.tree.Problems) > 0 {
		return
	}
	tree := Parse(c.name, after)
	if !c.strict { // a change of an anchor's value may make a merge impossible, but the text stays readable
		require.False(c.t, tree.Partial && !c.tree.Partial, detail)
		return
	}
	require.Empty(c.t, tree.Problems, detail)
	of := map[*Node]*editModel{}
	want := change(modelOf(c.tree.Root, of), of)
	require.Equal(c.t, want.String(), modelOf(tree.Root, map[*Node]*editModel{}).String(), detail)
	left := map[string]int{}
	for _, comment := range tree.Comments() {
		left[string(tree.Source[comment.Start:comment.End])]++
	}
	for _, comment := range c.tree.Comments() {
		text := string(src[comment.Start:comment.End])
		if lost == nil || !lost(comment) {
			left[text]--
			require.GreaterOrEqual(c.t, left[text], 0, "lost comment %s %s", text, detail)
		}
	}
}

var editTexts = []string{
	"plain", "two words", "yes", "Off", "1.10", "0x1F", "1_000", "12:30:45", "", " x", "x ", "it's", `say "hi"`, `C:\dir`,
	"a: b", "a:b", "x #y", "x#y", "- z", "-z", "-1", "line\nbreak", "tab\there", "a,b", "[x]", "{x}", "null", "~", "2026-08-01",
	"emoji 😀", "é\u0085\u2028\ufeff", "?", "? x", "...", "---", "%x", "@x", "`x", "x:", "<<", "=", ".", "a\x00\x7f", "&a", "*a", "!a", "|", ">",
}

// texts returns a few of the texts, in turn all of them.
func (c *editCheck) texts() []string {
	const few = 3
	c.turn = (c.turn + few) % (len(editTexts) - few)
	return editTexts[c.turn : c.turn+few]
}

func (c *editCheck) all(name string, src []byte) {
	c.name, c.tree = name, Parse(name, src)
	if c.tree.Root == nil {
		return
	}
	c.strict = len(c.tree.Problems) == 0 && !hasAliasOrMerge(c.tree)
	var collections []*Node
	c.tree.arena.each(func(n *Node) {
		switch n.Kind {
		case Mapping:
			collections = append(collections, n)
			c.mapping(n)
		case Sequence:
			collections = append(collections, n)
			c.sequence(n)
		}
	})
	for _, from := range collections {
		for _, to := range collections {
			c.moves(from, to)
		}
	}
	c.try("WrapRoot", c.tree.WrapRoot("wrapped"), nil, func(root *editModel, _ map[*Node]*editModel) *editModel {
		return &editModel{Kind: Mapping, Keys: []string{"wrapped"}, Values: []*editModel{root}}
	})
}

func hasAliasOrMerge(tree *Tree) bool {
	found := false
	tree.arena.each(func(n *Node) {
		found = found || n.Alias || written(n) < len(n.Members)
		for i := range n.Members {
			if k := n.Members[i].Key; k.Alias || !isScalar(k) {
				found = true
			}
		}
	})
	return found || strings.Contains(string(tree.Source), "<<")
}

// onLines tells whether a comment stands on the lines of an entry.
func (c *editCheck) onLines(n *Node, i int) func(Comment) bool {
	e, _ := c.tree.entryOf(n, i)
	end := lineEnd(c.tree.Source, e.end)
	if comma := skipSpace(c.tree.Source, e.end); n.Style == Flow && comma < len(c.tree.Source) && c.tree.Source[comma] == ',' {
		end = lineEnd(c.tree.Source, comma)
	}
	return func(comment Comment) bool { return comment.Start >= e.start && comment.Start < end }
}

func (c *editCheck) value(parent *Node, i int) {
	n := valueOf(parent, i)
	if n.Kind == Mapping || n.Kind == Sequence {
		return
	}
	set := func(m *editModel) func(*editModel, map[*Node]*editModel) *editModel {
		return func(root *editModel, of map[*Node]*editModel) *editModel {
			*of[n] = *m
			return root
		}
	}
	for _, text := range c.texts() {
		c.try("SetText", c.tree.SetText(n, text), nil, set(textModel(text)))
	}
	lines := "one\n  two\n\nthree" + []string{"", "\n"}[c.turn%2]
	c.try("SetText", c.tree.SetText(n, lines), nil, set(textModel(lines)))
	typed := n.Style == Plain && n.Kind == Scalar && (c.tree.Syntax == JSON || isTyped(n.Text))
	c.try("SetAlike", c.tree.SetAlike(n, "5"), nil, set(&editModel{Kind: Scalar, Text: "5", Typed: typed}))
	c.fill(n)
	c.try("SetLiteral", c.tree.SetLiteral(n, "true"), nil, set(&editModel{Kind: Scalar, Text: "true", Typed: true}))
	c.try("Quote", c.tree.Quote(n), nil, set(textModel(n.Text)))
	c.try("Unquote", c.tree.Unquote(n), nil, set(&editModel{Kind: Scalar, Text: n.Text, Typed: isTyped(n.Text)}))
	c.try("WrapInList", c.tree.WrapInList(n), nil, func(root *editModel, of map[*Node]*editModel) *editModel {
		item := *of[n]
		*of[n] = editModel{Kind: Sequence, Values: []*editModel{&item}}
		return root
	})
}

// valuesFor returns what is to be written into the text. A quote in a plain scalar of several lines hides tabs from the
// check of indentation, and another quote behind it brings them up: such texts get no quotes.
func (c *editCheck) valuesFor() []*Node {
	src := string(c.tree.Source)
	if c.tree.Syntax == YAML && strings.Contains(src, "\t") && strings.ContainsAny(src, `"'`) {
		return nil
	}
	return editValues
}

// fill puts something into a null or an empty collection.
func (c *editCheck) fill(n *Node) {
	for _, value := range c.valuesFor() {
		c.try("Fill", c.tree.Fill(n, value), nil, func(root *editModel, of map[*Node]*editModel) *editModel {
			*of[n] = *modelOf(value, map[*Node]*editModel{})
			return root
		})
	}
}

// editValues are collections to be written.
var editValues = []*Node{
	mappingOf("new", &Node{Kind: Scalar, Text: "a: b"}),
	mappingOf("new key", mappingOf("yes", &Node{Kind: Sequence, Items: []*Node{{Kind: Null}, {Kind: Scalar, Text: "line\nbreak"}}})),
	{Kind: Sequence, Items: []*Node{{Kind: Scalar, Text: "a, b"}, {Kind: Scalar, Text: "5", Tag: "!!int"}}},
	{Kind: Sequence, Items: []*Node{
		{Kind: Mapping, Members: []Member{mappingOf("a", &Node{Kind: Scalar, Text: "yes"}).Members[0], mappingOf("b", &Node{Kind: Null}).Members[0]}},
	}},
}

func (c *editCheck) mapping(n *Node) {
	c.fill(n)
	for i := range n.Members {
		m := &n.Members[i]
		c.value(n, i)
		for _, text := range c.texts() {
			c.try("Rename", c.tree.Rename(m, text), nil, func(root *editModel, of map[*Node]*editModel) *editModel {
				of[n].Keys[i] = text
				return root
			})
		}
		c.try("DeleteMember", c.tree.DeleteMember(n, i), c.onLines(n, i), func(root *editModel, of map[*Node]*editModel) *editModel {
			of[n].remove(i)
			return root
		})
	}
	for after := -1; after < written(n); after++ {
		for _, key := range []string{"added", "yes"} {
			c.try("AddMember", c.tree.AddMember(n, after, key, `"new text"`), nil, func(root *editModel, of map[*Node]*editModel) *editModel {
				of[n].insert(after+1, key, textModel("new text"))
				return root
			})
		}
		c.try("AddMember", c.tree.AddMember(n, after, "added", ""), nil, func(root *editModel, of map[*Node]*editModel) *editModel {
			of[n].insert(after+1, "added", &editModel{})
			return root
		})
	}
	for after := -1; after < written(n); after++ {
		for _, value := range c.valuesFor() {
			c.try("InsertMember", c.tree.InsertMember(n, after, "added", value), nil, func(root *editModel, of map[*Node]*editModel) *editModel {
				of[n].insert(after+1, "added", modelOf(value, map[*Node]*editModel{}))
				return root
			})
		}
	}
	c.try("MappingToList", c.tree.MappingToList(n, "key", "value"), nil, func(root *editModel, of map[*Node]*editModel) *editModel {
		list := &editModel{Kind: Sequence}
		for i := range n.Members {
			key := modelOf(n.Members[i].Key, of)
			list.Values = append(list.Values, &editModel{
				Kind: Mapping, Keys: []string{"key", "value"}, Values: []*editModel{key, of[n.Members[i].Value]},
			})
		}
		*of[n] = *list
		return root
	})
}

func (c *editCheck) sequence(n *Node) {
	c.fill(n)
	for after := -1; after < len(n.Items); after++ {
		if c.valuesFor() == nil {
			break
		}
		for _, value := range []*Node{editValues[2].Items[0], editValues[2].Items[1], editValues[3].Items[0]} {
			c.try("InsertItem", c.tree.InsertItem(n, after, value), nil, func(root *editModel, of map[*Node]*editModel) *editModel {
				of[n].insert(after+1, "", modelOf(value, map[*Node]*editModel{}))
				return root
			})
		}
	}
	for i := range n.Items {
		c.value(n, i)
		c.try("DeleteItem", c.tree.DeleteItem(n, i), c.onLines(n, i), func(root *editModel, of map[*Node]*editModel) *editModel {
			of[n].remove(i)
			return root
		})
	}
	for after := -1; after < len(n.Items); after++ {
		c.try("AddItem", c.tree.AddItem(n, after, `"new text"`), nil, func(root *editModel, of map[*Node]*editModel) *editModel {
			of[n].insert(after+1, "", textModel("new text"))
			return root
		})
		fields := [][2]string{{"a", `"b"`}, {"c d", "5"}}
		c.try("AddItemLines", c.tree.AddItemLines(n, after, fields), nil, func(root *editModel, of map[*Node]*editModel) *editModel {
			of[n].insert(after+1, "", &editModel{Kind: Mapping, Keys: []string{"a", "c d"}, Values: []*editModel{
				textModel("b"), {Kind: Scalar, Text: "5", Typed: true},
			}})
			return root
		})
	}
}

func (c *editCheck) moves(from, to *Node) {
	for i := range from.Members {
		c.try("MoveMember", c.tree.MoveMember(from, i, to), nil, func(root *editModel, of map[*Node]*editModel) *editModel {
			moved := of[from].Values[i]
			of[from].remove(i)
			of[to].insert(len(of[to].Values), from.Members[i].Key.Text, moved)
			return root
		})
	}
}
