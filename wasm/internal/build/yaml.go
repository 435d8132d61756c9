package main

const yamlModule = "go.yaml.in/yaml/v4"

// yamlCuts leave of the YAML library what internal/yamltree calls: from text to nodes and from nodes to text. Values of
// Go types, plugins by name, and configuration in YAML go, and with them regexp and half of reflect: 125 KB of
// 1.44 MB with brotli. The test of the corpus holds the binary against the uncut library, byte for byte.
var yamlCuts = []cut{
	{
		file: "internal/libyaml/loader.go",
		old:  "\t\tconstructor: NewConstructor(o),\n",
		why:  "a document is loaded into a node, which is what it already is",
	}, {
		file: "internal/libyaml/loader.go",
		old: `	out := reflect.ValueOf(v)
	if out.Kind() == reflect.Pointer && !out.IsNil() {
		out = out.Elem()
	}
	l.constructor.Construct(node, out)
	if len(l.constructor.TypeErrors) > 0 {
		typeErrors := l.constructor.TypeErrors
		l.constructor.TypeErrors = nil
		return &LoadErrors{Errors: typeErrors}
	}
	return nil
`,
		new: "\t*v.(*Node) = *node\n\treturn nil\n",
		why: "what the constructor does for a node",
	}, {
		file: "internal/libyaml/dumper.go",
		old:  "\t\trepresenter: NewRepresenter(o), // No writer - builds nodes\n",
		why:  "what is dumped is a node already",
	}, {
		file: "internal/libyaml/dumper.go",
		old:  `	node := d.representer.Represent("", reflect.ValueOf(v))` + "\n",
		new:  "\tnode := &Node{Kind: DocumentNode, Content: []*Node{v.(*Node)}}\n",
		why:  "what the representer does for a node",
	}, {
		file: "internal/libyaml/composer.go",
		old:  "NewAliasDataContext(aliasDataServices(opts))",
		new:  "NewAliasDataContext(AliasDataServices{})",
		why:  "our policy of aliases asks for no service: neither files, nor variables, nor values",
	}, {
		file: "internal/libyaml/composer.go",
		old:  "\tc.aliasData = NewAliasDataPolicy(AliasDataSources{})\n",
		why:  "our policy replaces it",
	}, {
		file: "internal/libyaml/resolver.go",
		old:  "\t\t\tif yamlStyleFloat.MatchString(plain) {\n",
		new:  "\t\t\tif strings.Trim(plain, \"+-.0123456789eE\") == \"\" {\n",
		why:  "of what ParseFloat takes, the expression refuses what has other letters: inf, nan and hexadecimal digits",
	}, {
		file: "internal/libyaml/resolver.go",
		old:  "\t\t\t\tt, ok := parseTimestamp(in)\n\t\t\t\tif ok {\n\t\t\t\t\treturn timestampTag, t\n",
		new:  "\t\t\t\tif _, ok := parseTimestamp(in); ok {\n\t\t\t\t\treturn timestampTag, nil\n",
		why:  "nodes have the type of a value, and nothing asks for the value: the methods of time.Time go with it",
	}, {
		file: "internal/libyaml/resolver.go",
		old:  "var yamlStyleFloat = regexp.MustCompile(`^[-+]?(?:\\.[0-9]+|[0-9]+(?:\\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$`)\n",
		why:  "nothing matches it",
	}, {
		file: "internal/libyaml/resolver.go",
		old:  regexpImport,
		why:  "it has no expression any more",
	}, {
		file: "internal/libyaml/constructor.go",
		old: `	strTag:       (*Constructor).constructStr,
	intTag:       (*Constructor).constructInt,
	boolTag:      (*Constructor).constructBool,
	floatTag:     (*Constructor).constructFloat,
	nullTag:      (*Constructor).constructNull,
	timestampTag: (*Constructor).constructTimestamp,
	binaryTag:    (*Constructor).constructBinary,
	mergeTag:     (*Constructor).constructMerge,
`,
		why: "the constructor is not called",
	}, {
		file: "internal/libyaml/composer.go",
		old:  "\tif hasInputPlugins(c.opts) {\n\t\tc.source = NewEventReader(r, c.opts)\n\t}\n",
		why:  "no plugin parses",
	}, {
		file: "internal/libyaml/composer.go",
		old:  "\tif c.source != nil {\n\t\treturn c.source.Parse(&c.event)\n\t}\n",
		why:  "no plugin parses",
	},
	stubRegexp("internal/libyaml/representer.go"),
	stubRegexp("internal/libyaml/alias_data_path.go"),
	stubRegexp("internal/plugin/registry.go"),
	stubRegexp("plugin/aliasdata/plugin.go"),
	{
		file: "plugin.go",
		old:  "var pluginRegistry = pluginreg.NewRegistry(\n",
		new:  "var pluginRegistry *pluginreg.Registry\n\nvar _ = func() *pluginreg.Registry { return pluginreg.NewRegistry(\n",
		why:  "nothing asks for a plugin by its name",
	}, {
		file: "plugin.go",
		old:  "\t},\n)\n\n// RegisterPlugin registers",
		new:  "\t},\n) }\n\n// RegisterPlugin registers",
		why:  "the end of the function that the registry has become",
	},
}

const regexpImport = "\t\"regexp\"\n"

// stubRegexp cuts the expressions of a file that nothing matches any more: the linker drops what is not called, but
// not what makes the values of variables.
func stubRegexp(file string) cut {
	return cut{file: file, old: regexpImport, new: "\t\"" + yamlModule + "/internal/regexp\"\n", why: "nothing matches its expressions"}
}

const noRegexp = `// Package regexp stands for the one of the same name where no expression is ever matched.
package regexp

type Regexp struct{}

func MustCompile(string) *Regexp { return nil }

func QuoteMeta(string) string { panic("not in this build") }

func (*Regexp) MatchString(string) bool { panic("not in this build") }

func (*Regexp) FindStringSubmatch(string) []string { panic("not in this build") }
`
