package clienttest

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestRows(t *testing.T) {
	var r rows[string]
	for _, id := range []string{"a", "b", "c", "d"} {
		r.put(id, new(id))
	}
	r.put("b", new("B"))
	r.remove("none")
	var seen string
	for v := range r.all() {
		seen += *v
		if *v == "a" || *v == "c" || *v == "d" {
			r.remove(*v)
		}
	}
	assert.Equal(t, "aBcd", seen, "whoever is replaced keeps the place, and removals skip nobody")
	assert.Equal(t, 1, r.len())
	for range r.all() {
		break
	}
}
