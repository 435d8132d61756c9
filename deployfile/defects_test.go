package deployfile_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/golden"
)

// TestDefects reads files that the official CLI misreads without a word, and shows what we say about them. The archives
// have the numbers of the measurements.
func TestDefects(t *testing.T) { golden.Run(t, "testdata/defects/*.txtar", readAll) }

// scalars are texts that a reader of YAML 1.1 takes for something else than text, and what the official CLI sends then.
var scalars = []struct{ written, sent string }{
	{"012345678901", "1.2345679e+10"},
	{"12345678901234567890123", "1.2345679e+22"},
	{"1234567e8", "1.234567e+14"},
	{"010", "8"},
	{"0012", "10"},
	{"0123", "83"},
	{"007", "7"},
	{"yes", "true"},
	{"on", "true"},
	{"y", "true"},
	{"NO", "false"},
	{"No", "false"},
	{"13.10", "13.1"},
	{"12.10", "12.1"},
	{"3.0", "3"},
	{"0x1F", "31"},
	{"0x10", "16"},
	{"0o17", "15"},
	{"1e3", "1000"},
	{"1_000", "1000"},
	{"+1", "1"},
	{"1.0", "1"},
	{".5", "0.5"},
	{"0.10", "0.1"},
	{"1.10", "1.1"},
	{"0.50", "0.5"},
	{"1234567.0", "1.234567e+06"},
	{"100000000.5", "1e+08"},
	{"3.14159265358979323846", "3.1415927"},
}

// TestScalarsThatChange reads each of them in a field: the model has the source text, the finding says what the
// official CLI sends, and the fix ends the matter without a change of the text.
func TestScalarsThatChange(t *testing.T) {
	for _, s := range scalars {
		for _, key := range []string{"name", "description", "workspace_name", "region"} {
			t.Run(key+" "+s.written, func(t *testing.T) {
				src := set(key, s.written)(standardFile)
				file, found := deployfile.Parse("x.yaml", []byte(src))
				require.Len(t, found, 1)
				assert.Equal(t, deployfile.CodeScalarRetyped, found[0].Code)
				assert.Equal(t, diag.SeverityWarning, found[0].Severity)
				assert.Equal(t, "deployment.configuration."+key, string(found[0].Path))
				assert.Contains(t, found[0].Message, s.written)
				assert.Contains(t, found[0].Message, "official CLI")
				assert.Contains(t, found[0].Message, diag.Quote(s.sent))
				assert.Equal(t, s.written, textOf(file, key))

				fixed, _ := diag.ApplyFixes([]byte(src), found)
				again, found := deployfile.Parse("x.yaml", fixed)
				assert.Empty(t, found)
				assert.Equal(t, file.Deployment, again.Deployment)
			})
		}
	}
}

// TestValuesThatChange does the same for the value of an environment variable, secret or not: neither text is shown.
func TestValuesThatChange(t *testing.T) {
	for _, s := range scalars {
		for _, secret := range []string{"true", "false"} {
			src := both(set("value", s.written), swap("is_secret: "+secret, "is_secret: false"))(standardFile)
			file, found := deployfile.Parse("x.yaml", []byte(src))
			require.Len(t, found, 1, s.written)
			assert.Equal(t, deployfile.CodeScalarRetyped, found[0].Code, s.written)
			assert.Equal(t, "deployment.environment_variables[0].value", string(found[0].Path))
			assert.Equal(t, s.written, *file.Deployment.EnvironmentVariables[0].Value)
			said := strings.ReplaceAll(found[0].Message+found[0].Hint, "environment variable", "")
			if len(s.written) > 2 {
				assert.NotContains(t, said, s.written)
			}
			assert.NotContains(t, said, diag.Quote(s.sent))
		}
	}
}

// TestScalarsThatStay reads unquoted texts that arrive as they are.
func TestScalarsThatStay(t *testing.T) {
	for written, want := range map[string][]diag.Code{
		"12":         {deployfile.CodeScalarUnquoted},
		"2024":       {deployfile.CodeScalarUnquoted},
		"0.25":       {deployfile.CodeScalarUnquoted},
		"true":       {deployfile.CodeScalarUnquoted},
		"2024-01-01": nil,
		"12:30:45":   nil,
		"3.0-1":      nil,
		"10.3.0":     nil,
		"500m":       nil,
		"nope":       nil,
		"1e":         nil,
		"0x":         nil,
		`"0123"`:     nil,
		`'yes'`:      nil,
		"!!str 0123": nil,
	} {
		for _, key := range []string{"name", "value"} {
			file, found := deployfile.Parse("x.yaml", []byte(set(key, written)(standardFile)))
			var codes []diag.Code
			for _, d := range found {
				codes = append(codes, d.Code)
			}
			assert.Equal(t, want, codes, "%s: %s", key, written)
			assert.Equal(t, strings.Trim(strings.TrimPrefix(written, "!!str "), `"'`), textOf(file, key))
		}
	}
}

// TestScalarsInJSON reads numbers and truth values in place of text, which JSON writes without quotes.
func TestScalarsInJSON(t *testing.T) {
	for written, sent := range map[string]string{"12.10": "12.1", "1e3": "1000", "1.0": "1"} {
		file, found := deployfile.Parse("x.json", []byte(`{"deployment": {"configuration": {"name": `+written+`}}}`))
		require.Len(t, found, 1, written)
		assert.Equal(t, deployfile.CodeScalarRetyped, found[0].Code)
		assert.Contains(t, found[0].Message, diag.Quote(sent))
		assert.Equal(t, written, file.Deployment.Configuration.Name)
	}
}

func textOf(file *deployfile.File, key string) string {
	c := file.Deployment.Configuration
	switch key {
	case "name":
		return c.Name
	case "description":
		return *c.Description
	case "workspace_name":
		return c.WorkspaceName
	case "region":
		return c.Region
	default:
		return *file.Deployment.EnvironmentVariables[0].Value
	}
}
