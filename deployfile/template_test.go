package deployfile_test

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
)

// inspected reads the files that inspect writes, without --template, by name.
func inspected(t testing.TB) map[string]deployfile.Deployment {
	t.Helper()
	paths, err := filepath.Glob("testdata/inspect/*.yaml")
	require.NoError(t, err)
	all := map[string]deployfile.Deployment{}
	for _, path := range paths {
		if name := strings.TrimSuffix(filepath.Base(path), ".yaml"); !strings.HasSuffix(name, "-template") {
			all[name] = read(t, path)
		}
	}
	require.Len(t, all, 6)
	return all
}

func read(t testing.TB, path string) deployfile.Deployment {
	t.Helper()
	src, err := os.ReadFile(path)
	require.NoError(t, err)
	file, found := deployfile.Parse(path, src)
	require.Empty(t, found)
	return file.Deployment
}

// TestTemplateOfInspect compares templates with those of the official CLI: what differs is what it gets wrong.
func TestTemplateOfInspect(t *testing.T) {
	for name, d := range inspected(t) {
		t.Run(name, func(t *testing.T) {
			want := read(t, "testdata/inspect/"+name+"-template.yaml")
			for i := range want.EnvironmentVariables {
				want.EnvironmentVariables[i].UpdatedAt = ""
			}
			want.Configuration.Description = new("")
			for i := range want.WorkerQueues {
				want.WorkerQueues[i].PodCPU, want.WorkerQueues[i].PodRAM = "", ""
			}
			if want.Configuration.Executor == deployfile.ExecutorKubernetes {
				want.WorkerQueues = []deployfile.WorkerQueue{}
			}

			got := deployfile.Template(d)
			var secrets []string
			for _, v := range got.EnvironmentVariables {
				if v.IsSecret {
					secrets = append(secrets, v.Key)
				}
			}
			for _, v := range d.EnvironmentVariables {
				assert.Equal(t, v.IsSecret, slices.Contains(secrets, v.Key), "%s keeps its slot", v.Key)
			}
			got.EnvironmentVariables = slices.DeleteFunc(got.EnvironmentVariables, func(v deployfile.EnvironmentVariable) bool { return v.IsSecret })
			if len(got.EnvironmentVariables) == 0 {
				got.EnvironmentVariables = nil
			}
			assert.Equal(t, want, got)
		})
	}
}

func TestTemplate(t *testing.T) {
	d := deployfile.Deployment{
		EnvironmentVariables: []deployfile.EnvironmentVariable{
			{Key: "PLAIN", Value: new("a"), UpdatedAt: "2026-07-19T16:40:31Z"}, {Key: "EMPTY", Value: new("")}, {Key: "NONE"},
			{Key: "SECRET", Value: new("canary"), IsSecret: true}, {Key: "BLANK", Value: new(""), IsSecret: true},
		},
		Configuration: deployfile.Configuration{
			Name: "etl", Description: new("nightly"), WorkspaceName: "Data", Executor: "KubernetesExecutor", DeploymentType: "hybrid",
			ClusterName: "eu", RemoteExecution: &deployfile.RemoteExecution{AllowedIPAddressRanges: []string{"10.0.0.0/8"}},
		},
		WorkerQueues: []deployfile.WorkerQueue{{Name: "x", WorkerType: "t3.xlarge"}, {Name: "default", WorkerType: "m5.xlarge", PodCPU: "1"}},
		Metadata:     &deployfile.Metadata{DeploymentID: "cm5"},
		AlertEmails:  []string{},
	}
	before := marshal(t, d, deployfile.SyntaxJSON)
	got := deployfile.Template(d)
	assert.Equal(t, string(before), string(marshal(t, d, deployfile.SyntaxJSON)), "the input is not changed")
	assert.Equal(t, deployfile.Deployment{
		EnvironmentVariables: []deployfile.EnvironmentVariable{
			{Key: "PLAIN", Value: new("a")}, {Key: "EMPTY", Value: new("")}, {Key: "NONE"},
			{Key: "SECRET", IsSecret: true}, {Key: "BLANK", IsSecret: true},
		},
		Configuration: deployfile.Configuration{
			Description: new(""), WorkspaceName: "Data", Executor: "KubernetesExecutor", DeploymentType: "hybrid",
			ClusterName: "eu", RemoteExecution: &deployfile.RemoteExecution{AllowedIPAddressRanges: []string{"10.0.0.0/8"}},
			DefaultWorkerType: "m5.xlarge",
		},
		WorkerQueues: []deployfile.WorkerQueue{},
		AlertEmails:  []string{},
	}, got)

	got.EnvironmentVariables[0].Key, got.Configuration.RemoteExecution.AllowedIPAddressRanges[0] = "changed", "changed"
	assert.Equal(t, "PLAIN", d.EnvironmentVariables[0].Key)
	assert.Equal(t, "10.0.0.0/8", d.Configuration.RemoteExecution.AllowedIPAddressRanges[0])
}

func TestTemplateKeepsQueues(t *testing.T) {
	queues := []deployfile.WorkerQueue{{Name: "default", WorkerType: "A5", PodRAM: "1Gi"}}
	kept := []deployfile.WorkerQueue{{Name: "default", WorkerType: "A5"}}
	for name, c := range map[string]struct {
		configuration deployfile.Configuration
		want          []deployfile.WorkerQueue
	}{
		"Celery":                        {deployfile.Configuration{Executor: "CELERY", DeploymentType: "STANDARD"}, kept},
		"Kubernetes":                    {deployfile.Configuration{Executor: "kubernetes", DeploymentType: "STANDARD"}, []deployfile.WorkerQueue{}},
		"Kubernetes of an unknown type": {deployfile.Configuration{Executor: "KUBERNETES"}, kept},
		"an unknown executor":           {deployfile.Configuration{Executor: "LOCAL", DeploymentType: "STANDARD"}, kept},
	} {
		got := deployfile.Template(deployfile.Deployment{Configuration: c.configuration, WorkerQueues: queues})
		assert.Equal(t, c.want, got.WorkerQueues, name)
		assert.Empty(t, got.Configuration.DefaultWorkerType, name)
	}
	assert.Nil(t, deployfile.Template(deployfile.Deployment{Configuration: deployfile.Configuration{Executor: "KUBERNETES"}}).WorkerQueues)
}

func failed(found diag.List) bool { return found.Counts().Error > 0 }

// checkTemplate states what holds for the template of every Deployment.
func checkTemplate(t *testing.T, d deployfile.Deployment) {
	t.Helper()
	before := marshal(t, d, deployfile.SyntaxJSON)
	template := deployfile.Template(d)
	require.Equal(t, string(before), string(marshal(t, d, deployfile.SyntaxJSON)), "the input is not changed")
	require.Equal(t, template, deployfile.Template(template), "a template of a template")
	require.Len(t, template.EnvironmentVariables, len(d.EnvironmentVariables), "no variable is lost")
	for i, v := range template.EnvironmentVariables {
		require.Equal(t, d.EnvironmentVariables[i].Key, v.Key)
		require.False(t, v.IsSecret && v.Value != nil, "a template holds no secret value")
	}

	text := marshal(t, template, deployfile.SyntaxYAML)
	_, found := deployfile.Check("template.yaml", text, deployfile.ValidateOptions{Mode: deployfile.ModeTemplate})
	invalid := true
	for _, mode := range []deployfile.Mode{deployfile.ModeCreate, deployfile.ModeUpdate} {
		_, findings := deployfile.Check("d.yaml", marshal(t, d, deployfile.SyntaxYAML), deployfile.ValidateOptions{Mode: mode})
		invalid = invalid && failed(findings)
	}
	require.True(t, invalid || !failed(found), "the template of a valid file is valid:\n%s\n%v", text, found)
	for _, d := range found {
		require.NotEqual(t, deployfile.CodeTemplateMetadata, d.Code)
		require.NotEqual(t, deployfile.CodeTemplateSecretValue, d.Code)
	}
	if template.Configuration == (deployfile.Configuration{Description: template.Configuration.Description}) {
		return
	}
	for _, mode := range []deployfile.Mode{deployfile.ModeCreate, deployfile.ModeUpdate} {
		_, found := deployfile.Check("template.yaml", text, deployfile.ValidateOptions{Mode: mode})
		missing := ofCode(found, deployfile.CodeNameMissing)
		require.Len(t, missing, 1, "%s refuses it:\n%s\n%v", mode, text, found)
		require.Equal(t, "name is missing: the file looks like a template", missing[0].Message)
	}
}

func TestTemplateOfArchives(t *testing.T) {
	for _, d := range inspected(t) {
		checkTemplate(t, d)
	}
	seeds(t, func(name string, src []byte) {
		file, _ := deployfile.Parse("x"+name, src)
		if len(src) < 1<<16 {
			checkTemplate(t, file.Deployment)
		}
	})
}

// drawDeployment makes a Deployment out of what files have in them, valid more often than not.
func drawDeployment(r *rand.Rand) deployfile.Deployment {
	draw := func(from ...string) string { return from[r.IntN(len(from))] }
	maybe := func(b bool) *bool {
		if r.IntN(3) == 0 {
			return nil
		}
		return &b
	}
	d := deployfile.Deployment{Configuration: deployfile.Configuration{
		Name: draw("etl", "etl", "012", "a b"), RuntimeVersion: draw("3.1-2", "13.0.0", ""), WorkspaceName: draw("Data", "Data", ""),
		Executor:       deployfile.Executor(draw("CELERY", "KUBERNETES", "ASTRO", "CeleryExecutor")),
		DeploymentType: deployfile.Kind(draw("STANDARD", "DEDICATED", "HYBRID", "hybrid", "HOSTED_SHARED")),
		CloudProvider:  deployfile.CloudProvider(draw("AWS", "GCP")), Region: draw("us-east-1", "us-central1"),
		DagDeployEnabled: maybe(true), CICDEnforcement: maybe(false), IsDevelopmentMode: maybe(true),
	}}
	machine := draw("A5", "A20")
	switch c := &d.Configuration; c.DeploymentType {
	case "HYBRID", "hybrid":
		machine, c.ClusterName = draw("m5.xlarge", "t3.xlarge"), "shared"
		c.SchedulerAU, c.SchedulerCount, c.DefaultWorkerType = new(5+r.IntN(19)), new(1+r.IntN(4)), draw("", "m5.xlarge")
	default:
		c.SchedulerSize, c.ClusterName = deployfile.SchedulerSize(draw("SMALL", "LARGE")), draw("", "dedicated")
	}
	if r.IntN(3) > 0 {
		d.WorkerQueues = []deployfile.WorkerQueue{{Name: "default", WorkerType: machine, PodCPU: draw("", "1")}}
		for i := range r.IntN(3) {
			d.WorkerQueues = append(d.WorkerQueues, deployfile.WorkerQueue{
				Name: "q" + strconv.Itoa(i), WorkerType: machine, MinWorkerCount: new(r.IntN(2)), MaxWorkerCount: new(2 + r.IntN(8)),
			})
		}
	}
	for i := range r.IntN(4) {
		v := deployfile.EnvironmentVariable{Key: "V" + strconv.Itoa(i), IsSecret: r.IntN(2) == 0, UpdatedAt: draw("", "2026-07-19T16:40:31Z")}
		if r.IntN(3) > 0 {
			v.Value = new(draw("a", "yes", "", "x: y # z", "<fill in>"))
		}
		d.EnvironmentVariables = append(d.EnvironmentVariables, v)
	}
	if r.IntN(2) == 0 {
		d.Metadata = &deployfile.Metadata{DeploymentID: "cm5", Status: "HEALTHY"}
	}
	if r.IntN(2) == 0 {
		d.HibernationSchedules = []deployfile.HibernationSchedule{{HibernateAt: "0 18 * * *", WakeAt: "0 6 * * *", Enabled: maybe(true)}}
	}
	return d
}

func TestTemplateOfGenerated(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 6))
	valid := 0
	for range 1000 {
		d := drawDeployment(r)
		if !failed(d.Validate(deployfile.ValidateOptions{Mode: deployfile.ModeUpdate})) {
			valid++
		}
		checkTemplate(t, d)
	}
	assert.Greater(t, valid, 150, "enough of them are valid")
}

func FuzzTemplate(f *testing.F) {
	seeds(f, func(_ string, src []byte) { f.Add(src) })
	f.Fuzz(func(t *testing.T, src []byte) {
		file, found := deployfile.Parse("x.yaml", src)
		if !failed(found) {
			checkTemplate(t, file.Deployment)
		}
	})
}

func TestTemplateNamesTheNodesOfTaskPods(t *testing.T) {
	hybrid := deployfile.Configuration{Executor: "KUBERNETES", DeploymentType: "HYBRID"}
	for want, queues := range map[string][]deployfile.WorkerQueue{
		"m5.xlarge": {{Name: "only", WorkerType: "m5.xlarge"}},
		"":          {{Name: "one", WorkerType: "m5.xlarge"}, {Name: "two", WorkerType: "t3.xlarge"}}, // not to be guessed
	} {
		got := deployfile.Template(deployfile.Deployment{Configuration: hybrid, WorkerQueues: queues})
		assert.Equal(t, want, got.Configuration.DefaultWorkerType)
	}
}
