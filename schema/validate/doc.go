// Package validate runs the JSON Schema of Deployment files and reports what it refuses in the words and with the
// positions that the rest of this module uses.
//
//	file, _ := deployfile.Parse("prod.yaml", src)
//	found, err := validate.File(deployfile.ModeUpdate, file)
//	if err != nil {
//		return err // the schema could not be run
//	}
//	return found.Err() // nil, or one error per mistake
//
// It is for platforms that publish a schema of their own, made with package schema for one Organization, and want to
// hold files against exactly that document: [Compile] it once. Who has no such document is better served by
// deployfile.Check, which knows every rule and is faster; a schema knows only those that need no comparison of one
// entry with another.
//
// # Findings
//
// A schema fails in many places for one mistake: every alternative of an anyOf, every condition around a value. Here
// one mistake is one finding, at the value or key at fault. Its code is the one that deployfile gives the same mistake
// where the schema shows which that is, and [CodeSchema] otherwise. The schema says it by a $comment that holds a code,
// beside the keyword or around it; else the keyword decides.
//
// A finding is worded by the errorMessage or patternErrorMessage of the schema, as editors do, or by this package. The
// values of environment variables are never part of a message.
//
// # Limits
//
// A schema cannot see the text of a file: duplicate keys, tabs and the notation of numbers are none of its business.
// [File] reports what keeps a text from being read, and then nothing else. Nothing is ever loaded from elsewhere: a
// document that refers to another one does not compile.
package validate
