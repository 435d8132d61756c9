package client

import (
	"context"
	"iter"
	"net/url"
	"time"
)

// Organizations reads and changes Organizations, the only objects outside the one that a client works in.
type Organizations struct{ c *Client }

// Organization is a customer of Astro: everything else belongs to one.
type Organization struct {
	ID                             string                    `json:"id"`
	Name                           string                    `json:"name"`
	Status                         OrganizationStatus        `json:"status,omitempty"`
	Product                        OrganizationProduct       `json:"product,omitempty"`
	ProductPlans                   []OrganizationProductPlan `json:"productPlans"`
	PaymentMethod                  PaymentMethod             `json:"paymentMethod,omitempty"`
	BillingEmail                   string                    `json:"billingEmail,omitempty"`
	TrialExpiresAt                 *time.Time                `json:"trialExpiresAt,omitempty"` // nil outside a trial
	ManagedDomains                 []ManagedDomain           `json:"managedDomains,omitempty"`
	IsScimEnabled                  bool                      `json:"isScimEnabled"`
	HasAllowedIPAddressRanges      bool                      `json:"hasAllowedIpAddressRanges"`
	ShouldEnforceDedicatedClusters bool                      `json:"shouldEnforceDedicatedClusters"`
	AllowEnhancedSupportAccess     bool                      `json:"allowEnhancedSupportAccess"`
	HasAIFeaturesDisabled          bool                      `json:"hasAiFeaturesDisabled,omitempty"`
	IsBlockedEnableAIFeatures      bool                      `json:"isBlockedEnableAiFeatures"` // nobody in it can turn them on
	CreatedAt                      time.Time                 `json:"createdAt"`
	CreatedBy                      Profile                   `json:"createdBy"`
	UpdatedAt                      time.Time                 `json:"updatedAt"`
	UpdatedBy                      Profile                   `json:"updatedBy"`
}

func (o Organization) identity() string { return o.ID }

// OrganizationStatus says whether an Organization can be used.
type OrganizationStatus string

// The states of an Organization.
const (
	OrganizationStatusActive    OrganizationStatus = "ACTIVE"
	OrganizationStatusInactive  OrganizationStatus = "INACTIVE"
	OrganizationStatusSuspended OrganizationStatus = "SUSPENDED"
)

// OrganizationProduct says where the clusters of an Organization run.
type OrganizationProduct string

// The products of Astro.
const (
	OrganizationProductHosted OrganizationProduct = "HOSTED" // in accounts of Astronomer
	OrganizationProductHybrid OrganizationProduct = "HYBRID" // in accounts of the customer
)

// PaymentMethod says how an Organization pays.
type PaymentMethod string

// The ways to pay.
const (
	PaymentMethodCreditCard           PaymentMethod = "CREDIT_CARD"
	PaymentMethodInvoice              PaymentMethod = "INVOICE"
	PaymentMethodAWSMarketplace       PaymentMethod = "AWS_MARKETPLACE"
	PaymentMethodAzureMarketplace     PaymentMethod = "AZURE_MARKETPLACE"
	PaymentMethodGCPMarketplace       PaymentMethod = "GCP_MARKETPLACE"
	PaymentMethodSnowflakeMarketplace PaymentMethod = "SNOWFLAKE_MARKETPLACE"
)

// OrganizationProductPlan is what an Organization has subscribed to. The set of plan names grows with the price list.
type OrganizationProductPlan struct {
	OrganizationID    string `json:"organizationId"`
	ProductPlanID     string `json:"productPlanId"`
	ProductPlanName   string `json:"productPlanName"`   // such as "TEAM"
	AstronomerProduct string `json:"astronomerProduct"` // "ASTRO"
}

// ManagedDomain is an e-mail domain whose users an Organization governs.
type ManagedDomain struct {
	ID             string              `json:"id"`
	Name           string              `json:"name"`
	OrganizationID string              `json:"organizationId"`
	Status         ManagedDomainStatus `json:"status"`
	EnforcedLogins []string            `json:"enforcedLogins,omitempty"` // the ways to log in that its users may take
	CreatedAt      time.Time           `json:"createdAt"`
	UpdatedAt      time.Time           `json:"updatedAt"`
}

// ManagedDomainStatus says whether a domain has been proved to belong to the Organization.
type ManagedDomainStatus string

// The states of a domain.
const (
	ManagedDomainStatusPending  ManagedDomainStatus = "PENDING"
	ManagedDomainStatusVerified ManagedDomainStatus = "VERIFIED"
)

// OrganizationFilter narrows [Organizations.All]; its zero value lists everything the token can see.
type OrganizationFilter struct {
	Product           OrganizationProduct
	ProductPlan       string // such as "BUSINESS_CRITICAL"
	AstronomerProduct string // "ASTRO"
	Sorts             []Sort // name, createdAt, updatedAt
}

func (f OrganizationFilter) query() url.Values {
	q := url.Values{}
	set(q, "product", f.Product)
	set(q, "productPlan", f.ProductPlan)
	set(q, "astronomerProduct", f.AstronomerProduct)
	addAll(q, "sorts", f.Sorts)
	return q
}

type organizationsPage struct {
	Organizations []Organization `json:"organizations"`
	page
}

func (p organizationsPage) items() []Organization { return p.Organizations }

// All lists the Organizations that the token belongs to, whichever one the client works in.
//
//astro:operation ListOrganizations GET /organizations
func (s *Organizations) All(ctx context.Context, f OrganizationFilter) iter.Seq2[Organization, error] {
	return pages[Organization, organizationsPage](ctx, s.c, Path("organizations"), f.query())
}

// OrganizationQuery changes what [Organizations.Get] reads.
type OrganizationQuery struct {
	LookUpOnly bool // read what identifies it, without what costs more to find
}

// Get reads one Organization by its ID.
//
//astro:operation GetOrganization GET /organizations/{organizationId}
func (s *Organizations) Get(ctx context.Context, id string, o OrganizationQuery) (Organization, error) {
	q := url.Values{}
	setTrue(q, "isLookUpOnly", o.LookUpOnly)
	return get[Organization](ctx, s.c, Path("organizations", id), q)
}

// UpdateOrganization replaces the settings of an Organization. The first three are always needed; a nil pointer leaves
// its setting as it is.
type UpdateOrganization struct {
	Name                           string `json:"name"` // at most 50 characters
	BillingEmail                   string `json:"billingEmail"`
	IsScimEnabled                  bool   `json:"isScimEnabled"`
	ShouldEnforceDedicatedClusters *bool  `json:"shouldEnforceDedicatedClusters,omitempty"`
	AllowEnhancedSupportAccess     *bool  `json:"allowEnhancedSupportAccess,omitempty"`
	HasAIFeaturesDisabled          *bool  `json:"hasAiFeaturesDisabled,omitempty"`
}

// Update replaces the settings of an Organization and returns it as it is then.
//
//astro:operation UpdateOrganization POST /organizations/{organizationId}
func (s *Organizations) Update(ctx context.Context, id string, in UpdateOrganization) (Organization, error) {
	return post[Organization](ctx, s.c, Path("organizations", id), in)
}
