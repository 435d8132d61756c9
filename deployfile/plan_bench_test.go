package deployfile_test

import (
	"fmt"
	"io"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
)

// variablesPlan is a plan that changes n environment variables.
func variablesPlan(n int) deployfile.Plan {
	p := deployfile.Plan{Deployment: deployfile.PlanTarget{Name: "etl", ID: "cm3f8qx2a000108l4", Workspace: "Data"}}
	for i := range n {
		path := diag.Path("deployment.environment_variables").Entry("key", fmt.Sprintf("SERVICE_%05d_URL", i))
		c := deployfile.Change{Path: path, Impact: []deployfile.Impact{deployfile.ImpactRestart},
			Reason: "changing any variable restarts the Airflow components"}
		switch i % 3 {
		case 0:
			c.Action, c.Path = deployfile.ActionUpdate, path.Field("value")
			c.Before, c.After = `"https://old.example.com/v1"`, `"https://new.example.com/v2"`
		case 1:
			c.Action, c.After = deployfile.ActionCreate, `{"key":"SERVICE","is_secret":false,"value":"https://new.example.com"}`
		default:
			c.Action, c.Path, c.Secret = deployfile.ActionUpdate, path.Field("value"), true
			c.Before, c.After = `"(secret)"`, `"(secret, changed)"`
		}
		p.Changes = append(p.Changes, c)
	}
	return p
}

func BenchmarkPlanText(b *testing.B) {
	for _, n := range []int{10, 1000, 10_000} {
		p := variablesPlan(n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				require.NoError(b, p.Text(io.Discard, deployfile.PlanTextOptions{}))
			}
		})
	}
}

func BenchmarkPlanMarkdown(b *testing.B) {
	p := variablesPlan(1000)
	b.ReportAllocs()
	for b.Loop() {
		require.NoError(b, p.Markdown(io.Discard))
	}
}

func BenchmarkPlanJSON(b *testing.B) {
	p := variablesPlan(1000)
	b.ReportAllocs()
	for b.Loop() {
		_, err := p.MarshalJSON()
		require.NoError(b, err)
	}
}

func BenchmarkReadPlan(b *testing.B) {
	for _, n := range []int{1000, 10_000} {
		data, err := variablesPlan(n).MarshalJSON()
		require.NoError(b, err)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				_, err := deployfile.ReadPlan(data)
				require.NoError(b, err)
			}
		})
	}
}
