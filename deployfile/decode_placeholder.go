package deployfile

import (
	"reflect"
	"strings"

	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/spec"
	"github.com/astrofile/astrofile/internal/yamltree"
)

// isPlaceholder reports whether somebody still has to fill in the value, and notes where.
func (d *decoder) isPlaceholder(field *spec.Field, n *yamltree.Node, at *step) bool {
	text, ok := d.placeholderText(n)
	switch {
	case !ok:
		return false
	case field.Path == variableValuePath:
		if n.Kind == yamltree.Scalar && isValuePlaceholder(text) {
			d.notePlaceholder(placeholder{path: at.path(), span: spanOf(n), value: true, subject: d.name(at)})
		}
		return false // it is still the value
	case !takesPlaceholder(field) || !isPlaceholder(text):
		return false
	case n.Kind == yamltree.Sequence && len(n.Items) == 1: // [CELERY] is a value in brackets, not a slot
		if _, ok := field.Enum.Canonical(n.Items[0].Text); ok {
			return false
		}
	}
	d.lose(at)
	d.notePlaceholder(placeholder{path: at.path(), span: spanOf(n), subject: d.name(at) + diag.Quote(text) + " "})
	return true
}

// placeholderText returns what a value looks like to people: without quotes, [CLUSTER NAME] is a list of one text to
// YAML, and {{ cluster }} a mapping.
func (d *decoder) placeholderText(n *yamltree.Node) (text string, ok bool) {
	switch {
	case n.Kind == yamltree.Scalar:
		return n.Text, true
	case n.Style != yamltree.Flow || n.Alias:
		return "", false
	case n.Kind == yamltree.Sequence:
		item := onlyItem(n.Items)
		return "[" + item + "]", isPlaceholderItem(item)
	default:
		text = string(d.file.tree.Source[n.Start:n.End])
		return text, strings.HasPrefix(text, "{{") && strings.HasSuffix(text, "}}")
	}
}

// onlyItem returns the text of the only item when that is an unquoted scalar.
func onlyItem(items []*yamltree.Node) string {
	if len(items) != 1 || items[0].Kind != yamltree.Scalar || quoted(items[0]) {
		return ""
	}
	return items[0].Text
}

func (d *decoder) notePlaceholder(p placeholder) {
	if len(d.file.placeholders) < maxLost {
		d.file.placeholders = append(d.file.placeholders, p)
	}
}

// takesPlaceholder reports whether a placeholder can stand in the field: not where braces are part of the language.
func takesPlaceholder(field *spec.Field) bool {
	switch {
	case field.Status != spec.Current || field.Path == "deployment.configuration.remote_execution.task_log_url_pattern":
		return false
	case field.Type == spec.Integer || field.Type == spec.Boolean:
		return true
	case strings.HasPrefix(field.Path, "deployment.configuration."):
		return true
	}
	switch field.Path {
	case "deployment.worker_queues[].name", "deployment.worker_queues[].worker_type",
		"deployment.environment_variables[].key", "deployment.alert_emails", "deployment.alert_emails[]":
		return true
	}
	return false
}

// keepPlaceholder stores the text of a placeholder in a field that holds text, for templates.
func (d *decoder) keepPlaceholder(into reflect.Value, n *yamltree.Node) {
	if n.Kind != yamltree.Scalar {
		return
	}
	switch {
	case into.Kind() == reflect.String:
		into.SetString(n.Text)
	case into.Type() == reflect.TypeFor[*string]():
		into.Set(reflect.ValueOf(&n.Text))
	}
}
