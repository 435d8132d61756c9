// Package deployfile reads Astro Deployment files, says what is wrong with them, and plans what applying them would do.
//
//	src, err := os.ReadFile("prod.yaml")
//	if err != nil {
//		return err
//	}
//	file, found := deployfile.Check("prod.yaml", src, deployfile.ValidateOptions{Mode: deployfile.ModeUpdate})
//	if err := found.Err(); err != nil {
//		return err // every error, one a line
//	}
//	want, found := deployfile.KeepSecrets(live, file.Deployment, deployfile.SecretOptions{})
//	if err := found.Err(); err != nil {
//		return err
//	}
//	fmt.Println(deployfile.Diff(live, want))
//
// A Deployment file replaces the whole configuration of a Deployment: what it leaves out is deleted or reset. That is why
// a misspelt key, which other readers ignore, is an error here.
//
// # Reading and judging
//
// [Parse] reads YAML or JSON and reports what is wrong with the text: syntax, keys that are unknown, misplaced,
// duplicate or out of date, values of the wrong type, and scalars that the official CLI would send as something else than
// the author wrote. [File.Validate] applies the rules: what the API would refuse, what has no effect, and what does
// harm. [Check] does both. A [Deployment] built in Go is judged by the same rules with [Deployment.Validate]. All of
// them are pure functions: no network, no files, no clock, no environment.
//
// The [Mode] says what a file is meant for. Rules that need to know more (the figures that an Organization may use, the
// live Deployment, the names that exist) stay silent until [ValidateOptions] brings it.
//
// # Findings
//
// A finding is a [diag.Diagnostic]: code, path, range, message, hint and often a fix. All findings are reported, sorted
// by place, at most [diag.MaxFindings]. CHECKS.md shows every code with an example. A value that is wrong in itself has
// one finding and counts as unknown for all other rules. Of a file that cannot be read whole, what can be read is still
// judged, but nothing is reported as missing.
//
// A comment silences a finding on its own line, or on the line below when it stands alone:
//
//	name: "etl "  # astrofile: ignore name-space the blank is in the live name too
//
// What would lose data cannot be silenced, and a comment that silences nothing is a finding itself.
//
// # The plan
//
// [Diff] compares a live Deployment with what a file makes of it. Applying a file replaces everything, so a [Plan] lists
// what the file changes and what it takes away by leaving it out: worker queues by name, variables by key, schedules,
// e-mails and address ranges as sets. What the server fills in is no difference, so a second plan is empty. Every [Change]
// has its classes of [Impact]; what no update can do is [Blocked], with the way that works. A plan goes out as text,
// Markdown, SARIF or JSON; [ReadPlan] refuses one that was changed. [File.Plan] makes the plan of a file whose secrets are
// kept, with everything that is wrong with the file.
//
// # Templates and edits
//
// [Template] makes a file that others can be made from, [Instantiate] fills it. [File.Edit] changes the text of a file by
// path, every other byte as it was; [Fix] applies the fixes of findings; [Format] writes the canonical layout and keeps
// comments.
//
// # Secrets
//
// The API never tells the value of a secret, so a file cannot carry it. [KeepSecrets] returns the Deployment to apply in
// its place: what the file gives no value, or leaves out, stays. Values can come from elsewhere, such as [ReadEnv].
//
// No finding shows the value of an environment variable that is, or may be, secret. A text excerpt would: give
// [File.SecretRanges] to [diag.TextOptions], or show what [File.Redact] leaves of the text. An [EnvironmentVariable]
// redacts itself wherever it is printed; [Marshal] is the one door to its value.
//
// # Hostile input
//
// Files are at most 1 MiB, nested at most 64 levels, and expand to at most 100,000 nodes. Time and memory are linear in
// the size of the input, and no input makes a panic.
package deployfile
