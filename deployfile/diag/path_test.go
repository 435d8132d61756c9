package diag_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/astrofile/astrofile/deployfile/diag"
)

func TestPath(t *testing.T) {
	for _, test := range []struct {
		want, parent diag.Path
		got          diag.Path
	}{
		{"deployment", "", diag.Path("").Field("deployment")},
		{"a.b", "a", diag.Path("a").Field("b")},
		{"a[0]", "a", diag.Path("a").Index(0)},
		{"a[12].b", "a[12]", diag.Path("a").Index(12).Field("b")},
		{`a["b.c"]`, "a", diag.Path("a").Field("b.c")},
		{`a["b.c"].d`, `a["b.c"]`, diag.Path("a").Field("b.c").Field("d")},
		{`["b c"]`, "", diag.Path("").Field("b c")},
		{`a[""]`, "a", diag.Path("a").Field("")},
		{`a["\""]`, "a", diag.Path("a").Field(`"`)},
		{`a["x[\"y\\"]`, "a", diag.Path("a").Field(`x["y\`)},
		{`a["["]["]"]`, `a["["]`, diag.Path("a").Field("[").Field("]")},
		{`a["\x1b[2J"]`, "a", diag.Path("a").Field("\x1b[2J")},
		{`a["\u202e"]`, "a", diag.Path("a").Field("\u202e")},
		{`a["\xff"]`, "a", diag.Path("a").Field("\xff")},
		{"a.größe", "a", diag.Path("a").Field("größe")},
		{"[3]", "", diag.Path("").Index(3)},
	} {
		assert.Equal(t, test.want, test.got)
		assert.Equal(t, test.parent, test.got.Parent(), "parent of %s", test.got)
	}
	assert.Equal(t, diag.Path(""), diag.Path("").Parent())
}

func FuzzPathParent(f *testing.F) {
	f.Add("a.b", 3, `"]["`)
	f.Add(`\`, 0, "x")
	f.Fuzz(func(t *testing.T, key string, index int, other string) {
		p := diag.Path("").Field(other)
		assert.Equal(t, diag.Path(""), p.Parent())
		assert.Equal(t, p, p.Field(key).Parent())
		assert.Equal(t, p, p.Index(index&0xFFFF).Parent())
		diag.Path(key).Parent() // of what is not a path: only no panic
	})
}
