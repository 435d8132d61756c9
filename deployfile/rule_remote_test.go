package deployfile_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
)

// remoteModel returns a Dedicated model with remote execution.
func remoteModel(r deployfile.RemoteExecution) deployfile.Deployment {
	d := standardModel()
	d.Configuration.DeploymentType, d.Configuration.ClusterName = deployfile.KindDedicated, "prod-aws"
	d.Configuration.Executor, d.Configuration.RemoteExecution = deployfile.ExecutorAstro, &r
	return d
}

func TestRemoteExecutionUnsupported(t *testing.T) {
	tests := []struct {
		kind     deployfile.Kind
		executor deployfile.Executor
		message  string // "" when remote execution works or it cannot be told
	}{
		{deployfile.KindDedicated, "AstroExecutor", ""},
		{"hosted_dedicated", deployfile.ExecutorAstro, ""},
		{deployfile.KindDedicated, "", ""},
		{deployfile.KindDedicated, "LOCAL", ""},
		{"", deployfile.ExecutorAstro, ""},
		{"SHARED", deployfile.ExecutorAstro, ""},
		{"hosted_standard", deployfile.ExecutorAstro, "remote_execution is enabled with deployment_type STANDARD, and needs deployment_type DEDICATED"},
		{deployfile.KindDedicated, "CeleryExecutor", "remote_execution is enabled with executor CELERY, and needs executor ASTRO"},
		{"SHARED", "celery", "remote_execution is enabled with executor CELERY, and needs executor ASTRO"},
		{deployfile.KindHybrid, "celery", "remote_execution is enabled with deployment_type HYBRID and executor CELERY, and needs deployment_type DEDICATED and executor ASTRO"},
	}
	for _, test := range tests {
		d := remoteModel(deployfile.RemoteExecution{Enabled: new(true)})
		d.Configuration.DeploymentType, d.Configuration.Executor = test.kind, test.executor
		found := only(d.Validate(deployfile.ValidateOptions{}), deployfile.CodeRemoteExecutionUnsupported)
		if test.message == "" {
			assert.Empty(t, found, "%s %s", test.kind, test.executor)
			continue
		}
		require.Len(t, found, 1, "%s %s", test.kind, test.executor)
		assert.Equal(t, test.message, found[0].Message)
	}
}

func TestRemoteExecutionDisabled(t *testing.T) {
	live := remoteModel(deployfile.RemoteExecution{Enabled: new(true)})
	bucket := new("s3://example-logs")
	tests := []struct {
		block deployfile.RemoteExecution
		o     deployfile.ValidateOptions
		want  bool
	}{
		{deployfile.RemoteExecution{}, deployfile.ValidateOptions{}, false},
		{deployfile.RemoteExecution{TaskLogBucket: new("")}, deployfile.ValidateOptions{}, false},
		{deployfile.RemoteExecution{AllowedIPAddressRanges: []string{}}, deployfile.ValidateOptions{}, false},
		{deployfile.RemoteExecution{Enabled: new(true), TaskLogBucket: bucket}, deployfile.ValidateOptions{}, false},
		{deployfile.RemoteExecution{TaskLogBucket: bucket}, deployfile.ValidateOptions{}, true},
		{deployfile.RemoteExecution{TaskLogURLPattern: bucket}, deployfile.ValidateOptions{}, true},
		{deployfile.RemoteExecution{AllowedIPAddressRanges: []string{"10.0.0.0/8"}}, deployfile.ValidateOptions{}, true},
		{deployfile.RemoteExecution{Enabled: new(false), TaskLogBucket: bucket}, deployfile.ValidateOptions{}, true},
		{deployfile.RemoteExecution{TaskLogBucket: bucket}, deployfile.ValidateOptions{Mode: deployfile.ModeUpdate}, true},
		{deployfile.RemoteExecution{TaskLogBucket: bucket}, deployfile.ValidateOptions{Mode: deployfile.ModeUpdate, Live: &live}, false},
		{deployfile.RemoteExecution{TaskLogBucket: bucket}, deployfile.ValidateOptions{Mode: deployfile.ModeCreate, Live: &live}, true},
		{deployfile.RemoteExecution{Enabled: new(false), TaskLogBucket: bucket}, deployfile.ValidateOptions{Mode: deployfile.ModeUpdate, Live: &live}, true},
	}
	for i, test := range tests {
		d := remoteModel(test.block)
		found := only(d.Validate(test.o), deployfile.CodeRemoteExecutionDisabled)
		assert.Equal(t, test.want, len(found) == 1, "row %d: %v", i, found)
	}
}

// TestRemoteExecutionFix: the fix is offered only where remote execution would work and break nothing else.
func TestRemoteExecutionFix(t *testing.T) {
	const src = `deployment:
    configuration:
        executor: ASTRO
        deployment_type: DEDICATED
        cluster_name: prod
%s        remote_execution:
            task_log_bucket: s3://example-logs
%s`
	for extra, offered := range map[[2]string]bool{
		{"", ""}: true,
		{"        dag_deploy_enabled: false\n", ""}:                                      true,
		{"        dag_deploy_enabled: true\n", ""}:                                       false,
		{"        resource_quota_cpu: \"10\"\n", ""}:                                     false,
		{"", "    worker_queues:\n        - name: default\n          worker_type: A5\n"}: false,
	} {
		_, found := deployfile.Check("a.yaml", fmt.Appendf(nil, src, extra[0], extra[1]), deployfile.ValidateOptions{})
		found = only(found, deployfile.CodeRemoteExecutionDisabled)
		require.Len(t, found, 1)
		assert.Equal(t, offered, found[0].Fix != nil, extra)
	}
}

func TestTaskLogBucketHidesCredentials(t *testing.T) {
	for _, bucket := range []string{"ftp://logs:hunter2@host/logs", "logs:hunter2@host", "host/logs?sig=hunter2", "logs&key=hunter2"} {
		d := remoteModel(deployfile.RemoteExecution{Enabled: new(true), TaskLogBucket: &bucket})
		found := only(d.Validate(deployfile.ValidateOptions{}), deployfile.CodeTaskLogBucketScheme)
		require.Len(t, found, 1, bucket)
		assert.NotContains(t, found[0].Message+found[0].Hint, "hunter2")
	}
	d := remoteModel(deployfile.RemoteExecution{Enabled: new(true), TaskLogBucket: new("example-logs/airflow")})
	found := only(d.Validate(deployfile.ValidateOptions{}), deployfile.CodeTaskLogBucketScheme)
	require.Len(t, found, 1)
	assert.Contains(t, found[0].Message, `"example-logs/airflow"`)
}

func TestIPRanges(t *testing.T) {
	const format, bits, open = deployfile.CodeIPRangeFormat, deployfile.CodeIPRangeHostBits, deployfile.CodeIPRangeOpen
	for text, want := range map[string]diag.Code{
		"10.0.0.0/8": "", "2001:db8::/32": "", "10.1.2.3/32": "",
		"10.1.2.3": format, "::1": format, "": format, "10.0.0.0/": format, "10.0.0.0/33": format, "10.0.0/8": format,
		"010.0.0.0/8": format, " 10.0.0.0/8": format, "10.0.0.0/08": format, "example.com": format,
		"10.1.2.3/8": bits, "2001:db8::1/32": bits,
		"0.0.0.0/0": open, "::/0": open, "10.0.0.0/0": open,
	} {
		d := remoteModel(deployfile.RemoteExecution{Enabled: new(true), AllowedIPAddressRanges: []string{text}})
		codes := codesOf(d.Validate(deployfile.ValidateOptions{}), format, bits, open)
		if want == "" {
			assert.Empty(t, codes, text)
			continue
		}
		assert.Equal(t, []diag.Code{want}, codes, text)
	}
}

// TestManyEntries bounds what lists of a hostile file cost: findings are counted, not kept.
func TestManyEntries(t *testing.T) {
	d := remoteModel(deployfile.RemoteExecution{
		Enabled: new(true), AllowedIPAddressRanges: strings.Split(strings.Repeat("x,", 50_000), ","),
	})
	d.AlertEmails = strings.Split(strings.Repeat("A <a@b.co>,", 50_000), ",")
	assert.Len(t, d.Validate(deployfile.ValidateOptions{}), diag.MaxFindings+1)
}
