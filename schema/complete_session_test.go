package schema_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/schema"
)

// author writes a file as somebody does who accepts completions and types nothing but line breaks and indentation.
type author struct {
	t       *testing.T
	text    []byte
	at      int
	options schema.CompleteOptions
}

func (a *author) offered() []schema.Completion {
	file, _ := deployfile.Parse("new.yaml", a.text)
	return schema.Complete(file, a.at, a.options)
}

func (a *author) accept(kind schema.CompletionKind, label string) {
	a.t.Helper()
	c := pick(a.t, a.offered(), kind, label)
	a.text = applied(a.t, a.text, c)
	a.at = c.Edit.Start + len(c.Edit.Text)
}

// value accepts a value: the first one, or the one of a key that the author has an opinion about.
func (a *author) value(key string, opinions map[string]string) {
	a.t.Helper()
	label := opinions[key]
	if label == "" {
		all := a.offered()
		require.NotEmpty(a.t, all, "no value for %s in\n%s", key, a.text)
		label = all[0].Label
	}
	a.accept(schema.CompletionValue, label)
}

func (a *author) newLine(indent string) {
	a.text = slices.Concat(a.text[:a.at], []byte("\n"+indent), a.text[a.at:])
	a.at += 1 + len(indent)
}

// required accepts the keys that the file needs at a level, until no more are offered.
func (a *author) required(indent string, opinions map[string]string, more ...string) {
	a.t.Helper()
	for first := true; ; first = false {
		if !first {
			a.newLine(indent)
		}
		key := ""
		for _, c := range a.offered() {
			if c.Kind == schema.CompletionKey && (c.Required || slices.Contains(more, c.Label)) {
				key = c.Label
				break
			}
		}
		if key == "" {
			return
		}
		a.accept(schema.CompletionKey, key)
		a.value(key, opinions)
	}
}

func TestFromNothingToAValidFileKeyByKey(t *testing.T) {
	organization := schema.Organization{
		Workspaces: []string{"Data"}, Clusters: []schema.Cluster{{Name: "own", NodePools: []string{"m5.xlarge"}}},
	}
	for _, tt := range []struct{ kind, executor string }{
		{"STANDARD", "ASTRO"}, {"STANDARD", "CELERY"}, {"DEDICATED", "ASTRO"}, {"HYBRID", "CELERY"},
	} {
		t.Run(tt.kind+"/"+tt.executor, func(t *testing.T) {
			a := author{t: t, options: schema.CompleteOptions{Mode: deployfile.ModeCreate, Organization: organization}}
			opinions := map[string]string{"deployment_type": tt.kind, "executor": tt.executor}
			a.accept(schema.CompletionKey, "deployment")
			a.accept(schema.CompletionKey, "configuration")
			a.required("        ", opinions, "runtime_version", "workspace_name", "scheduler_size", "scheduler_au", "scheduler_count",
				"cloud_provider", "region")
			a.newLine("    ")
			a.accept(schema.CompletionKey, "worker_queues")
			a.required("          ", map[string]string{"name": "default"}, "max_worker_count", "min_worker_count")
			a.newLine("    ")
			a.accept(schema.CompletionKey, "environment_variables")
			a.required("          ", nil)

			file, found := deployfile.Check("new.yaml", a.text, deployfile.ValidateOptions{Mode: deployfile.ModeCreate, Strict: true})
			assert.Empty(t, found, string(a.text))
			assert.Equal(t, tt.kind, string(file.Deployment.Configuration.DeploymentType))
			assert.Equal(t, tt.executor, string(file.Deployment.Configuration.Executor))
			assert.Len(t, file.Deployment.WorkerQueues, 1)
			assert.Len(t, file.Deployment.EnvironmentVariables, 1)
			assert.Equal(t, "Data", file.Deployment.Configuration.WorkspaceName)
		})
	}
}
