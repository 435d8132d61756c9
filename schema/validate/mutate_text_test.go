package validate_test

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
)

// changeText changes a scalar in place.
func changeText(r *rand.Rand, root *node) string {
	n := some(r, root, func(n *node) bool { return !n.mapping && !n.list })
	if n == nil {
		return ""
	}
	was := n.plain + n.quoted
	s := was
	switch r.IntN(8) {
	case 0:
		s = strings.ToLower(s)
	case 1:
		s = strings.ToUpper(s)
	case 2:
		s += "x"
	case 3:
		n.isQuoted = !n.isQuoted
		if n.isQuoted {
			n.quoted, n.plain = n.plain, ""
			return "quote " + was
		}
		if strings.Trim(n.quoted, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-/+") != "" || n.quoted == "" || n.quoted[0] == '-' {
			n.isQuoted = true
			return ""
		}
		n.plain, n.quoted = n.quoted, ""
		return "unquote " + was
	case 4:
		if i, err := strconv.Atoi(s); err == nil {
			s = strconv.Itoa(i + pick(r, -1, 1, -i, 20, -20, 1000, -2*i))
		}
	case 5:
		s = strings.Repeat("long ", pick(r, 12, 13, 40, 41, 100, 101, 200, 201)) + "y"
	default:
		s = pick(r, texts...)
	}
	*n = *quoted(s)
	if r.IntN(2) == 0 && strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-/+") == "" && s != "" && s != "-" {
		*n = *plain(s)
	}
	return fmt.Sprintf("change %.40s to %.40s", was, s)
}

// fitting gives a key a value of the kind that people write there.
func fitting(r *rand.Rand, root *node) string {
	n := some(r, root, filled)
	if n == nil {
		return ""
	}
	key := pick(r, n.keys...)
	if r.IntN(4) == 0 && n.get("executor") != nil {
		key = pick(r, "executor", "deployment_type", "cluster_name", "runtime_version", "scheduler_au", "remote_execution")
	}
	choices := values[key]
	if choices == nil {
		return ""
	}
	value := pick(r, choices...)
	fresh := plain(value)
	if key == "alert_emails" || key == "allowed_ip_address_ranges" {
		fresh = &node{list: true, values: []*node{quoted(value)}}
	} else if key == "remote_execution" {
		fresh = &node{mapping: true, keys: []string{"enabled"}, values: []*node{plain(pick(r, "true", "false", "yes", "null"))}}
	} else if r.IntN(2) == 0 || value == "" || strings.ContainsAny(value[:1], "*[{<@$ ") {
		fresh = quoted(value)
	}
	if old := n.get(key); old != nil {
		*old = *fresh
	} else {
		n.put(key, fresh)
	}
	return fmt.Sprintf("set %s to %s", key, value)
}
