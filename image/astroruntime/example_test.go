package astroruntime_test

import (
	"errors"
	"fmt"
	"time"

	"github.com/astrofile/astrofile/image/astroruntime"
)

func Example() {
	today := time.Date(2026, time.September, 25, 0, 0, 0, 0, time.UTC)
	v, err := astroruntime.Parse("13.6.0")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(v, "is", astroruntime.Supported(v, today))
	for _, u := range astroruntime.Upgrades(v, today) {
		if u.Refused != nil {
			fmt.Println("no: ", u.Refused)
			continue
		}
		fmt.Println("yes:", u.Release.Version, "with Airflow", u.Release.Airflow)
	}
	// Output:
	// 13.6.0 is maintained
	// yes: 13.11.0 with Airflow 2.11.2
	// no:  runtime cannot go from 13.6.0 to 3.0-18: the upgrade to Airflow 3 starts at 13.7.0 or later
	// no:  runtime cannot go from 13.6.0 to 3.1-21: the upgrade to Airflow 3 starts at 13.7.0 or later
	// no:  runtime cannot go from 13.6.0 to 3.2-10: the upgrade to Airflow 3 starts at 13.7.0 or later
	// no:  runtime cannot go from 13.6.0 to 3.3-8: the upgrade to Airflow 3 starts at 13.7.0 or later
}

func ExampleParse() {
	_, err := astroruntime.Parse("3-0.1")
	if e, ok := errors.AsType[*astroruntime.ParseError](err); ok {
		fmt.Println(e.Reason, e.Suggestion)
	}
	// Output: misplaced-dash 3.0-1
}

func ExampleLookup() {
	for _, s := range []string{"3.0.4", "3.0-17", "3.0-99"} {
		v, err := astroruntime.Parse(s)
		if err != nil {
			fmt.Println(err)
			return
		}
		r, known := astroruntime.Lookup(v)
		fmt.Printf("%s: known %t, Airflow %s %q, maintained to %s\n",
			v, known, r.AirflowMinor, r.Airflow, r.EndOfMaintenance.Format(time.DateOnly))
	}
	// Output:
	// 3.0.4: known true, Airflow 2.1 "2.1.1", maintained to 2022-02-28
	// 3.0-17: known true, Airflow 3.0 "3.0.6", maintained to 2027-04-30
	// 3.0-99: known false, Airflow 3.0 "", maintained to 2027-04-30
}

func ExampleVersion_ImageSuffix() {
	v, err := astroruntime.Parse("11.20.0-ubi9-python-3.11-slim")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(v.WithoutSuffix(), v.ImageSuffix())
	// Output: 11.20.0 -ubi9-python-3.11-slim
}

func ExampleCanUpgrade() {
	today := time.Date(2026, time.September, 25, 0, 0, 0, 0, time.UTC)
	from, _ := astroruntime.Parse("13.11.0")
	to, _ := astroruntime.Parse("3.1-13")
	err := astroruntime.CanUpgrade(from, to, today)
	if e, ok := errors.AsType[*astroruntime.UpgradeError](err); ok {
		fmt.Println(e.Reason, "take", e.Need)
	}
	// Output: not-newest take 3.1-21
}

func ExampleNewest() {
	today := time.Date(2026, time.September, 25, 0, 0, 0, 0, time.UTC)
	if r, ok := astroruntime.Newest("3.1", today); ok {
		fmt.Println(r.Version)
	}
	if r, ok := astroruntime.Latest(today); ok {
		fmt.Println(r.Version)
	}
	// Output:
	// 3.1-21
	// 3.3-8
}
