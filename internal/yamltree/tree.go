package yamltree

// Syntax is the notation that a text was read as.
type Syntax uint8

const (
	YAML Syntax = iota
	JSON
)

// Kind is the shape of a value.
type Kind uint8

const (
	Null     Kind = iota // absent text, ~ or null
	Scalar               // any other scalar
	Sequence             // a list
	Mapping
)

// Style is the way a value is written.
type Style uint8

const (
	Plain Style = iota // an unquoted scalar, and every JSON literal that is not a string
	SingleQuoted
	DoubleQuoted // also a JSON string
	Literal      // a block scalar introduced by |
	Folded       // a block scalar introduced by >
	Block        // a mapping or sequence in block style
	Flow         // a mapping or sequence in brackets; every JSON collection
)

// Tree is a parsed document and the text that it stands in.
type Tree struct {
	Source   []byte // UTF-8; every offset of the tree counts in it
	Syntax   Syntax
	Root     *Node     // nil when nothing could be read
	Problems []Problem // in order of position
	Partial  bool      // part of the text could not be read: what is missing from the tree may stand in the text

	// Dropped counts, by code, the problems that were left out: of one code, Problems keeps no more than a file may have
	// findings.
	Dropped map[string]int

	lines []int32 // where each line starts, see Position
	arena arena   // every node, in the order of the text
	whole bool    // the nodes cover the whole text: comments stand in the gaps between scalars

	aliases []alias // those that could be resolved, in the order of the text
}

// alias is an alias and what it repeats.
type alias struct {
	node, origin *Node
}

// Node is a value and where it stands. Nodes are shared: an alias has the same Members and Items as its anchor.
type Node struct {
	Kind    Kind
	Style   Style
	Unknown bool     // the value cannot be known: an alias without an anchor, a tag outside the core schema
	Alias   bool     // Start and End enclose the alias; the content is its anchor's
	Tag     string   // an explicit core tag such as "!!str"; "" when none is written
	Start   int      // byte offset of the first byte of the value, behind anchor and tag
	End     int      // byte offset behind its last byte; equal to Start for a null that is not written
	Text    string   // Scalar and Null: the text without quotes and escapes
	Members []Member // Mapping: in source order, duplicates included, merged ones ("<<") behind the written ones
	Items   []*Node  // Sequence
}

// Member is one key and value of a mapping.
type Member struct {
	Key    *Node
	Value  *Node
	Merged bool // it comes from the mapping that a "<<" names
}

// Problem is something wrong with the text itself. Code is one of the codes of the catalogue: file-empty,
// input-limit, encoding-invalid, tab-indentation, yaml-syntax, json-syntax, multiple-documents, duplicate-key,
// duplicate-key-equal.
type Problem struct {
	Code    string
	Start   int // byte range at fault
	End     int
	Path    string // of the mapping entry concerned, as diag.Path writes it; "" when none
	Message string // lower case, names the thing; of a value it quotes at most the first character or an alias that has an anchor
	Hint    string // imperative; may be empty
	Fix     *Fix   // nil when none
	Related []Place
}

// Place is a second position that a problem speaks of.
type Place struct {
	Start, End int
	Path       string
	Message    string
}

// Fix is a way to remove a problem.
type Fix struct {
	Title string
	Edits []Edit // sorted, not overlapping
}

// Edit replaces the bytes [Start, End) of the source by Text.
type Edit struct {
	Start, End int
	Text       string
}

// Member returns the last member of a mapping that has the key, or nil.
func (n *Node) Member(key string) *Member {
	for i := len(n.Members) - 1; i >= 0; i-- {
		if m := &n.Members[i]; m.Key.Text == key && !m.Merged {
			return m
		}
	}
	for i := range n.Members {
		if m := &n.Members[i]; m.Key.Text == key {
			return m
		}
	}
	return nil
}
