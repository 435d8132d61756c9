package yamltree

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// reasons are our words for the parser's; the first that it mentions counts.
var reasons = [...]struct{ parser, message, hint string }{
	{"block sequence entries are not allowed", "a list item is not expected here", "start the list on a line of its own, or quote the value"},
	{"mapping keys are not allowed", `"?" is not expected here`, "quote the value"},
	{"comment without preceding whitespace", `no blank before "#"`, "put a blank before the comment, or quote the value"},
	{"indentation indicator equal to 0", "a block text cannot be indented by 0", "give a number from 1 to 9, or none"},
	{"expected comment or line break", "text behind the header of a block text", "start the text on the next line"},
	{"alphabetic or numeric character", "an anchor or alias without a name", "quote the value"},
	{"undefined tag handle", "a tag with an unknown prefix", "delete the tag"},
	{"<document start>", "text behind the end of the document", "align the line with the entries above"},
	{"<document end>", "a directive inside a document", "delete the directive"},
	{"document-end marker", `text behind "..."`, "delete the text"},
	{"expected node content", "a value is expected here", "write a value, or quote it if it begins with a special character"},
	{"YAML document", "a version of YAML that cannot be read", "delete the directive"},
}

// other explains everything that says enough by itself.
func (e *explainer) other() fault {
	end := tokenEnd(e.src, e.mark)
	if e.mark < len(e.src) && e.src[e.mark] == '\t' {
		f := e.at(e.mark, end, "a tab where only spaces may stand", "use spaces")
		f.start, f.end = e.mark, e.mark+1
		f.from, f.to = e.lineStart(e.mark), lineEnd(e.src, e.mark)
		return f
	}
	if strings.Contains(e.reason, "cannot start any token") && e.mark < len(e.src) {
		_, size := utf8.DecodeRune(e.src[e.mark:])
		return e.at(e.mark, end, "a value cannot begin with "+strconv.Quote(string(e.src[e.mark:e.mark+size])),
			"quote the value")
	}
	if strings.Contains(e.construct, "flow node") && skipSpace(e.src, e.mark) >= len(e.src) {
		return e.at(e.mark, e.mark, "the text ends in a bracket that is not closed", "close the bracket")
	}
	for _, r := range reasons {
		if strings.Contains(e.reason, r.parser) || strings.Contains(e.construct, r.parser) {
			return e.at(e.mark, end, r.message, r.hint)
		}
	}
	if strings.Contains(e.construct, "directive") {
		return e.at(e.content(e.mark), lineEnd(e.src, e.mark), "a directive that YAML does not have", "delete the line")
	}
	if strings.Contains(e.construct, "tag") {
		return e.at(max(e.context, 0), tokenEnd(e.src, max(e.context, 0)), "a tag that cannot be read", "delete the tag")
	}
	return e.at(e.mark, lineEnd(e.src, e.mark), "the line cannot be read", "")
}
