package deployfile

import (
	"errors"
	"fmt"
	"slices"

	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/yamltree"
)

// maxPlanDepth is how deep objects and lists may be nested.
const maxPlanDepth = 64

// jsonCursor reads a JSON text from front to back. Other than encoding/json it takes no key twice and no key in another
// letter case, and its errors say where without repeating what stands there.
type jsonCursor struct {
	text  string
	at    int
	depth int
}

// jsonFault is what is wrong and where.
type jsonFault struct {
	place  diag.Path
	reason string
}

func (f *jsonFault) Error() string {
	if f.place == "" {
		return f.reason
	}
	return string(f.place) + ": " + f.reason
}

// under returns err with the place moved below prefix.
func under(prefix diag.Path, err error) error {
	var f *jsonFault
	if !errors.As(err, &f) {
		f = &jsonFault{reason: err.Error()}
	}
	switch {
	case f.place == "":
		return &jsonFault{prefix, f.reason}
	case f.place[0] == '[':
		return &jsonFault{prefix + f.place, f.reason}
	default:
		return &jsonFault{prefix + "." + f.place, f.reason}
	}
}

func fault(format string, args ...any) error { return &jsonFault{reason: fmt.Sprintf(format, args...)} }

func (c *jsonCursor) expected(what string) error {
	if c.at >= len(c.text) {
		return fault("the text ends where %s belongs", what)
	}
	return fault("%s belongs at byte %d", what, c.at+1)
}

// peek skips white space and returns the next byte, 0 at the end.
func (c *jsonCursor) peek() byte {
	for ; c.at < len(c.text); c.at++ {
		if b := c.text[c.at]; b != ' ' && b != '\n' && b != '\t' && b != '\r' {
			return b
		}
	}
	return 0
}

// end fails unless nothing is left.
func (c *jsonCursor) end() error {
	c.peek()
	if c.at < len(c.text) {
		return fault("more text follows the plan at byte %d", c.at+1)
	}
	return nil
}

// object calls member for each key, with the cursor in front of its value, which member must read.
func (c *jsonCursor) object(member func(key string) error) error {
	if c.peek() != '{' {
		return c.expected("an object")
	}
	var seen keySet
	return c.list('}', func(int) error {
		if c.peek() != '"' {
			return c.expected("a key in quotes")
		}
		key, err := c.string()
		if err != nil {
			return err
		}
		if c.peek() != ':' {
			return under(keyPlace(key), c.expected("a colon"))
		}
		c.at++
		switch {
		case !seen.add(key):
			err = fault("stands there twice")
		default:
			err = member(key)
		}
		if err != nil {
			return under(keyPlace(key), err)
		}
		return nil
	})
}

// array calls element for each element, which it must read.
func (c *jsonCursor) array(element func() error) error {
	if c.peek() != '[' {
		return c.expected("a list")
	}
	return c.list(']', func(i int) error {
		if err := element(); err != nil {
			return under(diag.Path("").Index(i), err)
		}
		return nil
	})
}

// list reads an opening bracket, what stands between commas and the closing one.
func (c *jsonCursor) list(closing byte, item func(i int) error) error {
	if c.depth++; c.depth > maxPlanDepth {
		return fault("is nested more than %d levels deep", maxPlanDepth)
	}
	c.at++
	if c.peek() != closing {
		for i := 0; ; i++ {
			if err := item(i); err != nil {
				return err
			}
			b := c.peek()
			if b == closing {
				break
			}
			if b != ',' {
				return c.expected("a comma or " + string(rune(closing)))
			}
			c.at++
		}
	}
	c.at++
	c.depth--
	return nil
}

// keyPlace returns a key as a path, shortened when it is long.
func keyPlace(key string) diag.Path { return diag.Path("").Field(clip(key)) }

// keySet looks keys up in a list as long as it is short.
type keySet struct {
	few  []string
	many map[string]bool
}

// add reports whether key is new.
func (s *keySet) add(key string) bool {
	if s.many == nil {
		if slices.Contains(s.few, key) {
			return false
		}
		if s.few = append(s.few, key); len(s.few) <= 16 {
			return true
		}
		s.many = make(map[string]bool, 4*len(s.few))
		for _, k := range s.few {
			s.many[k] = true
		}
		return true
	}
	if s.many[key] {
		return false
	}
	s.many[key] = true
	return true
}

// appendValue appends the value that comes next, without white space and its texts spelt as [yamltree.AppendJSONText] does.
func (c *jsonCursor) appendValue(dst []byte, tame bool) ([]byte, error) {
	var err error
	switch c.peek() {
	case '{':
		dst = append(dst, '{')
		first := len(dst)
		err = c.object(func(key string) (err error) {
			if len(dst) > first {
				dst = append(dst, ',')
			}
			dst = append(yamltree.AppendJSONText(dst, key, tame), ':')
			dst, err = c.appendValue(dst, tame)
			return err
		})
		return append(dst, '}'), err
	case '[':
		dst = append(dst, '[')
		first := len(dst)
		err = c.array(func() (err error) {
			if len(dst) > first {
				dst = append(dst, ',')
			}
			dst, err = c.appendValue(dst, tame)
			return err
		})
		return append(dst, ']'), err
	case '"':
		var text string
		text, err = c.string()
		return yamltree.AppendJSONText(dst, text, tame), err
	}
	for _, literal := range [...]string{"true", "false", "null"} {
		if c.word(literal) {
			return append(dst, literal...), nil
		}
	}
	number, err := c.number()
	if err != nil {
		err = c.expected("a value")
	}
	return append(dst, number...), err
}

// skip passes over the value that comes next.
func (c *jsonCursor) skip() error {
	switch c.peek() {
	case '{':
		return c.object(func(string) error { return c.skip() })
	case '[':
		return c.array(c.skip)
	case '"':
		_, err := c.string()
		return err
	}
	if c.word("true") || c.word("false") || c.word("null") {
		return nil
	}
	if _, err := c.number(); err != nil {
		return c.expected("a value")
	}
	return nil
}
