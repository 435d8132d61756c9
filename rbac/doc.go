// Package rbac answers who may do what on Astro, without asking Astro.
//
//	who, warnings := rbac.Builtin().Subject(rbac.Principal{
//		Name:   "ci",
//		Grants: []rbac.Grant{{Role: "WORKSPACE_MEMBER", Scope: rbac.ScopeWorkspace, ID: workspaceID}},
//	})
//	d := who.CanCall("CreateDeploy", rbac.Resource{Workspace: workspaceID, Deployment: deploymentID})
//	fmt.Println(d.Explain(), warnings)
//
// # Roles
//
// A role is given for an Organization, a Workspace, a Deployment or a Dag, to a person, a Team or an API token, and
// holds for everything in it: see [Grant]. Roles add up, wherever they come from: one that allows something is enough.
// Some bring others along. The owner of an Organization owns each of its Workspaces; who has a role in a Deployment or
// for a Dag sees that its Workspace exists; and whoever has any role is a member of the Organization.
//
// # What is known
//
// The facts are a table with a source for each row ([Catalogue.Facts]). Some are documented, some concluded, some known
// to nobody; a [Decision] says which of these it rests on, and is [Undecided] rather than denied where nobody knows. The
// truth for one Organization is what its API reports: [Catalogue.With] puts that, and the custom roles, over the table.
//
// # Operations
//
// [Required] says what each operation of the API needs, and each [Job] of this module; [Subject.CanCall] asks for all of
// it at once, and [Catalogue.Least] turns it around: the least to grant.
//
// # Tokens, enforcement, access as code
//
// [CheckToken] judges an API token before it is made, [UseCases] says which token what kind of automation takes, and
// [MayDeploy] knows CI/CD enforcement, which refuses people whatever their role. [Access] is who has which roles in an
// Organization: [Access.Validate] checks it, [DiffAccess] plans from one state to another and never lets the last owner
// go. CHECKS.md beside this file lists what they find.
//
// Astro Private Cloud has other roles of the same names; they live apart, in [APC].
package rbac

//go:generate go run ./internal/generate
