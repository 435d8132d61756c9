package schema

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/yamltree"
)

// ReadOrganization reads the JSON document of an Organization. It refuses keys that it does not know, duplicates, empty
// lists and names, and text behind the document; the error names the line and the column. Names are taken as they are.
func ReadOrganization(data []byte) (Organization, error) {
	r := organizationReader{Tree: yamltree.Parse("organization.json", data)}
	if len(r.Problems) > 0 {
		p := r.Problems[0]
		if p.Code == string(deployfile.CodeFileEmpty) {
			return Organization{}, errors.New("the organization is no object: the text is empty")
		}
		return Organization{}, r.at(p.Start, "%s", p.Message)
	}
	var o Organization
	r.object(r.Root, "the organization", map[string]func(*yamltree.Node){
		"workspaces":        r.names(&o.Workspaces),
		"clusters":          r.clusters(&o.Clusters),
		"runtimeVersions":   r.names(&o.RuntimeVersions),
		"workerTypes":       r.names(&o.WorkerTypes),
		"requiredVariables": r.names(&o.RequiredVariables),
	})
	if r.err != nil {
		return Organization{}, r.err
	}
	if err := r.check(&o); err != nil {
		return Organization{}, err
	}
	return o, nil
}

// check finds what only the options can tell, such as a worker type that does not exist.
func (r *organizationReader) check(o *Organization) error {
	for _, it := range [...]struct {
		key string
		one Organization
	}{
		{"workspaces", Organization{Workspaces: o.Workspaces}},
		{"clusters", Organization{Clusters: o.Clusters}},
		{"runtimeVersions", Organization{RuntimeVersions: o.RuntimeVersions}},
		{"workerTypes", Organization{WorkerTypes: o.WorkerTypes}},
		{"requiredVariables", Organization{RequiredVariables: o.RequiredVariables}},
	} {
		if _, err := newSettings(it.one.Options()); err != nil {
			_, why, _ := strings.Cut(err.Error(), ": ") // behind the name of the option
			return r.at(r.Root.Member(it.key).Value.Start, "%s", why)
		}
	}
	return nil
}

// organizationReader keeps the first error.
type organizationReader struct {
	*yamltree.Tree
	err error
}

func (r *organizationReader) at(offset int, format string, args ...any) error {
	line, column := r.Position(offset)
	return fmt.Errorf("line %d, column %d: "+format, append([]any{line, column}, args...)...)
}

func (r *organizationReader) fail(n *yamltree.Node, format string, args ...any) {
	if r.err == nil {
		r.err = r.at(n.Start, format, args...)
	}
}

// object reads a mapping whose keys are these.
func (r *organizationReader) object(n *yamltree.Node, what string, keys map[string]func(*yamltree.Node)) {
	if n.Kind != yamltree.Mapping {
		r.fail(n, "%s is no object", what)
		return
	}
	for i := range n.Members {
		m := &n.Members[i]
		read, ok := keys[m.Key.Text]
		if !ok {
			r.fail(m.Key, "unknown key %s: %s has %s", diag.Quote(m.Key.Text), what, listed(sorted(keys), " and "))
			return
		}
		read(m.Value)
	}
}

// names reads a list of names.
func (r *organizationReader) names(to *[]string) func(*yamltree.Node) {
	return func(n *yamltree.Node) {
		if n.Kind != yamltree.Sequence {
			r.fail(n, "this is no list; leave out what is not known")
			return
		}
		*to = []string{}
		for _, item := range n.Items {
			var name string
			r.text(&name)(item)
			*to = append(*to, name)
		}
	}
}

// text reads a string.
func (r *organizationReader) text(to *string) func(*yamltree.Node) {
	return func(n *yamltree.Node) {
		if n.Kind != yamltree.Scalar || n.Style != yamltree.DoubleQuoted {
			r.fail(n, "this is no string")
			return
		}
		*to = n.Text
	}
}

func (r *organizationReader) clusters(to *[]Cluster) func(*yamltree.Node) {
	return func(n *yamltree.Node) {
		if n.Kind != yamltree.Sequence {
			r.fail(n, "this is no list; leave out what is not known")
			return
		}
		*to = []Cluster{}
		for _, item := range n.Items {
			var k Cluster
			r.object(item, "a cluster", map[string]func(*yamltree.Node){
				"name": r.text(&k.Name), "nodePools": r.names(&k.NodePools),
				"cloudProvider": r.text(&k.CloudProvider), "region": r.text(&k.Region),
			})
			*to = append(*to, k)
		}
	}
}

// sorted returns the keys of an object in alphabetical order.
func sorted[V any](m map[string]V) []string {
	return slices.Sorted(maps.Keys(m))
}
