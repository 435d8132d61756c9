package client

import (
	"context"
	"net/url"
	"time"
)

// SelfUser is the person behind a login, as [Users.Self] answers.
type SelfUser struct {
	ID             string                `json:"id"`
	Username       string                `json:"username"` // the e-mail address
	FullName       string                `json:"fullName"`
	AvatarURL      string                `json:"avatarUrl"`
	Status         UserStatus            `json:"status"`
	OrganizationID string                `json:"organizationId,omitempty"` // the one the login is for
	IsIDPManaged   bool                  `json:"isIdpManaged,omitempty"`   // governed by an identity provider
	Roles          []SelfUserRole        `json:"roles,omitempty"`
	Invites        []SelfUserInvite      `json:"invites,omitempty"`
	FeatureFlags   []SelfUserFeatureFlag `json:"featureFlags,omitempty"`
	CreatedAt      time.Time             `json:"createdAt"`
	UpdatedAt      time.Time             `json:"updatedAt"`
}

func (u SelfUser) identity() string { return u.ID }

// SelfUserRole is one role of the person and what it is for.
type SelfUserRole struct {
	Role  string            `json:"role"`
	Scope SelfUserRoleScope `json:"scope"`
}

// SelfUserRoleScope is the object that a role is for.
type SelfUserRoleScope struct {
	Type         string `json:"type"` // such as "WORKSPACE"
	EntityID     string `json:"entityId"`
	DeploymentID string `json:"deploymentId,omitempty"` // of a role for Dags
	DagTag       string `json:"dagTag,omitempty"`
}

// SelfUserInvite is an invitation that waits for the person.
type SelfUserInvite struct {
	InviteID       string    `json:"inviteId"`
	OrganizationID string    `json:"organizationId"`
	ExpiresAt      time.Time `json:"expiresAt"`
}

// SelfUserFeatureFlag turns a part of Astro on or off for the person.
type SelfUserFeatureFlag struct {
	Key   string `json:"key"`
	Value bool   `json:"value"`
}

// SelfUserQuery changes what [Users.Self] does.
type SelfUserQuery struct {
	CreateIfNotExist bool // make the account of a person who logs in for the first time
}

// Self reads the person whose login the client's token is; API tokens are nobody.
//
//astro:operation GetSelfUser GET /users/self
func (s *Users) Self(ctx context.Context, o SelfUserQuery) (SelfUser, error) {
	q := url.Values{}
	setTrue(q, "createIfNotExist", o.CreateIfNotExist)
	return get[SelfUser](ctx, s.c, Path("users", "self"), q)
}
