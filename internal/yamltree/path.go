package yamltree

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// pathOf writes a path as diag.Path does.
func pathOf(steps []step) string {
	var b strings.Builder
	for _, s := range steps {
		switch {
		case s.key == nil:
			b.WriteByte('[')
			b.WriteString(strconv.Itoa(s.index))
			b.WriteByte(']')
		case !isPlainKey(s.key.Text):
			b.WriteByte('[')
			b.WriteString(strconv.Quote(s.key.Text))
			b.WriteByte(']')
		default:
			if b.Len() > 0 {
				b.WriteByte('.')
			}
			b.WriteString(s.key.Text)
		}
	}
	return b.String()
}

func isPlainKey(key string) bool {
	for _, r := range key {
		if r == ' ' || strings.ContainsRune(`.[]"\`, r) || r == utf8.RuneError || !strconv.IsPrint(r) {
			return false
		}
	}
	return key != ""
}

// Find returns the entry at a path in the spelling of diag.Path, such as deployment.worker_queues[0].name. The key is
// nil for the items of a list and for the root, whose path is empty. Both are nil if there is no such entry.
func (t *Tree) Find(path string) (key, value *Node) {
	value = t.Root
	for path != "" && value != nil {
		name, index, rest, ok := cutStep(path)
		if !ok {
			return nil, nil
		}
		path = rest
		if index >= 0 {
			if index >= len(value.Items) {
				return nil, nil
			}
			key, value = nil, value.Items[index]
			continue
		}
		m := value.Member(name)
		if m == nil {
			return nil, nil
		}
		key, value = m.Key, m.Value
	}
	return key, value
}

// cutStep splits the first part off a path: an index, or a name when the index is negative.
func cutStep(path string) (name string, index int, rest string, ok bool) {
	if strings.HasPrefix(path, `["`) {
		quoted, err := strconv.QuotedPrefix(path[1:])
		if err != nil {
			return "", 0, "", false
		}
		name, err = strconv.Unquote(quoted)
		rest, closed := strings.CutPrefix(path[1+len(quoted):], "]")
		return name, -1, trimDot(rest), err == nil && closed
	}
	if strings.HasPrefix(path, "[") {
		number, rest, closed := strings.Cut(path[1:], "]")
		index, err := strconv.Atoi(number)
		return "", index, trimDot(rest), err == nil && index >= 0 && closed
	}
	end := strings.IndexAny(path, ".[")
	if end < 0 {
		return path, -1, "", true
	}
	return path[:end], -1, trimDot(path[end:]), end > 0
}

// trimDot removes the dot between two names; one with no name behind it stays and is refused.
func trimDot(rest string) string {
	if len(rest) > 1 && rest[0] == '.' && rest[1] != '[' && rest[1] != '.' {
		return rest[1:]
	}
	return rest
}
