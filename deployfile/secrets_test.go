package deployfile_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/golden"
)

// TestKeepSecrets runs the archives of testdata/secrets: each input is a file that updates the Deployment of
// context/live.yaml; the outputs are what its variables become, in the words of the request, and the findings.
func TestKeepSecrets(t *testing.T) {
	golden.Run(t, "testdata/secrets/*.txtar", func(t *testing.T, a *golden.Archive) {
		live, _ := deployfile.Parse("live.yaml", a.Input("context/live.yaml"))
		for _, name := range a.Inputs() {
			if strings.HasPrefix(name, "context/") {
				continue
			}
			file, _ := deployfile.Parse(name, a.Input(name))
			o := secretOptions(a, a.Options(name, knownOptions...))
			before, base := copyOf(file.Deployment), copyOf(live.Deployment)
			got, found := deployfile.KeepSecrets(live.Deployment, file.Deployment, o)
			assert.Equal(t, before, file.Deployment, "want is changed")
			assert.Equal(t, base, live.Deployment, "live is changed")
			a.Want(name, requested(got.EnvironmentVariables))
			a.Want(name+".findings", render(file.Locate(found)))
		}
	})
}

// requested writes one variable a line as a request would carry it, values in quotes.
func requested(variables []deployfile.EnvironmentVariable) []byte {
	var b bytes.Buffer
	if variables == nil {
		b.WriteString("no section\n")
	}
	for _, v := range variables {
		kind, value := "plain", "no value"
		if v.IsSecret {
			kind = "secret"
		}
		if v.Value != nil {
			value = strconv.Quote(*v.Value)
		}
		fmt.Fprintf(&b, "%s %s: %s\n", kind, v.Key, value)
	}
	return b.Bytes()
}

func copyOf(d deployfile.Deployment) deployfile.Deployment {
	d.EnvironmentVariables = slices.Clone(d.EnvironmentVariables)
	for i, v := range d.EnvironmentVariables {
		if v.Value != nil {
			d.EnvironmentVariables[i].Value = new(*v.Value)
		}
	}
	return d
}

// TestKeepSecretsIsBounded holds the sizes that are too large for an archive: every secret is kept, and the findings
// that are not shown are counted.
func TestKeepSecretsIsBounded(t *testing.T) {
	const n = 100_000
	var live, want deployfile.Deployment
	for i := range n {
		live.EnvironmentVariables = append(live.EnvironmentVariables, deployfile.EnvironmentVariable{Key: fmt.Sprintf("KEY_%d", i), IsSecret: true})
		want.EnvironmentVariables = append(want.EnvironmentVariables, deployfile.EnvironmentVariable{Key: fmt.Sprintf("KEY-%d", i+n), IsSecret: true})
	}
	got, found := deployfile.KeepSecrets(live, want, deployfile.SecretOptions{})
	assert.Len(t, got.EnvironmentVariables, 2*n)
	assert.Len(t, found, diag.MaxFindings+1)
	assert.Equal(t, diag.Counts{Error: n, Info: n}, found.Counts())
	assert.Error(t, found.Err())
}

// TestValuesIsAskedOnce holds that a source of values is asked for what has none, and for nothing else.
func TestValuesIsAskedOnce(t *testing.T) {
	live := deployfile.Deployment{EnvironmentVariables: []deployfile.EnvironmentVariable{
		{Key: "KEPT", IsSecret: true}, {Key: "EMPTY", IsSecret: true}, {Key: "GOES", IsSecret: true},
		{Key: "BLANK", IsSecret: true}, {Key: "LEFT_OUT", IsSecret: true},
	}}
	want := deployfile.Deployment{EnvironmentVariables: []deployfile.EnvironmentVariable{
		{Key: "KEPT", IsSecret: true}, {Key: "EMPTY", IsSecret: true, Value: new("")}, {Key: "GOES", IsSecret: true},
		{Key: "BLANK", IsSecret: true}, {Key: "SET", IsSecret: true, Value: new(canary)}, {Key: "PLAIN"},
		{Key: "PLAIN_EMPTY", Value: new("")}, {Key: "PLAIN_SET", Value: new("x")}, {Key: "TWICE"}, {Key: "TWICE"},
	}}
	var asked []string
	deployfile.KeepSecrets(live, want, deployfile.SecretOptions{
		Delete: []string{"GOES"}, Blank: []string{"BLANK"},
		Values: func(key string) (string, bool) { asked = append(asked, key); return "", false },
	})
	assert.Equal(t, []string{"KEPT", "EMPTY", "PLAIN"}, asked)
}

// TestLocate holds that findings about a Deployment get the places of its text and stay as they are otherwise.
func TestLocate(t *testing.T) {
	src := "deployment:\n  environment_variables:\n  - is_secret: true\n    key: A\n  - is_secret: true\n    key: B\n    value: " + canary + "\n"
	file, _ := deployfile.Parse("etl.yaml", []byte(src))
	found := diag.List{
		{Severity: diag.SeverityInfo, Code: "b", Path: "deployment.environment_variables[1].value", Message: "not " + canary,
			Related: []diag.Related{{Path: "deployment.environment_variables[0].key", Message: "or " + canary}}},
		{Severity: diag.SeverityError, Code: "a", Path: "deployment.environment_variables[0].value", Message: "none"},
		{Severity: diag.SeverityError, Code: "c", Path: "deployment.worker_queues", Message: "none"},
	}
	before := slices.Clone(found)
	located := file.Locate(found)
	assert.Equal(t, before, found)
	assert.Equal(t, "or "+canary, found[0].Related[0].Message)
	assert.Equal(t, "1:1-1:11 error c deployment.worker_queues: none\n"+
		"3:5-3:14 error a deployment.environment_variables[0].value: none\n"+
		"7:12-7:18 info b deployment.environment_variables[1].value: not •••\n"+
		"  related: deployment.environment_variables[0].key: or •••\n", string(render(located)))
	assert.Equal(t, "etl.yaml", located[0].File)
	assert.Equal(t, 4, located[2].Related[0].Range.Start.Line)
	assert.Nil(t, file.Locate(nil))
	assert.Equal(t, located, file.Locate(located), "a range that is there stays")
	unread := &deployfile.File{Name: "made.yaml"}
	assert.Nil(t, unread.Locate(found)[0].Range)
}

// FuzzKeepSecrets states what holds for every pair of Deployments, made from seed: no secret is lost unasked, nothing
// else changes, and no finding holds a value.
func FuzzKeepSecrets(f *testing.F) {
	for seed := range uint64(200) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		r := rand.New(rand.NewPCG(seed, 1))
		live, want := someVariables(r, true), someVariables(r, false)
		o := deployfile.SecretOptions{Strict: r.IntN(4) == 0, Delete: someKeys(r), Blank: someKeys(r), Expose: someKeys(r)}
		if r.IntN(2) == 0 {
			o.Values = func(key string) (string, bool) {
				return strings.Repeat(canary+"-outside", len(key)%2), len(key)%3 > 0
			}
		}
		liveBefore, wantBefore := copyOf(live), copyOf(want)
		got, found := deployfile.KeepSecrets(live, want, o)
		require.Equal(t, liveBefore, live, "live is changed")
		require.Equal(t, wantBefore, want, "want is changed")
		require.NotContains(t, fmt.Sprintf("%#v", found), canary)
		if found.Err() == nil {
			nothingIsLost(t, live, want, got, o)
		}

		if found.Err() == nil {
			second := o
			second.Values = nil // would be asked for the secrets that the first time added
			again, _ := deployfile.KeepSecrets(live, got, second)
			require.Equal(t, got, again, "a second time changes more")
		}

		r.Shuffle(len(live.EnvironmentVariables), func(i, k int) {
			live.EnvironmentVariables[i], live.EnvironmentVariables[k] = live.EnvironmentVariables[k], live.EnvironmentVariables[i]
		})
		_, shuffled := deployfile.KeepSecrets(live, want, o)
		require.Equal(t, found, shuffled, "the order of the live variables counts")
	})
}

// nothingIsLost is written without the code that it judges.
func nothingIsLost(t *testing.T, live, want, got deployfile.Deployment, o deployfile.SecretOptions) {
	t.Helper()
	result := map[string]deployfile.EnvironmentVariable{}
	for _, v := range got.EnvironmentVariables {
		_, twice := result[v.Key]
		require.False(t, twice, "%s stands twice", v.Key)
		result[v.Key] = v
	}
	written := map[string]deployfile.EnvironmentVariable{}
	for _, v := range want.EnvironmentVariables {
		written[v.Key] = v
	}
	was := map[string]bool{}
	for _, v := range live.EnvironmentVariables {
		was[v.Key] = v.IsSecret
		if !v.IsSecret {
			continue
		}
		is, there := result[v.Key]
		_, inFile := written[v.Key]
		if !there {
			require.True(t, slices.Contains(o.Delete, v.Key) || o.Strict && !inFile, "the secret %s is lost", v.Key)
			continue
		}
		if is.Value != nil && *is.Value == "" {
			require.Contains(t, o.Blank, v.Key, "the secret %s becomes empty", v.Key)
		}
		if !is.IsSecret {
			require.Contains(t, o.Expose, v.Key, "the secret %s becomes readable", v.Key)
			require.NotNil(t, is.Value)
		}
	}
	for key, v := range result {
		w, inFile := written[key]
		require.True(t, inFile || v.IsSecret && was[key], "%s comes from nowhere", key)
		if v.IsSecret && v.Value == nil {
			require.True(t, was[key], "the new secret %s has no value", key)
		}
		if inFile {
			require.Equal(t, w.IsSecret, v.IsSecret)
		}
		if w.Value != nil && *w.Value != "" || !w.IsSecret && w.Value != nil {
			require.Equal(t, w.Value, v.Value)
		}
	}
	for key, w := range written {
		_, there := result[key]
		require.True(t, there || w.IsSecret && slices.Contains(o.Delete, key), "%s of the file is lost", key)
	}
}

var someNames = []string{"A", "B", "DB_PASSWORD", "DB_PASSWORT", "db_password", "TOKEN", "TOKENS", "LOG_LEVEL", "É"}

func someKeys(r *rand.Rand) []string {
	var keys []string
	for range max(0, r.IntN(6)-3) {
		keys = append(keys, someNames[r.IntN(len(someNames))])
	}
	return keys
}

func someVariables(r *rand.Rand, live bool) deployfile.Deployment {
	var d deployfile.Deployment
	if r.IntN(8) == 0 {
		d.EnvironmentVariables = []deployfile.EnvironmentVariable{}
	}
	names := slices.Clone(someNames)
	r.Shuffle(len(names), func(i, k int) { names[i], names[k] = names[k], names[i] })
	for _, key := range names[:r.IntN(len(names)+1)] {
		v := deployfile.EnvironmentVariable{Key: key, IsSecret: r.IntN(3) > 0}
		switch {
		case live && v.IsSecret:
		case r.IntN(3) == 0:
			v.Value = new(canary + key)
		case r.IntN(2) == 0:
			v.Value = new("")
		}
		d.EnvironmentVariables = append(d.EnvironmentVariables, v)
		if r.IntN(40) == 0 {
			d.EnvironmentVariables = append(d.EnvironmentVariables, v)
		}
	}
	return d
}

func BenchmarkKeepSecrets(b *testing.B) {
	for _, n := range []int{1000, 100_000} {
		var live, want deployfile.Deployment
		for i := range n {
			v := deployfile.EnvironmentVariable{Key: fmt.Sprintf("KEY_%d", i), IsSecret: true}
			live.EnvironmentVariables = append(live.EnvironmentVariables, v)
			if i%2 == 0 {
				want.EnvironmentVariables = append(want.EnvironmentVariables, v)
			}
		}
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				deployfile.KeepSecrets(live, want, deployfile.SecretOptions{})
			}
		})
	}
}
