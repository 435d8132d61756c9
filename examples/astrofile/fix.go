package main

import (
	"fmt"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
)

// fixed applies the fixes of the findings until there are none, saves the file and returns what is still wrong with it.
func fixed(env environment, in input, o deployfile.ValidateOptions) (*deployfile.File, diag.List, int) {
	file, found, total := deployfile.Fix(in.name, in.src, o)
	if total == 0 {
		return file, found, exitOK
	}
	if code := save(env, "validate", in.name, file.Source()); code != exitOK {
		file, found = deployfile.Check(in.name, in.src, o)
		return file, found, code
	}
	fmt.Fprintf(env.err, "astrofile validate: fixed %s in %s\n", plural(total, "finding"), shown(in.name))
	return file, found, exitOK
}
