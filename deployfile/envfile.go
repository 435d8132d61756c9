package deployfile

import (
	"fmt"
	"io"
	"strconv"
	"unicode/utf8"

	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/spec"
)

// EnvFile is what an .env file says. All its values are hidden: nothing prints them, whether they are secret or not.
type EnvFile struct {
	Name      string
	Variables []EnvironmentVariable // in the order of the file; a key that stands twice is not among them

	lookup  func(key string) (string, bool) // a function, because fmt never looks into one
	secrets []diag.Span
}

// ReadEnv reads the text of an .env file, of which there is no standard. Where docker compose, godotenv, dotenv and
// shells agree it does as they do; where they differ, a finding says so in place of a guess.
//
//   - A line is KEY=value, with or without "export" in front and blanks around the equals sign; it may be empty, or a
//     comment that starts with #. Lines end with LF, CRLF or CR.
//   - A value without quotes ends before the first # that has a blank in front, and loses the blanks at its end. Quotes
//     inside it are text.
//   - 'single quotes' are taken as they are. In "double quotes" \n, \r, \t, \", \\ and \$ are escapes, and a backslash
//     before anything else is a backslash. Both may go over several lines, whose ends become LF.
//   - Behind the closing quote there may be only a comment. Backticks, which run a command in a shell, do not begin a
//     value.
//   - Nothing is substituted: $VAR and ${VAR} stay as they are.
//   - A key has letters, digits, underscores, hyphens and dots. One that stands twice is an error, and has no value.
//
// A byte order mark is skipped. No finding holds a value, or a part of one. The EnvFile is never nil, and holds whatever
// could be read; with an error among the findings it is not fit for use.
func ReadEnv(name string, src []byte) (*EnvFile, diag.List) {
	r := envReader{src: src, first: map[string]envKey{}}
	if r.legible() {
		r.read()
	}
	f := &EnvFile{Name: name, secrets: r.secretRanges()}
	values := make(map[string]string, len(r.variables))
	for _, v := range r.variables {
		if !r.first[v.Key].twice {
			f.Variables = append(f.Variables, v)
			values[v.Key] = *v.Value
		}
	}
	f.lookup = func(key string) (string, bool) {
		value, ok := values[key]
		return value, ok
	}
	return f, r.finish(name)
}

// Lookup returns the value of a key, and whether the file has one; it is made for [SecretOptions].
func (f *EnvFile) Lookup(key string) (string, bool) {
	if f.lookup == nil {
		return "", false
	}
	return f.lookup(key)
}

// SecretRanges returns the parts of the text that must not be shown to people: everything but the keys, because a
// comment may hold an old value. [diag.TextOptions] takes them.
func (f *EnvFile) SecretRanges() []diag.Span { return f.secrets }

// Format writes the name of the file and how many variables it has, for every verb of package fmt.
func (f EnvFile) Format(w fmt.State, _ rune) {
	_, _ = io.WriteString(w, "deployfile.EnvFile("+diag.Quote(f.Name)+", "+count(len(f.Variables), "variable")+")")
}

// legible reports whether the text is one that can be read.
func (r *envReader) legible() bool {
	const limit = spec.FileBytesMax
	if len(r.src) > limit {
		r.report(CodeInputLimit, span{}, "", "the file has "+strconv.Itoa(len(r.src))+" bytes, which is above the limit of "+strconv.Itoa(limit)).
			Hint = "split the file"
		return false
	}
	for i := 0; i < len(r.src); {
		c, size := utf8.DecodeRune(r.src[i:])
		if c == 0 || c == utf8.RuneError && size == 1 {
			message := "the file contains a NUL character, which no environment variable can have"
			if c != 0 {
				message = "the file is not UTF-8"
			}
			r.report(CodeEncodingInvalid, span{start: i, end: i + 1}, "", message).Hint = "save the file as UTF-8 text"
			return false
		}
		i += size
	}
	return true
}
