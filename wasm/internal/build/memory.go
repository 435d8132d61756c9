package main

import (
	"encoding/binary"
	"errors"
)

// memory is what the data section puts into the linear memory: the bytes from base on.
type memory struct {
	base int64
	data []byte
}

// activeSegment is the only kind of segment that Go's linker writes: into memory 0, at a constant address.
const activeSegment = 0

var errSegment = errors.New("the data section has a segment that this tool does not know")

// maxMemory bounds the addresses; Go's data takes about 5 MB.
const maxMemory = 64 << 20

// readMemory lays the segments of a data section out as memory.
func readMemory(body []byte) (memory, error) {
	type segment struct {
		at   int64
		data []byte
	}
	r := reader{rest: body}
	segments := make([]segment, min(r.unsigned(), uint64(len(body))))
	lowest, highest := int64(maxMemory), int64(0)
	for i := range segments {
		kind, op := r.unsigned(), r.bytes(1)[0]
		at := r.signed()
		last := r.bytes(1)[0]
		data := r.bytes(r.unsigned())
		if r.err != nil {
			return memory{}, r.err
		}
		if kind != activeSegment || op != opI32Const || last != opEnd || at < 0 || at+int64(len(data)) > maxMemory {
			return memory{}, errSegment
		}
		segments[i] = segment{at, data}
		lowest, highest = min(lowest, at), max(highest, at+int64(len(data)))
	}
	if r.err != nil || len(r.rest) > 0 {
		return memory{}, errSegment
	}
	m := memory{base: lowest, data: make([]byte, max(highest-lowest, 0))}
	for _, s := range segments { // in their order: the later one wins
		copy(m.data[s.at-lowest:], s.data)
	}
	return m, nil
}

// longZeros is how many zeros between other bytes end a segment. Go's linker takes eight, up to the 100,000 segments
// that browsers allow: that saves bytes of the raw file, but brotli packs zeros better than 100,000 addresses (by about
// 110 KB in 1.5 MB). Long runs, nearly all of them in the runtime's table of functions, are 2 MB, which a browser would
// have to move from process to process (15 ms); leaving them out costs 5 KB.
const longZeros = 256

// section writes the memory as segments.
func (m memory) section() section {
	var segments []byte
	count := uint64(0)
	for start := 0; start < len(m.data) || count == 0; count++ {
		stop, next := m.segment(start)
		segments = append(segments, activeSegment, opI32Const)
		segments = appendSigned(segments, m.base+int64(start))
		segments = append(segments, opEnd)
		segments = binary.AppendUvarint(segments, uint64(stop-start))
		segments = append(segments, m.data[start:stop]...)
		start = next
	}
	return section{dataSection, append(binary.AppendUvarint(nil, count), segments...)}
}

// segment returns where the segment that starts at an offset stops, and where the next one starts.
func (m memory) segment(start int) (stop, next int) {
	zeros := 0
	for i := start; i < len(m.data); i++ {
		switch {
		case m.data[i] == 0:
			zeros++
		case zeros >= longZeros && i-zeros > start:
			return i - zeros, i
		default:
			zeros = 0
		}
	}
	return len(m.data), len(m.data)
}
