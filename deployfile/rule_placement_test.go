package deployfile_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
)

// TestHostedEvidence goes through what keeps a Deployment without a type from being taken for Hybrid.
func TestHostedEvidence(t *testing.T) {
	type change func(*deployfile.Deployment)
	none := map[string]change{
		"nothing":        func(*deployfile.Deployment) {},
		"false":          func(d *deployfile.Deployment) { d.Configuration.IsHighAvailability = new(false) },
		"false too":      func(d *deployfile.Deployment) { d.Configuration.IsDevelopmentMode = new(false) },
		"no schedules":   func(d *deployfile.Deployment) { d.HibernationSchedules = []deployfile.HibernationSchedule{} },
		"hybrid machine": func(d *deployfile.Deployment) { d.WorkerQueues = []deployfile.WorkerQueue{{WorkerType: "m5.xlarge"}} },
		"executor":       func(d *deployfile.Deployment) { d.Configuration.Executor = deployfile.ExecutorCelery },
		"placement":      func(d *deployfile.Deployment) { d.Configuration.Region = "us-east-1" },
	}
	for title, change := range none {
		d := hybridModel()
		d.Configuration.DeploymentType = ""
		change(&d)
		assert.Equal(t, []diag.Code{deployfile.CodeDeploymentTypeImplied}, typeCodes(d), title)
		d.Configuration.ClusterName = ""
		assert.Equal(t, []diag.Code{deployfile.CodeDeploymentTypeMissing}, typeCodes(d), title)
	}
	evidence := map[string]change{
		`scheduler_size "LARGE"`:        func(d *deployfile.Deployment) { d.Configuration.SchedulerSize = deployfile.SchedulerLarge },
		`scheduler_size "huge"`:         func(d *deployfile.Deployment) { d.Configuration.SchedulerSize = "huge" },
		"is_high_availability true":     func(d *deployfile.Deployment) { d.Configuration.IsHighAvailability = new(true) },
		"is_development_mode true":      func(d *deployfile.Deployment) { d.Configuration.IsDevelopmentMode = new(true) },
		`default_task_pod_cpu "1"`:      func(d *deployfile.Deployment) { d.Configuration.DefaultTaskPodCPU = "1" },
		`default_task_pod_memory "2Gi"`: func(d *deployfile.Deployment) { d.Configuration.DefaultTaskPodMemory = "2Gi" },
		`resource_quota_cpu "1"`:        func(d *deployfile.Deployment) { d.Configuration.ResourceQuotaCPU = "1" },
		`resource_quota_memory "2Gi"`:   func(d *deployfile.Deployment) { d.Configuration.ResourceQuotaMemory = "2Gi" },
		"remote_execution":              func(d *deployfile.Deployment) { d.Configuration.RemoteExecution = &deployfile.RemoteExecution{} },
		"executor ASTRO":                func(d *deployfile.Deployment) { d.Configuration.Executor = "astroexecutor" },
		"hibernation_schedules": func(d *deployfile.Deployment) {
			d.HibernationSchedules = []deployfile.HibernationSchedule{{}}
		},
		`worker_type "a5" of worker queue 2`: func(d *deployfile.Deployment) {
			d.WorkerQueues = []deployfile.WorkerQueue{{WorkerType: "m5.xlarge"}, {WorkerType: "a5"}}
		},
		`pod_ephemeral_storage "10Gi" of worker queue "big"`: func(d *deployfile.Deployment) {
			d.WorkerQueues = []deployfile.WorkerQueue{{Name: "big", WorkerType: "m5.xlarge", PodEphemeralStorage: "10Gi"}}
		},
	}
	for words, change := range evidence {
		for _, cluster := range []string{"prod-aws", ""} {
			d := hybridModel()
			d.Configuration.DeploymentType, d.Configuration.ClusterName = "", cluster
			change(&d)
			found := only(d.Validate(deployfile.ValidateOptions{}), deployfile.CodeDeploymentTypeMissing)
			require.Len(t, found, 1, words)
			assert.Contains(t, found[0].Message, words+" points to")
			assert.Equal(t, []diag.Code{deployfile.CodeDeploymentTypeMissing}, typeCodes(d), words)
		}
	}
}

func typeCodes(d deployfile.Deployment) []diag.Code {
	return given(d, deployfile.ValidateOptions{}, deployfile.CodeDeploymentTypeMissing, deployfile.CodeDeploymentTypeImplied)
}

// TestImpliedHybrid holds that a type that is implied has the same consequences as one that is written.
func TestImpliedHybrid(t *testing.T) {
	d := hybridModel()
	d.Configuration.DeploymentType = ""
	d.Configuration.SchedulerAU, d.Configuration.SchedulerCount = new(25), nil
	assert.Equal(t, []diag.Code{deployfile.CodeSchedulerMissing, deployfile.CodeSchedulerRange},
		given(d, deployfile.ValidateOptions{}, deployfile.CodeSchedulerMissing, deployfile.CodeSchedulerRange))
}

func TestTypeFixes(t *testing.T) {
	const head = "deployment:\n  configuration:\n    name: etl\n    executor: CELERY\n    scheduler_size: SMALL\n"
	for src, fixable := range map[string]bool{
		head:                              true,
		head + "    deployment_type:\n":   true,
		head + "    cluster_name: prod\n": false,
		head + "    Cluster_Name: prod\n": false,
		head + "    remote_execution: {enabled: true}\n":                               false,
		head + "  worker_queues:\n    - name: default\n      worker_type: A5\n":        true,
		head + "  worker_queues:\n    - name: default\n      worker_type: m5.xlarge\n": false,
	} {
		file, found := deployfile.Check("a.yaml", []byte(src), deployfile.ValidateOptions{})
		found = only(found, deployfile.CodeDeploymentTypeMissing)
		require.Len(t, found, 1, src)
		assert.Equal(t, fixable, found[0].Fix != nil, src)
		if fixable {
			fixed, _ := diag.ApplyFixes(file.Source(), found)
			file, _ = deployfile.Parse("a.yaml", fixed)
			assert.Equal(t, deployfile.KindStandard, file.Deployment.Configuration.DeploymentType, "%s", fixed)
		}
	}
}

func TestPlacementMissing(t *testing.T) {
	for _, tt := range []struct {
		provider deployfile.CloudProvider
		region   string
		want     []string
	}{
		{"AWS", "us-east-1", []string{}},
		{"IBM", "us-east-1", []string{}},
		{"", "us-east-1", []string{"deployment.configuration.cloud_provider"}},
		{"AWS", "", []string{"deployment.configuration.region"}},
		{"", "", []string{"deployment.configuration.cloud_provider"}},
	} {
		d := standardModel()
		d.Configuration.CloudProvider, d.Configuration.Region = tt.provider, tt.region
		found := only(d.Validate(deployfile.ValidateOptions{Mode: deployfile.ModeCreate}), deployfile.CodePlacementMissing)
		assert.Equal(t, tt.want, paths(found), "%s %s", tt.provider, tt.region)
		assert.Empty(t, given(d, deployfile.ValidateOptions{}, deployfile.CodePlacementMissing), "an update does not read them")
	}
}

func TestRegionUnknown(t *testing.T) {
	for _, tt := range []struct{ provider, region, hint string }{
		{"AWS", "us-east-1", ""},
		{"aws", "us-east-1", ""},
		{"AWS", "us-esat-1", `did you mean "us-east-1"?`},
		{"GCP", "us-east-4", `did you mean "us-east4"?`},
		{"AWS", "us-east4", "cloud_provider: GCP"}, // near us-east-1, but it is a region elsewhere
		{"AWS", "us-east-2", "only DEDICATED has us-east-2"},
		{"AZURE", "moon", "write eastus2, westeurope or westus2"},
	} {
		d := standardModel()
		d.Configuration.CloudProvider, d.Configuration.Region = deployfile.CloudProvider(tt.provider), tt.region
		found := only(d.Validate(deployfile.ValidateOptions{}), deployfile.CodeRegionUnknown)
		if tt.hint == "" {
			assert.Empty(t, found, tt.region)
			continue
		}
		require.Len(t, found, 1, tt.region)
		assert.Contains(t, found[0].Hint, tt.hint)
	}
}

// TestRegionsOfTheOrganization holds that what the API offers counts for the providers that were read, and that one
// without a list keeps the documented one.
func TestRegionsOfTheOrganization(t *testing.T) {
	organization := &deployfile.Organization{Regions: map[deployfile.CloudProvider][]string{
		"AWS": {"us-west-2", "eu-west-9"}, "AZURE": {}, "GCP": nil,
	}}
	for _, tt := range []struct{ provider, region, hint string }{
		{"AWS", "eu-west-9", ""},
		{"aws", "us-west-2", ""},
		{"GCP", "us-east4", ""},
		{"AWS", "us-east-1", `write "us-west-2" or "eu-west-9"`}, // is a region, only not offered
		{"AWS", "us-west-22", `did you mean "us-west-2"?`},
		{"GCP", "eu-west-9", "write cloud_provider: AWS, which has it, or a region of GCP: europe-west4"},
		{"AZURE", "eu-west-9", "write cloud_provider: AWS, which has it"},
		{"AZURE", "eastus2", "write another cloud_provider"},
	} {
		d := standardModel()
		d.Configuration.CloudProvider, d.Configuration.Region = deployfile.CloudProvider(tt.provider), tt.region
		found := only(d.Validate(deployfile.ValidateOptions{Organization: organization}), deployfile.CodeRegionUnknown)
		if tt.hint == "" {
			assert.Empty(t, found, tt.region)
			continue
		}
		require.Len(t, found, 1, tt.region)
		assert.Contains(t, found[0].Hint, tt.hint)
	}
}
