// Package hostile makes the texts that a reader of Deployment files must survive: deep, endless, repetitive, or larger
// than they look. Tests of the library and of its WebAssembly binary read the same ones:
//
//	for name, text := range hostile.Texts(1 << 20) {
//		t.Run(name, func(t *testing.T) { … })
//	}
//
// Every one of them has something wrong, so that what is tested is refusing as well as reading.
package hostile
