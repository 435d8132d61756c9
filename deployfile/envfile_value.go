package deployfile

import (
	"bytes"
	"strings"
)

// value reads what stands behind the equals sign. It is not ok when it has been reported. The name is the key, for messages.
func (r *envReader) value(name string) (value string, ok bool) {
	start := r.skipBlanks(r.at)
	if start == len(r.src) {
		r.at = start
		return "", true
	}
	switch r.src[start] {
	case '"', '\'':
		return r.quoted(name, start)
	case '`':
		r.report(CodeEnvFileSyntax, span{start: start, end: start + 1}, name, "the value begins with a backtick, which is a quote for some tools, text for others, and runs a command in a shell").
			Hint = "use single quotes"
		return "", false
	default:
		return r.bare(name, start)
	}
}

// bare reads a value without quotes.
func (r *envReader) bare(name string, start int) (string, bool) {
	end := r.lineEnd(start)
	text := r.src[start:end]
	for i := range text {
		if text[i] == '#' && isBlank(r.src[start+i-1]) { // the equals sign at least is in front
			text = text[:i]
			break
		}
	}
	text = bytes.TrimRight(text, " \t")
	if bytes.HasPrefix(text, []byte("-----BEGIN ")) && !bytes.Contains(text, []byte("-----END ")) {
		r.report(CodeEnvFileSyntax, span{start: start, end: start + len(text)}, name, "the value goes over several lines and has no quotes").
			Hint = "put the value into double quotes"
		r.skipBlock(end)
		return "", false
	}
	if i := bytes.Index(text, []byte("${")); i >= 0 {
		r.reference(name, start+i)
	}
	return string(text), true
}

// skipBlock goes to the last line of a key or certificate, or to the end of the file.
func (r *envReader) skipBlock(at int) {
	r.at = len(r.src)
	if i := bytes.Index(r.src[at:], []byte("-----END ")); i >= 0 {
		r.at = at + i
	}
}

func (r *envReader) reference(name string, at int) {
	r.report(CodeEnvFileReference, span{start: at, end: at + len("${")}, name, "${ stays as it is written; other tools would put the value of another variable there").
		Hint = `write \${ in double quotes, or use single quotes, to say the same to all`
}

// quoted reads a value in the quotes that begin at start, and what follows them in the line.
func (r *envReader) quoted(name string, start int) (string, bool) {
	quote := r.src[start]
	end, reference := r.closing(start+1, quote)
	if end < 0 {
		r.report(CodeEnvFileSyntax, span{start: start, end: start + 1}, name, "the quote is not closed, so the rest of the file is not read").
			Hint = "close the quote behind the value"
		r.at = len(r.src)
		return "", false
	}
	if quote == '"' && reference >= 0 {
		r.reference(name, reference)
	}
	r.at = end + 1
	behind := r.skipBlanks(r.at)
	if stop := r.lineEnd(behind); behind < stop && (r.src[behind] != '#' || behind == r.at) {
		if bytes.ContainsAny(r.src[start:end], "\r\n") {
			r.report(CodeEnvFileSyntax, span{start: start, end: start + 1}, name, "the quote is closed lines below, where text follows, so the rest of the file is not read").
				Hint = "close the quote behind the value"
			r.at = len(r.src)
			return "", false
		}
		r.report(CodeEnvFileSyntax, span{start: behind, end: stop}, name, "text follows the closing quote").
			Hint = "put the whole value into quotes, and a blank in front of a comment"
		return "", false
	}
	return unquoteEnv(string(r.src[start+1:end]), quote), true
}

// closing returns where the quote is that ends a value, or -1, and where the value refers to a variable, or -1.
func (r *envReader) closing(at int, quote byte) (end, reference int) {
	reference = -1
	for ; at < len(r.src); at++ {
		switch c := r.src[at]; {
		case c == quote:
			return at, reference
		case c == '\\' && quote == '"':
			at++
		case c == '$' && reference < 0 && at+1 < len(r.src) && r.src[at+1] == '{':
			reference = at
		}
	}
	return -1, -1
}

// unquoteEnv returns the value that stands between quotes.
func unquoteEnv(text string, quote byte) string {
	special := "\r"
	if quote == '"' {
		special = "\r\\"
	}
	if !strings.ContainsAny(text, special) {
		return text
	}
	b := make([]byte, 0, len(text))
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case c == '\r':
			c = '\n'
			if i+1 < len(text) && text[i+1] == '\n' {
				i++
			}
		case c == '\\' && quote == '"' && i+1 < len(text):
			if escaped := strings.IndexByte(`nrt"\$`, text[i+1]); escaped >= 0 {
				c = "\n\r\t\"\\$"[escaped]
				i++
			}
		}
		b = append(b, c)
	}
	return string(b)
}
