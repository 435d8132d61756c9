// Command generate writes the tables of package rbac as Go code, from testdata/permissions.csv and testdata/endpoints.csv
// in the working directory.
package main

import (
	"fmt"
	"io/fs"
	"os"
)

func main() {
	if err := run(os.DirFS(".")); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

func run(files fs.FS) error {
	made, err := generate(files)
	if err != nil {
		return err
	}
	for _, f := range made {
		if err := os.WriteFile(f.name, f.code, 0o644); err != nil {
			return err
		}
	}
	return nil
}
