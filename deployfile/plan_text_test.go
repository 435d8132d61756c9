package deployfile_test

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
)

// TestPlanTextValues shows one value after another in the line of one variable.
func TestPlanTextValues(t *testing.T) {
	const (
		create = deployfile.ActionCreate
		update = deployfile.ActionUpdate
		remove = deployfile.ActionDelete
	)
	long := strings.Repeat("abcdefghij", 20)
	quoted := func(s string) deployfile.Value { return deployfile.Value(strconv.Quote(s)) }
	for name, c := range map[string]struct {
		action        deployfile.Action
		before, after deployfile.Value
		secret        bool
		want          string
	}{
		"created":               {create, "", `"x"`, false, `+ K  "x"`},
		"created empty":         {create, "", `""`, false, `+ K  ""`},
		"deleted":               {remove, `"x"`, "", false, `- K  "x"`},
		"number":                {update, "1", "2", false, `~ K  1 → 2`},
		"truth":                 {update, "true", "false", false, `~ K  true → false`},
		"from nothing":          {update, "", "5", false, `~ K  none → 5`},
		"to nothing":            {update, "5", "", false, `~ K  5 → none`},
		"nothing at all":        {update, "", "", false, `~ K`},
		"quotes":                {update, `"a\"b"`, `"a\\b"`, false, `~ K  "a\"b" → "a\\b"`},
		"lines":                 {update, `"a\nb"`, `"a\tb"`, false, `~ K  "a\nb" → "a\tb"`},
		"looks like a number":   {update, `"012"`, `"12"`, false, `~ K  "012" → "12"`},
		"secret changed":        {update, `"(secret)"`, `"(secret, changed)"`, true, `~ K  secret, changed`},
		"secret set":            {update, `"(secret)"`, `"(secret, set)"`, true, `~ K  secret, set`},
		"secret blanked":        {update, `"(secret)"`, `"(secret, blanked)"`, true, `~ K  secret, blanked`},
		"secret the same":       {update, `"(secret)"`, `"(secret)"`, true, `~ K  secret, kept`},
		"secret created":        {create, "", `"(secret, set)"`, true, `+ K  secret, set`},
		"secret deleted":        {remove, `"(secret)"`, "", true, `- K  secret, deleted`},
		"hidden changed":        {update, `"(hidden)"`, `"(hidden, changed)"`, true, `~ K  hidden value, changed`},
		"hidden created":        {create, "", `"(hidden, set)"`, true, `+ K  hidden value, set`},
		"hidden deleted":        {remove, `"(hidden)"`, "", true, `- K  hidden value, deleted`},
		"hidden to secret":      {update, `"(hidden)"`, `"(secret, set)"`, true, `~ K  secret, set`},
		"plain to secret":       {update, `"x"`, `"(secret, set)"`, true, `~ K  "x" → secret, set`},
		"secret to plain":       {update, `"(secret)"`, `"x"`, true, `~ K  secret → "x"`},
		"a text that says so":   {update, `"(secret)"`, `"(secret, changed)"`, false, `~ K  "(secret)" → "(secret, changed)"`},
		"long":                  {create, "", quoted(long), false, `+ K  "abcdefghijabcdefghijabcdefghijabcdefghij…` + long[188:] + `" (200 characters)`},
		"long, in the middle":   {update, quoted(long), quoted(long[:100] + "X" + long[101:]), false, `~ K  "abcdefghijabcdef…ghijabcdefghijabcdefghij…` + long[188:] + `" (200 characters) → "abcdefghijabcdef…ghijXbcdefghijabcdefghij…` + long[188:] + `" (200 characters)`},
		"long, at the end":      {update, quoted(long), quoted(long + "X"), false, `~ K  "abcdefghijabcdefghijabcdefghijabcdefghij…` + long[188:] + `" (200 characters) → "abcdefghijabcdefghijabcdefghijabcdefghij…` + long[189:] + `X" (201 characters)`},
		"long list":             {update, `[]`, deployfile.Value("[" + strings.Repeat("1,", 99) + "1]"), false, `~ K  [] → [1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1…1,1,1,1,1,1,1,1,1,1]`},
		"long and wide":         {create, "", quoted(strings.Repeat("é", 70)), false, `+ K  "` + strings.Repeat("é", 40) + `…` + strings.Repeat("é", 12) + `" (70 characters)`},
		"invisible":             {create, "", `"a\u202eb"`, false, `+ K  "a\u202eb"`},
		"not JSON":              {update, `hunter2`, `"open`, false, `~ K  hunter2 → "open`},
		"redaction in an entry": {create, "", `{"key":"K","is_secret":true,"value":"(secret, set)"}`, true, `+ K  secret, set`},
		"entry":                 {create, "", `{"key":"K","is_secret":false,"value":"x"}`, false, `+ K  "x"`},
		"deleted entry":         {remove, `{"key":"K","is_secret":true,"value":"(secret)"}`, "", true, `- K  secret, deleted`},
	} {
		t.Run(name, func(t *testing.T) {
			path := diag.Path("deployment.environment_variables").Entry("key", "K")
			if !strings.HasPrefix(string(c.before+c.after), "{") {
				path = path.Field("value")
			}
			p := deployfile.Plan{Changes: []deployfile.Change{{Action: c.action, Path: path, Before: c.before, After: c.after, Secret: c.secret}}}
			lines := strings.Split(planText(t, p, deployfile.PlanTextOptions{Width: 400}), "\n")
			require.Greater(t, len(lines), 3)
			assert.Equal(t, "  "+c.want, lines[3])
		})
	}
}

// TestPlanTextShowsTheDifference holds that two long texts never look the same.
func TestPlanTextShowsTheDifference(t *testing.T) {
	text := strings.Repeat("0123456789", 30)
	for i := range len(text) {
		other := text[:i] + "X" + text[i+1:]
		p := deployfile.Plan{Changes: []deployfile.Change{{Action: deployfile.ActionUpdate, Path: "deployment.configuration.description",
			Before: deployfile.Value(strconv.Quote(text)), After: deployfile.Value(strconv.Quote(other))}}}
		before, after, ok := strings.Cut(strings.Split(planText(t, p, deployfile.PlanTextOptions{Width: 400}), "\n")[3], " → ")
		require.True(t, ok)
		assert.NotContains(t, before, "X")
		assert.Contains(t, after, "X", "difference at %d", i)
	}
}

func TestPlanTextWidth(t *testing.T) {
	goldenPlans(t, func(name string, p deployfile.Plan) {
		for _, width := range []int{1, 40, 72, 100, 1000, 1 << 30} {
			for line := range strings.Lines(planText(t, p, deployfile.PlanTextOptions{Width: width})) {
				line = strings.TrimRight(line, "\n")
				assert.Equal(t, strings.TrimRight(line, " "), line, name)
				if isProse := strings.HasPrefix(line, "    ") && !strings.ContainsAny(line, `"→[(:`); isProse {
					assert.LessOrEqual(t, utf8.RuneCountInString(line), max(width, 40), "%s: %s", name, line)
				}
			}
		}
	})
}

// TestPlanTextNamesEverything holds that no change, block, kept thing or note is left out of the text.
func TestPlanTextNamesEverything(t *testing.T) {
	goldenPlans(t, func(name string, p deployfile.Plan) {
		if p.Empty() || name == "hostile" {
			return
		}
		text := strings.Join(strings.Fields(p.String()), " ")
		says := func(path diag.Path) {
			steps, err := path.Steps()
			require.NoError(t, err)
			for _, s := range steps[1:] {
				for _, m := range s.Match {
					assert.Contains(t, text, m[1], "%s: %s", name, path)
				}
				if s.Key != "configuration" && s.Key != "value" && s.Key != "worker_queues" && s.Key != "environment_variables" &&
					s.Key != "alert_emails" && s.Key != "hibernation_schedules" {
					assert.Contains(t, text, s.Key, "%s: %s", name, path)
				}
			}
		}
		for _, c := range p.Changes {
			says(c.Path)
			assert.Contains(t, text, c.Reason)
			for _, i := range c.Impact {
				assert.Contains(t, text, string(i))
			}
		}
		for _, b := range p.Blocked {
			says(b.Path)
			assert.Contains(t, text, b.Message)
			assert.Contains(t, text, b.Hint)
			assert.Contains(t, text, string(b.Code))
		}
		for _, k := range p.Kept {
			says(k.Path)
			assert.Contains(t, text, k.Reason)
		}
		for _, n := range p.Notes {
			says(n.Path)
			assert.Contains(t, text, n.Message)
			assert.Contains(t, text, n.Hint)
		}
	})
}

func TestPlanString(t *testing.T) {
	goldenPlans(t, func(_ string, p deployfile.Plan) {
		assert.Equal(t, planText(t, p, deployfile.PlanTextOptions{}), p.String()+"\n")
		assert.Equal(t, p.String(), fmt.Sprint(p))
	})
}

func TestPlanColors(t *testing.T) {
	p := deployfile.Plan{
		Changes: []deployfile.Change{
			{Action: deployfile.ActionCreate, Path: "deployment.configuration.a", After: "1"},
			{Action: deployfile.ActionUpdate, Path: "deployment.configuration.b", Before: "1", After: "2"},
			{Action: deployfile.ActionDelete, Path: "deployment.configuration.c", Before: "1"},
		},
		Blocked: []deployfile.Blocked{{Path: "deployment.configuration.d", Before: "1", After: "2"}},
	}
	text := planText(t, p, deployfile.PlanTextOptions{Color: true})
	for _, want := range []string{
		"\x1b[32m+\x1b[0m \x1b[32ma\x1b[0m  1\n", "\x1b[33m~\x1b[0m \x1b[33mb\x1b[0m  1 → 2\n", "\x1b[31m-\x1b[0m \x1b[31mc\x1b[0m  1\n",
		"\x1b[31m!\x1b[0m \x1b[31md\x1b[0m  1 → 2\n", "\x1b[1mConfiguration\x1b[0m\n",
	} {
		assert.Contains(t, text, want)
	}
}

var errFull = errors.New("disk full")

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errFull }

func TestPlanWriteErrors(t *testing.T) {
	p := variablesPlan(3)
	require.ErrorIs(t, p.Text(fullDisk{}, deployfile.PlanTextOptions{}), errFull)
	require.ErrorIs(t, p.Markdown(fullDisk{}), errFull)
	require.ErrorIs(t, p.SARIF(fullDisk{}, planSARIF), errFull)
}
