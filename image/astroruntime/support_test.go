package astroruntime_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/image/astroruntime"
)

func TestSupported(t *testing.T) {
	tests := []struct {
		version, on string
		want        astroruntime.Support
	}{
		{"13.11.0", "2027-04-30", astroruntime.SupportMaintained},
		{"13.11.0", "2027-05-01", astroruntime.SupportEnded},
		{"13.99.0", "2026-09-25", astroruntime.SupportMaintained},
		{"12.12.0", "2026-02-28", astroruntime.SupportMaintained},
		{"12.12.0", "2026-03-01", astroruntime.SupportEnded},
		{"12.12.0-slim", "2026-03-01", astroruntime.SupportEnded},
		{"9.17.0", "2024-06-01", astroruntime.SupportMaintained},
		{"3.0-18", "2027-04-30", astroruntime.SupportMaintained},
		{"3.0-18", "2027-05-01", astroruntime.SupportBasic},
		{"3.0-18", "2027-10-30", astroruntime.SupportBasic},
		{"3.0-18", "2027-10-31", astroruntime.SupportEnded},
		{"3.0.4", "2026-09-25", astroruntime.SupportEnded},
		{"3.1-8", "2026-09-25", astroruntime.SupportYanked},
		{"9.0.0-base", "2026-09-25", astroruntime.SupportYanked},
		{"3.4-1", "2026-09-25", astroruntime.SupportUnknown},
		{"14.0.0", "2026-09-25", astroruntime.SupportUnknown},
		{"3.3-9.rc1", "2026-09-25", astroruntime.SupportUnknown},
	}
	for _, tt := range tests {
		t.Run(tt.version+" "+tt.on, func(t *testing.T) {
			assert.Equal(t, tt.want, astroruntime.Supported(parse(t, tt.version), day(t, tt.on)))
		})
	}
}

func TestTheDayIsThatOfUTC(t *testing.T) {
	v := parse(t, "13.11.0")
	last := day(t, "2027-04-30").Add(24*time.Hour - time.Nanosecond)
	assert.Equal(t, astroruntime.SupportMaintained, astroruntime.Supported(v, last))
	assert.Equal(t, astroruntime.SupportEnded, astroruntime.Supported(v, last.Add(time.Nanosecond)))
	east := time.FixedZone("east", 10*60*60) // already the first of May there
	assert.Equal(t, astroruntime.SupportMaintained, astroruntime.Supported(v, last.In(east)))
}

func TestLatest(t *testing.T) {
	tests := []struct{ on, want string }{
		{"2026-09-25", "3.3-8"},
		{"2026-09-23", "3.3-8"},
		{"2026-09-22", "3.3-2"}, // 3.0-18 is dated between the two
		{"2026-07-08", "3.2-2"},
		{"2026-04-14", ""}, // of the lines supported that day, the dated builds so far are all yanked
		{"2024-06-01", "11.4.0"},
		{"2024-04-08", "10.6.0"}, // 11.0.0 came out, and was yanked
		{"2021-08-12", "3.0.0"},
		{"2029-01-31", "3.3-8"},
		{"2021-08-11", ""},
		{"2029-02-01", ""},
	}
	for _, tt := range tests {
		t.Run(tt.on, func(t *testing.T) {
			r, ok := astroruntime.Latest(day(t, tt.on))
			assert.Equal(t, tt.want, r.Version.String())
			assert.Equal(t, tt.want != "", ok)
		})
	}
}

func TestNewest(t *testing.T) {
	tests := []struct{ series, on, want string }{
		{"3.3", "2026-09-25", "3.3-8"},
		{"3.0", "2026-09-25", "3.0-18"},
		{"3.0", "2026-09-14", "3.0-17"},
		{"3.0", "2025-12-31", ""}, // only a yanked build is dated before
		{"13", "2026-09-25", "13.11.0"},
		{"12", "2026-09-25", "12.12.0"},
		{"11", "2026-09-25", "11.8.0"}, // 11.20.0 has no date
		{"3", "2026-09-25", "3.0.4"},   // the old line of this name
		{"3.4", "2026-09-25", ""},
		{"", "2026-09-25", ""},
	}
	for _, tt := range tests {
		t.Run(tt.series+" "+tt.on, func(t *testing.T) {
			r, ok := astroruntime.Newest(tt.series, day(t, tt.on))
			assert.Equal(t, tt.want, r.Version.String())
			require.Equal(t, tt.want != "", ok)
		})
	}
}

func TestFeatures(t *testing.T) {
	type features = astroruntime.Features
	tests := []struct {
		version string
		want    features
	}{
		{"8.0.0", features{}},
		{"8.1.0", features{KubernetesExecutor: true}},
		{"13.11.0", features{KubernetesExecutor: true}},
		{"3.0.4", features{}},
		{"3.0-4", features{AstroExecutor: true, RemoteExecution: true, KubernetesExecutor: true}},
		{"3.1-11", features{AstroExecutor: true, RemoteExecution: true, KubernetesExecutor: true}},
		{"3.1-12.rc1", features{AstroExecutor: true, RemoteExecution: true, KubernetesExecutor: true}},
		{"3.1-12-base", features{AstroExecutor: true, RemoteExecution: true, DagRoles: true, KubernetesExecutor: true}},
		{"3.9-1", features{AstroExecutor: true, RemoteExecution: true, DagRoles: true, KubernetesExecutor: true}},
	}
	for _, tt := range tests {
		assert.Equal(t, tt.want, parse(t, tt.version).Features(), tt.version)
	}
}
