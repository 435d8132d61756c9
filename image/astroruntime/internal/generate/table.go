package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

var (
	migrations  = map[string]string{"": "Unknown", "no": "No", "yes": "Yes"}
	confidences = map[string]string{"seen": "Seen", "fixture": "Fixture", "documented": "Documented", "catalog": "Catalog"}
)

func (t *table) addLine(r row) error {
	l := line{name: r["series"], airflow: r["airflow"], python: r["python_default"], pythons: r["pythons"], form: "oldForm"}
	major, minor, modern := strings.Cut(l.name, ".")
	if modern {
		l.form = "newForm"
	} else {
		minor = "0"
	}
	var errs [5]error
	l.major, errs[0] = number(major)
	l.minor, errs[1] = number(minor)
	l.first, errs[2] = day(r["first_released"])
	l.maintenance, errs[3] = day(r["end_of_maintenance"])
	l.basic, errs[4] = day(r["end_of_basic_support"])
	l.lts = r["lts"] == "true"
	l.deprecated = r["channel"] == "deprecated"
	if l.maintenance == 0 {
		return errors.New("a line has an end of maintenance")
	}
	t.lines = append(t.lines, l)
	return errors.Join(errs[:]...)
}

func (t *table) addBuild(r row) error {
	b := build{text: r["version"]}
	series, patch, modern := strings.Cut(b.text, "-")
	minor := ""
	if !modern {
		parts := strings.Split(b.text, ".")
		if len(parts) != 3 {
			return errors.New("neither form of a version")
		}
		series, minor, patch = parts[0], parts[1], parts[2]
	}
	i := slices.IndexFunc(t.lines, func(l line) bool { return l.name == series })
	if i < 0 {
		return fmt.Errorf("series.csv has no %s", series)
	}
	b.line = uint8(i)
	var errs [4]error
	b.minor = t.lines[i].minor
	if !modern {
		b.minor, errs[0] = number(minor)
	}
	b.patch, errs[1] = number(patch)
	b.airflow, errs[2] = airflowPatch(r["airflow"], t.lines[i].airflow)
	b.released, errs[3] = day(r["released"])
	var ok [2]bool
	b.migration, ok[0] = migrations[r["database_migration"]]
	b.confidence, ok[1] = confidences[r["confidence"]]
	if !ok[0] || !ok[1] {
		return errors.New("unknown word in database_migration or confidence")
	}
	b.yanked = t.reason(r["yanked_reason"])
	t.builds = append(t.builds, b)
	return errors.Join(errs[:]...)
}

// airflowPatch returns one more than the last number of an Airflow version, which belongs to the minor of the line; it
// is 0 for an empty text.
func airflowPatch(airflow, minor string) (uint8, error) {
	if airflow == "" {
		return 0, nil
	}
	patch, ok := strings.CutPrefix(airflow, minor+".")
	if !ok {
		return 0, fmt.Errorf("%s is not an Airflow of %s", airflow, minor)
	}
	n, err := number(patch)
	return n + 1, err
}

func (t *table) reason(s string) uint8 {
	i, ok := t.reasonOf[s]
	if !ok {
		i = uint8(len(t.reasons))
		t.reasonOf[s] = i
		t.reasons = append(t.reasons, s)
	}
	return i
}
