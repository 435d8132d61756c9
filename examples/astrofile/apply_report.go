package main

import (
	"fmt"
	"slices"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
)

// filed is a file with what became of it.
type filed struct {
	file *deployfile.File
	report
	planShown bool
	notBegun  bool // because another file failed, whose code counts
}

// overall returns the exit code for all files: the highest of those that failed, else that of differences.
func overall(all []filed) int {
	code := exitOK
	for _, f := range all {
		if !f.notBegun {
			code = worse(code, f.Exit)
		}
	}
	return code
}

// worse returns the exit code of two that says more: the higher one, but any failure rather than differences.
func worse(a, b int) int {
	switch {
	case a == exitOK, a == exitChanges && b != exitOK:
		return b
	case b == exitChanges:
		return a
	}
	return max(a, b)
}

// conclude writes the reports and returns the exit code for all of them.
func (set applyFlags) conclude(env environment, all []filed) int {
	for i, f := range all {
		if err := set.write(env, f); err != nil {
			for _, done := range all[i:] { // what has been done must not get lost
				fmt.Fprintln(env.err, done.sentence())
			}
			return unwritten(env, "apply", "the result", err)
		}
	}
	return overall(all)
}

// write writes what became of one file: the plan and the result to standard output, what went wrong to standard error.
func (set applyFlags) write(env environment, f filed) error {
	_, remarks := split(f.Diagnostics)
	remark(env, "apply", remarks)
	if set.format == "json" {
		return writeJSON(env, f.report)
	}
	if f.Plan != nil && !f.planShown && !f.Plan.Empty() {
		if err := writePlan(env, *f.Plan); err != nil {
			return err
		}
	}
	if f.Exit == exitInvalid {
		env.out = env.err
		return writeText(env, []result{{f.file, errorsOf(f.Diagnostics)}})
	}
	to := env.out
	if f.Error != "" {
		to = env.err
	}
	_, err := fmt.Fprintln(to, f.sentence())
	return err
}

// errorsOf returns the findings because of which nothing was done.
func errorsOf(found diag.List) diag.List {
	return slices.DeleteFunc(slices.Clone(found), func(d diag.Diagnostic) bool { return d.Severity != diag.SeverityError })
}
