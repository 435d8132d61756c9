package astroruntime_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/image/astroruntime"
)

func TestCanUpgrade(t *testing.T) {
	const today = "2026-09-25"
	tests := []struct {
		from, to, on string
		reason       astroruntime.Refusal
		need         string
	}{
		{"13.7.0", "13.11.0", today, "", ""},
		{"13.7.0", "3.3-8", today, "", ""},
		{"13.7.0-base", "3.3-8-python-3.13", today, "", ""},
		{"13.7.0", "3.0-18", today, "", ""},
		{"13.7.0", "3.3-9", today, "", ""}, // newer than the table
		{"13.7.0", "3.4-1", today, "", ""}, // newer line than the table
		{"9.6.0", "13.11.0", today, "", ""},
		{"12.1.1", "12.12.0", today, "", ""}, // ended, but its own line
		{"3.0-4", "3.1-13", today, "", ""},   // within Airflow 3 any build will do
		{"3.0-4", "3.0-18", today, "", ""},
		{"3.3-8", "3.3-8-base", today, "", ""},
		{"9.0.0", "9.0.0", today, "", ""}, // yanked, but it runs already

		{"13.11.0", "13.10.0", today, astroruntime.RefusedDowngrade, ""},
		{"3.0-1", "13.11.0", today, astroruntime.RefusedDowngrade, ""},
		{"3.0-4", "3.0.4", today, astroruntime.RefusedDowngrade, ""},
		{"13.0.0", "13.5.0", today, astroruntime.RefusedYanked, ""},
		{"13.11.0", "3.2-1", today, astroruntime.RefusedYanked, ""},
		{"9.6.0", "10.9.0", today, astroruntime.RefusedEnded, ""},
		{"11.8.0", "12.12.0", today, astroruntime.RefusedEnded, ""},
		{"11.8.0", "12.99.0", today, astroruntime.RefusedEnded, ""},
		{"11.8.0", "12.0.0", "2026-02-28", "", ""},
		{"13.11.0", "3.3-8", "2026-09-22", astroruntime.RefusedUnreleased, ""},
		{"3.2-5", "3.3-7", "2026-07-08", astroruntime.RefusedUnreleased, ""}, // its line began later
		{"12.12.0", "3.3-8", today, astroruntime.RefusedSource, "13.7.0"},
		{"13.6.0", "3.3-8", today, astroruntime.RefusedSource, "13.7.0"},
		{"12.12.0", "3.4-1", today, astroruntime.RefusedSource, "13.7.0"},
		{"13.7.0", "3.3-7", today, astroruntime.RefusedNotNewest, "3.3-8"},
		{"13.11.0", "3.1-13", today, astroruntime.RefusedNotNewest, "3.1-21"},
		{"13.11.0", "3.0-18", "2027-10-30", "", ""},
		{"13.11.0", "3.0-18", "2027-10-31", astroruntime.RefusedEnded, ""},
	}
	for _, tt := range tests {
		t.Run(tt.from+" to "+tt.to+" on "+tt.on, func(t *testing.T) {
			from, to := parse(t, tt.from), parse(t, tt.to)
			err := astroruntime.CanUpgrade(from, to, day(t, tt.on))
			if tt.reason == "" {
				require.NoError(t, err)
				return
			}
			var e *astroruntime.UpgradeError
			require.ErrorAs(t, err, &e)
			assert.Equal(t, tt.reason, e.Reason)
			assert.Equal(t, tt.need, e.Need.String())
			assert.Equal(t, from.WithoutSuffix(), e.From)
			assert.Equal(t, to.WithoutSuffix(), e.To)
		})
	}
}

func TestCanUpgradeFromNothing(t *testing.T) {
	var none astroruntime.Version
	require.NoError(t, astroruntime.CanUpgrade(none, parse(t, "3.3-7"), astroruntime.TableDate()))
	assert.ErrorContains(t, astroruntime.CanUpgrade(none, parse(t, "3.2-1"), astroruntime.TableDate()), "withdrawn")
}

func TestUpgrades(t *testing.T) {
	const today = "2026-09-25"
	tests := []struct {
		from, on string
		want     []string // with the refusal behind it
	}{
		{"13.11.0", today, []string{"3.0-18", "3.1-21", "3.2-10", "3.3-8"}},
		{"13.0.0", today, []string{"13.11.0", "3.0-18 source", "3.1-21 source", "3.2-10 source", "3.3-8 source"}},
		{"12.0.0", today, []string{"12.12.0", "13.11.0", "3.0-18 source", "3.1-21 source", "3.2-10 source", "3.3-8 source"}},
		{"9.0.0", today, []string{"9.17.0", "13.11.0", "3.0-18 source", "3.1-21 source", "3.2-10 source", "3.3-8 source"}},
		{"3.1-8", today, []string{"3.1-21", "3.2-10", "3.3-8"}},
		{"3.1-99-base", today, []string{"3.2-10", "3.3-8"}},
		{"3.3-8", today, nil},
		{"3.3-8-base", today, nil},
		{"4.0-1", today, nil},
		{"13.11.0", "2027-10-31", []string{"3.1-21", "3.2-10", "3.3-8"}},
		{"8.10.0", "2024-04-20", []string{"9.13.0", "10.8.0"}},
	}
	for _, tt := range tests {
		t.Run(tt.from+" on "+tt.on, func(t *testing.T) {
			var got []string
			for _, u := range astroruntime.Upgrades(parse(t, tt.from), day(t, tt.on)) {
				s := u.Release.Version.String()
				if u.Refused != nil {
					var e *astroruntime.UpgradeError
					require.ErrorAs(t, u.Refused, &e)
					s += " " + string(e.Reason)
				}
				got = append(got, s)
			}
			assert.Equal(t, tt.want, got)
		})
	}
}

func TestUpgradeMessages(t *testing.T) {
	tests := []struct{ from, to, on, want string }{
		{"3.0-4", "3.0.4", "2026-09-25", "runtime cannot go from 3.0-4 to 3.0.4: the target is older"},
		{"3.0-4", "3.2-1", "2026-09-25",
			"runtime cannot go from 3.0-4 to 3.2-1: the target was withdrawn: environment-manager connections were not found"},
		{"3.0-4", "3.3-8", "2026-01-01", "runtime cannot go from 3.0-4 to 3.3-8: the target is not released yet"},
		{"9.6.0", "12.12.0", "2026-09-25", "runtime cannot go from 9.6.0 to 12.12.0: support for 12 has ended"},
		{"12.12.0", "3.3-8", "2026-09-25",
			"runtime cannot go from 12.12.0 to 3.3-8: the upgrade to Airflow 3 starts at 13.7.0 or later"},
		{"13.7.0", "3.3-2", "2026-09-25",
			"runtime cannot go from 13.7.0 to 3.3-2: the upgrade to Airflow 3 takes the newest build, 3.3-8"},
	}
	for _, tt := range tests {
		assert.EqualError(t, astroruntime.CanUpgrade(parse(t, tt.from), parse(t, tt.to), day(t, tt.on)), tt.want)
	}
}
