// Package bench measures this module against others on the same input in the same run. It holds benchmarks only:
//
//	make bench BENCHFLAGS=-count=6
//
// BenchmarkDecode is the yardstick: what decoding alone costs in the library that the YAML tools of Kubernetes use,
// into structs shaped like the file. BenchmarkCheck is all of what package deployfile does with the same bytes.
package bench
