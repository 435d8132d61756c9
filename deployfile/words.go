package deployfile

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/astrofile/astrofile/deployfile/diag"
)

// anyOf lists values for a sentence: "CELERY, KUBERNETES or ASTRO".
func anyOf(values []string) string {
	if len(values) == 0 {
		return "nothing"
	}
	return enumerate(values, " or ")
}

// allOf lists keys for a sentence: "a, b and c".
func allOf(keys []string) string { return enumerate(keys, " and ") }

// areAll is allOf with the verb that follows.
func areAll(keys []string) string {
	if len(keys) == 1 {
		return keys[0] + " is"
	}
	return allOf(keys) + " are"
}

// some quotes the first of many names and counts the rest: "a", "b" and 7 more.
func some(names []string) string { return firstOf(names, " and ") }

// oneOf is some for a choice.
func oneOf(names []string) string { return firstOf(names, " or ") }

func firstOf(names []string, last string) string {
	const most = 5
	shown := make([]string, min(len(names), most))
	for i := range shown {
		shown[i] = diag.Quote(names[i])
	}
	if rest := len(names) - most; rest > 0 {
		shown = append(shown, strconv.Itoa(rest)+" more")
	}
	return enumerate(shown, last)
}

func enumerate(words []string, last string) string {
	n := len(words)
	if n < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:n-1], ", ") + last + words[n-1]
}

// ordinal counts entries from 1, as people do.
func ordinal(i int) string { return strconv.Itoa(i + 1) }

// count writes a number with its noun: "1 variable", "3 variables".
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

func containsFold(list []string, s string) bool {
	return slices.ContainsFunc(list, func(v string) bool { return strings.EqualFold(v, s) })
}

// queueName introduces a message about worker queue i.
func (c *check) queueName(i int) string {
	if name := c.WorkerQueues[i].Name; name != "" {
		return "worker queue " + diag.Quote(name) + ": "
	}
	return "worker queue " + ordinal(i) + ": "
}

// variableName introduces a message about environment variable i.
func (c *check) variableName(i int) string {
	if key := c.EnvironmentVariables[i].Key; key != "" {
		return aboutVariable(key)
	}
	return "environment variable " + ordinal(i) + ": "
}

// quoteVariable quotes the key of an environment variable, but nothing behind a character that no key can have: it may
// be the value, as in KEY=value.
func quoteVariable(key string) string {
	trimmed := strings.TrimSpace(key)
	if i := strings.IndexFunc(trimmed, illegalInKey); i >= 0 {
		return diag.Quote(trimmed[:i]) + "…"
	}
	return diag.Quote(key)
}

// aboutVariable starts a sentence about a variable.
func aboutVariable(key string) string { return "environment variable " + quoteVariable(key) + ": " }

// scheduleName introduces a message about hibernation schedule i.
func scheduleName(i int) string { return "hibernation schedule " + ordinal(i) + ": " }
