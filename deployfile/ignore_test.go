package deployfile_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
)

// withComment is a file whose cloud_provider gives enum-case, with comments around that line.
func withComment(above, behind string) string {
	return "deployment:\n  configuration:\n    name: etl\n    executor: CELERY\n    workspace_name: Data\n    deployment_type: STANDARD\n" + above +
		"    cloud_provider: aws" + behind + "\n    region: us-east-1\n"
}

func TestIgnoredFindingsAreKeptOnRequest(t *testing.T) {
	for name, test := range map[string]struct{ above, behind, want string }{
		"behind":            {"", " # astrofile: ignore enum-case as in the console", "as in the console"},
		"above":             {"    # astrofile: ignore enum-case as in the console\n", "", "as in the console"},
		"several blanks":    {"", " #  astrofile:  ignore   enum-case   as  in", "as in"},
		"double sign":       {"    ## astrofile: ignore enum-case why not\n", "", "why not"},
		"no reason":         {"", " # astrofile: ignore enum-case", "no reason given"},
		"above another":     {"    # astrofile: ignore enum-case because\n    # astrofile: ignore bool-notation not here\n", "", "because"},
		"three in a column": {strings.Repeat("    # astrofile: ignore bool-notation not here\n", 2) + "    # astrofile: ignore enum-case because\n", "", "because"},
	} {
		t.Run(name, func(t *testing.T) {
			src := []byte(withComment(test.above, test.behind))
			_, quiet := deployfile.Check("etl.yaml", src, deployfile.ValidateOptions{})
			assert.False(t, has(quiet, deployfile.CodeEnumCase))
			_, kept := deployfile.Check("etl.yaml", src, deployfile.ValidateOptions{KeepIgnored: true, Strict: true})
			f := theOnly(t, kept, deployfile.CodeEnumCase)
			assert.Equal(t, test.want, f.Ignored)
			assert.Zero(t, diag.List{f}.Counts())
			_, twice := deployfile.Check("etl.yaml", src, deployfile.ValidateOptions{Strict: true})
			assert.Equal(t, twice.Counts(), kept.Counts(), "a finding that is kept counts nowhere")
		})
	}
}

func TestFindingsOfTheTextAreIgnoredToo(t *testing.T) {
	src := []byte(withComment("", "") + "    ci_cd_enforcement: yes # astrofile: ignore bool-notation house style\n")
	_, found := deployfile.Parse("etl.yaml", src)
	assert.Empty(t, found)
	file, _ := deployfile.Parse("etl.yaml", src)
	assert.False(t, has(file.Validate(deployfile.ValidateOptions{}), deployfile.CodeIgnoreUnused), "Parse has silenced it")
}

func TestIgnoreNeedsAComment(t *testing.T) {
	for name, src := range map[string]string{
		"text":       withComment("", "\n    description: '# astrofile: ignore enum-case because'"),
		"blank line": withComment("    # astrofile: ignore enum-case because\n\n", ""),
		"line above": withComment("    ci_cd_enforcement: true # astrofile: ignore enum-case because\n", ""),
		"another":    withComment("", " # astrofile: ignore executor-case because"),
		"other word": withComment("", " # astrofile ignore enum-case because"),
	} {
		_, found := deployfile.Check("etl.yaml", []byte(src), deployfile.ValidateOptions{})
		assert.True(t, has(found, deployfile.CodeEnumCase), name)
	}
}

// TestWhatCannotBeIgnored holds that a comment for each protected code is refused and leaves the others alone.
func TestWhatCannotBeIgnored(t *testing.T) {
	for _, r := range deployfile.Severities() {
		src := []byte(withComment("", " # astrofile: ignore "+string(r.Code)+" because"))
		_, found := deployfile.Check("etl.yaml", src, deployfile.ValidateOptions{})
		assert.Equal(t, r.MustStay, has(found, deployfile.CodeIgnoreRefused), r.Code)
		if r.MustStay {
			assert.Contains(t, theOnly(t, found, deployfile.CodeIgnoreRefused).Message, string(r.Code))
		}
	}
}

func TestManyIgnoreComments(t *testing.T) {
	const n = 2000
	var b strings.Builder
	b.WriteString(withComment(strings.Repeat("    # astrofile: ignore enum-case because\n", n), ""))
	for i := range n {
		fmt.Fprintf(&b, "    # astrofile: ignore everything-%d because\n", i)
	}
	_, found := deployfile.Check("etl.yaml", []byte(b.String()), deployfile.ValidateOptions{})
	require.NotEmpty(t, found)
	assert.False(t, has(found, deployfile.CodeEnumCase))
	assert.Equal(t, n, found.Counts().Error, "comments for codes that do not exist")
	assert.Equal(t, n-1, only(found, deployfile.CodeIgnoreUnused).Counts().Warning+unseenWarnings(found), "all but one silence nothing")
}

// unseenWarnings returns how many warnings the note about what is not shown counts.
func unseenWarnings(found diag.List) int {
	n := 0
	for _, d := range found {
		if d.More != nil {
			n += d.More.Warning
		}
	}
	return n
}
