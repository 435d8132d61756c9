package deployfile_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/astrofile/astrofile/deployfile"
)

func ExampleRecognise() {
	fmt.Println(deployfile.Recognise([]byte("deploymnet:\n    worker_queues: []\n")))
	fmt.Println(deployfile.Recognise([]byte("kind: Deployment\n")))
	// Output:
	// true
	// false
}

func TestRecognise(t *testing.T) {
	wide := func(bom, text string) string {
		return bom + strings.Join(strings.Split(text, ""), "\x00") + "\x00"
	}
	const file = "# of the team\ndeployment:\n    configuration:\n        name: etl\n"
	for text, want := range map[string]bool{
		file:                                       true,
		"\ufeffdeployment: {}\n":                   true,
		wide("\xff\xfe", file):                     true,
		wide("\xfe\xff\x00", file):                 true,
		wide("", file):                             true,
		"x: 1\rdeployment:\r  a: 1\r":              true,
		"--- {deployment: {}}":                     true,
		`{"x-a":1,"deployment":{}}`:                true,
		"? deployment\n: {}\n":                     true,
		"? 'deployment' # root\n: {}":              true,
		"deploymnet:\n    worker_queues: []\n":     true,
		"deploymnet:\n  environment_variables: []": true,
		"deploymnet:\n  runtime_version: 3":        true,
		"configuration:\n  name: x\n":              true,
		"worker_queues:\n- name: x\n":              true,
		"hibernation_schedules: []":                true,
		"alert_emails: []":                         true,
		"Deployment :\n":                           true,
		"kind: Deployment\n":                       false,
		"# deployment: x\n":                        false,
		"my-deployment: x\n":                       false,
		"deployment_id: x\n":                       false,
		"- deployment\n- configuration\n":          false,
		"note: the deployment: is\n":               false,
		"\xff\xfe":                                 false,
		"":                                         false,
	} {
		assert.Equal(t, want, deployfile.Recognise([]byte(text)), "%q", text)
	}
}

// A text keeps its meaning when its letters change case, and is not written to.
func FuzzRecognise(f *testing.F) {
	for _, text := range []string{"deployment: {}\n", "a: 1\n", "? deployment\n", "\xff\xfed\x00e\x00", "x\x00: \xc4\xb0", "deployment:\n    configuration:\n        name: a\n        runtime_version: 12.1.0\n"} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		before := bytes.Clone(src)
		assert.Equal(t, deployfile.Recognise(src), deployfile.Recognise(bytes.ToLower(src)), "%q", src)
		assert.Equal(t, before, src)
		if _, found := deployfile.Check("a.yaml", src, deployfile.ValidateOptions{}); found.Err() == nil {
			assert.True(t, deployfile.Recognise(src), "a Deployment file without errors: %q", src)
		}
	})
}

func BenchmarkRecognise(b *testing.B) {
	src := bytes.Repeat([]byte("- deployment of  'deployment'   \n"), 30_000)
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		deployfile.Recognise(src)
	}
}
