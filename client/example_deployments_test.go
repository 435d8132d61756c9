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

// echo is an API that prints what it is asked for, and agrees.
func echo() *httptest.Server {
	return httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		fmt.Printf("%s %s\n", r.Method, body)
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"id":"d1","status":"DEPLOYING"}`)
	}))
}

func ExampleDeployments_Create() {
	server := echo()
	defer server.Close()
	c, err := client.New("acme", "token", client.WithBaseURL(server.URL))
	if err != nil {
		fmt.Println(err)
		return
	}
	in := client.CreateHybridDeployment{
		CreateDeploymentBase: client.CreateDeploymentBase{
			Name: "new", WorkspaceID: "w1", ClusterID: "c1", Executor: client.ExecutorKubernetes,
			EnvironmentVariables: []client.EnvironmentVariable{{Key: "DB", IsSecret: true, Value: client.NewSecret("hunter2")}},
		},
		TaskPodNodePoolID: "np1",
	}
	fmt.Println(in.EnvironmentVariables[0].Value)
	d, err := c.Deployments.Create(context.Background(), in)
	fmt.Println(d.ID, d.Status, err)
	// Output:
	// (secret)
	// POST {"type":"HYBRID","name":"new","workspaceId":"w1","clusterId":"c1","executor":"KUBERNETES","taskPodNodePoolId":"np1","environmentVariables":[{"key":"DB","isSecret":true,"value":"hunter2"}]}
	// d1 DEPLOYING <nil>
}

// An update replaces the whole list of environment variables, so one that names none is not sent.
func ExampleDeployments_Update() {
	server := echo()
	defer server.Close()
	c, err := client.New("acme", "token", client.WithBaseURL(server.URL))
	if err != nil {
		fmt.Println(err)
		return
	}
	in := client.UpdateHybridDeployment{
		UpdateDeploymentBase: client.UpdateDeploymentBase{Name: "etl", WorkspaceID: "w1", Executor: client.ExecutorKubernetes},
		Scheduler:            client.Scheduler{AU: 5, Replicas: 1},
	}
	_, err = c.Deployments.Update(context.Background(), "d1", in)
	fmt.Println(errors.Is(err, client.ErrInvalid))

	in.EnvironmentVariables = []client.EnvironmentVariable{} // none shall be left
	d, err := c.Deployments.Update(context.Background(), "d1", in)
	fmt.Println(d.Status, err)
	// Output:
	// true
	// POST {"type":"HYBRID","name":"etl","description":"","workspaceId":"w1","executor":"KUBERNETES","isCicdEnforced":false,"isDagDeployEnabled":false,"scheduler":{"au":5,"replicas":1},"environmentVariables":[]}
	// DEPLOYING <nil>
}
