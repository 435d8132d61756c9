package schema

import (
	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/spec"
)

// Description is what there is to know about one key of a Deployment file. Default, Example and the members of Values
// are texts without quotes.
type Description struct {
	Path  diag.Path `json:"path"` // for every entry of a list at once: deployment.worker_queues[].name
	Title string    `json:"title"`
	Type  string    `json:"type"` // in words, such as "list of mappings"
	Doc   string    `json:"doc"`  // one sentence
	Note  string    `json:"note,omitempty"`
	URL   string    `json:"url,omitempty"`

	ReadOnly   bool      `json:"readOnly,omitempty"`   // written by inspect and never applied
	Deprecated bool      `json:"deprecated,omitempty"` // an older name, a key of another level, a name of the API
	ReplacedBy diag.Path `json:"replacedBy,omitempty"` // what to write in place of a deprecated key; "" when there is nothing
	WrittenBy  string    `json:"writtenBy,omitempty"`  // who wrote the deprecated key

	Kinds          []deployfile.Kind     `json:"kinds,omitempty"`          // deployment types it applies to
	Executors      []deployfile.Executor `json:"executors,omitempty"`      // executors it applies to
	RequiredCreate []deployfile.Kind     `json:"requiredCreate,omitempty"` // deployment types in which a create needs it
	RequiredUpdate []deployfile.Kind     `json:"requiredUpdate,omitempty"`

	Default string             `json:"default,omitempty"` // what a create uses when it is left out
	Example string             `json:"example,omitempty"`
	Omitted string             `json:"omitted,omitempty"` // what an update does when it is left out, as a clause
	Limits  []string           `json:"limits,omitempty"`  // in words, such as "at most 500 characters"
	Values  []ValueDescription `json:"values,omitempty"`
	Open    bool               `json:"open,omitempty"` // other values than these are possible
}

// ValueDescription is what there is to know about one value of an enumeration.
type ValueDescription struct {
	Value   string   `json:"value"`             // as inspect writes it
	Aliases []string `json:"aliases,omitempty"` // other names that mean the same
	Doc     string   `json:"doc"`
}

// Describe returns the facts about the key at a path, for hovers and forms. Entries of lists may be named by index, by
// a condition such as [name=default], or by []. Keys that a file should not have, but that authors write, are described
// with what replaces them. It reports false for keys that nobody knows, the x- keys of the root, and paths that cannot
// be understood.
func Describe(p diag.Path) (Description, bool) {
	f, misplaced := lookup(p)
	switch {
	case f != nil:
		return describe(f), true
	case misplaced != nil:
		return *misplaced, true
	default:
		return Description{}, false
	}
}

// DescribeValue returns the facts about a value of the enumeration at a path, in any spelling that the file may use.
func DescribeValue(p diag.Path, value string) (ValueDescription, bool) {
	f, _ := lookup(p)
	if f == nil {
		return ValueDescription{}, false
	}
	m, ok := f.Enum.Match(value)
	if !ok {
		return ValueDescription{}, false
	}
	return describeValue(m.Value), true
}

func describe(f *spec.Field) Description {
	d := Description{
		Path: diag.Path(f.Path), Title: f.Title, Type: typeInWords(f), Doc: f.Doc, Note: f.Note, URL: f.URL,
		ReadOnly: f.Status == spec.OutputOnly, Deprecated: f.Status > spec.OutputOnly,
		ReplacedBy: diag.Path(f.ReplacedBy), WrittenBy: f.WrittenBy,
		Kinds: kinds(f.Kinds), Executors: executors(f.Executors),
		RequiredCreate: kinds(f.RequiredCreate), RequiredUpdate: kinds(f.RequiredUpdate),
		Default: f.Default, Example: f.Example, Limits: limits(f),
	}
	if f.Status == spec.Current {
		d.Omitted = omission(f)
	}
	if f.Enum != nil {
		d.Open = !f.Closed.Has(f.Kinds) || f.Closed == 0
		for i := range f.Enum.Values {
			d.Values = append(d.Values, describeValue(&f.Enum.Values[i]))
		}
	}
	return d
}

func describeValue(v *spec.Value) ValueDescription {
	return ValueDescription{Value: v.Name, Aliases: append([]string(nil), v.Aliases...), Doc: v.Doc}
}

func kinds(set spec.Kinds) []deployfile.Kind {
	var all []deployfile.Kind
	for _, name := range set.Names() {
		all = append(all, deployfile.Kind(name))
	}
	return all
}

func executors(set spec.Executors) []deployfile.Executor {
	var all []deployfile.Executor
	for _, name := range set.Names() {
		all = append(all, deployfile.Executor(name))
	}
	return all
}
