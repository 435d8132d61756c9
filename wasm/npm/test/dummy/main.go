//go:build js && wasm

// Command dummy stands in for the validator in tests of the loader: it speaks the loader's language, and dies as its
// source says.
package main

import (
	"os"
	"strconv"
	"strings"
	"syscall/js"
)

var (
	protocol = "1"
	start    = "" // "crash": the program ends before it offers anything, "mute": it offers nothing
)

func main() {
	switch start {
	case "crash":
		panic("at the start")
	case "mute":
		select {}
	}
	n, _ := strconv.Atoi(protocol)
	js.Global().Call("astrofile", n, js.FuncOf(call))
	select {}
}

var calls int

func call(_ js.Value, args []js.Value) any {
	calls++
	if args[0].String() == "version" {
		return envelope(`"diagnostics":[],"validator":{"version":"v0.0.0-dummy","protocol":` + protocol + `,"go":"go"}`)
	}
	source := make([]byte, args[1].Length())
	js.CopyBytesToGo(source, args[1])
	switch text, _, _ := strings.Cut(string(source), " "); text {
	case "panic":
		panic(string(source))
	case "exit":
		os.Exit(3)
	case "number":
		return 1
	case "loop":
		for {
		}
	case "internal":
		return envelope(`"diagnostics":[{"severity":"error","code":"internal-error","path":"","message":"broken","related":[]}]`)
	}
	return envelope(`"diagnostics":[],"calls":` + strconv.Itoa(calls) + `,"size":` + strconv.Itoa(len(source)))
}

func envelope(more string) string {
	return `{"version":1,"file":"","mode":"any","valid":true,"counts":{"error":0,"warning":0,"info":0},` + more + `}`
}
