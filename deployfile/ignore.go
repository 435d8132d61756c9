package deployfile

import (
	"bytes"
	"strings"
	"sync"

	"github.com/astrofile/astrofile/deployfile/diag"
)

var commentRules = []rule{
	{
		code: CodeIgnoreUnused, level: always(warning), needs: theText | mustStay,
		summary: "A comment silences a finding that does not occur.",
		hint:    "delete the comment",
	},
	{
		code: CodeIgnoreUnexplained, level: always(warning), needs: theText | mustStay,
		summary: "A comment silences a finding without a reason.",
		hint:    "write the reason behind the code",
	},
	{
		code: CodeIgnoreRefused, level: always(failure), needs: theText | mustStay,
		summary: "A comment would silence a finding that protects data, or names no finding.",
		hint:    "delete the comment and repair the file",
	},
}

// ignore is a comment of the form "# astrofile: ignore CODE reason".
type ignore struct {
	code   diag.Code
	reason string
	span
	on    int  // the line that it stands on
	line  int  // the line that it silences
	alone bool // nothing else stands on its line
}

var ignoreMarker = []byte("astrofile:")

// readIgnores finds the ignore comments of a file. A comment on a line of its own silences the next line that is not
// such a comment.
func (f *File) readIgnores() {
	if !bytes.Contains(f.tree.Source, ignoreMarker) {
		return
	}
	var found []ignore
	for _, comment := range f.tree.Comments() {
		text := string(f.tree.Source[comment.Start:comment.End])
		rest, ok := strings.CutPrefix(strings.TrimSpace(strings.TrimLeft(text, "#")), string(ignoreMarker))
		if !ok {
			continue
		}
		words := strings.Fields(rest)
		if len(words) == 0 || words[0] != "ignore" {
			continue
		}
		it := ignore{span: span{start: comment.Start, end: comment.End}}
		if len(words) > 1 {
			it.code = diag.Code(words[1])
			it.reason = strings.Join(words[2:], " ")
		}
		it.on = f.tree.Line(comment.Start)
		it.line = it.on
		it.alone = alone(f.tree.Source, comment.Start)
		found = append(found, it)
	}
	for i := len(found) - 1; i >= 0; i-- {
		if !found[i].alone {
			continue
		}
		below := found[i].line + 1
		if i+1 < len(found) && found[i+1].alone && found[i+1].on == below {
			below = found[i+1].line
		}
		found[i].line = below
	}
	f.ignores, f.ignoresOf = found, make(map[int][]int, len(found))
	for i, it := range found {
		f.ignoresOf[it.line] = append(f.ignoresOf[it.line], i)
	}
}

// alone reports whether only white space stands before offset on its line.
func alone(src []byte, offset int) bool {
	line := src[bytes.LastIndexByte(src[:offset], '\n')+1 : offset]
	return len(bytes.TrimLeft(line, " \t")) == 0
}

// ignoredBy returns the index of the comment that silences a finding of the rule at this place, or -1.
func (c *check) ignoredBy(r *rule, at span) int {
	if c.file == nil || len(c.file.ignores) == 0 || r.needs&mustStay != 0 {
		return -1
	}
	for _, i := range c.file.ignoresOf[c.file.tree.Line(at.start)] {
		if c.file.ignores[i].code == r.code {
			c.used[i] = true
			return i
		}
	}
	return -1
}

// reviewIgnores reports the comments that silence nothing, give no reason or ask for what is refused.
func (c *check) reviewIgnores() {
	for i, it := range c.file.ignores {
		r := ruleOf()[it.code]
		switch {
		case it.code == "":
			c.add(ruleOf()[CodeIgnoreRefused], "", it.span, "comment names no code to ignore").
				Hint = `write "# astrofile: ignore CODE reason"`
		case r == nil:
			c.unknownCode(it)
		case r.needs&mustStay != 0:
			c.add(ruleOf()[CodeIgnoreRefused], "", it.span, "%s cannot be ignored", it.code)
		case !c.used[i] && c.couldOccur(r, it):
			c.add(ruleOf()[CodeIgnoreUnused], "", it.span, "nothing to ignore: no %s on line %d", it.code, it.line)
		case it.reason == "":
			c.add(ruleOf()[CodeIgnoreUnexplained], "", it.span, "ignore comment for %s gives no reason", it.code)
		}
	}
}

func (c *check) unknownCode(it ignore) {
	hint := "delete the comment, or write the code of a finding"
	if !c.found.full(failure) { // somebody will read a suggestion
		if near, ok := nearest(string(it.code), allCodes()); ok {
			hint = "did you mean " + diag.Quote(near) + "?"
		}
	}
	c.add(ruleOf()[CodeIgnoreRefused], "", it.span, "no finding has the code %s", diag.Quote(string(it.code))).Hint = hint
}

var allCodes = sync.OnceValue(func() []string {
	codes := make([]string, len(catalogue()))
	for i, r := range catalogue() {
		codes[i] = string(r.code)
	}
	return codes
})

// couldOccur reports whether this run would have found what the comment ignores; a rule of another mode, or one whose
// context is missing, proves nothing.
func (c *check) couldOccur(r *rule, it ignore) bool {
	if c.file.tree.Root == nil || !c.canRun(r) {
		return false
	}
	if r.check != nil {
		return true
	}
	for d := range c.file.found.all {
		if d.Code == it.code && c.file.tree.Line(d.Range.Start.Offset) == it.line {
			return false // Parse has found and silenced it
		}
	}
	return true
}
