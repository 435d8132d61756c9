// Command generate writes the table of Runtime versions as Go code, from series.csv and versions.csv in the working
// directory. Builds in those files are in ascending order; the first line of versions.csv dates the catalogue.
package main

import (
	"flag"
	"fmt"
	"os"
)

func main() {
	out := flag.String("o", "table.gen.go", "file to write")
	flag.Parse()
	if err := run(*out); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

func run(out string) error {
	code, err := generate(os.DirFS("."))
	if err != nil {
		return err
	}
	return os.WriteFile(out, code, 0o644)
}
