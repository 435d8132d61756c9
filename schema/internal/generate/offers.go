package main

import (
	"slices"
	"strings"

	"github.com/astrofile/astrofile/internal/spec"
)

// A condition cannot take back a key that editors offer. So a key that belongs to some deployment types or executors
// only is known to its level but not offered there, and offered by a condition that does not rule it out.

// offer is a group of keys of a level that the same things rule out.
type offer struct {
	kinds     spec.Kinds     // deployment types that do not have them
	executors spec.Executors // executors that do not have them
	remote    bool           // remote execution does not have them
	fields    []*spec.Field
}

// isConditional reports whether the key is offered by a condition.
func isConditional(f *spec.Field) bool {
	o := ruledOut(f)
	return o.kinds != 0 || o.executors != 0
}

// ruledOut returns what rules a key out beside what rules out the level that it stands in.
func ruledOut(f *spec.Field) offer {
	if f.Status != spec.Current || f.Parent == nil {
		return offer{}
	}
	above := spec.Lookup(strings.TrimSuffix(f.Parent.Path, "[]"))
	if above == nil {
		return offer{}
	}
	return offer{
		kinds:     above.Kinds &^ f.Kinds,
		executors: above.Executors &^ f.Executors,
		remote:    f.Key() == "worker_queues" || f.Type == spec.Quantity && f.Parent.Path == "deployment.configuration",
	}
}

// offersAt returns the groups of a level.
func offersAt(level *spec.Level) []offer {
	var all []offer
	for _, f := range level.Fields {
		o := ruledOut(f)
		if !isConditional(f) {
			continue
		}
		i := slices.IndexFunc(all, func(g offer) bool { return g.kinds == o.kinds && g.executors == o.executors && g.remote == o.remote })
		if i < 0 {
			i = len(all)
			all = append(all, o)
		}
		all[i].fields = append(all[i].fields, f)
	}
	return all
}

// offers returns the conditions that offer keys of a level: of the configuration, or of the Deployment and the entries
// of its lists.
func offers(level *spec.Level) []node {
	var all []node
	for _, o := range offersAt(level) {
		all = append(all, o.on(level, offeredKeys(o.fields...)))
	}
	if level.Path == "deployment" {
		queues := level.Child("worker_queues")
		for _, o := range offersAt(queues) {
			item := offeredKeys(append(o.fields, queues.Field("worker_type"))...) // with the machines that Hybrid does not have
			all = append(all, o.on(level, eachItem("worker_queues", item)))
		}
	}
	return all
}

func offeredKeys(fields ...*spec.Field) node {
	var keys members
	for _, f := range fields {
		keys = append(keys, member{f.Key(), offered(f)})
	}
	return node{"properties": keys}
}

// on offers something at a level unless the configuration rules it out. Its conditions stand one inside the other,
// because editors take a choice between several for one between descriptions.
func (o offer) on(level *spec.Level, something node) node {
	var without []node
	if names := o.kinds.Names(); len(names) > 0 {
		without = append(without, kindIs(names...))
	}
	if names := o.executors.Names(); len(names) > 0 {
		without = append(without, executorIs(names...))
	}
	if o.remote {
		without = append(without, isRemote())
	}
	for _, w := range without {
		if level.Path == "deployment" {
			w = configured(w)
		}
		something = mostly(w, something)
	}
	something["$comment"] = "offer"
	return something
}

// offered is what editors show and write of a field. It admits everything: the level refuses what is wrong.
func offered(f *spec.Field) node {
	n := decorate(node{}, f)
	switch {
	case f.Enum != nil && f.Type != spec.Choice: // whose level has the list
		n["anyOf"] = []node{names(f), {"not": node{"enum": f.Enum.Names()}}}
	case n["examples"] == nil:
		admitAll(n)
		offerSnippets(n, true, entries(f.Key()))
		if f.Type == spec.Mappings {
			n["items"] = entry(f, skeleton(f.Level))
		}
	}
	return n
}

// skeleton is what editors write of an entry when they write the key of its list.
func skeleton(level *spec.Level) node {
	var keys members
	var names []string
	for _, f := range level.Fields {
		if f.RequiredCreate != 0 {
			key := admitAll(node{"title": f.Title, "doNotSuggest": true})
			if f.Enum == nil {
				key["examples"] = []any{f.Example}
			}
			keys = append(keys, member{f.Key(), key})
			names = append(names, f.Key())
		}
	}
	return node{"required": names, "properties": keys}
}

// admitAll makes a schema that admits everything one for which editors write a colon behind the key.
func admitAll(n node) node {
	n["anyOf"], n["if"], n["then"] = []any{true}, true, true
	return n
}
