// Command least-privilege prints the smallest custom role that a pipeline needs, ready for the API (CreateCustomRole,
// [client.Roles.Create]), and says which built-in role would do:
//
//	go run ./examples/least-privilege deploy-dags inspect > role.json
//
// The role goes to standard output, everything else to standard error. It asks nobody: what it knows is package rbac.
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/astrofile/astrofile/client"
	"github.com/astrofile/astrofile/rbac"
)

// Exit codes.
const (
	exitOK     = 0
	exitNoRole = 1 // no custom role can be all that is needed
	exitUsage  = 64
	exitOutput = 74
)

const usage = `usage: least-privilege [flags] JOB|OPERATION…

Prints the smallest custom role that a pipeline needs, as the JSON that creates it, and says on standard error what each
permission is for and which built-in role would do.

Exit codes: 0 done; 1 no custom role can do it, see what is said about built-in ones; 64 wrong usage; 74 the role cannot
be written.

flags:`

func main() { os.Exit(run(os.Stdout, os.Stderr, os.Args[1:])) }

func run(out, messages io.Writer, args []string) int {
	flags := flag.NewFlagSet("least-privilege", flag.ContinueOnError)
	flags.SetOutput(messages)
	name := flags.String("name", "", "`NAME` of the role; by default made of the jobs")
	scope := flags.String("scope", string(rbac.ScopeDeployment), "what the pipeline acts on: one DEPLOYMENT, all of a WORKSPACE, or the ORGANIZATION")
	flags.Usage = func() {
		fmt.Fprintln(messages, usage)
		flags.PrintDefaults()
		fmt.Fprintf(messages, "\njobs: %s\n", strings.Join(jobs(), ", "))
	}
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return exitOK
	case err != nil:
		return exitUsage
	case flags.NArg() == 0:
		flags.Usage()
		return exitUsage
	}
	target := rbac.Scope(strings.ToUpper(*scope))
	switch target {
	case rbac.ScopeDeployment, rbac.ScopeWorkspace, rbac.ScopeOrganization:
	default:
		fmt.Fprintf(messages, "least-privilege: unknown scope %q: it is deployment, workspace or organization\n", *scope)
		return exitUsage
	}
	least, err := rbac.Builtin().Least(target, flags.Args()...)
	if err != nil {
		fmt.Fprintf(messages, "least-privilege: %v\n\njobs: %s\n", err, strings.Join(jobs(), ", "))
		return exitUsage
	}
	explain(messages, least)
	if least.Custom == nil {
		return exitNoRole
	}
	return write(out, messages, request(*name, least))
}

// request is the body that creates the role.
func request(name string, least rbac.Least) client.CreateRole {
	jobs := strings.Join(least.Operations, ", ")
	if name == "" {
		name = strings.ReplaceAll(jobs, ", ", "-")
	}
	role := client.CreateRole{Name: name, Description: "The least for: " + jobs, ScopeType: client.RoleScope(least.Custom.Scope)}
	for _, p := range least.Custom.Permissions {
		role.Permissions = append(role.Permissions, string(p))
	}
	return role
}

func write(out, messages io.Writer, role client.CreateRole) int {
	text, err := json.MarshalIndent(role, "", "  ")
	if err == nil {
		_, err = fmt.Fprintf(out, "%s\n", text)
	}
	if err != nil {
		fmt.Fprintf(messages, "least-privilege: cannot write: %v\n", err)
		return exitOutput
	}
	return exitOK
}

// explain says what is needed, for which job, and how well that is known.
func explain(w io.Writer, least rbac.Least) {
	fmt.Fprintln(w, least.Explain())
	if least.Custom == nil {
		return
	}
	for _, p := range least.Custom.Permissions {
		by, confidence := needing(p, least.Operations)
		fmt.Fprintf(w, "  %-28s %s, for %s (%s)\n", p, strings.ToLower(p.Label()), strings.Join(by, ", "), confidence)
	}
	fmt.Fprintln(w, "Custom roles take the Enterprise tier; an Organization Owner creates them.")
}

// needing lists those of the operations that need a permission, and how well that is known.
func needing(p rbac.Permission, operations []string) (by []string, confidence rbac.Confidence) {
	for _, operation := range operations {
		needs, _ := rbac.Required(operation)
		for _, n := range needs {
			if n.Permission == p {
				by, confidence = append(by, operation), n.Confidence
				break // the same stands for a Deployment and for its Dags
			}
		}
	}
	return by, confidence
}

func jobs() []string {
	var all []string
	for _, j := range rbac.Jobs() {
		all = append(all, string(j))
	}
	return all
}
