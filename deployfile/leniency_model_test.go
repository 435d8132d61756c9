package deployfile_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
)

// TestSpellings writes every value of a closed set in several ways, in a file and in a model built in Go: both are
// judged alike, and written in the spelling of inspect.
func TestSpellings(t *testing.T) {
	const (
		none  = diag.Code("")
		cased = deployfile.CodeEnumCase
		alias = deployfile.CodeDeploymentTypeAlias
		exec  = deployfile.CodeExecutorCase
		wrong = deployfile.CodeUnknownValue
	)
	tests := []struct {
		key, written, canonical string
		code                    diag.Code
	}{
		{"executor", "CELERY", "CELERY", none},
		{"executor", "CeleryExecutor", "CELERY", none},
		{"executor", "celery", "CELERY", exec},
		{"executor", "Celery", "CELERY", exec},
		{"executor", "celeryexecutor", "CELERY", exec},
		{"executor", "CELERYEXECUTOR", "CELERY", exec},
		{"executor", "celery_executor", "celery_executor", wrong},
		{"executor", "ASTRO", "ASTRO", none},
		{"executor", "AstroExecutor", "ASTRO", none},
		{"executor", "astro", "ASTRO", exec},
		{"executor", "ASTROEXECUTOR", "ASTRO", exec},
		{"executor", "LocalExecutor", "LocalExecutor", wrong},
		{"deployment_type", "STANDARD", "STANDARD", none},
		{"deployment_type", "standard", "STANDARD", cased},
		{"deployment_type", "Standard", "STANDARD", cased},
		{"deployment_type", "HOSTED_SHARED", "STANDARD", alias},
		{"deployment_type", "hosted_shared", "STANDARD", alias},
		{"deployment_type", "HOSTED_STANDARD", "STANDARD", alias},
		{"deployment_type", "Hosted_Standard", "STANDARD", alias},
		{"deployment_type", "HOSTED", "HOSTED", wrong},
		{"deployment_type", "SHARED", "SHARED", wrong},
		{"scheduler_size", "SMALL", "SMALL", none},
		{"scheduler_size", "small", "SMALL", cased},
		{"scheduler_size", "Small", "SMALL", cased},
		{"scheduler_size", "XL", "XL", wrong},
		{"scheduler_size", "EXTRALARGE", "EXTRALARGE", wrong},
		{"scheduler_size", "extra-large", "extra-large", wrong},
		{"cloud_provider", "AWS", "AWS", none},
		{"cloud_provider", "aws", "AWS", cased},
		{"cloud_provider", "Aws", "AWS", cased},
		{"cloud_provider", "amazon", "amazon", wrong},
		{"worker_type", "A5", "A5", none},
		{"worker_type", "a5", "a5", cased},
		{"worker_type", "A6", "A6", wrong},
		{"worker_type", "m5.xlarge", "m5.xlarge", wrong},
	}
	for _, test := range tests {
		t.Run(test.key+" "+test.written, func(t *testing.T) {
			text := set(test.key, test.written)(standardFile)
			base, _ := deployfile.Parse("x.yaml", []byte(standardFile))
			model := base.Deployment
			switch c := &model.Configuration; test.key {
			case "executor":
				c.Executor = deployfile.Executor(test.written)
			case "deployment_type":
				c.DeploymentType = deployfile.Kind(test.written)
			case "scheduler_size":
				c.SchedulerSize = deployfile.SchedulerSize(test.written)
			case "cloud_provider":
				c.CloudProvider = deployfile.CloudProvider(test.written)
			default:
				model.WorkerQueues[0].WorkerType = test.written
			}
			for _, mode := range modes {
				o := deployfile.ValidateOptions{Mode: mode}
				file, found := deployfile.Check("x.yaml", []byte(text), o)
				assert.Equal(t, file.Deployment, model)
				assert.Equal(t, essence(found), essence(model.Validate(o)), "mode %v", mode)
				if test.code == none {
					assert.Empty(t, found)
					continue
				}
				require.Len(t, found, 1)
				assert.Equal(t, test.code, found[0].Code)
			}

			written, err := deployfile.Marshal(model, deployfile.SyntaxYAML)
			require.NoError(t, err)
			want := test.canonical
			if test.key == "worker_type" && test.code == cased {
				want = strings.ToUpper(want) // on a hosted Deployment
			}
			assert.Contains(t, string(written), test.key+": "+want+"\n")
		})
	}
}

// TestSpellingsOfOtherTypes has the spellings that the file above has no place for.
func TestSpellingsOfOtherTypes(t *testing.T) {
	const alias, cased, exec = deployfile.CodeDeploymentTypeAlias, deployfile.CodeEnumCase, deployfile.CodeExecutorCase
	for _, test := range []struct {
		base, key, written string
		want               []diag.Code
	}{
		{dedicatedFile, "deployment_type", "HOSTED_DEDICATED", []diag.Code{alias}},
		{dedicatedFile, "deployment_type", "hosted_Dedicated", []diag.Code{alias}},
		{dedicatedFile, "deployment_type", "dedicated", []diag.Code{cased}},
		{hybridFile, "deployment_type", "hybrid", []diag.Code{cased}},
		{podsFile, "executor", "KubernetesExecutor", nil},
		{podsFile, "executor", "kubernetes", []diag.Code{exec}},
		{podsFile, "executor", "KUBERNETESEXECUTOR", []diag.Code{exec}},
		{sleeplessFile, "scheduler_size", "extra_large", []diag.Code{cased}},
		{sleeplessFile, "scheduler_size", "Medium", []diag.Code{cased}},
		{sleeplessFile, "scheduler_size", "LARGE", nil},
		{set("region", "us-central1")(standardFile), "cloud_provider", "gcp", []diag.Code{cased}},
		{set("region", "us-central1")(standardFile), "cloud_provider", "GCP", nil},
		{set("region", "eastus2")(standardFile), "cloud_provider", "AZURE", nil},
		{set("region", "eastus2")(standardFile), "cloud_provider", "azure", []diag.Code{cased}},
		{standardFile, "worker_type", "a160", []diag.Code{cased}},
		{standardFile, "worker_type", "A120", nil},
		{hybridFile, "worker_type", "E2-STANDARD-4", nil}, // any text: node types are the cluster's
		{hybridFile, "worker_type", "e2-standard-4", nil},
	} {
		text := set(test.key, test.written)(test.base)
		require.NotContains(t, text, impossible)
		for _, mode := range modes {
			o := deployfile.ValidateOptions{Mode: mode}
			file, found := deployfile.Check("x.yaml", []byte(text), o)
			var codes []diag.Code
			for _, d := range found {
				codes = append(codes, d.Code)
			}
			assert.Equal(t, test.want, codes, "%s: %s", test.key, test.written)
			assert.Equal(t, essence(found), essence(file.Deployment.Validate(o)), "%s: %s", test.key, test.written)
		}
	}
}
