package deployfile

import (
	"math"
	"strings"

	"github.com/astrofile/astrofile/internal/spec"
	"github.com/astrofile/astrofile/internal/yamltree"
)

// levelShape is the layout of a mapping of the model.
type levelShape struct{ *spec.Level }

// Places of keys that are not in the table.
const (
	placeOwn     = -1 // of the author: anchors stand there, which others repeat
	placeUnknown = math.MaxInt
)

func (l levelShape) Fits(n *yamltree.Node) bool { return n.Kind == yamltree.Mapping }

func (l levelShape) Member(m *yamltree.Member) (place int, shape yamltree.Shape) {
	if m.Key.Kind != yamltree.Scalar {
		return placeUnknown, nil
	}
	for i, f := range l.Fields {
		if f.Key() == m.Key.Text {
			return i, fieldShape{f}
		}
	}
	if l.Path == "" && strings.HasPrefix(m.Key.Text, "x-") {
		return placeOwn, nil
	}
	return placeUnknown, nil
}

func (l levelShape) Item(*yamltree.Node) yamltree.Shape { return nil }

func (l levelShape) Scalar(string) *yamltree.Node { return nil }

// fieldShape is the layout of the value of a field.
type fieldShape struct{ *spec.Field }

func (f fieldShape) Fits(n *yamltree.Node) bool {
	switch f.Type {
	case spec.Mapping:
		return n.Kind == yamltree.Mapping
	case spec.Mappings:
		return n.Kind == yamltree.Sequence
	case spec.Texts:
		return n.Kind == yamltree.Sequence && (n.Style != yamltree.Flow || !isPlaceholderItem(onlyItem(n.Items)))
	default:
		return n.Kind == yamltree.Scalar
	}
}

func (f fieldShape) Member(m *yamltree.Member) (place int, shape yamltree.Shape) {
	return levelShape{f.Level}.Member(m)
}

func (f fieldShape) Item(*yamltree.Node) yamltree.Shape {
	if f.Type == spec.Mappings {
		return levelShape{f.Level}
	}
	return textShape{}
}

func (f fieldShape) Scalar(text string) *yamltree.Node {
	switch f.Type {
	case spec.Integer, spec.Boolean:
		return nil
	case spec.Time:
		return timeNode(text)
	default:
		return textNode(text)
	}
}

// textShape is the layout of an item of a list of texts.
type textShape struct{}

func (textShape) Fits(n *yamltree.Node) bool { return n.Kind == yamltree.Scalar }

func (textShape) Member(*yamltree.Member) (place int, shape yamltree.Shape) { return 0, nil }

func (textShape) Item(*yamltree.Node) yamltree.Shape { return nil }

func (textShape) Scalar(text string) *yamltree.Node { return textNode(text) }
