package deployfile

// valueDepth is how deep in a plan the values stand. What the writer lets through, the reader must not find too deep.
const valueDepth = 3

// appendTo appends v without white space and in one spelling; see [yamltree.AppendJSONText]. It fails where v is not JSON, names
// a key twice or is nested too deep.
func (v Value) appendTo(dst []byte, tame bool) ([]byte, error) {
	c := jsonCursor{text: string(v), depth: valueDepth}
	dst, err := c.appendValue(dst, tame)
	if err == nil {
		err = c.end()
	}
	return dst, err
}
