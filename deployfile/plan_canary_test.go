package deployfile_test

import (
	"encoding/json"
	"io"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
)

// nasty are texts that act on something that shows them: terminals, Markdown, HTML, logs.
func nasty() []string {
	all := []string{
		"\x1b[31mred\x1b]0;title\x07\x1b[2J", "\u009b31m\u0085", "a\u202eb\u2066c\u200fd\u061c", "a\r\nb\n\n# heading\n> quote\n- item",
		"``` ```` ``", "`", "\n```\n", "~~~", "a|b|c", "<script>alert(1)</script>", "</details></summary>", "<!-- ", "-->", "<![CDATA[",
		"@octocat @org/team", "[a](https://evil.example)", "![a](https://evil.example/x.png)", "https://evil.example www.evil.example", "#1 GH-1 org/repo#2",
		"[x]: https://evil.example", "&lt;b&gt;&#x1b;", "\\", "\"", "'", "\x00\x7f", "\u2028\u2029", "\u200b\ufeff\u00ad", "\xff\xfe", "$(rm)", "::error::x", "##vso[task]",
		" lead", "trail ", "\t", ":tada:", "$x$", "\U000e0041\U000e0042", "--", "+x", "-x", "!x", "    code", "<a\nb>",
	}
	return append(all, strings.Join(all, ""), strings.Repeat("\x1b`@<|\u202e\n", 1<<17/9), strings.Repeat("`", 70_000))
}

// nastyPlan has the text wherever a plan has one.
func nastyPlan(s string) deployfile.Plan {
	quoted, _ := json.Marshal(s)
	value := deployfile.Value(quoted)
	object := deployfile.Value(`{"key":` + string(quoted) + `,` + string(quoted) + `:[` + string(quoted) + `],"value":` + string(quoted) + `}`)
	list := func(p diag.Path) diag.Path { return "deployment." + p }
	paths := []diag.Path{
		diag.Path(s), list("configuration.") + diag.Path(s), list("configuration.x").Element(s), list("configuration").Field(s),
		list("worker_queues").Entry("name", s), list("worker_queues").Entry("name", s).Field("worker_type"), list("worker_queues").Entry("name", "q").Field(s),
		list("environment_variables").Entry("key", s), list("environment_variables").Entry("key", s).Field("value"), list("alert_emails").Element(s),
		list("hibernation_schedules").Entry("hibernate_at", s).And("wake_at", s), list("hibernation_schedules").Entry(s, s), "deployment.environment_variables[key=" + diag.Path(s) + "]",
	}
	if len(s) > 10_000 {
		paths = paths[7:8]
	}
	p := deployfile.Plan{
		Deployment:   deployfile.PlanTarget{Name: s, ID: s, Workspace: s},
		Base:         deployfile.PlanBase{UpdatedAt: s},
		Fingerprints: map[string]string{s: s},
	}
	for i, path := range paths {
		for _, c := range []deployfile.Change{
			{Action: deployfile.ActionCreate, After: value}, {Action: deployfile.ActionDelete, Before: object}, {Action: deployfile.ActionCreate, After: object, Secret: true},
			{Action: deployfile.ActionUpdate, Before: value, After: object}, {Action: deployfile.ActionUpdate, Before: object, After: value},
			{Action: deployfile.ActionUpdate, Before: value, After: deployfile.Value(`"x` + string(quoted[1:]))},
		} {
			c.Path, c.Reason, c.Impact, c.Omitted = path, s, []deployfile.Impact{deployfile.ImpactDataLoss}, i%2 == 0
			p.Changes = append(p.Changes, c)
		}
		p.Blocked = append(p.Blocked, deployfile.Blocked{Code: diag.Code(s), Path: path, Before: value, After: object, Message: s, Hint: s})
		p.Kept = append(p.Kept, deployfile.Kept{Path: path, Secret: i%2 == 0, Reason: s})
		p.Notes = append(p.Notes, deployfile.Note{Code: diag.Code(s), Path: path, Message: s, Hint: s})
	}
	p.Scale.Before.Unknown, p.Scale.After.MaxCPU = []string{s}, 1
	p.Scale.Cost = &deployfile.Cost{Currency: s, Unpriced: []string{s}}
	return p
}

// TestPlanDisarmsValues shows that nothing in a plan can act on what shows it.
func TestPlanDisarmsValues(t *testing.T) {
	for _, s := range nasty() {
		p := nastyPlan(s)
		name := deployfile.Plan{Deployment: deployfile.PlanTarget{Name: s}} // an empty plan
		for _, p := range []deployfile.Plan{p, name} {
			for _, width := range []int{0, 1, 5000} {
				text := planText(t, p, deployfile.PlanTextOptions{Width: width})
				harmless(t, text)
				require.Less(t, len(text), 2<<20)
				colored := planText(t, p, deployfile.PlanTextOptions{Width: width, Color: true})
				for _, color := range []string{"\x1b[0m", "\x1b[1m", "\x1b[31m", "\x1b[32m", "\x1b[33m"} {
					colored = strings.ReplaceAll(colored, color, "")
				}
				require.Equal(t, text, colored, "colours change nothing else")
			}
			markdown := string(rendered(t, p.Markdown))
			harmless(t, markdown)
			require.Less(t, len(markdown), 65_536)
			disarmed(t, markdown)

			log := rendered(t, func(w io.Writer) error { return p.SARIF(w, planSARIF) })
			harmless(t, string(log))
			require.True(t, json.Valid(log))
			if len(s) > 10_000 && len(p.Changes) > 0 { // all of it would be larger than a plan can be
				p.Changes, p.Blocked, p.Notes = p.Changes[:1], nil, nil
			}
			data := marshalPlan(t, p)
			harmless(t, string(data))
			require.True(t, json.Valid(data))
		}
	}
}

// harmless fails for everything but text that prints and line feeds.
func harmless(t *testing.T, text string) {
	t.Helper()
	for i, r := range text {
		if r != '\n' && (unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp)) {
			require.Fail(t, "a character acts on the terminal", "%U at %d", r, i)
		}
	}
}

// disarmed reads Markdown as a viewer does and fails when anything but our own words stands outside of code.
func disarmed(t *testing.T, markdown string) {
	t.Helper()
	fence := ""
	open := 0
	for line := range strings.Lines(markdown) {
		line = strings.TrimSuffix(line, "\n")
		ticks := line[:len(line)-len(strings.TrimLeft(line, "`"))]
		switch {
		case fence != "":
			if trimmed := strings.TrimSpace(line); strings.HasPrefix(trimmed, fence) && strings.Trim(trimmed, "`") == "" {
				require.Equal(t, fence, line)
				fence = ""
			}
			continue
		case len(ticks) >= 3 && !strings.Contains(line[len(ticks):], "`"):
			require.Equal(t, "diff", line[len(ticks):])
			fence = ticks
			continue
		}
		prose := withoutCode(t, line)
		switch prose {
		case "<details>":
			open++
			continue
		case "</details>":
			open--
			continue
		}
		prose = strings.TrimPrefix(prose, "> [!CAUTION]")
		prose = strings.TrimPrefix(prose, "> [!WARNING]")
		prose = strings.TrimPrefix(prose, ">")
		if summary, ok := strings.CutPrefix(prose, "<summary>"); ok {
			prose = strings.TrimSuffix(summary, "</summary>")
		}
		assert.False(t, strings.ContainsAny(prose, "`<>@[]|&\\~_$"), "%q is not our own", prose)
		assert.NotContains(t, prose, "http")
	}
	require.Empty(t, fence, "a block stays open")
	require.Zero(t, open, "details stay open")
}

// withoutCode removes the code spans of a line: a run of backticks, up to the next run of the same length.
func withoutCode(t *testing.T, line string) string {
	t.Helper()
	var out strings.Builder
	for {
		start := strings.IndexByte(line, '`')
		if start < 0 {
			out.WriteString(line)
			return out.String()
		}
		out.WriteString(line[:start])
		rest := strings.TrimLeft(line[start:], "`")
		n := len(line) - start - len(rest)
		at := 0
		for {
			i := strings.IndexByte(rest[at:], '`')
			require.GreaterOrEqual(t, i, 0, "code stays open in %q", line)
			at += i
			run := len(rest[at:]) - len(strings.TrimLeft(rest[at:], "`"))
			at += run
			if run == n {
				break
			}
		}
		line = rest[at:]
	}
}
