package validate_test

import (
	"slices"

	"github.com/astrofile/astrofile/internal/spec"
)

// keysOfToday are the keys of all levels.
var keysOfToday = func() []string {
	var keys []string
	for _, f := range spec.Fields() {
		if key := f.Key(); key != "" && f.Status <= spec.OutputOnly && !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	return keys
}()

// oddKeys are those of old files and of the API, and such as nobody knows.
var oddKeys = func() []string {
	keys := []string{"x-owner", "X-Owner", "x", "owner", "<<<", "a.b", "KEY=value", "vaule"}
	for _, f := range spec.Fields() {
		if f.Status > spec.OutputOnly {
			keys = append(keys, f.Key())
		}
	}
	return keys
}()

// plainScalars are read as something else than text by one reader or another.
var plainScalars = []string{
	"5", "5.5", "5.0", "-5", "0", "-1", "1e1", "1_000", "0x10", "0b101", "0o17", "010", "007", "1:30", "99999999999", "2147483648", "1e400", "+5",
	"true", "false", "True", "FALSE", "yes", "No", "on", "off", "y", "n", "null", ".inf", ".nan", "text", "2026-03-02", "2026-03-02T07:15:00Z",
}

// texts are values of every grammar, good and bad, for any field.
var texts = []string{
	"", " ", "etl", "<name>", "[RUNTIME VERSION]", "${NAME}", "{{ name }}", "ETL_PLACEHOLDER", "a b", "default", "Default",
	"3.1-2", "3.1", "12.5.0", "latest", "3-0.1", "v3.0-4", "12.5", "3.1-2-base", "0.25", "500m", "1Gi", "0.5Gi", "0", "0Gi", "-1", "20", "1e3",
	"0 18 * * 1-5", "0 18 * *", "@daily", "60 18 * * *", "0 0 31 2 *", "a@example.com", "A <a@example.com>", "a@b", "a", "203.0.113.0/24", "203.0.113.1",
	"CELERY", "Astro", "standard", "HYBRID", "DEDICATED", "A5", "a160", "m5.xlarge", "SMALL", "XL", "AWS", "N/A", "us-east-1", "KEY=value", "A B",
}

// values are what people write for some keys, right and wrong.
var values = map[string][]string{
	"executor": {"CELERY", "celery", "CeleryExecutor", "KUBERNETES", "kubernetesexecutor", "KubernetesExecutor", "ASTRO", "AstroExecutor", "astro", "LOCAL", "", "null"},
	"deployment_type": {
		"STANDARD", "standard", "DEDICATED", "HYBRID", "Hybrid", "HOSTED_SHARED", "hosted_dedicated", "HOSTED_STANDARD", "HOSTED", "", "null", "<type>",
	},
	"scheduler_size":          {"SMALL", "small", "EXTRA_LARGE", "extra-large", "EXTRALARGE", "XL", "", "null"},
	"cloud_provider":          {"AWS", "aws", "Gcp", "AZURE", "amazon", "", "null"},
	"runtime_version":         {"3.1-2", "3.1", "12.5.0", "v3.0-4", "V3.0-4", "03.1-2", "2.10-3", "12", "latest", "3-0.1", "3.1-2.a", "12.5.0+x", "", "null", "<v>", "1.2.3-"},
	"cluster_name":            {"prod", "N/A", "", "null", "us-east-1", "<cluster>"},
	"name":                    {"etl", "default", "Default", "", "null", "5", "true", "<name>"},
	"scheduler_au":            {"4", "5", "24", "25", "0", "-1", "5.0", "5.5", "null", "1e1"},
	"scheduler_count":         {"0", "1", "2", "4", "5", "-1", "null"},
	"min_worker_count":        {"-2", "-1", "0", "1", "10", "99", "null"},
	"max_worker_count":        {"-1", "0", "1", "10", "99", "2147483648", "null"},
	"worker_concurrency":      {"-1", "0", "1", "5", "15", "16", "30", "31", "60", "61", "64", "65", "120", "121", "180", "181", "360", "361", "480", "481", "null"},
	"worker_type":             {"A5", "a5", "A10", "A20", "A40", "A60", "A120", "A160", "A7", "m5.xlarge", "", "null", "5"},
	"is_secret":               {"true", "false", "yes", "no", "null", "5"},
	"key":                     {"DB_URL", "db-url", "1A", "A B", "A=b", "é", "A\u00a0B", "", "null", "<key>", "true", "5"},
	"value":                   {"x", "", "null", "5", "true", "<value>", "{{ ds }}"},
	"default_task_pod_cpu":    {"0.25", "1", "500m", "0", "-1", "1Gi", "1.5e2", "+1", "", "null", "one", "1u", ".5", "1.", "0.0", "1k"},
	"default_task_pod_memory": {"0.5Gi", "1Gi", "512Mi", "2", "0Gi", "1e3", "1g", "", "null", "2G", "20k", "20m", "1E3", "5E"},
	"resource_quota_cpu":      {"10", "0", "10m", "7000", "null"},
	"resource_quota_memory":   {"20Gi", "20", "20000Gi", "0.0Gi", "null", "00Gi"},
	"pod_ephemeral_storage":   {"10Gi", "10", "5Gi", "0Gi", "", "null", "1Ti"},
	"hibernate_at":            {"0 18 * * 1-5", " 0 18 * * * ", "0 18 * *", "0 18 * * * *", "@daily", "60 18 * * *", "0 24 * * *", "0 18 31 2 *", "0 18 * foo *", "0 18 * JAN mon-fri", "*/5 5-1 * * 8", "", "null", "0\t18 * * *", "5"},
	"wake_at":                 {"0 6 * * 1-5", "0,5 6 */2 * sun", "0 6 ? * *", "0 6 L * *", "0 6 * * 0-7", "0 6 * * fri-mon", "*/0 6 * * *", "1/2 6 * * *", "", "null"},
	"enabled":                 {"true", "false", "yes", "null", "5"},
	"is_high_availability":    {"true", "false", "Yes", "null", "maybe"},
	"is_development_mode":     {"true", "false", "off", "null"},
	"is_default":              {"true", "false", "yes", "no", "null", "maybe", "TRUE", "False"},
	"description":             {"x", "", "null", "5"},
	"remote_execution":        {"x"},
	"status":                  {"HEALTHY", "odd", "null", "5"},
	"created_at":              {"2026-03-02T07:15:00Z", "today", "null"},
	"dag_deploy_enabled":      {"true", "NO", "null", "1"},
	"default_worker_type":     {"m5.xlarge", "", "null", "5"},
	"region":                  {"us-east-1", "", "null", "eu"},
	"cluster_id":              {"N/A", "null", "x"},
	"task_log_url_pattern":    {"https://x/{{ ti }}", "${X}", "null"},
	"task_log_bucket":         {"s3://b", "b", "null", "<bucket>"},
	"workspace_name":          {"Data", "", "null", "5"},
	"workload_identity":       {"", "arn:aws:iam::123456789012:role/x", "x", "null"},
	"updated_at":              {"2026-03-02T07:15:00Z", "null", "5"},
	"ci_cd_enforcement":       {"true", "n", "null"},
	"scheduler_replicas":      {"1", "x"},
	"allowed_ip_address_ranges": {
		"203.0.113.0/24", "203.0.113.1", "203.0.113.256/24", "203.0.113.0/33", "0.0.0.0/0", "2001:db8::/32", "::/0", "::ffff:10.0.0.0/104", "2001:db8::/129",
		"1::2::3/64", "fe80::1%eth0/64", "203.0.113.0/08", "010.0.0.0/8", "1:2:3:4:5:6:7:8/128", "1:2:3:4:5:6:7/64", "12345::/16", "", " 10.0.0.0/8", "<range>", "10.0.0.0/", "/8",
	},
	"alert_emails": {
		"a@example.com", "A <a@example.com>", "<a@example.com>", "a@b", "a", "a@", "@b.co", "a@b@c.co", "\"a b\"@example.com", "a@[127.0.0.1]", " a@example.com", "a@example.com ",
		"a b@example.com", "a..b@example.com", ".a@example.com", "a.@example.com", "é@example.com", "a@exämple.com", "a+b@example.com", "a@-b.co", "a@b-.co", "a@b..co", "a@b.co.",
		"a(comment)@b.co", "a@b_c.co", "a,b@c.co", "a/b@c.co", "\"a\\\"b\"@c.co", "\"\"@c.co", "<email>", "${EMAIL}", "",
	},
}
