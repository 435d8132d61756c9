package validate_test

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
)

// mutate changes one thing and says what.
func mutate(r *rand.Rand, root *node) string {
	for {
		if did := mutators[r.IntN(len(mutators))](r, root); did != "" {
			return did
		}
	}
}

var mutators = []func(*rand.Rand, *node) string{
	deleteEntry, renameKey, renameKey, changeValue, changeValue, changeText, changeText, changeText, fitting, fitting, fitting, fitting,
	emptyValue, moveKey, addKey, addKey, repeatEntry, manyEntries, wrap,
}

func mappings(n *node) bool    { return n.mapping }
func collections(n *node) bool { return len(n.values) > 0 }
func filled(n *node) bool      { return n.mapping && len(n.keys) > 0 }

// some returns a random node of a kind, nil when there is none.
func some(r *rand.Rand, root *node, keep func(*node) bool) *node {
	all := root.all(keep)
	if len(all) == 0 {
		return nil
	}
	return all[r.IntN(len(all))]
}

func deleteEntry(r *rand.Rand, root *node) string {
	n := some(r, root, collections)
	if n == nil {
		return ""
	}
	i := r.IntN(len(n.values))
	return "delete " + n.cut(i)
}

// cut removes an entry and returns what it was called.
func (n *node) cut(i int) (name string) {
	name = strconv.Itoa(i)
	if n.mapping {
		name = n.keys[i]
		n.keys = append(n.keys[:i], n.keys[i+1:]...)
	}
	n.values = append(n.values[:i], n.values[i+1:]...)
	return name
}

// put adds a key unless the mapping has it: a key that stands twice is a matter of the text.
func (n *node) put(key string, value *node) bool {
	if n.get(key) != nil {
		return false
	}
	n.keys, n.values = append(n.keys, key), append(n.values, value)
	return true
}

func renameKey(r *rand.Rand, root *node) string {
	n := some(r, root, filled)
	if n == nil {
		return ""
	}
	i := r.IntN(len(n.keys))
	was := n.keys[i]
	name := otherKey(r, was)
	if n.get(name) != nil {
		return ""
	}
	n.keys[i] = name
	return fmt.Sprintf("rename %s to %s", was, name)
}

func otherKey(r *rand.Rand, key string) string {
	switch r.IntN(6) {
	case 0:
		return strings.ToUpper(key)
	case 1:
		words := strings.Split(key, "_")
		for i := range words[1:] {
			words[i+1] = strings.ToUpper(words[i+1][:1]) + words[i+1][1:]
		}
		return strings.Join(words, "")
	case 2:
		if len(key) > 1 {
			i := r.IntN(len(key))
			return key[:i] + key[i+1:]
		}
	case 3:
		return strings.ToUpper(key[:1]) + key[1:]
	case 4:
		return key + "s"
	}
	return anyKey(r)
}

func anyKey(r *rand.Rand) string {
	if r.IntN(2) == 0 {
		return pick(r, keysOfToday...)
	}
	return pick(r, oddKeys...)
}

func changeValue(r *rand.Rand, root *node) string {
	n := some(r, root, collections)
	if n == nil {
		return ""
	}
	i := r.IntN(len(n.values))
	n.values[i] = anyValue(r)
	return fmt.Sprintf("set %s", n.name(i))
}

func (n *node) name(i int) string {
	if n.mapping {
		return n.keys[i]
	}
	return strconv.Itoa(i)
}

func anyValue(r *rand.Rand) *node {
	switch r.IntN(8) {
	case 0:
		return &node{mapping: true}
	case 1:
		return &node{list: true}
	case 2:
		return &node{mapping: true, keys: []string{pick(r, keysOfToday...)}, values: []*node{plain("a")}}
	case 3:
		return &node{list: true, values: []*node{pick(r, plain("a"), quoted("a@example.com"), plain("5"), plain("null"), &node{mapping: true})}}
	case 4, 5:
		return plain(pick(r, plainScalars...))
	default:
		return quoted(pick(r, plainScalars...))
	}
}

func emptyValue(r *rand.Rand, root *node) string {
	n := some(r, root, collections)
	if n == nil {
		return ""
	}
	i := r.IntN(len(n.values))
	n.values[i] = pick(r, plain("null"), quoted(""), plain("~"), plain(""))
	return "empty " + n.name(i)
}

func moveKey(r *rand.Rand, root *node) string {
	from, to := some(r, root, filled), some(r, root, mappings)
	if from == nil || from == to {
		return ""
	}
	i := r.IntN(len(from.keys))
	value := from.values[i]
	if len(value.all(func(n *node) bool { return n == to })) > 0 || to.get(from.keys[i]) != nil {
		return ""
	}
	key := from.cut(i)
	to.put(key, value)
	return "move " + key
}

func addKey(r *rand.Rand, root *node) string {
	n := some(r, root, mappings)
	key := anyKey(r)
	if n == nil || !n.put(key, anyValue(r)) {
		return ""
	}
	return "add " + key
}

func repeatEntry(r *rand.Rand, root *node) string {
	n := some(r, root, func(n *node) bool { return n.list && len(n.values) > 0 })
	if n == nil {
		return ""
	}
	n.values = append(n.values, n.values[r.IntN(len(n.values))].clone())
	return "repeat an entry"
}

func manyEntries(r *rand.Rand, root *node) string {
	n := some(r, root, func(n *node) bool { return n.list && len(n.values) > 0 })
	if n == nil || r.IntN(4) > 0 {
		return ""
	}
	for i := pick(r, 10, 11) - len(n.values); i > 0; i-- {
		n.values = append(n.values, n.values[0].clone())
	}
	return "repeat an entry often"
}

func wrap(r *rand.Rand, root *node) string {
	switch r.IntN(12) {
	case 0:
		if d := root.get("deployment"); d != nil {
			*root = *d
			return "take the content of deployment"
		}
	case 1:
		*root = *anyValue(r)
		return "replace the document"
	case 2:
		inner := *root
		*root = node{mapping: true, keys: []string{pick(r, "deployment", "x-old", "spec")}, values: []*node{&inner}}
		return "wrap the document"
	}
	return ""
}
