package main

import (
	"fmt"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
)

// envValues returns where values come from: the .env file with the name, or nothing when the name is empty.
func envValues(env environment, name string) (values func(string) (string, bool), code int) {
	if name == "" {
		return nil, exitOK
	}
	in := read(name)
	if in.err != nil {
		return nil, unreadable(env, "plan", in)
	}
	file, found := deployfile.ReadEnv(name, in.src)
	if len(found) > 0 {
		options := diag.TextOptions{Source: in.src, Redact: file.SecretRanges(), Color: env.color, Width: env.width}
		if err := found.Text(env.err, options); err != nil {
			fmt.Fprintln(env.err, "astrofile: cannot write the findings:", err)
			return nil, exitOutput
		}
	}
	if found.Err() != nil {
		return nil, exitInvalid
	}
	return file.Lookup, exitOK
}
