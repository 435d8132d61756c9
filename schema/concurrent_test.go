package schema_test

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/internal/sample"
	"github.com/astrofile/astrofile/schema"
)

// TestConcurrentUse shares one file and the documents between goroutines, for the race detector.
func TestConcurrentUse(t *testing.T) {
	file, found := deployfile.Parse("prod.yaml", sample.Small())
	require.NoError(t, found.Err())
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			document, _ := schema.For(deployfile.ModeCreate, schema.WithWorkspaces("Data"))
			assert.NotEmpty(t, document)
			for offset := 0; offset < len(file.Source()); offset += 97 {
				_ = schema.Complete(file, offset, schema.CompleteOptions{})
				_, _ = schema.DescribeAt(file, offset)
			}
			_, known := schema.Describe("deployment.configuration.executor")
			assert.True(t, known)
		})
	}
	group.Wait()
}
