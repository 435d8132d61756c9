package diag_test

import (
	"testing"

	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const queues = diag.Path("deployment.worker_queues")

func TestSelectors(t *testing.T) {
	for _, tc := range []struct {
		path   diag.Path
		text   string
		parent diag.Path
		last   diag.Step
	}{
		{queues.Entry("name", "large"), `deployment.worker_queues[name=large]`, queues, diag.Step{Index: -1, Match: [][2]string{{"name", "large"}}}},
		{queues.Entry("name", `a "b]`), `deployment.worker_queues[name="a \"b]"]`, queues, diag.Step{Index: -1, Match: [][2]string{{"name", `a "b]`}}}},
		{queues.Entry("name", "a=b"), `deployment.worker_queues[name="a=b"]`, queues, diag.Step{Index: -1, Match: [][2]string{{"name", "a=b"}}}},
		{queues.Entry("name", ""), `deployment.worker_queues[name=""]`, queues, diag.Step{Index: -1, Match: [][2]string{{"name", ""}}}},
		{queues.Entry("a", "x[,").And("b", `",y`), `deployment.worker_queues[a="x[,",b="\",y"]`, queues, diag.Step{Index: -1, Match: [][2]string{{"a", "x[,"}, {"b", `",y`}}}},
		{queues.Entry("a", "x").And("b", "y z"), `deployment.worker_queues[a=x,b="y z"]`, queues, diag.Step{Index: -1, Match: [][2]string{{"a", "x"}, {"b", "y z"}}}},
		{diag.Path("deployment.alert_emails").Element("a.b@example.com"), `deployment.alert_emails["a.b@example.com"]`, "deployment.alert_emails", diag.Step{Key: "a.b@example.com", Quoted: true, Index: -1}},
		{queues.Index(12), `deployment.worker_queues[12]`, queues, diag.Step{Index: 12}},
		{queues.Entry("name", "a").Field("name"), `deployment.worker_queues[name=a].name`, `deployment.worker_queues[name=a]`, diag.Step{Key: "name", Index: -1}},
	} {
		assert.Equal(t, tc.text, string(tc.path))
		assert.Equal(t, tc.parent, tc.path.Parent(), tc.text)
		steps, err := tc.path.Steps()
		require.NoError(t, err, tc.text)
		assert.Equal(t, tc.last, steps[len(steps)-1], tc.text)
	}
}

func TestStepsOfNoPath(t *testing.T) {
	for path, want := range map[diag.Path]string{
		"a..b":                     `path "a..b", character 2: "" is not a key`,
		"a b":                      `path "a b", character 1: "a b" is not a key`,
		".a":                       `path ".a", character 1: "" is not a key`,
		"a[":                       `brackets hold an index, a condition such as name=default, or a quoted text`,
		"a[]":                      `brackets hold an index`,
		"a[-1]":                    `brackets hold an index`,
		"a[name]":                  `brackets hold an index`,
		`a["b]`:                    `the quoted text does not end`,
		`a["b"`:                    `brackets hold an index`,
		"a[name=b]c":               `a dot or a bracket belongs at character 10`,
		"a[name=b":                 `brackets hold an index`,
		"a[999999999999999999999]": `out of range`,
	} {
		_, err := path.Steps()
		assert.ErrorContains(t, err, want, string(path))
	}
}

func FuzzSteps(f *testing.F) {
	f.Add("large", "b", "x")
	f.Add(`"[,`, "", `\`)
	f.Fuzz(func(t *testing.T, value, key, element string) {
		entry := diag.Path("a").Field(key).Entry("name", value)
		p := entry.And("other", key).Element(element)
		assert.Equal(t, entry.And("other", key), p.Parent())
		assert.Equal(t, diag.Path("a").Field(key), entry.Parent())
		assert.Equal(t, diag.Path("a").Field(key), p.Parent().Parent())
		steps, err := p.Steps()
		require.NoError(t, err)
		require.Len(t, steps, 4)
		assert.Equal(t, [][2]string{{"name", value}, {"other", key}}, steps[2].Match)
		assert.Equal(t, element, steps[3].Key)
	})
}
