package deployfile_test

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
)

// FuzzPlanSecrets puts a canary wherever a value must not be shown, and looks for it in everything that can be made of
// the plan and of the findings. A plan that is read back must show the same as the one that was written.
func FuzzPlanSecrets(f *testing.F) {
	for seed := range uint64(80) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		d := newDice(seed)
		live := d.live()
		want := d.file(live)
		d.plant(&live, &want)
		options := d.secretOptions(live)
		merged, found := deployfile.KeepSecrets(live, want, options)

		fingerprints, err := deployfile.NewFingerprints([]byte(strings.Repeat(canary, 3)))
		require.NoError(t, err)
		for _, plan := range []deployfile.Plan{
			deployfile.Diff(live, merged), deployfile.Diff(live, want), deployfile.Diff(deployfile.Deployment{}, allSecret(merged)), deployfile.Diff(merged, live),
			deployfile.DiffOptions{Fingerprints: fingerprints, Prices: deployfile.Prices{Currency: "USD", PerHour: map[string]float64{"A5": 1}}}.Diff(live, merged),
		} {
			nowhere(t, planForms(t, plan))
			readBack(t, plan)
		}

		text, err := deployfile.Marshal(want, deployfile.SyntaxYAML)
		require.NoError(t, err)
		file, read := deployfile.Parse("etl.yaml", text)
		show := diag.TextOptions{Source: file.Source(), Redact: file.SecretRanges(), Width: 1000}
		for _, found := range []diag.List{
			read, found, file.Locate(found), merged.Validate(deployfile.ValidateOptions{Mode: deployfile.ModeUpdate, Live: &live}),
			file.Validate(deployfile.ValidateOptions{Mode: deployfile.ModeUpdate, Live: &live, KeepsSecrets: seed%2 == 0}),
			file.Validate(deployfile.ValidateOptions{Mode: deployfile.ModeCreate}),
		} {
			for i := range found {
				found[i].Fix = nil // edits the file, and may move a value in it
			}
			nowhere(t, findingForms(t, found, show))
		}
	})
}

// plant puts a canary into the value of every variable that is secret on one side, or looks like a credential.
func (d dice) plant(live, want *deployfile.Deployment) {
	secret := map[string]bool{}
	for _, v := range slices.Concat(live.EnvironmentVariables, want.EnvironmentVariables) {
		secret[v.Key] = secret[v.Key] || v.IsSecret
	}
	n := 0
	for side, list := range []*[]deployfile.EnvironmentVariable{&live.EnvironmentVariables, &want.EnvironmentVariables} {
		*list = slices.Clone(*list)
		for i := range *list {
			v := &(*list)[i]
			n++
			value := fmt.Sprintf("%s-%d\"\n%s", canary, n, canary)
			kind := v.Key[len(v.Key)-1] % 4
			switch {
			case secret[v.Key]:
				if side == 0 || v.Value != nil && *v.Value != "" {
					v.Value = &value
				}
			case side == 1 && d.chance(25):
				v.Value = nil // comes from outside, if from anywhere
			case kind != 1 && d.chance(40):
				v.Value = new("postgres://user:" + canary + "@db/" + fmt.Sprint(n))
			case kind == 1:
				v.Key += "_PASSWORD"
				v.Value = &value
			}
		}
	}
}

// secretOptions makes options that name live variables, and others.
func (d dice) secretOptions(live deployfile.Deployment) deployfile.SecretOptions {
	keys := []string{"NONE", "KEY=" + canary}
	for _, v := range live.EnvironmentVariables {
		keys = append(keys, v.Key)
	}
	o := deployfile.SecretOptions{Strict: d.chance(30)}
	for _, key := range keys {
		switch d.IntN(8) {
		case 0:
			o.Delete = append(o.Delete, key)
		case 1:
			o.Blank = append(o.Blank, key)
		case 2:
			o.Expose = append(o.Expose, key)
		}
	}
	if d.chance(60) {
		o.Values = func(key string) (string, bool) { return canary + key, len(key)%2 == 0 || strings.HasSuffix(key, "B") }
	}
	return o
}

// allSecret makes every variable secret, as without a live Deployment nothing tells that one was.
func allSecret(in deployfile.Deployment) deployfile.Deployment {
	in.EnvironmentVariables = slices.Clone(in.EnvironmentVariables)
	for i := range in.EnvironmentVariables {
		in.EnvironmentVariables[i].IsSecret = true
	}
	return in
}

// planForms returns all that a program may show of a plan.
func planForms(t *testing.T, p deployfile.Plan) map[string]string {
	t.Helper()
	forms := renderings(t, p)
	inside := struct{ plan deployfile.Plan }{p} // where fmt asks no method
	for _, verb := range []string{"%v", "%+v", "%#v", "%x"} {
		forms[verb] = fmt.Sprintf(verb+verb, p, inside)
	}
	return forms
}

func renderings(t *testing.T, p deployfile.Plan) map[string]string {
	t.Helper()
	return map[string]string{
		"json": string(marshalPlan(t, p)), "text": planText(t, p, deployfile.PlanTextOptions{Width: 40}),
		"color": planText(t, p, deployfile.PlanTextOptions{Color: true, Width: 200}), "string": p.String(),
		"markdown": string(rendered(t, p.Markdown)), "sarif": string(rendered(t, func(w io.Writer) error { return p.SARIF(w, planSARIF) })),
	}
}

// readBack reads the plan from its JSON and requires that every form of it is the same, and that no other body passes.
func readBack(t *testing.T, p deployfile.Plan) {
	t.Helper()
	data := marshalPlan(t, p)
	read, err := deployfile.ReadPlan(data)
	require.NoError(t, err)
	require.Equal(t, renderings(t, p), renderings(t, read))
	if len(p.Changes) > 0 {
		_, err = deployfile.ReadPlan([]byte(strings.Replace(string(data), `"action":"`, `"action":"x`, 1)))
		require.Error(t, err)
	}
}

// nowhere fails when a form shows the canary: as it is, in hexadecimal, in base64 or as numbers.
func nowhere(t *testing.T, forms map[string]string) {
	t.Helper()
	encoded := []string{canary, hex.EncodeToString([]byte(canary)), strings.Trim(fmt.Sprintf("%d", []byte(canary)), "[]"), strings.TrimSuffix(strings.TrimPrefix(fmt.Sprintf("%#v", []byte(canary)), "[]byte{"), "}")}
	for offset := range 3 { // what surrounds it moves it by up to two bytes
		text := base64.RawStdEncoding.EncodeToString([]byte(strings.Repeat(" ", offset) + canary))
		encoded = append(encoded, strings.ToLower(text[(offset*8+5)/6:len(text)-1]))
	}
	for _, form := range slices.Sorted(maps.Keys(forms)) {
		shown := strings.ToLower(forms[form])
		for _, e := range encoded {
			if strings.Contains(shown, e) {
				require.NotContains(t, shown, e, form)
			}
		}
	}
}
