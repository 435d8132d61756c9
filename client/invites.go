package client

import (
	"context"
	"time"
)

// Invites asks people to join the client's Organization.
type Invites struct{ c *Client }

// Invite is an invitation that has not been taken up yet.
type Invite struct {
	InviteID         string    `json:"inviteId"`
	Invitee          Profile   `json:"invitee"`
	Inviter          Profile   `json:"inviter"`
	OrganizationID   string    `json:"organizationId"`
	OrganizationName string    `json:"organizationName,omitempty"`
	UserID           string    `json:"userId,omitempty"` // "" when the person is unknown to Astro
	ExpiresAt        time.Time `json:"expiresAt"`
}

func (i Invite) identity() string { return i.InviteID }

// CreateInvite says who is invited and as what.
type CreateInvite struct {
	InviteeEmail string           `json:"inviteeEmail"`
	Role         OrganizationRole `json:"role"`
}

// Create sends an invitation by e-mail.
//
//astro:operation CreateUserInvite POST /organizations/{organizationId}/invites
func (s *Invites) Create(ctx context.Context, in CreateInvite) (Invite, error) {
	return post[Invite](ctx, s.c, s.c.path("invites"), in)
}

// Delete takes an invitation back. Whoever has accepted it stays a member.
//
//astro:operation DeleteUserInvite DELETE /organizations/{organizationId}/invites/{inviteId}
func (s *Invites) Delete(ctx context.Context, id string) error {
	return remove(ctx, s.c, s.c.path("invites", id))
}
