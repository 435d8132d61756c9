// Package sample makes the two Deployment files that benchmarks measure: one of usual size and one with a thousand
// environment variables. Both are what people write (comments, quotes, several queues, a metadata section from
// inspect) and neither has a mistake, so that what is measured is reading and checking, not reporting.
package sample

import (
	"bytes"
	"fmt"
	"strings"
)

// Small returns a file of 103 lines with eight environment variables.
func Small() []byte { return file(8) }

// Large returns a file of 5,065 lines with a thousand environment variables.
func Large() []byte { return file(1000) }

func file(variables int) []byte {
	var b bytes.Buffer
	b.WriteString(head)
	if variables > 100 {
		b.WriteString(manyNote)
	}
	for i := range variables {
		b.WriteString(variable(i))
	}
	b.WriteString(tail)
	return b.Bytes()
}

// variable returns entry i, five lines in one of four shapes that take turns.
func variable(i int) string {
	source := sources[i%len(sources)]
	key := fmt.Sprintf("%s_FEED_%04d", strings.ToUpper(source), i)
	switch i % 4 {
	case 0:
		return fmt.Sprintf(`        # where the %s feed number %d is read from
        - is_secret: false
          key: %s_URL
          updated_at: "2026-09-%02dT08:%02d:00Z"
          value: https://%s.example.com/v%d/feeds/%d?format=json
`, source, i, key, i%28+1, i%60, source, i%3+1, i)
	case 1:
		return fmt.Sprintf(`        - is_secret: true # set in the Astro UI
          key: %s_LOGIN
          updated_at: "2026-09-%02dT09:%02d:00Z"
          value: null

`, key, i%28+1, i%60)
	case 2:
		return fmt.Sprintf(`        - is_secret: false
          key: %s_BATCH_SIZE
          updated_at: "2026-09-%02dT10:%02d:00Z"
          # more than this and the source answers slowly
          value: "%d"
`, key, i%28+1, i%60, i*25%5000+100)
	default:
		return fmt.Sprintf(`        - is_secret: false
          key: %s_OPTIONS
          updated_at: "2026-09-%02dT11:%02d:00Z"
          value: '{"timezone": "Europe/Zurich", "retries": %d, "partition": "dt=%%Y-%%m-%%d"}'

`, key, i%28+1, i%60, i%5)
	}
}

var sources = []string{"orders", "customers", "inventory", "payments", "shipments"}

const head = `# Nightly loads of the data team. Owner: data-platform@example.com
# Change this file in a pull request; CI applies it after the merge.
deployment:
    # Secrets are kept in the Astro UI; here they only say that they exist.
    environment_variables:
`

const manyNote = `        # One group per feed, in the order in which the feeds were added.
        # Feeds that were switched off keep their number.
`

const tail = `    configuration:
        name: etl-prod
        description: 'nightly loads: orders, customers, inventory'
        runtime_version: "3.1-2"
        dag_deploy_enabled: true
        ci_cd_enforcement: true
        scheduler_size: MEDIUM
        is_high_availability: true # two schedulers
        is_development_mode: false
        executor: CELERY
        workspace_name: Data Platform
        deployment_type: STANDARD
        cloud_provider: AWS
        region: us-east-1
        # Memory is always twice the CPU.
        default_task_pod_cpu: "0.25"
        default_task_pod_memory: 0.5Gi
        resource_quota_cpu: "10"
        resource_quota_memory: 20Gi
        workload_identity: arn:aws:iam::123456789012:role/etl-prod
    worker_queues:
        - name: default
          max_worker_count: 10
          min_worker_count: 1
          worker_concurrency: 10
          worker_type: A5
        # Pandas needs room.
        - name: heavy-transform
          max_worker_count: 4
          min_worker_count: 0
          worker_concurrency: 5
          worker_type: A40
          pod_ephemeral_storage: 20Gi
        - name: api-polling
          max_worker_count: 6
          min_worker_count: 0
          worker_concurrency: 15
          worker_type: A5
        # The warehouse takes one load at a time.
        - name: warehouse
          max_worker_count: 1
          min_worker_count: 0
          worker_concurrency: 1
          worker_type: A10
          pod_ephemeral_storage: 50Gi
    metadata:
        deployment_id: cm3kq0a1x000108l41f2g5h7d
        workspace_id: cm3kpz9ab000008l47xk2d0qe
        cluster_id: N/A
        airflow_version: 3.1.2
        status: HEALTHY
        created_at: 2026-03-02T07:15:00Z
        updated_at: 2026-09-18T14:02:00Z
        deployment_url: cloud.astronomer.io/cm3kpz9ab000008l47xk2d0qe/deployments/cm3kq0a1x000108l41f2g5h7d
        webserver_url: example.astronomer.run/d1f2g5h7d
    alert_emails:
        - data-platform@example.com
        - oncall@example.com
`
