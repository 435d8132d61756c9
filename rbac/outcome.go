package rbac

// Outcome is the answer to a question about a permission.
type Outcome string

// The answers. Undecided means that the facts at hand allow neither of the others: ask the API, or grant more.
const (
	Allowed   Outcome = "allowed"
	Denied    Outcome = "denied"
	Undecided Outcome = "undecided"
)

// Confidence says where the facts behind an answer come from.
type Confidence string

// The degrees of confidence.
const (
	Reported   Confidence = "reported"   // the Organization's own roles, given to [Catalogue.With]
	Documented Confidence = "documented" // Astro's documentation or API specification says so
	Derived    Confidence = "derived"    // concluded by this package from what is documented
	Unknown    Confidence = "unknown"    // nobody says
)

// cell is an outcome and its confidence, small enough to compare and to hold by the thousand. The greater number grants
// more or, within one outcome, is more certain. Zero is no fact at all.
type cell uint8

const (
	cellDenied  cell = 1 << 4
	cellUnknown cell = 2 << 4
	cellAllowed cell = 3 << 4

	cellDerived    cell = 1
	cellDocumented cell = 2
	cellReported   cell = 3
)

func cellOf(o Outcome, c Confidence) cell {
	var x cell
	switch o {
	case Allowed:
		x = cellAllowed
	case Denied:
		x = cellDenied
	default:
		return cellUnknown
	}
	switch c {
	case Reported:
		return x | cellReported
	case Documented:
		return x | cellDocumented
	}
	return x | cellDerived
}

func (c cell) kind() cell { return c &^ 0xf }

// derived returns the cell with at most the confidence of a conclusion.
func (c cell) derived() cell {
	if c == 0 || c.kind() == cellUnknown {
		return c
	}
	return c.kind() | cellDerived
}

func (c cell) outcome() Outcome {
	switch c.kind() {
	case cellAllowed:
		return Allowed
	case cellDenied:
		return Denied
	}
	return Undecided
}

func (c cell) confidence() Confidence {
	switch c & 0xf {
	case cellReported:
		return Reported
	case cellDocumented:
		return Documented
	case cellDerived:
		return Derived
	}
	return Unknown
}

// weaker returns the less certain of two degrees.
func weaker(a, b Confidence) Confidence {
	if strength(b) < strength(a) {
		return b
	}
	return a
}

func strength(c Confidence) int {
	switch c {
	case Reported:
		return 3
	case Documented:
		return 2
	case Derived:
		return 1
	}
	return 0
}
