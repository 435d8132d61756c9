package main

import (
	"context"
	"fmt"
	"net/http"

	"github.com/astrofile/astrofile/client"
)

// requests counts what was asked of Astro since the last ForgetRequests.
func (s *story) requests() string {
	reads, writes := 0, 0
	for _, r := range s.astro.Requests() {
		if r.Method == http.MethodGet {
			reads++
		} else {
			writes++
		}
	}
	return plural(reads, "read") + " and " + plural(writes, "write")
}

// names lists the Deployments that there are.
func (s *story) names(ctx context.Context) ([]string, error) {
	var names []string
	for d, err := range s.api.Deployments.All(ctx, client.DeploymentFilter{}) {
		if err != nil {
			return nil, err
		}
		names = append(names, d.Name)
	}
	return names, nil
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
