package deployfile_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
)

const placeholderTemplate = `deployment:
    environment_variables:
        - is_secret: <yes or no>
          key: DB_URL
          value: <url>
        - is_secret: true
          key: API_KEY
          value: canary
    configuration:
        name: [NAME]
        description: ""
        runtime_version: [RUNTIME VERSION]
        scheduler_size: SMALL
        is_high_availability: <HA>
        executor: CELERY
        workspace_name: <workspace>
        deployment_type: STANDARD
        cloud_provider: AWS
        region: us-east-1
    worker_queues:
        - name: default
          worker_type: A5
          max_worker_count: ${WORKERS}
          worker_concurrency: <n>
    metadata:
        deployment_id: <id>
`

// placesOf lists the findings of a code as "line:column path".
func placesOf(found diag.List, code diag.Code) []string {
	list := []string{}
	for _, d := range ofCode(found, code) {
		list = append(list, fmt.Sprintf("%d:%d %s", d.Range.Start.Line, d.Range.Start.Column, d.Path))
	}
	return list
}

func TestFileInstantiate(t *testing.T) {
	file, _ := deployfile.Parse("template.yaml", []byte(placeholderTemplate))

	_, found := deployfile.Instantiate(file.Deployment, deployfile.InstantiateOptions{Name: "etl"})
	assert.NotContains(t, paths(ofCode(found, deployfile.CodePlaceholder)), "deployment.configuration.is_high_availability", "the model cannot hold it")

	_, found = file.Instantiate(deployfile.InstantiateOptions{})
	assert.Equal(t, []string{
		"3:22 deployment.environment_variables[0].is_secret",
		"10:15 deployment.configuration.name",
		"12:26 deployment.configuration.runtime_version",
		"14:31 deployment.configuration.is_high_availability",
		"16:25 deployment.configuration.workspace_name",
		"23:29 deployment.worker_queues[0].max_worker_count",
		"24:31 deployment.worker_queues[0].worker_concurrency",
	}, placesOf(found, deployfile.CodePlaceholder))
	assert.Equal(t, []string{"5:18 deployment.environment_variables[0].value"}, placesOf(found, deployfile.CodeValuePlaceholder))
	assert.Equal(t, []string{"8:18 deployment.environment_variables[1].value"}, placesOf(found, deployfile.CodeSecretInPlainText))
	assert.Empty(t, ofCode(found, deployfile.CodeNameMissing), "a placeholder gets no second finding")
	for _, d := range found {
		assert.Equal(t, "template.yaml", d.File)
		assert.NotNil(t, d.Range, d)
	}
	assert.NotContains(t, fmt.Sprintf("%v %+v", found, found), "canary")

	d, found := file.Instantiate(deployfile.InstantiateOptions{
		Name: "etl",
		Set: []deployfile.Override{
			{Path: "deployment.environment_variables[key=DB_URL].is_secret", Value: "false"},
			{Path: "deployment.environment_variables[key=API_KEY].value", Value: "another"},
			{Path: "deployment.configuration.runtime_version", Value: "3.1-2"},
			{Path: "deployment.configuration.is_high_availability", Value: "true"},
			{Path: "deployment.configuration.workspace_name", Value: "Data"},
			{Path: "deployment.worker_queues[name=default].max_worker_count", Value: "7"},
			{Path: "deployment.worker_queues[name=default].worker_concurrency", Value: "many"},
		},
		Values: valuesOf("DB_URL"),
	})
	assert.Equal(t, []string{"wrong-type deployment.worker_queues[name=default].worker_concurrency"}, errorsOf(found), "a value that was to be replaced gets no second finding")
	assert.Empty(t, ofCode(found, deployfile.CodeSecretInPlainText), "an override stands in no file")
	assert.True(t, *d.Configuration.IsHighAvailability)
	assert.Equal(t, 7, *d.WorkerQueues[0].MaxWorkerCount)
	assert.Nil(t, d.Metadata)
}

func TestFileInstantiateNeedsNoText(t *testing.T) {
	file := deployfile.File{Deployment: blank()}
	got, found := file.Instantiate(deployfile.InstantiateOptions{Name: "etl"})
	want, wanted := deployfile.Instantiate(blank(), deployfile.InstantiateOptions{Name: "etl"})
	assert.Equal(t, want, got)
	assert.Equal(t, wanted, found)
	require.NotEmpty(t, found)
}

// TestInstantiateKeepsWhatTheTemplateGivesAway tells secrets of the template from those that came from elsewhere.
func TestInstantiateKeepsWhatTheTemplateGivesAway(t *testing.T) {
	d := deployfile.Deployment{EnvironmentVariables: []deployfile.EnvironmentVariable{
		{Key: "IN_TEMPLATE", IsSecret: true, Value: new("canary")},
		{Key: "OVERRIDDEN", IsSecret: true, Value: new("canary")},
		{Key: "LOOKED_UP", IsSecret: true},
	}}
	_, found := deployfile.Instantiate(d, deployfile.InstantiateOptions{
		Set:    []deployfile.Override{{Path: "deployment.environment_variables[key=OVERRIDDEN].value", Value: "another"}},
		Values: valuesOf("LOOKED_UP"),
	})
	assert.Equal(t, []string{"deployment.environment_variables[0].value"}, paths(ofCode(found, deployfile.CodeSecretInPlainText)))
}
