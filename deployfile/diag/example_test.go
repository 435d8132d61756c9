package diag_test

import (
	"errors"
	"fmt"
	"os"

	"github.com/astrofile/astrofile/deployfile/diag"
)

var exampleSource = []byte(`deployment:
  environment_variables:
  - key: REGION
    value: eu-west-1
    is_sekret: true
`)

var exampleFindings = diag.List{{
	Severity: diag.SeverityError,
	Code:     "unknown-field",
	File:     "prod.yaml",
	Path:     "deployment.environment_variables[0].is_sekret",
	Range: &diag.Range{
		Start: diag.Position{Line: 5, Column: 5, Offset: 78},
		End:   diag.Position{Line: 5, Column: 14, Offset: 87},
	},
	Message: `environment variable "REGION": unknown field "is_sekret"`,
	Hint:    `did you mean "is_secret"?`,
	Fix:     &diag.Fix{Title: "rename to is_secret", Edits: []diag.Edit{{Start: 78, End: 87, Text: "is_secret"}}},
}}

func Example() {
	if err := exampleFindings.Err(); err != nil {
		fmt.Println(err)
	}
	// Output: prod.yaml:5:5: error: environment variable "REGION": unknown field "is_sekret" [unknown-field]
}

func ExampleList_Err() {
	err := exampleFindings.Err()
	fmt.Println(errors.Is(err, &diag.Error{Diagnostic: diag.Diagnostic{Code: "unknown-field"}}))
	if first, ok := errors.AsType[*diag.Error](err); ok {
		fmt.Println(first.Path)
	}
	// Output:
	// true
	// deployment.environment_variables[0].is_sekret
}

func ExampleList_Cap() {
	l := diag.List{
		{Severity: diag.SeverityInfo, Message: "one"},
		{Severity: diag.SeverityError, Message: "two"},
		{Severity: diag.SeverityWarning, Message: "three"},
	}
	for _, d := range l.Cap(1) {
		fmt.Println(d)
	}
	// Output:
	// error: two
	// info: 2 more findings are not shown: 1 warning, 1 info [findings-capped]
}

func ExampleList_Text() {
	value := diag.Span{Start: 64, End: 73} // eu-west-1
	err := exampleFindings.Text(os.Stdout, diag.TextOptions{Source: exampleSource, Redact: []diag.Span{value}})
	if err != nil {
		fmt.Println(err)
	}
	// Output:
	// prod.yaml:5:5: error: environment variable "REGION": unknown field "is_sekret" [unknown-field]
	//    5 |     is_sekret: true
	//      |     ^^^^^^^^^ did you mean "is_secret"?
	//      = fix: rename to is_secret
}

func ExampleEnvelope() {
	e := diag.NewEnvelope("prod.yaml", "update", diag.List{
		{Severity: diag.SeverityWarning, Code: "no-alert-emails", Path: "deployment", Message: "nobody is told when the Deployment fails"},
	})
	fmt.Printf("%s\n", e.AppendJSON(nil))
	// Output: {"version":1,"file":"prod.yaml","mode":"update","valid":true,"counts":{"error":0,"warning":1,"info":0},"diagnostics":[{"severity":"warning","code":"no-alert-emails","path":"deployment","message":"nobody is told when the Deployment fails","related":[]}]}
}

func ExampleList_GitHub() {
	if err := exampleFindings.GitHub(os.Stdout); err != nil {
		fmt.Println(err)
	}
	// Output: ::error file=prod.yaml,line=5,endLine=5,col=5,endColumn=13,title=unknown-field::environment variable "REGION": unknown field "is_sekret"%0Adid you mean "is_secret"?
}

func ExampleApplyFixes() {
	out, applied := diag.ApplyFixes(exampleSource, exampleFindings)
	fmt.Println(applied)
	fmt.Printf("%s", out)
	// Output:
	// 1
	// deployment:
	//   environment_variables:
	//   - key: REGION
	//     value: eu-west-1
	//     is_secret: true
}

func ExamplePath() {
	fmt.Println(diag.Path("deployment.worker_queues").Index(0).Field("name"))
	fmt.Println(diag.Path("deployment.metadata").Field("a.b"))
	// Output:
	// deployment.worker_queues[0].name
	// deployment.metadata["a.b"]
}
