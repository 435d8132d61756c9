package deployfile

import (
	"fmt"

	"github.com/astrofile/astrofile/deployfile/diag"
)

// Mode is what a Deployment file is meant for. It decides which findings apply and how severe they are.
type Mode string

const (
	ModeAny      Mode = ""         // unknown, as in an editor: an error is what is wrong for create and for update
	ModeCreate   Mode = "create"   // create a Deployment
	ModeUpdate   Mode = "update"   // replace the configuration of an existing Deployment
	ModeTemplate Mode = "template" // a file to make others from: no name, no metadata, no secret values
)

// ValidateOptions give the rules more to go by. The zero value is right for an editor.
type ValidateOptions struct {
	Mode            Mode
	Strict          bool          // warnings become errors
	Limits          *Limits       // the API's deployment options; nil: documented figures
	Live            *Deployment   // the Deployment that an update replaces
	Organization    *Organization // the names that exist
	KeepsSecrets    bool          // the caller sends what [KeepSecrets] returns, so that no secret is blanked or left out
	ClearsVariables bool          // the caller agrees that a file without environment variables deletes all live ones
	KeepIgnored     bool          // also return findings that a comment silences, with the reason in Ignored
}

// Check is [Parse] and [File.Validate] in one: all findings about a file, sorted by position, at most
// [diag.MaxFindings] of them. Comments of the form "# astrofile: ignore CODE reason" silence findings of their line or
// of the line below.
func Check(name string, src []byte, o ValidateOptions) (*File, diag.List) {
	f := parse(name, src)
	return f, f.examine(o)
}

// examine returns all findings about a file, those of its text included.
func (f *File) examine(o ValidateOptions) diag.List {
	if f.reading == nil {
		return f.Deployment.Validate(o)
	}
	c := newCheck(&f.Deployment, f, o)
	c.repeat()
	c.run()
	c.reviewIgnores()
	return c.finish()
}

// Parse reads a Deployment file, YAML or JSON, and reports what is wrong with its text: syntax, unknown, misplaced and
// duplicate keys, wrong types, scalars that other readers would take for something else. The File is never nil, and
// holds whatever could be read.
func Parse(name string, src []byte) (*File, diag.List) {
	f := parse(name, src)
	c := newCheck(&f.Deployment, f, ValidateOptions{})
	c.repeat()
	return f, c.finish()
}

// Validate applies every rule that the options give enough context for and that [Parse] has not applied yet.
func (f *File) Validate(o ValidateOptions) diag.List {
	if f.reading == nil { // a File that nobody parsed
		return f.Deployment.Validate(o)
	}
	c := newCheck(&f.Deployment, f, o)
	c.run()
	c.reviewIgnores()
	return c.finish()
}

// Validate applies the same rules to a Deployment built in Go. Its findings have paths but no ranges.
func (d Deployment) Validate(o ValidateOptions) diag.List {
	c := newCheck(&d, nil, o)
	c.run()
	return c.finish()
}

// String returns the name of the mode as the wire form and the command line write it; [ModeAny] is "any".
func (m Mode) String() string {
	if m == ModeAny {
		return "any"
	}
	return string(m)
}

// ParseMode reads the name of a mode: any, create, update or template.
func ParseMode(name string) (Mode, error) {
	switch m := Mode(name); m {
	case ModeCreate, ModeUpdate, ModeTemplate:
		return m, nil
	case "any":
		return ModeAny, nil
	default:
		return ModeAny, fmt.Errorf("unknown mode %q: it is any, create, update or template", name)
	}
}
