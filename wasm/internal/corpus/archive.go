package main

import (
	"bytes"
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/astrofile/astrofile/internal/golden"
)

// cursor stands in test data where the cursor is.
const cursor = "▮"

// fromArchive returns a document for every input of an archive.
func fromArchive(root, name string) (found []document, err error) {
	a, err := attempt(func() *golden.Archive { return golden.Read(&reader{}, filepath.Join(root, name))[0] })
	if err != nil {
		return nil, err
	}
	optional := func(name string) []byte { // nil when there is no such section
		text, _ := attempt(func() []byte { return a.Input(name) })
		return text
	}
	inputs, shared := a.Inputs(), optional("options")
	beside := func(name string) []byte {
		if !slices.Contains(inputs, name) {
			return nil
		}
		return a.Input(name)
	}
	for _, input := range inputs {
		set := options(shared, optional(input+".options"))
		d := document{
			name: strings.TrimSuffix(name, ".txtar") + "/" + input, file: path.Base(input), text: a.Input(input), cursor: -1,
			live: beside("context/live.yaml"), organization: beside(set["organization"]), edits: beside(input + ".ops"), set: set,
		}
		if other := set["live"]; other != "" {
			d.live = beside("context/" + other)
		}
		if before, after, ok := bytes.Cut(d.text, []byte(cursor)); ok {
			d.text, d.cursor = slices.Concat(before, after), len(before)
		}
		found = append(found, d)
	}
	return found, nil
}

// options reads sections of lines "key: value"; the later win. Which keys there may be is for the tests of an archive
// to say.
func options(sections ...[]byte) map[string]string {
	set := map[string]string{}
	for line := range strings.Lines(string(bytes.Join(sections, []byte("\n")))) {
		if key, value, ok := strings.Cut(line, ":"); ok {
			set[strings.TrimSpace(key)] = strings.TrimSpace(value)
		}
	}
	return set
}

// attempt calls f, and returns why a test that f reports to was stopped.
func attempt[T any](f func() T) (got T, err error) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case stopped:
			err = r.why
		default:
			panic(r)
		}
	}()
	return f(), nil
}

// reader is the test that package golden reports to.
type reader struct {
	testing.TB
	why error
}

type stopped struct{ why error }

func (r *reader) Helper()                           {}
func (r *reader) Name() string                      { return "corpus" }
func (r *reader) Errorf(format string, args ...any) { r.why = fmt.Errorf(format, args...) }
func (r *reader) FailNow()                          { panic(stopped{r.why}) }
