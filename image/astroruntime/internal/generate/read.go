package main

import (
	"encoding/csv"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"time"
)

// row is a line of a CSV file by the names in its head.
type row map[string]string

// table is what the two files say.
type table struct {
	day      uint16
	lines    []line
	builds   []build
	reasons  []string // why builds were yanked; the first is ""
	reasonOf map[string]uint8
}

type line struct {
	form                           string
	major, minor                   uint8
	lts, deprecated                bool
	first, maintenance, basic      uint16
	name, airflow, python, pythons string
}

type build struct {
	text                                string
	line, minor, patch, airflow, yanked uint8
	migration, confidence               string
	released                            uint16
}

func readTable(files fs.FS) (*table, error) {
	t := &table{reasons: []string{""}, reasonOf: map[string]uint8{"": 0}}
	series, _, err := readRows(files, "series.csv")
	if err != nil {
		return nil, err
	}
	versions, head, err := readRows(files, "versions.csv")
	if err != nil {
		return nil, err
	}
	if t.day, err = day(strings.TrimPrefix(head, "# catalogue of ")); err != nil {
		return nil, fmt.Errorf("versions.csv: first line: %w", err)
	}
	for _, r := range series {
		if err := t.addLine(r); err != nil {
			return nil, fmt.Errorf("series.csv: %s: %w", r["series"], err)
		}
	}
	for _, r := range versions {
		if err := t.addBuild(r); err != nil {
			return nil, fmt.Errorf("versions.csv: %s: %w", r["version"], err)
		}
	}
	return t, nil
}

// readRows also returns the first line of the file.
func readRows(files fs.FS, name string) ([]row, string, error) {
	text, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, "", err
	}
	r := csv.NewReader(strings.NewReader(string(text)))
	r.Comment = '#'
	all, err := r.ReadAll()
	if err != nil {
		return nil, "", fmt.Errorf("%s: %w", name, err)
	}
	if len(all) < 2 {
		return nil, "", fmt.Errorf("%s: no rows", name)
	}
	rows := make([]row, 0, len(all)-1)
	for _, cells := range all[1:] {
		x := row{}
		for i, cell := range cells {
			x[all[0][i]] = cell
		}
		rows = append(rows, x)
	}
	first, _, _ := strings.Cut(string(text), "\n")
	return rows, first, nil
}

// day counts from 1970-01-01; it is 0 for an empty text.
func day(s string) (uint16, error) {
	if s == "" {
		return 0, nil
	}
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return 0, err
	}
	return uint16(d.Unix() / (24 * 60 * 60)), nil
}

func number(s string) (uint8, error) {
	n, err := strconv.ParseUint(s, 10, 8)
	return uint8(n), err
}
