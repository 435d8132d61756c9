package validate_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/sample"
	"github.com/astrofile/astrofile/schema/validate"
)

const good = `deployment:
  configuration:
    name: etl
    executor: CELERY
    deployment_type: STANDARD
  worker_queues:
    - name: default
      worker_type: A5
`

func check(t *testing.T, mode deployfile.Mode, name, src string) diag.List {
	t.Helper()
	file, _ := deployfile.Parse(name, []byte(src))
	found, err := validate.File(mode, file)
	require.NoError(t, err)
	return found
}

// places writes findings as code and place, and the text that they cover.
func places(src string, found diag.List) []string {
	var all []string
	for _, d := range found {
		covered := ""
		if d.Range != nil {
			covered = src[d.Range.Start.Offset:d.Range.End.Offset]
		}
		all = append(all, fmt.Sprintf("%s %s %q", d.Code, d.Path, covered))
	}
	return all
}

// TestFindings changes one line of a good file.
func TestFindings(t *testing.T) {
	require.Empty(t, check(t, deployfile.ModeCreate, "good.yaml", good))
	for _, c := range []struct {
		from, to string
		want     string
	}{
		{"name: etl", "nmae: etl", `unknown-field deployment.configuration.nmae "nmae"`},
		{"name: etl", "Name: etl", `field-case deployment.configuration.Name "Name"`},
		{"name: etl", "name:", `name-missing deployment.configuration.name "name"`},
		{"name: etl", `name: ""`, `name-missing deployment.configuration.name "\"\""`},
		{"name: etl", "name: <name>", `placeholder deployment.configuration.name "<name>"`},
		{"name: etl", "name: " + strings.Repeat("x", 501), `text-too-long deployment.configuration.name "` + strings.Repeat("x", 501) + `"`},
		{"    executor: CELERY\n", "", `field-required deployment.configuration.executor "configuration"`},
		{"executor: CELERY", "executor: CELRY", `unknown-value deployment.configuration.executor "CELRY"`},
		{"executor: CELERY", "executor: [CELERY, ASTRO]", `wrong-type deployment.configuration.executor "executor"`},
		{"executor: CELERY", "executor: KUBERNETES", `queues-with-kubernetes deployment.worker_queues "worker_queues"`},
		{"STANDARD", "DEDICATED", `cluster-name-missing deployment.configuration.cluster_name "configuration"`},
		{"STANDARD", `STANDARD` + "\n    scheduler_count: \"1\"", `quoted-scalar deployment.configuration.scheduler_count "\"1\""`},
		{"STANDARD", `STANDARD` + "\n    is_high_availability: \"true\"", `quoted-scalar deployment.configuration.is_high_availability "\"true\""`},
		{"STANDARD", `STANDARD` + "\n    is_high_availability: 5", `wrong-type deployment.configuration.is_high_availability "5"`},
		{"STANDARD", `STANDARD` + "\n    runtime_version: 3.1", `runtime-version-format deployment.configuration.runtime_version "3.1"`},
		{"STANDARD", `STANDARD` + "\n    hibernation_schedules: []", `misplaced-field deployment.configuration.hibernation_schedules "hibernation_schedules"`},
		{"name: default", "name: heavy", `queue-default-missing deployment.worker_queues "worker_queues"`},
		{"worker_type: A5", "worker_type: A7", `unknown-value deployment.worker_queues[0].worker_type "A7"`},
		{"worker_type: A5", "worker_type: A5\n      worker_concurrency: 16", `worker-concurrency-ceiling deployment.worker_queues[0].worker_concurrency "16"`},
		{"worker_type: A5", "worker_type: A5\n      min_worker_count: -2", `worker-count-range deployment.worker_queues[0].min_worker_count "-2"`},
		{"worker_type: A5", "worker_type: A5\n      is_default: false", `legacy-default-flag deployment.worker_queues[0].is_default "is_default"`},
		{"worker_queues:\n", "worker_queues:\n    -\n", `wrong-type deployment.worker_queues[0] ""`},
		{"deployment:\n", "deployment:\n  environment_variables:\n    - key: A B\n      value: x\n", `env-key-illegal deployment.environment_variables[0].key "A B"`},
		{"deployment:\n", "deployment:\n  environment_variables:\n    - key: A\n", `env-value-missing deployment.environment_variables[0].value "key"`},
		{"deployment:\n", "deployment:\n  environment_variables:\n    - {key: A, is_secret: true}\n", `secret-value-missing deployment.environment_variables[0].value "key"`},
		{"deployment:\n", "deployment:\n  alert_emails: a@example.com\n", `wrong-type deployment.alert_emails "a@example.com"`},
		{"deployment:\n", "deployment:\n  alert_emails: [a]\n", `email-format deployment.alert_emails[0] "a"`},
		{"deployment:\n", "deployment:\n  hibernation_schedules: [{hibernate_at: 0 18 * *, wake_at: 0 6 * * *}]\n", `cron-format deployment.hibernation_schedules[0].hibernate_at "0 18 * *"`},
		{"deployment:\n", "deployments:\n", `unknown-field deployments "deployments"`},
		{"deployment:\n", "? [a]\n: b\ndeployment:\n", `wrong-type  "[a]"`},
	} {
		t.Run(c.to, func(t *testing.T) {
			require.Contains(t, good, c.from)
			src := strings.Replace(good, c.from, c.to, 1)
			assert.Equal(t, []string{c.want}, places(src, check(t, deployfile.ModeCreate, "prod.yaml", src)))
		})
	}
}

func TestFindingIsComplete(t *testing.T) {
	src := strings.Replace(good, "executor:", "executer:", 1)
	found := check(t, deployfile.ModeUpdate, "prod.yaml", src)
	require.Len(t, found, 1)
	assert.Equal(t, `prod.yaml:4:5: error: unknown field "executer" [unknown-field]`, found[0].String())
	assert.Equal(t, `did you mean "executor"?`, found[0].Hint)
	assert.True(t, strings.HasSuffix(found[0].URL, "CHECKS.md#unknown-field"))
	assert.Equal(t, 13, found[0].Range.End.Column)
}

func TestNoFile(t *testing.T) {
	found, err := validate.File(deployfile.ModeAny, nil)
	require.EqualError(t, err, "there is no file to validate")
	assert.Nil(t, found)
}

// TestUnreadableText reports why a text cannot be read, and nothing that may only follow from that.
func TestUnreadableText(t *testing.T) {
	for _, c := range []struct{ name, src, want string }{
		{"a.yaml", "", "file-empty"},
		{"a.yaml", "deployment: [", "yaml-syntax"},
		{"a.yaml", "deployment:\n\tname: x\n", "tab-indentation"},
		{"a.yaml", "a: &a [*a]\n", "input-limit"},
		{"a.yaml", good + "---\n" + good, "multiple-documents"},
		{"a.json", `{"deployment":{},}`, "json-syntax"},
		{"a.yaml", "a: \x00", "encoding-invalid"},
	} {
		found := check(t, deployfile.ModeAny, c.name, c.src)
		require.NotEmpty(t, found, c.src)
		for _, d := range found {
			assert.EqualValues(t, c.want, d.Code, c.src)
		}
	}
	found, err := validate.File(deployfile.ModeAny, &deployfile.File{})
	require.NoError(t, err)
	assert.Equal(t, deployfile.CodeFileEmpty, found[0].Code, "nobody parsed it")
}

// TestReadings lists texts that the schema accepts because a reader takes them for the same value.
func TestReadings(t *testing.T) {
	for _, src := range []string{
		strings.Replace(good, "STANDARD", "STANDARD\n    scheduler_count: 0x1", 1),
		strings.Replace(good, "STANDARD", "STANDARD\n    is_high_availability: yes", 1),
		strings.Replace(good, "STANDARD", "STANDARD\n    default_task_pod_memory: 1e9", 1),
		strings.Replace(good, "name: etl", "name: 12.10", 1),
		strings.Replace(good, "name: etl", "name: !!str 5", 1),
		strings.Replace(good, "name: etl", "name: etl\n    name: etl", 1),
		"x-base: &base {executor: CELERY, deployment_type: STANDARD}\n" + strings.NewReplacer("executor: CELERY", "<<: *base", "    deployment_type: STANDARD\n", "").Replace(good),
		`{"deployment":{"configuration":{"name":"etl","executor":"CELERY","deployment_type":"STANDARD"}}}`,
		"\ufeff" + good, strings.ReplaceAll(good, "\n", "\r\n"),
	} {
		assert.Empty(t, check(t, deployfile.ModeCreate, "good", src), src)
	}
	brackets := strings.Replace(good, "name: etl", "name: {{ name }}", 1)
	assert.Empty(t, check(t, deployfile.ModeTemplate, "template.yaml", brackets))
	assert.Equal(t, []string{`placeholder deployment.configuration.name "name"`}, places(brackets, check(t, deployfile.ModeCreate, "create.yaml", brackets)))
}

func TestSecretsStayHidden(t *testing.T) {
	const canary = "hunter2-canary"
	for _, src := range []string{
		"deployment:\n  environment_variables:\n    - {key: A, value: {hunter2-canary: x}, is_secret: true}\n",
		"deployment:\n  environment_variables:\n    - {key: A, value: [hunter2-canary], is_secret: hunter2-canary}\n",
		"deployment:\n  environment_variables:\n    - {key: A, hunter2-canary: , is_secret: true}\n",
		"deployment:\n  environment_variables:\n    - {A: hunter2-canary}\n",
		"deployment:\n  environment_variables:\n    - A=hunter2-canary\n    - A=hunter2-canary: x\n",
		"deployment:\n  environment_variables:\n    - {key: A=hunter2-canary, value: x}\n",
		"deployment:\n  environment_variables: {A: hunter2-canary}\n",
		"deployment:\n  environment_variables: hunter2-canary\n",
		"deployment:\n  environment_variables:\n    - {key: A, value: &v hunter2-canary, is_secret: true}\n  configuration: {executor: *v, name: {*v : 1}, *v : 2}\n  worker_queues:\n    - {name: *v, worker_type: {}}\n",
		"deployment:\n  environment_variables:\n    - {key: A, value: hunter2-canary, is_secret: true}\n  configuration: {executor: pre-hunter2-canary-post}\n  hunter2-canary: 1\n  alert_emails: [hunter2-canary]\n",
	} {
		for _, mode := range modes {
			for _, d := range check(t, mode, "secrets.yaml", src) {
				assert.NotContains(t, d.String()+d.Hint, canary, src)
			}
			value, ok := validate.ValueOf("secrets.yaml", []byte(src))
			require.True(t, ok, src)
			found, err := validate.Value(mode, value)
			require.NoError(t, err)
			for _, d := range found {
				assert.NotContains(t, d.String()+d.Hint, canary, src)
			}
		}
	}
}

// TestManyMistakes has more of each kind than anybody reads, in one mapping and in one list.
func TestManyMistakes(t *testing.T) {
	var keys, entries, odd strings.Builder
	for i := range 5_000 {
		fmt.Fprintf(&keys, "    unknwon_%d: 1\n", i)
		entries.WriteString("    - {}\n")
		fmt.Fprintf(&odd, "    ? [%d]\n    : 1\n", i)
	}
	for name, src := range map[string]string{
		"keys":    strings.Replace(good, "    name: etl\n", "    name: etl\n"+keys.String(), 1),
		"entries": strings.Replace(good, "worker_queues:\n", "worker_queues:\n"+entries.String(), 1),
		"odd":     strings.Replace(good, "    name: etl\n", "    name: etl\n"+odd.String(), 1),
	} {
		t.Run(name, func(t *testing.T) {
			found := check(t, deployfile.ModeCreate, "many.yaml", src)
			require.Len(t, found, diag.MaxFindings+1)
			last := found[diag.MaxFindings]
			assert.Equal(t, diag.CodeFindingsCapped, last.Code)
			assert.GreaterOrEqual(t, last.More.Error, 5_000-diag.MaxFindings)
		})
	}
}

func TestSampleFiles(t *testing.T) {
	for _, src := range [][]byte{sample.Small(), sample.Large()} {
		assert.Empty(t, check(t, deployfile.ModeUpdate, "sample.yaml", string(src)))
		assert.Empty(t, check(t, deployfile.ModeAny, "sample.yaml", string(src)))
	}
}
