package main

import (
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTableIsUpToDate(t *testing.T) {
	pkg := filepath.Join("..", "..")
	want, err := generate(os.DirFS(pkg))
	require.NoError(t, err)
	got, err := os.ReadFile(filepath.Join(pkg, "table.gen.go"))
	require.NoError(t, err)
	assert.Equal(t, string(want), string(got), "run go generate in image/astroruntime")
}

func TestBadTablesAreRefused(t *testing.T) {
	const (
		seriesHead   = "series,airflow,python_default,pythons,lts,first_released,end_of_maintenance,end_of_basic_support,channel\n"
		versionsHead = "version,airflow,released,database_migration,confidence,yanked_reason\n"
		date         = "# catalogue of 2026-09-25\n"
		line         = "13,2.11,3.12,,true,,2027-04-30,,stable\n"
		good         = "13.0.0,2.11.0,2025-05-01,yes,catalog,\n"
	)
	tests := []struct{ name, series, versions, want string }{
		{"good", line, date + versionsHead + good, ""},
		{"no date", line, versionsHead + good, "first line"},
		{"no builds", line, date + versionsHead, "no rows"},
		{"no end", "13,2.11,3.12,,true,,,,stable\n", date + versionsHead + good, "series.csv: 13: a line has an end"},
		{"wrong date", "13,2.11,3.12,,true,,2027-04-31,,stable\n", date + versionsHead + good, "series.csv: 13"},
		{"other line", line, date + versionsHead + "14.0.0,,,,seen,\n", "versions.csv: 14.0.0: series.csv has no 14"},
		{"other Airflow", line, date + versionsHead + "13.0.0,2.10.0,,,seen,\n", "2.10.0 is not an Airflow of 2.11"},
		{"no patch", line, date + versionsHead + "13.0,,,,seen,\n", "neither form"},
		{"too large", line, date + versionsHead + "13.0.256,,,,seen,\n", "out of range"},
		{"unknown word", line, date + versionsHead + "13.0.0,,,perhaps,seen,\n", "unknown word"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := generate(fstest.MapFS{
				"series.csv":   {Data: []byte(seriesHead + tt.series)},
				"versions.csv": {Data: []byte(tt.versions)},
			})
			if tt.want == "" {
				require.NoError(t, err)
				return
			}
			require.ErrorContains(t, err, tt.want)
		})
	}
}
