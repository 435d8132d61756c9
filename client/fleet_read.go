package client

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"

	"github.com/astrofile/astrofile/deployfile"
)

// Bounds of a fleet's folder. A single file may have 1 MiB; reading stops behind that, and package deployfile says so.
const (
	maxFleetFiles = 10_000
	maxFleetBytes = 256 << 20
	maxFileBytes  = 1<<20 + 1
)

// ReadFleet reads all Deployment files below the root of fsys, in the order of their names, for [Client.PlanFleet] and
// [Client.ApplyFleet]; what is wrong with their content, those two say. Files are named by their paths, with slashes.
//
// YAML and JSON files without any key of a Deployment file are not read further; skipped names them. Empty ones count: a
// file that is just being written must not look as if it were gone. Links to files are followed, those to folders are
// not, and hidden folders and node_modules are passed over.
//
// The error joins one [*fs.PathError] for each file and folder that cannot be read, beside the files that can: what these
// leave out must not be pruned. A folder without Deployment files is an error, and so is one with more than 10,000 YAML
// and JSON files, or 256 MiB of Deployment files.
func ReadFleet(fsys fs.FS) (files []*deployfile.File, skipped []string, err error) {
	r := fleetReader{fsys: fsys, maxFiles: maxFleetFiles, maxBytes: maxFleetBytes}
	return r.read()
}

type fleetReader struct {
	fsys               fs.FS
	maxFiles, maxBytes int

	files   []*deployfile.File
	skipped []string
	errs    []error
	seen    int // YAML and JSON files
	bytes   int // of Deployment files
}

func (r *fleetReader) read() ([]*deployfile.File, []string, error) {
	if err := fs.WalkDir(r.fsys, ".", r.visit); err != nil {
		r.errs = append(r.errs, err)
	}
	if len(r.files) == 0 && len(r.errs) == 0 {
		r.errs = append(r.errs, errors.New("there is no Deployment file in the folder"))
	}
	return r.files, r.skipped, errors.Join(r.errs...)
}

// visit is an fs.WalkDirFunc. Only too large a folder ends the walk.
func (r *fleetReader) visit(name string, entry fs.DirEntry, err error) error {
	switch {
	case err != nil:
		r.errs = append(r.errs, pathError("read", name, err))
		if entry != nil && entry.IsDir() {
			return fs.SkipDir
		}
		return nil
	case entry.IsDir():
		if base := path.Base(name); name != "." && (strings.HasPrefix(base, ".") || base == "node_modules") {
			return fs.SkipDir
		}
		return nil
	case !isDocument(name) || !r.readable(name, entry):
		return nil
	}
	if r.seen++; r.seen > r.maxFiles {
		return fmt.Errorf("the folder has more than %d YAML and JSON files: name a smaller one", r.maxFiles)
	}
	src, err := r.content(name)
	switch {
	case err != nil:
		r.errs = append(r.errs, pathError("read", name, err))
	case !deployfile.Recognise(src) && !blank(src):
		r.skipped = append(r.skipped, name)
	default:
		if r.bytes += len(src); r.bytes > r.maxBytes {
			return fmt.Errorf("the Deployment files of the folder have more than %d bytes: name a smaller folder", r.maxBytes)
		}
		file, _ := deployfile.Parse(name, src)
		r.files = append(r.files, file)
	}
	return nil
}

// blank reports whether nothing is written in a file. Somebody may be just about to: it counts as a Deployment file, so
// that it fails and the Deployment that it described is not pruned. Zeros are what a crash leaves of a file.
func blank(src []byte) bool {
	return len(bytes.Trim(bytes.TrimPrefix(src, []byte("\uFEFF")), " \t\r\n\x00")) == 0
}

// isDocument reports whether the name is that of a YAML or JSON file.
func isDocument(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".yaml", ".yml", ".json":
		return true
	}
	return false
}

// readable reports whether to read the entry: a regular file or a link to one, as in mounted volumes. A link to nothing
// is read too, for the error; hidden ones are the lock files of editors.
func (r *fleetReader) readable(name string, entry fs.DirEntry) bool {
	if entry.Type()&fs.ModeSymlink == 0 {
		return entry.Type().IsRegular()
	}
	info, err := fs.Stat(r.fsys, name)
	if err != nil {
		return !strings.HasPrefix(path.Base(name), ".")
	}
	return info.Mode().IsRegular()
}

// content returns the file, or as much of it as shows that it is too large.
func (r *fleetReader) content(name string) ([]byte, error) {
	file, err := r.fsys.Open(name)
	if err != nil {
		return nil, err
	}
	src, err := io.ReadAll(io.LimitReader(file, maxFileBytes))
	if closed := file.Close(); err == nil {
		err = closed
	}
	return src, err
}

// pathError names the file of an error that may do so already.
func pathError(op, name string, err error) error {
	if inner, ok := errors.AsType[*fs.PathError](err); ok {
		err = inner.Err
	}
	return &fs.PathError{Op: op, Path: name, Err: err}
}
