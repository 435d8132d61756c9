package deployfile_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/astrofile/astrofile/deployfile"
)

// TestLooksLikeTemplate holds the purpose that a Deployment is taken for when nobody says it: name-missing concerns all
// but templates, template-metadata nothing else.
func TestLooksLikeTemplate(t *testing.T) {
	const rest = "\n    executor: KUBERNETES\n    deployment_type: STANDARD\n"
	file := func(name, metadata string) string {
		return "deployment:\n  configuration:\n    " + name + rest + "  metadata:" + metadata + "\n"
	}
	for _, tt := range []struct {
		title, src string
		template   bool
	}{
		{"empty name", file(`name: ""`, " {}"), true},
		{"null name", file("name:", " {}"), true},
		{"no name", file("# name", " {}"), true},
		{"placeholder", file("name: <name>", " {}"), true},
		{"unquoted placeholder", file("name: [NAME]", " {}"), true},
		{"placeholder inside", file(`name: "etl-${ENV}"`, " {}"), true},
		{"merged empty name", "x-base: &b {name: ''}\n" + file("<<: *b", " {}"), true},
		{"metadata of nulls", file("name:", "\n    deployment_id:\n    status: ''\n    hibernation_override: {is_hibernating: null}"), true},
		{"name", file("name: etl", " {}"), false},
		{"blank name", file("name: ' '", " {}"), false},
		{"name of a wrong kind", file("name: [a, b]", " {}"), false},
		{"misspelt name", file("nmae: etl", " {}"), false},
		{"filled metadata", file("name:", "\n    deployment_id: abc"), false},
		{"filled override", file("name:", "\n    hibernation_override: {is_hibernating: false}"), false},
		{"nothing", "deployment:\n  configuration: {}\n  metadata: {}\n", false},
		{"name in an unreadable part", "deployment:\n  configuration:\n    executor: KUBERNETES\n  metadata: {}\n metadata: [\n", false},
	} {
		t.Run(tt.title, func(t *testing.T) {
			_, found := deployfile.Check("a.yaml", []byte(tt.src), deployfile.ValidateOptions{})
			assert.Equal(t, tt.template, has(found, deployfile.CodeTemplateMetadata), "%s", render(found))
			_, found = deployfile.Check("a.yaml", []byte(tt.src), deployfile.ValidateOptions{Mode: deployfile.ModeUpdate})
			assert.False(t, has(found, deployfile.CodeTemplateMetadata), "a purpose that is given counts")
		})
	}
}

func TestModelThatLooksLikeTemplate(t *testing.T) {
	d := standardModel()
	d.Metadata = &deployfile.Metadata{HibernationOverride: &deployfile.HibernationOverride{}}
	any := deployfile.ValidateOptions{}
	assert.False(t, has(d.Validate(any), deployfile.CodeTemplateMetadata))

	d.Configuration.Name = ""
	assert.True(t, has(d.Validate(any), deployfile.CodeTemplateMetadata))
	assert.False(t, has(d.Validate(any), deployfile.CodeNameMissing))
	assert.True(t, has(d.Validate(deployfile.ValidateOptions{Mode: deployfile.ModeCreate}), deployfile.CodeNameMissing))

	d.Metadata.HibernationOverride.OverrideUntil = "2026-03-01T09:30:00Z"
	assert.True(t, has(d.Validate(any), deployfile.CodeNameMissing), "metadata is filled")

	d = deployfile.Deployment{Metadata: &deployfile.Metadata{}}
	assert.False(t, has(d.Validate(any), deployfile.CodeTemplateMetadata), "no configuration, no shape")
}

func TestSecretsOfTemplates(t *testing.T) {
	const value = "correct-horse-battery"
	d := standardModel()
	d.EnvironmentVariables = []deployfile.EnvironmentVariable{
		{Key: "PLAIN", Value: new(value)},
		{Key: "OPEN", IsSecret: true},
		{Key: "BLANK", IsSecret: true, Value: new("")},
		{Key: "SLOT", IsSecret: true, Value: new("<password>")},
		{Key: "FILLED", IsSecret: true, Value: new(value)},
		{IsSecret: true, Value: new(value)},
	}
	found := only(d.Validate(deployfile.ValidateOptions{Mode: deployfile.ModeTemplate}), deployfile.CodeTemplateSecretValue)
	assert.Equal(t, []string{"deployment.environment_variables[4].value", "deployment.environment_variables[5].value"}, paths(found))
	assert.NotContains(t, string(render(found)), value)
	assert.Contains(t, found[0].Message, `"FILLED"`)
}
