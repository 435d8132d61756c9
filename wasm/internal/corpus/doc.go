// Command corpus writes what proves that the WebAssembly binary answers as the library does: requests about every
// document of the repository's test data, and what the library, compiled for this machine, answers. The tests of
// wasm/npm and wasm/browser send the same requests to the binary and compare byte by byte.
//
//	go run ./wasm/internal/corpus > corpus.jsonl            # every group of requests, one a line
//	go run ./wasm/internal/corpus -show NAME                # one group, with its answers in full
//	go run ./wasm/internal/corpus -hostile 1048576 DIR      # the hostile texts of that size as files, list on stdout
//
// A group is about one document. Its `want` is the SHA-256 of its answers, a line break behind each: the answers
// themselves would be a hundred times as large, and are needed only where a test fails.
package main
