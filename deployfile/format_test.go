package deployfile_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
)

// holder is a type of a program that uses the module.
type holder struct {
	File       *deployfile.File
	Deployment deployfile.Deployment
	Live       *deployfile.Deployment
	variable   deployfile.EnvironmentVariable
	file       deployfile.File
}

func TestNothingPrintsASecret(t *testing.T) {
	src := "deployment:\n  environment_variables:\n  - {key: LOGIN, is_secret: true, value: " + canary + "}\n  - {key: REGION, value: eu}\n" + plainConfiguration
	file, _ := deployfile.Parse("etl.yaml", []byte(src))
	d := file.Deployment
	require.Equal(t, canary, *d.EnvironmentVariables[0].Value)
	for name, v := range map[string]any{
		"file": *file, "pointer to file": file, "files": []*deployfile.File{file}, "deployment": d, "pointer to deployment": &d,
		"variables": d.EnvironmentVariables, "variable": d.EnvironmentVariables[0], "pointer to variable": &d.EnvironmentVariables[0],
		"map": map[string]deployfile.Deployment{"etl": d}, "inside": holder{file, d, &d, d.EnvironmentVariables[0], *file},
		"pointer": &holder{file, d, &d, d.EnvironmentVariables[0], *file}, "error": fmt.Errorf("cannot apply %v of %+v: %w", d, file, errors.New("refused")),
	} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%q", "%s", "%x", "%X", "%d"} {
			shown := fmt.Sprintf(verb, v)
			assert.NotContains(t, shown, canary, "%s of %s", verb, name)
			assert.NotContains(t, strings.ToLower(shown), fmt.Sprintf("%x", canary), "%s of %s", verb, name)
			assert.NotContains(t, shown, strings.Trim(fmt.Sprintf("%d", []byte(canary)), "[]"), "%s of %s", verb, name)
		}
		marshalled, err := json.Marshal(v)
		require.NoError(t, err)
		assert.NotContains(t, string(marshalled), canary, "JSON of %s", name)
	}
}

func TestFileFormat(t *testing.T) {
	file, _ := deployfile.Parse("etl.yaml", []byte("deployment:\n"))
	assert.Equal(t, `deployfile.File("etl.yaml")`, fmt.Sprint(file))
	assert.Equal(t, `deployfile.File("etl.yaml")`, fmt.Sprintf("%#v", *file))
}
