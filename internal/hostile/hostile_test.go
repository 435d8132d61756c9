package hostile_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/astrofile/astrofile/internal/hostile"
)

func TestTexts(t *testing.T) {
	for _, size := range []int{1 << 16, 1 << 20} {
		var names []string
		for name, text := range hostile.Texts(size) {
			names = append(names, name)
			assert.LessOrEqual(t, len(text), size, name)
			if !strings.HasSuffix(name, " bomb") {
				assert.Greater(t, len(text), size*9/10, name)
			}
		}
		assert.Len(t, names, 36)
		assert.True(t, slices.IsSorted(names))
	}
}

func TestTextsAreTheSameEveryTime(t *testing.T) {
	first := map[string]string{}
	for name, text := range hostile.Texts(1 << 12) {
		first[name] = string(text)
	}
	for name, text := range hostile.Texts(1 << 12) {
		assert.Equal(t, first[name], string(text), name)
	}
}

func TestTextsStop(t *testing.T) {
	for range hostile.Texts(1 << 12) {
		break
	}
}
