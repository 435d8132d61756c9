package deployfile

import (
	"net/netip"
	"strings"
)

// rangeForm says how a range of IP addresses was written.
type rangeForm uint8

const (
	notRange     rangeForm = iota
	rangeExact             // 10.0.0.0/8
	rangeHost              // 10.1.2.3/8: bits are set outside the prefix
	rangeAddress           // 10.1.2.3, without a prefix
)

// ipRange is an IPv4 or IPv6 range. Two ranges are equal when they hold the same addresses.
type ipRange struct{ network netip.Prefix }

// parseRange reads CIDR notation. Of a bare address it makes the range that holds that address alone.
func parseRange(text string) (ipRange, rangeForm) {
	if strings.IndexByte(text, '/') < 0 {
		address, err := netip.ParseAddr(text)
		if err != nil || address.Zone() != "" {
			return ipRange{}, notRange
		}
		return ipRange{netip.PrefixFrom(address, address.BitLen())}, rangeAddress
	}
	prefix, err := netip.ParsePrefix(text)
	switch network := prefix.Masked(); {
	case err != nil:
		return ipRange{}, notRange
	case network != prefix:
		return ipRange{network}, rangeHost
	default:
		return ipRange{network}, rangeExact
	}
}

// open reports whether the range holds every address of its family.
func (r ipRange) open() bool { return r.network.IsValid() && r.network.Bits() == 0 }

// String returns the network address and the prefix length: 10.0.0.0/8.
func (r ipRange) String() string { return r.network.String() }
