package spec

// String returns the type in words, such as "list of mappings".
func (t Type) String() string {
	return word(int(t), "mapping", "list of mappings", "list of texts", "text", "integer", "boolean", "quantity", "cron", "time", "choice")
}

// String returns the status in words, such as "output only".
func (s Status) String() string {
	return word(int(s), "current", "output only", "legacy", "misplaced", "API name")
}

// String returns what happens in one word, such as "kept".
func (o Omission) String() string {
	return word(int(o), "fails", "kept", "reset", "cleared", "ignored")
}

func word(i int, words ...string) string {
	if i >= len(words) {
		return "unknown"
	}
	return words[i]
}
