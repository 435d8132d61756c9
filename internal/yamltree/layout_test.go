package yamltree

import (
	"hash/fnv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// drawnShape draws by lot, from the text of keys, what belongs to the model and in which order.
type drawnShape struct{ seed uint64 }

func (s drawnShape) draw(text string) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(text))
	return h.Sum64() + s.seed*0x9E3779B97F4A7C15
}

func (s drawnShape) Fits(*Node) bool { return true }

func (s drawnShape) Member(m *Member) (place int, shape Shape) {
	lot := s.draw(m.Key.Text) >> 20
	if lot%3 == 0 {
		return int(lot % 7), nil
	}
	return int(lot % 7), drawnShape{lot}
}

func (s drawnShape) Item(*Node) Shape { return s }

func (s drawnShape) Scalar(text string) *Node {
	switch s.seed % 3 {
	case 0:
		return nil
	case 1:
		return &Node{Kind: Scalar, Text: text, Style: DoubleQuoted}
	default:
		return &Node{Kind: Scalar, Text: text}
	}
}

// TestLayoutOfGenerated lays out documents of every style, as a shape wants it and without one: none is refused, nothing
// is lost, and doing it twice changes nothing more.
func TestLayoutOfGenerated(t *testing.T) {
	for seed := range uint64(3000) {
		checkLayout(t, "x.yaml", newEditWriter(seed).yaml(), seed)
		checkLayout(t, "x.json", newEditWriter(seed).json(), seed)
	}
}

func FuzzLayout(f *testing.F) {
	for seed := range uint64(50) {
		f.Add(seed, seed)
	}
	f.Fuzz(func(t *testing.T, text, shape uint64) {
		checkLayout(t, "x.yaml", newEditWriter(text).yaml(), shape)
	})
}

func checkLayout(t *testing.T, name, src string, seed uint64) {
	t.Helper()
	tree := Parse(name, []byte(src))
	if len(tree.Problems) > 0 || tree.Root == nil || tree.Root.Kind != Mapping && tree.Root.Kind != Sequence {
		return
	}
	for _, shape := range []Shape{nil, drawnShape{seed}} {
		o := LayoutOptions{Root: shape}
		out, problem := tree.layout(o, true)
		require.Nil(t, problem, "of\n%s", src)
		other := Parse(name, out)
		require.Empty(t, other.Problems, "in\n%s\nmade of\n%s", out, src)
		require.True(t, same(tree.Root, other.Root), "another tree\n%s\nmade of\n%s", out, src)
		require.Equal(t, tree.commentTexts(), other.commentTexts(), "in\n%s\nmade of\n%s", out, src)
		again, problem := other.layout(o, true)
		require.Nil(t, problem)
		require.Equal(t, string(out), string(again), "made of\n%s", src)
	}
}

// FuzzQuickForm states that a text gets the form that Encode would give it.
func FuzzQuickForm(f *testing.F) {
	for _, text := range []string{
		"https://example.com/a?b=c&d#e", "a b", "it's: here", "nightly loads: x", "a #b", "a# b", "{a: 1}", "[a, 'b']",
		"*/5 * * * *", "false", "falsey", "0123", "x\\y", "a ", "{ ", "ends:", "2024-01-02T03:04:05Z", "a:b", "a: b", "2024-02-30T00:00:00Z",
	} {
		for style := range byte(3) {
			f.Add(text, style)
		}
	}
	f.Fuzz(func(t *testing.T, text string, style byte) {
		n := &Node{Kind: Scalar, Text: text}
		switch style % 3 {
		case 1:
			n.Style = DoubleQuoted
		case 2:
			if !strings.HasPrefix(text, "2024-01-02T03:04:05") || strings.Trim(text[10:], "T0123456789:.Z") != "" {
				return // only a time has this tag
			}
			n.Tag = "!!timestamp"
		}
		raw, known := quickForm(n)
		if !known {
			return
		}
		want, err := Encode(n, YAML)
		require.NoError(t, err)
		require.Equal(t, string(want), raw+"\n")
		list, err := Encode(&Node{Kind: Sequence, Items: []*Node{n}}, YAML)
		require.NoError(t, err)
		require.Equal(t, "- "+raw+"\n", string(list))
	})
}
