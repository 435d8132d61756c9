// Package astrofile is the root of a module that keeps Astro Deployments as code. It holds no code of its own.
//
// A Deployment file describes one Astro Deployment completely: applying it removes what it leaves out. The module reads
// such files, YAML or JSON, reports everything that is wrong with them, each finding with its exact place, the rule and the
// way out, plans what applying them to a live Deployment would do, applies them, and proves that what was asked for is
// what runs:
//
//	package main
//
//	import (
//		"context"
//		"fmt"
//		"log"
//		"os"
//
//		"github.com/astrofile/astrofile/client"
//		"github.com/astrofile/astrofile/deployfile"
//	)
//
//	func main() {
//		src, err := os.ReadFile("prod.yaml")
//		if err != nil {
//			log.Fatal(err)
//		}
//		file, found := deployfile.Parse("prod.yaml", src)
//		if err := found.Err(); err != nil {
//			log.Fatal(err) // one line for each finding of severity error
//		}
//		c, err := client.New("", os.Getenv("ASTRO_API_TOKEN"))
//		if err != nil {
//			log.Fatal(err)
//		}
//		result, err := c.Apply(context.Background(), client.Target{}, file.Deployment, client.FromFile(file))
//		if err != nil {
//			log.Fatal(err) // such as a client.ConsentError: nothing is deleted unless an option allows it
//		}
//		fmt.Println(result.Outcome, result.Deployment.ID)
//	}
//
// # Where to start
//
//   - [github.com/astrofile/astrofile/deployfile] is the package to open first: the model of a file; reading, checking,
//     comparing, editing and writing it.
//   - [github.com/astrofile/astrofile/deployfile/diag] is the form of a finding: text with an excerpt of the source,
//     JSON, SARIF, annotations of GitHub workflows, or one error for all of them.
//   - [github.com/astrofile/astrofile/schema] has the JSON Schema of the files for editors, tailored to an Organization,
//     and what editors that embed Go show: hover facts and completions.
//   - [github.com/astrofile/astrofile/client] plans, applies and compares files with what runs, one or a folder of them,
//     gives branches their previews, and calls every operation of the Astro API;
//     [github.com/astrofile/astrofile/client/clienttest] answers like it, in memory, for tests.
//   - [github.com/astrofile/astrofile/rbac] says who may do what, why not, and what is the least to grant, offline; with
//     client it checks tokens before the first call, and keeps users, Teams and tokens as code.
//   - [github.com/astrofile/astrofile/image/astroruntime] knows the versions of Astro Runtime: which Airflow and Python
//     they contain, until when they are supported, what can be upgraded to what.
//
// In the folder wasm the same code becomes WebAssembly: an npm package for web editors, @astrofile/validator, and a
// playground.
//
// The command in examples/astrofile does the same from a shell, examples/least-privilege prints the smallest role for a
// pipeline, examples/emulator serves the Astro in memory on a port, and examples/quickstart tells the whole story in one run.
//
// # Promises
//
// These packages read no file and no environment variable, print nothing and keep no state: bytes and values in, values
// out. Client alone opens connections; all but it and clienttest compile to WebAssembly unchanged. Hostile input is
// ordinary input: it ends in findings, in linear time, without a panic. The value of a secret appears in no finding and no
// printed form.
package astrofile
