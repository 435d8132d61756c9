package deployfile_test

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/internal/sample"
)

// TestConcurrentUse shares one file between goroutines, for the race detector: whatever they ask, nobody writes to it.
func TestConcurrentUse(t *testing.T) {
	file, found := deployfile.Check("prod.yaml", sample.Small(), deployfile.ValidateOptions{})
	live, other := deployfile.Parse("live.yaml", []byte(updated))
	require.NoError(t, other.Err())
	plan := deployfile.Diff(live.Deployment, file.Deployment).String()
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			again := file.Validate(deployfile.ValidateOptions{Live: &live.Deployment, Mode: deployfile.ModeUpdate})
			assert.NotNil(t, file.Locate(append(again, found...)))
			assert.Equal(t, plan, deployfile.Diff(live.Deployment, file.Deployment).String())
			_, _, _ = file.Plan(live.Deployment, deployfile.SecretOptions{})
			_, _ = deployfile.KeepSecrets(live.Deployment, file.Deployment, deployfile.SecretOptions{})
			_, _ = file.Redact(false)
			_ = file.SecretRanges()
			_, _ = file.Instantiate(deployfile.InstantiateOptions{Name: "copy"})
			edit := file.Edit()
			_ = edit.Set("deployment.configuration.description", "changed")
			assert.NotEqual(t, sample.Small(), edit.Bytes())
			text, _ := deployfile.Marshal(deployfile.Template(file.Deployment), deployfile.SyntaxJSON)
			assert.NotEmpty(t, text)
			formatted, _ := deployfile.Format("prod.yaml", file.Source())
			assert.NotEmpty(t, formatted)
			_, _, _ = deployfile.Fix("prod.yaml", file.Source(), deployfile.ValidateOptions{})
			_ = deployfile.Catalogue()
		})
	}
	group.Wait()
	assert.Equal(t, sample.Small(), file.Source(), "the text that everyone shares")
}
