package client

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
)

// workspaceIDs returns the IDs of the Workspaces of a name.
func (d *directory) workspaceIDs(ctx context.Context, name string) ([]string, error) {
	all, err := d.workspaces(ctx)
	var ids []string
	for _, w := range all {
		if w.Name == name {
			ids = append(ids, w.ID)
		}
	}
	return ids, err
}

// workspace returns the one Workspace that is meant for a new Deployment.
func (d *directory) workspace(ctx context.Context, s search) (Workspace, error) {
	all, err := d.workspaces(ctx)
	if err != nil {
		return Workspace{}, err
	}
	if s.workspaceID != "" {
		return workspaceByID(all, s)
	}
	found := selected(all, func(w *Workspace) bool { return w.Name == s.workspace })
	if len(found) > 1 {
		if i := slices.IndexFunc(found, func(w Workspace) bool { return w.ID == s.metadata }); i >= 0 {
			return found[i], nil
		}
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return Workspace{}, unknownName("Workspace", s.workspace, namesOf(all, func(w *Workspace) string { return w.Name }))
	}
	e := &TargetError{Kind: "Workspace", Name: s.workspace, kind: ErrConflict}
	var ids []string
	for _, w := range found {
		e.Candidates = append(e.Candidates, Candidate{ID: w.ID, Name: w.Name})
		ids = append(ids, w.ID)
	}
	e.Reason = fmt.Sprintf("%d Workspaces are called %s: say which one by its ID, %s", len(found), quoteName(s.workspace), listNames(ids))
	return Workspace{}, e
}

func workspaceByID(all []Workspace, s search) (Workspace, error) {
	i := slices.IndexFunc(all, func(w Workspace) bool { return w.ID == s.workspaceID })
	if i < 0 {
		return Workspace{}, &TargetError{Kind: "Workspace", Name: s.workspaceID, kind: ErrNotFound,
			Names:  nearestFirst(s.workspace, namesOf(all, func(w *Workspace) string { return w.Name })),
			Reason: fmt.Sprintf("there is no Workspace with the ID %s, or the token does not see it", quoteName(s.workspaceID))}
	}
	if w := all[i]; s.workspace != "" && w.Name != s.workspace {
		return Workspace{}, otherWorkspace(s.workspace, w)
	}
	return all[i], nil
}

// otherWorkspace refuses to make in one Workspace what a file says is in another.
func otherWorkspace(says string, w Workspace) *TargetError {
	return &TargetError{Kind: "Workspace", Name: says, kind: ErrConflict, Candidates: []Candidate{{ID: w.ID, Name: w.Name}},
		Reason: fmt.Sprintf("the file is for Workspace %s, and the one with the ID %s is called %s", quoteName(says), quoteName(w.ID), quoteName(w.Name))}
}

// clusterCalled returns the one cluster of a name.
func (d *directory) clusterCalled(ctx context.Context, name string) (*Cluster, error) {
	found, err := d.clusterNamed(ctx, name)
	if err != nil {
		return nil, err
	}
	switch len(found) {
	case 1:
		return &found[0], nil
	case 0:
		all, err := d.clusters(ctx)
		if err != nil {
			return nil, err
		}
		return nil, unknownName("cluster", name, namesOf(all, func(c *Cluster) string { return c.Name }))
	}
	e := &TargetError{Kind: "cluster", Name: name, kind: ErrConflict}
	var ids []string
	for _, c := range found {
		e.Candidates = append(e.Candidates, Candidate{ID: c.ID, Name: c.Name})
		ids = append(ids, c.ID)
	}
	e.Reason = fmt.Sprintf("%d clusters are called %s, and a file can only name one: %s", len(found), quoteName(name), listNames(ids))
	return nil, e
}

func unknownName(kind, name string, names []string) *TargetError {
	e := &TargetError{Kind: kind, Name: name, Names: nearestFirst(name, names), kind: ErrNotFound}
	e.Reason = fmt.Sprintf("there is no %s %s, or the token does not see it", kind, quoteName(name))
	if len(e.Names) > 0 {
		e.Reason += "; there is " + listNames(e.Names)
	}
	return e
}

func namesOf[T any](all []T, name func(*T) string) []string {
	names := make([]string, len(all))
	for i := range all {
		names[i] = name(&all[i])
	}
	return names
}

// nearestFirst returns the names, each once, those that look most like the given one first.
func nearestFirst(name string, names []string) []string {
	names = slices.Compact(slices.Sorted(slices.Values(names)))
	distances := make(map[string]int, len(names))
	for _, candidate := range names {
		distances[candidate] = distance(strings.ToLower(name), strings.ToLower(candidate))
	}
	slices.SortStableFunc(names, func(a, b string) int { return cmp.Compare(distances[a], distances[b]) })
	return names
}

// distance counts the single-character edits from a to b, of which only the beginnings count: names of Workspaces have
// at most 50 characters.
func distance(a, b string) int {
	const most = 50
	x, y := []rune(shorten(a, 4*most)), []rune(shorten(b, 4*most))
	x, y = x[:min(len(x), most)], y[:min(len(y), most)]
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := range x {
		diagonal := row[0]
		row[0] = i + 1
		for j := range y {
			substitute := diagonal
			if x[i] != y[j] {
				substitute++
			}
			diagonal = row[j+1]
			row[j+1] = min(substitute, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(y)]
}
