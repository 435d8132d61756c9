package main

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/internal/spec"
)

func TestModelFitsTable(t *testing.T) {
	shapes, err := reflectModel()
	require.NoError(t, err)
	for _, f := range spec.Fields() {
		if f.Go != "" {
			assert.Contains(t, shapes, f.Path)
		}
	}
}

// schedule is as the model has it; the other types are not.
type schedule struct {
	HibernateAt, WakeAt, Description string
	Enabled                          *bool
}

func TestModelOffTable(t *testing.T) {
	level := spec.LevelAt("deployment.hibernation_schedules[]")
	faults := func(model any) string {
		if err := errors.Join(match(newReflector().Reflect(model), level, map[string]shape{})...); err != nil {
			return err.Error()
		}
		return ""
	}
	assert.Empty(t, faults(schedule{}))
	assert.Contains(t, faults(struct {
		schedule
		Zone string
	}{}), `no row for field Zone of "deployment.hibernation_schedules[]"`)
	assert.Contains(t, faults(struct{ HibernateAt, WakeAt, Description string }{}),
		`the model has no field "Enabled" for deployment.hibernation_schedules[].enabled`)
	assert.Contains(t, faults(struct {
		HibernateAt, WakeAt, Description string
		Enabled                          int
	}{}), "deployment.hibernation_schedules[].enabled: the model holds integer, the table says boolean")
}
