package main

import (
	"encoding/json"
	"math/rand/v2"
	"net/netip"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/spec"
)

// variants calls yield for the seeds and for texts made from them by a few random steps: parts are deleted, doubled,
// exchanged and replaced.
func variants(seeds []string, yield func(string)) {
	random := rand.New(rand.NewPCG(4, 2))
	alphabet := []string{"0", "1", "9", "a", "F", ".", "-", "+", "/", ":", "*", ",", "@", " ", "<", ">", "[", "]", "{", "}", "$", "_", "R", "\t", "\"", "é", "="}
	for _, seed := range seeds {
		yield(seed)
		for range 200 {
			text := []rune(seed)
			for range 1 + random.IntN(3) {
				i := random.IntN(len(text) + 1)
				j := i + random.IntN(min(3, len(text)-i)+1)
				part := []rune(alphabet[random.IntN(len(alphabet))])
				if random.IntN(3) == 0 {
					part = slices.Concat(text[i:j], text[i:j])
				}
				text = slices.Concat(text[:i], part, text[j:])
			}
			yield(string(text))
		}
	}
}

// gives reports whether the validator finds an error of this code in a file that has the text in the field; the file is
// a template, so that a placeholder is none.
func gives(t *testing.T, code diag.Code, field, text string) bool {
	t.Helper()
	section, key, _ := strings.Cut(strings.TrimPrefix(field, "deployment."), ".")
	var value any = map[string]any{key: text}
	if section == "alert_emails[]" {
		value = text
	}
	configuration := map[string]any{"executor": "CELERY", "deployment_type": "STANDARD"}
	deployment := map[string]any{"configuration": configuration}
	if list, ok := strings.CutSuffix(section, "[]"); ok {
		deployment[list] = []any{value}
	} else {
		configuration[key] = text
	}
	file, err := json.Marshal(map[string]any{"deployment": deployment})
	require.NoError(t, err)
	_, found := deployfile.Check("file.json", file, deployfile.ValidateOptions{Mode: deployfile.ModeTemplate})
	return slices.ContainsFunc(found, func(d diag.Diagnostic) bool { return d.Code == code && d.Severity == diag.SeverityError })
}

// tooLarge is what may be wrong with a quantity that has the right form, which only the validator knows.
var tooLarge = regexp.MustCompile(`^[^a-df-z]*[eE]\+?\d\d|^\+?\d{10,}[EPT]`)

// TestPatternsAgree holds each pattern against the validator.
func TestPatternsAgree(t *testing.T) {
	sizes := "^" + quantity + unit + "$"
	for _, it := range []struct {
		field, pattern string
		code           diag.Code
		seeds          []string
	}{
		{"deployment.configuration.runtime_version", spec.PatternRuntimeVersion, deployfile.CodeRuntimeVersionFormat,
			[]string{"12.5.0", "3.1-2", "v3.0-4.rc1", "13.0.0-base", "3.1", "latest"}},
		{"deployment.configuration.default_task_pod_cpu", "^" + quantity + unit + "?$", deployfile.CodeQuantityFormat,
			[]string{"0.25", "10", "500m", "+1e3", ".5", "1.", "0.0", "2Gi"}},
		{"deployment.configuration.resource_quota_memory", sizes, deployfile.CodeQuantityFormat, []string{"0.5Gi", "20Gi", "1e9", "512Mi", "1T", "0Gi", "2"}},
		{"deployment.worker_queues[].pod_ephemeral_storage", sizes, deployfile.CodeQuantityFormat, []string{"10Gi", "10G", "10"}},
		{"deployment.alert_emails[]", emailPattern(), deployfile.CodeEmailFormat,
			[]string{"a@b.co", "first.last+tag@sub.example.com", `"a b"@example.com`, "é@exämple.com", "Name <a@b.co>", "a@[127.0.0.1]"}},
		{"deployment.environment_variables[].key", envKey, deployfile.CodeEnvKeyIllegal, []string{"S3_BUCKET", "a-b.c", "ключ", "A=B", "A B"}},
	} {
		pattern := regexp.MustCompile(it.pattern)
		slot := regexp.MustCompile(placeholder)
		variants(it.seeds, func(text string) {
			if text == "" || slot.MatchString(text) {
				return
			}
			refused, matches := gives(t, it.code, it.field, text), pattern.MatchString(text)
			if refused && matches && tooLarge.MatchString(text) {
				return
			}
			assert.Equal(t, !refused, matches, "%s: %q", it.field, text)
		})
	}
}

// TestCronPattern allows for ranges that run backwards, which are the validator's alone.
func TestCronPattern(t *testing.T) {
	pattern := regexp.MustCompile(cronPattern())
	backwards := 0
	variants([]string{"0 18 * * 1-5", "*/15 0-6,22,23 1,15 jan-DEC Sun", " 5/10  00 31 12 7 ", "0 0 * * FRI-SUN", "@daily", "0 0 * *"}, func(text string) {
		if text == "" {
			return
		}
		refused, matches := gives(t, deployfile.CodeCronFormat, "deployment.hibernation_schedules[].wake_at", text), pattern.MatchString(text)
		if refused && matches {
			backwards++
			assert.Contains(t, text, "-", "only a range can be wrong: %q", text)
			return
		}
		assert.Equal(t, !refused, matches, "%q", text)
	})
	assert.Positive(t, backwards)
}

func TestNetworkPattern(t *testing.T) {
	pattern := regexp.MustCompile(networkPattern())
	variants([]string{"203.0.113.0/24", "0.0.0.0/0", "255.249.199.99/32", "2001:db8::/32", "::/0", "1:2:3:4:5:6:7:8/128", "1:2:3:4:5:6:7::/99", "::ffff:10.0.0.1/104",
		"1::3:4:5:6:1.2.3.4/64", "fe80::1%eth0/64", "10.0.0.1", "010.0.0.0/8", "10.0.0.0/08"}, func(text string) {
		_, err := netip.ParsePrefix(text)
		assert.Equal(t, err == nil, pattern.MatchString(text), "%q", text)
	})
}

func TestPlaceholderPatterns(t *testing.T) {
	slot, sure := regexp.MustCompile(placeholder), regexp.MustCompile(ordinary)
	both := 0
	variants([]string{"<cluster name>", "[CLUSTER NAME]", "CLUSTER_PLACEHOLDER", "${CLUSTER}", "{{ cluster }}", "plain", "USER", "a<b"}, func(text string) {
		assert.False(t, slot.MatchString(text) && sure.MatchString(text), "%q is an ordinary text and a placeholder", text)
		if !slot.MatchString(text) && !sure.MatchString(text) {
			both++
		}
	})
	assert.Positive(t, both)
}

func TestWords(t *testing.T) {
	for value, words := range map[bool]string{true: yes, false: no} {
		for word := range strings.SplitSeq(words, "|") {
			got, ok := spec.Bool11(word)
			assert.True(t, ok && got == value, word)
		}
	}
	old := regexp.MustCompile(oldInteger)
	for _, text := range []string{"1_000", "+1_0", "-0b1", "0b101", "0X1F", "0O17", "0x1_0"} {
		assert.True(t, old.MatchString(text), text)
	}
	for _, text := range []string{"5", "-1", "1.5", "1e3", "ten", "_1", "0b", "", "1:30"} {
		assert.False(t, old.MatchString(text), text)
	}
}

func TestAnyCase(t *testing.T) {
	e := spec.Lookup("deployment.configuration.deployment_type").Enum
	pattern := regexp.MustCompile("^" + spellings(e, "STANDARD", "HYBRID") + "$")
	variants([]string{"STANDARD", "standard", "Hosted_Standard", "HOSTED_DEDICATED", "hybrid", "HYBR\u0131D", "DEDICATED"}, func(text string) {
		name, ok := e.Canonical(text)
		assert.Equal(t, ok && name != "DEDICATED", pattern.MatchString(text), "%q", text)
	})
}
