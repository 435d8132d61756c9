package hostile

import (
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
)

// Texts yields every text under its name, in the order of the names. A text has about as many bytes as asked for,
// never more; the bombs have few whatever is asked, as it is what they stand for that is large.
func Texts(size int) iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		for _, name := range slices.Sorted(maps.Keys(shapes)) {
			if !yield(name, []byte(shapes[name](size))) {
				return
			}
		}
	}
}

var shapes = map[string]func(size int) string{
	"open lists":       func(size int) string { return strings.Repeat("[", size) },
	"open mappings":    func(size int) string { return strings.Repeat("{a:", size/3) },
	"JSON open lists":  func(size int) string { return `{"deployment":` + strings.Repeat("[", size-20) },
	"nested blocks":    nestedBlocks,
	"nested dashes":    func(size int) string { return strings.Repeat("- ", size/2) },
	"keys":             func(size int) string { return "deployment:\n" + numbered(size-20, "  k%07d: v\n") },
	"keys in one line": func(size int) string { return "deployment: {" + numbered(size-20, "k%07d: v, ") + "}" },
	"queues": func(size int) string {
		return "deployment:\n  configuration: {name: a}\n  worker_queues:\n" + numbered(size-60, "  - name: q%07d\n")
	},
	"variables": func(size int) string {
		return "deployment:\n  environment_variables:\n" + numbered(size-40, "  - {key: K%07d, value: 0123}\n")
	},
	"equal variables": func(size int) string {
		return "deployment:\n  environment_variables:\n" + strings.Repeat("  - {key: K, value: v}\n", (size-40)/23)
	},
	"schedules": func(size int) string {
		return "deployment:\n  hibernation_schedules:\n" + strings.Repeat("  - {hibernate_at: '*/7 * * * *', wake_at: '*/5 3-9 * * *', enabled: true}\n", (size-40)/75)
	},
	"one long value": func(size int) string {
		return "deployment:\n  configuration:\n    name: " + strings.Repeat("é", (size-50)/2)
	},
	"one long key": func(size int) string { return "deployment:\n  " + strings.Repeat("k", size-30) + ": 1\n" },
	"open quote": func(size int) string {
		return "deployment:\n  configuration:\n    name: \"" + numbered(size-50, "a%07d: b\n")
	},
	"bad lines":      func(size int) string { return "deployment:\n" + numbered(size-20, " k%07d: a: b\n") },
	"tabs":           func(size int) string { return "deployment:\n" + numbered(size-20, "\tk%07d: v\n") },
	"comments":       func(size int) string { return strings.Repeat("# astrofile: ignore unknown-field x\n", size/36) },
	"documents":      func(size int) string { return strings.Repeat("---\na: b\n", size/9) },
	"duplicate keys": func(size int) string { return "deployment:\n" + strings.Repeat("  k: 1\n  k: 2\n", (size-12)/14) },
	"blank lines":    func(size int) string { return "deployment:\n" + strings.Repeat("\n", size-20) },
	"alias bomb":     aliasBomb,
	"merge bomb":     mergeBomb,
	"empty mappings": func(size int) string {
		return `{"deployment":{"worker_queues":[` + strings.Repeat("{},", size/3-20) + "{}]}}"
	},
	"flow numbers": func(size int) string {
		return "deployment: {worker_queues: [" + strings.Repeat("1,", size/2-20) + "1]}"
	},
	"JSON numbers": func(size int) string {
		return `{"deployment":{"worker_queues":[` + strings.Repeat("1,", size/2-20) + "1]}}"
	},
	"one wrong key in JSON":  repeated(`{"deployment":{"configuration":{`, `"worker_queues":[],`, `"a":1}}}`),
	"one wrong case in JSON": repeated(`{"deployment":{"configuration":{`, `"Name":1,`, `"a":1}}}`),
	"one wrong case":         repeated("deployment:\n  configuration:\n", "    Name: SMALL\n", ""),
	"one misplaced key":      repeated("deployment:\n  configuration:\n", "    scheduler_replicas: 1\n", ""),
	"one misplaced list":     repeated("deployment:\n  configuration:\n", "    worker_queues: []\n", ""),
	"one API name":           repeated("deployment:\n  configuration:\n", "    schedulerSize: SMALL\n", ""),
	"one wrong root":         repeated("", "Deployment: {}\n", ""),
	"wrong keys of an entry": repeated("deployment:\n  environment_variables:\n  - key: A\n", "    Value: 1\n", ""),
	"wrong cases":            wrongCases,
	"misplaced in entries": func(size int) string {
		return "deployment:\n  worker_queues:\n" + numbered(size-40, "  - name: q%07d\n    executor: STANDARD\n")
	},
	"wrong executors": func(size int) string { return "deployment:\n  alert_emails:\n" + numbered(size-30, "  - e%07d\n") },
}

// repeated makes a text of a given size of many equal parts.
func repeated(before, part, behind string) func(size int) string {
	return func(size int) string {
		return before + strings.Repeat(part, (size-len(before)-len(behind))/len(part)) + behind
	}
}

// wrongCases writes one key in as many letter cases as fit.
func wrongCases(size int) string {
	var b strings.Builder
	b.WriteString("deployment:\n  configuration:\n")
	for i := 1; b.Len()+40 < size; i++ {
		key := []byte("default_task_pod_memory")
		for k := range key {
			if i>>k&1 == 1 && key[k] != '_' {
				key[k] -= 'a' - 'A'
			}
		}
		fmt.Fprintf(&b, "    %s: 1Gi\n", key)
	}
	return b.String()
}

func nestedBlocks(size int) string {
	var b strings.Builder
	for depth := 0; b.Len()+depth+3 <= size; depth++ {
		b.WriteString(strings.Repeat(" ", depth) + "a:\n")
	}
	return b.String()
}

func numbered(size int, format string) string {
	var b strings.Builder
	for i := 0; ; i++ {
		line := fmt.Sprintf(format, i)
		if b.Len()+len(line) > size {
			return b.String()
		}
		b.WriteString(line)
	}
}

func aliasBomb(int) string {
	var b strings.Builder
	b.WriteString("x-0: &x0 [a, a, a, a, a, a, a, a, a]\n")
	for i := 1; i < 12; i++ {
		fmt.Fprintf(&b, "x-%d: &x%d [%s]\n", i, i, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*x%d, ", i-1), 9), ", "))
	}
	return b.String() + "deployment:\n  configuration: {name: *x11}\n"
}

func mergeBomb(int) string {
	var b strings.Builder
	b.WriteString("x-0: &x0 {a: 1}\n")
	for i := 1; i < 30; i++ {
		fmt.Fprintf(&b, "x-%d: &x%d {<<: [*x%d, *x%d], k%d: 1}\n", i, i, i-1, i-1, i)
	}
	return b.String() + "deployment:\n  configuration:\n    <<: *x29\n"
}
