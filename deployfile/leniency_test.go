package deployfile_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
)

// The files that the rows below change. Nothing is found in them, whatever they are meant for.
const (
	standardFile = `deployment:
    environment_variables:
        - is_secret: false
          key: LOG_LEVEL
          value: info
    configuration:
        name: etl
        description: nightly loads
        runtime_version: 3.1-2
        dag_deploy_enabled: true
        ci_cd_enforcement: false
        scheduler_size: SMALL
        is_high_availability: false
        is_development_mode: true
        executor: CELERY
        scheduler_count: 1
        workspace_name: Data
        deployment_type: STANDARD
        cloud_provider: AWS
        region: us-east-1
        default_task_pod_cpu: "0.25"
        default_task_pod_memory: 0.5Gi
        resource_quota_cpu: "10"
        resource_quota_memory: 20Gi
        workload_identity: ""
    worker_queues:
        - name: default
          max_worker_count: 10
          min_worker_count: 0
          worker_concurrency: 5
          worker_type: A5
          pod_ephemeral_storage: 10Gi
    alert_emails:
        - oncall@example.com
    hibernation_schedules:
        - hibernate_at: 0 18 * * 1-5
          wake_at: 0 6 * * 1-5
          enabled: true
`
	remoteFile = `deployment:
    environment_variables: []
    configuration:
        name: remote
        description: ""
        runtime_version: 3.1-2
        dag_deploy_enabled: false
        ci_cd_enforcement: false
        scheduler_size: MEDIUM
        is_high_availability: false
        executor: ASTRO
        cluster_name: prod-aws
        workspace_name: Data
        deployment_type: DEDICATED
        remote_execution:
            enabled: true
            allowed_ip_address_ranges:
                - 203.0.113.0/24
            task_log_bucket: s3://example-logs/airflow
    alert_emails: []
    hibernation_schedules: []
`
	hybridFile = `deployment:
    environment_variables: []
    configuration:
        name: billing
        description: ""
        runtime_version: 12.5.0
        dag_deploy_enabled: false
        ci_cd_enforcement: false
        executor: CELERY
        scheduler_au: 10
        scheduler_count: 2
        cluster_name: prod-aws
        workspace_name: Data
        deployment_type: HYBRID
        cloud_provider: AWS
        region: us-east-1
    worker_queues:
        - name: default
          max_worker_count: 10
          min_worker_count: 0
          worker_concurrency: 16
          worker_type: m5.xlarge
    alert_emails: []
`
)

var (
	dedicatedFile = swap("cluster_name: prod-aws\n        deployment_type: DEDICATED", "deployment_type: STANDARD")(standardFile)
	// podsFile has the Kubernetes executor, and no worker queues.
	podsFile = swap("executor: KUBERNETES", "executor: CELERY")(before("    worker_queues:", "    alert_emails:", "    worker_queues: []\n")(standardFile))
	// sleeplessFile is not in development mode.
	sleeplessFile = swap("is_development_mode: false", "is_development_mode: true")(before("    hibernation_schedules:", "", "    hibernation_schedules: []\n")(standardFile))
)

// change makes another file of a file.
type change func(string) string

// impossible marks a text that a change could not make.
const impossible = "impossible change: "

// as leaves the file as it is.
func as(text string) string { return text }

// swap writes one text in place of another, which stands once, and so on for further pairs. The new one comes first.
func swap(pairs ...string) change {
	return func(text string) string {
		for i := 0; i < len(pairs); i += 2 {
			if strings.Count(text, pairs[i+1]) != 1 {
				return impossible + pairs[i+1]
			}
			text = strings.Replace(text, pairs[i+1], pairs[i], 1)
		}
		return text
	}
}

// before writes a text in place of everything from one text to another, or to the end.
func before(from, to, with string) change {
	return func(text string) string {
		head, rest, found := strings.Cut(text, from)
		if !found {
			return impossible + from
		}
		tail := ""
		if to != "" {
			_, tail, _ = strings.Cut(rest, to)
			tail = to + tail
		}
		return head + with + tail
	}
}

// all replaces a text wherever it stands.
func all(from, to string) change {
	return func(text string) string { return strings.ReplaceAll(text, from, to) }
}

func wrapped(head, tail string) change { return func(text string) string { return head + text + tail } }

// set writes another value for a key that stands alone on one line of the file.
func set(key, value string) change {
	return line(key, func(indent string) string { return indent + key + ": " + value + "\n" })
}

// drop deletes the line of a key.
func drop(key string) change { return line(key, func(string) string { return "" }) }

// line replaces the one line that a key begins.
func line(key string, by func(indent string) string) change {
	return func(text string) string {
		var b strings.Builder
		n := 0
		for l := range strings.Lines(text) {
			bare := strings.TrimLeft(l, " ")
			if strings.HasPrefix(bare, key+":") {
				n++
				l = by(l[:len(l)-len(bare)])
			}
			b.WriteString(l)
		}
		if n != 1 {
			return impossible + key
		}
		return b.String()
	}
}

func both(changes ...change) change {
	return func(text string) string {
		for _, c := range changes {
			text = c(text)
		}
		return text
	}
}

// tabbed writes the file as JSON, indented by tabs.
func tabbed(text string) string {
	file, _ := deployfile.Parse("x.yaml", []byte(text))
	plain, err := deployfile.Marshal(file.Deployment, deployfile.SyntaxJSON)
	if err != nil {
		return impossible + err.Error()
	}
	var b bytes.Buffer
	if err := json.Indent(&b, plain, "", "\t"); err != nil {
		return impossible + err.Error()
	}
	return b.String()
}

func bigEndian(text string) string {
	b := []byte{0xFE, 0xFF}
	for _, u := range utf16.Encode([]rune(text)) {
		b = append(b, byte(u>>8), byte(u))
	}
	return string(b)
}

func littleEndian(text string) string { return "\xFF\xFE" + string(utf16LE(text)) }

// policy is one row of the leniency policy: what is found in a file after a change.
type policy struct {
	name   string
	base   string
	change change
	want   string // every finding in the order of the file, such as "info enum-case, warning field-ignored"
	mode   string // any, create, update or template; "" is both create and update
}

// judge holds rows against the files that they describe.
func judge(t *testing.T, worst string, rows []policy) {
	t.Helper()
	names := map[string]bool{}
	for _, row := range rows {
		require.False(t, names[row.name], "two rows are called %s", row.name)
		names[row.name] = true
		modes := []string{"create", "update"}
		if row.mode != "" {
			modes = []string{row.mode}
		}
		for _, mode := range modes {
			t.Run(row.name+"/"+mode, func(t *testing.T) {
				text := row.change(row.base)
				require.NotContains(t, text, impossible)
				name := "x.yaml"
				if strings.HasPrefix(text, "{") {
					name = "deployment"
				}
				purpose, err := deployfile.ParseMode(mode)
				require.NoError(t, err)
				o := deployfile.ValidateOptions{Mode: purpose}
				file, found := deployfile.Check(name, []byte(text), o)
				if _, ofText := deployfile.Parse(name, []byte(text)); len(ofText) == 0 && !onlyOfFiles(row) {
					assert.Equal(t, essence(found), essence(file.Deployment.Validate(o)), "the same model without a file")
				}
				var got []string
				for _, d := range found {
					got = append(got, string(d.Severity)+" "+string(d.Code))
				}
				assert.Equal(t, row.want, strings.Join(got, ", "), "%v", found)
				for _, severity := range moreSevere[worst] {
					assert.NotContains(t, row.want, severity, "the row is in the wrong table")
				}
				if worst != "info" {
					assert.Contains(t, row.want, worst, "the row is in the wrong table")
				}
			})
		}
	}
}

// onlyOfFiles reports whether a row is about something that a model built in Go cannot say.
func onlyOfFiles(row policy) bool {
	return row.mode == "template" || strings.Contains(row.name+row.want, "placeholder") || strings.Contains(row.want, "section-missing")
}

var moreSevere = map[string][]string{"info": {"error", "warning"}, "warning": {"error"}}

func TestPolicyFiles(t *testing.T) {
	for name, text := range map[string]string{
		"standard": standardFile, "remote": remoteFile, "hybrid": hybridFile, "dedicated": dedicatedFile,
		"pods": podsFile, "sleepless": sleeplessFile,
	} {
		require.NotContains(t, text, impossible)
		for _, mode := range modes {
			_, found := deployfile.Check(name, []byte(text), deployfile.ValidateOptions{Mode: mode})
			assert.Empty(t, found, "%s, mode %v", name, mode)
		}
	}
}
