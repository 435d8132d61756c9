package yamltree

// tokenEnd returns the end of the token at at: the next blank, line end or flow indicator.
func tokenEnd(src []byte, at int) int {
	end := at
	for end < len(src) && !isBlank(src[end]) && breakLen(src[end:]) == 0 {
		if isFlowIndicator(src[end]) {
			if end == at {
				end++
			}
			break
		}
		end++
	}
	return end
}

// visibleRange makes a range that shows something of [start, end): inside the source, without blanks at its end, and
// if nothing is left, the last visible character before it.
func visibleRange(src []byte, start, end int) (int, int) {
	start = min(max(start, 0), len(src))
	end = min(max(end, start), len(src))
	for end > start && isSpaceByte(src[end-1]) {
		end--
	}
	if start < end {
		return start, end
	}
	for end > 0 && isSpaceByte(src[end-1]) {
		end--
	}
	if end == 0 {
		return start, min(start+1, len(src))
	}
	start = end - 1
	for start > 0 && src[start]&0xC0 == 0x80 {
		start--
	}
	return start, end
}

func isSpaceByte(b byte) bool { return b == ' ' || b == '\t' || b == '\n' || b == '\r' }
