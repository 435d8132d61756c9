package diag

// Severity says what a finding means for the file it is about. The zero value is no severity: the finding is not
// reported.
type Severity string

const (
	SeverityError   Severity = "error"   // the file must not be applied
	SeverityWarning Severity = "warning" // the file can be applied; the author should look
	SeverityInfo    Severity = "info"    // worth knowing
)

// Code names one kind of finding in kebab-case. Codes are API: they are never renamed and never reused.
type Code string

// Position is a place in source text. Line and Column start at 1 and Column counts UTF-16 code units, as editors and
// language servers do; Offset counts bytes from 0.
type Position struct {
	Line   int `json:"line"`
	Column int `json:"column"`
	Offset int `json:"offset"`
}

// Range is the half-open span [Start, End) of source text.
type Range struct {
	Start Position `json:"start"`
	End   Position `json:"end"`
}

// Edit replaces the bytes [Start, End) of the source by Text; Start == End inserts.
type Edit struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
}

// Fix is a way to remove a finding without human judgement. Its edits are sorted by offset and do not overlap; several
// insertions at one offset apply in the order of the list.
type Fix struct {
	Title string `json:"title"` // imperative, such as "rename to min_worker_count"
	Edits []Edit `json:"edits"`
}

// Related is a second place that a finding speaks of, such as the first of two duplicates.
type Related struct {
	Path    Path   `json:"path,omitempty"`
	Range   *Range `json:"range,omitempty"`
	Message string `json:"message"`
}

// Diagnostic is one finding about a Deployment file or about a model built in Go.
type Diagnostic struct {
	Severity Severity  `json:"severity"`
	Code     Code      `json:"code"`
	File     string    `json:"-"`                 // stands in the envelope of the wire form
	Path     Path      `json:"path"`              // where in the model; "" is the whole document
	Range    *Range    `json:"range,omitempty"`   // where in the text; nil for a model built in Go
	Message  string    `json:"message"`           // what is wrong, in lower case, without a full stop
	Hint     string    `json:"hint,omitempty"`    // what to do, as an imperative
	URL      string    `json:"url,omitempty"`     // documentation of the code
	Fix      *Fix      `json:"fix,omitempty"`     // byte edits that remove the finding
	Related  []Related `json:"related"`           // other places that take part
	Ignored  string    `json:"ignored,omitempty"` // the author's reason, when a comment silences the finding
	More     *More     `json:"more,omitempty"`    // what a note of code CodeFindingsCapped stands for; else nil
}

// rank orders findings by weight: errors, warnings, infos, silenced ones.
func (d *Diagnostic) rank() int {
	switch {
	case d.Ignored != "":
		return rankIgnored
	case d.Severity == SeverityError:
		return rankError
	case d.Severity == SeverityWarning:
		return rankWarning
	default:
		return rankInfo
	}
}

const (
	rankError = iota
	rankWarning
	rankInfo
	rankIgnored
	ranks
)
