package deployfile

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/astrofile/astrofile/deployfile/diag"
)

// TestLongTexts cuts texts behind the last character that fits whole, however many bytes it has.
func TestLongTexts(t *testing.T) {
	for _, c := range []string{"a", "é", "日", "😀"} {
		for shift := range 4 {
			text := strings.Repeat("b", shift) + strings.Repeat(c, 1000)
			for most, cut := range map[int]func(string) string{100: clip, maxText: shorten} {
				short, ok := strings.CutSuffix(cut(text), "…")
				assert.True(t, ok)
				assert.True(t, strings.HasPrefix(text, short))
				assert.LessOrEqual(t, len(short), most)
				assert.Greater(t, len(short), most-utf8.UTFMax, "%q moved by %d", c, shift)
				assert.True(t, utf8.ValidString(short))
				assert.Equal(t, short, cut(short))
			}
		}
	}
	assert.Equal(t, "…", clip(strings.Repeat("\x80", 101)), "bytes that begin no character")
}

func TestShownPath(t *testing.T) {
	for path, want := range map[diag.Path]diag.Path{
		"deployment.worker_queues[name=default].worker_type":               "deployment.worker_queues[name=default].worker_type",
		"deployment.worker_queues[2]":                                      "deployment.worker_queues[2]",
		`deployment.alert_emails["a@example.com"]`:                         `deployment.alert_emails["a@example.com"]`,
		`deployment.hibernation_schedules[hibernate_at="0 1",wake_at="0"]`: `deployment.hibernation_schedules[hibernate_at="0 1",wake_at=0]`,
		`deployment.environment_variables[key="TOKEN=opal"].value`:         diag.Path("deployment.environment_variables").Entry("key", "TOKEN=…").Field("value"),
		"deployment.environment_variables[value=opal]":                     diag.Path("deployment.environment_variables").Entry("value", "…"),
	} {
		steps, err := path.Steps()
		require.NoError(t, err)
		assert.Equal(t, want, shownPath(steps))
	}
}
