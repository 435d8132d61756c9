package astroruntime_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/image/astroruntime"
)

func day(t testing.TB, s string) time.Time {
	t.Helper()
	d, err := time.Parse(time.DateOnly, s)
	require.NoError(t, err)
	return d
}

func text(d time.Time) string {
	if d.IsZero() {
		return ""
	}
	return d.Format(time.RFC3339)
}

func TestLookup(t *testing.T) {
	r, ok := astroruntime.Lookup(parse(t, "v3.3-8-python-3.13-base"))
	require.True(t, ok)
	assert.Equal(t, "3.3-8", r.Version.String())
	assert.Equal(t, "3.3.2", r.Airflow)
	assert.Equal(t, "3.3", r.AirflowMinor)
	assert.Equal(t, "3.14", r.PythonDefault)
	assert.Equal(t, []string{"3.12", "3.13", "3.14"}, r.Pythons())
	assert.Equal(t, "2026-09-23T00:00:00Z", text(r.Released))
	assert.Equal(t, "2026-07-09T00:00:00Z", text(r.FirstReleased))
	assert.Equal(t, "2028-07-31T00:00:00Z", text(r.EndOfMaintenance))
	assert.Equal(t, "2029-01-31T00:00:00Z", text(r.EndOfBasicSupport))
	assert.False(t, r.LTS)
	assert.False(t, r.Yanked)
	assert.Equal(t, astroruntime.ChannelStable, r.Channel)
	assert.Equal(t, astroruntime.No, r.DatabaseMigration)
	assert.Equal(t, astroruntime.Catalog, r.Confidence)
}

func TestLookupTellsTheTwoFormsApart(t *testing.T) {
	old, ok := astroruntime.Lookup(parse(t, "3.0.4"))
	require.True(t, ok)
	assert.Equal(t, "2.1.1", old.Airflow)
	assert.Equal(t, "3", old.Name)
	assert.Equal(t, "2022-02-28T00:00:00Z", text(old.EndOfMaintenance))
	assert.Equal(t, astroruntime.ChannelDeprecated, old.Channel)

	modern, ok := astroruntime.Lookup(parse(t, "3.0-4"))
	require.True(t, ok)
	assert.Empty(t, modern.Airflow, "in use, but without a documented Airflow patch")
	assert.Equal(t, "3.0", modern.AirflowMinor)
	assert.Equal(t, "2027-04-30T00:00:00Z", text(modern.EndOfMaintenance))
	assert.Equal(t, astroruntime.Seen, modern.Confidence)
	assert.Equal(t, astroruntime.Unknown, modern.DatabaseMigration)
	assert.True(t, modern.Released.IsZero())
}

func TestLookupOfUnknownBuilds(t *testing.T) {
	r, ok := astroruntime.Lookup(parse(t, "13.99.0"))
	assert.False(t, ok)
	assert.Equal(t, "13.99.0", r.Version.String())
	assert.Equal(t, "2.11", r.AirflowMinor)
	assert.Equal(t, "2027-04-30T00:00:00Z", text(r.EndOfMaintenance))
	assert.True(t, r.LTS)
	assert.Nil(t, r.Pythons())
	assert.Equal(t, astroruntime.NotInTable, r.Confidence)

	v := parse(t, "3.4-1")
	r, ok = astroruntime.Lookup(v)
	assert.False(t, ok)
	assert.Equal(t, astroruntime.Release{Version: v}, r)

	_, ok = astroruntime.Lookup(parse(t, "3.3-8.rc1"))
	assert.False(t, ok, "a pre-release is another build")
}

func TestReleasesAreInOrder(t *testing.T) {
	all := slices.Collect(astroruntime.Releases())
	require.Len(t, all, 178)
	assert.Equal(t, "3.0.0", all[0].Version.String())
	assert.Equal(t, "3.3-8", all[len(all)-1].Version.String())
	for i, r := range all {
		got, ok := astroruntime.Lookup(parse(t, r.Version.String()))
		require.True(t, ok, r.Version)
		assert.Equal(t, r, got)
		assert.Equal(t, r.Version.Series(), r.Name)
		assert.NotEqual(t, astroruntime.NotInTable, r.Confidence)
		if i > 0 {
			assert.Equal(t, -1, astroruntime.Compare(all[i-1].Version, r.Version), "%s before %s", all[i-1].Version, r.Version)
		}
		// The channel agrees with the dates, so functions that take a day can go by the dates alone.
		ended := r.EndOfMaintenance.Before(astroruntime.TableDate())
		assert.Equal(t, ended, r.Channel == astroruntime.ChannelDeprecated, r.Version)
		assert.False(t, r.Released.After(astroruntime.TableDate()), r.Version)
	}
	for r := range astroruntime.Releases() {
		assert.Equal(t, all[0], r)
		break
	}
}

func TestYanked(t *testing.T) {
	var got []string
	for r := range astroruntime.Releases() {
		assert.Equal(t, r.Yanked, r.YankedReason != "", r.Version)
		if r.Yanked {
			got = append(got, r.Version.String())
		}
	}
	assert.Equal(t, []string{"8.0.0", "9.0.0", "9.1.0", "9.2.0", "9.3.0", "9.4.0", "9.5.0", "9.6.0", "11.0.0", "11.1.0", "13.5.0",
		"3.0-9", "3.1-8", "3.2-1"}, got)
}

func TestConfidenceCounts(t *testing.T) {
	counts := map[string]int{}
	for r := range astroruntime.Releases() {
		counts[r.Confidence.String()]++
	}
	assert.Equal(t, map[string]int{"documented": 122, "catalog": 16, "fixture": 5, "seen": 35}, counts)
	assert.Equal(t, "not in table", astroruntime.NotInTable.String())
}

func TestAnswers(t *testing.T) {
	for v, want := range map[string]string{"3.2-1": "yes", "3.2-2": "no", "3.2-3": "unknown", "11.0.0": "yes"} {
		r, ok := astroruntime.Lookup(parse(t, v))
		require.True(t, ok)
		assert.Equal(t, want, r.DatabaseMigration.String(), v)
	}
}

func TestTableDate(t *testing.T) {
	assert.Equal(t, "2026-09-25T00:00:00Z", text(astroruntime.TableDate()))
}

func BenchmarkLookup(b *testing.B) {
	for _, s := range []string{"3.3-8", "9.5.0", "3.4-1"} {
		v := parse(b, s)
		b.Run(s, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, _ = astroruntime.Lookup(v)
			}
		})
	}
}
