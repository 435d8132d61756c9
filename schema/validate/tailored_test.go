package validate_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/schema"
	"github.com/astrofile/astrofile/schema/validate"
)

// TestTailoredDocument holds files against a document that names what an Organization has.
func TestTailoredDocument(t *testing.T) {
	document, err := schema.For(deployfile.ModeCreate,
		schema.WithWorkspaces("Data", "Data (old)"), schema.WithWorkerTypes("A5", "A10"), schema.WithRequiredVariables("OWNER"))
	require.NoError(t, err)
	v, err := validate.Compile(document)
	require.NoError(t, err)
	value, _ := validate.ValueOf("good.yaml", []byte(good))
	_, there := v.Quick(value)
	assert.True(t, there, "the document has a keyword that makes it slow")

	fit := strings.Replace(good, "name: etl", "name: etl\n    workspace_name: Data", 1) + "  environment_variables: [{key: OWNER, value: us}]\n"
	for _, c := range []struct{ from, to, want string }{
		{"", "", ""},
		{"workspace_name: Data", "workspace_name: Dota", `deployment.configuration.workspace_name`},
		{"worker_type: A5", "worker_type: A20", `deployment.worker_queues[0].worker_type`},
		{"key: OWNER", "key: OWNERS", `deployment.environment_variables`},
		{"executor: CELERY", "executor: CELRY", `deployment.configuration.executor`},
	} {
		src := strings.Replace(fit, c.from, c.to, 1)
		file, _ := deployfile.Parse("prod.yaml", []byte(src))
		found, err := v.File(file)
		require.NoError(t, err)
		if c.want == "" {
			assert.Empty(t, found)
			continue
		}
		require.Len(t, found, 1, c.to)
		assert.EqualValues(t, c.want, found[0].Path)
		assert.NotNil(t, found[0].Range)
	}
}
