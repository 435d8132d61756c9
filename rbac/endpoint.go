package rbac

import "slices"

// Endpoint is one operation of the Astro API, version 1, and what its specification says about access.
type Endpoint struct {
	Method     string
	Path       string
	Operation  string
	Permission Permission // "": everybody who is signed in may call it
	Role       string     // the weakest built-in one that has the permission
	Confidence Confidence // in that role
	Note       string
	Source     string
}

// Endpoints lists the operations of the API in the order of their paths.
func Endpoints() []Endpoint { return slices.Clone(endpoints[:]) }

// gate reports whether the permission only lets a call in: what it is about decides then.
func (e Endpoint) gate() bool {
	return len(e.Permission) > len(".access") && e.Permission[len(e.Permission)-len(".access"):] == ".access"
}
