package deployfile_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
)

// asleep returns a model in development mode with enabled schedules, given as hibernate_at and wake_at.
func asleep(times ...[2]string) deployfile.Deployment {
	d := standardModel()
	d.Configuration.IsDevelopmentMode = new(true)
	for _, t := range times {
		d.HibernationSchedules = append(d.HibernationSchedules,
			deployfile.HibernationSchedule{HibernateAt: t[0], WakeAt: t[1], Enabled: new(true)})
	}
	return d
}

var (
	nights   = [2]string{"0 18 * * 1-5", "0 6 * * 1-5"}
	weekends = [2]string{"0 20 * * 5", "0 6 * * 1"}
	lunch    = [2]string{"0 12 * * 1-5", "0 13 * * 1-5"}
	leap     = [2]string{"0 0 30 2 *", "0 6 * * *"}
)

func TestSchedulesIgnored(t *testing.T) {
	on, off := asleep(), standardModel()
	const create, update, template = deployfile.ModeCreate, deployfile.ModeUpdate, deployfile.ModeTemplate
	tests := []struct {
		mode deployfile.Mode
		want *bool
		kind deployfile.Kind
		live *deployfile.Deployment
		says string // part of the message; "" when there is none
	}{
		{create, new(true), deployfile.KindStandard, nil, ""},
		{create, new(true), "", nil, ""},
		{create, new(true), "SHARED", nil, ""},
		{create, nil, deployfile.KindStandard, nil, "without development mode"},
		{create, new(false), deployfile.KindDedicated, nil, "without development mode"},
		{create, nil, "SHARED", nil, "without development mode"},
		{template, nil, deployfile.KindStandard, nil, "without development mode"},
		{"", nil, deployfile.KindStandard, &on, "without development mode"},
		{create, new(true), deployfile.KindHybrid, nil, "on HYBRID"},
		{update, new(true), deployfile.KindHybrid, &on, "on HYBRID"},
		{update, nil, deployfile.KindStandard, nil, "without development mode"},
		{update, new(true), deployfile.KindStandard, nil, ""},
		{update, nil, deployfile.KindStandard, &on, ""},
		{update, new(true), deployfile.KindStandard, &on, ""},
		{update, new(false), deployfile.KindStandard, &on, "turns development mode off"},
		{update, nil, deployfile.KindStandard, &off, "on a live Deployment without development mode"},
		{update, new(true), deployfile.KindStandard, &off, "on a live Deployment without development mode"},
	}
	for i, test := range tests {
		d := asleep(nights)
		d.Configuration.IsDevelopmentMode, d.Configuration.DeploymentType = test.want, test.kind
		found := only(d.Validate(deployfile.ValidateOptions{Mode: test.mode, Live: test.live}), deployfile.CodeSchedulesIgnored)
		if test.says == "" {
			assert.Empty(t, found, "row %d", i)
			continue
		}
		require.Len(t, found, 1, "row %d", i)
		assert.Contains(t, found[0].Message, "1 hibernation schedule has no effect ", "row %d", i)
		assert.Contains(t, found[0].Message, test.says, "row %d", i)
	}
}

func TestScheduleOverlap(t *testing.T) {
	disabled := asleep(nights, nights)
	disabled.HibernationSchedules[0].Enabled = new(false)
	disabled.HibernationSchedules[1].Enabled = nil
	tests := []struct {
		name  string
		model deployfile.Deployment
		want  []string
	}{
		{"one", asleep(nights), nil},
		{"apart", asleep(nights, lunch), nil},
		{"overlap", asleep(nights, lunch, weekends), []string{
			"hibernation schedule 3 overlaps schedule 1: both have the Deployment asleep on Friday 2024-01-05 20:00 UTC"}},
		{"equal before overlap", asleep(nights, weekends, weekends), []string{
			"hibernation schedule 2 overlaps schedule 1: both have the Deployment asleep on Friday 2024-01-05 20:00 UTC",
			"hibernation schedule 3 has the times of schedule 2"}},
		{"indexes count all schedules", asleep([2]string{"x", "y"}, nights, leap, nights), []string{
			"hibernation schedule 4 has the times of schedule 2"}},
		{"disabled", disabled, nil},
		{"close", asleep([2]string{"0 18 * * *", "14 18 * * *"}), []string{
			"hibernation schedule 1: hibernate_at and wake_at are less than 15 minutes apart, as on Monday 2024-01-01 18:00 and 18:14 UTC"}},
		{"same time", asleep([2]string{"0 18 * * *", "0 18 * * *"}, nights), nil},
		{"never wakes", asleep([2]string{"0 18 * * *", "0 6 31 2 *"}, nights), nil},
	}
	for _, test := range tests {
		var got []string
		for _, f := range only(test.model.Validate(deployfile.ValidateOptions{}), deployfile.CodeScheduleOverlap) {
			got = append(got, f.Message)
		}
		assert.Equal(t, test.want, got, test.name)
	}
}

func TestCronRulesAreApart(t *testing.T) {
	const (
		format, blank, never = deployfile.CodeCronFormat, deployfile.CodeCronBlank, deployfile.CodeCronNever
		same, overlap        = deployfile.CodeScheduleSameTime, deployfile.CodeScheduleOverlap
	)
	for times, want := range map[[2]string][]diag.Code{
		nights:                            nil,
		{"@daily", "@daily"}:              {format, format},
		{" @daily", "0 6 * * *"}:          {format},
		{"0  0 30 2 *", "0 6 * * *"}:      {blank, never},
		{"0 0 31 2 *", "0 0 31 2 *"}:      {never, never},
		{"0 18 * * 0", "0 18 * * 7"}:      {same},
		{"0 18 * * sun", " 0 18 * * SUN"}: {same, blank},
		{"", ""}:                          nil,
		{"", "0 0 * *"}:                   {format},
	} {
		found := asleep(times).Validate(deployfile.ValidateOptions{})
		assert.ElementsMatch(t, want, codesOf(found, format, blank, never, same, overlap), times)
	}
}

// TestMacrosBecomeFields: what the hint says is accepted.
func TestMacrosBecomeFields(t *testing.T) {
	for _, macro := range []string{"@hourly", "@daily", "@midnight", "@weekly", "@Monthly", "@yearly", "@annually", "@reboot", "@every 5m"} {
		found := only(asleep([2]string{macro, "5 6 * * *"}).Validate(deployfile.ValidateOptions{}), deployfile.CodeCronFormat)
		require.Len(t, found, 1, macro)
		var fields [5]string
		n, _ := fmt.Sscanf(found[0].Hint, "write %s %s %s %s %s", &fields[0], &fields[1], &fields[2], &fields[3], &fields[4])
		if macro == "@reboot" || macro == "@every 5m" {
			assert.Contains(t, found[0].Hint, "write minute, hour, ", macro)
			continue
		}
		require.Equal(t, 5, n, found[0].Hint)
		text := fmt.Sprintf("%s %s %s %s %s", fields[0], fields[1], fields[2], fields[3], fields[4])
		assert.Empty(t, only(asleep([2]string{text, "5 6 * * *"}).Validate(deployfile.ValidateOptions{}), deployfile.CodeCronFormat), macro)
	}
}

func manySchedules(n int) deployfile.Deployment {
	times := make([][2]string, n)
	for i := range times {
		times[i] = [2]string{fmt.Sprintf("%d */2 * * *", i%60), fmt.Sprintf("%d 1-23/2 * * *", i%60)}
	}
	return asleep(times...)
}

// TestManySchedules: pairs are compared among the schedules that the API would take, not among all.
func TestManySchedules(t *testing.T) {
	found := manySchedules(10_000).Validate(deployfile.ValidateOptions{})
	assert.Len(t, only(found, deployfile.CodeScheduleCount), 1)
	assert.Len(t, only(found, deployfile.CodeScheduleOverlap), 9)
}

func BenchmarkSchedules(b *testing.B) {
	for name, d := range map[string]deployfile.Deployment{
		"two":      asleep(nights, lunch),
		"ten":      manySchedules(10),
		"many":     manySchedules(10_000),
		"thousand": manySchedules(1_000),
		"apart":    farApart(),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				d.Validate(deployfile.ValidateOptions{})
			}
		})
	}
}

// farApart returns ten schedules that never meet, the costliest to compare.
func farApart() deployfile.Deployment {
	times := make([][2]string, 10)
	for i := range times {
		times[i] = [2]string{fmt.Sprintf("0 %d * * *", 2*i), fmt.Sprintf("0 %d * * *", 2*i+1)}
	}
	return asleep(times...)
}
