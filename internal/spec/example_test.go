package spec_test

import (
	"fmt"

	"github.com/astrofile/astrofile/internal/spec"
)

func ExampleLevelAt() {
	for _, f := range spec.LevelAt("deployment.hibernation_schedules[]").Fields {
		fmt.Println(f.Key(), f.Type, "-", f.Omitted)
	}
	// Output:
	// hibernate_at cron - fails
	// wake_at cron - fails
	// description text - cleared
	// enabled boolean - reset
}

func ExampleLevel_Field() {
	f := spec.LevelAt("deployment.worker_queues[]").Field("node_pool_id")
	fmt.Println(f.Status, "key of", f.WrittenBy, "- use", f.ReplacedBy)
	// Output: legacy key of the official CLI 1.7 to 1.9 - use deployment.worker_queues[].worker_type
}

func ExampleEnum_Match() {
	m, _ := spec.Lookup("deployment.configuration.executor").Enum.Match("celeryexecutor")
	fmt.Println(m.Value.Name, m.Alias, m.OtherCase)
	// Output: CELERY true true
}
