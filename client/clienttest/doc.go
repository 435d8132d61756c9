// Package clienttest is an in-memory Astro for tests of programs that use package client. It keeps no files, opens no
// ports and needs no account.
//
//	astro := clienttest.New()
//	workspace := astro.AddWorkspace(client.Workspace{Name: "data"})
//	c, err := astro.Client()
//	if err != nil {
//		return err
//	}
//	etl := astro.AddLiveDeployment(client.Deployment{Name: "etl", WorkspaceID: workspace})
//	d, err := c.Deployments.Get(ctx, etl)
//
// An [Astro] is an [http.Handler], for httptest.NewServer, and an [http.RoundTripper], which stays in the process and
// so works under testing/synctest. Both answer all operations of version 1 of the API, below "/v1" and below the root.
//
// # What it refuses
//
// A test against something that accepts everything proves nothing. Bodies with fields that the operation does not know,
// fields of another variant, missing fields, wrong types and values outside the limits are refused with 400 and one entry
// of fieldErrors each ([WithLenientBodies] ignores unknown fields instead). So are unknown objects (404), changes during
// other changes (409) and tokens that are unknown, expired, rotated away or for something else (401, 403). Where the
// behaviour of Astro is not documented the harsher answer is the default, and an option has the other.
//
// # Who may do what
//
// Package rbac judges every call: by all roles of the API token, or of the person and the Teams, and by the custom roles
// of the Organization. A refusal (403) comes after the Organization was found and before the body is read, and names the
// permission that is missing. Lists leave out what the principal may not read, and nobody gives a role that allows more
// than the own ones. What is neither documented nor follows from what is gets through, unless [WithStrictRoles] is given;
// the default roles that can be read are those that are enforced, whatever Astro itself would list.
//
// # What it repeats exactly
//
// IDs count from 1 for each kind of object, lists are in the order of creation, and time is that of [WithClock] moved by
// [Astro.Advance]. Whatever takes Astro a while, such as a new Deployment becoming healthy, is done at the next read, or
// after the time that [WithStep] says.
//
// # Deploys
//
// The URLs that the creation of a deploy answers lead back to the control plane, which stores what is put there as block
// blobs, and [Astro.DagTarball] and [Astro.BundleTarball] return what a Deployment runs. Images count as pushed until
// [Astro.Registry] attaches a registry: then a deploy whose image is not there fails, and the label of the image says which
// Runtime the Deployment runs. Repositories are those of the Deployments, logins are tokens, and no repository shows what
// another one has.
//
// # Faults
//
// [Astro.Fail] makes the requests of a [Match] go wrong: refusals of all shapes, delays, connections and bodies that break
// off, answers that are lost after the change was made, deliveries that come twice, clocks that disagree, and changes that
// somebody else makes meanwhile, as between two pages of a list. [WithRateLimit] refuses what exceeds the limits of Astro.
// [Astro.Requests] returns what arrived.
//
// Command examples/emulator serves all this on two ports, for programs in other languages and the official command line.
package clienttest
