package client_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"

	"github.com/astrofile/astrofile/client"
)

// astro is a server that knows one Workspace.
func astro() *httptest.Server {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /v1/organizations/clorg/workspaces", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"workspaces":[{"id":"clws1","name":"data"}],"limit":100,"offset":0,"totalCount":1}`)
	})
	mux.HandleFunc("GET /v1/organizations/clorg/workspaces/{id}", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusNotFound)
		_, _ = io.WriteString(w, `{"message":"workspace not found","requestId":"r-1","statusCode":404}`)
	})
	return httptest.NewServer(mux)
}

func Example() {
	server := astro()
	defer server.Close()
	ctx := context.Background()

	c, err := client.New("clorg", "token", client.WithBaseURL(server.URL+"/v1"), client.WithHTTPClient(server.Client()))
	if err != nil {
		fmt.Println(err)
		return
	}
	for w, err := range c.Workspaces.All(ctx, client.WorkspaceFilter{}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(w.ID, w.Name)
	}
	_, err = c.Workspaces.Get(ctx, "clws2")
	fmt.Println(errors.Is(err, client.ErrNotFound), err)
	// Output:
	// clws1 data
	// true GET /organizations/clorg/workspaces/clws2: 404 Not Found: workspace not found (request r-1)
}

// An operation that the package lacks goes through Do.
func ExampleClient_Do() {
	server := astro()
	defer server.Close()
	c, err := client.New("clorg", "token", client.WithBaseURL(server.URL+"/v1"), client.WithHTTPClient(server.Client()))
	if err != nil {
		fmt.Println(err)
		return
	}
	var answer struct{ TotalCount int }
	err = c.Do(context.Background(), http.MethodGet, client.Path("organizations", c.Organization(), "workspaces"), nil, nil, &answer)
	fmt.Println(answer.TotalCount, err)
	// Output: 1 <nil>
}

func ExampleReadToken() {
	// The middle part is {"permissions":["organizationId:clorg","workspaceId:clws"],"exp":1893456000}.
	const token = "eyJhbGciOiJub25lIn0.eyJwZXJtaXNzaW9ucyI6WyJvcmdhbml6YXRpb25JZDpjbG9yZyIsIndvcmtzcGFjZUlkOmNsd3MiXSwiZXhwIjoxODkzNDU2MDAwfQ."
	info, err := client.ReadToken(token)
	fmt.Println(info.Kind, info.WorkspaceIDs, info.ExpiresAt.Year(), err)
	// Output: WORKSPACE [clws] 2030 <nil>
}

func ExampleSecret() {
	s := client.NewSecret("hunter2")
	fmt.Printf("%v %+v\n", s, struct{ Password client.Secret }{s})
	fmt.Println(len(s.Reveal()))
	// Output:
	// (secret) {Password:(secret)}
	// 7
}

// A transport of one's own keeps retries and the rate limit by naming them.
func ExampleRetry() {
	limit := &client.Limit{} // shared by all clients with this token
	h := &http.Client{Transport: &client.Retry{Base: limit, Attempts: 6}}
	c, err := client.New("clorg", "token", client.WithHTTPClient(h))
	fmt.Println(c.Organization(), err)
	// Output: clorg <nil>
}
