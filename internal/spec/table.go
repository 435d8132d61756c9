package spec

import (
	"strings"
	"sync"
)

// Fields returns every row: first the file of today in canonical order, a section followed by what stands inside it,
// then legacy keys, misplaced keys and API names. The rows are shared and must not be changed.
func Fields() []*Field { return table().fields }

// Lookup returns the row of a path in which "[]" stands for every item of a list, or nil.
func Lookup(path string) *Field { return table().paths[path] }

// LevelAt returns the mapping at a path, such as "deployment.worker_queues[]" or "" for the root, or nil.
func LevelAt(path string) *Level { return table().levels[path] }

// Elsewhere returns the Current and OutputOnly fields of all levels that have this key, in canonical order. It tells
// where a misplaced key belongs.
func Elsewhere(key string) []*Field { return table().keys[key] }

// Key returns the last element of the path; it is "" for an item of a list of texts.
func (f *Field) Key() string {
	if strings.HasSuffix(f.Path, "[]") {
		return ""
	}
	return f.Path[strings.LastIndexByte(f.Path, '.')+1:]
}

type index struct {
	fields []*Field
	paths  map[string]*Field
	levels map[string]*Level
	keys   map[string][]*Field
}

var table = sync.OnceValue(func() *index {
	x := &index{
		paths:  map[string]*Field{},
		levels: map[string]*Level{"": {keys: map[string]*Field{}}},
		keys:   map[string][]*Field{},
	}
	x.add(rootFields)
	x.add(environmentFields)
	x.add(configurationFields)
	x.add(remoteExecutionFields)
	x.add(queueFields)
	x.add(metadataFields)
	x.add(alertFields)
	x.add(hibernationFields)
	x.add(legacyFields)
	x.add(misplacedFields)
	x.add(apiNameFields(x))
	return x
})

// add links the rows of one section. A row stands after the one that it is inside of.
func (x *index) add(rows []Field) {
	for i := range rows {
		f := new(rows[i])
		f.complete()
		x.fields = append(x.fields, f)
		x.paths[f.Path] = f
		if list, ok := strings.CutSuffix(f.Path, "[]"); ok {
			x.paths[list].Item = f
			continue
		}
		x.link(f)
	}
}

func (x *index) link(f *Field) {
	key := f.Key()
	f.Parent = x.levels[strings.TrimSuffix(strings.TrimSuffix(f.Path, key), ".")]
	f.Parent.keys[key] = f
	if f.Status != Current && f.Status != OutputOnly {
		return
	}
	f.Parent.Fields = append(f.Parent.Fields, f)
	x.keys[key] = append(x.keys[key], f)
	switch f.Type {
	case Mapping:
		f.Level = x.level(f.Path)
	case Mappings:
		f.Level = x.level(f.Path + "[]")
	}
}

func (x *index) level(path string) *Level {
	l := &Level{Path: path, keys: map[string]*Field{}}
	x.levels[path] = l
	return l
}

// complete fills in what follows from the other facts of a row.
func (f *Field) complete() {
	if f.Type == Integer || f.Type == Boolean {
		f.Empty = f.Omitted
	}
	if f.Type == Choice {
		f.Closed = AnyKind
	}
	if f.Status != Current {
		f.Omitted, f.Empty = Ignored, Ignored
	}
}
