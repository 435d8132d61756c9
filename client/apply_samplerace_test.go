//go:build race

package client_test

const sampleOf = 10
