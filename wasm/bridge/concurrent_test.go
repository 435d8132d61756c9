package bridge_test

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/astrofile/astrofile/internal/sample"
	"github.com/astrofile/astrofile/wasm/bridge"
)

// TestConcurrentAnswers asks from several goroutines, for the race detector: requests share nothing.
func TestConcurrentAnswers(t *testing.T) {
	src := sample.Small()
	want := string(bridge.Answer(bridge.Request{Op: "validate", Source: src}))
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for _, op := range []string{"fix", "format", "plan", "template", "share", "schema", "version"} {
				assert.NotEmpty(t, bridge.Answer(bridge.Request{Op: op, Source: src, Live: src}))
			}
			assert.Equal(t, want, string(bridge.Answer(bridge.Request{Op: "validate", Source: src})))
		})
	}
	group.Wait()
}
