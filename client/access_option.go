package client

import (
	"slices"

	"github.com/astrofile/astrofile/rbac"
)

// AccessOption changes what [Client.ApplyAccess] may do.
type AccessOption func(*accessConfig)

type accessConfig struct {
	revoke  bool
	prune   []rbac.PrincipalKind
	planned *rbac.AccessPlan
	secret  func(rbac.TokenAccess, Secret) error
}

// AllowRevoke agrees to everything in the plan after which somebody may do less: roles that are taken away or lowered,
// members who leave Teams, Teams and tokens that are deleted. Pass it for a plan that somebody has seen, or together with
// [AgainstAccess].
func AllowRevoke() AccessOption { return func(c *accessConfig) { c.revoke = true } }

// PruneAccess extends the plan to those of these kinds that are not named: Teams and tokens are deleted, for good, and
// people keep no role but that of a member of the Organization, as the API removes nobody. It takes [AllowRevoke] too.
func PruneAccess(kinds ...rbac.PrincipalKind) AccessOption {
	kinds = slices.Clone(kinds)
	return func(c *accessConfig) { c.prune = append(c.prune, kinds...) }
}

// AgainstAccess applies only what an earlier plan says; anything else is an [ErrConflict]. What is done already is fine.
func AgainstAccess(p rbac.AccessPlan) AccessOption { return func(c *accessConfig) { c.planned = &p } }

// OnTokenSecret is given the secret of each new token, which nobody can read again, as soon as it is there. A plan that
// makes tokens is refused without it. An error ends the run; the secret is lost then. So it is when the process dies right
// before: the next run finds the token as asked for, and only [APITokens.Rotate] gives it another secret.
func OnTokenSecret(keep func(rbac.TokenAccess, Secret) error) AccessOption {
	return func(c *accessConfig) { c.secret = keep }
}

// sameAccessPlan compares what two plans do, not how they tell it.
func sameAccessPlan(a, b rbac.AccessPlan) bool {
	return slices.EqualFunc(a.Changes, b.Changes, func(a, b rbac.AccessChange) bool {
		return a.Action == b.Action && a.Path == b.Path && a.Before == b.Before && a.After == b.After
	})
}
