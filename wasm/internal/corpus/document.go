package main

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// document is a text to ask about, and what the test data has beside it.
type document struct {
	name         string // where it stands: "deployfile/testdata/checks/unknown-field/bad.yaml"
	file         string // the name that the validator is told
	text         []byte
	live         []byte            // the Deployment that its archive compares it with
	organization []byte            // the organization file that its archive completes with
	edits        []byte            // lines such as "set | deployment.configuration.name | x"
	cursor       int               // where its archive has the cursor; -1 without one
	set          map[string]string // the options of its archive
}

// documents returns those of every archive and file in the testdata folders of the repository, in the order of names.
func documents(root string) ([]document, error) {
	var all []document
	err := fs.WalkDir(os.DirFS(root), ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && slices.Contains([]string{"node_modules", ".git", "fuzz", "dist"}, entry.Name()):
			return fs.SkipDir
		case entry.IsDir() || !strings.Contains(name, "/testdata/"):
			return nil
		}
		switch path.Ext(name) {
		case ".txtar":
			found, err := fromArchive(root, name)
			all = append(all, found...)
			return err
		case ".yaml", ".yml", ".json":
			text, err := os.ReadFile(filepath.Join(root, name))
			all = append(all, document{name: name, file: path.Base(name), text: text, cursor: -1})
			return err
		}
		return nil
	})
	return all, err
}
