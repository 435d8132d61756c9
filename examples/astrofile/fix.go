package main

import (
	"fmt"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
)

// maxFixRounds bounds how often a file is fixed again: a fix can make room for another one.
const maxFixRounds = 20

// fixed applies the fixes of the findings until there are none, saves the file and returns what is still wrong with it.
func fixed(env environment, in input, o deployfile.ValidateOptions) (file *deployfile.File, found diag.List, code int) {
	file, found = deployfile.Check(in.name, in.src, o)
	total := 0
	for range maxFixRounds {
		out, applied := diag.ApplyFixes(file.Source(), found)
		if applied == 0 {
			break
		}
		total += applied
		file, found = deployfile.Check(in.name, out, o)
	}
	if total == 0 {
		return file, found, exitOK
	}
	if code = save(env, "validate", in.name, file.Source()); code != exitOK {
		file, found = deployfile.Check(in.name, in.src, o)
		return file, found, code
	}
	fmt.Fprintf(env.err, "astrofile validate: fixed %s in %s\n", plural(total, "finding"), shown(in.name))
	return file, found, exitOK
}
