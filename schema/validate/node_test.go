package validate_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/internal/yamltree"
)

// node is a document that mutations change: a mapping, a list or a scalar, in the order of the text.
type node struct {
	mapping, list bool
	keys          []string // of a mapping
	values        []*node  // of a mapping or list
	plain         string   // of a scalar without quotes; "null" for none
	quoted        string   // of a scalar in quotes
	isQuoted      bool
}

func plain(s string) *node  { return &node{plain: s} }
func quoted(s string) *node { return &node{quoted: s, isQuoted: true} }

func read(t *testing.T, src []byte) *node {
	t.Helper()
	tree := yamltree.Parse("good.yaml", src)
	require.Empty(t, tree.Problems, "%s", src)
	return nodeOf(tree.Root)
}

func nodeOf(n *yamltree.Node) *node {
	switch n.Kind {
	case yamltree.Mapping:
		out := &node{mapping: true}
		for _, m := range n.Members {
			out.keys = append(out.keys, m.Key.Text)
			out.values = append(out.values, nodeOf(m.Value))
		}
		return out
	case yamltree.Sequence:
		out := &node{list: true}
		for _, item := range n.Items {
			out.values = append(out.values, nodeOf(item))
		}
		return out
	case yamltree.Null:
		return plain("null")
	}
	if n.Style == yamltree.Plain {
		return plain(n.Text)
	}
	return quoted(n.Text)
}

func (n *node) clone() *node {
	out := *n
	out.keys = append([]string(nil), n.keys...)
	out.values = make([]*node, len(n.values))
	for i, v := range n.values {
		out.values[i] = v.clone()
	}
	return &out
}

// text writes the document in block style.
func (n *node) text() []byte {
	var b strings.Builder
	n.write(&b, "")
	return []byte(strings.TrimPrefix(b.String(), "\n"))
}

func (n *node) write(b *strings.Builder, indent string) {
	switch {
	case n.mapping && len(n.values) == 0:
		b.WriteString(" {}\n")
	case n.list && len(n.values) == 0:
		b.WriteString(" []\n")
	case n.mapping:
		b.WriteByte('\n')
		for i, v := range n.values {
			key := n.keys[i]
			if strings.Trim(key, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-") != "" || key == "" || len(key) == 1 {
				key = strconv.Quote(key)
			}
			b.WriteString(indent + key + ":")
			v.write(b, indent+"  ")
		}
	case n.list:
		b.WriteByte('\n')
		for _, v := range n.values {
			b.WriteString(indent + "-")
			v.write(b, indent+"  ")
		}
	case n.isQuoted:
		b.WriteString(" " + strconv.Quote(n.quoted) + "\n")
	default:
		b.WriteString(" " + n.plain + "\n")
	}
}

func (n *node) get(key string) *node {
	for i, k := range n.keys {
		if k == key {
			return n.values[i]
		}
	}
	return nil
}

// all returns every collection of the document.
func (n *node) all(keep func(*node) bool) []*node {
	var found []*node
	if keep(n) {
		found = append(found, n)
	}
	for _, v := range n.values {
		found = append(found, v.all(keep)...)
	}
	return found
}
