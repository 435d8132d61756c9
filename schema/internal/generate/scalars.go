package main

import (
	"math"
	"slices"
	"strings"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/internal/spec"
)

// Editors offer true, false and null wherever the type of a field names them, even for the name of a Deployment. So
// what is accepted beside the type of a field stands behind an if, where they do not look. The if is what most files
// have, because a condition that is met costs a fraction of one that is not.

// scalar returns the schema of a single value, in which null is the same as none unless the field is required.
func (w *writer) scalar(f *spec.Field) node {
	switch held := w.model[f.Path]; {
	case held == "boolean":
		return boolean(f)
	case f.Status == spec.OutputOnly:
		return mostly(ofType("string"), isWrong(f, "a single value").on(ofType("number", "boolean", "null")))
	case held == "integer":
		return integer(f)
	case f.Type == spec.Choice:
		return w.choice(f)
	case f.Type == spec.Cron:
		return fault{deployfile.CodeCronFormat, f.Key() + " must be a cron expression of five fields in UTC, such as " + f.Example}.
			on(node{"type": "string", "pattern": cronPattern()})
	case f.Type == spec.Quantity:
		return quantityOf(f)
	default:
		return w.text(f)
	}
}

func isWrong(f *spec.Field, want string) fault {
	return fault{deployfile.CodeWrongType, f.Key() + " must be " + want}
}

// mostly admits what files usually have and, failing that, what the second schema admits.
func mostly(usual, otherwise node) node { return node{"if": usual, "else": otherwise} }

// unlessPlaceholder admits a placeholder beside what n admits, in a field where it can stand.
func unlessPlaceholder(f *spec.Field, n node) node {
	if !takesPlaceholder(f) {
		return n
	}
	return mostly(ref("placeholder"), n)
}

func ofType(types ...string) node {
	if len(types) == 1 {
		return node{"type": types[0]}
	}
	return node{"type": types}
}

// boolean takes the words of YAML 1.1, which are text in YAML 1.2.
func boolean(f *spec.Field) node {
	words := node{"type": []string{"string", "null"}, "pattern": oldBoolean}
	return mostly(ofType("boolean"), unlessPlaceholder(f, isWrong(f, "true or false, without quotes").on(words)))
}

// integer takes what YAML 1.1 reads as an integer and YAML 1.2 as text.
func integer(f *spec.Field) node {
	words := node{"type": []string{"string", "null"}, "pattern": oldInteger}
	n := mostly(ofType("integer"), unlessPlaceholder(f, isWrong(f, "an integer, without quotes").on(words)))
	n["minimum"], n["maximum"] = math.MinInt32, math.MaxInt32
	if f.Sentinel != nil { // the bounds of the others depend on the deployment type
		n["$comment"], n["minimum"] = string(deployfile.CodeWorkerCountRange), min(*f.Min, *f.Sentinel)
	}
	return n
}

// quantityOf takes a number of CPU cores without quotes, but no size without a unit.
func quantityOf(f *spec.Field) node {
	bad := func(want string) fault {
		return fault{deployfile.CodeQuantityFormat, f.Key() + " must be " + want + " above 0, such as " + f.Example}
	}
	if strings.HasSuffix(f.Key(), "_cpu") {
		text := node{"type": "string", "pattern": "^(?:" + quantity + unit + "?)?$"}
		number := node{"type": []string{"number", "null"}, "exclusiveMinimum": 0}
		return mostly(text, unlessPlaceholder(f, bad("a number of cores").on(number)))
	}
	size := node{"type": "string", "pattern": "^(?:" + quantity + unit + ")?$"}
	return mostly(size, unlessPlaceholder(f, bad("a size with a unit").on(ofType("null"))))
}

// text returns the schema of a field that holds text. A number and a truth value do as well where text has no form: the
// validator takes them as they are written.
func (w *writer) text(f *spec.Field) node {
	usual, others := node{"type": "string"}, []string{"number", "boolean", "null"}
	bad := isWrong(f, "text")
	switch f.Path {
	case "deployment.configuration.runtime_version":
		usual["pattern"], others = "^$|"+spec.PatternRuntimeVersion, []string{"null"}
		bad = fault{deployfile.CodeRuntimeVersionFormat, "runtime_version must be a version of the form X.Y-N or MAJOR.MINOR.PATCH"}
	case "deployment.alert_emails[]":
		usual["pattern"], usual["maxLength"], others = emailPattern(), 254, nil
		bad = fault{deployfile.CodeEmailFormat, "an alert e-mail must be a bare e-mail address, such as " + f.Example}
	case "deployment.configuration.remote_execution.allowed_ip_address_ranges[]":
		usual["pattern"], others = networkPattern(), nil
		bad = fault{deployfile.CodeIPRangeFormat, "an IP address range must be an IPv4 or IPv6 network in CIDR notation, such as " + f.Example}
	case "deployment.environment_variables[].key":
		usual["pattern"] = envKey
		bad = fault{deployfile.CodeEnvKeyIllegal, "key must be the name of a variable, without equals sign, white space and control characters"}
	}
	if w.needs(f) {
		others = slices.DeleteFunc(others, func(t string) bool { return t == "null" })
		if usual["pattern"] == nil {
			usual["pattern"] = nonEmpty
			bad = fault{deployfile.CodeFieldRequired, f.Key() + " must be text, and cannot be empty"}
			if f.Path == "deployment.configuration.name" {
				bad.code = deployfile.CodeNameMissing
			}
		}
	}
	if len(others) == 0 {
		return unlessPlaceholder(f, bad.on(usual))
	}
	n := mostly(usual, unlessPlaceholder(f, bad.on(ofType(others...))))
	if f.MaxLength > 0 {
		n["maxLength"] = f.MaxLength
	}
	if w.needs(f) {
		n["anyOf"] = []any{true} // see admitAll
	}
	return n
}

// takesPlaceholder reports whether a placeholder can stand in the field until somebody fills it in.
func takesPlaceholder(f *spec.Field) bool {
	switch {
	case f.Status != spec.Current || f.Path == "deployment.configuration.remote_execution.task_log_url_pattern":
		return false
	case f.Type == spec.Integer || f.Type == spec.Boolean:
		return true
	case strings.HasPrefix(f.Path, "deployment.configuration."):
		return true
	}
	switch f.Path {
	case "deployment.worker_queues[].name", "deployment.worker_queues[].worker_type",
		"deployment.environment_variables[].key", "deployment.alert_emails[]":
		return true
	}
	return false
}
