package client

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
)

func fleetNames(files []*deployfile.File) []string {
	var all []string
	for _, f := range files {
		all = append(all, f.Name)
	}
	return all
}

func fleetFolder(files map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

const smallFile = "deployment:\n    configuration:\n        name: %s\n"

func TestReadFleet(t *testing.T) {
	file := fmt.Sprintf(smallFile, "etl")
	files, skipped, err := ReadFleet(fleetFolder(map[string]string{
		"b.yaml":                     file,
		"a.yml":                      file,
		"team/z.YAML":                file,
		"team/c.json":                `{"deployment":{"configuration":{"name":"c"}}}`,
		"team/broken.yaml":           "deployment:\n  - [",
		"team/misspelt.yaml":         "deploymnet:\n    worker_queues: []\n",
		"values.yaml":                "replicas: 3\n",
		"team/package.json":          `{"name":"x"}`,
		"README.md":                  file,
		".github/deployment.yaml":    file,
		"team/node_modules/d/a.yaml": file,
		"team/.hidden.yaml":          file,
		"empty.yaml":                 "\ufeff \n",
		"crashed.yaml":               "\x00\x00",
		"comments.yaml":              "# nothing yet\n",
	}))
	require.NoError(t, err)
	assert.Equal(t, []string{"a.yml", "b.yaml", "crashed.yaml", "empty.yaml", "team/.hidden.yaml", "team/broken.yaml", "team/c.json", "team/misspelt.yaml", "team/z.YAML"}, fleetNames(files))
	assert.Equal(t, []string{"comments.yaml", "team/package.json", "values.yaml"}, skipped)
	assert.Equal(t, "etl", files[0].Deployment.Configuration.Name)
}

func TestReadFleetWithoutFiles(t *testing.T) {
	files, skipped, err := ReadFleet(fleetFolder(map[string]string{"values.yaml": "a: 1\n"}))
	assert.Empty(t, files)
	assert.Equal(t, []string{"values.yaml"}, skipped)
	require.EqualError(t, err, "there is no Deployment file in the folder")

	_, _, err = ReadFleet(os.DirFS(filepath.Join(t.TempDir(), "none")))
	var failed *fs.PathError
	require.ErrorAs(t, err, &failed)
	require.ErrorIs(t, err, fs.ErrNotExist)
	assert.Equal(t, ".", failed.Path)
}

// unreadable is a folder in which opening some names fails.
type unreadable struct {
	fstest.MapFS
	names string
}

func (u unreadable) Open(name string) (fs.File, error) {
	if strings.Contains(u.names, name) && name != "." {
		return nil, &fs.PathError{Op: "open", Path: "/secret/place/" + name, Err: fs.ErrPermission}
	}
	return u.MapFS.Open(name)
}

func (u unreadable) ReadDir(name string) ([]fs.DirEntry, error) {
	if strings.Contains(u.names, name) && name != "." {
		return nil, fs.ErrPermission
	}
	return u.MapFS.ReadDir(name)
}

func TestReadFleetNamesWhatItCannotRead(t *testing.T) {
	files, _, err := ReadFleet(unreadable{
		fleetFolder(map[string]string{"a.yaml": "deployment: {}\n", "b.yaml": "", "closed/c.yaml": "", "d.yaml": "deployment: {}\n"}), "b.yaml closed",
	})
	assert.Equal(t, []string{"a.yaml", "d.yaml"}, fleetNames(files))
	require.ErrorIs(t, err, fs.ErrPermission)
	assert.EqualError(t, err, "read b.yaml: permission denied\nread closed: permission denied")
}

func TestReadFleetFollowsLinksToFiles(t *testing.T) {
	dir := t.TempDir()
	file := []byte(fmt.Sprintf(smallFile, "etl"))
	require.NoError(t, os.MkdirAll(filepath.Join(dir, "..data"), 0o700))
	require.NoError(t, os.MkdirAll(filepath.Join(dir, "loop"), 0o700))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "..data", "a.yaml"), file, 0o600))
	for name, to := range map[string]string{"a.yaml": "..data/a.yaml", "loop/loop": "..", "gone.yaml": "none", ".#a.yaml": "user@host", "self.yaml": "loop"} {
		if err := os.Symlink(filepath.FromSlash(to), filepath.Join(dir, filepath.FromSlash(name))); err != nil {
			t.Skip(err)
		}
	}
	files, _, err := ReadFleet(os.DirFS(dir))
	assert.Equal(t, []string{"a.yaml"}, fleetNames(files))
	var failed *fs.PathError
	require.ErrorAs(t, err, &failed)
	assert.Equal(t, "gone.yaml", failed.Path)
	assert.NotContains(t, err.Error(), "self.yaml", "a folder, whatever its name")
}

func TestReadFleetOfLargeFile(t *testing.T) {
	files, _, err := ReadFleet(fleetFolder(map[string]string{"a.yaml": "deployment:\n" + strings.Repeat("# long\n", 1<<20)}))
	require.NoError(t, err)
	require.Len(t, files, 1)
	assert.Len(t, files[0].Source(), maxFileBytes)
	_, found := deployfile.Parse("a.yaml", files[0].Source())
	require.NotEmpty(t, found)
	assert.Equal(t, deployfile.CodeInputLimit, found[0].Code)
}

func TestReadFleetStops(t *testing.T) {
	fsys := fleetFolder(map[string]string{"a.yaml": "deployment: {}\n", "b.yaml": "deployment: {}\n", "c.yaml": "x: 1\n", "d.txt": ""})
	for name, test := range map[string]struct {
		reader  fleetReader
		files   int
		message string
	}{
		"just files": {fleetReader{maxFiles: 3, maxBytes: 99}, 2, ""},
		"just bytes": {fleetReader{maxFiles: 9, maxBytes: 30}, 2, ""},
		"files":      {fleetReader{maxFiles: 1, maxBytes: 99}, 1, "the folder has more than 1 YAML and JSON files: name a smaller one"},
		"bytes":      {fleetReader{maxFiles: 9, maxBytes: 29}, 1, "the Deployment files of the folder have more than 29 bytes: name a smaller folder"},
	} {
		t.Run(name, func(t *testing.T) {
			test.reader.fsys = fsys
			files, _, err := test.reader.read()
			assert.Len(t, files, test.files)
			if test.message == "" {
				require.NoError(t, err)
			} else {
				require.EqualError(t, err, test.message)
			}
		})
	}
}

func FuzzReadFleet(f *testing.F) {
	f.Add("a.yaml", []byte("deployment: {}\n"))
	f.Add("..data/x.json", []byte("{}"))
	f.Fuzz(func(t *testing.T, name string, src []byte) {
		if !fs.ValidPath(name) || name == "." {
			t.Skip()
		}
		files, skipped, err := ReadFleet(fstest.MapFS{name: {Data: src}})
		assert.LessOrEqual(t, len(files)+len(skipped), 1)
		assert.Equal(t, len(files) == 0, err != nil, "no file is an error")
		if err != nil {
			var failed *fs.PathError
			assert.NotErrorAs(t, err, &failed)
		}
	})
}
