package deployfile

import (
	"slices"

	"github.com/astrofile/astrofile/deployfile/diag"
)

// entity is something in the Organization that files refer to by its name.
type entity struct{ id, name string }

func (c *check) workspaces() []entity {
	all := make([]entity, len(c.Organization.Workspaces))
	for i, w := range c.Organization.Workspaces {
		all[i] = entity{w.ID, w.Name}
	}
	return all
}

func (c *check) clusters() []entity {
	all := make([]entity, len(c.Organization.Clusters))
	for i := range all {
		all[i] = entity{c.Organization.Clusters[i].ID, c.Organization.Clusters[i].Name}
	}
	return all
}

// match returns the indexes of those that have exactly this name. Where several have it, the first ID that is one of
// theirs decides.
func match(all []entity, name string, ids ...string) []int {
	var found []int
	for i := range all {
		if all[i].name == name {
			found = append(found, i)
		}
	}
	for _, id := range ids {
		for _, i := range found {
			if id != "" && all[i].id == id {
				return []int{i}
			}
		}
	}
	return found
}

// namesOf returns the names in alphabetical order, each once.
func namesOf(all []entity) []string {
	names := make([]string, len(all))
	for i := range all {
		names[i] = all[i].name
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func idsOf(all []entity, indexes []int) []string {
	ids := make([]string, len(indexes))
	for i, at := range indexes {
		ids[i] = all[at].id
	}
	return ids
}

// reportUnresolved reports a name of the configuration that nothing or more than one thing has, and returns the finding;
// where ends the sentence.
func (c *check) reportUnresolved(key, name, noun, where string, all []entity, found []int) *diag.Diagnostic {
	number := "no " + noun
	if len(found) > 0 {
		number = count(len(found), noun)
	}
	f := c.report(configuration(key), "%s %s is that of %s %s", key, diag.Quote(name), number, where)
	if len(found) > 0 {
		f.Hint = "choose one of them by its ID: " + oneOf(idsOf(all, found))
		return f
	}
	names := namesOf(all)
	near, ok := nearest(name, names)
	several := similar(name, names)
	switch {
	case ok:
		f.Hint = "did you mean " + diag.Quote(near) + "?"
		if len(near) <= longestSuggestion && editDistance(visible(name), near, farthest) <= farthest {
			f.Fix = c.replace(f.Path, near)
		}
	case len(several) > 0:
		f.Hint = "did you mean " + oneOf(several) + "?"
	case len(names) > 0:
		f.Hint = "write the name of one that exists, such as " + oneOf(names)
	default:
		f.Hint = "create the " + noun + " first, or use a token that may see it"
	}
	return f
}

// liveTells reports whether the file is held against a live Deployment that has this scalar, so that a difference is
// immutable-changed.
func (c *check) liveTells(key string) bool {
	return c.Mode == ModeUpdate && c.Live != nil && c.liveText(key) != ""
}

func checkClusterUnresolved(c *check) {
	name := c.Configuration.ClusterName
	if name == "" || c.Organization.Clusters == nil || c.liveTells("cluster_name") || !c.kind.is(KindDedicated) && !c.kind.is(KindHybrid) {
		return
	}
	all := c.clusters()
	found := match(all, name)
	if len(found) == 1 {
		return
	}
	f := c.reportUnresolved("cluster_name", name, "cluster", "of the Organization", all, found)
	if len(found) > 1 {
		f.Hint = "rename all of them but one: a file knows clusters by their names only"
	}
}

// cluster returns the cluster that the Deployment runs on, or nil where that is not certain: the live one for an update,
// since no update can change it, else the only one that has the name in the file.
func (c *check) cluster() *Cluster {
	if c.Organization == nil {
		return nil
	}
	name, id := c.Configuration.ClusterName, ""
	if c.liveTells("cluster_name") {
		name = c.Live.Configuration.ClusterName
		if m := c.Live.Metadata; m != nil {
			id = m.ClusterID
		}
	}
	found := match(c.clusters(), name, id)
	if len(found) != 1 {
		return nil
	}
	return &c.Organization.Clusters[found[0]]
}

func checkWorkspaceUnresolved(c *check) {
	name, o := c.Configuration.WorkspaceName, c.Organization
	if name == "" || o.Workspaces == nil || c.liveTells("workspace_name") {
		return
	}
	all := c.workspaces()
	found := c.workspacesNamed(all)
	switch {
	case len(found) > 0 && o.WorkspaceID != "" && all[found[0]].id != o.WorkspaceID:
		c.report(configuration("workspace_name"), "workspace_name %s is not that of the chosen Workspace, %s", diag.Quote(name), quoteWorkspace(all, o.WorkspaceID)).
			Hint = "write the name of the chosen Workspace, or choose the one of the file"
	case len(found) == 0:
		c.reportUnresolved("workspace_name", name, "Workspace", "of the Organization; the official CLI would look in all of them", all, found)
	case len(found) > 1:
		c.reportUnresolved("workspace_name", name, "Workspace", "of the Organization; the official CLI would take the first", all, found)
	}
}

// workspacesNamed returns the indexes of the Workspaces that have the name in the file. Where several have it, the choice
// of the caller decides, else the metadata of the file.
func (c *check) workspacesNamed(all []entity) []int {
	var recorded string
	if c.Metadata != nil {
		recorded = c.Metadata.WorkspaceID
	}
	return match(all, c.Configuration.WorkspaceName, c.Organization.WorkspaceID, recorded)
}

// quoteWorkspace returns the name of a Workspace in quotes, or its ID where the name is not known.
func quoteWorkspace(all []entity, id string) string {
	for _, w := range all {
		if w.id == id {
			return diag.Quote(w.name)
		}
	}
	return diag.Quote(id)
}

// workspace returns the ID of the Workspace that the file is for, and what to call it; "" where that is not certain.
func (c *check) workspace() (id, called string) {
	all, chosen := c.workspaces(), c.Organization.WorkspaceID
	if c.Configuration.WorkspaceName == "" || c.Organization.Workspaces == nil {
		return chosen, quoteWorkspace(all, chosen)
	}
	found := c.workspacesNamed(all)
	if len(found) != 1 {
		return "", ""
	}
	if id = all[found[0]].id; chosen != "" && id != chosen {
		return "", ""
	}
	return id, quoteWorkspace(all, id)
}
