package deployfile_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/internal/yamltree"
)

// FuzzFormatRestyled states that one Deployment has one layout: what Marshal writes, written in any other style with
// comments added, comes back as Marshal writes it, each comment on or above the line of its key.
func FuzzFormatRestyled(f *testing.F) {
	formatSeeds(f, func(name string, src []byte) { f.Add(name, src, uint64(len(src))) })
	f.Fuzz(checkRestyled)
}

func TestFormatRestyled(t *testing.T) {
	formatSeeds(t, func(name string, src []byte) {
		for seed := range uint64(1) {
			checkRestyled(t, name, src, seed)
		}
	})
}

func checkRestyled(t *testing.T, name string, src []byte, seed uint64) {
	file, _ := deployfile.Parse(name, src)
	text := marshal(t, file.Deployment, deployfile.SyntaxYAML)
	tree := yamltree.Parse("x.yaml", text)
	if len(tree.Problems) > 0 || strings.Contains(string(text), ": |") || strings.Contains(string(text), "- |") || strings.ContainsAny(string(text), "#\u2028\u2029\u0085") {
		return
	}
	s := &styler{tree: tree, rand: rand.New(rand.NewPCG(seed, 1))}
	s.mapping(tree.Root, 0)
	restyled := s.b.String()

	out, found := deployfile.Format("x.yaml", []byte(restyled))
	require.Empty(t, found, "of\n%s", restyled)
	checkFormat(t, "x.yaml", []byte(restyled))
	bare := withoutComments(t, string(out))
	require.Equal(t, string(text), bare, "restyled:\n%s", restyled)
}

// withoutComments takes out the comments that a styler adds, and asserts that they are where they belong.
func withoutComments(t *testing.T, text string) string {
	var b strings.Builder
	var above []string
	for line := range strings.Lines(text) {
		key := strings.TrimLeft(line, "- ")
		if name, ok := strings.CutPrefix(key, "# above:"); ok {
			above = append(above, strings.TrimSpace(name))
			continue
		}
		bare, behind, has := strings.Cut(strings.TrimSuffix(line, "\n"), " # on:")
		if has {
			require.True(t, strings.HasPrefix(key, behind+":"), "comment of %q behind %q in\n%s", behind, bare, text)
		}
		for _, name := range above {
			require.True(t, name == "item" || strings.HasPrefix(key, name+":"), "comment of %q above %q in\n%s", name, bare, text)
		}
		above = nil
		b.WriteString(bare + "\n")
	}
	require.Empty(t, above)
	return b.String()
}

// styler writes a tree in styles drawn by lot.
type styler struct {
	tree *yamltree.Tree
	rand *rand.Rand
	b    strings.Builder
}

func (s *styler) chance(in int) bool { return s.rand.IntN(in) == 0 }

func (s *styler) spaces(n int) { s.b.WriteString(strings.Repeat(" ", n)) }

// mapping writes the entries of a block mapping from the start of a line on.
func (s *styler) mapping(n *yamltree.Node, indent int) {
	for i, k := range s.rand.Perm(len(n.Members)) {
		s.entry(&n.Members[k], indent, i > 0)
	}
}

func (s *styler) entry(m *yamltree.Member, indent int, mayComment bool) {
	key := m.Key.Text
	if mayComment && s.chance(4) {
		s.spaces(indent)
		fmt.Fprintf(&s.b, "# above:%s\n", key)
	}
	s.spaces(indent)
	s.b.WriteString(key + ":")
	v := m.Value
	switch {
	case v.Kind == yamltree.Mapping && len(v.Members) > 0 && !s.chance(4):
		s.behind(key)
		s.mapping(v, indent+1+s.rand.IntN(6))
	case v.Kind == yamltree.Sequence && len(v.Items) > 0 && !s.chance(4):
		s.behind(key)
		s.list(v, indent+s.rand.IntN(4))
	default:
		s.b.WriteString(" ")
		s.flow(v, indent+1)
		s.behind(key)
	}
}

func (s *styler) behind(key string) {
	if s.chance(4) {
		fmt.Fprintf(&s.b, " # on:%s", key)
	}
	s.b.WriteString("\n")
}

func (s *styler) list(n *yamltree.Node, indent int) {
	for i, item := range n.Items {
		if i > 0 && s.chance(4) {
			s.spaces(indent)
			s.b.WriteString("# above:item\n")
		}
		s.spaces(indent)
		gap := 1 + s.rand.IntN(3)
		s.b.WriteString("-" + strings.Repeat(" ", gap))
		if item.Kind != yamltree.Mapping || len(item.Members) == 0 || s.chance(4) {
			s.flow(item, indent+1)
			s.b.WriteString("\n")
			continue
		}
		rest := &styler{tree: s.tree, rand: s.rand}
		rest.mapping(item, indent+1+gap)
		s.b.WriteString(strings.TrimLeft(rest.b.String(), " "))
	}
}

// flow writes a value in brackets, on one line or on several.
func (s *styler) flow(n *yamltree.Node, indent int) {
	switch n.Kind {
	case yamltree.Mapping:
		s.b.WriteString("{")
		for i, k := range s.rand.Perm(len(n.Members)) {
			s.separate(i, indent)
			m := &n.Members[k]
			s.b.WriteString(m.Key.Text + ": ")
			s.flow(m.Value, indent+1)
			if s.chance(5) {
				fmt.Fprintf(&s.b, " # on:%s\n", m.Key.Text)
				s.spaces(indent)
			}
		}
		s.b.WriteString("}")
	case yamltree.Sequence:
		s.b.WriteString("[")
		for i, item := range n.Items {
			s.separate(i, indent)
			if len(n.Items) == 1 && item.Kind == yamltree.Scalar && item.Style == yamltree.Plain {
				s.b.WriteString("'" + strings.ReplaceAll(item.Text, "'", "''") + "'") // [EMAIL] is a placeholder
				continue
			}
			s.flow(item, indent+1)
		}
		s.b.WriteString("]")
	default:
		s.scalar(n)
	}
}

func (s *styler) separate(i, indent int) {
	if i > 0 {
		s.b.WriteString(",")
	}
	if s.chance(3) {
		s.b.WriteString("\n")
		s.spaces(indent + s.rand.IntN(3))
	} else if i > 0 {
		s.b.WriteString(" ")
	}
}

// scalar writes a scalar as it stands; text that cannot stand between brackets, and some of the other, gets quotes.
func (s *styler) scalar(n *yamltree.Node) {
	written := string(s.tree.Source[n.Start:n.End])
	if n.Kind == yamltree.Scalar && n.Style == yamltree.Plain && strings.Trim(n.Text, "-0123456789") != "" && n.Text != "true" && n.Text != "false" &&
		(strings.ContainsAny(n.Text, ",[]{}:?") || s.chance(4)) {
		written = "'" + strings.ReplaceAll(n.Text, "'", "''") + "'"
	}
	s.b.WriteString(written)
}
