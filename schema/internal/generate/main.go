// Command generate writes the JSON Schema of Astro Deployment files, one document for each purpose of a file.
//
//	go run . -o ../../documents
//
// The shape comes from the model of package deployfile by reflection, everything else from the table of fields. A field
// that only one of the two has is an error.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/astrofile/astrofile/deployfile"
)

func main() {
	out := flag.String("o", "../../documents", "folder to write the documents to")
	flag.Parse()
	if err := run(*out); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

// modes are the purposes of a file, each with a document of its own.
var modes = []deployfile.Mode{deployfile.ModeAny, deployfile.ModeCreate, deployfile.ModeUpdate, deployfile.ModeTemplate}

// run writes the documents that differ from what is there.
func run(folder string) error {
	for _, mode := range modes {
		text, err := generate(mode)
		if err != nil {
			return fmt.Errorf("%s: %w", mode, err)
		}
		if err := replace(filepath.Join(folder, mode.String()+".schema.json"), text); err != nil {
			return err
		}
	}
	return nil
}

func replace(name string, text []byte) error {
	old, err := os.ReadFile(name)
	switch {
	case err == nil && bytes.Equal(old, text):
		return nil
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return err
	}
	return os.WriteFile(name, text, 0o644)
}

// generate returns the document of one mode.
func generate(mode deployfile.Mode) ([]byte, error) {
	model, err := reflectModel()
	if err != nil {
		return nil, err
	}
	w := &writer{mode: mode, model: model}
	return render(w.document())
}
