package rbac

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// maxAccess bounds a description of who has access: some 50,000 subjects.
const maxAccess = 16 << 20

// ReadAccess reads a description from JSON: one object with the members of [Access], and nothing else. A key that is
// unknown or stands twice is refused, as otherwise somebody would lose roles unseen.
func ReadAccess(r io.Reader) (Access, error) {
	a, err := readAccess(r)
	if err != nil {
		return Access{}, fmt.Errorf("reading who has access: %w", err)
	}
	return a, nil
}

func readAccess(r io.Reader) (Access, error) {
	text, err := io.ReadAll(io.LimitReader(r, maxAccess+1))
	switch {
	case err != nil:
		return Access{}, err
	case len(text) > maxAccess:
		return Access{}, fmt.Errorf("more than %d bytes", maxAccess)
	case !utf8.Valid(text):
		return Access{}, errors.New("not UTF-8")
	case !bytes.HasPrefix(bytes.TrimLeft(text, " \t\r\n"), []byte("{")):
		return Access{}, errors.New("not a JSON object")
	}
	var a Access
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&a); err != nil {
		return Access{}, err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return Access{}, errors.New("something follows the object")
	}
	return a, uniqueKeys(text)
}

// uniqueKeys refuses objects with two keys that are read as the same one: letter case does not count.
func uniqueKeys(text []byte) error {
	d := json.NewDecoder(bytes.NewReader(text))
	type level struct {
		keys map[string]bool // nil: a list
		key  bool            // a key comes next
	}
	var open []level
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if n := len(open); n > 0 && open[n-1].key {
			if name, ok := token.(string); ok {
				folded := strings.ToLower(strings.ToUpper(name))
				if open[n-1].keys[folded] {
					return fmt.Errorf("key %s stands twice in one object, at byte %d", quote(name), d.InputOffset())
				}
				open[n-1].keys[folded], open[n-1].key = true, false
				continue
			}
		}
		switch token {
		case json.Delim('{'):
			open = append(open, level{keys: map[string]bool{}, key: true})
			continue
		case json.Delim('['):
			open = append(open, level{})
			continue
		case json.Delim('}'), json.Delim(']'):
			open = open[:len(open)-1]
		}
		if n := len(open); n > 0 { // a value has ended
			open[n-1].key = open[n-1].keys != nil
		}
	}
}
