package yamltree

import (
	"bytes"
	"errors"
	"io"

	"go.yaml.in/yaml/v4"
)

var (
	errTooDeep  = errors.New("nested too deep")
	errPanicked = errors.New("the text cannot be read")
)

// loaded is what the parser made of a text: its documents, up to the error if there is one.
type loaded struct {
	docs   []*yaml.Node
	err    error
	policy *policy
}

// load runs the parser over text. The parser drops one byte order mark and counts columns behind it.
func load(text []byte) (l loaded) {
	l.policy = &policy{}
	// The parser panics where it finds itself in a state that it holds for impossible.
	defer func() {
		if recover() != nil {
			l.err = errPanicked
		}
	}()
	loader, err := yaml.NewLoader(bytes.NewReader(olderVersion(text)), yaml.WithPlugin(l.policy))
	if err != nil {
		l.err = err
		return l
	}
	for {
		doc := &yaml.Node{}
		switch err := loader.Load(doc); {
		case errors.Is(err, io.EOF):
			return l
		case err != nil:
			l.err = err
			return l
		}
		l.docs = append(l.docs, doc)
	}
}

// olderVersion replaces the directive %YAML 1.2, which the parser refuses although it reads that version.
func olderVersion(text []byte) []byte {
	for at := bomLen(text); at < len(text); at = nextLine(text, at) {
		switch text[at] {
		case '#', '\n', '\r':
			continue
		case '%':
		default:
			return text
		}
		const directive = "%YAML 1."
		minor := at + len(directive)
		if !bytes.HasPrefix(text[at:], []byte(directive)) || minor == len(text) || text[minor] != '2' {
			continue
		}
		text = bytes.Clone(text)
		text[minor] = '1'
		return text
	}
	return text
}

// policy limits the depth at which the parser gives up and lets unknown aliases pass, so that all of them are found in
// one reading.
type policy struct {
	anchors map[string]*yaml.Node
	unknown *yaml.Node
	tooDeep bool
}

func (p *policy) CheckDepth(depth int, _ *yaml.DepthContext) error {
	if depth <= MaxDepth {
		return nil
	}
	p.tooDeep = true
	return errTooDeep
}

func (p *policy) CheckAlias(int, int) error { return nil }

func (p *policy) NewAliasDataContext(yaml.AliasDataServices) (yaml.AliasDataContext, error) {
	return p, nil
}

func (p *policy) BeginDocument() error {
	p.anchors = nil
	return nil
}

func (p *policy) EndDocument() error { return nil }

func (p *policy) DefineAnchor(name string, n *yaml.Node) error {
	if p.anchors == nil {
		p.anchors = map[string]*yaml.Node{}
	}
	p.anchors[name] = n
	return nil
}

func (p *policy) ResolveAlias(name string) (*yaml.Node, bool, error) {
	if n, ok := p.anchors[name]; ok {
		return n, true, nil
	}
	if p.unknown == nil {
		p.unknown = &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!null"}
	}
	return p.unknown, true, nil
}
