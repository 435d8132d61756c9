package yamltree

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const goodYAML = `# A Deployment file that uses most of what YAML has.
---
deployment: &deployment
  environment_variables:
    - key: "AIRFLOW_VAR_PATH" # in quotes
      value: 'it''s C:\temp'
      is_secret: false
    - {key: FLOW, value: "a\tb", is_secret: false}
    - key: LONG
      value: |
        first # no comment
          second

        third
    - key: FOLDED
      value: >-
        one
        two
    - key: EMPTY
      value:
  configuration:
    name: produção 😀
    description: a text that goes on
      in the next line
    runtime_version: 13.1.0
    executor: !!str CELERY
    schedule: "0 5 * * 1-5"
    labels: [one, "two", # three
      {four: 4}, five: 5]
  worker_queues: &queues
  - name: default
    max_worker_count: 10
    min_worker_count: 0
  -
    name: heavy
    worker_type: A10
  ? alert_emails
  : - a@example.com
    - b@example.com
other: *queues
common: &common
  a: 1
  b: ~
merged:
  <<: *common
  c: 3
"quoted key": x
'another': y
nested:
  - - a
    - b
  - - c
`

const goodJSON = `{
	"deployment": {
		"environment_variables": [
			{"key": "PATH", "value": "C:\\temp\u00e9\ud83d\ude00", "is_secret": false},
			{"key": "EMPTY", "value": null}
		],
		"configuration": {
			"name": "produção 😀",
			"numbers": [1, -2, 3.5, 1e10, 0.5E-3],
			"dag_deploy_enabled": true
		},
		"worker_queues": [{"name": "default", "max_worker_count": 10}, {}, []],
		"alert_emails": ["a@example.com", "b@example.com"]
	},
	"other": ""
}
`

// Every beginning of a good file gives a tree or problems, never a panic and never a range outside the text.
func TestTruncated(t *testing.T) {
	for name, src := range map[string]string{"x.yaml": goodYAML, "x.json": goodJSON} {
		require.Empty(t, Parse(name, []byte(src)).Problems)
		for end := range len(src) {
			tree := checkTree(t, name, []byte(src[:end]))
			for _, p := range tree.Problems {
				assert.NotEmpty(t, p.Message)
			}
		}
	}
}

// Every line that is left out, doubled or indented leaves the rest readable or positioned.
func TestMangledLines(t *testing.T) {
	for name, src := range map[string]string{"x.yaml": goodYAML, "x.json": goodJSON} {
		lines := bytes.SplitAfter([]byte(src), []byte("\n"))
		for i := range lines {
			for _, replacement := range []string{"", string(lines[i]) + string(lines[i]), " " + string(lines[i]), "\t" + string(lines[i]), "\"\n", "}\n"} {
				mangled := bytes.Join(lines[:i], nil)
				mangled = append(mangled, replacement...)
				mangled = append(mangled, bytes.Join(lines[i+1:], nil)...)
				checkTree(t, name, mangled)
			}
		}
	}
}
