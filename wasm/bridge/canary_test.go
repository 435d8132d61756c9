package bridge

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// secretive are documents with a secret in many places and forms.
func secretive(canary string) map[string]string {
	entry := func(value string) string {
		return edited("key: TOKEN\n          value: null", "key: TOKEN\n          value: "+value)
	}
	return map[string]string{
		"plain":       entry(canary),
		"quoted":      entry(`"` + canary + `"`),
		"comment":     entry(canary + " # not " + canary),
		"block":       entry("|\n            one\n            " + canary),
		"open quote":  entry(`"` + canary),
		"list":        entry("[" + canary + "]"),
		"tag":         entry("!" + canary),
		"alias":       entry("*" + canary),
		"twice":       entry(canary + "\n          value: " + canary),
		"misspelt":    strings.Replace(entry(canary), "value: "+canary, "vlaue: "+canary, 1),
		"key":         edited("key: TOKEN", "key: TOKEN="+canary),
		"mapping":     edited("environment_variables:\n", "environment_variables:\n        TOKEN: "+canary+"\n"),
		"other":       edited("    configuration:", "    secrets: {TOKEN: "+canary+"}\n    configuration:"),
		"not secret":  strings.Replace(entry("postgres://etl:"+canary+"@db"), "is_secret: true", "is_secret: false", 1),
		"credential":  edited("key: LOG_LEVEL\n          value: info", "key: DB_PASSWORD\n          value: "+canary),
		"half":        entry(canary)[:strings.Index(entry(canary), canary)+len(canary)],
		"json":        `{"deployment": {"environment_variables": [{"key": "TOKEN", "is_secret": true, "value": "` + canary + `"}]}}`,
		"json, open":  `{"deployment": {"environment_variables": [{"key": "TOKEN", "is_secret": true, "value": "` + canary,
		"extension":   "x-token: " + canary + "\n" + live,
		"two at once": live + "---\ntoken: " + canary + "\n",
	}
}

// No answer shows a secret, but for the texts that are the document.
func TestAnswersShowNoSecret(t *testing.T) {
	const canary = "c4n4ry"
	documentTexts := map[string]bool{"fix": true, "format": true, "set": true}
	public := map[string]bool{"key": true, "not secret": true, "credential": true} // the entry does not say that it is secret
	for name, src := range secretive(canary) {
		t.Run(name, func(t *testing.T) {
			require.Contains(t, src, canary)
			for i := range operations {
				for _, r := range asked(t, &operations[i], src) {
					out := Answer(r)
					if documentTexts[r.Op] || r.Op == "template" && public[name] {
						out = without(t, out, "text")
					}
					if !assert.NotContains(t, string(out), canary, r.Op) {
						return
					}
				}
			}
		})
	}
}

// asked returns requests of an operation in which a document takes every part.
func asked(t *testing.T, op *operation, src string) []Request {
	t.Helper()
	var all []Request
	with := func(options ...string) {
		r := request(t, op.name, src, options...)
		all = append(all, r)
		r.Live = []byte(live)
		all = append(all, r)
		r.Source, r.Live = []byte(live), []byte(src)
		all = append(all, r)
	}
	switch op.name {
	case "set":
		with("path", "deployment.configuration.name", "value", "x")
		with("path", "deployment.configuration.nam", "value", "c4n4ry")
		with("path", "deployment.worker_queues[name=default].max_worker_count", "value", "c4n4ry")
		with("path", "deployment.environment_variables[0].is_secret", "value", "c4n4ry")
		with("path", "deployment.environment_variables[key=TOKEN].value", "remove", "true")
	case "plan":
		with("delete", "TOKEN")
		with("expose", "TOKEN", "strictSecrets", "true")
		with()
	case "share":
		with()
		with("comments", "true")
	case "hover", "complete":
		for at := 0; at < min(len(src), len(live)); at += 29 {
			with("offset", decimal(at))
		}
	case "validate":
		with("keepIgnored", "true", "mode", "template")
		with("strict", "true", "mode", "update")
	default:
		with()
	}
	return all
}

// without takes a member out of an answer.
func without(t *testing.T, answer []byte, name string) []byte {
	t.Helper()
	var members map[string]json.RawMessage
	require.NoError(t, json.Unmarshal(answer, &members))
	delete(members, name)
	rest, err := json.Marshal(members)
	require.NoError(t, err)
	return rest
}
