package main

import (
	_ "embed"
	"strings"
)

//go:embed editors/vscode.json
var vscodeSettings string

//go:embed editors/jsonSchemas.xml
var jetbrainsSettings string

//go:embed editors/languages.toml
var helixSettings string

// editor is a program whose settings can name the schema.
type editor struct {
	name     string
	settings string // the content of target
	target   string // where the settings stand in a project
	schema   string // where they expect the schema
}

func editors() []editor {
	return []editor{
		{"vscode", vscodeSettings, ".vscode/settings.json, with the extension redhat.vscode-yaml", ".vscode/astro-deployment.schema.json"},
		{"jetbrains", jetbrainsSettings, ".idea/jsonSchemas.xml", ".idea/astro-deployment.schema.json"},
		{"helix", helixSettings, ".helix/languages.toml", ".helix/astro-deployment.schema.json"},
	}
}

func editorNames() string {
	var names []string
	for _, e := range editors() {
		names = append(names, e.name)
	}
	return strings.Join(names, ", ")
}

// editorOf returns the editor with the name, and whether there is one.
func editorOf(name string) (editor, bool) {
	for _, e := range editors() {
		if e.name == name {
			return e, true
		}
	}
	return editor{}, false
}
