package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
)

// The tables of functions that every Go program carries (runtime.pclntab) tell for each instruction its file and line,
// and for each function its first line and how to print its arguments. They are for the text of a crash, which keeps
// the names of functions: what happens to the stack and to memory stands in other tables. dropLines writes zeros over
// them, which the runtime reads as "not known"; brotli takes 105 KB less then.
//
// The layout is that of cmd/link/internal/ld/pcln.go and runtime/symtab.go in Go 1.20 to 1.26; everything that is
// changed is checked before.
func dropLines(m memory) error {
	t, err := findPclntab(m.data)
	if err != nil {
		return err
	}
	live := make([]bool, len(t.pctab)) // bytes of tables that are still referred to
	for i := range t.count {
		f, err := t.function(i)
		if err != nil {
			return err
		}
		for _, field := range []int{funcFile, funcLine, funcUnit, funcStartLine} {
			clear(f.head[field : field+4])
		}
		for table := range f.pcdata() {
			if table == pcdataUnsafePoint || table == pcdataArgLive {
				f.setPcdata(table, 0)
			}
		}
		for table := range f.funcdata() {
			if table == funcdataArgInfo || table == funcdataArgLiveInfo {
				f.setFuncdata(table, noFuncdata)
			}
		}
		tables := []uint32{word(f.head, funcSP)}
		for table := range f.pcdata() {
			tables = append(tables, word(f.tables, 4*table))
		}
		for _, at := range tables {
			if err := markTable(t.pctab, live, at); err != nil {
				return err
			}
		}
	}
	for i := range t.pctab {
		if !live[i] {
			t.pctab[i] = 0
		}
	}
	clear(t.files)
	shortenNames(t.names)
	return coarseIndex(m, t)
}

// shortenNames takes the type arguments out of the names of functions, which a stack trace shows as [...].
func shortenNames(names []byte) {
	for len(names) > 0 {
		n := bytes.IndexByte(names, 0)
		if n < 0 {
			return
		}
		name := names[:n]
		from, to := bytes.IndexByte(name, '['), bytes.LastIndexByte(name, ']')
		if 0 <= from && from < to {
			clear(name[from+1+copy(name[from+1:], name[to:]):])
		}
		names = names[n+1:]
	}
}

// coarseIndex thins out the index that finds a function by its number (runtime.findfunctab): an entry tells where in
// the list of functions to begin the search, and the runtime goes on from there. Of the 16 entries that the linker
// writes for a function in WebAssembly only the first is ever asked. 12 KB of the bytes.
func coarseIndex(m memory, t pclntab) error {
	const (
		entrySize   = 20 // the place to begin, and how much further for each sixteenth
		perFunction = 16
		step        = 15 // a power of two, less one
	)
	description := binary.LittleEndian.AppendUint64(nil, uint64(m.base)+uint64(t.at)) // runtime.moduledata begins with it
	description = binary.LittleEndian.AppendUint64(description, uint64(m.base)+uint64(t.at)+headSize)
	i := bytes.Index(m.data, description)
	const field = 8 + 6*24 // behind the pointer to the tables and six slices
	if i < 0 || i+field+8 > len(m.data) {
		return errPclntab
	}
	start := int64(binary.LittleEndian.Uint64(m.data[i+field:])) - m.base
	size := (t.count - 1) * perFunction * entrySize // the last function has one entry, which is cut short
	if start < 0 || start+int64(size) > int64(len(m.data)) {
		return errPclntab
	}
	index := m.data[start : start+int64(size)]
	for at := 0; at < size; at += entrySize {
		number := at / entrySize / perFunction
		if int(word(index, at)) != number || bytes.ContainsFunc(index[at+4:at+entrySize], func(r rune) bool { return r != 0 }) {
			return errPclntab
		}
		if at/entrySize%perFunction > 0 {
			number = 0
		}
		binary.LittleEndian.PutUint32(index[at:], uint32(number&^step))
	}
	return nil
}

// Offsets in runtime._func.
const (
	funcEntry     = 0
	funcName      = 4
	funcSP        = 16
	funcFile      = 20
	funcLine      = 24
	funcPcdata    = 28 // how many tables of kind pcdata follow
	funcUnit      = 32 // where the files of its compilation unit stand
	funcStartLine = 36
	funcFuncdata  = 43 // how many entries of kind funcdata follow those
	funcSize      = 44
)

// Kinds of tables, of internal/abi. Preemption at unsafe points does not exist in WebAssembly; the others are for
// printing arguments.
const (
	pcdataUnsafePoint   = 0
	pcdataArgLive       = 3
	funcdataArgInfo     = 5
	funcdataArgLiveInfo = 6
	noFuncdata          = ^uint32(0)
)

var errPclntab = errors.New("the tables of functions are not as in Go 1.26: wasm/internal/build does not know this version of Go")

// pclntab are the parts of the tables in memory.
type pclntab struct {
	at    int // in memory
	count int
	names []byte
	files []byte // with the index of files
	pctab []byte
	funcs []byte // the index of functions, then a runtime._func for each; up to the end of memory
}

const headSize = 72

var pclntabHead = []byte("\xf1\xff\xff\xff\x00\x00\x01\x08") // magic, padding, size of an instruction, size of a pointer

func findPclntab(memory []byte) (pclntab, error) {
	for at := 0; ; at++ {
		i := bytes.Index(memory[at:], pclntabHead)
		if i < 0 {
			return pclntab{}, errPclntab
		}
		at += i
		table := memory[at:]
		if len(table) < headSize {
			return pclntab{}, errPclntab
		}
		number := func(i int) int { return int(min(binary.LittleEndian.Uint64(table[8+8*i:]), uint64(len(table)))) }
		count, names, units, files, pcs, funcs := number(0), number(3), number(4), number(5), number(6), number(7)
		if names == headSize && slices.IsSorted([]int{names, units, files, pcs, funcs, len(table) - 8*count}) {
			return pclntab{at, count, table[names:units], table[units:pcs], table[pcs:funcs], table[funcs:]}, nil
		}
	}
}

// function is one runtime._func with what follows it.
type function struct{ head, tables []byte }

func (t pclntab) function(i int) (function, error) {
	entry, at := word(t.funcs, 8*i), uint64(word(t.funcs, 8*i+4))
	if at+funcSize > uint64(len(t.funcs)) {
		return function{}, errPclntab
	}
	f := function{head: t.funcs[at : at+funcSize]}
	size := 4 * (uint64(word(f.head, funcPcdata)) + uint64(f.head[funcFuncdata]))
	if word(f.head, funcEntry) != entry || int(word(f.head, funcName)) >= len(t.names) || size > 4*256 ||
		at+funcSize+size > uint64(len(t.funcs)) {
		return function{}, errPclntab
	}
	f.tables = t.funcs[at+funcSize : at+funcSize+size]
	return f, nil
}

func (f function) pcdata() int   { return int(word(f.head, funcPcdata)) }
func (f function) funcdata() int { return int(f.head[funcFuncdata]) }

func (f function) setPcdata(table int, at uint32) {
	binary.LittleEndian.PutUint32(f.tables[4*table:], at)
}

func (f function) setFuncdata(table int, at uint32) {
	binary.LittleEndian.PutUint32(f.tables[4*(f.pcdata()+table):], at)
}

func word(b []byte, at int) uint32 { return binary.LittleEndian.Uint32(b[at:]) }

// markTable marks the bytes of the table at an offset: pairs of numbers, up to a first number that is zero.
func markTable(pctab []byte, live []bool, at uint32) error {
	if at == 0 { // there is none
		return nil
	}
	if int64(at) > int64(len(pctab)) {
		return errPclntab
	}
	for rest, first := pctab[at:], true; ; first = false {
		value, n := binary.Uvarint(rest)
		if n <= 0 {
			return fmt.Errorf("%w: a table does not end", errPclntab)
		}
		if value != 0 || first {
			_, m := binary.Uvarint(rest[n:])
			if m <= 0 {
				return fmt.Errorf("%w: a table does not end", errPclntab)
			}
			n += m
		}
		start := len(pctab) - len(rest)
		for i := range n {
			live[start+i] = true
		}
		rest = rest[n:]
		if value == 0 && !first {
			return nil
		}
	}
}
