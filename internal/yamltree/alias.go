package yamltree

import (
	"strconv"

	"go.yaml.in/yaml/v4"
)

// alias gives node the content of its anchor. Where that is impossible it stays null and a problem says why.
func (c *converter) alias(node *Node, n *yaml.Node, depth int) (height int) {
	a, known := c.anchors[n.Alias]
	switch {
	case !known:
		node.Unknown = true
		c.p.report(Problem{
			Code: "yaml-syntax", Start: node.Start, End: node.End,
			Message: "alias without an anchor on line " + c.lineOf(node), // its name may be a secret without quotes
			Hint:    "quote the value, or define the anchor",
		})
		return 0
	case a.open:
		c.limit(node, "alias "+strconv.Quote("*"+n.Value)+" on line "+c.lineOf(node)+" contains itself",
			"remove the alias from the content of its anchor")
		return 0
	case depth+a.height > MaxDepth:
		if !c.tooDeep {
			c.tooDeep = true
			c.limit(node, depthMessage+": alias "+strconv.Quote("*"+n.Value)+" on line "+c.lineOf(node), "")
		}
		c.p.tree.Partial = true
		return 0
	case c.expanded+a.size-1 > MaxNodes:
		if !c.overfull {
			c.overfull = true
			c.limit(node, "more than "+strconv.Itoa(MaxNodes)+" values and keys after the expansion of alias "+
				strconv.Quote("*"+n.Value)+" on line "+c.lineOf(node), "write fewer aliases")
		}
		c.p.tree.Partial = true
		return 0
	}
	c.expanded += a.size - 1
	start, end := node.Start, node.End
	*node = *a.node
	node.Alias, node.Start, node.End = true, start, end
	c.p.tree.aliases = append(c.p.tree.aliases, alias{node: node, origin: a.node})
	return a.height
}

func (c *converter) limit(node *Node, message, hint string) {
	c.p.report(Problem{Code: "input-limit", Start: node.Start, End: node.End, Message: message, Hint: hint})
}

func (c *converter) lineOf(node *Node) string { return strconv.Itoa(c.p.line(node.Start)) }

// merge appends the entries that the values of "<<" bring to a mapping which does not have them. Of two sources the
// earlier one counts.
func (c *converter) merge(node *Node, values []*Node) {
	var sources []*Node
	for _, value := range values {
		switch value.Kind {
		case Mapping:
			sources = append(sources, value)
		case Sequence:
			for _, item := range value.Items {
				if item.Kind == Mapping {
					sources = append(sources, item)
				} else if item.Kind != Null || !item.Alias {
					c.badMerge(item)
				}
			}
		default:
			c.badMerge(value)
		}
	}
	have := make(map[string]bool, len(node.Members))
	for i := range node.Members {
		have[node.Members[i].Key.Text] = true
	}
	for _, source := range sources {
		for _, m := range source.Members {
			if key := m.Key; isScalar(key) && !have[key.Text] {
				have[key.Text] = true
				m.Merged = true
				node.Members = append(node.Members, m)
			}
		}
	}
}

func (c *converter) badMerge(value *Node) {
	if value.Start < value.End && c.src[value.Start] == '*' && value.Kind == Null {
		return // an alias that could not be resolved has its own problem
	}
	start, end := visibleRange(c.src, value.Start, value.End)
	c.p.report(Problem{
		Code: "yaml-syntax", Start: start, End: end,
		Message: `the merge key "<<" takes a mapping or a list of mappings`,
		Hint:    "name the anchor of a mapping, or quote the key",
	})
}
