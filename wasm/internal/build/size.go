package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"os/exec"
	"strconv"
	"strings"
)

// size is the number of bytes of the binary: as it is, and as servers send it. A zero is not measured.
type size struct{ raw, gzip, brotli int }

// ceilings are what the binary may weigh. Who adds to it pays elsewhere, or says in the commit why not.
var ceilings = size{raw: 9_500_000, gzip: 1_450_000, brotli: 1_000_000}

func (s size) String() string {
	return fmt.Sprintf("%d bytes, gzip %d, brotli %d", s.raw, s.gzip, s.brotli)
}

func (s size) check(most size) error {
	for _, c := range []struct {
		name       string
		have, most int
	}{{"raw", s.raw, most.raw}, {"gzip", s.gzip, most.gzip}, {"brotli", s.brotli, most.brotli}} {
		if c.have > c.most {
			return fmt.Errorf("the binary is too large: %s takes %d bytes, the ceiling is %d", c.name, c.have, c.most)
		}
	}
	return nil
}

// brotliScript is run by Node, since Go has no brotli: standard input to the number of its bytes at quality 11.
const brotliScript = `const z = require('zlib'), c = z.constants, b = require('fs').readFileSync(0);
console.log(z.brotliCompressSync(b, { params: { [c.BROTLI_PARAM_QUALITY]: 11, [c.BROTLI_PARAM_LGWIN]: 24,
[c.BROTLI_PARAM_SIZE_HINT]: b.length } }).length)`

func measure(ctx context.Context, binary []byte) (size, error) {
	s := size{raw: len(binary)}
	var err error
	if s.gzip, err = gzipped(binary); err != nil {
		return s, err
	}
	if _, missing := exec.LookPath("node"); missing != nil {
		return s, nil
	}
	cmd := exec.CommandContext(ctx, "node", "-e", brotliScript)
	cmd.Stdin = bytes.NewReader(binary)
	out, err := cmd.Output()
	if err != nil {
		return s, fmt.Errorf("node, for the size with brotli: %w", err)
	}
	s.brotli, err = strconv.Atoi(strings.TrimSpace(string(out)))
	return s, err
}

func gzipped(binary []byte) (int, error) {
	var packed bytes.Buffer
	w, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		return 0, err
	}
	if _, err = w.Write(binary); err != nil {
		return 0, err
	}
	err = w.Close()
	return packed.Len(), err
}
