package main

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"

	"github.com/astrofile/astrofile/wasm/bridge"
)

// group is one line of the output: requests about one document.
type group struct {
	Name     string    `json:"name"`
	Source   []byte    `json:"source"`
	Live     []byte    `json:"live,omitempty"` // the document itself when there is none
	Requests []request `json:"requests"`
	Want     string    `json:"want,omitempty"`
	Answers  []string  `json:"answers,omitempty"`
}

type request struct {
	Op      string            `json:"op"`
	Live    bool              `json:"live,omitempty"` // whether the live document goes along
	Options map[string]string `json:"options,omitempty"`
}

// ask adds a request; options are names and values in turn.
func (g *group) ask(op string, options ...string) *request {
	r := request{Op: op, Options: map[string]string{}}
	for pair := range slices.Chunk(options, 2) {
		r.Options[pair[0]] = pair[1]
	}
	g.Requests = append(g.Requests, r)
	return &g.Requests[len(g.Requests)-1]
}

// compare adds a request that the live document goes along with.
func (g *group) compare(op string, options ...string) { g.ask(op, options...).Live = true }

// answer has the library answer every request of the group.
func (g *group) answer(inFull bool) {
	sum := sha256.New()
	for _, r := range g.Requests {
		b := bridge.Request{Op: r.Op, Source: slices.Clone(g.Source)}
		if r.Live {
			b.Live = slices.Clone(g.Live)
			if g.Live == nil {
				b.Live = slices.Clone(g.Source)
			}
		}
		for _, name := range slices.Sorted(maps.Keys(r.Options)) { // as they stand in the JSON
			_ = b.Set(name, r.Options[name]) // Answer says what is wrong with it
		}
		answer := bridge.Answer(b)
		sum.Write(append(answer, '\n'))
		if inFull {
			g.Answers = append(g.Answers, string(answer))
		}
	}
	g.Want = hex.EncodeToString(sum.Sum(nil))
}
