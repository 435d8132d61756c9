// Package spec is the one table of facts about the Astro Deployment file.
//
//	for _, f := range spec.LevelAt("deployment.worker_queues[]").Fields {
//		fmt.Println(f.Key(), f.Type, f.Doc)
//	}
//
// The strict decoder, the rules, the JSON Schema, the hover texts and the reference page all read it, so that a fact is
// written down once. Everything in it is constant; rows and lists are shared and must not be changed.
//
// # Adding a field
//
// Add one [Field] to the variable of its section, at its place in the canonical order: root.go for the sections
// themselves, configuration.go, remoteexecution.go, environment.go, queues.go, hibernation.go and metadata.go for what
// stands inside them. A row needs a Path, a Go name, a Type, the Kinds and Executors that it applies to, what an update
// does without it, and the texts; zero values say the rest. Then add its path to testdata/paths.txt.
//
// A key that the file had once is a row of legacy.go. A key of the Astro API that authors take for one of the file is
// a line of apinames.go. A mapping or a list of mappings becomes a [Level] by itself.
//
// # What else is here
//
// Closed sets of values are an [Enum] each. [Machines], [SchedulerSizes], [Regions], [PlatformVariables] and the
// constants of limits.go hold the figures of the documentation, each with the date it is from; a limits document of the
// Organization goes before them.
package spec
