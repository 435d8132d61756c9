package main

import (
	"encoding/binary"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestSignedNumbersComeBack(t *testing.T) {
	for _, v := range []int64{0, 1, -1, 63, 64, -64, -65, 127, 128, 1 << 20, -1 << 20, 1 << 62, math.MaxInt64, math.MinInt64} {
		r := reader{rest: appendSigned(nil, v)}
		assert.Equal(t, v, r.signed())
		require.NoError(t, r.err)
		assert.Empty(t, r.rest)
	}
}

func TestModulesComeBack(t *testing.T) {
	sections := []section{{1, []byte{1, 2}}, {dataSection, make([]byte, 300)}, {0, []byte{}}}
	module := writeModule(sections)
	got, err := readModule(module)
	require.NoError(t, err)
	assert.Equal(t, sections, got)
	for n := range module {
		_, err := readModule(module[:n])
		if n != len(moduleHead) && n != len(moduleHead)+4 && n != len(module)-2 {
			assert.Error(t, err, "of %d bytes", n)
		}
	}
}

// segments writes a data section as the linker does.
func segments(list ...memory) []byte {
	body := binary.AppendUvarint(nil, uint64(len(list)))
	for _, m := range list {
		body = append(body, m.section().body[1:]...) // behind the number of segments
	}
	return body
}

func TestMemoryIsTheSameInFewSegments(t *testing.T) {
	body := segments(memory{100, []byte("abc")}, memory{500, []byte("z")}, memory{90, []byte("hello")}, memory{101, []byte("B")})
	m, err := readMemory(body)
	require.NoError(t, err)
	want := make([]byte, 411)
	copy(want, "hello")
	copy(want[10:], "aBc")
	want[410] = 'z'
	assert.Equal(t, memory{90, want}, m)
	again, err := readMemory(m.section().body)
	require.NoError(t, err)
	assert.Equal(t, m, again)
}

func TestLongZerosAreLeftOut(t *testing.T) {
	zeros := func(n int) string { return strings.Repeat("\x00", n) }
	for _, c := range []struct {
		data     string
		segments int
	}{
		{"", 1},
		{"abc", 1},
		{"a" + zeros(longZeros-1) + "b", 1},
		{"a" + zeros(longZeros) + "b", 2},
		{"a" + zeros(longZeros+9) + "b" + zeros(3) + "c" + zeros(2*longZeros) + "d", 3},
		{zeros(2*longZeros) + "b" + zeros(2*longZeros), 1}, // the ends stay as they are
		{zeros(2 * longZeros), 1},
	} {
		m := memory{70, []byte(c.data)}
		body := m.section().body
		assert.Equal(t, byte(c.segments), body[0], "%q", c.data)
		again, err := readMemory(body)
		require.NoError(t, err)
		assert.Equal(t, m, again, "%q", c.data)
	}
}

func TestMemoryThatIsNotUnderstoodIsRefused(t *testing.T) {
	good := segments(memory{1, []byte("abc")})
	for n := range good {
		_, err := readMemory(good[:n])
		if n > 0 {
			require.ErrorIs(t, err, errTruncated, "of %d bytes", n)
		}
	}
	for _, at := range []int{1, 2, 4} { // the kind, the instruction, its end
		bad := append([]byte(nil), good...)
		bad[at] = 1
		_, err := readMemory(bad)
		require.Error(t, err, "byte %d", at)
	}
	for name, bad := range map[string][]byte{
		"too far out": segments(memory{maxMemory, []byte("x")}), "more than it tells": append(good, 0), "nothing": nil,
	} {
		_, err := readMemory(bad)
		require.ErrorIs(t, err, errSegment, name)
	}
}

func TestNamesLoseTypeArguments(t *testing.T) {
	names := []byte("main.main\x00slices.Sort[go.shape.[]int]\x00a[b].c\x00x[\x00")
	shortenNames(names)
	assert.Equal(t, "main.main\x00slices.Sort[]"+strings.Repeat("\x00", 15)+"a[].c\x00\x00x[\x00", string(names))
}

func TestTablesOfAnotherGoAreRefused(t *testing.T) {
	for _, data := range [][]byte{nil, pclntabHead, append(append([]byte(nil), pclntabHead...), make([]byte, 200)...)} {
		assert.ErrorIs(t, dropLines(memory{0, data}), errPclntab)
	}
}

func TestSizeHasCeilings(t *testing.T) {
	most := size{raw: 100, gzip: 50, brotli: 40}
	assert.NoError(t, size{100, 50, 40}.check(most))
	assert.NoError(t, size{100, 50, 0}.check(most), "no Node to measure brotli with")
	for want, s := range map[string]size{"raw": {101, 50, 40}, "gzip": {100, 51, 40}, "brotli": {100, 50, 41}} {
		assert.ErrorContains(t, s.check(most), want)
	}
}
