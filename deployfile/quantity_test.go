package deployfile

import (
	"math/big"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func mustQuantity(t testing.TB, text string) quantity {
	t.Helper()
	q, reason := parseQuantity(text)
	require.Empty(t, reason, text)
	return q
}

func TestQuantityInCores(t *testing.T) {
	tests := []struct{ text, cores, unit string }{
		{"0.25", "0.25", ""}, {"10", "10", ""}, {"+1.50", "1.5", ""}, {"00.5", "0.5", ""}, {".5", "0.5", ""}, {"5.", "5", ""},
		{"500m", "0.5", "m"}, {"1500m", "1.5", "m"}, {"0.001m", "0.000001", "m"}, {"2k", "2000", "k"}, {"1e3", "1000", "e3"},
		{"1E+3", "1000", "E+3"}, {"1E", "1000000000000000000", "E"}, {"1Ki", "1024", "Ki"}, {"0", "0", ""}, {"0e999", "0", "e999"},
		{"0.000000000000000001", "0.000000000000000001", ""}, {"1.0000000000000000000000", "1", ""},
		{"340000000000000000000", "340000000000000000000", ""}, {"1000000000000000000.5", "1000000000000000000.5", ""},
		{"16Ei", "18446744073709551616", "Ei"}, {"1M", "1000000", "M"}, {"1G", "1000000000", "G"}, {"1T", "1000000000000", "T"},
		{"1P", "1000000000000000", "P"}, {"1Mi", "1048576", "Mi"}, {"1Ti", "1099511627776", "Ti"}, {"1Pi", "1125899906842624", "Pi"},
	}
	for _, test := range tests {
		q := mustQuantity(t, test.text)
		assert.Equal(t, test.cores, q.inCores(), test.text)
		assert.Equal(t, test.unit, q.unit, test.text)
		assert.Equal(t, test.cores == "0", q.isZero(), test.text)
	}
}

func TestQuantityInGi(t *testing.T) {
	tests := []struct {
		text, gi string
		exact    bool
	}{
		{"0.5Gi", "0.5Gi", true}, {"512Mi", "0.5Gi", true}, {"1Mi", "0.0009765625Gi", true}, {"1Ti", "1024Gi", true},
		{"20Gi", "20Gi", true}, {"1073741824", "1Gi", true}, {"0.1Gi", "0.1Gi", true}, {"524288Ki", "0.5Gi", true},
		{"2G", "1.8626Gi", false}, {"8G", "7.4506Gi", false}, {"1e9", "0.9313Gi", false}, {"1Ki", "0.000000953674316406Gi", false},
		{"0.00000000001Gi", "0.00000000001Gi", false}, {"0", "0Gi", true}, {"99999999999", "93.1323Gi", false},
	}
	for _, test := range tests {
		gi, exact := mustQuantity(t, test.text).inGi()
		assert.Equal(t, test.gi, gi, test.text)
		assert.Equal(t, test.exact, exact, test.text)
	}
}

func TestQuantityRefused(t *testing.T) {
	tests := []struct{ text, reason string }{
		{"", "is not a number with an optional unit"}, {"abc", "is not a number with an optional unit"},
		{"Gi", "is not a number with an optional unit"}, {".", "is not a number with an optional unit"},
		{"1.2.3", "is not a number with an optional unit"}, {"1..0", "is not a number with an optional unit"},
		{"++1", "is not a number with an optional unit"}, {" 1Gi", "is not a number with an optional unit"},
		{"1 gigabyte", "is not a number with an optional unit"}, {"-1", "is negative"}, {"-0", "is negative"},
		{"1 Gi", `has the unknown unit " Gi"`}, {"1gi", `has the unknown unit "gi"`}, {"1GB", `has the unknown unit "GB"`},
		{"1K", `has the unknown unit "K"`}, {"1n", `has the unknown unit "n"`}, {"1u", `has the unknown unit "u"`},
		{"1e", `has the unknown unit "e"`}, {"1e-3", `has the unknown unit "e-3"`}, {"1Ee", `has the unknown unit "Ee"`},
		{"0x10", `has the unknown unit "x10"`}, {"1_000", `has the unknown unit "_000"`},
		{"0.0000000000000000001", "has too many decimals"}, {"0.0000000000000001m", "has too many decimals"},
		{"0.1234567890123456789012345678901234567890123", "has too many decimals"},
		{"1e999", "is too large"}, {"400Ei", "is too large"}, {"350000000000000000000", "is too large"},
		{"99999999999999999999999999999999999999999999", "is too large"},
	}
	for _, test := range tests {
		q, reason := parseQuantity(test.text)
		assert.Equal(t, test.reason, reason, test.text)
		assert.Zero(t, q, test.text)
	}
}

func TestQuantityCompare(t *testing.T) {
	ascending := []string{"0", "1m", "0.25", "1", "1k", "1Ki", "500M", "512Mi", "1G", "1Gi", "10Gi", "1Ti", "1E", "1Ei", "30Ei"}
	for i, a := range ascending {
		for j, b := range ascending {
			want := 0
			if i < j {
				want = -1
			} else if i > j {
				want = 1
			}
			assert.Equal(t, want, mustQuantity(t, a).compare(mustQuantity(t, b)), "%s %s", a, b)
		}
	}
	assert.Zero(t, mustQuantity(t, "500m").compare(mustQuantity(t, "0.50")))
	assert.Zero(t, mustQuantity(t, "512Mi").compare(mustQuantity(t, "0.5Gi")))
}

func TestMemoryFor(t *testing.T) {
	for cpu, memory := range map[string]string{"0.25": "0.5Gi", "250m": "0.5Gi", "1": "2Gi", "0.1": "0.2Gi", "6400": "12800Gi", "1e3": "2000Gi"} {
		got, ok := memoryFor(mustQuantity(t, cpu))
		assert.True(t, ok, cpu)
		text, exact := got.inGi()
		assert.True(t, exact, cpu)
		assert.Equal(t, memory, text, cpu)
		assert.Zero(t, got.compare(mustQuantity(t, memory)), cpu)
		back, exact := cpuFor(mustQuantity(t, memory))
		assert.True(t, exact, memory)
		assert.Zero(t, back.compare(mustQuantity(t, cpu)), memory)
	}
	_, ok := memoryFor(mustQuantity(t, "1E"))
	assert.False(t, ok)
	_, exact := cpuFor(mustQuantity(t, "1"))
	assert.False(t, exact)
}

// exactQuantity reads a quantity with the rational numbers of the standard library.
func exactQuantity(t *testing.T, text string) *big.Rat {
	t.Helper()
	number := strings.TrimRight(strings.TrimPrefix(text, "+"), "kKMGTPEim")
	unit := strings.TrimPrefix(strings.TrimPrefix(text, "+"), number)
	r, ok := new(big.Rat).SetString(number)
	require.True(t, ok, number)
	factors := map[string]string{
		"": "1", "m": "1/1000", "k": "1e3", "M": "1e6", "G": "1e9", "T": "1e12", "P": "1e15", "E": "1e18",
		"Ki": "1024", "Mi": "1048576", "Gi": "1073741824", "Ti": "1099511627776", "Pi": "1125899906842624", "Ei": "1152921504606846976",
	}
	factor, ok := new(big.Rat).SetString(factors[unit])
	require.True(t, ok, unit)
	return r.Mul(r, factor)
}

// FuzzQuantity checks values against exact arithmetic, and that what a quantity is written as means the same.
func FuzzQuantity(f *testing.F) {
	for _, text := range []string{"0.25", "500m", "512Mi", "2G", "1e3", "8G", "340282366920938463463.374607431768211455", "1Ki", "+.5E", "1e-3"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		q, reason := parseQuantity(text)
		if reason != "" {
			assert.Zero(t, q)
			return
		}
		cores := q.inCores()
		again := mustQuantity(t, cores)
		assert.Zero(t, q.compare(again))
		assert.Equal(t, cores, again.inCores())
		if gi, exact := q.inGi(); exact {
			assert.Zero(t, q.compare(mustQuantity(t, gi)))
		}
		if memory, ok := memoryFor(q); ok {
			back, exact := cpuFor(memory)
			assert.True(t, exact)
			assert.Zero(t, q.compare(back))
		}
		if len(text) < 60 && !strings.ContainsAny(text[1:], "e") && !strings.Contains(strings.TrimSuffix(strings.TrimSuffix(text, "Ei"), "E"), "E") {
			want := exactQuantity(t, text)
			got, ok := new(big.Rat).SetString(cores)
			require.True(t, ok)
			assert.Zero(t, want.Cmp(got), "want %s, got %s", want, cores)
		}
	})
}

func BenchmarkParseQuantity(b *testing.B) {
	for _, text := range []string{"0.25", "0.5Gi", "500m"} {
		b.Run(text, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				parseQuantity(text)
			}
		})
	}
}
