package deployfile

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestRetypedPairs(t *testing.T) {
	pairs := []struct{ text, sent string }{ // measured with the official CLI
		{"12.10", "12.1"}, {"13.10", "13.1"}, {"1.10", "1.1"}, {"3.0", "3"}, {"1.0", "1"}, {"0.10", "0.1"},
		{"0.50", "0.5"}, {".5", "0.5"}, {"5.", "5"}, {"1e3", "1000"}, {"1_000", "1000"}, {"+1", "1"}, {"-0", "0"},
		{"yes", "true"}, {"on", "true"}, {"y", "true"}, {"YES", "true"}, {"On", "true"}, {"True", "true"},
		{"No", "false"}, {"NO", "false"}, {"off", "false"}, {"N", "false"}, {"FALSE", "false"},
		{"010", "8"}, {"0123", "83"}, {"0012", "10"}, {"007", "7"}, {"-010", "-8"}, {"08", "8"}, {"0_10", "8"},
		{"0x1F", "31"}, {"0x10", "16"}, {"0X1f", "31"}, {"0o17", "15"}, {"0b101", "5"}, {"-0b1", "-1"}, {"0b+11", "3"},
		{"1234567.0", "1.234567e+06"}, {"100000000.5", "1e+08"}, {"012345678901", "1.2345679e+10"},
		{"1234567e8", "1.234567e+14"}, {"12345678901234567890123", "1.2345679e+22"},
		{"3.14159265358979323846", "3.1415927"}, {"1e39", "+Inf"}, {"1e-50", "0"},
		{"+18446744073709551615", "1.8446744e+19"}, {"0777777777777777777777777", "7.777778e+23"},
		{".inf", "+Inf"}, {"+.INF", "+Inf"}, {"-.Inf", "-Inf"}, {".nan", "NaN"}, {".NaN", "NaN"},
		{"1__", "1"}, {".0_5", "0.05"}, {"+._5", "0.5"},
	}
	for _, p := range pairs {
		sent, typed := retyped(p.text)
		assert.Equal(t, p.sent, sent, p.text)
		assert.True(t, typed, p.text)
	}
}

func TestRetypedKeepsNumbers(t *testing.T) {
	for _, text := range []string{
		"0", "12", "2024", "-7", "0.25", "true", "false", "12345678901", "9223372036854775807", "-9223372036854775808",
		"18446744073709551615", "1e+08",
	} {
		sent, typed := retyped(text)
		assert.Equal(t, text, sent)
		assert.True(t, typed, text)
	}
}

func TestRetypedKeepsText(t *testing.T) {
	for _, text := range []string{
		"", "3.0-1", "10.3.0", "500m", "10Gi", "2024-01-01", "2001-12-14t21:59:43.10-05:00", "12:30:45", "1:30", "~", "null",
		"yEs", "nope", "Yesterday", "onset", "etl", "<<", "-", "+", ".", "..", ".e5", "._5", ".5_", "_5", "1e", "1e+", "0x",
		"0b", "0b2", "0z12", "0o8", "0x_", "1e400", "0x1FFFFFFFFFFFFFFFF", "-.nan", "1.2.3", "0b+2", "0b+", "5-1",
	} {
		sent, typed := retyped(text)
		assert.Equal(t, text, sent)
		assert.False(t, typed, text)
	}
}

func TestRetypedCostsNothingForText(t *testing.T) {
	for _, text := range []string{"", "etl-production", "yesterday", "500m", "10.3.0", "2024-01-01", "0.25", "2024", "true"} {
		assert.Zero(t, testing.AllocsPerRun(10, func() { retyped(text) }), text)
	}
}

var yamlFloat = regexp.MustCompile(`^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$`)

// retypedPlainly is retyped by way of the standard library's own parsers, with no thought for cost.
func retypedPlainly(text string) (string, bool) {
	if text == "" || !strings.Contains("0123456789+-.", text[:1]) {
		return text, false
	}
	if text[0] == '.' {
		f, err := strconv.ParseFloat(text, 64)
		return strconv.FormatFloat(f, 'g', -1, 32), err == nil
	}
	plain := strings.ReplaceAll(text, "_", "")
	if n, err := strconv.ParseInt(plain, 0, 64); err == nil {
		return strconv.FormatInt(n, 10), true
	}
	if n, err := strconv.ParseUint(plain, 0, 64); err == nil {
		return strconv.FormatUint(n, 10), true
	}
	if yamlFloat.MatchString(plain) {
		f, err := strconv.ParseFloat(plain, 64)
		return strconv.FormatFloat(f, 'g', -1, 32), err == nil
	}
	if digits, ok := strings.CutPrefix(plain, "0b"); ok {
		n, err := strconv.ParseInt(digits, 2, 64)
		return strconv.FormatInt(n, 10), err == nil
	}
	return text, false
}

func FuzzRetyped(f *testing.F) {
	for _, text := range []string{"12.10", "012", "0x1F", "0b+1", ".0_5", "1e400", "1_000", "-.5e-3", "yes", "~", "0o17"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		sent, typed := retyped(text)
		_, form := readBoolean(text)
		if strings.HasSuffix(strings.ToLower(text), "inf") || strings.HasSuffix(strings.ToLower(text), "nan") || form != booleanNone {
			return
		}
		want, number := retypedPlainly(text)
		assert.Equal(t, number, typed)
		if !number {
			want = text
		}
		assert.Equal(t, want, sent)
	})
}

func TestReadBoolean(t *testing.T) {
	forms := map[booleanForm]map[bool]string{
		booleanCanonical: {true: "true True TRUE", false: "false False FALSE"},
		booleanNotation:  {true: "yes Yes YES on On ON y Y", false: "no No NO off Off OFF n N"},
		booleanNone:      {false: "tRUE yES oN 1 0 t f T F enabled null ~ truee"},
	}
	for form, values := range forms {
		for value, texts := range values {
			for text := range strings.FieldsSeq(texts) {
				got, gotForm := readBoolean(text)
				assert.Equal(t, value, got, text)
				assert.Equal(t, form, gotForm, text)
			}
		}
	}
}

func BenchmarkRetyped(b *testing.B) {
	for _, text := range []string{"etl-production", "500m", "0.25", "2024", "12.10", "yes", "12345678901234567890123"} {
		b.Run(text, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				retyped(text)
			}
		})
	}
}
