package deployfile_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/golden"
	"github.com/astrofile/astrofile/internal/sample"
)

var modes = []deployfile.Mode{
	deployfile.ModeAny, deployfile.ModeCreate, deployfile.ModeUpdate, deployfile.ModeTemplate,
}

// seeds calls f for every input of the archives and the sample files.
func seeds(t testing.TB, f func(name string, src []byte)) {
	for _, a := range golden.Read(t, "testdata/checks/*.txtar") {
		for _, name := range a.Inputs() {
			if !strings.HasPrefix(name, "context/") {
				f(filepath.Ext(name), a.Input(name))
			}
		}
	}
	f(".yaml", sample.Small())
}

// lives returns the live Deployments of the archives.
func lives(t testing.TB) []*deployfile.Deployment {
	var all []*deployfile.Deployment
	for _, a := range golden.Read(t, "testdata/checks/*.txtar") {
		named := map[string]bool{}
		for _, name := range a.Inputs() {
			doc := a.Options(name, knownOptions...)["live"]
			if doc == "" || named[doc] {
				continue
			}
			named[doc] = true
			file, _ := deployfile.Parse(doc, a.Input("context/"+doc))
			all = append(all, &file.Deployment)
		}
	}
	return all
}

// pickOptions returns options that the number chooses: a mode, and for an update possibly a live Deployment.
func pickOptions(live []*deployfile.Deployment, n uint16) deployfile.ValidateOptions {
	o := deployfile.ValidateOptions{Mode: modes[int(n)%len(modes)]}
	if n /= uint16(len(modes)); o.Mode == deployfile.ModeUpdate && n > 0 {
		o.Live = live[int(n)%len(live)]
		o.KeepsSecrets = int(n)/len(live)%2 == 1
	}
	return o
}

// FuzzCheck states what holds for every text: the findings are bounded, sorted, inside the text and the same each time.
func FuzzCheck(f *testing.F) {
	live := lives(f)
	seeds(f, func(name string, src []byte) { f.Add(name, src, uint16(0)); f.Add(name, src, uint16(6)) })
	f.Fuzz(func(t *testing.T, name string, src []byte, choice uint16) {
		o := pickOptions(live, choice)
		file, found := deployfile.Check(name, src, o)
		require.NotNil(t, file)
		_, again := deployfile.Check(name, src, o)
		require.Equal(t, found, again)
		require.LessOrEqual(t, len(found), diag.MaxFindings+1)
		sorted := append(diag.List(nil), found...)
		sorted.Sort()
		require.Equal(t, sorted, found)
		for _, d := range found {
			require.LessOrEqual(t, len(d.Message), 700, "message of %s", d.Code)
			require.LessOrEqual(t, len(d.Hint), 700, "hint of %s", d.Code)
			if d.Code == diag.CodeFindingsCapped {
				continue
			}
			require.NotNil(t, d.Range, "%s has no range", d.Code)
			inside(t, file, *d.Range)
			for _, r := range d.Related {
				inside(t, file, *r.Range)
			}
			if d.Fix != nil {
				_, err := diag.Apply(file.Source(), d.Fix.Edits)
				require.NoError(t, err)
			}
		}
	})
}

func inside(t *testing.T, file *deployfile.File, r diag.Range) {
	t.Helper()
	n := len(file.Source())
	require.True(t, 0 <= r.Start.Offset && r.Start.Offset <= r.End.Offset && r.End.Offset <= n, "range %v of %d bytes", r, n)
	require.True(t, r.Start.Line >= 1 && r.Start.Column >= 1 && r.End.Line >= r.Start.Line, "range %v", r)
}

// FuzzMarshal states that what Marshal writes is read back as it was, in both notations, and that the notation does not
// change the findings.
func FuzzMarshal(f *testing.F) {
	seeds(f, func(name string, src []byte) { f.Add(name, src) })
	f.Fuzz(func(t *testing.T, name string, src []byte) {
		file, _ := deployfile.Parse(name, src)
		yaml := marshal(t, file.Deployment, deployfile.SyntaxYAML)
		json := marshal(t, file.Deployment, deployfile.SyntaxJSON)
		for _, mode := range modes {
			o := deployfile.ValidateOptions{Mode: mode}
			_, fromYAML := deployfile.Check("x.yaml", yaml, o)
			_, fromJSON := deployfile.Check("x.json", json, o)
			require.Equal(t, essence(fromYAML), essence(fromJSON), "findings about\n%s\nand\n%s", yaml, json)
		}
	})
}

// marshal writes d and asserts that reading it and writing it again changes nothing.
func marshal(t *testing.T, d deployfile.Deployment, s deployfile.Syntax) []byte {
	t.Helper()
	text, err := deployfile.Marshal(d, s)
	require.NoError(t, err)
	if len(text) > 1<<19 {
		t.Skip("the limits of a file come first")
	}
	name := map[deployfile.Syntax]string{deployfile.SyntaxYAML: "x.yaml", deployfile.SyntaxJSON: "x.json"}[s]
	file, found := deployfile.Parse(name, text)
	for _, d := range found {
		require.NotContains(t, []diag.Code{
			deployfile.CodeYAMLSyntax, deployfile.CodeJSONSyntax, deployfile.CodeUnknownField, deployfile.CodeWrongType,
			deployfile.CodeScalarRetyped, deployfile.CodeScalarUnquoted, deployfile.CodeTabIndentation,
		}, d.Code, "%s in\n%s", d.Message, text)
	}
	again, err := deployfile.Marshal(file.Deployment, s)
	require.NoError(t, err)
	require.Equal(t, string(text), string(again))
	return text
}

// essence is what findings say apart from where in the text.
func essence(found diag.List) []string {
	var all []string
	for _, d := range found {
		all = append(all, fmt.Sprintf("%s %s %s: %s", d.Severity, d.Code, d.Path, d.Message))
	}
	slices.Sort(all)
	return all
}

// FuzzFix states that applying the fix of a finding removes it and adds no other, but for those about what could not be
// judged before.
func FuzzFix(f *testing.F) {
	live := lives(f)
	seeds(f, func(name string, src []byte) { f.Add(name, src, uint16(0)); f.Add(name, src, uint16(6)) })
	f.Fuzz(func(t *testing.T, name string, src []byte, choice uint16) {
		checkFixes(t, name, src, pickOptions(live, choice))
	})
}

// TestFixes applies every fix of every archive in every mode.
func TestFixes(t *testing.T) {
	seeds(t, func(name string, src []byte) {
		for _, mode := range modes {
			checkFixes(t, name, src, deployfile.ValidateOptions{Mode: mode})
		}
	})
}

// TestFixesOfUpdates applies every fix of every archive in an update of many live Deployments.
func TestFixesOfUpdates(t *testing.T) {
	all := lives(t)
	next := 0
	seeds(t, func(name string, src []byte) {
		for range 5 { // of the live Deployments in turn: all pairs take minutes
			live := all[next%len(all)]
			checkFixes(t, name, src, deployfile.ValidateOptions{Mode: deployfile.ModeUpdate, Live: live, KeepsSecrets: next%4 == 0})
			next++
		}
	})
}

// revealing are the codes whose fix makes something readable that was not: what is found there then is not new.
var revealing = map[diag.Code]bool{
	deployfile.CodeUnknownField: true, deployfile.CodeFieldCase: true, deployfile.CodeMisplacedField: true,
	deployfile.CodeAPIFieldName: true, deployfile.CodeLegacySection: true, deployfile.CodeLegacyField: true,
	deployfile.CodeQuotedScalar: true, deployfile.CodeWrongType: true, deployfile.CodeSectionMissing: true,
	deployfile.CodeUnknownValue: true, deployfile.CodeJSONSyntax: true, deployfile.CodeYAMLSyntax: true,
	deployfile.CodeTabIndentation: true, deployfile.CodeFieldRequired: true, deployfile.CodeQuantityFormat: true,
	deployfile.CodeCronFormat: true, deployfile.CodeRuntimeVersionFormat: true, deployfile.CodeEmailFormat: true,
	deployfile.CodeDeploymentTypeMissing: true, deployfile.CodeDuplicateKeyEqual: true,
}

// follows are the milder codes that a fix leads to: what the value is now is worth knowing too.
var follows = map[diag.Code][]diag.Code{
	deployfile.CodeEnvValueMissing:     {deployfile.CodeEnvValueEmpty},
	deployfile.CodeEnvValueLooksSecret: {deployfile.CodeSecretInPlainText, deployfile.CodeTemplateSecretValue},
	deployfile.CodeSecretExposed:       {deployfile.CodeSecretInPlainText},
	deployfile.CodeEnvKeyIllegal:       {deployfile.CodeSecretExposed}, // the key is that of a live secret from then on
	deployfile.CodeDagDeployRemote:     {deployfile.CodeDagDeployLocked},
}

func checkFixes(t *testing.T, name string, src []byte, o deployfile.ValidateOptions) {
	t.Helper()
	file, found := deployfile.Check(name, src, o)
	if len(found) >= diag.MaxFindings {
		return // what is behind the last one is not known
	}
	before := tally(found)
	for _, d := range found {
		if d.Fix == nil {
			continue
		}
		fixed, err := diag.Apply(file.Source(), d.Fix.Edits)
		require.NoError(t, err)
		_, left := deployfile.Check(name, fixed, o)
		after := tally(left)
		assert.Less(t, after[d.Code], before[d.Code], "the fix %q does not remove %s\n%s\ngives\n%s\n%s", d.Fix.Title, d, src, fixed, render(left))
		if revealing[d.Code] {
			continue
		}
		for code, n := range after {
			if slices.Contains(follows[d.Code], code) {
				continue
			}
			assert.LessOrEqual(t, n, before[code], "the fix %q of %s adds %s\n%s\ngives\n%s\n%s", d.Fix.Title, d, code, src, fixed, render(left))
		}
	}
}

func tally(found diag.List) map[diag.Code]int {
	n := map[diag.Code]int{}
	for _, d := range found {
		n[d.Code]++
	}
	return n
}
