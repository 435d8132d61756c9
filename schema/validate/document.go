package validate

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
)

// document is a schema as its author wrote it: the compiled form has neither its messages nor its comments.
type document struct {
	root  any
	homes map[string][]diag.Path // levels that have a key, by the key
	keys  map[diag.Path][]string // the keys of a level, by the level; "[]" stands for every entry of a list
}

func newDocument(root any) *document {
	d := &document{root: root, homes: map[string][]diag.Path{}, keys: map[diag.Path][]string{}}
	d.outline(d.root, "", 0)
	for key := range d.homes {
		slices.Sort(d.homes[key])
	}
	for at := range d.keys {
		slices.Sort(d.keys[at])
	}
	return d
}

// outline notes where the keys of the document belong.
func (d *document) outline(schema any, at diag.Path, depth int) {
	node := d.resolved(schema)
	if node == nil || depth > maxLevels {
		return
	}
	properties, _ := node["properties"].(map[string]any)
	for key, child := range properties {
		if !offered(child) {
			continue
		}
		if !slices.Contains(d.homes[key], at) {
			d.homes[key], d.keys[at] = append(d.homes[key], at), append(d.keys[at], key)
		}
		d.outline(child, at.Field(key), depth+1)
	}
	if items := node["items"]; items != nil {
		d.outline(items, at+"[]", depth+1)
	}
	for _, keyword := range []string{"anyOf", "oneOf", "allOf", "then", "else"} {
		if branches := node[keyword]; branches != nil {
			for _, branch := range list(branches) {
				d.outline(branch, at, depth+1)
			}
		}
	}
}

// siblings returns the keys that an author is meant to write at a level.
func (d *document) siblings(instance []string) []string {
	at := diag.Path("")
	for _, token := range instance {
		if _, err := strconv.Atoi(token); err == nil {
			at += "[]"
		} else {
			at = at.Field(token)
		}
	}
	return d.keys[at]
}

// maxLevels is deeper than any Deployment file goes, and keeps a schema that refers to itself from being walked for ever.
const maxLevels = 12

// offered reports whether an author is meant to write a key: not one of old files, nor one that is refused.
func offered(schema any) bool {
	node, _ := schema.(map[string]any)
	if node == nil || node["deprecated"] == true || node["deprecationMessage"] != nil {
		return false
	}
	_, refused := node["not"]
	return !refused
}

// level names a level for a sentence.
func level(at diag.Path) string {
	if at == "" {
		return "the top level"
	}
	if list, ok := strings.CutSuffix(string(at), "[]"); ok {
		return "an entry of " + list
	}
	return string(at)
}

// pointer returns what a reference within the document names, or nil.
func (d *document) pointer(ref string) any {
	path, ok := strings.CutPrefix(ref, "#")
	if !ok {
		return nil
	}
	at := d.root
	for _, token := range tokens(path) {
		at = step(at, token)
	}
	return at
}

func step(at any, token string) any {
	switch at := at.(type) {
	case map[string]any:
		return at[token]
	case []any:
		if i, err := strconv.Atoi(token); err == nil && i >= 0 && i < len(at) {
			return at[i]
		}
	}
	return nil
}

// tokens splits a JSON pointer, as this library writes them: escaped as part of a URL.
func tokens(pointer string) []string {
	if pointer == "" {
		return nil
	}
	parts := strings.Split(strings.TrimPrefix(pointer, "/"), "/")
	for i, part := range parts {
		if strings.ContainsAny(part, "%~") {
			if plain, err := url.PathUnescape(part); err == nil {
				part = plain
			}
			parts[i] = strings.ReplaceAll(strings.ReplaceAll(part, "~1", "/"), "~0", "~")
		}
	}
	return parts
}

// ruleURL returns where a code of deployfile is documented, and whether it is one.
func ruleURL(code diag.Code) (url string, known bool) {
	i := slices.IndexFunc(catalogue(), func(r diag.RuleInfo) bool { return r.Code == code })
	if i < 0 {
		return "", false
	}
	return catalogue()[i].URL, true
}

var catalogue = sync.OnceValue(deployfile.Catalogue)
