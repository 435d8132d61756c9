package deployfile_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/spec"
)

// strangeFile writes a Deployment file that has a value at the path of a row of the table, and not at the paths left
// out.
func strangeFile(row *spec.Field, without ...string) string {
	lines := map[string][]string{
		"deployment.configuration": {
			"name: etl", "runtime_version: 3.1-14", "executor: CELERY", "workspace_name: Data", "deployment_type: DEDICATED",
			"scheduler_size: SMALL", "cluster_name: east", "is_development_mode: true", "ci_cd_enforcement: false",
			"dag_deploy_enabled: true", "is_high_availability: false",
		},
		"deployment.worker_queues[]":         {"name: default", "worker_type: A5"},
		"deployment.environment_variables[]": {"key: STAGE", "value: test"},
		"deployment.hibernation_schedules[]": {"hibernate_at: 0 20 * * *", "wake_at: 0 8 * * *", "enabled: true"},
		"deployment.metadata":                {"status: HEALTHY"},
	}
	level := row.Parent.Path
	lines[level] = append(lines[level], row.Key()+": "+sampleValue(row))
	var b strings.Builder
	b.WriteString("deployment:\n")
	for _, section := range []string{"configuration", "configuration.remote_execution", "worker_queues", "environment_variables", "hibernation_schedules", "metadata"} {
		path := "deployment." + section
		list := lines[path+"[]"] != nil
		if list {
			path += "[]"
		}
		indent := strings.Repeat("  ", strings.Count(section, ".")+1)
		key := section[strings.LastIndexByte(section, '.')+1:]
		if len(lines[path]) == 0 || leftOut("deployment."+section, without) {
			continue
		}
		fmt.Fprintf(&b, "%s%s:\n", indent, key)
		lead := indent + "  "
		if list {
			lead = indent + "- "
		}
		for _, line := range lines[path] {
			name, _, _ := strings.Cut(line, ":")
			if leftOut(path+"."+name, without) {
				continue
			}
			b.WriteString(lead + line + "\n")
			lead = indent + "  "
		}
	}
	for _, line := range lines["deployment"] {
		b.WriteString("  " + line + "\n")
	}
	return b.String()
}

func leftOut(path string, without []string) bool {
	return slices.Contains(without, path)
}

func sampleValue(row *spec.Field) string {
	switch row.Type {
	case spec.Mapping:
		return "{}"
	case spec.Texts:
		return "[ops@example.com]"
	case spec.Mappings:
		switch {
		case strings.Contains(strings.ToLower(row.Key()), "variables"):
			return "[{key: REGION, value: eu}]"
		case strings.Contains(strings.ToLower(row.Key()), "queues"):
			return "[{name: default, worker_type: A5}]"
		}
		return "[{hibernate_at: 0 20 * * *, wake_at: 0 8 * * *, enabled: true}]"
	}
	if row.Example == "" {
		return "some text"
	}
	if row.Type == spec.Integer || row.Type == spec.Boolean {
		return row.Example
	}
	return strconv.Quote(row.Example)
}

// codeOf returns the code for a key that the file of today does not have.
func codeOf(row *spec.Field) diag.Code {
	switch {
	case row.Path == "deployment.astronomer_variables":
		return deployfile.CodeLegacySection
	case row.Status == spec.Legacy:
		return deployfile.CodeLegacyField
	case row.Status == spec.Misplaced:
		return deployfile.CodeMisplacedField
	default:
		return deployfile.CodeAPIFieldName
	}
}

// TestKeysOfOtherPlacesAndTimes holds every row of the table that is not part of the file of today: it gives its code
// at its key, names what replaces it, and its fix removes the finding and brings up no other of
// the text.
func TestKeysOfOtherPlacesAndTimes(t *testing.T) {
	rows := 0
	for _, row := range spec.Fields() {
		if row.Status <= spec.OutputOnly {
			continue
		}
		rows++
		t.Run(row.Path, func(t *testing.T) {
			var without []string
			if row.Status != spec.Legacy || row.Rename {
				without = append(without, row.ReplacedBy)
			}
			file, found := deployfile.Parse("etl.yaml", []byte(strangeFile(row, without...)))
			f := theOnly(t, found, codeOf(row))
			at := file.Source()[f.Range.Start.Offset:f.Range.End.Offset]
			assert.Equal(t, row.Key(), string(at))
			assert.Contains(t, f.Message, row.Key())
			target := spec.Lookup(row.ReplacedBy)
			if target != nil {
				assert.Contains(t, f.Message+f.Hint, target.Key())
			}
			if row.Status == spec.APIName && !row.Rename {
				assert.Nil(t, f.Fix, "an ID is no name")
				return
			}
			fixed, err := diag.Apply(file.Source(), f.Fix.Edits)
			require.NoError(t, err)
			if row.Status == spec.Misplaced || row.Rename {
				assert.Contains(t, string(fixed), target.Key()+":")
			}
			_, after := deployfile.Parse("etl.yaml", fixed)
			assert.Equal(t, codes(found, codeOf(row)), codes(after, ""), "%s", fixed)
		})
	}
	assert.Greater(t, rows, 50)
}

// TestKeysWhoseReplacementIsThere holds that no fix makes a key stand twice.
func TestKeysWhoseReplacementIsThere(t *testing.T) {
	for _, row := range spec.Fields() {
		target := spec.Lookup(row.ReplacedBy)
		if row.Status <= spec.OutputOnly || target == nil {
			continue
		}
		t.Run(row.Path, func(t *testing.T) {
			src := strangeFile(row)
			if !strings.Contains(src, "\n  "+target.Key()+":") && !strings.Contains(src, " "+target.Key()+":") {
				src = strings.Replace(src, " "+row.Key()+":", " "+target.Key()+": "+sampleValue(target)+"\n"+indentOf(src, row.Key())+row.Key()+":", 1)
			}
			file, found := deployfile.Check("etl.yaml", []byte(src), deployfile.ValidateOptions{})
			require.True(t, has(found, deployfile.CodeLegacyField) || has(found, deployfile.CodeMisplacedField) || has(found, deployfile.CodeAPIFieldName), "%s", src)
			fixed, _ := diag.ApplyFixes(file.Source(), found)
			_, after := deployfile.Check("etl.yaml", fixed, deployfile.ValidateOptions{})
			assert.False(t, has(after, deployfile.CodeDuplicateKey) || has(after, deployfile.CodeDuplicateKeyEqual), "%s", fixed)
		})
	}
}

// TestKeysWithoutAFix holds what a key is not repaired for, and what is not reported a second time.
func TestKeysWithoutAFix(t *testing.T) {
	for name, c := range map[string]struct {
		src  []byte
		code diag.Code
	}{
		"deployment inside": {[]byte("deployment:\n  configuration:\n    executor: CELERY\n    deployment: {}\n"), deployfile.CodeMisplacedField},
		"UTF-16":            {utf16LE("deployment:\n  configuration:\n    nme: etl\n"), deployfile.CodeUnknownField},
		"twice":             {[]byte("deployment:\n  configuration:\n    Name: a\n    Name: b\n"), deployfile.CodeFieldCase},
	} {
		t.Run(name, func(t *testing.T) {
			_, found := deployfile.Check("etl.yaml", c.src, deployfile.ValidateOptions{})
			list := only(found, c.code)
			require.NotEmpty(t, list)
			for _, f := range list {
				assert.Nil(t, f.Fix)
				if c.code == deployfile.CodeMisplacedField {
					assert.Contains(t, f.Message, "the top level")
				}
			}
		})
	}
}

// TestEntryOfOneStrangeKey holds that NAME: TEXT in the list of variables is one finding.
func TestEntryOfOneStrangeKey(t *testing.T) {
	src := "deployment:\n  configuration: {executor: CELERY, name: etl}\n  environment_variables:\n  - DB_PASSWORD: x\n"
	file, found := deployfile.Check("etl.yaml", []byte(src), deployfile.ValidateOptions{})
	f := theOnly(t, found, deployfile.CodeUnknownField)
	assert.Equal(t, diag.Path("deployment.environment_variables[0]"), f.Path)
	assert.Equal(t, "DB_PASSWORD", string(file.Source()[f.Range.Start.Offset:f.Range.End.Offset]))
	assert.Contains(t, f.Message, "an entry has key and value")
	assert.Equal(t, "write key: NAME and value: TEXT", f.Hint)
	assert.False(t, has(found, deployfile.CodeFieldRequired) || has(found, deployfile.CodeEnvValueMissing), "%v", found)
}

// TestUnknownValuesAreNotMissing holds that a value that cannot be known is not reported as absent.
func TestUnknownValuesAreNotMissing(t *testing.T) {
	src := "deployment:\n  configuration:\n    name: *nobody\n    executor: CELERY\n  environment_variables:\n" +
		"  - {key: A, is_secret: true, value: *nobody}\n  - {key: B, value: *nobody}\n"
	_, found := deployfile.Check("etl.yaml", []byte(src), deployfile.ValidateOptions{Mode: deployfile.ModeCreate})
	require.Error(t, found.Err())
	for _, code := range []diag.Code{deployfile.CodeNameMissing, deployfile.CodeSecretValueMissing, deployfile.CodeEnvValueMissing} {
		assert.False(t, has(found, code), "%s in %v", code, found)
	}
}

func indentOf(src, key string) string {
	at := strings.Index(src, " "+key+":") + 1
	line := src[strings.LastIndexByte(src[:at], '\n')+1 : at]
	return strings.Replace(line, "-", " ", 1)
}

func theOnly(t *testing.T, found diag.List, code diag.Code) diag.Diagnostic {
	t.Helper()
	list := only(found, code)
	require.Len(t, list, 1, "%s in %v", code, found)
	return list[0]
}

// codes lists the codes of a list but one.
func codes(found diag.List, but diag.Code) []string {
	list := []string{}
	for _, d := range found {
		if d.Code != but {
			list = append(list, string(d.Code)+" "+string(d.Path))
		}
	}
	return list
}

// Without a name and without metadata a file is a template: a fix must not make it one.
func TestMetadataTimeKeepsMetadata(t *testing.T) {
	for name, want := range map[string]bool{"etl": true, `""`: false} {
		src := "deployment:\n  configuration:\n    name: " + name + "\n  metadata:\n    created_at: yesterday\n"
		_, found := deployfile.Check("x.yaml", []byte(src), deployfile.ValidateOptions{})
		times := ofCode(found, deployfile.CodeMetadataTime)
		require.Len(t, times, 1)
		assert.Equal(t, want, times[0].Fix != nil, name)
	}
}
