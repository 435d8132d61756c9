package deployfile

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"
)

// Recognise reports whether a text is meant as a Deployment file: whether it has a key that gives one away, at the start
// of a line or in flow style, in UTF-8 or UTF-16. It tells the Deployment files of a folder from its other YAML and JSON
// files. One whose root is misspelt or missing counts, because it needs a finding more than any other: Recognise would
// rather take a file too many than pass over one. Its time is linear in the length of the text, which it does not parse.
func Recognise(src []byte) bool {
	src = slices.DeleteFunc(bytes.Clone(src), func(b byte) bool { return b == 0 }) // what tells UTF-16 from ASCII, as far as the keys go
	for len(src) > 0 && src[0] >= utf8.RuneSelf {
		src = src[1:] // the byte order mark
	}
	src = bytes.ToLower(src)
	for _, key := range telltale() {
		for at := 0; ; {
			i := bytes.Index(src[at:], []byte(key))
			if i < 0 {
				break
			}
			start := at + i
			at = start + len(key)
			if isKey(src[:start], src[at:]) {
				return true
			}
		}
	}
	return false
}

// telltale returns the keys that no other kind of file is likely to have.
func telltale() []string {
	return []string{
		"deployment", "deployments", "configuration", "worker_queues", "environment_variables", "hibernation_schedules",
		"alert_emails", "runtime_version", "workspace_name",
	}
}

// isKey reports whether a word is a key, judged by the text on both sides of it.
func isKey(before, after []byte) bool {
	if n := len(before); n > 0 && strings.IndexByte("\"'`", before[n-1]) >= 0 {
		before = before[:n-1]
	}
	left := bytes.TrimRight(before, " \t")
	explicit := bytes.HasSuffix(left, []byte("?"))
	if len(left) > 0 && strings.IndexByte("\r\n{[,?-", left[len(left)-1]) < 0 {
		return false
	}
	if len(left) == len(before) && bytes.HasSuffix(left, []byte("-")) {
		return false // the end of a longer name
	}
	right := bytes.TrimLeft(after, "\"' \t\r\n")
	return bytes.HasPrefix(right, []byte(":")) || explicit && (len(right) == 0 || len(right) < len(after))
}
