package deployfile

// metadataRules are found while the text is read; see decode.go and decode_key.go.
var metadataRules = []rule{
	{code: CodeMetadataTime, level: always(warning), needs: theText,
		hint:    "delete it, or write a time such as 2024-05-17T09:30:00Z",
		summary: "A time in metadata is not in the form of RFC 3339; the official CLI then refuses the whole file."},
	{code: CodeMetadataUnknownField, level: always(notice), needs: theText,
		hint:    "delete it",
		summary: "Metadata has a key that is not known; metadata is never applied."},
}
