package rbac

// FindingCode names one kind of [Finding], or of what stands in the way of an [AccessPlan]. Codes are never renamed and
// never reused; CHECKS.md lists them.
type FindingCode string

// What can be wrong with an API token.
const (
	CodeTokenName           FindingCode = "token-name-invalid"       // The name of a token is not of 1 to 256 characters.
	CodeTokenDescription    FindingCode = "token-description-long"   // The description of a token is longer than 500 characters.
	CodeTokenScope          FindingCode = "token-scope-unknown"      // A token is made for something else than an Organization, a Workspace or a Deployment.
	CodeTokenEntity         FindingCode = "token-entity-missing"     // A token for a Workspace or Deployment does not say which.
	CodeTokenExpiry         FindingCode = "token-expiry-invalid"     // A token is to expire after less than 1 or more than 3650 days.
	CodeTokenNeverExpires   FindingCode = "token-never-expires"      // A token has no expiry.
	CodeTokenNoRole         FindingCode = "token-no-role"            // A token has no role at all.
	CodeTokenOwnRoleMissing FindingCode = "token-own-role-missing"   // A token has roles, but none for what it is made for.
	CodeTokenOwnRoleExtra   FindingCode = "token-own-role-extra"     // A token has more than one role of the scope it is made for.
	CodeTokenRoleWider      FindingCode = "token-role-wider"         // A role of a token is for more than the token is made for.
	CodeTokenRoleOutside    FindingCode = "token-role-outside"       // A role of a token is for something outside the Workspace or Deployment that the token is made for.
	CodeCreatorRefused      FindingCode = "creator-refused"          // Who is to make the token has no permission to.
	CodeCreatorUnknown      FindingCode = "creator-unknown"          // Nobody says whether who is to make the token has permission to.
	CodeAboveCreator        FindingCode = "role-above-creator"       // A role of a token allows something that its creator may not do.
	CodeMaybeAboveCreator   FindingCode = "role-maybe-above-creator" // A role of a token allows or may allow something that its creator may or may not do.
)

// What can be wrong with a role that somebody is given.
const (
	CodeRoleUnknown    FindingCode = "role-unknown"    // The catalogue has no role of that name.
	CodeRoleUnchecked  FindingCode = "role-unchecked"  // A role is not built-in, and the catalogue holds no custom roles to find it in.
	CodeRoleScope      FindingCode = "role-scope"      // A role exists, but for objects of another kind.
	CodeRoleRestricted FindingCode = "role-restricted" // A custom role cannot be used in the Workspace that it is given in.
	CodeRoleIDMissing  FindingCode = "role-id-missing" // A role does not say for which Workspace, Deployment or Dag it is.
	CodeRoleDuplicate  FindingCode = "role-duplicate"  // Somebody has two roles for one Workspace, Deployment, Dag or tag.
	CodeDagOrTag       FindingCode = "dag-or-tag"      // A role for Dags names both a Dag and a tag, or neither; or a role for something else names a tag.
	CodeDagRoleAlone   FindingCode = "dag-role-alone"  // Somebody has a role for Dags, but none for their Deployment.
)

// What can be wrong with a description of who has access.
const (
	CodeNameMissing             FindingCode = "name-missing"              // A user has neither an address nor an ID, or a Team or token no name.
	CodeEmailInvalid            FindingCode = "email-invalid"             // The address of a user is none.
	CodeSubjectDuplicate        FindingCode = "subject-duplicate"         // Two entries are about one user, Team or token.
	CodeOrganizationRoleMissing FindingCode = "organization-role-missing" // A user or Team has no role in the Organization, which the API wants with every change.
	CodeWorkspaceRoleImplied    FindingCode = "workspace-role-implied"    // A role for a Deployment or its Dags brings WORKSPACE_ACCESSOR along, as there is no role for the Workspace.
	CodeMemberDuplicate         FindingCode = "member-duplicate"          // A Team lists a member twice.
	CodeMembersManaged          FindingCode = "members-managed"           // A Team lists members although an identity provider decides about them.
	CodeLastOwner               FindingCode = "last-owner"                // The Organization would be left without an owner.
)

// What can stand in the way of a change besides.
const (
	CodeOwnAdministration FindingCode = "own-administration-lost" // Who applies the plan would lose the right to change roles.
	CodeSubjectUnknown    FindingCode = "subject-unknown"         // No user, Team or token has that ID.
	CodeSubjectAmbiguous  FindingCode = "subject-ambiguous"       // Several Teams or tokens have that name.
	CodeEmailFixed        FindingCode = "email-fixed"             // The user of that ID has another address, which nobody can change here.
	CodeTokenScopeFixed   FindingCode = "token-scope-fixed"       // The token of that ID is made for something else, for good.
	CodeTokenExpiryFixed  FindingCode = "token-expiry-fixed"      // A token exists with another expiry, which no update changes.
	CodeMemberUnknown     FindingCode = "member-unknown"          // A Team lists somebody who is not in the Organization.
)
