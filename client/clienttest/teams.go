package clienttest

import (
	"net/http"
	"slices"
	"time"

	"github.com/astrofile/astrofile/client"
)

type team struct {
	client.Team
	roles   client.SubjectRoles
	members []string
	joined  map[string]time.Time
}

func teamHandlers() map[string]handler {
	return map[string]handler{
		"ListTeams":        listTeams,
		"GetTeam":          getTeam,
		"CreateTeam":       createTeam,
		"UpdateTeam":       updateTeam,
		"DeleteTeam":       deleteTeam,
		"UpdateTeamRoles":  updateTeamRoles,
		"ListTeamMembers":  listTeamMembers,
		"AddTeamMembers":   addTeamMembers,
		"RemoveTeamMember": removeTeamMember,
	}
}

// AddTeam makes a Team with its roles in the Organization it names, else in the first, and returns its ID.
func (a *Astro) AddTeam(t client.Team, memberIDs ...string) (id string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	t.OrganizationID = a.seedOrganization(t.OrganizationID)
	return a.addTeam(t, memberIDs, a.seeder(t.OrganizationID)).ID
}

func (a *Astro) addTeam(t client.Team, memberIDs []string, by client.Profile) *team {
	t.ID = orNew(t.ID, func() string { return a.newID("tem") })
	t.Name = or(t.Name, t.ID)
	t.OrganizationRole = or(t.OrganizationRole, client.OrganizationRoleMember)
	t.CreatedAt, t.UpdatedAt, t.CreatedBy, t.UpdatedBy = a.now(), a.now(), &by, &by
	row := &team{Team: t, roles: t.Roles(), joined: map[string]time.Time{}}
	row.add(memberIDs, a.now())
	a.teams.put(t.ID, row)
	return row
}

// add puts people into the Team who are not in it.
func (t *team) add(memberIDs []string, at time.Time) {
	for _, id := range memberIDs {
		if !slices.Contains(t.members, id) {
			t.members = append(t.members, id)
			t.joined[id] = at
		}
	}
}

func (t *team) answer() client.Team {
	out, r := t.Team, t.roles
	out.OrganizationRole, out.WorkspaceRoles, out.DeploymentRoles, out.DagRoles = r.OrganizationRole, r.WorkspaceRoles, r.DeploymentRoles, r.DagRoles
	out.RolesCount = 1 + len(r.WorkspaceRoles) + len(r.DeploymentRoles) + len(r.DagRoles)
	return out
}

// team finds the one that the path names.
func (c *call) team() (*team, error) {
	t, ok := c.teams.get(c.id("teamId"))
	if !ok || t.OrganizationID != c.org.ID {
		return nil, notFound("Team", c.id("teamId"))
	}
	return t, nil
}

func (c *call) touch(t *team) { t.UpdatedAt, t.UpdatedBy = c.at, new(c.profile()) }

func listTeams(c *call) (any, error) {
	items := []client.Team{}
	for t := range c.teams.all() {
		if t.OrganizationID == c.org.ID && wantsAny(c.query["names"], t.Name) && c.hasRole(t.roles) {
			items = append(items, t.answer())
		}
	}
	return page(c, "teams", items)
}

func getTeam(c *call) (any, error) {
	t, err := c.team()
	if err != nil {
		return nil, err
	}
	return t.answer(), nil
}

func createTeam(c *call) (any, error) {
	var in client.CreateTeam
	if err := c.read(&in); err != nil {
		return nil, err
	}
	if err := c.checkMembers(in.MemberIDs); err != nil {
		return nil, err
	}
	return c.addTeam(client.Team{
		Name: in.Name, Description: in.Description, OrganizationID: c.org.ID, OrganizationRole: in.OrganizationRole,
	}, in.MemberIDs, c.profile()).answer(), nil
}

func (c *call) checkMembers(ids []string) error {
	for _, id := range ids {
		if _, err := c.user(id); err != nil {
			return err
		}
	}
	return nil
}

func updateTeam(c *call) (any, error) {
	t, err := c.team()
	if err != nil {
		return nil, err
	}
	var in client.UpdateTeam
	if err := c.read(&in); err != nil {
		return nil, err
	}
	t.Name = in.Name
	set(&t.Description, in.Description)
	c.touch(t)
	return t.answer(), nil
}

func deleteTeam(c *call) (any, error) {
	t, err := c.team()
	if err != nil {
		return nil, err
	}
	c.teams.remove(t.ID)
	return nil, nil
}

func updateTeamRoles(c *call) (any, error) {
	t, err := c.team()
	if err != nil {
		return nil, err
	}
	roles, err := c.readRoles(t.roles)
	if err != nil {
		return nil, err
	}
	t.roles = roles
	c.touch(t)
	return roles, nil
}

func listTeamMembers(c *call) (any, error) {
	t, err := c.team()
	if err != nil {
		return nil, err
	}
	items := []client.TeamMember{}
	for _, id := range t.members {
		if u, ok := c.users.get(id); ok {
			items = append(items, client.TeamMember{
				UserID: id, Username: u.Username, FullName: u.FullName, AvatarURL: u.AvatarURL, CreatedAt: new(t.joined[id]),
			})
		}
	}
	return page(c, "teamMembers", items)
}

func addTeamMembers(c *call) (any, error) {
	t, err := c.team()
	if err != nil {
		return nil, err
	}
	var in struct {
		MemberIDs []string `json:"memberIds"`
	}
	if err := c.read(&in); err != nil {
		return nil, err
	}
	if err := t.open(); err != nil {
		return nil, err
	}
	if err := c.checkMembers(in.MemberIDs); err != nil {
		return nil, err
	}
	t.add(in.MemberIDs, c.at)
	c.touch(t)
	return nil, nil
}

func removeTeamMember(c *call) (any, error) {
	t, err := c.team()
	if err != nil {
		return nil, err
	}
	id := c.id("memberId")
	if !slices.Contains(t.members, id) {
		return nil, notFound("Team member", id)
	}
	if err := t.open(); err != nil {
		return nil, err
	}
	t.members = slices.DeleteFunc(t.members, func(other string) bool { return other == id })
	c.touch(t)
	return nil, nil
}

// open refuses changes of members that an identity provider decides about.
func (t *team) open() error {
	if t.IsIDPManaged {
		return refuse(http.StatusBadRequest, "Team %q is managed by an identity provider", t.Name)
	}
	return nil
}
