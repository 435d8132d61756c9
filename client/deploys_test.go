package client

import "context"

func deployCases() []operationCase {
	deployment, id := nasty("deploymentId"), nasty("deployId")
	git := &DeployGit{Provider: GitProviderGitHub, CommitSHA: "abc", Account: "acme", Repo: "etl", Branch: "main"}
	return []operationCase{
		{
			operation: "ListDeploys",
			call:      func(ctx context.Context, c *Client) (any, error) { return collect(c.Deploys.All(ctx, deployment)) },
			answer:    `{"deploys":[{"id":"a","status":"DEPLOYED"},{"id":"b"}],"limit":20,"offset":0,"totalCount":2}`,
			want:      []Deploy{{ID: "a", Status: DeployStatusDeployed}, {ID: "b"}},
		},
		{
			operation: "GetDeploy",
			call:      func(ctx context.Context, c *Client) (any, error) { return result(c.Deploys.Get(ctx, deployment, id)) },
			answer: `{"id":"a","type":"DAG_ONLY","dagsUploadUrl":"https://blob.example/a?sig=x","rollbackFromId":"z",
				"git":{"provider":"GITHUB","commitSha":"abc","account":"acme","repo":"etl","branch":"main"},
				"createdBySubject":{"id":"u"},"bundles":[{"bundleType":"dbt","mountPath":"/usr/local/airflow/dbt/x","deployId":"a","currentVersion":"1","desiredVersion":"2"}]}`,
			want: Deploy{ID: "a", Type: DeployTypeDagOnly, DagsUploadURL: NewSecret("https://blob.example/a?sig=x"), RollbackFromID: "z", Git: git, CreatedBy: &Profile{ID: "u"},
				Bundles: []Bundle{{BundleType: "dbt", MountPath: "/usr/local/airflow/dbt/x", DeployID: "a", CurrentVersion: "1", DesiredVersion: "2"}}},
		},
		{
			operation: "CreateDeploy",
			call: func(ctx context.Context, c *Client) (any, error) {
				return result(c.Deploys.Create(ctx, deployment, CreateDeploy{Type: DeployTypeImageAndDag, Description: "first", Git: git}))
			},
			body:   `{"type":"IMAGE_AND_DAG","description":"first","git":{"provider":"GITHUB","commitSha":"abc","account":"acme","repo":"etl","branch":"main"}}`,
			answer: `{"id":"a","status":"INITIALIZED","imageRepository":"r","imageTag":"t"}`,
			want:   Deploy{ID: "a", Status: DeployStatusInitialized, ImageRepository: "r", ImageTag: "t"},
		},
		{
			operation: "CreateDeploy",
			call: func(ctx context.Context, c *Client) (any, error) {
				return result(c.Deploys.Create(ctx, deployment, CreateDeploy{Type: DeployTypeBundle, BundleType: "dbt", BundleMountPath: "/m"}))
			},
			body:   `{"type":"BUNDLE","bundleType":"dbt","bundleMountPath":"/m"}`,
			answer: `{"id":"a","bundleUploadUrl":"https://blob.example/b?sig=y"}`,
			want:   Deploy{ID: "a", BundleUploadURL: NewSecret("https://blob.example/b?sig=y")},
		},
		{
			operation: "UpdateDeploy",
			call: func(ctx context.Context, c *Client) (any, error) {
				return result(c.Deploys.Update(ctx, deployment, id, UpdateDeploy{}))
			},
			body:   `{"description":""}`,
			answer: `{"id":"a"}`,
			want:   Deploy{ID: "a"},
		},
		{
			operation: "FinalizeDeploy",
			call: func(ctx context.Context, c *Client) (any, error) {
				return result(c.Deploys.Finalize(ctx, deployment, id, FinalizeDeploy{DagTarballVersion: new("v1"), BundleTarballVersion: new("")}))
			},
			body:   `{"dagTarballVersion":"v1","bundleTarballVersion":""}`,
			answer: `{"id":"a","dagTarballVersion":"v1"}`,
			want:   Deploy{ID: "a", DagTarballVersion: "v1"},
		},
		{
			operation: "FinalizeDeploy",
			call: func(ctx context.Context, c *Client) (any, error) {
				return result(c.Deploys.Finalize(ctx, deployment, id, FinalizeDeploy{}))
			},
			body:   `{}`,
			answer: `{"id":"a"}`,
			want:   Deploy{ID: "a"},
		},
		{
			operation: "DeployRollback",
			call: func(ctx context.Context, c *Client) (any, error) {
				return result(c.Deploys.Rollback(ctx, deployment, id, RollbackDeploy{Description: "back"}))
			},
			body:   `{"description":"back"}`,
			answer: `{"id":"b","rollbackFromId":"a"}`,
			want:   Deploy{ID: "b", RollbackFromID: "a"},
		},
	}
}
