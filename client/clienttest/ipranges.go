package clienttest

import (
	"fmt"
	"net/netip"

	"github.com/astrofile/astrofile/client"
)

func ipRangeHandlers() map[string]handler {
	return map[string]handler{
		"ListAllowedIpAddressRanges":       listIPRanges,
		"CreateAllowedIpAddressRange":      createIPRange,
		"DeleteAllowedIpAddressRange":      deleteIPRange,
		"BulkCreateAllowedIpAddressRanges": createIPRanges,
		"BulkDeleteAllowedIpAddressRanges": deleteIPRanges,
	}
}

func listIPRanges(c *call) (any, error) {
	items := []client.IPRange{}
	for r := range c.ipRanges.all() {
		if r.OrganizationID == c.org.ID {
			items = append(items, *r)
		}
	}
	return page(c, "allowedIpAddressRanges", items)
}

func (c *call) hasRange(cidr string) bool {
	for r := range c.ipRanges.all() {
		if r.OrganizationID == c.org.ID && r.IPAddressRange == cidr {
			return true
		}
	}
	return false
}

func (c *call) addRange(cidr string) client.IPRange {
	r := client.IPRange{
		ID: c.newID("ipr"), IPAddressRange: cidr, OrganizationID: c.org.ID,
		CreatedAt: c.at, CreatedBy: new(c.profile()), UpdatedAt: c.at, UpdatedBy: new(c.profile()),
	}
	c.ipRanges.put(r.ID, &r)
	return r
}

func isCIDR(s string) bool {
	_, err := netip.ParsePrefix(s)
	return err == nil
}

func createIPRange(c *call) (any, error) {
	var in struct {
		IPAddressRange string `json:"ipAddressRange"`
	}
	if err := c.read(&in); err != nil {
		return nil, err
	}
	switch {
	case !isCIDR(in.IPAddressRange):
		return nil, invalid("ipAddressRange", "cidr", "%q is not in CIDR notation", in.IPAddressRange)
	case c.hasRange(in.IPAddressRange):
		return nil, invalid("ipAddressRange", "unique", "%s exists already", in.IPAddressRange)
	}
	return c.addRange(in.IPAddressRange), nil
}

func deleteIPRange(c *call) (any, error) {
	id := c.id("allowedIpAddressRangeId")
	if r, ok := c.ipRanges.get(id); !ok || r.OrganizationID != c.org.ID {
		return nil, notFound("allowed IP address range", id)
	}
	c.ipRanges.remove(id)
	return nil, nil
}

// createIPRanges makes all or none.
func createIPRanges(c *call) (any, error) {
	var in struct {
		Ranges []string `json:"allowedIpAddressRanges"`
	}
	if err := c.read(&in); err != nil {
		return nil, err
	}
	var bad problems
	for i, cidr := range in.Ranges {
		if !isCIDR(cidr) {
			bad.add(fmt.Sprintf("allowedIpAddressRanges[%d]", i), "cidr", "%q is not in CIDR notation", cidr)
		}
	}
	if err := bad.err(); err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	for _, cidr := range in.Ranges {
		if seen[cidr] || c.hasRange(cidr) {
			return nil, conflict("allowed IP address range %s exists already", cidr)
		}
		seen[cidr] = true
	}
	out := make([]client.IPRange, len(in.Ranges))
	for i, cidr := range in.Ranges {
		out[i] = c.addRange(cidr)
	}
	return map[string]any{"allowedIpAddressRanges": out}, nil
}

func deleteIPRanges(c *call) (any, error) {
	var in struct {
		IDs []string `json:"allowedIpAddressRangeIds"`
	}
	if err := c.read(&in); err != nil {
		return nil, err
	}
	for _, id := range in.IDs {
		if r, ok := c.ipRanges.get(id); ok && r.OrganizationID == c.org.ID {
			c.ipRanges.remove(id)
		}
	}
	return nil, nil
}
