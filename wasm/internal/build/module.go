package main

import (
	"bytes"
	"encoding/binary"
	"errors"
)

// A WebAssembly module is eight bytes of magic and version, then sections: an id, a length, a body.
var moduleHead = []byte("\x00asm\x01\x00\x00\x00")

const dataSection = 11

type section struct {
	id   byte
	body []byte
}

var errTruncated = errors.New("the module ends early")

func readModule(module []byte) ([]section, error) {
	rest, ok := bytes.CutPrefix(module, moduleHead)
	if !ok {
		return nil, errors.New("not a WebAssembly module of version 1")
	}
	var sections []section
	for r := (reader{rest: rest}); len(r.rest) > 0; {
		id := r.bytes(1)
		body := r.bytes(r.unsigned())
		if r.err != nil {
			return nil, r.err
		}
		sections = append(sections, section{id[0], body})
	}
	return sections, nil
}

func writeModule(sections []section) []byte {
	out := bytes.Clone(moduleHead)
	for _, s := range sections {
		out = append(out, s.id)
		out = binary.AppendUvarint(out, uint64(len(s.body)))
		out = append(out, s.body...)
	}
	return out
}

// reader reads what modules are made of; after the first error everything is zero.
type reader struct {
	rest []byte
	err  error
}

func (r *reader) bytes(n uint64) []byte {
	if r.err != nil || n > uint64(len(r.rest)) {
		r.err = errTruncated
		return make([]byte, 1)
	}
	b := r.rest[:n]
	r.rest = r.rest[n:]
	return b
}

// unsigned reads a number in LEB128, which encoding/binary calls a uvarint.
func (r *reader) unsigned() uint64 {
	v, n := binary.Uvarint(r.rest)
	if r.err != nil || n <= 0 {
		r.err = errTruncated
		return 0
	}
	r.rest = r.rest[n:]
	return v
}

// signed reads a number in signed LEB128, whose sign is the top bit of its last byte.
func (r *reader) signed() int64 {
	var v int64
	for shift := 0; shift < 64; shift += 7 {
		b := r.bytes(1)[0]
		v |= int64(b&0x7f) << shift
		if b < 0x80 {
			if b&0x40 != 0 && shift < 57 {
				v |= -1 << (shift + 7)
			}
			return v
		}
	}
	r.err = errors.New("a number of the module is too long")
	return 0
}

func appendSigned(out []byte, v int64) []byte {
	for {
		b := byte(v & 0x7f)
		v >>= 7
		if v == 0 && b&0x40 == 0 || v == -1 && b&0x40 != 0 {
			return append(out, b)
		}
		out = append(out, b|0x80)
	}
}
