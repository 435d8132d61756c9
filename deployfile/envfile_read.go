package deployfile

import (
	"bytes"
	"strings"

	"github.com/astrofile/astrofile/deployfile/diag"
)

// envReader goes through the text of an .env file once.
type envReader struct {
	src       []byte
	at        int
	variables []EnvironmentVariable
	first     map[string]envKey
	keys      []diag.Span // that may be shown
	found     findings
	scratch   diag.Diagnostic // receives what is only counted
}

type envKey struct {
	span
	twice bool
}

// report adds a finding, about the variable of a key when one is given. What it returns may be given a hint and related
// places until the next report.
func (r *envReader) report(code diag.Code, at span, key, message string) *diag.Diagnostic {
	s := ruleOf()[code].level.create
	d := r.found.add(s)
	if d == nil {
		r.scratch = diag.Diagnostic{}
		return &r.scratch
	}
	if key != "" {
		message = aboutVariable(key) + message
	}
	d.Code, d.Message, d.Hint, d.URL, d.Range = code, message, ruleOf()[code].hint, checksURL+string(code), at.unresolved()
	return d
}

func (r *envReader) read() {
	r.at = len(r.src) - len(bytes.TrimPrefix(r.src, []byte(byteOrderMark)))
	for r.at < len(r.src) {
		r.line()
		r.at = min(r.lineEnd(r.at)+1, len(r.src))
	}
}

// lineEnd returns where the line that at is in ends.
func (r *envReader) lineEnd(at int) int { return at + lineLength(r.src[at:]) }

func (r *envReader) skipBlanks(at int) int {
	for at < len(r.src) && isBlank(r.src[at]) {
		at++
	}
	return at
}

// line reads a variable, and leaves r.at somewhere in its last line.
func (r *envReader) line() {
	start := r.skipBlanks(r.at)
	end := r.lineEnd(start)
	r.at = start
	if start == end || r.src[start] == '#' {
		return
	}
	start = r.behindExport(start)
	equals := bytes.IndexByte(r.src[start:end], '=')
	if equals < 0 {
		r.withoutEquals(start, end)
		return
	}
	equals += start
	key := span{start: start, end: start + len(bytes.TrimRight(r.src[start:equals], " \t"))}
	r.at = equals + 1
	name, usable := r.key(key, equals)
	value, ok := r.value(name)
	if usable {
		r.add(key, name, value, ok)
	}
}

// behindExport returns where the key begins. "export" is one itself when the equals sign follows.
func (r *envReader) behindExport(start int) int {
	rest, ok := bytes.CutPrefix(r.src[start:], []byte("export"))
	if !ok || len(rest) == 0 || !isBlank(rest[0]) {
		return start
	}
	at := r.skipBlanks(start + len("export"))
	if at == len(r.src) || r.src[at] == '=' || r.src[at] == '\n' || r.src[at] == '\r' {
		return start
	}
	return at
}

// withoutEquals reports a line that is no assignment. It may be a part of a value, and is not quoted.
func (r *envReader) withoutEquals(start, end int) {
	text := bytes.TrimRight(r.src[start:end], " \t")
	at := span{start: start, end: start + len(text)}
	if isShellName(string(text)) {
		r.report(CodeEnvValueMissing, at, "", "the line has a key and no value").
			Hint = "write an equals sign and the value behind the key"
		return
	}
	r.report(CodeEnvFileSyntax, at, "", "the line is neither KEY=value nor a comment").
		Hint = "write KEY=value, and quotes around a value of several lines"
}

// key judges the key of an assignment. The name is for messages about the value; it is "" for what may be a part of
// another value.
func (r *envReader) key(key span, equals int) (name string, usable bool) {
	text := string(r.src[key.start:key.end])
	if text == "" {
		r.report(CodeEnvFileSyntax, span{start: equals, end: equals + 1}, "", "no key stands in front of the equals sign").
			Hint = "write KEY=value"
		return "", false
	}
	if i := strings.IndexFunc(text, illegalInKey); i >= 0 {
		r.report(CodeEnvKeyIllegal, key, "", "the key in front of the equals sign contains "+characterName(text[i]))
		return "", false
	}
	if runOf(text, func(b byte) bool { return asciiWord(b) || b == '.' }) < len(text) {
		r.report(CodeEnvKeyIllegal, key, "", "the key in front of the equals sign contains a character that is no letter, digit, underscore, hyphen or dot")
		return "", false
	}
	if !isShellName(text) {
		r.report(CodeEnvKeyStyle, key, "", "the key in front of the equals sign is not a name that every shell accepts")
		return "", true
	}
	r.keys = append(r.keys, diag.Span{Start: key.start, End: key.end})
	return text, true
}

// add notes a variable. A second one of its key takes the value from the first.
func (r *envReader) add(key span, name, value string, ok bool) {
	text := string(r.src[key.start:key.end])
	first, seen := r.first[text]
	if !seen {
		r.first[text] = envKey{span: key}
		if ok {
			r.variables = append(r.variables, EnvironmentVariable{Key: text, Value: &value, hidden: true})
		}
		return
	}
	d := r.report(CodeDuplicateName, key, name, "the key stands twice: some tools take the first value, others the last")
	d.Hint = "delete one of them"
	d.Related = []diag.Related{{Range: first.unresolved(), Message: "first declared here"}}
	if !first.twice {
		first.twice = true
		r.first[text] = first
	}
}
