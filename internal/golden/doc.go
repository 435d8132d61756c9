// Package golden runs tests whose inputs and expected outputs stand side by side in txtar archives:
//
//	Why the rule exists.
//	-- queue.yaml --
//	deployment:
//	...
//	-- queue.yaml.options --
//	mode: update
//	-- want/queue.yaml --
//	queue.yaml:7:25: error: ...
//
// A test names the archives and says what it makes of an input:
//
//	golden.Run(t, "testdata/checks/*.txtar", func(t *testing.T, a *golden.Archive) {
//		for _, name := range a.Inputs() {
//			_, found := deployfile.Check(name, a.Input(name), options(a.Options(name)))
//			a.Want(name, text(found))
//		}
//	})
//
// and `go test ./deployfile -update` writes what it made into the archives: outputs behind their input, those that
// nobody asked for removed.
//
// # Names of sections
//
// A section called want/NAME is the output NAME. NAME.options holds "key: value" lines for the input NAME; a section
// called options holds them for every input. Everything else is an input.
//
// A text that txtar cannot hold (a carriage return, a last line without an end, bytes that are not UTF-8) stands in a
// section whose name has the suffix ".quoted": Go strings in quotes, one a line, read as if written in one line. The
// suffix is not part of the name of the input or output.
package golden
