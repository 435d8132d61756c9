// Command quickstart tells the whole story in one run, on an Astro in memory: a file with mistakes that people really make,
// the Deployment that its correction creates, a change with its plan and its proof, a secret that survived, and a preview
// for a branch. It needs no account and opens no connection.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/client/clienttest"
	"github.com/astrofile/astrofile/deployfile/diag"
)

func main() {
	if err := run(context.Background(), os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "quickstart:", err)
		os.Exit(1)
	}
}

// story is what the chapters share.
type story struct {
	printer
	astro *clienttest.Astro // in place of the real one
	api   *client.Client
	etl   string // the ID of the Deployment
}

func run(ctx context.Context, w io.Writer) error {
	astro := clienttest.New(clienttest.WithClock(func() time.Time { return time.Date(2026, 11, 20, 10, 0, 0, 0, time.UTC) }))
	astro.AddWorkspace(client.Workspace{Name: "Data Platform"})
	api, err := astro.Client()
	if err != nil {
		return err
	}
	s := &story{printer: printer{w: w}, astro: astro, api: api}
	for _, chapter := range []func(context.Context) error{s.check, s.create, s.change, s.template, s.preview} {
		if err := chapter(ctx); err != nil {
			return err
		}
	}
	return s.err
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

// findings prints every finding with its place in the text.
func (p *printer) findings(found diag.List, o diag.TextOptions) {
	if p.err == nil {
		p.err = found.Text(p.w, o)
	}
}
