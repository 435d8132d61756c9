package golden

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/tools/txtar"
)

const quotedSuffix = ".quoted"

// section returns the form in which an archive can hold data under that name.
func section(name string, data []byte) txtar.File {
	if plain(data) {
		return txtar.File{Name: name, Data: data}
	}
	var b bytes.Buffer
	for line := range bytes.Lines(data) {
		fmt.Fprintf(&b, "%q\n", line)
	}
	return txtar.File{Name: name + quotedSuffix, Data: b.Bytes()}
}

// plain reports whether data comes out of an archive, and out of an editor, as it went in.
func plain(data []byte) bool {
	if len(data) == 0 {
		return true
	}
	return data[len(data)-1] == '\n' && utf8.Valid(data) && !bytes.ContainsAny(data, "\r\x00") &&
		len(txtar.Parse(data).Files) == 0
}

// unquote joins the Go strings that stand one a line in data.
func unquote(data []byte) ([]byte, error) {
	var b []byte
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		s, err := strconv.Unquote(line)
		if err != nil {
			return nil, fmt.Errorf("line %s is not a quoted Go string", line)
		}
		b = append(b, s...)
	}
	return b, nil
}
