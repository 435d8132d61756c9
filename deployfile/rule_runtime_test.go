package deployfile_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
)

var runtimeCodes = []diag.Code{
	deployfile.CodeRuntimeVersionMissing, deployfile.CodeRuntimeVersionFormat, deployfile.CodeRuntimeVersionSuffix,
	deployfile.CodeRuntimeVersionYanked, deployfile.CodeRuntimeVersionNotOffered, deployfile.CodeAstroExecutorUnsupported,
}

func TestRuntimeVersion(t *testing.T) {
	limits := &deployfile.Limits{RuntimeReleases: []deployfile.RuntimeRelease{{Version: "3.1-2"}, {Version: "v12.5.0"}, {Version: "3.1-8"}}}
	for text, want := range map[string]string{
		"3.1-2":       "",
		"v3.1-2":      "",
		"12.5.0":      "astro",
		"v12.5.0":     "astro",
		"12.5.0-base": "suffix astro",
		"3.1-2-slim":  "suffix",
		"3.1-8":       "yanked",
		"3.1-8-base":  "suffix yanked",
		"3.1-3":       "offered",
		"3.1.2":       "offered astro",
		"":            "missing",
		"v":           "format",
		"3.1":         "format",
		"latest":      "format",
		"3-1.2":       "format",
		"12-5.0":      "format",
		" 3.1-2":      "format",
		"12.5":        "format",
		"3.1-2-":      "format",
	} {
		d := standardModel()
		d.Configuration.RuntimeVersion, d.Configuration.Executor = text, deployfile.ExecutorAstro
		got := given(d, deployfile.ValidateOptions{Mode: deployfile.ModeCreate, Limits: limits}, runtimeCodes...)
		names := strings.Fields(want)
		require.Len(t, got, len(names), "%q gives %v", text, got)
		for i, name := range names {
			assert.Contains(t, string(got[i]), name, text)
		}
	}
}

func TestRuntimeVersionHints(t *testing.T) {
	for text, want := range map[string]string{
		"3-1.2":      `did you mean "3.1-2"?`,
		"v12-5.0":    `did you mean "12.5.0"?`,
		"3-1.2-base": `did you mean "3.1-2"?`,
		"3.1-2\n":    `write "3.1-2"`,
		"3.1":        `write the build, such as "3.1-`,
		"12":         `write the build, such as "12.`,
		"banana":     "write a version of one of these forms",
	} {
		d := standardModel()
		d.Configuration.RuntimeVersion = text
		found := only(d.Validate(deployfile.ValidateOptions{}), deployfile.CodeRuntimeVersionFormat)
		require.Len(t, found, 1, text)
		assert.Contains(t, found[0].Message, diag.Quote(text))
		assert.Contains(t, found[0].Hint, want, text)
	}
}

func TestRuntimeVersionNotOfferedNamesTheNewest(t *testing.T) {
	for offered, want := range map[string]string{
		"3.1-9 3.1-10 3.2-1 13.0.0": `"3.1-10", the newest that is offered of series 3.1`,
		"13.0.0 3.2-1 3.0-5":        `"3.2-1", the newest that is offered; none of series 3.1 is`,
		"soon":                      "",
	} {
		var limits deployfile.Limits
		for version := range strings.FieldsSeq(offered) {
			limits.RuntimeReleases = append(limits.RuntimeReleases, deployfile.RuntimeRelease{Version: version})
		}
		found := only(standardModel().Validate(deployfile.ValidateOptions{Mode: deployfile.ModeCreate, Limits: &limits}), deployfile.CodeRuntimeVersionNotOffered)
		require.Len(t, found, 1, offered)
		assert.Contains(t, found[0].Hint, want, offered)
	}
	for _, mode := range []deployfile.Mode{deployfile.ModeAny, deployfile.ModeUpdate, deployfile.ModeTemplate} {
		limits := deployfile.Limits{RuntimeReleases: []deployfile.RuntimeRelease{{Version: "13.0.0"}}}
		assert.Empty(t, given(standardModel(), deployfile.ValidateOptions{Mode: mode, Limits: &limits}, deployfile.CodeRuntimeVersionNotOffered), mode)
	}
}

func TestAstroExecutorOnHybridIsOneFinding(t *testing.T) {
	d := hybridModel()
	d.Configuration.Executor = "AstroExecutor"
	for _, version := range []string{"", "3.1-2", "12.5.0", "banana"} {
		d.Configuration.RuntimeVersion = version
		found := only(d.Validate(deployfile.ValidateOptions{}), deployfile.CodeAstroExecutorUnsupported)
		require.Len(t, found, 1, version)
		assert.Contains(t, found[0].Message, "HYBRID")
	}
}

// TestAstroExecutorWithDotForDash: a build that exists only in the other form is what was meant.
func TestAstroExecutorWithDotForDash(t *testing.T) {
	const other = "write executor: CELERY or KUBERNETES, or a runtime_version of the form X.Y-N"
	for version, want := range map[string]string{
		"3.1.2":       `did you mean "3.1-2"?`,
		"v3.1.2-base": `did you mean "3.1-2"?`,
		"3.1.999":     other,
		"12.5.0":      other,
		"3.0.0":       other,
	} {
		d := standardModel()
		d.Configuration.RuntimeVersion, d.Configuration.Executor = version, deployfile.ExecutorAstro
		found := only(d.Validate(deployfile.ValidateOptions{}), deployfile.CodeAstroExecutorUnsupported)
		require.Len(t, found, 1, version)
		assert.Equal(t, want, found[0].Hint, version)
	}
}
