package editors

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/astrofile/astrofile/internal/spec"
)

func TestHoverExplainsEveryKey(t *testing.T) {
	t.Parallel()
	e := open(t)
	for _, f := range spec.Fields() {
		if f.Parent == nil || f.Status != spec.Current && f.Status != spec.OutputOnly {
			continue
		}
		v := variant{}
		for _, v = range variants {
			if f.Kinds.Has(spec.KindOf(v.kind)) && f.Executors.Has(spec.ExecutorOf(v.executor)) {
				break
			}
		}
		key := f.Key()[:1] + cursor + f.Key()[1:]
		text := "deployment:"
		switch f.Path {
		case "deployment":
			text = key + ": {}"
		case "deployment.configuration":
			text += "\n    " + key + ":\n        name: etl"
		default:
			text = v.place(f.Parent.Path, key+": "+valueOf(f))
		}
		for _, mode := range modes {
			got := e.hover(mode.String(), text)
			title, rest, _ := strings.Cut(got, "\n\n")
			if !assert.Equal(t, "#### "+f.Title, title, "%s as %s", f.Path, mode) || !assert.Contains(t, rest, f.Doc, "%s as %s", f.Path, mode) ||
				!assert.Contains(t, rest, "]("+f.URL+")", "%s as %s", f.Path, mode) {
				break
			}
		}
	}
}

func TestHoverExplainsValues(t *testing.T) {
	t.Parallel()
	e := open(t)
	for _, f := range spec.Fields() {
		if f.Type != spec.Choice || f.Status != spec.Current {
			continue
		}
		v := variant{}
		for _, value := range f.Enum.Values {
			for _, spelling := range append([]string{value.Name, strings.ToLower(value.Name)}, value.Aliases...) {
				if !f.Enum.AnyCase && spelling != value.Name {
					continue
				}
				got := e.hover("any", v.placeField(f, ": "+spelling[:1]+cursor+spelling[1:]))
				assert.Contains(t, got, f.Doc, "%s: %s", f.Path, spelling)
				assert.Contains(t, got, "]("+f.URL+")", "%s: %s", f.Path, spelling)
				if spelling == value.Name {
					assert.Contains(t, got, "`"+value.Name+"`: "+value.Doc, "%s: %s", f.Path, spelling)
				}
			}
		}
	}
}
