// Command quickstart checks a Deployment file with mistakes that people really make, compares the corrected file with the
// live Deployment, and shows what an update without that plan would have lost.
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

//go:embed live.yaml
var inspected []byte

func main() {
	if err := run(os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "quickstart:", err)
		os.Exit(1)
	}
}

func run(w io.Writer) error {
	p := &printer{w: w}
	p.line("A Deployment file as people write it:\n")
	p.check("etl.yaml", draft, deployfile.ValidateOptions{Mode: deployfile.ModeUpdate})

	live, found := deployfile.Parse("live.yaml", inspected)
	if err := found.Err(); err != nil {
		return err
	}
	p.line("\nThe corrected file, against the live Deployment:\n")
	file := p.check("etl-corrected.yaml", corrected, deployfile.ValidateOptions{
		Mode: deployfile.ModeUpdate, Live: &live.Deployment, KeepsSecrets: true,
	})

	p.line("\nThe plan, secrets kept:\n")
	want, found := deployfile.KeepSecrets(live.Deployment, file.Deployment, deployfile.SecretOptions{})
	if err := found.Err(); err != nil {
		return err
	}
	p.line("%s", deployfile.Diff(live.Deployment, want))

	p.line("\nWhat a plain full replace would have lost without a word:\n")
	for _, c := range deployfile.Diff(live.Deployment, file.Deployment).Changes {
		if c.Destructive() {
			p.line("  %s %s", c.Action, c.Path)
		}
	}
	return p.err
}

// printer keeps the first error.
type printer struct {
	w   io.Writer
	err error
}

func (p *printer) line(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format+"\n", args...)
	}
}

// check prints every finding about the file.
func (p *printer) check(name string, src []byte, o deployfile.ValidateOptions) *deployfile.File {
	file, found := deployfile.Check(name, src, o)
	if p.err == nil {
		p.err = found.Text(p.w, diag.TextOptions{Source: file.Source(), Redact: file.SecretRanges()})
	}
	if counts := found.Counts(); counts.Error > 0 {
		p.line("%s must not be applied: %d errors, %d warnings", name, counts.Error, counts.Warning)
	} else {
		p.line("%s is valid; warnings: %d", name, counts.Warning)
	}
	return file
}
