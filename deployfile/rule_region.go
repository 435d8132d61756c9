package deployfile

import (
	"slices"

	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/spec"
)

// regionsOf returns the regions of a cloud provider for Standard Deployments: those that the API offers, else the
// documented ones.
func (c *check) regionsOf(provider CloudProvider) (names []string, offered bool) {
	if c.Organization != nil {
		if names = c.Organization.Regions[provider]; names != nil {
			return names, true
		}
	}
	return spec.Regions(spec.Standard, string(provider)), false
}

func checkRegionUnknown(c *check) {
	provider, known := c.Configuration.CloudProvider.Canonical()
	region := c.Configuration.Region
	if region == "" || !known || !c.kind.is(KindStandard) ||
		c.isLost(configuration("cloud_provider")) || c.Mode == ModeUpdate && c.Live != nil { // immutable-changed
		return
	}
	names, offered := c.regionsOf(provider)
	if slices.Contains(names, region) {
		return
	}
	p := configuration("region")
	listed, choice := "for STANDARD (list of "+spec.RegionsAsOf+")", anyOf(names)
	if offered {
		listed, choice = "that the API offers", oneOf(names)
	}
	f := c.report(p, "region %s is not among the regions of %s %s", diag.Quote(region), provider, listed)
	near, similar := nearest(region, names)
	other := c.providerOf(region)
	exists := spec.HasRegion(spec.Dedicated, string(provider), region) // so it is not misspelt
	switch {
	case other != "":
		f.Hint = "write cloud_provider: " + other + ", which has it"
		if len(names) > 0 {
			f.Hint += ", or a region of " + string(provider) + ": " + choice
		}
	case len(names) == 0:
		f.Hint = "write another cloud_provider"
	case similar && !exists:
		f.Hint = "did you mean " + diag.Quote(near) + "?"
		f.Fix = c.replace(p, near)
	case exists && !offered:
		f.Hint = "write " + choice + "; only DEDICATED has " + region
	default:
		f.Hint = "write " + choice
	}
}

// providerOf returns the first cloud provider that has the region, or "".
func (c *check) providerOf(region string) string {
	for _, name := range spec.Lookup("deployment.configuration.cloud_provider").Enum.Names() {
		if names, _ := c.regionsOf(CloudProvider(name)); slices.Contains(names, region) {
			return name
		}
	}
	return ""
}
