package client_test

import (
	"strconv"
	"testing"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/client/clienttest"
	"github.com/astrofile/astrofile/deployfile"
)

// BenchmarkApply is what one run costs beside the network, and how many requests it makes.
func BenchmarkApply(b *testing.B) {
	hybrid := poolsFile()
	for _, kind := range []struct {
		name string
		file deployfile.Deployment
	}{{"standard", measured(b)}, {"hybrid", hybrid}} {
		file := kind.file
		file.Configuration.RuntimeVersion = realmRuntime
		b.Run(kind.name+"/create", func(b *testing.B) {
			astro, c := benchmarked(b)
			measure(b, astro, func(i int) error {
				file.Configuration.Name = realmName + strconv.Itoa(i)
				_, err := c.Apply(b.Context(), client.Target{}, file)
				return err
			})
		})
		file.Configuration.Name = realmName
		again := withoutSecrets(file)
		b.Run(kind.name+"/update", func(b *testing.B) {
			astro, c := benchmarked(b)
			if _, err := astro.AddDeployment(file); err != nil {
				b.Fatal(err)
			}
			measure(b, astro, func(i int) error {
				again.Configuration.Description = new(strconv.Itoa(i))
				_, err := c.Apply(b.Context(), client.Target{}, again)
				return err
			})
		})
		b.Run(kind.name+"/nothing", func(b *testing.B) {
			astro, c := benchmarked(b)
			if _, err := astro.AddDeployment(file); err != nil {
				b.Fatal(err)
			}
			same := withoutSecrets(file)
			measure(b, astro, func(int) error {
				_, err := c.Apply(b.Context(), client.Target{}, same)
				return err
			})
		})
	}
}

// BenchmarkCall is one request through the client and back from the control plane.
func BenchmarkCall(b *testing.B) {
	astro, c := benchmarked(b)
	id, err := astro.AddDeployment(measured(b))
	if err != nil {
		b.Fatal(err)
	}
	measure(b, astro, func(int) error {
		_, err := c.Deployments.Get(b.Context(), id)
		return err
	})
}

func benchmarked(b *testing.B) (*clienttest.Astro, *client.Client) {
	b.Helper()
	astro := clienttest.New()
	astro.AddWorkspace(client.Workspace{Name: realmWorkspace})
	astro.AddCluster(poolsCluster())
	c, err := astro.Client()
	if err != nil {
		b.Fatal(err)
	}
	return astro, c
}

func measure(b *testing.B, astro *clienttest.Astro, run func(i int) error) {
	b.Helper()
	b.ReportAllocs()
	requests, i := 0, 0
	for b.Loop() {
		astro.ForgetRequests()
		if err := run(i); err != nil {
			b.Fatal(err)
		}
		i++
		requests += len(astro.Requests())
	}
	b.ReportMetric(float64(requests)/float64(i), "requests/op")
}
