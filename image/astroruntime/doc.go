// Package astroruntime knows the versions of Astro Runtime: how they are written and ordered, which Airflow and Python
// is inside, how long they are maintained, and which one may follow which.
//
//	v, err := astroruntime.Parse("13.11.0")
//	if err != nil {
//		return err
//	}
//	for _, u := range astroruntime.Upgrades(v, time.Now()) {
//		fmt.Println(u.Release.Version, u.Release.Airflow, u.Refused)
//	}
//
// # Two schemes
//
// Runtime for Airflow 2 counts MAJOR.MINOR.PATCH, and each major stands for one minor of Airflow: 13.11.0 runs Airflow
// 2.11. Runtime for Airflow 3 is X.Y-N: 3.3-8 is build 8 for Airflow 3.3. Only the separator tells old 3.0.4 (Airflow
// 2.1.1) from new 3.0-4 (Airflow 3.0). Every version of the new form is newer than every version of the old one.
//
// A line, or series, is what shares a maintenance period: the old major ("13") or the new X.Y ("3.3").
//
// # The table
//
// The facts are compiled in and are as old as [TableDate]: warn when that is more than 180 days ago. What the table does
// not say is the zero value, and a version that it does not know is no error: newer builds appear every week, and
// [Lookup] still tells what is known of their line.
//
// Nothing here reads a clock. Functions that depend on the date take it as an argument, of which the day in UTC counts.
package astroruntime

//go:generate go run ./internal/generate -o table.gen.go
