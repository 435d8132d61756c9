package yamltree

import (
	"bytes"
	"sort"
	"strconv"
	"strings"

	"github.com/astrofile/astrofile/internal/spec"
)

// Limits of what is read. A text beyond one of them has a problem input-limit.
const (
	MaxBytes = spec.FileBytesMax  // length of the text
	MaxDepth = spec.NestingMax    // mappings and lists within each other
	MaxNodes = spec.AliasNodesMax // values and keys, those that aliases repeat counted each time
)

// Parse reads src, which may be YAML or JSON (name decides, see [SyntaxOf]). It never returns nil and never panics.
func Parse(name string, src []byte) *Tree {
	p := &parser{tree: &Tree{Source: src}, name: name}
	p.parse()
	return p.tree
}

// SyntaxOf tells what a text is read as: JSON if the name ends in .json, or if it ends in neither .yaml nor .yml and
// the text opens with a brace.
func SyntaxOf(name string, src []byte) Syntax {
	name = strings.ToLower(name)
	switch {
	case strings.HasSuffix(name, ".json"):
		return JSON
	case strings.HasSuffix(name, ".yaml"), strings.HasSuffix(name, ".yml"):
		return YAML
	}
	src = bytes.TrimLeft(src[bomLen(src):], " \t\r\n")
	if len(src) > 0 && src[0] == '{' {
		return JSON
	}
	return YAML
}

// parser holds what is known of the text while the tree is being made.
type parser struct {
	tree    *Tree
	name    string
	leftOut []int   // where lines begin that were left out after a mistake
	slow    bool    // for tests: leave everything to the parser
	starts  []int32 // lines of the text that is being read; with tabs this is not the source
	kept    map[string]int
	scratch struct { // of collections whose size is not known yet
		members []Member
		items   []*Node
	}
}

func (p *parser) parse() {
	t := p.tree
	if len(t.Source) > MaxBytes {
		t.Syntax, t.Partial = SyntaxOf(p.name, t.Source), true
		p.report(Problem{
			Code: "input-limit",
			Message: "the file has " + strconv.Itoa(len(t.Source)) + " bytes, which is above the limit of " +
				strconv.Itoa(MaxBytes),
			Hint: "split the file",
		})
		return
	}
	decoded := p.decode()
	t.Syntax = SyntaxOf(p.name, t.Source)
	if t.lines == nil {
		t.lines = lineStarts(t.Source)
	}
	p.starts = t.lines
	switch {
	case !decoded:
		t.Partial = true
		return
	case t.Syntax == JSON:
		t.arena = newArena(len(t.Source))
		p.parseJSON()
	default:
		p.parseYAML()
	}
	if t.Root != nil {
		p.reportDuplicates()
	}
	p.sort()
}

func (p *parser) sort() {
	sort.SliceStable(p.tree.Problems, func(i, j int) bool { return p.tree.Problems[i].Start < p.tree.Problems[j].Start })
}

// maxKept is the number of problems of one code that a tree keeps.
const maxKept = spec.FindingsMax

func (p *parser) report(problem Problem) {
	if p.full(problem.Code) {
		return
	}
	if p.kept == nil {
		p.kept = map[string]int{}
	}
	p.kept[problem.Code]++
	p.tree.Problems = append(p.tree.Problems, problem)
}

// full tells whether the tree keeps no more problems of a code, and counts the one that is about to be left out. Where
// problems may be many, it is asked before one is put together.
func (p *parser) full(code string) bool {
	if p.kept[code] < maxKept {
		return false
	}
	t := p.tree
	if t.Dropped == nil {
		t.Dropped = map[string]int{}
	}
	t.Dropped[code]++
	return true
}

func (p *parser) reportEmpty() {
	message := "the file is empty"
	if p.name != "" {
		message = "file " + strconv.Quote(p.name) + " is empty"
	}
	p.report(Problem{Code: "file-empty", Message: message, Hint: "write a deployment mapping"})
}

func (p *parser) reportDepth(start, end int) {
	p.report(Problem{Code: "input-limit", Start: start, End: end, Message: depthMessage, Hint: "nest less deep"})
}

var depthMessage = "mappings and lists are nested deeper than the limit of " + strconv.Itoa(MaxDepth)

func (p *parser) setText(text []byte) { p.starts = lineStarts(text) }

// line returns the number of the line of an offset in the text that is being read.
func (p *parser) line(offset int) int { return lineNumber(p.starts, offset) }
