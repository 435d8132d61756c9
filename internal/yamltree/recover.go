package yamltree

import (
	"bytes"
	"slices"

	"go.yaml.in/yaml/v4"
)

const (
	maxRounds   = 8            // readings of a text, each without the lines that stopped the one before
	maxRecovery = 2 * MaxBytes // bytes read in all these rounds
	maxCuts     = 4            // readings of ever shorter beginnings
)

func (p *parser) parseYAML() {
	t := p.tree
	t.arena = newArena(len(t.Source))
	if p.parseSimple(t.Source) {
		return
	}
	if at := beyondNodes(t.Source); at >= 0 {
		t.Partial = true
		p.reportNodes(t.Source, at)
		return
	}
	if p.parseTabbed() {
		return
	}
	p.readLoaded(t.Source, load(t.Source))
}

// readLoaded makes the tree of text, of which l is the first reading. After an error it blanks the line at fault and
// reads again.
func (p *parser) readLoaded(text []byte, l loaded) {
	work, budget := text, maxRecovery
	var reported []int // lines
	var last fault
	for round := 0; ; round++ {
		if l.err == nil || l.filled() != nil && !l.policy.tooDeep {
			p.build(work, l)
			return
		}
		p.tree.Partial = true
		f := explain(work, l)
		if f.tooDeep {
			p.reportDepth(f.start, f.end)
			return
		}
		if line := p.line(f.start); !slices.Contains(reported, line) && (!f.repeats || f.message != last.message) {
			reported = append(reported, line)
			p.report(f.problem())
		}
		last = f
		if budget -= f.at; round == maxRounds || budget <= 0 || f.from >= f.to {
			p.readBeginning(work, f.from)
			return
		}
		if round == 0 {
			work = bytes.Clone(work)
		}
		blank(work[f.from:f.to])
		p.leftOut = append(p.leftOut, f.from)
		l = loaded{}
		if p.parseSimple(work) {
			return
		}
		// Without an open quote its text has become keys and values.
		if at := beyondNodes(work); at >= 0 {
			p.reportNodes(work, at)
			return
		}
		l = load(work)
	}
}

// readBeginning makes the tree of the lines before end, or of fewer if these cannot be read either.
func (p *parser) readBeginning(text []byte, end int) {
	for range maxCuts {
		if end <= bomLen(text) {
			return
		}
		l := load(text[:end])
		if l.err == nil {
			p.build(text[:end], l)
			return
		}
		end = min(explain(text[:end], l).from, end-1)
	}
}

func blank(line []byte) {
	for i, b := range line {
		if b != '\n' && b != '\r' {
			line[i] = ' '
		}
	}
}

// filled returns the first document that is not empty, nil if there is none.
func (l *loaded) filled() *yaml.Node {
	for _, doc := range l.docs {
		if !isEmpty(doc) {
			return doc
		}
	}
	return nil
}
