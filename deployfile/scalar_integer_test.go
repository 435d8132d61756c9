package deployfile

import (
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestReadInteger(t *testing.T) {
	tests := []struct {
		text  string
		value int
		form  integerForm
	}{
		{"0", 0, integerDecimal}, {"5", 5, integerDecimal}, {"-1", -1, integerDecimal},
		{"2147483647", 2147483647, integerDecimal}, {"-2147483648", -2147483648, integerDecimal},
		{"5.0", 5, integerNotation}, {"5.", 5, integerNotation}, {"1e1", 10, integerNotation}, {"1.5e1", 15, integerNotation},
		{"0x10", 16, integerNotation}, {"-0X1f", -31, integerNotation}, {"0o10", 8, integerNotation},
		{"0b101", 5, integerNotation}, {"1_000", 1000, integerNotation}, {"+5", 5, integerNotation},
		{"-0", 0, integerNotation}, {"010.0", 10, integerNotation}, {"5_", 5, integerNotation},
		{"010", 0, integerAmbiguous}, {"-010", 0, integerAmbiguous}, {"08", 0, integerAmbiguous}, {"007", 0, integerAmbiguous},
		{"00", 0, integerAmbiguous}, {"0_10", 0, integerAmbiguous}, {"1:30", 0, integerAmbiguous},
		{"-1:30:05", 0, integerAmbiguous}, {"1_0:5", 0, integerAmbiguous},
		{"5.5", 0, integerFraction}, {".5", 0, integerFraction}, {"1e-1", 0, integerFraction}, {"-0.5", 0, integerFraction},
		{"2147483648", 0, integerTooLarge}, {"-2147483649", 0, integerTooLarge}, {"99999999999999999999", 0, integerTooLarge},
		{"1e10", 0, integerTooLarge}, {"1e999", 0, integerTooLarge}, {"0x80000000", 0, integerTooLarge},
		{"09999999999", 0, integerTooLarge},
		{"", 0, integerNone}, {"five", 0, integerNone}, {"-", 0, integerNone}, {"1:60", 0, integerNone}, {"0:30", 0, integerNone},
		{"1:", 0, integerNone}, {"1:100", 0, integerNone}, {":30", 0, integerNone}, {"1:2:", 0, integerNone},
		{"99999999:59", 0, integerNone}, {"1:+5", 0, integerNone}, {"99999999999:30", 0, integerNone}, {"_5", 0, integerNone}, {"5 ", 0, integerNone},
		{"0x", 0, integerNone}, {".inf", 0, integerNone}, {"2024-01-01", 0, integerNone}, {"--5", 0, integerNone},
	}
	for _, test := range tests {
		value, form := readInteger(test.text)
		assert.Equal(t, test.value, value, test.text)
		assert.Equal(t, test.form, form, test.text)
	}
}

func TestAmbiguousReadings(t *testing.T) {
	tests := []struct{ text, old, current string }{
		{"010", "8", "10"},
		{"-010", "-8", "-10"},
		{"+0_10", "8", "10"},
		{"007", "7", "7"},
		{"08", "8", "8"},
		{"1:30", "90", "the text 1:30"},
		{"-1:00:05", "-3605", "the text -1:00:05"},
	}
	for _, test := range tests {
		old, current := ambiguousReadings(test.text)
		assert.Equal(t, test.old, old, test.text)
		assert.Equal(t, test.current, current, test.text)
	}
}

func FuzzReadInteger(f *testing.F) {
	for _, text := range []string{"5", "5.0", "010", "1:30", "0x10", "1e99", "-1_0", ".5", "99999999999999999999999"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		value, form := readInteger(text)
		switch form {
		case integerDecimal:
			assert.Equal(t, text, strconv.Itoa(value))
		case integerNotation: // the same number as in a string field, if that has no exponent
			again, _ := readInteger(strconv.Itoa(value))
			assert.Equal(t, value, again)
			assert.NotEqual(t, text, strconv.Itoa(value))
			_, typed := retyped(text)
			assert.True(t, typed)
		case integerAmbiguous:
			old, current := ambiguousReadings(text)
			assert.NotEmpty(t, old)
			assert.NotEmpty(t, current)
			assert.Zero(t, value)
		default:
			assert.Zero(t, value)
		}
	})
}
