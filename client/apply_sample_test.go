//go:build !race

package client_test

// sampleOf is how many cells of the large tables there are to each that is tried. The race detector is slow, and needs
// only some.
const sampleOf = 1
