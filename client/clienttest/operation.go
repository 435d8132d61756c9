package clienttest

import (
	_ "embed" // the tables
	"encoding/csv"
	"net/url"
	"strconv"
	"strings"
	"sync"
)

//go:embed operations.csv
var operationsCSV string

// operation is one row of the table of what the API can do.
type operation struct {
	name    string
	method  string
	path    []string // segments; those in braces are variables
	query   []parameter
	body    string // its schema, or the union of its schemas; "" for none
	success int
}

// parameter is one key of a query.
type parameter struct {
	name     string
	required bool
	list     bool
	kind     string   // string, integer, boolean, string(date-time) or enum
	values   []string // of an enum
	min, max int      // of an integer; a max of 0 is none
}

// operations reads the table once.
var operations = sync.OnceValue(func() []*operation {
	records, err := csv.NewReader(strings.NewReader(operationsCSV)).ReadAll()
	if err != nil || len(records) == 0 {
		return nil
	}
	all := make([]*operation, 0, len(records))
	for _, r := range records[1:] {
		success, _ := strconv.Atoi(r[5])
		o := &operation{name: r[0], method: r[1], path: segments(r[2]), body: r[4], success: success}
		if r[3] != "" {
			for text := range strings.SplitSeq(r[3], " ; ") {
				o.query = append(o.query, parseParameter(text))
			}
		}
		all = append(all, o)
	}
	return all
})

// parseParameter reads the notation of the table: limit:integer[default=20,minimum=0], sources*:[]enum(a|b).
func parseParameter(text string) parameter {
	name, kind, _ := strings.Cut(text, ":")
	var p parameter
	p.name, p.required = strings.CutSuffix(name, "*")
	kind, p.list = strings.CutPrefix(kind, "[]")
	kind, limits, _ := strings.Cut(kind, "[")
	for limit := range strings.SplitSeq(strings.TrimSuffix(limits, "]"), ",") {
		key, value, _ := strings.Cut(limit, "=")
		n, _ := strconv.Atoi(value)
		switch key {
		case "minimum":
			p.min = n
		case "maximum":
			p.max = n
		}
	}
	if values, ok := strings.CutPrefix(kind, "enum("); ok {
		kind, p.values = "enum", strings.Split(strings.TrimSuffix(values, ")"), "|")
		if strings.HasSuffix(p.values[0], "dateTime") {
			kind = "string"
		}
	}
	p.kind = kind
	return p
}

// segments splits a path; a slash at its end is a segment of its own, which no operation has.
func segments(path string) []string { return strings.Split(strings.TrimPrefix(path, "/"), "/") }

// match returns the values of the variables if the path is one of the operation's.
func (o *operation) match(path []string) (map[string]string, bool) {
	if len(path) != len(o.path) {
		return nil, false
	}
	for i, want := range o.path {
		if isPlaceholder(want) && path[i] == "" || !isPlaceholder(want) && want != path[i] {
			return nil, false
		}
	}
	vars := map[string]string{}
	for i, name := range o.path {
		if isPlaceholder(name) {
			vars[strings.Trim(name, "{}")] = path[i]
		}
	}
	return vars, true
}

func isPlaceholder(segment string) bool { return strings.HasPrefix(segment, "{") }

// routed is where a request leads.
type routed struct {
	path, prefix string     // the escaped path below the base URL, and the base's own
	op           *operation // nil when no operation has the method
	vars         map[string]string
	known        bool   // some operation has the path
	other        string // what the request is about when that is no operation
}

// route finds the operation of a request.
func route(method string, u *url.URL) routed {
	var to routed
	to.path, to.prefix = apiPath(u)
	path := segments(to.path)
	for i, s := range path {
		plain, err := url.PathUnescape(s)
		if err != nil {
			return to
		}
		path[i] = plain
	}
	for _, o := range operations() {
		v, ok := o.match(path)
		if !ok {
			continue
		}
		to.known = true
		if o.method == method && (to.op == nil || len(v) < len(to.vars)) { // a fixed segment wins over a variable
			to.op, to.vars = o, v
		}
	}
	return to
}
