package client_test

import (
	"math/rand/v2"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/client/clienttest"
)

func TestPreviewUpRace(t *testing.T) {
	for name, opts := range map[string][]clienttest.Option{"names are unique": nil, "names are not": {clienttest.WithDuplicateNames()}} {
		t.Run(name, func(t *testing.T) {
			inPreviewScene(t, func(t *testing.T, s *previewScene) {
				const pipelines = 4
				var (
					wg       sync.WaitGroup
					previews [pipelines]*client.Preview
					errs     [pipelines]error
				)
				for i := range pipelines {
					wg.Go(func() { previews[i], errs[i] = s.c.Previews.Up(t.Context(), s.options()) })
				}
				wg.Wait()
				require.Len(t, s.deployments(t), 2, "the base and one preview")
				for i := range pipelines {
					require.NoError(t, errs[i])
					assert.Equal(t, previews[0].Deployment.ID, previews[i].Deployment.ID)
				}
			}, opts...)
		})
	}
}

// Pipelines that are not in step write different times into the mark, and each must find what it wrote.
func TestPreviewUpRaceOutOfStep(t *testing.T) {
	for name, opts := range map[string][]clienttest.Option{"names are unique": nil, "names are not": {clienttest.WithDuplicateNames()}} {
		t.Run(name, func(t *testing.T) {
			for seed := range uint64(20) {
				inPreviewScene(t, func(t *testing.T, s *previewScene) {
					var (
						wg       sync.WaitGroup
						mu       sync.Mutex
						random   = rand.New(rand.NewPCG(seed, 0))
						previews [3]*client.Preview
						errs     [3]error
					)
					slow := s.slowed(t, func(*http.Request) {
						mu.Lock()
						d := time.Duration(random.Int64N(int64(2 * time.Second)))
						mu.Unlock()
						time.Sleep(d)
					})
					for i := range previews {
						wg.Go(func() { previews[i], errs[i] = slow.Previews.Up(t.Context(), s.options()) })
					}
					wg.Wait()
					require.Len(t, s.deployments(t), 2, "the base and one preview")
					for i := range previews {
						require.NoError(t, errs[i])
						assert.Equal(t, previews[0].Deployment.ID, previews[i].Deployment.ID)
					}
				}, opts...)
			}
		})
	}
}
