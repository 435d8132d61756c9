// Command program does what a compiler has to get right: every kind of jump and of call, panics that are caught,
// stacks that grow, goroutines, and memory that is collected while all of it runs. It prints what came out.
package main

import (
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
)

type shape interface{ area() float64 }

type square struct{ side float64 }

type circle struct{ radius float64 }

func (s square) area() float64 { return s.side * s.side }

func (c *circle) area() float64 { return 3 * c.radius * c.radius }

func main() {
	fmt.Println(jumps(50), calls(), fibonacci(18))
	fmt.Println(caught(func() { var list []int; _ = list[len(list)+3] }))
	fmt.Println(caught(func() { var s *square; _ = s.side }))
	fmt.Println(caught(func() { var m map[string]int; m["x"] = 1 }))
	fmt.Println(caught(func() { var s shape = square{1}; _ = s.(*circle) }))
	fmt.Println(caught(func() { panic(errors.New("own")) }))
	fmt.Println(caught(func() { zero := 0; _ = 1 / zero }))
	fmt.Println(deferred(), deep(20_000), rethrown())
	fmt.Println(goroutines(), collected(), frames())
}

// jumps has loops in loops, with every way out of them, and a switch that falls through.
func jumps(n int) string {
	var b strings.Builder
	total := 0
outer:
	for i := range n {
		for j := 0; ; j++ {
			switch {
			case j > i:
				continue outer
			case i*j == 42:
				total += 1000
				fallthrough
			case j%7 == 3:
				total++
				continue
			case i > 40 && j == 5:
				break outer
			}
			if total%5 == 0 || j == 9 && i%2 == 1 {
				total += i ^ j
			} else if total%3 == 0 {
				goto next
			}
			total -= j & 3
		next:
		}
	}
	fmt.Fprintf(&b, "%d/%d", total, b.Len())
	return b.String()
}

func calls() string {
	shapes := []shape{square{2}, &circle{1}, square{3}}
	sum := 0.0
	for _, s := range shapes {
		sum += s.area()
	}
	counter := func() func() int { n := 0; return func() int { n++; return n } }()
	method := shapes[1].area
	return fmt.Sprint(sum, counter()+counter(), method(), strings.Map(func(r rune) rune { return r + 1 }, "HAL"))
}

func fibonacci(n int) int {
	if n < 2 {
		return n
	}
	return fibonacci(n-1) + fibonacci(n-2)
}

func caught(f func()) (text string) {
	defer func() { text = fmt.Sprint("caught: ", recover()) }()
	f()
	return "nothing happened"
}

func deferred() (list []int) {
	for i := range 3 {
		defer func() { list = append(list, i) }()
	}
	defer func() { _ = recover() }()
	if list == nil {
		panic("to the deferred functions")
	}
	return list
}

// deep needs a stack that is moved several times.
func deep(n int) int {
	var room [16]int
	room[n%16] = n
	if n == 0 {
		return 0
	}
	return deep(n-1) + room[n%16] - n + 1
}

func rethrown() (text string) {
	defer func() { text = fmt.Sprint(recover()) }()
	defer func() { panic(fmt.Sprint("again: ", recover())) }()
	panic("first")
}

func goroutines() int {
	var wg sync.WaitGroup
	results := make(chan int)
	for i := range 50 {
		wg.Go(func() {
			for range 10 {
				runtime.Gosched()
			}
			results <- deep(i * 10)
		})
	}
	go func() { wg.Wait(); close(results) }()
	sum := 0
	for r := range results {
		sum += r
	}
	return sum
}

type tree struct {
	left, right *tree
	text        string
}

func grow(n int) *tree {
	if n == 0 {
		return nil
	}
	return &tree{grow(n - 1), grow(n - 1), strings.Repeat("x", n)}
}

func (t *tree) size() int {
	if t == nil {
		return 0
	}
	return t.left.size() + t.right.size() + len(t.text)
}

// collected keeps a tree on the stack of every level while others become garbage, and panics in between.
func collected() int {
	kept := grow(10)
	sum := 0
	for i := range 200 {
		sum += grow(8).size()
		if i%20 == 0 {
			runtime.GC()
			_ = caught(func() { grow(5).left.left.left.left.left.left.text = "" })
		}
	}
	return sum + kept.size()
}

// frames tells the functions on the stack: their names are kept, their lines are not.
func frames() string {
	var pcs [8]uintptr
	list := runtime.CallersFrames(pcs[:runtime.Callers(1, pcs[:])])
	var names []string
	for {
		f, more := list.Next()
		if strings.HasPrefix(f.Function, "main.") {
			names = append(names, f.Function)
		}
		if !more {
			return strings.Join(names, " ")
		}
	}
}
