package main

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// Go's compiler writes the basic blocks of a function one after the other, each at the end of a WebAssembly block, into
// a loop that begins with a table: a jump sets the number of the next block and goes back to the loop. A call is
//
//	local.get 1; i32.const 8; i32.sub; local.tee 1; global.set 0     room for the return address
//	local.get 1; i64.const PC; i64.store                             PC = function<<16 | block
//	i32.const 0; call F; global.get 0; local.set 1
//	br_if DEPTH                                                      to the end, which returns 1: the stack unwinds
//
// (cmd/internal/obj/wasm). PC and DEPTH differ from call to call and from jump to jump, so that each of the 90,000 is a
// new text to a compressor. leanCode rewrites them; everything stays in its place and order:
//
//   - a jump forward leaves the blocks that end before its target, without the loop: 60 KB, and less to run;
//   - PC comes from a variable with the number of the function, or from the last return address: 90 KB;
//   - a stack that unwinds returns at once: 25 KB.
//
// The figures are bytes with brotli, of 1.2 MB. What is not written as expected stays as it is.

// Opcodes.
const (
	opUnreachable = 0x00
	opBlock       = 0x02
	opLoop        = 0x03
	opIf          = 0x04
	opEnd         = 0x0b
	opBr          = 0x0c
	opBrIf        = 0x0d
	opBrTable     = 0x0e
	opReturn      = 0x0f
	opCall        = 0x10
	opIndirect    = 0x11
	opLocalGet    = 0x20
	opLocalSet    = 0x21
	opLocalTee    = 0x22
	opGlobalGet   = 0x23
	opI64Load32U  = 0x35
	opI64Store    = 0x37
	opI64Store32  = 0x3e
	opMemorySize  = 0x3f
	opMemoryGrow  = 0x40
	opI32Const    = 0x41
	opI64Const    = 0x42
	opF32Const    = 0x43
	opF64Const    = 0x44
	opI64Add      = 0x7c
	opI64Or       = 0x84
	opI64Extend   = 0xad // of an unsigned i32
	opPrefix      = 0xfc

	typeI32   = 0x7f
	typeI64   = 0x7e
	typeEmpty = 0x40
)

// instruction is one instruction of a function.
type instruction struct {
	op    byte
	n     int64  // its first operand, when it has one that is a number
	table []int  // the operands of br_table
	text  []byte // all of it
}

func (r *reader) instruction() instruction {
	start := r.rest
	i := instruction{op: r.bytes(1)[0]}
	switch op := i.op; {
	case op == opBlock, op == opLoop, op == opIf, op == opMemorySize, op == opMemoryGrow:
		r.bytes(1)
	case op == opBr, op == opBrIf, op == opCall, op >= opLocalGet && op <= 0x24:
		i.n = int64(r.unsigned())
	case op == opBrTable:
		for n := r.unsigned() + 1; n > 0 && r.err == nil; n-- {
			i.table = append(i.table, int(r.unsigned()))
		}
	case op == opIndirect, op >= 0x28 && op <= opI64Store32:
		r.unsigned()
		i.n = int64(r.unsigned())
	case op == opI32Const, op == opI64Const:
		i.n = r.signed()
	case op == opF32Const:
		r.bytes(4)
	case op == opF64Const:
		r.bytes(8)
	case op == opPrefix:
		switch sub := r.unsigned(); {
		case sub == 10:
			r.bytes(2)
		case sub == 11:
			r.bytes(1)
		case sub > 11:
			r.err = errInstruction
		}
	case op > 0xc4, op > opReturn+2 && op < 0x1a, op > 0x1b && op < opLocalGet:
		r.err = errInstruction
	}
	i.text = start[:len(start)-len(r.rest)]
	return i
}

var errInstruction = errors.New("the code has an instruction that this tool does not know")

const codeSection = 10

// firstFunction is the number that Go's linker gives to the first function of the code section.
const firstFunction = 0x1000

func leanCode(body []byte) ([]byte, error) {
	r := reader{rest: body}
	count := r.unsigned()
	out := binary.AppendUvarint(nil, count)
	for i := range count {
		f := r.bytes(r.unsigned())
		if r.err != nil {
			return nil, r.err
		}
		lean, err := leanFunction(f, int64(i+firstFunction))
		if err != nil {
			return nil, fmt.Errorf("function %d: %w", i, err)
		}
		out = binary.AppendUvarint(out, uint64(len(lean)))
		out = append(out, lean...)
	}
	if r.err != nil || len(r.rest) > 0 {
		return nil, errors.New("the code section does not end with its last function")
	}
	return out, nil
}
