package schema

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"github.com/astrofile/astrofile/internal/spec"
)

// kind is the shape of a node.
type kind uint8

const (
	nothing kind = iota // no value yet
	scalar
	list
	mapping
)

// node is the value of a key, an entry of a list, or the root of an [outline].
type node struct {
	parent           *node
	kids             []*node
	key              string // of a member of a mapping
	keyStart, keyEnd int
	kind             kind
	flow             bool // in brackets
	indent           int  // block collections: the column of the keys or dashes
	start, end       int  // scalar: its text, with quotes
}

// outline is what a text that somebody is writing looks like: keys and values by their columns and brackets. A reader
// of YAML stops at what is half-written; this one takes every line for what it seems to be.
type outline struct {
	src    []byte
	json   bool
	offset int // of the cursor
	root   *node
	spot   spot // where the cursor is

	open   []*node // block collections that the next line may go on, from the outside in
	text   int     // the lines that are further right belong to a block scalar; -1: none
	nodes  int
	arena  []node
	depth  int // of brackets
	broken bool
}

// read makes the outline of a text. It reports false when the text is beyond the limits of a Deployment file.
func read(src []byte, json bool, offset int) (*outline, bool) {
	o := &outline{src: src, json: json, offset: offset, text: -1}
	o.root = o.node(nil)
	pos := 0
	if bytes.HasPrefix(src, []byte("\ufeff")) {
		pos = len("\ufeff")
	}
	for pos <= len(src) && !o.broken {
		pos = o.line(pos)
	}
	return o, !o.broken
}

func (o *outline) node(parent *node) *node {
	if len(o.arena) == 0 {
		o.arena = make([]node, 256)
	}
	n := &o.arena[0]
	o.arena = o.arena[1:]
	n.parent = parent
	o.nodes++
	if o.nodes > spec.AliasNodesMax {
		o.broken = true
	}
	return n
}

// add adds an entry to a collection.
func (o *outline) add(to *node) *node {
	n := o.node(to)
	to.kids = append(to.kids, n)
	return n
}

func (o *outline) top() *node {
	if len(o.open) == 0 {
		return nil
	}
	return o.open[len(o.open)-1]
}

func (o *outline) push(n *node) {
	o.open = append(o.open, n)
	if len(o.open) > spec.NestingMax {
		o.broken = true
	}
}

// enter returns the block collection that a key or a dash at a column belongs to, or nil when there is none: the line
// goes on a text, say.
func (o *outline) enter(col int, k kind) *node {
	for top := o.top(); top != nil; top = o.top() {
		if col == top.indent && top.kind == k {
			return top
		}
		if col > top.indent || col == top.indent && k == list && top.last() != nil && top.last().kind == nothing {
			break // a list may have its dashes in the column of its key
		}
		o.open = o.open[:len(o.open)-1]
	}
	slot := o.root
	if top := o.top(); top != nil {
		slot = top.last()
		if slot == nil { // opened by the cursor
			top.kind, top.indent = k, col
			return top
		}
	}
	for {
		switch {
		case slot.kind == nothing, slot.kind >= list && !slot.flow && len(slot.kids) == 0:
			slot.kind, slot.indent = k, col
			o.push(slot)
			return slot
		case slot.kind == scalar || slot.flow:
			return nil
		}
		o.push(slot) // the columns do not fit: it went on further right
		if col <= slot.indent {
			if slot.kind != k {
				return nil
			}
			return slot
		}
		slot = slot.last()
	}
}

func (n *node) last() *node {
	if len(n.kids) == 0 {
		return nil
	}
	return n.kids[len(n.kids)-1]
}

// member returns the value of a key, or nil.
func (n *node) member(key string) *node {
	if n == nil || n.kind != mapping {
		return nil
	}
	for _, kid := range slices.Backward(n.kids) {
		if kid.key == key {
			return kid
		}
	}
	return nil
}

// field returns the row of a key or of an entry of a list of texts, or nil.
func (n *node) field() *spec.Field {
	switch {
	case n.parent == nil:
		return nil
	case n.parent.kind == mapping:
		return n.parent.level().Field(n.key)
	}
	if f := n.parent.field(); f != nil {
		return f.Item
	}
	return nil
}

// level returns the keys that the node has if it is a mapping, or nil.
func (n *node) level() *spec.Level {
	if n.parent == nil {
		return spec.LevelAt("")
	}
	if n.parent.kind == mapping {
		if f := n.parent.level().Field(n.key); f != nil && f.Type == spec.Mapping {
			return f.Level
		}
		return nil
	}
	if f := n.parent.field(); f != nil && f.Type == spec.Mappings {
		return f.Level
	}
	return nil
}

// value returns the text of a scalar without its quotes. Of a text that goes on over several lines it returns the first.
func (o *outline) value(n *node) string {
	if n == nil || n.kind != scalar {
		return ""
	}
	return unquoted(string(o.src[n.start:n.end]))
}

func unquoted(text string) string {
	if len(text) < 2 {
		return text
	}
	switch text[0] {
	case '\'':
		return strings.ReplaceAll(text[1:len(text)-1], "''", "'")
	case '"':
		if plain, err := strconv.Unquote(text); err == nil {
			return plain
		}
		return text[1 : len(text)-1]
	}
	return text
}
