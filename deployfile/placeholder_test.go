package deployfile

import (
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestPlaceholderOf(t *testing.T) {
	tests := []struct {
		text string
		kind placeholderKind
	}{
		{"<cluster name>", placeholderAngle}, {"<x>", placeholderAngle}, {"<é>", placeholderAngle},
		{"[RUNTIME VERSION]", placeholderBracket},
		{"CLUSTER_NAME_PLACEHOLDER", placeholderSuffix}, {"_PLACEHOLDER", placeholderSuffix},
		{"${NAME}", placeholderTemplate}, {"etl-${NAME}-prod", placeholderTemplate}, {"${}", placeholderTemplate},
		{"{{ name }}", placeholderTemplate}, {"a{{}}b", placeholderTemplate}, {"{{{a}}", placeholderTemplate},
		{"{{a} {{b}}", placeholderTemplate}, {"$a {{{b}}}", placeholderTemplate},
		{"", notPlaceholder}, {"<>", notPlaceholder}, {"[]", notPlaceholder}, {"<a", notPlaceholder}, {"a <b>", notPlaceholder},
		{"<a><b>", notPlaceholder}, {"[a", notPlaceholder}, {"PLACEHOLDER", notPlaceholder}, {"X_PLACEHOLDERS", notPlaceholder},
		{"x_placeholder", notPlaceholder}, {"$NAME", notPlaceholder}, {"${NAME", notPlaceholder}, {"} ${", notPlaceholder},
		{"{{ name }", notPlaceholder}, {"{{a} }", notPlaceholder}, {"{a}}", notPlaceholder}, {"etl", notPlaceholder},
	}
	for _, test := range tests {
		assert.Equal(t, test.kind, placeholderOf(test.text), test.text)
		assert.Equal(t, test.kind != notPlaceholder, isPlaceholder(test.text), test.text)
		assert.Equal(t, test.kind == placeholderAngle || test.kind == placeholderSuffix, isValuePlaceholder(test.text), test.text)
	}
}

func TestIsPlaceholderItem(t *testing.T) {
	for _, item := range []string{"RUNTIME VERSION", "CLUSTER_NAME", "A-1"} {
		assert.True(t, isPlaceholderItem(item), item)
	}
	for _, item := range []string{"", "10", "Runtime", "a@b.co", "10.0.0.0/8", "A.B", "_"} {
		assert.False(t, isPlaceholderItem(item), item)
	}
}

var (
	placeholderWholePattern = regexp.MustCompile(`^(<[^<>]+>|\[[^\[\]]+\])$`)
	placeholderPartPattern  = regexp.MustCompile(`(_PLACEHOLDER$|\$\{[^}]*\}|\{\{[^}]*\}\})`)
)

// FuzzIsPlaceholder holds the matchers against the patterns of the reference.
func FuzzIsPlaceholder(f *testing.F) {
	for _, text := range []string{"<a>", "[A B]", "X_PLACEHOLDER", "${A}", "{{ a }}", "{{{}}", "{{a}{{b}}", "<<a>>", "}}{{"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		want := placeholderWholePattern.MatchString(text) || placeholderPartPattern.MatchString(text)
		assert.Equal(t, want, isPlaceholder(text))
	})
}
