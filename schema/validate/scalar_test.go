package validate

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestReadNumber(t *testing.T) {
	for text, want := range map[string]any{
		"0": int64(0), "5": int64(5), "-5": int64(-5), "+5": int64(5), "010": int64(10), "1_000": int64(1000),
		"0x1F": int64(31), "-0b101": int64(-5), "0o17": int64(15),
		"5.0": 5.0, "1.": 1.0, ".5": 0.5, "1e3": 1000.0, "-1.5E-1": -0.15, "99999999999999999999": 1e20,
		"1e999": math.MaxFloat64, "-1e999999999": -math.MaxFloat64,
	} {
		assert.Equal(t, want, readNumber(text), text)
	}
	for _, text := range []string{
		"", "+", "-", ".", "+-5", "--5", "e3", "1e", "1e3e3", "1.2.3", "3.1-2", "0x", "0xZ", "0b2", "0x1p3", "inf", "nan", "Infinity", "1:30", "_1", "2026-03-02", "12-5", "5 ",
	} {
		assert.Nil(t, readNumber(text), text)
	}
}

func TestNearest(t *testing.T) {
	keys := []string{"name", "executor", "min_worker_count", "max_worker_count", "is_secret"}
	for word, want := range map[string]string{
		"nmae": "name", "NAME": "name", "isSecret": "is_secret", "min worker-count": "min_worker_count", "min_worker_cont": "min_worker_count",
		"mix_worker_count": "", "exe": "", "owner": "", "": "", "nam": "name",
	} {
		assert.Equal(t, want, nearest(word, keys), word)
	}
}
