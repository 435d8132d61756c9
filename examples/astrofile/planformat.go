package main

import (
	"flag"
	"fmt"
	"slices"

	"github.com/astrofile/astrofile/deployfile"
)

// planFormat says how plans are written.
type planFormat struct{ format, color string }

func (set *planFormat) register(flags *flag.FlagSet) {
	flags.StringVar(&set.format, "format", "text", "text, json, markdown or sarif")
	flags.StringVar(&set.color, "color", "auto", "colors in text: auto, always or never")
}

func (set planFormat) check() error {
	switch {
	case !slices.Contains([]string{"text", "json", "markdown", "sarif"}, set.format):
		return fmt.Errorf("unknown format %q: it is text, json, markdown or sarif", set.format)
	case !isColor(set.color):
		return unknownColor(set.color)
	}
	return nil
}

// write writes one plan; the name is that of the file that it is about.
func (set planFormat) write(env environment, p deployfile.Plan, name string) error {
	switch set.format {
	case "json":
		return writeJSON(env, p)
	case "markdown":
		return p.Markdown(env.out)
	case "sarif":
		return p.SARIF(env.out, deployfile.PlanSARIFOptions{Tool: tool(), File: name})
	default:
		return p.Text(env.out, deployfile.PlanTextOptions{Color: env.color, Width: env.width})
	}
}
