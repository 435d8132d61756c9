package client

import (
	"cmp"
	"context"
	"errors"
	"iter"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
)

const (
	objectRounds   = 5 // in which links are put back that another writer removed
	objectParallel = 4
	objectPause    = time.Second // longer than others take between reading an object and writing it
)

// objectCopy hands the environment objects of one Deployment to another one.
type objectCopy struct {
	c      *Client
	conf   PreviewObjects
	from   Deployment
	shared string              // the Workspace of both; "" when they are in two
	linked []EnvironmentObject // of that Workspace
	own    []EnvironmentObject // to be created once more

	unread  []MissingObject // because the token may not read them
	mu      sync.Mutex
	missing []MissingObject // in this run
}

// read finds out what the base has, before anything is written.
func (p *objectCopy) read(ctx context.Context, workspaceID string) (err error) {
	f := EnvironmentObjectFilter{DeploymentID: p.from.ID, ResolveLinked: true}
	if p.from.WorkspaceID == workspaceID {
		p.shared, f.ResolveLinked = workspaceID, false
		if p.linked, err = p.list(ctx, EnvironmentObjectFilter{WorkspaceID: workspaceID}); err != nil {
			return err
		}
		p.linked = slices.DeleteFunc(p.linked, func(o EnvironmentObject) bool { return o.Scope != EnvironmentObjectScopeWorkspace })
	}
	if p.own, err = p.list(ctx, f); err != nil {
		return err
	}
	if p.shared != "" {
		p.own = slices.DeleteFunc(p.own, func(o EnvironmentObject) bool { return o.Scope != EnvironmentObjectScopeDeployment })
	}
	p.unread = p.missing
	return nil
}

// list reads objects, without their secrets if the Organization does not let them be shown. A token that may not read
// them at all leaves them missing.
func (p *objectCopy) list(ctx context.Context, f EnvironmentObjectFilter) ([]EnvironmentObject, error) {
	f.ShowSecrets = p.conf.ShowSecrets
	list, err := listObjects(p.c.EnvironmentObjects.All(ctx, f))
	if f.ShowSecrets && errors.Is(err, ErrForbidden) {
		f.ShowSecrets = false
		list, err = listObjects(p.c.EnvironmentObjects.All(ctx, f))
	}
	if errors.Is(err, ErrForbidden) {
		p.lack(MissingObject{Reason: "the token may not read them"})
		return nil, nil
	}
	return list, err
}

// listObjects reads a list, without what previews do not get.
func listObjects(all iter.Seq2[EnvironmentObject, error]) ([]EnvironmentObject, error) {
	list, err := gather(all)
	return selected(list, func(o *EnvironmentObject) bool { return copied(o.ObjectType) }), err
}

// lack notes what the preview has to do without, once.
func (p *objectCopy) lack(m MissingObject) {
	if p.lacks(m.ObjectType, m.ObjectKey) {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.missing = append(p.missing, m)
}

// lacks reports whether it is known that the preview has to do without an object.
func (p *objectCopy) lacks(t EnvironmentObjectType, key string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.ContainsFunc(p.missing, func(m MissingObject) bool { return m.ObjectType == t && m.ObjectKey == key })
}

// lackValues notes an object some secrets of which nobody knows.
func (p *objectCopy) lackValues(o EnvironmentObject, reason string, fields []string) {
	p.lack(MissingObject{o.ObjectType, o.ObjectKey, fields, reason})
}

// run hands everything over to the preview and returns what it has to do without. A new preview has nothing yet.
func (p *objectCopy) run(ctx context.Context, to string, isNew bool) ([]MissingObject, error) {
	p.missing = slices.Clone(p.unread)
	var there []EnvironmentObject
	if !isNew && len(p.own) > 0 {
		var err error
		if there, err = p.list(ctx, EnvironmentObjectFilter{DeploymentID: to}); err != nil {
			return nil, err
		}
	}
	err := inParallel(ctx, p.own, func(ctx context.Context, o EnvironmentObject) error { return p.create(ctx, o, there, to) })
	if err == nil {
		err = p.link(ctx, to)
	}
	slices.SortFunc(p.missing, func(a, b MissingObject) int {
		return cmp.Or(cmp.Compare(a.ObjectType, b.ObjectType), cmp.Compare(a.ObjectKey, b.ObjectKey))
	})
	return p.missing, err
}

// inParallel does something with each of a list, a few at once, until one of them fails.
func inParallel[T any](ctx context.Context, list []T, do func(context.Context, T) error) error {
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(objectParallel)
	for _, it := range list {
		g.Go(func() error { return do(ctx, it) })
	}
	return g.Wait()
}
