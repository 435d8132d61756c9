// Package bridge answers requests about Deployment files in JSON. It is what the WebAssembly binary does for the
// JavaScript package, and needs neither to run.
//
//	request := bridge.Request{Op: "validate", Source: text}
//	if err := request.Set("mode", "update"); err != nil {
//		return err
//	}
//	os.Stdout.Write(bridge.Answer(request))
//
// # Answers
//
// Every answer is one line, the wire form of findings ([diag.Envelope]) with the members of the operation at its end. A
// member is there whatever happens; null or empty when there is nothing to say.
//
//	validate  everything that is wrong      -
//	fix       with every fix applied        text, applied: the findings are those that remain
//	format    in canonical layout           text
//	set       with one value written        text, edits
//	plan      against the live Deployment   plan, text, live: the findings of the live Deployment
//	template  to make others from           text
//	share     without secrets               text, removed: how many values and comments
//	hover     what stands at an offset      hover: path, range, markdown
//	complete  what may be written there     completions
//	schema    the JSON Schema of a mode     schema
//	version   what answers                  validator: version, protocol, go
//
// Validate, fix and plan apply every rule. The others report what is found when the text is read, format only what keeps
// it from being laid out. Offsets count bytes of UTF-8, those of edits and findings in the text that they are about.
//
// # Options
//
//	name           of the file: stands in the answer, and its ending tells YAML from JSON
//	mode           any, create, update or template; plan chooses between create and update itself
//	strict         validate, fix: true makes errors of warnings
//	keepIgnored    validate, fix: true returns what a comment silences, too
//	path           set: where
//	value          set: the new value; or
//	null           set: true writes null; or
//	remove         set: true removes the key or entry
//	delete         plan: keys of secrets to delete, one a line
//	expose         plan: keys of secrets that may become readable, one a line
//	strictSecrets  plan: true deletes the secrets that the file leaves out
//	width          plan: columns of the text, from 40 to 1000
//	comments       share: true keeps them
//	offset         hover, complete: in bytes
//	organization   complete, schema: what exists, in the JSON of [schema.Organization]
//
// # Findings about requests
//
// [CodeRequestInvalid] is a request that cannot be carried out: an operation, option or offset that does not exist, an
// option that the operation has no use for, a live Deployment that validate and fix cannot read. [CodeEditRefused] is a
// value that set cannot write; its path is the one asked for. [CodeInternalError] is a mistake of this module: it names
// the operation and the version. None of the three repeats a value of the document, nor the one that set is given.
//
// No answer holds the value of a secret, but for the texts of fix, format and set, which are the document that was given;
// that of template has what is not marked as secret, and that of share nothing that may be one.
package bridge
