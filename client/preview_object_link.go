package client

import (
	"context"
	"errors"
	"slices"
)

// objectLinking is one change of an object of the Workspace: link the preview, or exclude it.
type objectLinking struct {
	id        string
	key       EnvironmentObject
	exclude   bool
	overrides objectFields // nil: none
}

// link hands over the objects of the Workspace. An update replaces all links of an object, so one by somebody else that
// began before can undo it; therefore they are read again after a while, until all is as it should be.
func (p *objectCopy) link(ctx context.Context, to string) error {
	var failed error
	for round := range objectRounds {
		if round > 0 {
			if err := sleep(ctx, jitter(objectPause)); err != nil {
				return errors.Join(failed, err)
			}
			var err error
			if p.linked, err = p.list(ctx, EnvironmentObjectFilter{WorkspaceID: p.shared}); err != nil {
				return err
			}
		}
		var due []objectLinking
		for _, o := range p.linked {
			if t, ok := p.linking(o, to, round == 0); ok && !p.lacks(o.ObjectType, o.ObjectKey) {
				due = append(due, t)
			}
		}
		if len(due) == 0 {
			return nil
		}
		failed = inParallel(ctx, due, func(ctx context.Context, t objectLinking) error { return p.write(ctx, t, to) })
		if ctx.Err() != nil {
			return failed
		}
	}
	if failed == nil {
		failed = errors.New("somebody else keeps removing links of the preview to environment objects")
	}
	return failed
}

// linking says what an object of the Workspace needs, if anything. Secrets that the caller gives are written the first
// time, because nobody can tell whether they are the same.
func (p *objectCopy) linking(o EnvironmentObject, to string, first bool) (objectLinking, bool) {
	t := objectLinking{id: o.ID, key: o}
	excluded := excludes(o.ExcludeLinks, to)
	if excludes(o.ExcludeLinks, p.from.ID) {
		t.exclude = true
		return t, !excluded
	}
	base, linked := linkTo(o.Links, p.from.ID)
	if !linked {
		return t, false
	}
	there, is := linkTo(o.Links, to)
	want := p.conf.fill(o, fieldsOfLink(base), base.SetFields, there.SetFields)
	if len(want.lacking) > 0 {
		p.lackValues(o, "its link to the base overrides secrets whose values are not given", want.lacking)
		return t, false
	}
	current := is && !excluded && want.current(fieldsOfLink(there), there.SetFields, base.SetFields)
	t.overrides = want.fields
	return t, !current || first && want.given
}

// write makes one change with the other links as they are now. What fails for reasons that may pass is seen in the next
// round.
func (p *objectCopy) write(ctx context.Context, t objectLinking, to string) error {
	var err error
	if t.exclude {
		err = p.c.EnvironmentObjects.ExcludeLinking(ctx, t.id, to)
	} else {
		err = p.addLink(ctx, t, to)
	}
	switch {
	case errors.Is(err, ErrNotFound): // the object is gone, or the next call says that the preview is
		return nil
	case errors.Is(err, ErrForbidden):
		p.lack(MissingObject{ObjectType: t.key.ObjectType, ObjectKey: t.key.ObjectKey, Reason: "the token may not link it"})
		return nil
	}
	return err
}

func (p *objectCopy) addLink(ctx context.Context, t objectLinking, to string) error {
	o, err := p.c.EnvironmentObjects.Get(ctx, t.id)
	if err != nil {
		return err
	}
	in := UpdateEnvironmentObject{
		AutoLinkDeployments: new(o.AutoLinkDeployments),
		Links:               make([]UpdateEnvironmentObjectLink, 0, len(o.Links)+1),
		ExcludeLinks:        make([]EnvironmentObjectExcludeLink, 0, len(o.ExcludeLinks)),
	}
	for _, l := range o.Links {
		if l.ScopeEntityID != to {
			in.Links = append(in.Links, UpdateEnvironmentObjectLink{Scope: l.Scope, ScopeEntityID: l.ScopeEntityID})
		}
	}
	in.Links = append(in.Links, UpdateEnvironmentObjectLink{
		Scope: EnvironmentObjectScopeDeployment, ScopeEntityID: to, Overrides: t.overrides.overrides(o.ObjectType),
	})
	for _, l := range o.ExcludeLinks {
		if l.ScopeEntityID != to {
			in.ExcludeLinks = append(in.ExcludeLinks, l)
		}
	}
	_, err = p.c.EnvironmentObjects.Update(ctx, t.id, in)
	return err
}

// overrides returns the fields for a link, nil for none.
func (f objectFields) overrides(t EnvironmentObjectType) *UpdateEnvironmentObjectOverrides {
	if len(f) == 0 {
		return nil
	}
	var out UpdateEnvironmentObjectOverrides
	switch t {
	case EnvironmentObjectTypeConnection:
		out.Connection = f.connection()
	case EnvironmentObjectTypeAirflowVariable:
		out.AirflowVariable = f.variable()
	default:
		out.EnvironmentVariable = f.variable()
	}
	return &out
}

func linkTo(links []EnvironmentObjectLink, deployment string) (EnvironmentObjectLink, bool) {
	i := slices.IndexFunc(links, func(l EnvironmentObjectLink) bool { return l.ScopeEntityID == deployment })
	if i < 0 {
		return EnvironmentObjectLink{}, false
	}
	return links[i], true
}

func excludes(links []EnvironmentObjectExcludeLink, deployment string) bool {
	return slices.ContainsFunc(links, func(l EnvironmentObjectExcludeLink) bool { return l.ScopeEntityID == deployment })
}
