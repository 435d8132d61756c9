package deployfile

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/spec"
	"github.com/astrofile/astrofile/internal/yamltree"
)

// document is the root of a Deployment file.
type document struct{ Deployment Deployment }

// decoder fills the model of a file from its tree, strictly: what has no place in the model is a finding.
type decoder struct {
	file  *File
	homes map[string]*yamltree.Node                        // mappings that keys belong into, by path
	index map[*yamltree.Member]map[string]*yamltree.Member // of large mappings, by their first member
	moves int                                              // fixes built so far that repeat what they move
}

// bindings maps every field of the table to its place in the struct of its level.
var bindings = sync.OnceValue(func() map[*spec.Field]int {
	m := map[*spec.Field]int{}
	for _, f := range spec.Fields() {
		if place, ok := placeOf(f); ok {
			m[f] = place.Index[0]
		}
	}
	return m
})

// placeOf returns the place of a field in the model.
func placeOf(f *spec.Field) (place reflect.StructField, ok bool) {
	owner, name, _ := strings.Cut(f.Go, ".")
	for _, model := range []any{
		document{}, Deployment{}, Configuration{}, RemoteExecution{}, EnvironmentVariable{}, WorkerQueue{},
		HibernationSchedule{}, Metadata{}, HibernationOverride{},
	} {
		if t := reflect.TypeOf(model); strings.EqualFold(owner, t.Name()) {
			return t.FieldByName(name)
		}
	}
	return place, false
}

// document decodes the whole tree.
func (d *decoder) document() {
	root := d.file.tree.Root
	if root == nil {
		return
	}
	if root.Kind != yamltree.Mapping {
		d.report(CodeRootNotMapping, nil, spanOf(root), "the file holds %s instead of a mapping with the key deployment", kindOf(root))
		d.file.tree.Root = nil
		return
	}
	var doc document
	d.mapping(root, spec.LevelAt(""), reflect.ValueOf(&doc).Elem(), nil)
	d.file.Deployment = doc.Deployment
}

// mapping decodes the members of n into a struct.
func (d *decoder) mapping(n *yamltree.Node, level *spec.Level, into reflect.Value, at *step) {
	for i := range n.Members {
		m := &n.Members[i]
		if m.Key.Kind != yamltree.Scalar {
			d.report(CodeWrongType, at, spanOf(m.Key), "a key is %s instead of text", kindOf(m.Key)).
				Hint = "write key: value"
			continue
		}
		here := &step{parent: at, key: withoutValue(m.Key.Text)}
		field := level.Field(m.Key.Text)
		if field == nil || field.Status > spec.OutputOnly {
			d.strangeKey(n, i, level, field, here)
			continue
		}
		d.value(n, i, field, into.Field(bindings()[field]), here)
	}
}

// value decodes member i of a mapping.
func (d *decoder) value(parent *yamltree.Node, i int, field *spec.Field, into reflect.Value, at *step) {
	n := parent.Members[i].Value
	if n.Unknown {
		into.SetZero()
		d.lose(at)
		return
	}
	if n.Kind == yamltree.Null {
		into.SetZero() // of two equal keys the last one counts
		return
	}
	switch field.Type {
	case spec.Mapping:
		if n.Kind != yamltree.Mapping {
			d.wrongType(parent, i, field, at)
			return
		}
		if into.Kind() == reflect.Pointer {
			into.Set(reflect.New(into.Type().Elem()))
			into = into.Elem()
		}
		d.mapping(n, field.Level, into, at)
	case spec.Mappings:
		if n.Kind != yamltree.Sequence {
			d.wrongType(parent, i, field, at)
			return
		}
		list := reflect.MakeSlice(into.Type(), len(n.Items), len(n.Items))
		for k, item := range n.Items {
			here := &step{parent: at, index: k, node: item}
			if item.Unknown {
				d.lose(here)
				continue
			}
			if item.Kind != yamltree.Mapping {
				d.wrongItem(item, "a mapping with "+entryKeys(field), here)
				continue
			}
			d.mapping(item, field.Level, list.Index(k), here)
		}
		into.Set(list)
	case spec.Texts:
		d.texts(parent, i, field, into, at)
	default:
		if d.isPlaceholder(field, n, at) {
			d.keepPlaceholder(into, n)
			return
		}
		if n.Kind != yamltree.Scalar {
			d.wrongType(parent, i, field, at)
			return
		}
		d.scalar(parent, i, field, into, at)
	}
}

func (d *decoder) texts(parent *yamltree.Node, i int, field *spec.Field, into reflect.Value, at *step) {
	n := parent.Members[i].Value
	if n.Kind != yamltree.Sequence {
		d.wrongType(parent, i, field, at)
		return
	}
	list := make([]string, len(n.Items))
	for k, item := range n.Items {
		here := &step{parent: at, index: k}
		if item.Unknown {
			d.lose(here)
			continue
		}
		if d.isPlaceholder(field, item, here) {
			list[k] = item.Text // a template keeps it
			continue
		}
		if item.Kind != yamltree.Scalar {
			d.wrongItem(item, "text", here)
			continue
		}
		d.sourceText(field, item, here)
		list[k] = item.Text
	}
	into.Set(reflect.ValueOf(list))
}

// scalar decodes a scalar into a string, a number, a truth value or a pointer to one.
func (d *decoder) scalar(parent *yamltree.Node, i int, field *spec.Field, into reflect.Value, at *step) {
	n := parent.Members[i].Value
	switch field.Type {
	case spec.Integer:
		if value, ok := d.integer(field, n, at); ok {
			into.Set(reflect.ValueOf(&value))
		}
	case spec.Boolean:
		value, ok := d.boolean(field, n, at)
		switch {
		case !ok:
		case into.Kind() == reflect.Pointer:
			into.Set(reflect.ValueOf(&value))
		default:
			into.SetBool(value)
		}
	default:
		if field.Type == spec.Time {
			d.time(parent, i, at)
		}
		d.sourceText(field, n, at)
		if d.file.swallows(n) {
			d.lose(at) // no message may quote it
		}
		if into.Kind() == reflect.Pointer {
			into.Set(reflect.ValueOf(&n.Text))
		} else {
			into.SetString(n.Text)
		}
	}
}

// time checks a time of the metadata, which the official CLI parses although it never applies it.
func (d *decoder) time(parent *yamltree.Node, i int, at *step) {
	n := parent.Members[i].Value
	if n.Text == "" {
		return
	}
	if _, err := time.Parse(time.RFC3339, n.Text); err != nil {
		f := d.report(CodeMetadataTime, at, spanOf(n), "%s %s is not an RFC 3339 time: the official CLI refuses the whole file", at.key, diag.Quote(n.Text))
		if d.named() || filledBeside(parent, i) { // without a name and metadata the file would count as a template
			d.delete(f, parent, i, at)
		}
	}
}

func (d *decoder) named() bool {
	_, name := d.file.tree.Find(string(configuration("name")))
	return name != nil && name.Text != ""
}

// filledBeside reports whether another member of the mapping than member i has a value.
func filledBeside(n *yamltree.Node, i int) bool {
	for k := range n.Members {
		if value := n.Members[k].Value; k != i && (value.Text != "" && value.Kind == yamltree.Scalar || value.Members != nil) {
			return true
		}
	}
	return false
}

// wrongType reports that member i of a mapping is not of the kind that the field needs.
func (d *decoder) wrongType(parent *yamltree.Node, i int, field *spec.Field, at *step) {
	m := &parent.Members[i]
	d.lose(at)
	severity := failure
	if field.Status == spec.OutputOnly && field.Type == spec.Mapping {
		severity = warning // never applied
	}
	f := d.reportAs(severity, CodeWrongType, at, cover(m.Key, m.Value), "%sis %s instead of %s", d.name(at), kindOf(m.Value), wanted(field))
	f.Hint = "write " + wanted(field)
	switch {
	case !kept(f):
	case field.Type == spec.Texts && m.Value.Kind == yamltree.Scalar:
		f.Fix = fix("write a list of one entry", d.file.tree.WrapInList(m.Value))
	case field.Type != spec.Mappings || m.Value.Kind != yamltree.Mapping:
	case isEntry(m.Value, field.Level):
		f.Hint = "put a dash before the first key of each entry"
	case field.Path == string(sectionVariables):
		f.Hint = "write a list of entries with " + entryKeys(field)
		f.Fix = fix("write a list of key and value", d.file.tree.MappingToList(m.Value, "key", "value"))
	}
}

// isEntry reports whether a mapping has a key that the entries of a list have.
func isEntry(n *yamltree.Node, level *spec.Level) bool {
	return slices.ContainsFunc(n.Members, func(m yamltree.Member) bool { return level.Field(m.Key.Text) != nil })
}

// wrongItem reports an entry of a list that is not of the kind that the list needs.
func (d *decoder) wrongItem(item *yamltree.Node, wanted string, at *step) {
	if d.file.found.full(failure) {
		d.file.found.count(failure)
		return
	}
	d.lose(at)
	d.report(CodeWrongType, at, spanOf(item), "%s: entry %d is %s instead of %s", at.parent.key, at.index+1, kindOf(item), wanted).
		Hint = "write " + wanted
}

// lose marks the value at this step as unknown to the rules.
func (d *decoder) lose(at *step) {
	if len(d.file.lost) < maxLost {
		d.file.lost.add(at.path())
	}
}

// maxLost bounds the memory for values of a wrong form; by then there are more findings than anyone is shown.
const maxLost = 4 * diag.MaxFindings

// report adds a finding. What it returns may be completed until the next report; it is never nil.
func (d *decoder) report(code diag.Code, at *step, where span, format string, args ...any) *diag.Diagnostic {
	return d.reportAs(ruleOf()[code].level.create, code, at, where, format, args...)
}

func (d *decoder) reportAs(s diag.Severity, code diag.Code, at *step, where span, format string, args ...any) *diag.Diagnostic {
	f := d.file.found.add(s)
	if f == nil {
		return &diag.Diagnostic{}
	}
	f.Code, f.Path, f.Range = code, at.path(), where.unresolved()
	f.Message, f.Hint, f.URL = fmt.Sprintf(format, args...), ruleOf()[code].hint, checksURL+string(code)
	return f
}
