package main

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// body writes one as the compiler does: locals, and a loop around two blocks with a table.
func body(first, second []byte) []byte {
	return slices.Concat([]byte{1, 1, typeI32,
		opLoop, typeEmpty, opBlock, typeEmpty, opBlock, typeEmpty, opLocalGet, blockLocal, opBrTable, 1, 0, 1, opEnd},
		first, []byte{opEnd}, second, []byte{opEnd, opUnreachable, opEnd})
}

func jump(to, depth byte) []byte { return []byte{opI32Const, to, opLocalSet, blockLocal, opBr, depth} }

func conditional(jump []byte) []byte {
	return slices.Concat([]byte{opI32Const, 5, opIf, typeEmpty}, jump, []byte{opEnd})
}

func TestJumpsForwardLeaveBlocks(t *testing.T) {
	for name, c := range map[string]struct{ first, second, wantFirst, wantSecond []byte }{
		"forward":                {jump(1, 1), nil, []byte{opBr, 0}, nil},
		"forward, conditional":   {conditional(jump(1, 2)), nil, []byte{opI32Const, 5, opBrIf, 0}, nil},
		"to itself":              {jump(0, 1), nil, jump(0, 1), nil},
		"back":                   {nil, jump(0, 0), nil, jump(0, 0)},
		"back, conditional":      {nil, conditional(jump(0, 1)), nil, conditional(jump(0, 1))},
		"not to the loop":        {jump(1, 0), nil, jump(1, 0), nil},
		"to a block of no table": {jump(9, 1), nil, jump(9, 1), nil},
		"the parameter is read":  {append(jump(1, 1), opLocalGet, blockLocal), nil, append(jump(1, 1), opLocalGet, blockLocal), nil},
		"the parameter is kept":  {append(jump(1, 1), opI32Const, 0, opLocalTee, blockLocal), nil, append(jump(1, 1), opI32Const, 0, opLocalTee, blockLocal), nil},
		"another table":          {append(jump(1, 1), opI32Const, 0, opBrTable, 0, 0), nil, append(jump(1, 1), opI32Const, 0, opBrTable, 0, 0), nil},
		"out of a function that does not return 1": {[]byte{opI32Const, 5, opBrIf, 1}, nil, []byte{opI32Const, 5, opBrIf, 1}, nil},
	} {
		got, err := leanFunction(body(c.first, c.second), 1)
		require.NoError(t, err, name)
		assert.Equal(t, body(c.wantFirst, c.wantSecond), got, name)
	}
}

// Where the blocks are not what the table says, a jump forward would leave the wrong ones.
func TestJumpsAmongOtherBlocksStay(t *testing.T) {
	plain := body(jump(1, 1), nil)
	const loop, inner = 3, 7 // where they open in it
	for name, f := range map[string][]byte{
		"something between the blocks": slices.Insert(slices.Clone(plain), inner, opI32Const, 0, opI32Const, 0),
		"a loop between the blocks":    slices.Replace(slices.Clone(plain), inner, inner+1, opLoop),
		"no loop around the table":     slices.Replace(slices.Clone(plain), loop, loop+1, opBlock),
	} {
		got, err := leanFunction(f, 1)
		require.NoError(t, err, name)
		assert.Equal(t, f, got, name)
	}
}

func TestReturnAddressesAreMadeOfVariables(t *testing.T) {
	address := func(block int64) []byte {
		return append(appendSigned([]byte{opLocalGet, stackLocal, opI64Const}, 7<<16|block), opI64Store, 3, 0)
	}
	called := []byte{opCall, 0, opGlobalGet, 0, opLocalSet, stackLocal, opBrIf, 0}
	variable := func(code ...byte) []byte {
		return slices.Concat([]byte{opLocalGet, stackLocal}, code, []byte{opI64Store, 3, 0})
	}
	absolute := func(block byte) []byte {
		return variable(opLocalGet, baseLocal, opI64Const, block, opI64Or, opLocalTee, pcLocal)
	}
	declared := func(first, second []byte) []byte {
		f := body(first, second)
		return slices.Concat([]byte{2, 1, typeI32, 2, typeI64, opI64Const}, appendSigned(nil, 7<<16),
			[]byte{opLocalTee, baseLocal, opLocalGet, blockLocal, opI64Extend, opI64Or, opLocalSet, pcLocal}, f[3:])
	}
	behind := variable(opLocalGet, pcLocal, opI64Const, 1, opI64Add, opLocalTee, pcLocal)
	inside := slices.Concat([]byte{opI32Const, 5, opIf, typeEmpty}, address(2), []byte{opEnd})
	for name, c := range map[string]struct{ first, second, wantFirst, wantSecond []byte }{
		"behind a call":  {slices.Concat(address(1), called), address(2), slices.Concat(absolute(1), called), behind},
		"behind a label": {address(1), address(2), absolute(1), absolute(2)},
		"where a jump goes": {
			slices.Concat(address(1), called), slices.Concat(address(2), jump(1, 0)),
			slices.Concat(absolute(1), called), slices.Concat(absolute(2), jump(1, 0)),
		},
		"in an if": {
			slices.Concat(address(1), inside, called), address(3), slices.Concat(absolute(1),
				[]byte{opI32Const, 5, opIf, typeEmpty}, variable(opLocalGet, baseLocal, opI64Const, 2, opI64Or), []byte{opEnd}, called),
			variable(opLocalGet, pcLocal, opI64Const, 2, opI64Add, opLocalTee, pcLocal),
		},
	} {
		got, err := leanFunction(body(c.first, c.second), 7)
		require.NoError(t, err, name)
		assert.Equal(t, declared(c.wantFirst, c.wantSecond), got, name)
	}
}
