package main

import (
	"runtime/debug"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
)

// writeSARIF writes one SARIF log for all files, silenced findings included, and the files that are unread.
func writeSARIF(env environment, results []result, unread []diag.Unread) error {
	run := diag.Run{
		Tool:   tool(),
		Rules:  deployfile.Catalogue(),
		Unread: unread,
	}
	for _, r := range results {
		run.Findings = append(run.Findings, r.found...)
	}
	return diag.SARIF(env.out, run)
}

func tool() diag.Tool {
	return diag.Tool{Name: "astrofile", Version: version(), URL: "https://github.com/astrofile/astrofile"}
}

// version is the version of the module that the program was built from.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}
