package deployfile_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
)

func standardModel() deployfile.Deployment {
	return deployfile.Deployment{Configuration: deployfile.Configuration{
		Name: "etl-prod", RuntimeVersion: "3.1-2", SchedulerSize: deployfile.SchedulerSmall,
		Executor: deployfile.ExecutorKubernetes, WorkspaceName: "Data", DeploymentType: deployfile.KindStandard,
		CloudProvider: deployfile.CloudAWS, Region: "us-east-1",
	}}
}

func hybridModel() deployfile.Deployment {
	return deployfile.Deployment{Configuration: deployfile.Configuration{
		Name: "etl-prod", RuntimeVersion: "12.5.0", SchedulerAU: new(5), SchedulerCount: new(1),
		Executor: deployfile.ExecutorKubernetes, WorkspaceName: "Data", DeploymentType: deployfile.KindHybrid,
		ClusterName: "prod-aws", DefaultWorkerType: "m5.xlarge",
	}}
}

// only returns the findings of one code.
func only(found diag.List, code diag.Code) diag.List {
	var list diag.List
	for _, d := range found {
		if d.Code == code {
			list = append(list, d)
		}
	}
	return list
}

func paths(found diag.List) []string {
	list := make([]string, len(found))
	for i, d := range found {
		list[i] = string(d.Path)
	}
	return list
}

// given lists the codes among these that the model gets.
func given(d deployfile.Deployment, o deployfile.ValidateOptions, codes ...diag.Code) []diag.Code {
	list := []diag.Code{}
	found := d.Validate(o)
	for _, code := range codes {
		if has(found, code) {
			list = append(list, code)
		}
	}
	return list
}

func TestModelWithoutFaults(t *testing.T) {
	for _, mode := range []deployfile.Mode{deployfile.ModeAny, deployfile.ModeCreate, deployfile.ModeUpdate} {
		for _, d := range []deployfile.Deployment{standardModel(), hybridModel()} {
			assert.Empty(t, given(d, deployfile.ValidateOptions{Mode: mode},
				deployfile.CodeNameMissing, deployfile.CodeNameSpace, deployfile.CodeRuntimeVersionMissing,
				deployfile.CodeRuntimeVersionFormat, deployfile.CodeRuntimeVersionSuffix, deployfile.CodeRuntimeVersionYanked,
				deployfile.CodeRuntimeVersionNotOffered, deployfile.CodeDagDeployRemote, deployfile.CodeSchedulerMissing,
				deployfile.CodeSchedulerRange, deployfile.CodeFieldIgnored, deployfile.CodeHibernationConflict,
				deployfile.CodeExecutorCase, deployfile.CodeAstroExecutorUnsupported, deployfile.CodeClusterNameMissing,
				deployfile.CodeWorkspaceNameMissing, deployfile.CodeDeploymentTypeMissing,
				deployfile.CodeDeploymentTypeImplied, deployfile.CodeDeploymentTypeAlias, deployfile.CodePlacementMissing,
				deployfile.CodeRegionUnknown))
		}
	}
}

func TestUnknownTypeIsSilent(t *testing.T) {
	for _, kind := range []deployfile.Kind{"SHARED", "<type>", " STANDARD"} {
		d := hybridModel()
		cfg := &d.Configuration
		cfg.DeploymentType = kind
		cfg.SchedulerAU, cfg.SchedulerCount, cfg.SchedulerSize = new(99), nil, ""
		cfg.CloudProvider, cfg.Region, cfg.ClusterName = deployfile.CloudAWS, "moon", ""
		cfg.DefaultTaskPodCPU = "0.25"
		assert.Empty(t, given(d, deployfile.ValidateOptions{Mode: deployfile.ModeCreate},
			deployfile.CodeSchedulerMissing, deployfile.CodeSchedulerRange, deployfile.CodeFieldIgnored,
			deployfile.CodeClusterNameMissing, deployfile.CodePlacementMissing, deployfile.CodeRegionUnknown,
			deployfile.CodeDeploymentTypeMissing, deployfile.CodeDeploymentTypeImplied), kind)
	}
}

func TestNameSpace(t *testing.T) {
	for text, bad := range map[string]bool{
		"etl": false, "a b": false, "": false, "été": false, "a\u200db": false,
		" etl": true, "etl\t": true, "etl\r\n": true, "\u3000etl": true, "a\u0085b": true, "a\x1bb": true, " ": true,
	} {
		d := hybridModel()
		d.Configuration.Name, d.Configuration.ClusterName, d.Configuration.WorkspaceName = text, text, text
		found := only(d.Validate(deployfile.ValidateOptions{}), deployfile.CodeNameSpace)
		want := []string{}
		if bad {
			want = []string{"deployment.configuration.cluster_name", "deployment.configuration.name", "deployment.configuration.workspace_name"}
		}
		assert.Equal(t, want, paths(found), "%q", text)
		for _, f := range found {
			assert.Contains(t, f.Message, diag.Quote(text))
			assert.NotEmpty(t, f.Hint)
		}
	}
}

func TestSchedulerMissingSaysWhatHappens(t *testing.T) {
	d := hybridModel()
	d.Configuration.SchedulerAU = nil
	for mode, want := range map[deployfile.Mode][]string{
		deployfile.ModeCreate:   {"info", "server uses 5"},
		deployfile.ModeUpdate:   {"warning", "live value is kept", "send 0"},
		deployfile.ModeAny:      {"info", "server uses 5", "live value is kept"},
		deployfile.ModeTemplate: nil,
	} {
		found := only(d.Validate(deployfile.ValidateOptions{Mode: mode}), deployfile.CodeSchedulerMissing)
		if want == nil {
			assert.Empty(t, found)
			continue
		}
		require.Len(t, found, 1)
		assert.Equal(t, want[0], string(found[0].Severity))
		for _, words := range want[1:] {
			assert.Contains(t, found[0].Message, words)
		}
	}
}

func TestSchedulerRange(t *testing.T) {
	for n := -1; n <= 30; n++ {
		d := hybridModel()
		d.Configuration.SchedulerAU, d.Configuration.SchedulerCount = new(n), new(n)
		want := []string{}
		if n < 5 || n > 24 {
			want = append(want, "deployment.configuration.scheduler_au")
		}
		if n < 1 || n > 4 {
			want = append(want, "deployment.configuration.scheduler_count")
		}
		assert.Equal(t, want, paths(only(d.Validate(deployfile.ValidateOptions{}), deployfile.CodeSchedulerRange)), n)
	}
}

func TestHibernationConflictNeedsAnEnabledSchedule(t *testing.T) {
	d := standardModel()
	d.Configuration.IsDevelopmentMode, d.Configuration.IsHighAvailability = new(true), new(true)
	conflicts := func() []diag.Code {
		return given(d, deployfile.ValidateOptions{}, deployfile.CodeHibernationConflict)
	}
	assert.Empty(t, conflicts())
	d.HibernationSchedules = []deployfile.HibernationSchedule{{}, {Enabled: new(false)}}
	assert.Empty(t, conflicts())
	d.HibernationSchedules = append(d.HibernationSchedules, deployfile.HibernationSchedule{Enabled: new(true)})
	assert.NotEmpty(t, conflicts())
	d.Configuration.DeploymentType = "?"
	assert.NotEmpty(t, conflicts(), "the type does not matter")
	d.Configuration.DeploymentType = deployfile.KindHybrid
	assert.Empty(t, conflicts(), "Hybrid has neither")
}

func TestExecutorCase(t *testing.T) {
	for _, right := range []string{"CELERY", "KUBERNETES", "ASTRO", "CeleryExecutor", "KubernetesExecutor", "AstroExecutor"} {
		for _, text := range []string{right, strings.ToLower(right), strings.ToUpper(right), right + "s"} {
			d := standardModel()
			d.Configuration.Executor = deployfile.Executor(text)
			found := only(d.Validate(deployfile.ValidateOptions{}), deployfile.CodeExecutorCase)
			assert.Equal(t, text != right && strings.EqualFold(text, right), len(found) == 1, text)
		}
	}
}
