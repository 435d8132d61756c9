package schema

// spotKind is what belongs where the cursor is.
type spotKind uint8

const (
	spotUnknown spotKind = iota // the cursor has not been reached
	spotNone                    // text, a comment, or what nobody knows
	spotKey                     // a key of a mapping
	spotValue                   // the value of a key, or an entry of a list of texts
	spotItem                    // an entry of a list, dash and all
)

// spot is the place of the cursor.
type spot struct {
	kind spotKind
	in   *node // the mapping of a key or value, the list of an entry
	self *node // the key that is there already, the slot of a value
	fragment
}

// fragment is the part of the text that stands where something is to be written.
type fragment struct {
	start, end int
	line       int  // where its line starts
	near       bool // a blank belongs in front
	inline     bool // something else stands in front on the line
	colon      bool // a colon and a value follow: only the key is to be replaced
	word       bool // half-written
	flow       bool // in brackets
	comma      int  // brackets: where a comma is missing in front, or 0
	outer      int  // brackets: a line that is no further right than this is outside of them
}

// found settles where the cursor is.
func (o *outline) found(s spot) {
	if o.spot.kind == spotUnknown {
		o.spot = s
	}
}

// nowhere settles that the cursor is where nothing can be completed.
func (o *outline) nowhere(here bool) {
	if here {
		o.found(spot{kind: spotNone})
	}
}
