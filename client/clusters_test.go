package client

import "context"

func clusterCases() []operationCase {
	id := nasty("clusterId")
	base := CreateClusterBase{Name: "prod", Type: ClusterTypeDedicated, Region: "r", VPCSubnetRange: "172.20.0.0/19"}
	const basic = `"name":"prod","type":"DEDICATED","region":"r","vpcSubnetRange":"172.20.0.0/19"`
	return []operationCase{
		{
			operation: "ListClusters",
			call: func(ctx context.Context, c *Client) (any, error) {
				return collect(c.Clusters.All(ctx, ClusterFilter{Names: []string{"a", "b"}, Provider: CloudProviderAWS, Sorts: []Sort{Descending("updatedAt")}}))
			},
			query:  "names=a&names=b&provider=AWS&sorts=updatedAt%3Adesc",
			answer: `{"clusters":[{"id":"a"}],"limit":20,"offset":0,"totalCount":1}`,
			want:   []Cluster{{ID: "a"}},
		},
		{
			operation: "GetCluster",
			call:      func(ctx context.Context, c *Client) (any, error) { return result(c.Clusters.Get(ctx, id)) },
			answer: `{"id":"a","type":"HYBRID","status":"CREATED","healthStatus":{"value":"UNHEALTHY","details":[{"code":"c","component":"k","description":"d","severity":"high"}]},
				"nodePools":[{"id":"np","name":"default","isDefault":true,"maxNodeCount":3,"nodeInstanceType":"m5"}],"tags":[{"key":"team","value":"data"}],
				"metadata":{"externalIPs":["192.0.2.1"],"kubeDnsIp":"10.0.0.1"},"workspaceIds":[]}`,
			want: Cluster{ID: "a", Type: ClusterTypeHybrid, Status: ClusterStatusCreated,
				HealthStatus: &ClusterHealth{ClusterHealthValueUnhealthy, []ClusterHealthDetail{{Code: "c", Component: "k", Description: "d", Severity: "high"}}},
				NodePools:    []NodePool{{ID: "np", Name: "default", IsDefault: true, MaxNodeCount: 3, NodeInstanceType: "m5"}},
				Tags:         []ClusterTag{{"team", "data"}}, Metadata: &ClusterMetadata{ExternalIPs: []string{"192.0.2.1"}, KubeDNSIP: "10.0.0.1"}, WorkspaceIDs: []string{}},
		},
		{
			operation: "CreateCluster",
			call: func(ctx context.Context, c *Client) (any, error) {
				return result(c.Clusters.Create(ctx, CreateAWSCluster{CreateClusterBase: base, SecondaryVPCCIDR: "10.0.0.0/16", IsPrivateNetworkEgressEnabled: new(true)}))
			},
			body:   `{"cloudProvider":"AWS",` + basic + `,"secondaryVpcCidr":"10.0.0.0/16","isPrivateNetworkEgressEnabled":true}`,
			answer: `{"id":"a","status":"CREATING"}`,
			want:   Cluster{ID: "a", Status: ClusterStatusCreating},
		},
		{
			operation: "CreateCluster",
			call: func(ctx context.Context, c *Client) (any, error) {
				b := base
				b.Tags, b.WorkspaceIDs = []ClusterTag{{"team", "data"}}, []string{"w"}
				b.NodePools = []NewNodePool{{Name: "default", IsDefault: new(true), NodeInstanceType: "m5", MaxNodeCount: 3}}
				return result(c.Clusters.Create(ctx, &CreateAzureCluster{b, "tenant"}))
			},
			body: `{"cloudProvider":"AZURE",` + basic + `,"tenantId":"tenant","k8sTags":[{"key":"team","value":"data"}],"workspaceIds":["w"],
				"nodePools":[{"name":"default","isDefault":true,"nodeInstanceType":"m5","maxNodeCount":3}]}`,
			answer: `{"id":"a"}`,
			want:   Cluster{ID: "a"},
		},
		{
			operation: "CreateCluster",
			call: func(ctx context.Context, c *Client) (any, error) {
				return result(c.Clusters.Create(ctx, CreateGCPCluster{CreateClusterBase: base, PodSubnetRange: "p", ServiceSubnetRange: "s", ServicePeeringRange: "q"}))
			},
			body:   `{"cloudProvider":"GCP",` + basic + `,"podSubnetRange":"p","serviceSubnetRange":"s","servicePeeringRange":"q"}`,
			answer: `{"id":"a"}`,
			want:   Cluster{ID: "a"},
		},
		{
			operation: "UpdateCluster",
			call: func(ctx context.Context, c *Client) (any, error) {
				return result(c.Clusters.Update(ctx, id, UpdateDedicatedCluster{Name: "prod", Tags: []ClusterTag{}, WorkspaceIDs: []string{}, EnableDR: new(false),
					NodePools: []UpdateNodePool{{ID: "np", Name: "default", NodeInstanceType: "m5", MaxNodeCount: 4}}}))
			},
			body: `{"clusterType":"DEDICATED","name":"prod","k8sTags":[],"workspaceIds":[],"enableDr":false,
				"nodePools":[{"id":"np","name":"default","nodeInstanceType":"m5","maxNodeCount":4}]}`,
			answer: `{"id":"a","status":"UPDATING"}`,
			want:   Cluster{ID: "a", Status: ClusterStatusUpdating},
		},
		{
			operation: "UpdateCluster",
			call: func(ctx context.Context, c *Client) (any, error) {
				return result(c.Clusters.Update(ctx, id, UpdateHybridCluster{}))
			},
			body:   `{"clusterType":"HYBRID"}`,
			answer: `{"id":"a"}`,
			want:   Cluster{ID: "a"},
		},
		{
			operation: "DeleteCluster",
			call:      func(ctx context.Context, c *Client) (any, error) { return done(c.Clusters.Delete(ctx, id)) },
		},
	}
}

func optionCases() []operationCase {
	const deployment = `{"executors":["CELERY","ASTRO"],"runtimeReleases":[{"version":"13.0.0","airflowVersion":"2.11.0","channel":"stable","releaseDate":"2025-03-16T03:50:37Z"}],
		"schedulerMachines":[{"name":"SMALL","spec":{"cpu":"1","memory":"2Gi"}}],
		"workerMachines":[{"name":"A5","spec":{"cpu":"1","memory":"2Gi","ephemeralStorage":"10Gi","concurrency":10},"concurrency":{"floor":1,"default":5,"ceiling":10}}],
		"workerQueues":{"minWorkers":{"floor":0,"default":0,"ceiling":10},"maxWorkers":{"floor":1,"default":10,"ceiling":200},"workerConcurrency":{"floor":1,"default":5,"ceiling":64}},
		"resourceQuotas":{"defaultPodSize":{"cpu":{"floor":"0.25","default":"0.25","ceiling":"4"},"memory":{"floor":"0.5Gi","default":"0.5Gi","ceiling":"8Gi"}},
		"resourceQuota":{"cpu":{"floor":"1","default":"10","ceiling":"1600"},"memory":{"floor":"2Gi","default":"20Gi","ceiling":"3200Gi"}}},
		"workloadIdentityOptions":[{"label":"l","role":"r"}]}`
	const clusters = `[{"provider":"GCP","regions":[{"name":"us-east4","location":"Virginia","limited":true,"bannedInstances":["x"]}],"defaultRegion":{"name":"us-east4"},
		"nodeInstances":[{"name":"n","cpu":4,"memory":"16Gi"}],"defaultNodeInstance":{"name":"n"},"nodeCountMin":2,"nodeCountDefault":20,"nodeCountMax":100}]`
	return []operationCase{
		{
			operation: "GetDeploymentOptions",
			call: func(ctx context.Context, c *Client) (any, error) {
				return result(c.Options.Deployment(ctx, DeploymentOptionsFilter{"d", DeploymentTypeHybrid, ExecutorCelery, CloudProviderAzure}))
			},
			query:  "cloudProvider=AZURE&deploymentId=d&deploymentType=HYBRID&executor=CELERY",
			answer: deployment,
			want:   decoded[DeploymentOptions](deployment),
		},
		{
			operation: "GetClusterOptions",
			call: func(ctx context.Context, c *Client) (any, error) {
				return result(c.Options.Cluster(ctx, ClusterTypeDedicated, CloudProviderGCP))
			},
			query:  "provider=GCP&type=DEDICATED",
			answer: clusters,
			want: []ClusterOptions{{Provider: CloudProviderGCP, Regions: []ProviderRegion{{"us-east4", "Virginia", true, []string{"x"}}}, DefaultRegion: ProviderRegion{Name: "us-east4"},
				NodeInstances: []ProviderInstanceType{{"n", 4, "16Gi"}}, DefaultNodeInstance: ProviderInstanceType{Name: "n"}, NodeCountMin: 2, NodeCountDefault: 20, NodeCountMax: 100}},
		},
		{
			operation: "GetClusterOptions",
			call: func(ctx context.Context, c *Client) (any, error) {
				return result(c.Options.Cluster(ctx, ClusterTypeHybrid, ""))
			},
			query:  "type=HYBRID",
			answer: `[{"provider":"AWS"}]`,
			want:   []ClusterOptions{{Provider: CloudProviderAWS}},
		},
	}
}
