package spec

import "slices"

// RegionsAsOf dates the lists of regions. They go stale: the Organization's cluster options are what counts.
const RegionsAsOf = "2024-08"

// Regions returns the documented regions of a deployment type on a cloud provider, both by canonical name, in
// alphabetical order. The list is shared and must not be changed.
func Regions(k Kinds, provider string) []string {
	for i := range regions {
		if regions[i].kind == k && regions[i].provider == provider {
			return regions[i].names
		}
	}
	return nil
}

// HasRegion reports whether the documentation lists the region.
func HasRegion(k Kinds, provider, region string) bool {
	_, found := slices.BinarySearch(Regions(k, provider), region)
	return found
}

var regions = [...]struct {
	kind     Kinds
	provider string
	names    []string // sorted
}{
	{Standard, "AWS", []string{
		"ap-southeast-1", "eu-central-1", "us-east-1", "us-west-2",
	}},
	{Standard, "GCP", []string{
		"europe-west4", "us-central1", "us-east4",
	}},
	{Standard, "AZURE", []string{
		"eastus2", "westeurope", "westus2",
	}},
	{Dedicated, "AWS", []string{
		"ap-northeast-1", "ap-south-1", "ap-southeast-1", "ap-southeast-2", "eu-central-1", "eu-west-1",
		"eu-west-2", "sa-east-1", "us-east-1", "us-east-2", "us-west-1", "us-west-2",
	}},
	{Dedicated, "GCP", []string{
		"asia-east1", "asia-northeast1", "asia-northeast2", "asia-northeast3", "asia-south1", "asia-south2",
		"asia-southeast1", "asia-southeast2", "australia-southeast1", "australia-southeast2", "europe-central2",
		"europe-north1", "europe-southwest1", "europe-west1", "europe-west2", "europe-west3", "europe-west4",
		"europe-west8", "europe-west9", "northamerica-northeast1", "northamerica-northeast2", "southamerica-east1",
		"southamerica-west1", "us-central1", "us-east1", "us-east4", "us-east5", "us-south1", "us-west1",
		"us-west2", "us-west3", "us-west4",
	}},
	{Dedicated, "AZURE", []string{
		"australiaeast", "brazilsouth", "canadacentral", "centralindia", "centralus", "eastus", "eastus2",
		"francecentral", "japaneast", "northeurope", "southcentralus", "uksouth", "westeurope", "westus2",
		"westus3",
	}},
	{Hybrid, "AWS", []string{
		"af-south-1", "ap-east-1", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1",
		"ap-southeast-1", "ap-southeast-2", "ca-central-1", "eu-central-1", "eu-south-1", "eu-west-1", "eu-west-2",
		"eu-west-3", "me-south-1", "sa-east-1", "us-east-1", "us-east-2", "us-west-1", "us-west-2",
	}},
	{Hybrid, "GCP", []string{
		"asia-east1", "asia-northeast1", "asia-northeast2", "asia-northeast3", "asia-south1", "asia-south2",
		"asia-southeast1", "asia-southeast2", "australia-southeast1", "australia-southeast2", "europe-central2",
		"europe-north1", "europe-southwest1", "europe-west1", "europe-west2", "europe-west3", "europe-west4",
		"europe-west6", "europe-west8", "europe-west9", "northamerica-northeast1", "northamerica-northeast2",
		"southamerica-east1", "southamerica-west1", "us-central1", "us-east1", "us-east4", "us-east5", "us-south1",
		"us-west1", "us-west2", "us-west3", "us-west4",
	}},
	{Hybrid, "AZURE", []string{
		"australiaeast", "canadacentral", "centralindia", "centralus", "eastus", "eastus2", "francecentral",
		"japaneast", "koreacentral", "northeurope", "southafricanorth", "southcentralus", "southeastasia",
		"uksouth", "westeurope", "westus2", "westus3",
	}},
}
