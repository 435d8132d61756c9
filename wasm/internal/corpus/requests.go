package main

import (
	"strconv"
	"strings"

	"github.com/astrofile/astrofile/internal/hostile"
	"github.com/astrofile/astrofile/internal/sample"
)

var modes = []string{"any", "create", "update", "template"}

const (
	hostileSize = 8 << 10
	largeSize   = 1 << 20
)

// large are the hostile texts that are asked about at 1 MiB as well: of each way to be refused the one that costs most.
// The browser's test of hostile texts reads them all at that size.
var large = map[string]bool{"open mappings": true, "variables": true, "duplicate keys": true, "JSON numbers": true}

// groups returns the requests about every document of the test data, the samples, the hostile texts, and the
// requests that are wrong themselves.
func groups(root string) ([]*group, error) {
	documents, err := documents(root)
	if err != nil {
		return nil, err
	}
	var all []*group
	for i, d := range documents {
		all = append(all, about(d, i))
	}
	all = append(all,
		about(document{name: "sample/small", file: "small.yaml", text: sample.Small(), cursor: -1}, 0),
		about(document{name: "sample/large", file: "large.yaml", text: sample.Large(), cursor: -1}, 0))
	for name, text := range hostile.Texts(hostileSize) {
		all = append(all, aboutHostile("hostile/"+name, text, len(all)))
	}
	for name, text := range hostile.Texts(largeSize) {
		if large[name] {
			g := &group{Name: "hostile/large/" + name, Source: text}
			g.ask("validate", "name", "x.yaml", "mode", "update")
			all = append(all, g)
		}
	}
	return append(all, schemas(documents), wrong()), nil
}

// about asks everything about a document. What there would be too much of takes turns, by the number of the document.
func about(d document, turn int) *group {
	g := &group{Name: d.name, Source: d.text, Live: d.live}
	file := func(more ...string) []string { return append([]string{"name", d.file}, more...) }
	for _, mode := range modes {
		g.ask("validate", file("mode", mode)...)
	}
	g.compare("validate", file("mode", "update", "strict", strconv.FormatBool(turn%2 == 0), "keepIgnored", "true")...)
	g.ask("fix", file("mode", modes[turn%len(modes)])...)
	for i, op := range []string{"format", "template", "share"} {
		if turn%3 != i { // two of the three
			g.ask(op, file()...)
		}
	}
	switch turn % 4 {
	case 0:
		g.compare("plan", file("strictSecrets", "true", "width", strconv.Itoa(40+turn%80))...)
	case 1:
		g.ask("plan", file("mode", "create")...)
	default:
		g.compare("plan", file()...)
	}
	if d.set["delete"] != "" || d.set["expose"] != "" {
		g.compare("plan", file("delete", lines(d.set["delete"]), "expose", lines(d.set["expose"]))...)
	}
	g.edits(d, turn)
	at := strconv.Itoa(len(d.text) * (turn % 21) / 20)
	if turn%2 == 0 {
		g.ask("hover", file("offset", at)...)
	} else {
		g.ask("complete", file("offset", at, "mode", modes[turn%len(modes)])...)
	}
	if d.cursor >= 0 {
		at := file("offset", strconv.Itoa(d.cursor), "mode", "create")
		g.ask("hover", at...)
		g.ask("complete", at...)
		g.ask("complete", append(at, "organization", string(d.organization))...)
	}
	return g
}

// somePaths are set in turn, one in each document.
var somePaths = []string{
	"deployment.configuration.name",
	"deployment.configuration.description",
	"deployment.worker_queues[0].min_worker_count",
	"deployment.environment_variables[0].value",
	"deployment.alert_emails[0]",
	"deployment.configuration.remote_execution.enabled",
	"deployment.hibernation_schedules[0].wake_at",
	"deployment.worker_queues[name=default].worker_type",
	"deployment",
}

func (g *group) edits(d document, turn int) {
	how := [][2]string{{"value", "re: 3 ü\n"}, {"null", "true"}, {"remove", "true"}}[turn/len(somePaths)%3]
	g.ask("set", "name", d.file, "path", somePaths[turn%len(somePaths)], how[0], how[1])
	for line := range strings.Lines(string(d.edits)) {
		parts := strings.Split(strings.TrimSpace(line), " | ")
		for i := range parts {
			if text, err := strconv.Unquote(parts[i]); err == nil {
				parts[i] = text
			}
		}
		switch parts[0] {
		case "set":
			g.ask("set", "name", d.file, "path", parts[1], "value", parts[2])
		case "null", "delete":
			g.ask("set", "name", d.file, "path", parts[1], map[string]string{"null": "null", "delete": "remove"}[parts[0]], "true")
		}
	}
}

func aboutHostile(name string, text []byte, turn int) *group {
	g := &group{Name: name, Source: text}
	g.ask("validate", "name", "x.yaml", "mode", "update")
	switch turn % 3 {
	case 0:
		g.ask("fix", "name", "x.json")
	case 1:
		g.ask("template", "name", "x.yaml")
	default:
		g.compare("plan", "name", "x.yaml")
	}
	g.ask("format", "name", "x.yaml")
	at := strconv.Itoa(len(text) * (turn % 5) / 4)
	g.ask("hover", "name", "x.yaml", "offset", at)
	g.ask("complete", "name", "x.yaml", "offset", at)
	return g
}

func schemas(documents []document) *group {
	g := &group{Name: "schemas"}
	for _, mode := range modes {
		g.ask("schema", "mode", mode)
	}
	for _, d := range documents {
		if strings.Contains(d.name, "/organization/") {
			g.ask("schema", "mode", "create", "organization", string(d.text))
		}
	}
	return g
}

// wrong asks what cannot be answered.
func wrong() *group {
	g := &group{Name: "wrong requests", Source: sample.Small()}
	size := strconv.Itoa(len(g.Source))
	for _, r := range [][]string{
		{"", "name", "x.yaml"},
		{"delete"},
		{"validate", "mode", "production"},
		{"validate", "strict", "yes"},
		{"validate", "colour", "red"},
		{"validate", "name", "\u2028\"<script>\x00.yaml"},
		{"hover", "offset", size + "1"},
		{"hover", "offset", "-1"},
		{"hover", "offset", "1e3"},
		{"hover"},
		{"complete", "offset", size, "organization", `{"workspaces": 1}`},
		{"schema", "organization", "{"},
		{"set"},
		{"set", "path", "a..b[", "value", "x"},
		{"set", "path", "deployment.configuration", "value", "x"},
		{"plan", "width", "12"},
		{"plan", "width", "wide"},
	} {
		g.ask(r[0], r[1:]...)
	}
	return g
}

// lines writes a list as options hold them, one a line.
func lines(list string) string {
	return strings.Join(strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' }), "\n")
}
