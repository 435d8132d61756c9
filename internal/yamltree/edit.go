package yamltree

// join makes one edit of those that touch, so that no two insert at the same offset. The edits are sorted.
func join(edits []Edit) []Edit {
	if len(edits) == 0 {
		return edits
	}
	joined := edits[:1]
	for _, e := range edits[1:] {
		if last := &joined[len(joined)-1]; last.End == e.Start {
			last.End, last.Text = e.End, last.Text+e.Text
			continue
		}
		joined = append(joined, e)
	}
	return joined
}

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
