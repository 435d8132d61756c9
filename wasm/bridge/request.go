package bridge

import (
	"errors"
	"strconv"
	"strings"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/schema"
)

// Request is one question about a document. Its options are given by [Request.Set].
type Request struct {
	Op     string // one of the operations that the package comment lists
	Source []byte // the document
	Live   []byte // the live Deployment, for validate and plan; blank: there is none

	given    option // every one that Set was told
	on       option // those of them that are true
	bad      error  // the first one that Set returned
	name     string
	mode     deployfile.Mode
	path     diag.Path
	value    string
	offset   int
	width    int
	delete   []string
	expose   []string
	existing schema.Organization
}

// option is a set of options.
type option uint32

const (
	optionName option = 1 << iota
	optionMode
	optionStrict
	optionKeepIgnored
	optionOffset
	optionPath
	optionValue
	optionNull
	optionRemove
	optionDelete
	optionExpose
	optionStrictSecrets
	optionWidth
	optionOrganization
	optionComments
)

// optionNames are the names of the options, in the order of their bits.
var optionNames = [...]string{
	"name", "mode", "strict", "keepIgnored", "offset", "path", "value", "null", "remove", "delete", "expose",
	"strictSecrets", "width", "organization", "comments",
}

// Set gives the request an option. The names and values are those of the package comment; one that is unknown or wrong is
// an error, and so is an option given twice. [Answer] reports the first of these errors, so that a caller who asks it
// anyway may ignore them.
func (r *Request) Set(name, value string) error {
	err := r.set(name, value)
	if err != nil && r.bad == nil {
		r.bad = err
	}
	return err
}

func (r *Request) set(name, value string) error {
	which := optionOf(name)
	switch {
	case which == 0:
		return errors.New("unknown option " + diag.Quote(name) + ": it is one of " + strings.Join(optionNames[:], ", "))
	case r.given&which != 0:
		return errors.New("the option " + name + " is given twice")
	}
	r.given |= which
	switch which {
	case optionName:
		r.name = value
	case optionMode:
		mode, err := deployfile.ParseMode(value)
		r.mode = mode
		return err
	case optionOffset:
		n, ok := number(value)
		if !ok {
			return errors.New("the option offset is " + diag.Quote(value) + ": it is a number of bytes, from 0")
		}
		r.offset = n
	case optionPath:
		r.path = diag.Path(value)
	case optionValue:
		r.value = value
	case optionDelete:
		r.delete = lines(value)
	case optionExpose:
		r.expose = lines(value)
	case optionWidth:
		n, ok := number(value)
		if !ok || n < minWidth || n > maxWidth {
			return errors.New("the option width is " + diag.Quote(value) + ": it is a number of columns, from " +
				strconv.Itoa(minWidth) + " to " + strconv.Itoa(maxWidth))
		}
		r.width = n
	case optionOrganization:
		existing, err := schema.ReadOrganization([]byte(value))
		if err != nil {
			return errors.New("the option organization cannot be read: " + err.Error())
		}
		r.existing = existing
	default:
		return r.setFlag(name, which, value)
	}
	return nil
}

// minWidth and maxWidth bound the option width.
const (
	minWidth = 40
	maxWidth = 1000
)

func (r *Request) setFlag(name string, which option, value string) error {
	switch value {
	case "true":
		r.on |= which
	case "false":
	default:
		return errors.New("the option " + name + " is " + diag.Quote(value) + ": it is true or false")
	}
	return nil
}

// is reports whether an option is true.
func (r *Request) is(which option) bool { return r.on&which != 0 }

// optionOf returns the option of a name, 0 for none.
func optionOf(name string) option {
	for i := range optionNames {
		if optionNames[i] == name {
			return 1 << i
		}
	}
	return 0
}

// firstOf returns the name of the first of the options in a set.
func firstOf(set option) string {
	for i := range optionNames {
		if set&(1<<i) != 0 {
			return optionNames[i]
		}
	}
	return ""
}

// number reads a number from 0 that is no more than any document is long.
func number(text string) (n int, ok bool) {
	if text == "" || len(text) > 9 {
		return 0, false
	}
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return 0, false
		}
	}
	n, err := strconv.Atoi(text)
	return n, err == nil
}

// lines returns the lines of a text that are not blank, without the blanks around them.
func lines(text string) []string {
	var list []string
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			list = append(list, line)
		}
	}
	return list
}
