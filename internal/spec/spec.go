package spec

// Type is what a field holds.
type Type uint8

const (
	Mapping  Type = iota // a mapping with fields of its own
	Mappings             // a list of mappings
	Texts                // a list of texts
	Text
	Integer
	Boolean
	Quantity // text: a Kubernetes resource quantity
	Cron     // text: a five-field cron expression
	Time     // text: RFC 3339
	Choice   // text: one of Field.Enum
)

// Status says whether a field is part of the file of today.
type Status uint8

const (
	Current    Status = iota
	OutputOnly        // written by inspect, ignored on input
	Legacy            // written by an older official CLI or older docs, ignored today
	Misplaced         // known, but only at another level
	APIName           // the API's name of a field that the file calls otherwise
)

// Omission is what an update does with a field that the file leaves out.
type Omission uint8

const (
	Fails   Omission = iota // the file is refused
	Kept                    // the live value stays
	Reset                   // the value becomes Field.ResetTo
	Cleared                 // the value or the list becomes empty
	Ignored                 // the field takes no part in an update
)

// Field is everything this module knows about one key of a Deployment file. Default, ResetTo and Example are the text
// of a value, without quotes.
type Field struct {
	Path string // deployment.worker_queues[].min_worker_count; "[]" stands for every item of a list
	Go   string // WorkerQueue.MinWorkerCount; "" when the model has no place of its own for it (legacy, misplaced, API names, items of a list of texts)
	Type Type

	Status     Status
	ReplacedBy string // Legacy, Misplaced, APIName: path of the field to use instead; "" when there is none
	WrittenBy  string // Legacy, APIName: who wrote it and when
	Rename     bool   // APIName, Legacy: renaming the key is the whole repair, the value fits as it is

	Kinds     Kinds     // deployment types it applies to
	Executors Executors // executors it applies to

	RequiredCreate Kinds // deployment types in which a create needs it
	RequiredUpdate Kinds

	Default   string   // what a create uses when it is left out; "" when the server or another field decides
	Omitted   Omission // for the deployment types in Kinds
	Empty     Omission // the same for an empty value; equal to Omitted when empty means absent or there is no empty value
	ResetTo   string   // with Reset: the value; "" when another field decides
	Immutable bool     // an update cannot change it

	Min, Max    *int   // bounds of an integer, for the deployment types in Kinds
	Sentinel    *int   // an integer outside the bounds that stands for the default
	MaxLength   int    // characters of a text; 0 is no limit
	MaxItems    int    // of a list; 0 is no limit
	Pattern     string // RE2 that a value must match; "" when any text of the type will do
	Style       string // RE2 that a value should match; it is accepted when it does not
	Enum        *Enum  // with type Choice; with type Text the names known beforehand
	Closed      Kinds  // deployment types in which Enum is the whole set; every one of them with type Choice
	AlwaysWrite bool   // inspect writes it even when empty
	API         string // name in the Astro API, below the parent's; "" when it has none
	Title       string // one to four words for a form or an outline
	Doc         string // one sentence: hover, schema, reference page
	Note        string // one more sentence where the other facts cannot say it all; often ""
	Example     string // a value; "" for mappings and lists
	URL         string // documentation

	Parent *Level // where the key stands; nil for an item of a list of texts
	Level  *Level // Current and OutputOnly, Mapping and Mappings: what stands inside, for a list in each item
	Item   *Field // Texts: the row of each item, when there is one
}

// Enum is a set of values.
type Enum struct {
	Values  []Value
	AnyCase bool // accepted in any letter case
}

// Value is one member of an [Enum].
type Value struct {
	Name    string
	Aliases []string // other spellings that mean the same
	Doc     string   // one sentence
}
