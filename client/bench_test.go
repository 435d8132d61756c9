package client

import (
	"net/http"
	"testing"
)

// BenchmarkDo is what a call costs beside the network: the transport answers at once.
func BenchmarkDo(b *testing.B) {
	c, err := New("o", mint(`{"permissions":["organizationId:o"],"exp":99999999999}`), WithHTTPClient(&http.Client{Transport: &answering{status: 200, body: deploymentAnswer}}))
	if err != nil {
		b.Fatal(err)
	}
	b.Run("get", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := c.Deployments.Get(b.Context(), "d"); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("raw", func(b *testing.B) { // without a type to decode into
		b.ReportAllocs()
		for b.Loop() {
			if err := c.Do(b.Context(), http.MethodGet, "/organizations/o/deployments/d", nil, nil, nil); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("post", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := c.Workspaces.Create(b.Context(), CreateWorkspace{Name: "data"}); err != nil {
				b.Fatal(err)
			}
		}
	})
}
