// Command quickstart checks a Deployment file with mistakes that people really make, and then the corrected file.
package main

import (
	_ "embed"
	"fmt"
	"io"
	"os"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
)

//go:embed etl.yaml
var draft []byte

//go:embed etl-corrected.yaml
var corrected []byte

func main() {
	if err := run(os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "quickstart:", err)
		os.Exit(1)
	}
}

func run(w io.Writer) error {
	if _, err := io.WriteString(w, "A Deployment file as people write it:\n\n"); err != nil {
		return err
	}
	if err := check(w, "etl.yaml", draft); err != nil {
		return err
	}
	if _, err := io.WriteString(w, "\nThe corrected file:\n\n"); err != nil {
		return err
	}
	return check(w, "etl-corrected.yaml", corrected)
}

// check prints every finding about the file as an update would meet it.
func check(w io.Writer, name string, src []byte) error {
	file, found := deployfile.Check(name, src, deployfile.ValidateOptions{Mode: deployfile.ModeUpdate})
	if err := found.Text(w, diag.TextOptions{Source: file.Source(), Redact: file.SecretRanges()}); err != nil {
		return err
	}
	counts := found.Counts()
	if counts.Error > 0 {
		_, err := fmt.Fprintf(w, "%s must not be applied: %d errors, %d warnings\n", name, counts.Error, counts.Warning)
		return err
	}
	_, err := fmt.Fprintf(w, "%s is valid\n", name)
	return err
}
