package deployfile

import (
	"bytes"
	"math/bits"
	"strconv"
	"strings"
)

// quantity is a Kubernetes resource quantity that is not negative: an exact count of atto units (10^-18) in 128 bits.
// It reaches 3.4e20, twenty times the largest size that Kubernetes holds.
type quantity struct {
	high, low uint64
	unit      string // the suffix or exponent as written: Gi, m, e3; "" for a plain number
}

const (
	attoUnits        = 1e18 // in one
	quantityDecimals = 18
)

// parseQuantity reads an optional plus sign, a decimal number and a suffix Ki to Ei, m, k to E, or an exponent. The
// reason of a refusal completes "the quantity": "is negative", "is too large".
func parseQuantity(text string) (q quantity, reason string) {
	if text != "" && text[0] == '-' {
		return quantity{}, "is negative"
	}
	number := strings.TrimPrefix(text, "+")
	length := runOf(number, func(c byte) bool { return asciiDigit(c) || c == '.' })
	number, unit := number[:length], number[length:]
	whole, fraction, _ := strings.Cut(number, ".")
	fraction = strings.TrimRight(fraction, "0")
	tens, twos, known := quantityScale(unit)
	switch {
	case number == "" || number == "." || strings.IndexByte(fraction, '.') >= 0 || len(unit) > 8:
		return quantity{}, "is not a number with an optional unit"
	case !known:
		return quantity{}, "has the unknown unit " + strconv.Quote(unit)
	}
	q.unit = unit
	for _, digits := range [...]string{whole, fraction} {
		for i := range len(digits) {
			if !q.multiply(10) || !q.add(uint64(digits[i]-'0')) {
				return quantity{}, tooFineOrLarge(len(fraction))
			}
		}
	}
	if q.isZero() {
		return q, ""
	}
	tens += quantityDecimals - len(fraction)
	if tens < 0 {
		return quantity{}, "has too many decimals"
	}
	for range tens {
		if !q.multiply(10) {
			return quantity{}, "is too large"
		}
	}
	if !q.multiply(1 << twos) {
		return quantity{}, "is too large"
	}
	return q, ""
}

func tooFineOrLarge(decimals int) string {
	if decimals > quantityDecimals {
		return "has too many decimals"
	}
	return "is too large"
}

// quantityScale returns the powers of ten and of two that unit stands for.
func quantityScale(unit string) (tens, twos int, known bool) {
	switch unit {
	case "":
		return 0, 0, true
	case "m":
		return -3, 0, true
	case "k":
		return 3, 0, true
	case "M":
		return 6, 0, true
	case "G":
		return 9, 0, true
	case "T":
		return 12, 0, true
	case "P":
		return 15, 0, true
	case "E":
		return 18, 0, true
	case "Ki":
		return 0, 10, true
	case "Mi":
		return 0, 20, true
	case "Gi":
		return 0, 30, true
	case "Ti":
		return 0, 40, true
	case "Pi":
		return 0, 50, true
	case "Ei":
		return 0, 60, true
	}
	if unit[0] != 'e' && unit[0] != 'E' {
		return 0, 0, false
	}
	exponent, ok := smallNumber(strings.TrimPrefix(unit[1:], "+"))
	return exponent, 0, ok
}

// multiply reports whether the product still fits.
func (q *quantity) multiply(by uint64) bool {
	carry, low := bits.Mul64(q.low, by)
	over, high := bits.Mul64(q.high, by)
	high, extra := bits.Add64(high, carry, 0)
	if over != 0 || extra != 0 {
		return false
	}
	q.high, q.low = high, low
	return true
}

func (q *quantity) add(n uint64) bool {
	low, carry := bits.Add64(q.low, n, 0)
	high, over := bits.Add64(q.high, 0, carry)
	q.high, q.low = high, low
	return over == 0
}

func (q quantity) isZero() bool { return q.high == 0 && q.low == 0 }

// compare orders quantities by value, whatever their units: -1, 0 or 1.
func (q quantity) compare(other quantity) int {
	switch {
	case q.high == other.high && q.low == other.low:
		return 0
	case q.high < other.high || q.high == other.high && q.low < other.low:
		return -1
	default:
		return 1
	}
}

// memoryFor returns the memory that belongs to cpu cores: 2Gi for each. It reports whether that is a size at all.
func memoryFor(cpu quantity) (quantity, bool) {
	cpu.unit = "Gi"
	ok := cpu.multiply(1 << 31)
	return cpu, ok
}

// cpuFor returns the cores that belong to a size of memory: one for each 2Gi. It reports whether they are exact.
func cpuFor(memory quantity) (quantity, bool) {
	exact := memory.low&(1<<31-1) == 0
	return quantity{high: memory.high >> 31, low: memory.low>>31 | memory.high<<33}, exact
}

// inCores returns q as a decimal number without a unit: 500m is 0.5.
func (q quantity) inCores() string {
	over, rest := bits.Div64(0, q.high, attoUnits)
	whole, fraction := bits.Div64(rest, q.low, attoUnits)
	var store [48]byte
	text := store[:0]
	if thousand, rest := bits.Div64(over, whole, attoUnits); thousand > 0 {
		text = strconv.AppendUint(text, thousand, 10)
		text = appendPadded(text, rest)
	} else {
		text = strconv.AppendUint(text, rest, 10)
	}
	if fraction > 0 {
		text = append(text, '.')
		text = bytes.TrimRight(appendPadded(text, fraction), "0")
	}
	return string(text)
}

// appendPadded appends n in 18 digits.
func appendPadded(to []byte, n uint64) []byte {
	for unit := uint64(attoUnits / 10); unit > 0; unit /= 10 {
		to = append(to, '0'+byte(n/unit%10))
	}
	return to
}

// inGi returns q in Gi: 512Mi is 0.5Gi. A result of more than ten decimals, as for 2G, is rounded to four and not
// exact; ten are enough for any number of Mi.
func (q quantity) inGi() (text string, exact bool) {
	const tenDecimals, fourDecimals = 1e8, 1e14
	exact = q.low&(1<<30-1) == 0
	q.high, q.low = q.high>>30, q.low>>30|q.high<<34
	_, tail := bits.Div64(q.high%tenDecimals, q.low, tenDecimals)
	if exact = exact && tail == 0; exact {
		return q.inCores() + "Gi", true
	}
	rounded := q
	rounded.add(fourDecimals / 2) // q.high has 34 bits by now
	_, tail = bits.Div64(rounded.high%fourDecimals, rounded.low, fourDecimals)
	low, borrow := bits.Sub64(rounded.low, tail, 0)
	rounded.high, rounded.low = rounded.high-borrow, low
	if rounded.isZero() {
		rounded = q
	}
	return rounded.inCores() + "Gi", false
}
