package main

import (
	"encoding/binary"
	"slices"
)

// The first local variables of a function of Go; the new ones come in front of those for its values.
const (
	blockLocal = 0 // the parameter: where to begin
	stackLocal = 1 // a copy of the stack pointer
	baseLocal  = 2 // new: the number of the function, as it stands in a return address
	pcLocal    = 3 // new: the last return address
	newLocals  = 2
)

type localDecl struct {
	count uint64
	kind  byte
}

// lean rewrites one function.
type lean struct {
	number int64 // of the function, in its return addresses
	locals []localDecl
	code   []instruction
	out    []byte

	isCall  bool  // it writes return addresses
	leaves  bool  // its outermost block ends by returning 1
	table   []int // from the number of a block to how many ends of blocks stand before it; nil: jumps stay
	blocks  int   // how many the table chooses from
	opened  int   // depth in front of these
	loops   bool  // a loop begins there
	depth   int   // of the blocks around the instruction
	segment int   // how many blocks of the table have ended

	jumped map[int]bool // the blocks that jumps go behind
	last   int64        // the block in the return address that pcLocal holds here; 0 if that is not known
}

func leanFunction(f []byte, number int64) ([]byte, error) {
	l := &lean{number: number}
	r := reader{rest: f}
	for n := r.unsigned(); n > 0 && r.err == nil; n-- {
		l.locals = append(l.locals, localDecl{r.unsigned(), r.bytes(1)[0]})
	}
	for len(r.rest) > 0 && r.err == nil {
		l.code = append(l.code, r.instruction())
	}
	if r.err != nil {
		return nil, r.err
	}
	if len(l.code) == 0 || l.code[len(l.code)-1].op != opEnd {
		return nil, errInstruction
	}
	if len(l.locals) == 0 || l.locals[0] != (localDecl{1, typeI32}) { // assembly with locals of its own
		return f, nil
	}
	l.survey()
	if !l.isCall && l.table == nil {
		return f, nil
	}
	l.write()
	return l.out, nil
}

// survey finds out what may be rewritten.
func (l *lean) survey() {
	n := len(l.code)
	l.leaves = n >= 4 && l.code[n-4].op == opUnreachable && l.code[n-3].op == opEnd && l.code[n-2].is(opI32Const, 1) &&
		l.code[n-1].op == opEnd
	depth := 0
	jumps := true
	for i, in := range l.code {
		switch {
		case in.opens():
			depth++
		case in.op == opEnd:
			depth--
		case in.op == opBrTable && l.table == nil && i > 0 && l.code[i-1].is(opLocalGet, blockLocal):
			l.table, l.blocks = in.table, slices.Max(in.table)+1
			l.opened = depth - l.blocks
			jumps = jumps && l.opensBefore(i-1)
		case in.op == opBrTable, in.is(opLocalTee, blockLocal):
			jumps = false
		case in.is(opLocalGet, blockLocal) && l.code[i+1].op != opBrTable:
			// The parameter also holds the target of an indirect call for a moment.
			if i < 2 || !l.code[i-1].is(opI32Const, 0) || !l.code[i-2].is(opLocalSet, blockLocal) {
				jumps = false
			}
		}
		l.isCall = l.isCall || l.returnAddress(i)
	}
	if !jumps {
		l.table = nil
	}
	l.jumped = map[int]bool{}
	for i, in := range l.code {
		if in.op == opI32Const && in.n >= 0 && in.n < int64(len(l.table)) && l.code[i+1].is(opLocalSet, blockLocal) {
			l.jumped[l.table[in.n]] = true
		}
	}
}

// opensBefore tells whether the blocks of the table, and nothing else, open in front of the instruction.
func (l *lean) opensBefore(i int) bool {
	first := i - l.blocks
	l.loops = first > 0 && l.code[first-1].op == opLoop
	return first >= 0 && !slices.ContainsFunc(l.code[first:i], func(in instruction) bool { return in.op != opBlock })
}

func (in instruction) is(op byte, n int64) bool { return in.op == op && in.n == n }

func (in instruction) opens() bool { return in.op == opBlock || in.op == opLoop || in.op == opIf }

// returnAddress tells whether the instruction is the return address that a call puts on the stack.
func (l *lean) returnAddress(i int) bool {
	in := l.code[i]
	return in.op == opI64Const && in.n>>16 == l.number && i > 0 && l.code[i-1].is(opLocalGet, stackLocal) &&
		l.code[i+1].is(opI64Store, 0)
}

// jump returns how many blocks a jump forward leaves: i32.const BLOCK; local.set 0; br to the loop around the table,
// where BLOCK stands behind this place.
func (l *lean) jump(i int) (leave int, ok bool) {
	if l.table == nil || !l.loops || i+2 >= len(l.code) || l.code[i].op != opI32Const || !l.code[i+1].is(opLocalSet, blockLocal) ||
		l.code[i+2].op != opBr {
		return 0, false
	}
	block, loop := l.code[i].n, l.depth-int(l.code[i+2].n)
	if loop != l.opened || block < 0 || block >= int64(len(l.table)) {
		return 0, false
	}
	target := l.table[block] // its code follows the end of this block, counted from the innermost
	if target < l.segment {
		return 0, false
	}
	// The blocks that have not ended enclose this place, from the one of the next segment outwards.
	return l.depth - (l.opened + l.blocks - target), true
}

// conditionalJump does the same for a jump that is all there is in an if, whose depth is counted already.
func (l *lean) conditionalJump(i int) (leave int, ok bool) {
	if l.code[i].op != opIf || i+4 >= len(l.code) || l.code[i+4].op != opEnd {
		return 0, false
	}
	leave, ok = l.jump(i + 1)
	return leave - 1, ok
}

func (l *lean) write() {
	if l.isCall {
		l.declare()
	} else {
		l.writeLocals()
	}
	for i := 0; i < len(l.code); i++ {
		in := l.code[i]
		switch {
		case in.opens():
			l.depth++
		case in.op == opEnd:
			l.depth--
			if l.table != nil && l.depth == l.opened+l.blocks-l.segment-1 {
				l.segment++
				if l.jumped[l.segment-1] || l.code[i-1].op != opBrIf || !l.code[i-2].is(opLocalSet, stackLocal) {
					l.last = 0 // others come here than the call in front of it
				}
			}
		}
		leave, jumps := l.jump(i)
		conditional, jumpsIf := l.conditionalJump(i)
		switch {
		case jumps:
			l.out = binary.AppendUvarint(append(l.out, opBr), uint64(leave))
			i += 2
		case jumpsIf:
			l.out = binary.AppendUvarint(append(l.out, opBrIf), uint64(conditional))
			l.depth--
			i += 4
		case l.isCall && l.returnAddress(i):
			l.writeAddress(in.n & 0xffff)
		case l.isCall && in.op >= opLocalGet && in.op <= opLocalTee && in.n >= baseLocal:
			l.out = binary.AppendUvarint(append(l.out, in.op), uint64(in.n+newLocals))
		case l.leaves && in.is(opBrIf, int64(l.depth-1)):
			l.out = append(l.out, opIf, typeEmpty, opI32Const, 1, opReturn, opEnd)
		default:
			l.out = append(l.out, in.text...)
		}
	}
}

// declare makes room for the variable, and sets it.
func (l *lean) declare() {
	if len(l.locals) > 1 && l.locals[1].kind == typeI64 {
		l.locals[1].count += newLocals
	} else {
		l.locals = append([]localDecl{l.locals[0], {newLocals, typeI64}}, l.locals[1:]...)
	}
	l.writeLocals()
	l.out = appendSigned(append(l.out, opI64Const), l.number<<16)
	l.out = append(l.out, opLocalTee, baseLocal)
	l.out = append(l.out, opLocalGet, blockLocal, opI64Extend, opI64Or, opLocalSet, pcLocal)
}

// writeAddress writes the return address of a call. Right behind another call, it is that one's and a bit more: who
// comes here has returned from it, or begins anew at its return address.
func (l *lean) writeAddress(block int64) {
	outside := l.table != nil && l.depth == l.opened+l.blocks-l.segment // of any if: what follows comes by here
	if outside && l.last > 0 && block > l.last {
		l.out = append(l.out, opLocalGet, pcLocal, opI64Const)
		l.out = append(appendSigned(l.out, block-l.last), opI64Add)
	} else {
		l.out = append(l.out, opLocalGet, baseLocal, opI64Const)
		l.out = append(appendSigned(l.out, block), opI64Or)
	}
	if outside {
		l.out = append(l.out, opLocalTee, pcLocal)
		l.last = block
	}
}

func (l *lean) writeLocals() {
	l.out = binary.AppendUvarint(l.out, uint64(len(l.locals)))
	for _, d := range l.locals {
		l.out = append(binary.AppendUvarint(l.out, d.count), d.kind)
	}
}
