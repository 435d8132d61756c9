package yamltree

// Apply returns src with the edits made, or nil if they are not sorted, overlap or reach outside src.
func Apply(src []byte, edits []Edit) []byte {
	size, at := len(src), 0
	for _, e := range edits {
		if e.Start < at || e.End < e.Start || e.End > len(src) {
			return nil
		}
		size += len(e.Text) - (e.End - e.Start)
		at = e.End
	}
	out := make([]byte, 0, size)
	at = 0
	for _, e := range edits {
		out = append(out, src[at:e.Start]...)
		out = append(out, e.Text...)
		at = e.End
	}
	return append(out, src[at:]...)
}
