// Package diag holds what is known to be wrong with a Deployment file: findings with a code, a place and often a fix.
// It shows them to people and to programs.
//
//	found := diag.List{{
//		Severity: diag.SeverityError,
//		Code:     "unknown-field",
//		File:     "prod.yaml",
//		Message:  `unknown field "min_worker_cont"`,
//	}}
//	if err := found.Err(); err != nil {
//		return err
//	}
//
// # Findings are values
//
// A [List] is not an error. [List.Err] makes one: a *multierror.Error whose members are [*Error], so that errors.As and
// errors.Is reach each of them. A finding that the author silenced has a reason in Ignored; it counts nowhere and stays
// visible only in JSON and SARIF.
//
// # Bounds
//
// A hostile file can have any number of findings. [List.Cap] keeps the worst and replaces the others by one note that
// carries their numbers in [Diagnostic.More]; [List.Counts] adds them, so a list counts the same before and after.
//
// # Forms
//
// [List.Text] is for a terminal, [NewEnvelope] for programs (version 1 of the wire form), [SARIF] for code scanning and
// [List.GitHub] for annotations of a workflow run. Whatever a file puts into a message, a hint or its own name cannot
// act on a terminal in any of them. Only Text quotes the source, and not the ranges named in [TextOptions.Redact].
//
// # Fixes
//
// [Apply] carries out the edits of one fix, [ApplyFixes] those of all findings that do not get in each other's way.
package diag
