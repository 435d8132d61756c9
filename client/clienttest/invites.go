package clienttest

import (
	"slices"

	"github.com/astrofile/astrofile/client"
)

func inviteHandlers() map[string]handler {
	return map[string]handler{"CreateUserInvite": createInvite, "DeleteUserInvite": deleteInvite}
}

// inviteDays is how long an invitation can be taken up.
const inviteDays = 7

func createInvite(c *call) (any, error) {
	var in client.CreateInvite
	if err := c.read(&in); err != nil {
		return nil, err
	}
	if !isEmail(in.InviteeEmail) {
		return nil, invalid("inviteeEmail", "email", "inviteeEmail is not an e-mail address")
	}
	invite := client.Invite{
		InviteID: c.newID("inv"), Inviter: c.profile(), OrganizationID: c.org.ID, OrganizationName: c.org.Name,
		ExpiresAt: c.at.AddDate(0, 0, inviteDays),
	}
	for u := range c.users.all() {
		if u.Username != in.InviteeEmail {
			continue
		}
		if slices.Contains(u.organizations, c.org.ID) {
			return nil, invalid("inviteeEmail", "member", "%s is a member already", in.InviteeEmail)
		}
		invite.UserID, invite.Invitee = u.ID, u.profile()
	}
	if invite.UserID == "" {
		invite.UserID = c.newID("usr")
		invite.Invitee = client.Profile{ID: invite.UserID, SubjectType: client.SubjectTypeUser, Username: in.InviteeEmail}
	}
	c.invites.put(invite.InviteID, &invite)
	return invite, nil
}

func deleteInvite(c *call) (any, error) {
	id := c.id("inviteId")
	if i, ok := c.invites.get(id); !ok || i.OrganizationID != c.org.ID {
		return nil, notFound("invite", id)
	}
	c.invites.remove(id)
	return nil, nil
}
