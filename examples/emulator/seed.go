package main

import (
	"cmp"
	"fmt"
	"io"
	"log"
	"os"
	"path/filepath"
	"slices"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/client/clienttest"
	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
)

// defaultWorkspace is where Deployments go whose files name no Workspace.
const defaultWorkspace = "default"

// readSeeds reads and checks the files. Everything that is wrong with any of them is said, with findings on errs.
func readSeeds(names []string, errs io.Writer, say *log.Logger) ([]*deployfile.File, int) {
	var files []*deployfile.File
	code := exitOK
	for _, name := range names {
		some, err := readSeed(name)
		if err != nil {
			say.Print(err)
			code = exitUnreadable
		}
		files = append(files, some...)
	}
	for _, f := range files {
		if !valid(f, errs, say) {
			code = max(code, exitInvalid)
		}
	}
	return files, code
}

// readSeed reads a file, or all Deployment files of a folder.
func readSeed(name string) ([]*deployfile.File, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		return readFolder(name)
	}
	src, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	file, _ := deployfile.Parse(name, src)
	return []*deployfile.File{file}, nil
}

// readFolder returns what can be read even when something cannot.
func readFolder(name string) ([]*deployfile.File, error) {
	files, _, err := client.ReadFleet(os.DirFS(name))
	for _, f := range files {
		f.Name = filepath.Join(name, filepath.FromSlash(f.Name))
	}
	if err != nil {
		err = fmt.Errorf("%s: %w", name, err)
	}
	return files, err
}

// valid reports whether nothing in the file is an error. What is no error is nobody's concern here.
func valid(f *deployfile.File, errs io.Writer, say *log.Logger) bool {
	checked, found := deployfile.Check(f.Name, f.Source(), deployfile.ValidateOptions{KeepsSecrets: true})
	found = slices.DeleteFunc(found, func(d diag.Diagnostic) bool { return d.Severity != diag.SeverityError })
	if len(found) == 0 {
		return true
	}
	if err := found.Text(errs, diag.TextOptions{Source: checked.Source(), Redact: checked.SecretRanges()}); err != nil {
		say.Printf("%s is not valid", f.Name)
	}
	return false
}

// plant makes what the files describe and notes it. What cannot be made is said, and the answer is false.
func plant(astro *clienttest.Astro, files []*deployfile.File, line *ready, say *log.Logger) bool {
	addWorkspaces(astro, files, line)
	if err := addClusters(astro, files); err != nil {
		say.Print(err)
		return false
	}
	planted := true
	for _, f := range files {
		d := withPlaceholders(f.Deployment)
		id, err := astro.AddDeployment(d)
		if err != nil {
			say.Printf("%s: %v", f.Name, err)
			planted = false
			continue
		}
		line.Deployments = append(line.Deployments, named{id, d.Configuration.Name})
	}
	return planted
}

// addWorkspaces makes those that the files name, in their order.
func addWorkspaces(astro *clienttest.Astro, files []*deployfile.File, line *ready) {
	var names []string
	for _, f := range files {
		to := &f.Deployment.Configuration.WorkspaceName
		*to = cmp.Or(*to, defaultWorkspace)
		names = append(names, *to)
	}
	if len(files) == 0 {
		names = []string{defaultWorkspace}
	}
	known := map[string]bool{}
	for _, name := range names {
		if !known[name] {
			known[name] = true
			line.Workspaces = append(line.Workspaces, named{astro.AddWorkspace(client.Workspace{Name: name}), name})
		}
	}
}

// withPlaceholders gives the secrets that have no value one: a live secret always has some.
func withPlaceholders(d deployfile.Deployment) deployfile.Deployment {
	d.EnvironmentVariables = slices.Clone(d.EnvironmentVariables)
	for i := range d.EnvironmentVariables {
		v := &d.EnvironmentVariables[i]
		if v.IsSecret && (v.Value == nil || *v.Value == "") {
			v.Value = new("placeholder")
		}
	}
	return d
}
