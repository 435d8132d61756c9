package yamltree

import (
	"fmt"
	"strings"
	"testing"
)

// BenchmarkEdits makes 200 edits, as many as there are findings, in a file of 5,000 lines.
func BenchmarkEdits(b *testing.B) {
	tree := Parse("x.yaml", []byte(deploymentFile(1000)))
	list := tree.Root.Member("deployment").Value.Member("environment_variables").Value
	for name, edit := range map[string]func(i int) []Edit{
		"DeleteMember": func(i int) []Edit { return tree.DeleteMember(list.Items[i], 1) },
		"DeleteItem":   func(i int) []Edit { return tree.DeleteItem(list, i) },
		"AddMember":    func(i int) []Edit { return tree.AddMember(list.Items[i], 3, "added", "x") },
		"SetText":      func(i int) []Edit { return tree.SetText(list.Items[i].Members[0].Value, "x") },
		"Rename":       func(i int) []Edit { return tree.Rename(&list.Items[i].Members[0], "secret") },
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				for i := range 200 {
					if edit(i*5) == nil {
						b.Fatal("refused")
					}
				}
			}
		})
	}
}

// BenchmarkEditsOfOneLine makes 200 edits in a compact JSON text of 1 MiB, where every line is the whole text.
func BenchmarkEditsOfOneLine(b *testing.B) {
	var s strings.Builder
	s.WriteString(`{"l":[`)
	for i := range 8000 {
		fmt.Fprintf(&s, `{"key":"%d","value":"%s"},`, i, strings.Repeat("x", 100))
	}
	s.WriteString(`{}]}`)
	tree := Parse("x.json", []byte(s.String()))
	list := tree.Root.Member("l").Value
	b.ReportAllocs()
	for b.Loop() {
		for i := range 200 {
			if tree.AddMember(list.Items[i*40], 0, "added", "1") == nil || tree.DeleteItem(list, i*40) == nil {
				b.Fatal("refused")
			}
		}
	}
}
