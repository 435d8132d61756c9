package yamltree

import "strconv"

// beyondNodes returns where a YAML text has more keys and values than the limit allows, or -1. The parser could only
// tell when all of them are in memory. Most texts are too short for so many; the others are skimmed.
func beyondNodes(src []byte) int {
	if len(src) < MaxNodes {
		return -1
	}
	beyond, count, aliases := -1, 0, 0
	s := skimmer{src: src, tabWidth: 1, onNode: func(at int) {
		// What aliases repeat is limited by the converter, which tells more; only their mass is for here.
		if src[at] == '*' {
			if aliases++; aliases <= MaxNodes {
				return
			}
		}
		if count++; count > MaxNodes && beyond < 0 {
			beyond = at
		}
	}}
	s.run()
	return beyond
}

// reportNodes reports that text, which is read for the source, has too many nodes from at on.
func (p *parser) reportNodes(text []byte, at int) {
	start, end := visibleRange(text, at, tokenEnd(text, at))
	p.report(Problem{
		Code: "input-limit", Start: start, End: end,
		Message: "the file has more than " + strconv.Itoa(MaxNodes) + " keys and values",
		Hint:    "split the file",
	})
}
