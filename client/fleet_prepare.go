package client

import (
	"fmt"
	"slices"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
)

// prepare makes a job of every file, without any request, and fails those whose text is wrong.
func (f *fleet) prepare(files []*deployfile.File) {
	f.jobs = make([]fleetJob, len(files))
	for i, file := range files {
		job := &f.jobs[i]
		job.result = &f.report.Results[i]
		*job.result = FleetResult{File: file, Result: &Result{}}
		if err := f.describe(job, file); err != nil {
			f.fail(job, err)
		}
	}
}

// describe says what shall become of which Deployment.
func (f *fleet) describe(job *fleetJob, file *deployfile.File) error {
	if file == nil {
		return fmt.Errorf("%w: nil stands in place of a file", ErrInvalid)
	}
	job.want = file.Deployment
	if f.o.Target != nil {
		job.target = f.o.Target(file)
	}
	options := f.o.Options
	if f.o.FileOptions != nil {
		options = slices.Concat(options, f.o.FileOptions(file))
	}
	job.conf = configured(options)
	if job.conf.planned != nil {
		return fmt.Errorf("%w: the option Against has no place in a fleet, which plans by itself", ErrInvalid)
	}
	job.conf.file = file
	job.conf.progress = f.oneByOne(job.conf.progress)
	if found := misread(file); found != nil {
		job.result.Result.Findings = found
		return found.Err()
	}
	return f.label(&job.want)
}

// misread returns everything that is wrong with a file whose text cannot be relied on, nil for any other.
func misread(file *deployfile.File) diag.List {
	if len(file.Source()) == 0 {
		return nil // a File that nobody parsed: its rules speak later
	}
	_, found := deployfile.Parse(file.Name, file.Source())
	if found.Err() == nil {
		return nil
	}
	found = append(found, file.Validate(deployfile.ValidateOptions{KeepsSecrets: true})...)
	found.Sort()
	return found.Cap(diag.MaxFindings)
}

// label puts the mark of the fleet into the description.
func (f *fleet) label(want *deployfile.Deployment) error {
	if f.o.Label == "" {
		return nil
	}
	marked, err := appendMark(textOf(want.Configuration.Description), f.mark())
	want.Configuration.Description = &marked
	return err
}

// mark is the line in the description of every Deployment of the fleet.
func (f *fleet) mark() string { return fleetMark + " label=" + f.o.Label }

// oneByOne lets one file at a time report its progress.
func (f *fleet) oneByOne(tell func(Progress)) func(Progress) {
	if tell == nil {
		return nil
	}
	return func(p Progress) {
		f.telling.Lock()
		defer f.telling.Unlock()
		tell(p)
	}
}
