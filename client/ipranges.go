package client

import (
	"context"
	"iter"
	"net/url"
	"time"
)

// IPRanges manages from which addresses the client's Organization can be reached. An Organization without any can be
// reached from everywhere.
type IPRanges struct{ c *Client }

// IPRange is one block of addresses that may reach an Organization.
type IPRange struct {
	ID             string    `json:"id"`
	IPAddressRange string    `json:"ipAddressRange"` // in CIDR notation
	OrganizationID string    `json:"organizationId"`
	CreatedAt      time.Time `json:"createdAt"`
	CreatedBy      *Profile  `json:"createdBy,omitempty"`
	UpdatedAt      time.Time `json:"updatedAt"`
	UpdatedBy      *Profile  `json:"updatedBy,omitempty"`
}

func (r IPRange) identity() string { return r.ID }

// IPRangeFilter orders [IPRanges.All]; the API cannot narrow this list.
type IPRangeFilter struct {
	Sorts []Sort // ipAddress, createdAt, updatedAt
}

func (f IPRangeFilter) query() url.Values {
	q := url.Values{}
	addAll(q, "sorts", f.Sorts)
	return q
}

type ipRangesPage struct {
	AllowedIPAddressRanges []IPRange `json:"allowedIpAddressRanges"`
	page
}

func (p ipRangesPage) items() []IPRange { return p.AllowedIPAddressRanges }

type ipRangesList struct {
	AllowedIPAddressRanges []IPRange `json:"allowedIpAddressRanges"`
}

type createIPRange struct {
	IPAddressRange string `json:"ipAddressRange"`
}

type createIPRanges struct {
	AllowedIPAddressRanges []string `json:"allowedIpAddressRanges"`
}

type deleteIPRanges struct {
	AllowedIPAddressRangeIDs []string `json:"allowedIpAddressRangeIds"`
}

// All lists the ranges, page by page as the sequence is read.
//
//astro:operation ListAllowedIpAddressRanges GET /organizations/{organizationId}/allowed-ip-address-ranges
func (s *IPRanges) All(ctx context.Context, f IPRangeFilter) iter.Seq2[IPRange, error] {
	return pages[IPRange, ipRangesPage](ctx, s.c, s.c.path("allowed-ip-address-ranges"), f.query())
}

// Create allows one block of addresses, given in CIDR notation. The first one shuts everybody else out.
//
//astro:operation CreateAllowedIpAddressRange POST /organizations/{organizationId}/allowed-ip-address-ranges
func (s *IPRanges) Create(ctx context.Context, cidr string) (IPRange, error) {
	return post[IPRange](ctx, s.c, s.c.path("allowed-ip-address-ranges"), createIPRange{cidr})
}

// Delete takes one range off the list. Deleting the last one opens the Organization to all addresses.
//
//astro:operation DeleteAllowedIpAddressRange DELETE /organizations/{organizationId}/allowed-ip-address-ranges/{allowedIpAddressRangeId}
func (s *IPRanges) Delete(ctx context.Context, id string) error {
	return remove(ctx, s.c, s.c.path("allowed-ip-address-ranges", id))
}

// CreateAll allows 1 to 1000 blocks of addresses, all or none. When the answer is lost, list before repeating: a block
// that exists is an [ErrConflict].
//
//astro:operation BulkCreateAllowedIpAddressRanges POST /organizations/{organizationId}/allowed-ip-address-ranges/bulk-create
func (s *IPRanges) CreateAll(ctx context.Context, cidrs []string) ([]IPRange, error) {
	out, err := post[ipRangesList](ctx, s.c, s.c.path("allowed-ip-address-ranges", "bulk-create"), createIPRanges{list(cidrs)})
	return out.AllowedIPAddressRanges, err
}

// DeleteAll takes 1 to 1000 ranges off the list; IDs that name none are ignored.
//
//astro:operation BulkDeleteAllowedIpAddressRanges POST /organizations/{organizationId}/allowed-ip-address-ranges/bulk-delete
func (s *IPRanges) DeleteAll(ctx context.Context, ids []string) error {
	return send(ctx, s.c, s.c.path("allowed-ip-address-ranges", "bulk-delete"), deleteIPRanges{list(ids)})
}
