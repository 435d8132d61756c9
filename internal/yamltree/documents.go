package yamltree

import (
	"strconv"

	"go.yaml.in/yaml/v4"
)

// build makes the tree of the first document that is not empty and reports the others.
func (p *parser) build(text []byte, l loaded) {
	t := p.tree
	first := l.filled()
	if first == nil {
		if !t.Partial {
			p.reportEmpty()
		}
		return
	}
	c := &converter{p: p, src: text, cursor: newCursor(text, p.starts)}
	t.Root, _ = c.convert(first.Content[0], 0)
	t.whole = !t.Partial && first == l.docs[0]
	count, second := 0, (*yaml.Node)(nil)
	for i, doc := range l.docs {
		if isEmpty(doc) && i > 0 {
			continue
		}
		if count++; count == 2 {
			second = doc
		}
	}
	if l.err != nil {
		f := explain(text, l)
		p.report(f.problem())
		t.whole = false
		if f.behind {
			t.Partial = true // it belongs to the document, but the parser takes that for ended
		} else {
			count++
		}
	}
	if second == nil {
		return
	}
	t.whole = false
	start := c.cursor.offset(second.Line, second.Column)
	start, end := visibleRange(text, start, lineEnd(text, start))
	p.report(Problem{
		Code: "multiple-documents", Start: start, End: end,
		Message: "the file has " + strconv.Itoa(count) + " documents, the second on line " +
			strconv.Itoa(p.line(start)) + "; the official CLI applies the first and ignores the rest",
		Hint: "keep one document in a file",
	})
}

func isEmpty(doc *yaml.Node) bool {
	if len(doc.Content) == 0 {
		return true
	}
	root := doc.Content[0]
	return root.Kind == yaml.ScalarNode && root.ShortTag() == "!!null"
}
