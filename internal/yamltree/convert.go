package yamltree

import (
	"go.yaml.in/yaml/v4"
)

// converter makes our nodes from the parser's and finds the byte range of each.
type converter struct {
	p        *parser
	src      []byte
	cursor   *cursor
	anchors  map[*yaml.Node]anchored
	expanded int  // nodes so far, those behind aliases counted each time
	overfull bool // the limit of nodes was reported
	tooDeep  bool // the limit of depth was reported
}

// anchored is what an alias repeats. It is open while its own content is being read.
type anchored struct {
	node   *Node
	size   int
	height int
	open   bool
}

// convert returns the node for n, which stands depth collections deep, and the number of collections in it.
func (c *converter) convert(n *yaml.Node, depth int) (node *Node, height int) {
	node = c.p.tree.arena.node()
	c.expanded++
	start := c.cursor.offset(n.Line, n.Column)
	if n.Kind == yaml.AliasNode {
		node.Start, node.End = start, min(start+1+len(n.Value), len(c.src))
		return node, c.alias(node, n, depth)
	}
	before := c.expanded
	if n.Anchor != "" || n.Style&yaml.TaggedStyle != 0 || n.Tag == "!" {
		start = c.properties(n, node, start)
	}
	node.Start = start
	if n.Anchor != "" {
		c.anchor(n, anchored{open: true})
	}
	switch n.Kind {
	case yaml.MappingNode:
		height = 1 + c.mapping(n, node, depth+1)
	case yaml.SequenceNode:
		height = 1 + c.sequence(n, node, depth+1)
	default:
		c.scalar(n, node)
	}
	if n.Anchor != "" {
		c.anchor(n, anchored{node: node, size: c.expanded - before + 1, height: height})
	}
	if height > 0 && depth == MaxDepth {
		c.reportDepth(node)
		node.Kind, node.Members, node.Items = Null, nil, nil
		c.p.tree.Partial = true
	}
	return node, height
}

func (c *converter) reportDepth(node *Node) {
	if c.tooDeep {
		return
	}
	c.tooDeep = true
	c.p.reportDepth(node.Start, node.End)
}

func (c *converter) anchor(n *yaml.Node, a anchored) {
	if c.anchors == nil {
		c.anchors = map[*yaml.Node]anchored{}
	}
	c.anchors[n] = a
}

// properties skips anchor and tag, in either order, notes the tag and returns where the content starts.
func (c *converter) properties(n *yaml.Node, node *Node, at int) int {
	hasAnchor, hasTag := n.Anchor != "", n.Style&yaml.TaggedStyle != 0 || n.Tag == "!"
	behind := at
	for at < len(c.src) {
		switch {
		case hasAnchor && c.src[at] == '&':
			hasAnchor = false
			at = min(at+1+len(n.Anchor), len(c.src))
		case hasTag && c.src[at] == '!':
			hasTag = false
			end := skipTag(c.src, at)
			c.tag(n, node, at, end)
			at = end
		default:
			return at
		}
		behind = at
		at = skipSpace(c.src, at)
		if !hasAnchor && !hasTag {
			break
		}
	}
	if n.Kind == yaml.ScalarNode && n.Value == "" && n.Style&^yaml.TaggedStyle == 0 {
		return behind
	}
	return at
}

func (c *converter) tag(n *yaml.Node, node *Node, start, end int) {
	switch n.Tag {
	case "!!str", "!!int", "!!float", "!!bool", "!!null", "!!map", "!!seq":
		node.Tag = n.Tag
	case "!":
		if n.Kind == yaml.ScalarNode {
			node.Tag = "!!str"
		}
	default:
		node.Unknown = true
		c.p.report(Problem{
			Code: "yaml-syntax", Start: start, End: end,
			Message: "tag outside the core schema", // its name may be a secret without quotes
			Hint:    "quote the value, or use one of !!str, !!int, !!float, !!bool, !!null, !!map, !!seq",
		})
	}
}

func (c *converter) scalar(n *yaml.Node, node *Node) {
	node.Kind, node.Text = Scalar, n.Value
	switch {
	case n.Style&yaml.DoubleQuotedStyle != 0:
		node.Style = DoubleQuoted
		node.End = quotedEnd(c.src, node.Start)
	case n.Style&yaml.SingleQuotedStyle != 0:
		node.Style = SingleQuoted
		node.End = quotedEnd(c.src, node.Start)
	case n.Style&yaml.LiteralStyle != 0:
		node.Style = Literal
		node.End = blockEnd(c.src, node.Start, n.Value)
	case n.Style&yaml.FoldedStyle != 0:
		node.Style = Folded
		node.End = blockEnd(c.src, node.Start, n.Value)
	default:
		node.End = plainEnd(c.src, node.Start, n.Value)
		if node.Tag == "!!null" || node.Tag == "" && isNull(n.Value) {
			node.Kind = Null
		}
	}
}

func isNull(text string) bool {
	switch text {
	case "", "~", "null", "Null", "NULL":
		return true
	}
	return false
}

func (c *converter) sequence(n *yaml.Node, node *Node, depth int) (height int) {
	node.Kind = Sequence
	node.Items = c.p.tree.arena.itemSlice(len(n.Content))
	end := node.Start + 1
	for _, child := range n.Content {
		item, h := c.convert(child, depth)
		node.Items = append(node.Items, item)
		height = max(height, h)
		end = max(end, item.End)
	}
	if n.Style&yaml.FlowStyle != 0 {
		node.Style = Flow
		end = flowEnd(c.src, end)
	} else {
		node.Style = Block
	}
	node.End = end
	return height
}

func (c *converter) mapping(n *yaml.Node, node *Node, depth int) (height int) {
	node.Kind, node.Style = Mapping, Block
	flow := n.Style&yaml.FlowStyle != 0
	if flow {
		node.Style = Flow
	}
	node.Members = c.p.tree.arena.memberSlice(len(n.Content) / 2)
	end := node.Start
	var merged []*Node
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, h := c.convert(n.Content[i], depth)
		value, h2 := c.convert(n.Content[i+1], depth)
		if written := n.Content[i+1]; written.Kind == yaml.ScalarNode && written.Value == "" && value.Start == value.End {
			c.placeNull(written, value, key, flow)
		}
		height = max(height, h, h2)
		end = max(end, key.End, value.End)
		if key.Text == "<<" && key.Style == Plain && key.Kind == Scalar && !key.Alias && key.Tag == "" {
			merged = append(merged, value)
			continue
		}
		node.Members = append(node.Members, Member{Key: key, Value: value})
	}
	if flow && !isPair(c.src, n, node) {
		end = flowEnd(c.src, max(end, node.Start+1))
	}
	node.End = end
	if merged != nil {
		c.merge(node, merged)
	}
	return height
}

// placeNull moves a value that is not written to where it would stand: behind the colon, or behind the key when there
// is no colon. One with an anchor or a tag stands behind these. In block style the parser's position tells the colon of
// this entry from that of the next; in flow style it is the one of the next token.
func (c *converter) placeNull(written *yaml.Node, value, key *Node, flow bool) {
	if written.Anchor != "" || written.Style&yaml.TaggedStyle != 0 || written.Tag == "!" {
		return
	}
	colon := skipSpace(c.src, key.End)
	behind := colon + 1
	switch {
	case colon >= len(c.src) || c.src[colon] != ':',
		!flow && value.Start != behind,
		flow && behind < len(c.src) && !isBlank(c.src[behind]) && breakLen(c.src[behind:]) == 0 && !isFlowIndicator(c.src[behind]):
		value.Start, value.End = key.End, key.End
	default:
		value.Start, value.End = behind, behind
	}
}

// isPair tells whether a flow mapping is the pair of a list such as [a: b], which has no braces of its own.
func isPair(src []byte, n *yaml.Node, node *Node) bool {
	if node.Start >= len(src) || src[node.Start] != '{' {
		return true
	}
	return len(n.Content) > 0 && n.Content[0].Line == n.Line && n.Content[0].Column == n.Column
}

// flowEnd returns the offset behind the bracket that closes a flow collection whose last child ends at at.
func flowEnd(src []byte, at int) int {
	for at < len(src) {
		at = skipSpace(src, at)
		if at < len(src) && (src[at] == ']' || src[at] == '}') {
			return at + 1
		}
		at++
	}
	return len(src)
}
