package client

import (
	"context"
	"iter"
	"net/url"
	"time"
)

// Teams manages groups of people who share roles in the client's Organization.
type Teams struct{ c *Client }

// Team is a group of people; its members have its roles beside their own.
type Team struct {
	ID               string           `json:"id"`
	Name             string           `json:"name"`
	Description      string           `json:"description,omitempty"`
	OrganizationID   string           `json:"organizationId"`
	IsIDPManaged     bool             `json:"isIdpManaged"` // an identity provider decides who is a member
	OrganizationRole OrganizationRole `json:"organizationRole"`
	WorkspaceRoles   []WorkspaceRole  `json:"workspaceRoles,omitempty"`
	DeploymentRoles  []DeploymentRole `json:"deploymentRoles,omitempty"`
	DagRoles         []DagRole        `json:"dagRoles,omitempty"`
	RolesCount       int              `json:"rolesCount,omitempty"`
	CreatedAt        time.Time        `json:"createdAt"`
	CreatedBy        *Profile         `json:"createdBy,omitempty"`
	UpdatedAt        time.Time        `json:"updatedAt"`
	UpdatedBy        *Profile         `json:"updatedBy,omitempty"`
}

func (t Team) identity() string { return t.ID }

// Roles returns the Team's roles in the form in which [Teams.SetRoles] takes them.
func (t Team) Roles() SubjectRoles {
	return SubjectRoles{t.OrganizationRole, t.WorkspaceRoles, t.DeploymentRoles, t.DagRoles}.complete()
}

// TeamMember is a person in a Team.
type TeamMember struct {
	UserID    string     `json:"userId"`
	Username  string     `json:"username"` // the e-mail address
	FullName  string     `json:"fullName,omitempty"`
	AvatarURL string     `json:"avatarUrl,omitempty"`
	CreatedAt *time.Time `json:"createdAt,omitempty"` // nil when the API does not say since when
}

func (m TeamMember) identity() string { return m.UserID }

// TeamFilter narrows [Teams.All] to given names, or to those with a role in a Workspace or Deployment.
type TeamFilter struct {
	Names        []string
	WorkspaceID  string
	DeploymentID string
	Sorts        []Sort // name, description, createdAt, updatedAt
}

func (f TeamFilter) query() url.Values {
	q := url.Values{}
	addAll(q, "names", f.Names)
	set(q, "workspaceId", f.WorkspaceID)
	set(q, "deploymentId", f.DeploymentID)
	addAll(q, "sorts", f.Sorts)
	return q
}

type teamsPage struct {
	Teams []Team `json:"teams"`
	page
}

func (p teamsPage) items() []Team { return p.Teams }

// All lists Teams, page by page as the sequence is read.
//
//astro:operation ListTeams GET /organizations/{organizationId}/teams
func (s *Teams) All(ctx context.Context, f TeamFilter) iter.Seq2[Team, error] {
	return pages[Team, teamsPage](ctx, s.c, s.c.path("teams"), f.query())
}

// Get reads one Team by its ID.
//
//astro:operation GetTeam GET /organizations/{organizationId}/teams/{teamId}
func (s *Teams) Get(ctx context.Context, id string) (Team, error) {
	return get[Team](ctx, s.c, s.c.path("teams", id), nil)
}

// CreateTeam describes a new Team. Without a role its members are ordinary members of the Organization.
type CreateTeam struct {
	Name             string           `json:"name"`
	Description      string           `json:"description,omitempty"`
	MemberIDs        []string         `json:"memberIds,omitempty"`
	OrganizationRole OrganizationRole `json:"organizationRole,omitempty"`
}

// Create makes a Team that no identity provider manages. Repeating it makes a second one.
//
//astro:operation CreateTeam POST /organizations/{organizationId}/teams
func (s *Teams) Create(ctx context.Context, in CreateTeam) (Team, error) {
	return post[Team](ctx, s.c, s.c.path("teams"), in)
}

// UpdateTeam replaces the name and, unless it is nil, the description.
type UpdateTeam struct {
	Name        string  `json:"name"`
	Description *string `json:"description,omitempty"`
}

// Update renames or redescribes a Team. Members and roles have operations of their own.
//
//astro:operation UpdateTeam POST /organizations/{organizationId}/teams/{teamId}
func (s *Teams) Update(ctx context.Context, id string, in UpdateTeam) (Team, error) {
	return post[Team](ctx, s.c, s.c.path("teams", id), in)
}

// Delete removes a Team; its members lose the roles they had through it.
//
//astro:operation DeleteTeam DELETE /organizations/{organizationId}/teams/{teamId}
func (s *Teams) Delete(ctx context.Context, id string) error {
	return remove(ctx, s.c, s.c.path("teams", id))
}

// SetRoles replaces all roles of a Team, those of lists that are empty included; start from [Team.Roles]. The role in the
// Organization is always needed.
//
//astro:operation UpdateTeamRoles POST /organizations/{organizationId}/teams/{teamId}/roles
func (s *Teams) SetRoles(ctx context.Context, id string, roles SubjectRoles) (SubjectRoles, error) {
	return post[SubjectRoles](ctx, s.c, s.c.path("teams", id, "roles"), roles.complete())
}

// TeamMemberFilter orders [Teams.Members]; the API cannot narrow this list.
type TeamMemberFilter struct {
	Sorts []Sort // userId, fullName, username, createdAt
}

type teamMembersPage struct {
	TeamMembers []TeamMember `json:"teamMembers"`
	page
}

func (p teamMembersPage) items() []TeamMember { return p.TeamMembers }

// Members lists the people in a Team, page by page as the sequence is read.
//
//astro:operation ListTeamMembers GET /organizations/{organizationId}/teams/{teamId}/members
func (s *Teams) Members(ctx context.Context, id string, f TeamMemberFilter) iter.Seq2[TeamMember, error] {
	q := url.Values{}
	addAll(q, "sorts", f.Sorts)
	return pages[TeamMember, teamMembersPage](ctx, s.c, s.c.path("teams", id, "members"), q)
}

type addTeamMembers struct {
	MemberIDs []string `json:"memberIds"`
}

// AddMembers puts people into a Team beside those who are in it; who is in it already stays.
//
//astro:operation AddTeamMembers POST /organizations/{organizationId}/teams/{teamId}/members
func (s *Teams) AddMembers(ctx context.Context, id string, userIDs []string) error {
	return send(ctx, s.c, s.c.path("teams", id, "members"), addTeamMembers{list(userIDs)})
}

// RemoveMember takes one person out of a Team; the person stays in the Organization.
//
//astro:operation RemoveTeamMember DELETE /organizations/{organizationId}/teams/{teamId}/members/{memberId}
func (s *Teams) RemoveMember(ctx context.Context, id, userID string) error {
	return remove(ctx, s.c, s.c.path("teams", id, "members", userID))
}
