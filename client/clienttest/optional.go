package clienttest

import "encoding/json"

// optional tells a field that is absent from one that is null: some updates clear with null.
type optional[T any] struct {
	set   bool // the field is there, whatever it holds
	null  bool
	value T
}

// UnmarshalJSON is called for null, too, and not for a field that is absent.
func (o *optional[T]) UnmarshalJSON(text []byte) error {
	o.set, o.null = true, string(text) == "null"
	if o.null {
		return nil
	}
	return json.Unmarshal(text, &o.value)
}
