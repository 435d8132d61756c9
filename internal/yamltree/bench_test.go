package yamltree

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

// deploymentFile writes a Deployment file with n variables.
func deploymentFile(n int) string {
	var b strings.Builder
	b.WriteString(`# written for the benchmark
deployment:
  environment_variables:
`)
	for i := range n {
		fmt.Fprintf(&b, `    # variable %d
    - is_secret: false
      key: SETTING_%04d
      updated_at: "2026-05-04T10:00:00Z"
      value: https://service-%d.example.com/path?x=%d # where it lives
`, i, i, i, i)
	}
	b.WriteString(`  configuration:
    name: production
    description: >-
      runs the nightly loads
      and the reports
    runtime_version: 13.1.0
    dag_deploy_enabled: true
    executor: CELERY
    scheduler_size: SMALL
    workspace_name: Data
    deployment_type: STANDARD
    is_high_availability: false
  worker_queues:
`)
	for _, name := range []string{"default", "heavy", "light"} {
		fmt.Fprintf(&b, `    - name: %s
      max_worker_count: 10
      min_worker_count: 0
      worker_concurrency: 5
      worker_type: A5
`, name)
	}
	b.WriteString("  alert_emails:\n    - on-call@example.com\n    - data@example.com\n")
	for i := range 30 {
		fmt.Fprintf(&b, "    - person-%d@example.com\n", i)
	}
	return b.String()
}

func BenchmarkParse(b *testing.B) {
	for _, variables := range []int{7, 1000} {
		src := []byte(deploymentFile(variables))
		lines := strings.Count(string(src), "\n")
		b.Run(fmt.Sprintf("lines=%d", lines), func(b *testing.B) {
			b.SetBytes(int64(len(src)))
			b.ReportAllocs()
			for b.Loop() {
				if Parse("x.yaml", src).Root == nil {
					b.Fatal("no tree")
				}
			}
		})
		b.Run(fmt.Sprintf("through-parser/lines=%d", lines), func(b *testing.B) {
			b.SetBytes(int64(len(src)))
			b.ReportAllocs()
			for b.Loop() {
				if parseSlow("x.yaml", src).Root == nil {
					b.Fatal("no tree")
				}
			}
		})
		b.Run(fmt.Sprintf("parser-alone/lines=%d", lines), func(b *testing.B) {
			b.SetBytes(int64(len(src)))
			b.ReportAllocs()
			for b.Loop() {
				var n yaml.Node
				if err := yaml.Unmarshal(src, &n); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// parseSlow is Parse without the short cut for simple files.
func parseSlow(name string, src []byte) *Tree {
	p := &parser{tree: &Tree{Source: src}, name: name, slow: true}
	p.parse()
	return p.tree
}

func BenchmarkParseJSON(b *testing.B) {
	var text strings.Builder
	text.WriteString(`{"deployment": {"environment_variables": [` + "\n")
	for i := range 1000 {
		fmt.Fprintf(&text, `  {"is_secret": false, "key": "SETTING_%04d", "value": "https://service-%d.example.com/path"},`+"\n", i, i)
	}
	text.WriteString(`  {"key": "LAST", "value": null}]}}`)
	src := []byte(text.String())
	b.Run("tree", func(b *testing.B) {
		b.SetBytes(int64(len(src)))
		b.ReportAllocs()
		for b.Loop() {
			if Parse("x.json", src).Root == nil {
				b.Fatal("no tree")
			}
		}
	})
	b.Run("valid", func(b *testing.B) {
		b.SetBytes(int64(len(src)))
		for b.Loop() {
			if !json.Valid(src) {
				b.Fatal("not valid")
			}
		}
	})
}

// hostileShapes are texts that cost a careless reader more than linear time or much memory; n is about their length.
var hostileShapes = []struct {
	name string
	text func(n int) string
}{
	{"flow depth", func(n int) string { return strings.Repeat("[", n) }},
	{"mapping depth", func(n int) string { return strings.Repeat("{a: ", n/4) }},
	{"dash depth", func(n int) string { return strings.Repeat("- ", n/2) }},
	{"question depth", func(n int) string { return strings.Repeat("? ", n/2) }},
	{"keys", func(n int) string { return numbered("key%06d: 1\n", n/13) }},
	{"items", func(n int) string { return strings.Repeat("- item\n", n/7) }},
	{"one line", func(n int) string { return "[" + strings.Repeat("é, ", n/4) + "a]" }},
	{"equal keys", func(n int) string { return strings.Repeat("a: 1\n", n/5) }},
	{"tabs", func(n int) string { return "a:\n" + strings.Repeat("\t- b\n", n/5) }},
	{"errors", func(n int) string { return strings.Repeat("a: b: c\n", n/8) }},
	{"comments", func(n int) string { return "a: 1\n" + strings.Repeat("# comment\n", n/10) }},
	{"plain text", func(n int) string { return "a: x\n" + strings.Repeat("  word\n", n/7) }},
	{"literal text", func(n int) string { return "a: |\n" + strings.Repeat("  word\n", n/7) }},
	{"quoted text", func(n int) string { return `a: "` + strings.Repeat("x\n  ", n/4) + `"` }},
	{"open quotes", func(n int) string { return strings.Repeat("'", n) }},
	{"aliases", func(n int) string { return "- &a x\n" + strings.Repeat("- *a\n", n/5) }},
	{"small mappings", func(n int) string { return numbered("- {a: %06d, b: 1}\n", n/20) }},
	{"blank lines", func(n int) string { return "a: 1\n" + strings.Repeat("\n", n) + "b: 2\n" }},
	{"documents", func(n int) string { return strings.Repeat("---\na\n", n/6) }},
	{"anchors", func(n int) string { return numbered("- &a%06d x\n", n/13) }},
	{"json brackets", func(n int) string { return "{" + strings.Repeat("[", n) }},
	{"json items", func(n int) string { return `{"a":[` + strings.Repeat("1,", n/2) + "1]}" }},
	{"json commas", func(n int) string { return `{"a":[` + strings.Repeat(",", n) + "1]}" }},
	{"json comments", func(n int) string { return `{"a":1}` + strings.Repeat("/**/", n/4) }},
	{"block headers", func(n int) string { return strings.Repeat("- |\n", n/4) }},
	{"nulls", func(n int) string { return strings.Repeat("? a\n", n/4) }},
	{"nested tabs", func(n int) string { return "a:\n" + strings.Repeat("\t", n) + "b: 1\n" }},
	{"carriage returns", func(n int) string { return strings.Repeat("- a\r", n/4) }},
	{"wide breaks", func(n int) string { return strings.Repeat("- a\u2028", n/6) }},
}

func numbered(format string, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

func BenchmarkHostile(b *testing.B) {
	for _, shape := range hostileShapes {
		for _, n := range []int{MaxBytes / 2, MaxBytes - 100} {
			src := []byte(shape.text(n))
			b.Run(fmt.Sprintf("%s/n=%dK", strings.ReplaceAll(shape.name, " ", "-"), n>>10), func(b *testing.B) {
				b.SetBytes(int64(len(src)))
				b.ReportAllocs()
				for b.Loop() {
					Parse("", src)
				}
			})
		}
	}
}
