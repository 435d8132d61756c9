package clienttest_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/client/clienttest"
)

// filled is a control plane with n Deployments.
func filled(b *testing.B, n int) (*client.Client, client.Deployment) {
	b.Helper()
	astro := clienttest.New()
	w := astro.AddWorkspace(client.Workspace{})
	c, err := astro.Client()
	require.NoError(b, err)
	var d client.Deployment
	for i := range n {
		d, err = c.Deployments.Create(b.Context(), standard(w, fmt.Sprint("d", i)))
		require.NoError(b, err)
	}
	return c, d
}

// One call and its answer, with client and control plane together.
func BenchmarkGet(b *testing.B) {
	for _, n := range []int{1, 1000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			c, d := filled(b, n)
			b.ReportAllocs()
			for b.Loop() {
				if _, err := c.Deployments.Get(b.Context(), d.ID); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkCreate(b *testing.B) {
	astro := clienttest.New()
	w := astro.AddWorkspace(client.Workspace{})
	c, err := astro.Client()
	require.NoError(b, err)
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		if _, err := c.Deployments.Create(b.Context(), standard(w, fmt.Sprint(n))); err != nil {
			b.Fatal(err)
		}
		n++
	}
}

func BenchmarkUpdate(b *testing.B) {
	c, d := filled(b, 1)
	in := updateOf(d)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := c.Deployments.Update(b.Context(), d.ID, in); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkList(b *testing.B) {
	c, _ := filled(b, 1000)
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		for _, err := range c.Deployments.All(b.Context(), client.DeploymentFilter{}) {
			if err != nil {
				b.Fatal(err)
			}
			n++
		}
		require.Equal(b, 1000, n)
	}
}
