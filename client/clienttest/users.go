package clienttest

import (
	"maps"
	"net/http"
	"slices"

	"github.com/astrofile/astrofile/client"
)

// user is a person, who may belong to several Organizations, with the roles in each.
type user struct {
	client.User
	organizations []string
	roles         map[string]client.SubjectRoles
}

func userHandlers() map[string]handler {
	return map[string]handler{
		"ListUsers":       listUsers,
		"GetUser":         getUser,
		"UpdateUserRoles": updateUserRoles,
		"ListUserTeams":   listUserTeams,
		"GetSelfUser":     getSelfUser,
	}
}

// AddUser makes a person in the first Organization, with the roles that the value holds, and returns the ID. One whose ID
// exists joins the Organization.
func (a *Astro) AddUser(u client.User) (id string) { return a.AddUserTo("", u) }

// AddUserTo is [Astro.AddUser] for another Organization.
func (a *Astro) AddUserTo(organizationID string, u client.User) (id string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.addUser(a.seedOrganization(organizationID), u).ID
}

func (a *Astro) addUser(organizationID string, u client.User) *user {
	known, ok := a.users.get(u.ID)
	if !ok {
		u.ID = orNew(u.ID, func() string { return a.newID("usr") })
		u.Username = or(u.Username, u.ID+"@example.com")
		u.FullName = or(u.FullName, u.Username)
		u.AvatarURL = or(u.AvatarURL, "https://avatars.example.com/"+u.ID)
		u.Status = or(u.Status, client.UserStatusActive)
		u.CreatedAt, u.UpdatedAt = a.now(), a.now()
		known = &user{User: u, roles: map[string]client.SubjectRoles{}}
		a.users.put(u.ID, known)
	}
	if !slices.Contains(known.organizations, organizationID) {
		known.organizations = append(known.organizations, organizationID)
	}
	roles := u.Roles()
	roles.OrganizationRole = or(roles.OrganizationRole, client.OrganizationRoleMember)
	known.roles[organizationID] = roles
	return known
}

// Login returns a token of the person, as a browser would get one. It is good for a day by the clock of the control plane;
// clients look at their own before they send it. The ID is one of [Astro.AddUser].
func (a *Astro) Login(userID string) string {
	a.mu.Lock()
	defer a.mu.Unlock()
	secret := a.mint(claims{Subject: userID}, a.now().AddDate(0, 0, 1))
	a.credentials[secret] = credential{user: userID, expires: a.now().AddDate(0, 0, 1)}
	return secret
}

func (u *user) profile() client.Profile {
	return client.Profile{ID: u.ID, SubjectType: client.SubjectTypeUser, FullName: u.FullName, Username: u.Username, AvatarURL: u.AvatarURL}
}

// user finds a person of the Organization of the call.
func (c *call) user(id string) (*user, error) {
	u, ok := c.users.get(id)
	if !ok || !slices.Contains(u.organizations, c.org.ID) {
		return nil, notFound("User", id)
	}
	return u, nil
}

func (u *user) answer(organizationID string) client.User {
	out, roles := u.User, u.roles[organizationID]
	out.OrganizationRole, out.WorkspaceRoles = roles.OrganizationRole, roles.WorkspaceRoles
	out.DeploymentRoles, out.DagRoles = roles.DeploymentRoles, roles.DagRoles
	return out
}

func listUsers(c *call) (any, error) {
	if err := c.checkDagFilter(); err != nil {
		return nil, err
	}
	items := []client.User{}
	for u := range c.users.all() {
		if slices.Contains(u.organizations, c.org.ID) && c.hasRole(u.roles[c.org.ID]) {
			items = append(items, u.answer(c.org.ID))
		}
	}
	return page(c, "users", items)
}

func getUser(c *call) (any, error) {
	u, err := c.user(c.id("userId"))
	if err != nil {
		return nil, err
	}
	return u.answer(c.org.ID), nil
}

func updateUserRoles(c *call) (any, error) {
	u, err := c.user(c.id("userId"))
	if err != nil {
		return nil, err
	}
	old := u.roles[c.org.ID]
	roles, err := c.readRoles(old)
	if err != nil {
		return nil, err
	}
	owner := client.OrganizationRoleOwner
	if old.OrganizationRole == owner && roles.OrganizationRole != owner && c.owners() == 1 {
		return nil, invalid("organizationRole", "last_owner", "an Organization keeps at least one %s", owner)
	}
	u.roles[c.org.ID], u.UpdatedAt = roles, c.at
	return roles, nil
}

func (c *call) owners() int {
	n := 0
	for u := range c.users.all() {
		if u.roles[c.org.ID].OrganizationRole == client.OrganizationRoleOwner {
			n++
		}
	}
	return n
}

func listUserTeams(c *call) (any, error) {
	u, err := c.user(c.id("userId"))
	if err != nil {
		return nil, err
	}
	items := []client.UserTeamMembership{}
	for t := range c.teams.all() {
		if t.OrganizationID == c.org.ID && slices.Contains(t.members, u.ID) {
			a := t.answer()
			items = append(items, client.UserTeamMembership{
				ID: a.ID, Name: a.Name, Description: a.Description, IsIDPManaged: a.IsIDPManaged, OrganizationRole: a.OrganizationRole,
				WorkspaceRoles: a.WorkspaceRoles, DeploymentRoles: a.DeploymentRoles, DagRoles: a.DagRoles, RolesCount: a.RolesCount,
			})
		}
	}
	return page(c, "teams", items)
}

// getSelfUser answers people only: an API token is nobody, which Astro documents no status but 401 for.
func getSelfUser(c *call) (any, error) {
	u, ok := c.users.get(c.principal.id)
	if !ok {
		return nil, refuse(http.StatusUnauthorized, "only a person's login has a user")
	}
	out := client.SelfUser{
		ID: u.ID, Username: u.Username, FullName: u.FullName, AvatarURL: u.AvatarURL, Status: u.Status,
		CreatedAt: u.CreatedAt, UpdatedAt: u.UpdatedAt,
	}
	for _, id := range slices.Sorted(maps.Keys(u.roles)) {
		out.OrganizationID = or(out.OrganizationID, id)
		out.Roles = append(out.Roles, selfRoles(id, u.roles[id])...)
	}
	for i := range c.invites.all() {
		if i.Invitee.Username == u.Username {
			out.Invites = append(out.Invites, client.SelfUserInvite{InviteID: i.InviteID, OrganizationID: i.OrganizationID, ExpiresAt: i.ExpiresAt})
		}
	}
	return out, nil
}

func selfRoles(organizationID string, r client.SubjectRoles) []client.SelfUserRole {
	all := []client.SelfUserRole{{Role: string(r.OrganizationRole), Scope: client.SelfUserRoleScope{Type: "ORGANIZATION", EntityID: organizationID}}}
	for _, w := range r.WorkspaceRoles {
		all = append(all, client.SelfUserRole{Role: string(w.Role), Scope: client.SelfUserRoleScope{Type: "WORKSPACE", EntityID: w.WorkspaceID}})
	}
	for _, d := range r.DeploymentRoles {
		all = append(all, client.SelfUserRole{Role: d.Role, Scope: client.SelfUserRoleScope{Type: "DEPLOYMENT", EntityID: d.DeploymentID}})
	}
	for _, d := range r.DagRoles {
		all = append(all, client.SelfUserRole{Role: d.Role, Scope: client.SelfUserRoleScope{
			Type: "DAG", EntityID: or(d.DagID, d.DagTag), DeploymentID: d.DeploymentID, DagTag: d.DagTag,
		}})
	}
	return all
}
