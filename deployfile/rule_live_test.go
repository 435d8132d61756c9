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
	"github.com/astrofile/astrofile/internal/golden"
)

// blockedHere are the codes that the plan blocks with and that only the live Deployment gives.
var blockedHere = []diag.Code{
	deployfile.CodeDevelopmentModeEnable, deployfile.CodeImmutableChanged, deployfile.CodeRemoteExecutionToggled,
	deployfile.CodeSecretUnknown, deployfile.CodeQueuesRequired,
}

// liveCodes are all that need the live Deployment.
var liveCodes = append([]diag.Code{
	deployfile.CodeRuntimeVersionDiffers, deployfile.CodeDagDeployLocked, deployfile.CodeDevelopmentModeDisable, deployfile.CodeEnvDeleted,
	deployfile.CodeEnvAllDeleted, deployfile.CodeSecretExposed, deployfile.CodeQueueDeleted, deployfile.CodeOverrideEnded,
	deployfile.CodeMetadataTarget, deployfile.CodeResetByOmission,
}, blockedHere...)

// FuzzPlanAndFindings states for every pair of Deployments that the plan of an update and the findings about the file
// say the same.
func FuzzPlanAndFindings(f *testing.F) {
	for seed := range uint64(500) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		d := newDice(seed)
		live := d.live()
		want := d.file(live)
		for range d.IntN(3) {
			d.spoil(&live, &want)
		}
		syntax, name := deployfile.SyntaxYAML, "etl.yaml"
		if d.chance(20) {
			syntax, name = deployfile.SyntaxJSON, "etl.json"
		}
		src, err := deployfile.Marshal(want, syntax)
		require.NoError(t, err)
		o := deployfile.ValidateOptions{Mode: deployfile.ModeUpdate, Live: &live, KeepsSecrets: d.chance(30)}
		assertAgreement(t, name, src, o, true)

		file, found := deployfile.Check(name, src, o)
		assert.Equal(t, essence(againstLive(found)), essence(againstLive(file.Deployment.Validate(o))), "without a text other findings\n%s", src)
		o.Mode = pick(d, deployfile.ModeAny, deployfile.ModeCreate, deployfile.ModeTemplate)
		_, found = deployfile.Check(name, src, o)
		assert.Empty(t, againstLive(found), "mode %s", o.Mode)
	})
}

// TestPlanAndFindingsOfArchives states the same about the archives, some of which have values that cannot be read.
func TestPlanAndFindingsOfArchives(t *testing.T) {
	golden.Run(t, "testdata/checks/*.txtar", func(t *testing.T, a *golden.Archive) {
		for _, name := range a.Inputs() {
			if strings.HasPrefix(name, "context/") || strings.HasSuffix(name, ".env") {
				continue
			}
			if o := options(t, a, name); o.Live != nil && o.Mode == deployfile.ModeUpdate {
				assertAgreement(t, name, a.Input(name), o, false)
			}
		}
	})
}

// againstLive returns the findings that only the live Deployment gives.
func againstLive(found diag.List) diag.List {
	return slices.DeleteFunc(slices.Clone(found), func(d diag.Diagnostic) bool { return !slices.Contains(liveCodes, d.Code) })
}

// spoil makes an update that something stands in the way of, or that takes something away.
func (d dice) spoil(live, want *deployfile.Deployment) {
	c := &want.Configuration
	switch d.IntN(19) {
	case 0:
		c.WorkspaceName = "Other"
	case 1:
		c.ClusterName = "other"
	case 2:
		c.CloudProvider, c.Region = deployfile.CloudGCP, "us-central1"
	case 3:
		c.DeploymentType = pick(d, deployfile.KindStandard, deployfile.KindDedicated, deployfile.KindHybrid, "")
	case 4:
		c.IsDevelopmentMode = new(d.chance(80))
	case 5:
		c.RemoteExecution = &deployfile.RemoteExecution{Enabled: maybe(d, 90, true, false)}
	case 6:
		v := deployfile.EnvironmentVariable{Key: pick(d, "KEY_A", "KEY_F", "API_TOKEN"), IsSecret: true}
		want.EnvironmentVariables = slices.DeleteFunc(slices.Clone(want.EnvironmentVariables), func(o deployfile.EnvironmentVariable) bool { return o.Key == v.Key })
		want.EnvironmentVariables = append(want.EnvironmentVariables, v)
	case 7:
		want.EnvironmentVariables = pick(d, nil, []deployfile.EnvironmentVariable{})
	case 8:
		want.WorkerQueues = pick(d, nil, []deployfile.WorkerQueue{})
	case 9:
		c.Executor = pick(d, deployfile.ExecutorCelery, deployfile.ExecutorKubernetes, "")
	case 10:
		c.Name = ""
	case 11:
		want.EnvironmentVariables = twice(d, want.EnvironmentVariables)
	case 12:
		want.WorkerQueues = twice(d, want.WorkerQueues)
	case 13:
		live.EnvironmentVariables = twice(d, live.EnvironmentVariables)
	case 14:
		live.WorkerQueues = twice(d, live.WorkerQueues)
	case 15:
		for i := range want.EnvironmentVariables {
			if v := &want.EnvironmentVariables[i]; d.chance(30) {
				v.Value = nil
			}
		}
	case 16:
		want.WorkerQueues = slices.DeleteFunc(slices.Clone(want.WorkerQueues), func(deployfile.WorkerQueue) bool { return d.chance(40) })
	case 17:
		for i := range want.WorkerQueues {
			if q := &want.WorkerQueues[i]; d.chance(50) {
				q.WorkerType, q.WorkerConcurrency = pick(d, "", "A5", "A160", "m5.large"), new(10+d.IntN(100))
			}
		}
	case 18:
		live.Metadata = &deployfile.Metadata{DeploymentID: "clu1", HibernationOverride: &deployfile.HibernationOverride{IsHibernating: new(d.chance(50))}}
		want.Metadata = &deployfile.Metadata{DeploymentID: pick(d, "clu1", "clu2")}
	}
}

func twice[T any](d dice, list []T) []T {
	if len(list) == 0 {
		return list
	}
	return append(slices.Clone(list), pick(d, list...))
}

// assertAgreement compares the findings about a file with the plan of the update. The file is readable when none of its
// values is wrong in itself.
func assertAgreement(t *testing.T, name string, src []byte, o deployfile.ValidateOptions, readable bool) {
	t.Helper()
	file, found := deployfile.Check(name, src, o)
	want := file.Deployment
	if o.KeepsSecrets {
		want, _ = deployfile.KeepSecrets(*o.Live, want, deployfile.SecretOptions{})
	}
	plan := deployfile.DiffOptions{Limits: o.Limits}.Diff(*o.Live, want)
	show := func() string { return fmt.Sprintf("%s\n%s\n%+v\n%+v", src, render(found), plan.Blocked, plan.Changes) }

	for _, b := range plan.Blocked {
		place := placeIn(t, file.Deployment, b.Path)
		explained := slices.ContainsFunc(found, func(f diag.Diagnostic) bool {
			switch {
			case f.Severity != diag.SeverityError:
				return false
			case f.Code == b.Code && slices.Contains(blockedHere, b.Code):
				return f.Path == place && f.Message == b.Message
			case f.Code == deployfile.CodeDuplicateName: // at the later one
				return f.Code == b.Code && strings.Contains(f.Message, fmt.Sprintf("%q stands twice", nameIn(t, b.Path)))
			case f.Code == b.Code:
				return within(f.Path, place) || within(place, f.Path)
			default: // what stands there cannot be read, or is no name
				return within(f.Path, entryOf(place)) && !slices.Contains(blockedHere, f.Code)
			}
		})
		assert.True(t, explained || !readable && file.Deployment.Configuration == (deployfile.Configuration{}), "nothing explains %s at %s (%s)\n%s", b.Code, b.Path, place, show())
	}
	for _, f := range found {
		agrees := true
		switch f.Code {
		case deployfile.CodeDevelopmentModeEnable, deployfile.CodeImmutableChanged, deployfile.CodeRemoteExecutionToggled,
			deployfile.CodeSecretUnknown, deployfile.CodeQueuesRequired:
			agrees = slices.ContainsFunc(plan.Blocked, func(b deployfile.Blocked) bool {
				return b.Code == f.Code && b.Message == f.Message && placeIn(t, file.Deployment, b.Path) == f.Path
			})
		case deployfile.CodeRuntimeVersionDiffers, deployfile.CodeDagDeployLocked, deployfile.CodeOverrideEnded, deployfile.CodeMetadataTarget:
			agrees = slices.ContainsFunc(plan.Notes, func(n deployfile.Note) bool { return n.Code == f.Code && n.Message == f.Message })
		case deployfile.CodeDevelopmentModeDisable:
			agrees = changes(plan, func(c deployfile.Change) bool { return c.Path == f.Path && c.After == "false" })
		case deployfile.CodeSecretExposed:
			agrees = changes(plan, func(c deployfile.Change) bool {
				return c.After == "false" && placeIn(t, file.Deployment, c.Path) == f.Path
			})
		case deployfile.CodeEnvDeleted, deployfile.CodeEnvAllDeleted:
			agrees = changes(plan, func(c deployfile.Change) bool {
				return isDeleted(c, "environment_variables") && (f.Code == deployfile.CodeEnvAllDeleted || strings.Contains(f.Message, fmt.Sprintf("%q", nameIn(t, c.Path))))
			})
		case deployfile.CodeQueueDeleted:
			agrees = changes(plan, func(c deployfile.Change) bool {
				return isDeleted(c, "worker_queues") && strings.Contains(f.Message, fmt.Sprintf("%q", nameIn(t, c.Path)))
			})
		case deployfile.CodeResetByOmission:
			agrees = changes(plan, func(c deployfile.Change) bool {
				return c.Omitted && (placeIn(t, file.Deployment, c.Path) == f.Path || c.Path.Parent() == f.Path)
			})
		}
		assert.True(t, agrees, "the plan knows nothing of %s at %s: %s\n%s", f.Code, f.Path, f.Message, show())
	}
	if readable {
		for _, c := range plan.Changes {
			assert.True(t, !loses(c) || told(t, file.Deployment, found, c), "no finding tells of %s\n%s", c.Path, show())
		}
		for _, n := range plan.Notes {
			assert.True(t, has(found, n.Code), "no finding tells %s\n%s", n.Code, show())
		}
	}
}

func changes(plan deployfile.Plan, is func(deployfile.Change) bool) bool {
	return slices.ContainsFunc(plan.Changes, is)
}

func isDeleted(c deployfile.Change, section string) bool {
	return c.Action == deployfile.ActionDelete && c.Path.Parent() == diag.Path("deployment."+section)
}

// loses reports whether the change takes something away that the author may not know of.
func loses(c deployfile.Change) bool {
	return c.Omitted || isDeleted(c, "worker_queues") || slices.Contains(c.Impact, deployfile.ImpactIrreversible)
}

// told reports whether a finding tells of a change that takes something away.
func told(t *testing.T, d deployfile.Deployment, found diag.List, c deployfile.Change) bool {
	place := placeIn(t, d, c.Path)
	return slices.ContainsFunc(found, func(f diag.Diagnostic) bool {
		switch f.Code {
		case deployfile.CodeEnvDeleted, deployfile.CodeQueueDeleted, deployfile.CodeSecretUnknown:
			return strings.Contains(f.Message+f.Hint, fmt.Sprintf("%q", nameIn(t, c.Path)))
		case deployfile.CodeEnvAllDeleted:
			return isDeleted(c, "environment_variables")
		case deployfile.CodeResetByOmission:
			return f.Path == place || f.Path == c.Path.Parent()
		case deployfile.CodeDevelopmentModeDisable:
			return f.Path == c.Path || strings.HasPrefix(string(c.Path), "deployment.hibernation_schedules")
		case deployfile.CodeFieldRequired: // of a name, which may be the one that is missing
			return strings.HasSuffix(string(f.Path), ".name") || strings.HasSuffix(string(f.Path), ".key")
		default:
			return f.Code == deployfile.CodeSecretExposed && f.Path == place
		}
	})
}

// placeIn turns the path of a plan into that of the file: the index in place of the name, or the section of what the file
// does not have.
func placeIn(t *testing.T, d deployfile.Deployment, p diag.Path) diag.Path {
	t.Helper()
	steps, err := p.Steps()
	require.NoError(t, err)
	var place diag.Path
	for _, s := range steps {
		switch {
		case s.Match == nil && s.Index < 0:
			place = place.Field(s.Key)
		case s.Match == nil:
			place = place.Index(s.Index)
		default:
			i := -1
			switch place {
			case "deployment.environment_variables":
				i = slices.IndexFunc(d.EnvironmentVariables, func(v deployfile.EnvironmentVariable) bool { return v.Key == s.Match[0][1] })
			case "deployment.worker_queues":
				i = slices.IndexFunc(d.WorkerQueues, func(q deployfile.WorkerQueue) bool { return q.Name == s.Match[0][1] })
			}
			if i < 0 {
				return place
			}
			place = place.Index(i)
		}
	}
	return place
}

func nameIn(t *testing.T, p diag.Path) string {
	t.Helper()
	steps, err := p.Steps()
	require.NoError(t, err)
	last := steps[len(steps)-1]
	if last.Match == nil {
		return last.Key
	}
	return last.Match[0][1]
}

// entryOf returns the path of the list entry that p is in, or p.
func entryOf(p diag.Path) diag.Path {
	if at := strings.IndexByte(string(p), ']'); at >= 0 {
		return p[:at+1]
	}
	return p
}

func within(p, outer diag.Path) bool {
	for ; p != ""; p = p.Parent() {
		if p == outer {
			return true
		}
	}
	return false
}
