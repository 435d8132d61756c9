package deployfile

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// mustCron parses an expression that the test knows to be right.
func mustCron(t testing.TB, text string) cronSchedule {
	t.Helper()
	s, fault := parseCron(text)
	require.Nil(t, fault, text)
	return s
}

// bitsOf makes a set of the given values.
func bitsOf[T ~uint8 | ~uint16 | ~uint32 | ~uint64](values ...int) T {
	var set T
	for _, v := range values {
		set |= 1 << v
	}
	return set
}

func TestParseCronFields(t *testing.T) {
	s := mustCron(t, "0,30 8-10 */10 jan,OCT-Dec mon-fri/2")
	assert.Equal(t, cronSchedule{
		minutes:  bitsOf[uint64](0, 30),
		hours:    bitsOf[uint32](8, 9, 10),
		days:     bitsOf[uint32](1, 11, 21, 31),
		months:   bitsOf[uint16](1, 10, 11, 12),
		weekdays: bitsOf[uint8](1, 3, 5),
		both:     true,
	}, s)
}

func TestParseCronSameSchedule(t *testing.T) {
	same := [][]string{
		{"0 0 * * 0", "0 0 * * 7", "0 0 * * SUN", " 0\t0  * * sun ", "00 0 * * 0,7"},
		{"*/15 * * * *", "0,15,30,45 * * * *", "0-59/15 * * * *", "0/15 * * * *", "0-45/15 0-23 * 1-12 *"},
		{"0 0 1 * 5-7", "0 0 1 * 5,6,0", "0 0 1 * FRI,SAT,SUN", "0 0 01 jan-dec 5-7"},
		{"0 0 * * 0-7", "0 0 * * *", "0 0 * * */1", "0 0 */1 * *"},
		{"0 0 * * */2", "0 0 * * 0,2,4,6"},
		{"0 0 * * 5/1", "0 0 * * 5,6"},
		{"0 0 * * 7/3", "0 0 * * 0"},
		{"0 0 * * *", "0 0 * * *"},
	}
	for _, texts := range same {
		want := mustCron(t, texts[0])
		for _, text := range texts[1:] {
			assert.Equal(t, want, mustCron(t, text), text)
		}
	}
	assert.NotEqual(t, mustCron(t, "0 0 1 * 1"), mustCron(t, "0 0 1 * *"))
	assert.NotEqual(t, mustCron(t, "0 0 1-31 * 1"), mustCron(t, "0 0 * * 1"), "a range is a restriction, a star is none")
}

func TestParseCronFaults(t *testing.T) {
	tests := []struct{ text, field, at, message string }{
		{"60 * * * *", "minute", "60", `minute "60" is outside 0 to 59`},
		{"0 24 * * *", "hour", "24", `hour "24" is outside 0 to 23`},
		{"0 0 0 * *", "day of month", "0", `day of month "0" is outside 1 to 31`},
		{"0 0 1 13 *", "month", "13", `month "13" is outside 1 to 12`},
		{"0 0 * * 8", "day of week", "8", `day of week "8" is outside 0 to 7`},
		{"0 0 * * MONDAY", "day of week", "MONDAY", `day of week "MONDAY" is neither a number from 0 to 7 nor one of the names SUN to SAT`},
		{"0 0 * SUN *", "month", "SUN", `month "SUN" is neither a number from 1 to 12 nor one of the names JAN to DEC`},
		{"JAN * * * *", "minute", "JAN", `minute "JAN" is not a number from 0 to 59`},
		{"99999999999999999999 * * * *", "minute", "99999999999999999999", `minute "99999999999999999999" is outside 0 to 59`},
		{"30-10 * * * *", "minute", "30-10", `minute "30-10" is a range that runs backwards`},
		{"0 0 * * FRI-SUN", "day of week", "FRI-SUN", `day of week "FRI-SUN" is a range that runs backwards`},
		{"*/0 * * * *", "minute", "*/0", `minute "*/0" has a step that is not a number above 0`},
		{"*/x * * * *", "minute", "*/x", `minute "*/x" has a step that is not a number above 0`},
		{"*/ * * * *", "minute", "*/", `minute "*/" has a step that is not a number above 0`},
		{"*/5/5 * * * *", "minute", "*/5/5", `minute "*/5/5" has a step that is not a number above 0`},
		{"1, * * * *", "minute", "", `minute "" lacks a value`},
		{"1- * * * *", "minute", "1-", `minute "1-" lacks a value`},
		{"-1 * * * *", "minute", "-1", `minute "-1" lacks a value`},
		{"1-2-3 * * * *", "minute", "2-3", `minute "2-3" is not a number from 0 to 59`},
		{"** * * * *", "minute", "**", `minute "**" is not a number from 0 to 59`},
		{"0 0 ? * *", "day of month", "?", `day of month "?" is not a number from 1 to 31`},
		{"0 0 L * *", "day of month", "L", `day of month "L" is not a number from 1 to 31`},
		{"0 0 * * 5#2", "day of week", "5#2", `day of week "5#2" is neither a number from 0 to 7 nor one of the names SUN to SAT`},
		{"", "", "", "no fields where a cron expression has five"},
		{" \t", "", " \t", "no fields where a cron expression has five"},
		{"0 0 * *", "", "0 0 * *", "4 fields where a cron expression has five"},
		{"0 0 0 * * *", "", "0 0 0 * * *", "6 fields where a cron expression has five"},
		{"@daily", "", "@daily", `macro "@daily" where five fields belong`},
	}
	for _, test := range tests {
		_, fault := parseCron(test.text)
		require.NotNil(t, fault, test.text)
		assert.Equal(t, test.field, fault.field.Name, test.text)
		assert.Equal(t, test.at, fault.text, test.text)
		assert.Equal(t, test.message, fault.Error())
	}
}

func TestParseCronBounds(t *testing.T) {
	_, fault := parseCron("0 0 32 * *")
	require.NotNil(t, fault)
	assert.Equal(t, 1, fault.field.Min)
	assert.Equal(t, 31, fault.field.Max)
}

func TestParseCronMacros(t *testing.T) {
	macros := map[string]string{
		"@hourly": "0 * * * *", "@daily": "0 0 * * *", "@midnight": "0 0 * * *", " @Weekly ": "0 0 * * 0",
		"@monthly": "0 0 1 * *", "@yearly": "0 0 1 1 *", "@ANNUALLY": "0 0 1 1 *", "@reboot": "", "@every 5m": "",
	}
	for macro, fields := range macros {
		_, fault := parseCron(macro)
		require.NotNil(t, fault, macro)
		assert.Equal(t, fields, fault.macroFields, macro)
		if fields != "" {
			mustCron(t, fields)
		}
	}
}

func TestNormalCron(t *testing.T) {
	tests := []struct{ text, want string }{
		{"0 20 * * *", "0 20 * * *"}, {" 0 20 * * * ", "0 20 * * *"}, {"0  20\t*\n*   *", "0 20 * * *"},
		{"0 20 * * *\n", "0 20 * * *"}, {"0\t20 * * *", "0 20 * * *"}, {"", ""}, {"  ", ""}, {"@daily ", "@daily"},
	}
	for _, test := range tests {
		assert.Equal(t, test.want, normalCron(test.text), "%q", test.text)
	}
}

func TestParseCronAllocatesNothing(t *testing.T) {
	assert.Zero(t, testing.AllocsPerRun(10, func() {
		s, _ := parseCron(" 0,30 8-18/2 */10 JAN-DEC mon-fri ")
		_ = s.never()
		normalCron("0 20 * * 1-5")
	}))
}

func FuzzParseCron(f *testing.F) {
	for _, text := range []string{
		"0 20 * * *", "*/15 0-23/2 1,15 jan-dec MON-FRI", "@daily", "0 0 30 2 *", " 0  0\t* * 7 ", "1-2-3 * * * *", "5/10 * * * *",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		normal := normalCron(text)
		assert.Equal(t, strings.Join(strings.FieldsFunc(text, func(r rune) bool { return r < 0x80 && asciiBlank(byte(r)) }), " "), normal)
		s, fault := parseCron(text)
		again, faultAgain := parseCron(normal)
		assert.Equal(t, fault == nil, faultAgain == nil)
		assert.Equal(t, s, again)
		if fault != nil {
			assert.Zero(t, s)
			assert.NotEmpty(t, fault.Error())
			return
		}
		assert.NotZero(t, s.minutes)
		assert.Less(t, s.minutes, uint64(1)<<60)
		assert.NotZero(t, s.hours)
		assert.Less(t, s.hours, uint32(1)<<24)
		assert.NotZero(t, s.days)
		assert.Zero(t, s.days&1)
		assert.NotZero(t, s.months)
		assert.Zero(t, s.months&^(1<<13-2))
		assert.NotZero(t, s.weekdays)
		assert.Less(t, s.weekdays, uint8(1)<<7)
	})
}

func BenchmarkParseCron(b *testing.B) {
	for _, text := range []string{"0 20 * * 1-5", "0,30 8-18/2 */10 JAN-DEC mon-fri", "0 0 0 * * *"} {
		b.Run(text, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				parseCron(text)
			}
		})
	}
}
