package client

import (
	"context"
	"errors"
	"slices"
)

// create makes an object of the base once more for the preview alone, or brings the one it has there up to date.
func (p *objectCopy) create(ctx context.Context, o EnvironmentObject, there []EnvironmentObject, to string) error {
	same := func(e EnvironmentObject) bool { return e.ObjectType == o.ObjectType && e.ObjectKey == o.ObjectKey }
	var old EnvironmentObject
	i := slices.IndexFunc(there, same)
	if i >= 0 {
		old = there[i]
	}
	want := p.conf.fill(o, fieldsOfObject(o), o.SetFields, old.SetFields)
	if len(want.lacking) > 0 {
		p.lackValues(o, "it has secrets whose values are not given", want.lacking)
		return nil
	}
	var err error
	switch {
	case i < 0:
		err = p.createNew(ctx, o, want.fields, to)
	case !want.current(fieldsOfObject(old), old.SetFields, o.SetFields) || want.given:
		_, err = p.c.EnvironmentObjects.Update(ctx, old.ID, updateOf(o, want.fields))
	}
	if errors.Is(err, ErrForbidden) {
		p.lack(MissingObject{ObjectType: o.ObjectType, ObjectKey: o.ObjectKey, Reason: "the token may not create it"})
		return nil
	}
	return err
}

// createNew creates the object. After an answer that says nothing, or that another call was faster, being there counts.
func (p *objectCopy) createNew(ctx context.Context, o EnvironmentObject, fields objectFields, to string) error {
	in := CreateEnvironmentObject{ObjectKey: o.ObjectKey, ObjectType: o.ObjectType, Description: o.Description,
		Scope: EnvironmentObjectScopeDeployment, ScopeEntityID: to}
	switch {
	case o.Connection != nil:
		c := connectionRequest(o, fields)
		in.Connection = &c
	case o.AirflowVariable != nil:
		in.AirflowVariable = &CreateObjectVariable{IsSecret: o.AirflowVariable.IsSecret, Value: fields.secret("value")}
	case o.EnvironmentVariable != nil:
		in.EnvironmentVariable = &CreateObjectVariable{IsSecret: o.EnvironmentVariable.IsSecret, Value: fields.secret("value")}
	}
	_, err := p.c.EnvironmentObjects.Create(ctx, in)
	if err == nil || errors.Is(err, ErrConflict) {
		return nil
	}
	if declined(err) || ctx.Err() != nil {
		return err
	}
	f := EnvironmentObjectFilter{DeploymentID: to, ObjectType: o.ObjectType, ObjectKey: o.ObjectKey}
	for _, failed := range p.c.EnvironmentObjects.All(ctx, f) {
		if failed != nil {
			return err
		}
		return nil
	}
	return err
}

func updateOf(o EnvironmentObject, fields objectFields) UpdateEnvironmentObject {
	in := UpdateEnvironmentObject{Description: &o.Description}
	switch {
	case o.Connection != nil:
		c := connectionRequest(o, fields)
		in.Connection = &c
	case o.AirflowVariable != nil:
		in.AirflowVariable = fields.variable()
	case o.EnvironmentVariable != nil:
		in.EnvironmentVariable = fields.variable()
	}
	return in
}

func connectionRequest(o EnvironmentObject, fields objectFields) ConnectionRequest {
	c := fields.connection()
	r := ConnectionRequest{Type: c.Type, Host: c.Host, Port: c.Port, Schema: c.Schema, Login: c.Login, Password: c.Password, Extra: c.Extra}
	if o.Connection.ConnectionAuthType != nil {
		r.AuthTypeID = o.Connection.ConnectionAuthType.ID
	}
	return r
}
