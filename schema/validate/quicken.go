package validate

import "strings"

// quicken returns the rule of a schema as its author wrote it, or nil when the schema has a keyword that only the
// library knows. It has to be a schema that the library compiles. Of ours it is known that offers admit everything.
func quicken(root any, ours bool) *rule {
	q := quickener{root: root, ours: ours, complete: true, named: map[string]*rule{}, expressions: map[string]*expression{}}
	if r := q.reference(whole); q.complete {
		return r
	}
	return nil
}

// whole refers to the document itself.
const whole = "#"

type quickener struct {
	root        any
	ours        bool
	complete    bool
	named       map[string]*rule // by what refers to it
	expressions map[string]*expression
}

// rule returns the rule of a schema inside of the document.
func (q *quickener) rule(schema any) *rule {
	node, ok := schema.(map[string]any)
	if !ok {
		return q.constant(schema)
	}
	if ref, ok := node["$ref"]; ok { // nothing beside it counts
		return q.reference(ref)
	}
	r := newRule()
	q.fill(r, node)
	return r
}

// constant returns the rule of a schema that is true or false.
func (q *quickener) constant(schema any) *rule {
	r := newRule()
	admits, ok := schema.(bool)
	r.never, q.complete = !admits, q.complete && ok
	return r
}

// reference returns the rule of the whole document or of one of its definitions. It is known before its parts are:
// these may refer to it.
func (q *quickener) reference(ref any) *rule {
	text, _ := ref.(string)
	if r, ok := q.named[text]; ok {
		return r
	}
	r := newRule()
	q.named[text] = r
	schema := q.root
	if text != whole {
		name, ok := strings.CutPrefix(text, "#/definitions/")
		q.complete = q.complete && ok && !strings.ContainsAny(name, "/~%")
		schema = step(step(q.root, "definitions"), name)
	}
	node, ok := schema.(map[string]any)
	if !ok {
		*r = *q.constant(schema)
	} else if further, ok := node["$ref"]; ok {
		r.all = []*rule{q.reference(further)}
	} else {
		q.fill(r, node)
	}
	return r
}

// fill puts the keywords of a schema into its rule.
func (q *quickener) fill(r *rule, node map[string]any) {
	if q.ours && node["$comment"] == "offer" {
		return
	}
	for word, argument := range node {
		known := forEditors(word) || word == "definitions" || q.limits(r, word, argument) || q.parts(r, word, argument)
		if !known {
			known = word == "$id" && r == q.named[whole] || word == "$schema" && argument == draft
		}
		q.complete = q.complete && known
	}
	_, enum := node["enum"]
	_, constant := node["const"]
	q.complete = q.complete && (!enum || !constant) // they share a place in the rule
}

// draft is the one whose keywords rules stand for; it is that of documents without $schema, too.
const draft = "http://json-schema.org/draft-07/schema#"

// parts sets what a keyword with schemas says, and reports whether rules know it.
func (q *quickener) parts(r *rule, word string, argument any) bool {
	switch word {
	case "properties":
		r.properties = q.members(argument)
	case "patternProperties":
		for text, rule := range q.members(argument) {
			r.patterned = append(r.patterned, patterned{q.expression(text), rule})
		}
	case "dependencies":
		r.dependent = q.members(argument)
	case "additionalProperties":
		if argument == false {
			r.closed = true
		} else {
			r.other = q.rule(argument)
		}
	case "propertyNames":
		r.names = q.rule(argument)
	case "items":
		r.items = q.rule(argument)
	case "contains":
		r.contains = q.rule(argument)
	case "not":
		r.not = q.rule(argument)
	case "if":
		r.when = q.rule(argument)
	case "then":
		r.then = q.rule(argument)
	case "else":
		r.otherwise = q.rule(argument)
	case "allOf":
		r.all = q.list(argument)
	case "anyOf":
		r.any = q.list(argument)
	case "oneOf":
		r.one = q.list(argument)
	default:
		return false
	}
	return true
}

func (q *quickener) members(argument any) map[string]*rule {
	node, ok := argument.(map[string]any)
	q.complete = q.complete && ok
	rules := make(map[string]*rule, len(node))
	for name, schema := range node {
		rules[name] = q.rule(schema)
	}
	return rules
}

func (q *quickener) list(argument any) []*rule {
	schemas, ok := argument.([]any)
	q.complete = q.complete && ok
	rules := make([]*rule, len(schemas))
	for i, schema := range schemas {
		rules[i] = q.rule(schema)
	}
	return rules
}

// expression returns the expression that a text stands for, one for all its uses.
func (q *quickener) expression(text string) *expression {
	e := q.expressions[text]
	if e == nil {
		e = newExpression(text)
		q.expressions[text] = e
	}
	return e
}
