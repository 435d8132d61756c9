//go:build js && wasm

// Command wasm is the validator of Deployment files as a WebAssembly binary: it hands one function to the loader of the
// npm package, which stands in wasm/npm, and waits. wasm/internal/build builds it.
package main

import (
	"syscall/js"

	"github.com/astrofile/astrofile/wasm/bridge"
)

func main() {
	js.Global().Call("astrofile", bridge.Protocol, js.FuncOf(call))
	select {}
}

// call is what the loader gets: call(op, source, live, [name, value, …]) returns the answer as a string of JSON.
// Documents are Uint8Array or undefined.
func call(_ js.Value, args []js.Value) any {
	r := bridge.Request{Op: args[0].String(), Source: source.read(args[1]), Live: live.read(args[2])}
	options := args[3]
	for i := 0; i+1 < options.Length(); i += 2 {
		_ = r.Set(options.Index(i).String(), options.Index(i+1).String()) // Answer reports it
	}
	return string(bridge.Answer(r))
}

// source and live are used again by every call, since an answer keeps nothing of its request.
var source, live buffer

type buffer []byte

// maxKept is how many bytes of a buffer wait for the next call: more than a document may have is not kept.
const maxKept = 1 << 20

// read copies a document out of the page.
func (b *buffer) read(v js.Value) []byte {
	if v.IsUndefined() {
		return nil
	}
	n := v.Length()
	text := *b
	if n > cap(text) {
		text = make([]byte, n, n+n/8)
	}
	if n <= maxKept {
		*b = text
	}
	js.CopyBytesToGo(text[:n], v)
	return text[:n]
}
