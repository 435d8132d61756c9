package main

import (
	"bytes"
	"fmt"
)

// runtimeModule makes an ES module of Go's wasm_exec.js, which is a script that puts its class, and stubs of Node's
// fs, process and path, on globalThis. In the module, globalThis is an object of the loader: the page keeps its
// globals, and the program sees nothing of the page. What it would print goes to the loader: that is the text of a
// fatal crash.
func runtimeModule(support []byte) ([]byte, error) {
	// wasm_exec.js takes fs from the real globals here, where its own stub stands in the object.
	const write = "\t\t\t\t\t\tfs.writeSync("
	if n := bytes.Count(support, []byte(write)); n != 1 {
		return nil, fmt.Errorf("wasm_exec.js: want %q once, got it %d times: wasm/internal/build does not know this version of Go", write, n)
	}
	support = bytes.Replace(support, []byte(write), []byte("\t\t\t\t\t\tglobalThis.fs.writeSync("), 1)
	return bytes.Join([][]byte{[]byte(runtimeHead), support, []byte(runtimeTail)}, nil), nil
}

const runtimeHead = `// Made by wasm/internal/build of Go's lib/wasm/wasm_exec.js, whose licence is that of Go (https://go.dev/LICENSE).

const page = globalThis;

/** Gives Go's runtime for one instance of the binary, whose global object is the scope. */
export function runtime(scope) {
const output = (...words) => scope.astrofile.output(words.join(' '));
const console = { log: output, warn: output, error: output };
const { setTimeout, clearTimeout } = scope;
const { Object, Array, Uint8Array, Error, Date, crypto, performance, TextEncoder, TextDecoder } = page;
const globalThis = Object.assign(scope,
	{ console, Object, Array, Uint8Array, Error, Date, crypto, performance, TextEncoder, TextDecoder });

`

// The collector waits until the heap is three and a half times what the last run left: a call makes some megabytes of
// findings and trees, all of which is garbage at its end, and half of its time went into collecting. It takes about 6 MB
// more. Above 40 MB it stops waiting, because the memory of an instance never shrinks again.
const runtimeTail = `
return class extends globalThis.Go {
	constructor() {
		super();
		this.env = { GOGC: '250', GOMEMLIMIT: '40MiB' };
	}
};
}
`

const runtimeTypes = `/** What the program in the binary sees as its global object. */
export interface Scope {
  astrofile: Entry;
  setTimeout(run: () => void, delay: number): unknown;
  clearTimeout(timeout: unknown): void;
}

export interface Entry {
  /** Is called once, while {@link Go.run} starts the program, with what the program offers. */
  (protocol: number, call: Call): void;
  /** Receives, line by line, what the program prints: the text of a fatal crash. */
  output(line: string): void;
}

/** Answers one request with a line of JSON; options are names and values in turn. */
export type Call = (
  op: string,
  source: Uint8Array | undefined,
  live: Uint8Array | undefined,
  options: readonly string[],
) => string;

export interface Go {
  readonly importObject: WebAssembly.Imports;
  /** Whether the program has ended, which it does only in a fatal crash. */
  readonly exited: boolean;
  /** Is called when the program ends. */
  exit(code: number): void;
  /** Starts the program; it waits for calls when this returns. The promise settles when the program ends. */
  run(instance: WebAssembly.Instance): Promise<void>;
}

/** Gives Go's runtime for one instance of the binary, whose global object is the scope. */
export function runtime(scope: Scope): new () => Go;
`
