package clienttest

import (
	"fmt"
	"slices"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/rbac"
)

// Organization is the ID of the Organization that [New] makes.
const Organization = "corg000000000000000000001"

type organization struct {
	client.Organization
	ownerToken string          // ID of the token that a new Organization comes with
	catalogue  *rbac.Catalogue // its roles; nil until somebody asks
}

func organizationHandlers() map[string]handler {
	return map[string]handler{
		"ListOrganizations":  listOrganizations,
		"GetOrganization":    func(c *call) (any, error) { return c.organizationAnswer(), nil },
		"UpdateOrganization": updateOrganization,
	}
}

// AddOrganization makes an Organization, its owner and an API token of the owner's role, and returns its ID. Of the given
// fields those that are empty take the values of a new Organization.
func (a *Astro) AddOrganization(o client.Organization) (id string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.addOrganization(o)
}

func (a *Astro) addOrganization(o client.Organization) string {
	o.ID = orNew(o.ID, func() string { return a.newID("org") })
	o.Status = or(o.Status, client.OrganizationStatusActive)
	o.Product = or(o.Product, client.OrganizationProductHosted)
	o.PaymentMethod = or(o.PaymentMethod, client.PaymentMethodInvoice)
	o.BillingEmail = or(o.BillingEmail, "billing@example.com")
	if o.ProductPlans == nil {
		o.ProductPlans = []client.OrganizationProductPlan{{OrganizationID: o.ID, ProductPlanID: a.newID("pln"), ProductPlanName: "TEAM", AstronomerProduct: "ASTRO"}}
	}
	now := a.now()
	org := &organization{Organization: o}
	a.organizations.put(o.ID, org)
	owner := a.addUser(o.ID, client.User{
		Username: fmt.Sprintf("owner%d@example.com", a.organizations.len()), FullName: "Olive Owner",
		OrganizationRole: client.OrganizationRoleOwner,
	})
	org.CreatedAt, org.UpdatedAt, org.CreatedBy, org.UpdatedBy = now, now, owner.profile(), owner.profile()
	t := a.addToken(o.ID, owner.profile(), client.CreateAPIToken{
		Name: "owner", Scope: client.TokenScopeOrganization, Role: string(client.OrganizationRoleOwner),
	})
	org.ownerToken = t.ID
	return o.ID
}

// Token returns the secret of the API token that comes with the first Organization and has its owner's role.
func (a *Astro) Token() string { return a.TokenOf(Organization) }

// TokenOf is [Astro.Token] for another Organization; "" when there is none or its token was deleted.
func (a *Astro) TokenOf(organizationID string) string {
	a.mu.Lock()
	defer a.mu.Unlock()
	if org, ok := a.organizations.get(organizationID); ok {
		if t, ok := a.tokens.get(org.ownerToken); ok {
			return t.secret
		}
	}
	return ""
}

// seedOrganization is where the seeding methods put things that name no Organization: the first.
func (a *Astro) seedOrganization(id string) string {
	if _, ok := a.organizations.get(id); ok || a.organizations.len() == 0 {
		return id
	}
	return a.organizations.ids[0]
}

// seeder is who made what the seeding methods made.
func (a *Astro) seeder(organizationID string) client.Profile {
	for u := range a.users.all() {
		if slices.Contains(u.organizations, organizationID) {
			return u.profile()
		}
	}
	return client.Profile{ID: "unknown"}
}

func listOrganizations(c *call) (any, error) {
	items := []client.Organization{}
	for org := range c.organizations.all() {
		c.org = org
		if !c.belongs(org) ||
			!wants(c.query.Get("product"), string(org.Product)) ||
			!wants(c.query.Get("productPlan"), planNames(org)...) ||
			!wants(c.query.Get("astronomerProduct"), "ASTRO") {
			continue
		}
		items = append(items, c.organizationAnswer())
	}
	return page(c, "organizations", items)
}

func planNames(org *organization) []string {
	names := make([]string, len(org.ProductPlans))
	for i, p := range org.ProductPlans {
		names[i] = p.ProductPlanName
	}
	return names
}

func (c *call) organizationAnswer() client.Organization {
	o := c.org.Organization
	for r := range c.ipRanges.all() {
		o.HasAllowedIPAddressRanges = o.HasAllowedIPAddressRanges || r.OrganizationID == o.ID
	}
	return o
}

func updateOrganization(c *call) (any, error) {
	var in client.UpdateOrganization
	if err := c.read(&in); err != nil {
		return nil, err
	}
	if in.BillingEmail == "" {
		return nil, invalid("billingEmail", "required", "billingEmail is required")
	}
	if !isEmail(in.BillingEmail) {
		return nil, invalid("billingEmail", "email", "billingEmail is not an e-mail address")
	}
	o := &c.org.Organization
	o.Name, o.BillingEmail, o.IsScimEnabled = in.Name, in.BillingEmail, in.IsScimEnabled
	set(&o.ShouldEnforceDedicatedClusters, in.ShouldEnforceDedicatedClusters)
	set(&o.AllowEnhancedSupportAccess, in.AllowEnhancedSupportAccess)
	set(&o.HasAIFeaturesDisabled, in.HasAIFeaturesDisabled)
	o.UpdatedAt, o.UpdatedBy = c.at, c.profile()
	return c.organizationAnswer(), nil
}
