package deployfile_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/sample"
)

var organizationCodes = []diag.Code{
	deployfile.CodeClusterUnresolved, deployfile.CodeWorkspaceUnresolved, deployfile.CodePlacementMismatch,
	deployfile.CodeWorkerTypeNotInCluster, deployfile.CodeNameExists, deployfile.CodeNameUnresolved,
}

// organizationOf has everything that a Deployment names, among other things.
func organizationOf(d deployfile.Deployment) *deployfile.Organization {
	cfg := d.Configuration
	pools := []deployfile.NodePool{{ID: "np-0", NodeInstanceType: "t3.small"}, {ID: "np-1", NodeInstanceType: cfg.DefaultWorkerType}}
	for _, q := range d.WorkerQueues {
		pools = append(pools, deployfile.NodePool{ID: "np-" + q.Name, NodeInstanceType: q.WorkerType})
	}
	return &deployfile.Organization{
		Workspaces:  []deployfile.Workspace{{ID: "ws-1", Name: "Other"}, {ID: "ws-2", Name: cfg.WorkspaceName}},
		Clusters:    []deployfile.Cluster{{ID: "cl-1", Name: "other"}, {ID: "cl-2", Name: cfg.ClusterName, CloudProvider: "AWS", Region: "us-east-1", NodePools: pools}},
		Deployments: []deployfile.ExistingDeployment{{ID: "dp-1", Name: cfg.Name, WorkspaceID: "ws-1"}, {ID: "dp-2", Name: cfg.Name, WorkspaceID: "ws-2"}},
	}
}

// FuzzOrganization states for every Deployment: where everything that it names exists, only a create is told so; where
// one thing does not, exactly that is told, and what is not known is not judged.
func FuzzOrganization(f *testing.F) {
	for seed := range uint64(100) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		dice := newDice(seed)
		d := dice.live()
		hosted := d.Configuration.DeploymentType == deployfile.KindStandard
		told := func(mode deployfile.Mode, o *deployfile.Organization) []diag.Code {
			return given(d, deployfile.ValidateOptions{Mode: mode, Organization: o}, organizationCodes...)
		}
		all := organizationOf(d)
		assert.Empty(t, told(deployfile.ModeUpdate, all))
		assert.Empty(t, told(deployfile.ModeAny, all))
		assert.Equal(t, []diag.Code{deployfile.CodeNameExists}, told(deployfile.ModeCreate, all))
		for _, mode := range modes {
			assert.Empty(t, told(mode, &deployfile.Organization{}), mode)
		}

		without := organizationOf(d)
		without.Workspaces = without.Workspaces[:1]
		assert.Equal(t, []diag.Code{deployfile.CodeWorkspaceUnresolved}, told(deployfile.ModeUpdate, without))
		assert.Equal(t, []diag.Code{deployfile.CodeWorkspaceUnresolved}, told(deployfile.ModeCreate, without))

		without = organizationOf(d)
		without.Deployments = without.Deployments[:1]
		assert.Equal(t, []diag.Code{deployfile.CodeNameUnresolved}, told(deployfile.ModeUpdate, without))
		assert.Empty(t, told(deployfile.ModeCreate, without))

		without = organizationOf(d)
		without.Clusters = without.Clusters[:1]
		want := []diag.Code{deployfile.CodeClusterUnresolved}
		if hosted {
			want = []diag.Code{}
		}
		assert.Equal(t, want, told(deployfile.ModeUpdate, without))
		o := deployfile.ValidateOptions{Mode: deployfile.ModeUpdate, Organization: without, Live: &d}
		assert.Empty(t, given(d, o, organizationCodes...), "an update of a live Deployment has nothing to look up")
	})
}

// TestOrganizationOfManyNames holds that findings stay short, and name what is near.
func TestOrganizationOfManyNames(t *testing.T) {
	o := &deployfile.Organization{Deployments: []deployfile.ExistingDeployment{}, WorkspaceID: "ws-7"}
	for i := range 1000 {
		name := fmt.Sprintf("%04d %s", i, strings.Repeat("n", 60))
		o.Workspaces = append(o.Workspaces, deployfile.Workspace{ID: fmt.Sprintf("ws-%d", i), Name: name})
		o.Clusters = append(o.Clusters, deployfile.Cluster{ID: "cl-" + name, Name: name}, deployfile.Cluster{ID: "same", Name: "same"})
		o.Deployments = append(o.Deployments, deployfile.ExistingDeployment{ID: "dp-" + name, Name: "etl", WorkspaceID: "ws-7"})
	}
	d := hybridModel()
	d.Configuration.WorkspaceName = strings.Repeat("w", 500)
	for _, cluster := range []string{"same", strings.Repeat("c", 500), "0007" + strings.Repeat("n", 60)} {
		d.Configuration.ClusterName = cluster
		found := d.Validate(deployfile.ValidateOptions{Organization: o})
		for _, code := range []diag.Code{deployfile.CodeClusterUnresolved, deployfile.CodeWorkspaceUnresolved} {
			one := only(found, code)
			require.Len(t, one, 1)
			assert.Less(t, len(one[0].Message), 200)
			assert.Less(t, len(one[0].Hint), 600)
			assert.NotEmpty(t, one[0].Hint)
		}
	}
	d.Configuration.WorkspaceName, d.Configuration.Name = "", "etl"
	for mode, code := range map[deployfile.Mode]diag.Code{deployfile.ModeCreate: deployfile.CodeNameExists, deployfile.ModeUpdate: deployfile.CodeNameUnresolved} {
		one := only(d.Validate(deployfile.ValidateOptions{Mode: mode, Organization: o}), code)
		require.Len(t, one, 1)
		assert.Contains(t, one[0].Message, "1000 Deployments")
		assert.Contains(t, one[0].Message+one[0].Hint, "995 more")
		assert.Less(t, len(one[0].Message+one[0].Hint), 1000)
	}
}

// TestNameFixes holds which names a fix corrects: where they differ in letter case, or in at most two edits.
func TestNameFixes(t *testing.T) {
	for written, want := range map[string]string{
		"DATA PLATFORM": "Data Platform", "Data Platfrm": "Data Platform", "Data_Platform": "Data Platform", "Dta Platfrm": "Data Platform",
		"D.A.T.A Platform": "", "D-a-t-a Platform": "", "Dta Pltfrm": "", "Anaylsys": "", "Sales": "", "data-platform-x": "", "data platformxx": "Data Platform",
	} {
		src := "deployment:\n  configuration:\n    name: etl\n    executor: CELERY\n    deployment_type: STANDARD\n    workspace_name: " + written + "\n"
		o := deployfile.ValidateOptions{Organization: &deployfile.Organization{
			Workspaces: []deployfile.Workspace{{ID: "1", Name: "Data Platform"}, {ID: "2", Name: "Analytics"}},
		}}
		file, found := deployfile.Check("a.yaml", []byte(src), o)
		found = only(found, deployfile.CodeWorkspaceUnresolved)
		require.Len(t, found, 1, written)
		if want == "" {
			assert.Nil(t, found[0].Fix, written)
			continue
		}
		require.NotNil(t, found[0].Fix, written)
		fixed, _ := diag.ApplyFixes(file.Source(), found)
		file, found = deployfile.Check("a.yaml", fixed, o)
		assert.Equal(t, want, file.Deployment.Configuration.WorkspaceName, written)
		assert.Empty(t, only(found, deployfile.CodeWorkspaceUnresolved), written)
	}
}

// TestChosenWorkspace holds that a caller who chooses the Workspace is not asked for its name, not even strictly.
func TestChosenWorkspace(t *testing.T) {
	d := standardModel()
	d.Configuration.WorkspaceName = ""
	o := deployfile.ValidateOptions{Mode: deployfile.ModeCreate, Strict: true, Organization: &deployfile.Organization{WorkspaceID: "ws-1"}}
	require.NoError(t, d.Validate(o).Err())
	o.Organization = &deployfile.Organization{}
	assert.Equal(t, []diag.Code{deployfile.CodeWorkspaceNameMissing}, given(d, o, deployfile.CodeWorkspaceNameMissing))

	d.Configuration.WorkspaceName = "Data"
	o.Organization.Workspaces = []deployfile.Workspace{{Name: "Data"}, {Name: "Data"}}
	assert.Equal(t, []diag.Code{deployfile.CodeWorkspaceUnresolved}, given(d, o, organizationCodes...), "no ID decides between none")
}

// TestClusterOfTheLiveDeployment holds that an update is judged by the cluster that the Deployment is on, which its ID
// tells where two have one name.
func TestClusterOfTheLiveDeployment(t *testing.T) {
	d, live := hybridModel(), hybridModel()
	organization := &deployfile.Organization{Clusters: []deployfile.Cluster{
		{ID: "cl-1", Name: "prod-aws", NodePools: []deployfile.NodePool{{NodeInstanceType: "m5.large"}}},
		{ID: "cl-2", Name: "prod-aws", NodePools: []deployfile.NodePool{{NodeInstanceType: "m5.xlarge"}}},
	}}
	for id, want := range map[string][]diag.Code{"": {}, "cl-1": {deployfile.CodeWorkerTypeNotInCluster}, "cl-2": {}, "cl-3": {}} {
		live.Metadata = &deployfile.Metadata{ClusterID: id}
		o := deployfile.ValidateOptions{Mode: deployfile.ModeUpdate, Organization: organization, Live: &live}
		assert.Equal(t, want, given(d, o, organizationCodes...), "cluster %q", id)
	}
	d.Metadata = &deployfile.Metadata{ClusterID: "cl-2"} // never applied
	assert.Equal(t, []diag.Code{deployfile.CodeClusterUnresolved},
		given(d, deployfile.ValidateOptions{Mode: deployfile.ModeUpdate, Organization: organization}, organizationCodes...))
}

// TestAstroMachineOnHybrid holds that a machine of another type is one finding, the more severe one where the cluster is
// known and the file is no template.
func TestAstroMachineOnHybrid(t *testing.T) {
	d := hybridModel()
	d.Configuration.DefaultWorkerType = "A5"
	organization := &deployfile.Organization{Clusters: []deployfile.Cluster{{Name: "prod-aws", NodePools: []deployfile.NodePool{{NodeInstanceType: "m5.xlarge"}}}}}
	family, missing := []diag.Code{deployfile.CodeWorkerTypeFamily}, []diag.Code{deployfile.CodeWorkerTypeNotInCluster}
	for _, mode := range modes {
		o := deployfile.ValidateOptions{Mode: mode}
		codes := slices.Concat(family, missing)
		assert.Equal(t, family, given(d, o, codes...), mode)
		o.Organization = organization
		want := missing
		if mode == deployfile.ModeTemplate {
			want = family
		}
		assert.Equal(t, want, given(d, o, codes...), mode)
	}
}

// TestOrganizationIsNotChanged holds that validation sorts no list of the caller.
func TestOrganizationIsNotChanged(t *testing.T) {
	d := hybridModel()
	organization := organizationOf(d)
	organization.Regions = map[deployfile.CloudProvider][]string{"AWS": {"us-west-2", "eu-west-9"}}
	d.Configuration.ClusterName, d.Configuration.WorkspaceName = "p", "w"
	before := fmt.Sprintf("%#v", organization)
	for _, mode := range modes {
		d.Validate(deployfile.ValidateOptions{Mode: mode, Organization: organization})
		standard := standardModel()
		standard.Validate(deployfile.ValidateOptions{Mode: mode, Organization: organization})
	}
	assert.Equal(t, before, fmt.Sprintf("%#v", organization))
}

func BenchmarkOrganization(b *testing.B) {
	o := deployfile.ValidateOptions{Mode: deployfile.ModeUpdate, Organization: &deployfile.Organization{Clusters: []deployfile.Cluster{}, Deployments: []deployfile.ExistingDeployment{}}}
	for i := range 1000 {
		o.Organization.Workspaces = append(o.Organization.Workspaces, deployfile.Workspace{ID: fmt.Sprint(i), Name: fmt.Sprintf("Team %d", i)})
	}
	file, _ := deployfile.Parse("a.yaml", sample.Small())
	for name, workspace := range map[string]string{"found": "Team 999", "misspelt": "Taem 999", "unknown": "Marketing"} {
		b.Run(name, func(b *testing.B) {
			d := file.Deployment
			d.Configuration.WorkspaceName = workspace
			b.ReportAllocs()
			for b.Loop() {
				d.Validate(o)
			}
		})
	}
}
