package client

import (
	"context"
	"iter"
	"net/url"
	"time"
)

// Users reads the people of the client's Organization and sets their roles. [Invites] brings new ones in.
type Users struct{ c *Client }

// User is a person with access to the Organization. The lists of roles hold what was given to the person directly, not
// through a Team.
type User struct {
	ID               string           `json:"id"`
	Username         string           `json:"username"` // the e-mail address
	FullName         string           `json:"fullName"`
	AvatarURL        string           `json:"avatarUrl"`
	Status           UserStatus       `json:"status"`
	OrganizationRole OrganizationRole `json:"organizationRole,omitempty"`
	WorkspaceRoles   []WorkspaceRole  `json:"workspaceRoles,omitempty"`
	DeploymentRoles  []DeploymentRole `json:"deploymentRoles,omitempty"`
	DagRoles         []DagRole        `json:"dagRoles,omitempty"`
	CreatedAt        time.Time        `json:"createdAt"`
	UpdatedAt        time.Time        `json:"updatedAt"`
}

func (u User) identity() string { return u.ID }

// Roles returns the person's roles in the form in which [Users.SetRoles] takes them.
func (u User) Roles() SubjectRoles {
	return SubjectRoles{u.OrganizationRole, u.WorkspaceRoles, u.DeploymentRoles, u.DagRoles}.complete()
}

// UserStatus says whether a person can log in.
type UserStatus string

// The states of a person's account.
const (
	UserStatusActive   UserStatus = "ACTIVE"
	UserStatusInactive UserStatus = "INACTIVE"
	UserStatusPending  UserStatus = "PENDING"
	UserStatusBanned   UserStatus = "BANNED"
)

// UserFilter narrows [Users.All] to those with a role in a Workspace, a Deployment, a Dag or Dags with given tags.
type UserFilter struct {
	WorkspaceID  string
	DeploymentID string
	DagID        string   // needs DeploymentID
	DagTags      []string // needs DeploymentID
	Sorts        []Sort   // id, username, fullName, createdAt, updatedAt
}

func (f UserFilter) query() url.Values {
	q := url.Values{}
	set(q, "workspaceId", f.WorkspaceID)
	set(q, "deploymentId", f.DeploymentID)
	set(q, "dagId", f.DagID)
	addAll(q, "dagTags", f.DagTags)
	addAll(q, "sorts", f.Sorts)
	return q
}

type usersPage struct {
	Users []User `json:"users"`
	page
}

func (p usersPage) items() []User { return p.Users }

// All lists people, page by page as the sequence is read.
//
//astro:operation ListUsers GET /organizations/{organizationId}/users
func (s *Users) All(ctx context.Context, f UserFilter) iter.Seq2[User, error] {
	return pages[User, usersPage](ctx, s.c, s.c.path("users"), f.query())
}

// Get reads one person by ID.
//
//astro:operation GetUser GET /organizations/{organizationId}/users/{userId}
func (s *Users) Get(ctx context.Context, id string) (User, error) {
	return get[User](ctx, s.c, s.c.path("users", id), nil)
}

// SetRoles replaces all roles of a person, those of lists that are empty included; start from [User.Roles].
//
//astro:operation UpdateUserRoles POST /organizations/{organizationId}/users/{userId}/roles
func (s *Users) SetRoles(ctx context.Context, id string, roles SubjectRoles) (SubjectRoles, error) {
	return post[SubjectRoles](ctx, s.c, s.c.path("users", id, "roles"), roles.complete())
}

// UserTeamMembership is a Team seen from one of its members: without the people who made it and when.
type UserTeamMembership struct {
	ID               string           `json:"id"`
	Name             string           `json:"name"`
	Description      string           `json:"description,omitempty"`
	IsIDPManaged     bool             `json:"isIdpManaged"`
	OrganizationRole OrganizationRole `json:"organizationRole"`
	WorkspaceRoles   []WorkspaceRole  `json:"workspaceRoles,omitempty"`
	DeploymentRoles  []DeploymentRole `json:"deploymentRoles,omitempty"`
	DagRoles         []DagRole        `json:"dagRoles,omitempty"`
	RolesCount       int              `json:"rolesCount,omitempty"`
}

func (t UserTeamMembership) identity() string { return t.ID }

// UserTeamFilter orders [Users.Teams]; the API cannot narrow this list.
type UserTeamFilter struct {
	Sorts []Sort // name, description, createdAt, updatedAt
}

type userTeamsPage struct {
	Teams []UserTeamMembership `json:"teams"`
	page
}

func (p userTeamsPage) items() []UserTeamMembership { return p.Teams }

// Teams lists the Teams of one person, with the roles that come from them.
//
//astro:operation ListUserTeams GET /organizations/{organizationId}/users/{userId}/teams
func (s *Users) Teams(ctx context.Context, id string, f UserTeamFilter) iter.Seq2[UserTeamMembership, error] {
	q := url.Values{}
	addAll(q, "sorts", f.Sorts)
	return pages[UserTeamMembership, userTeamsPage](ctx, s.c, s.c.path("users", id, "teams"), q)
}
