package validate

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
)

// CodeSchema is the code of a finding that no rule of deployfile stands for: a limit, a pattern or a condition of the
// schema itself, such as the names that a platform team allows.
const CodeSchema diag.Code = "schema"

// annotation returns what the schema itself says about a failure by one of its keywords: beside the one that failed,
// or around it, as long as it is the same value or the same condition that is spoken of.
func (f *failure) annotation(read func(node map[string]any) string) string {
	lowest := f.lowest()
	for i := len(f.chain) - 1; i >= lowest; i-- {
		if node, ok := f.chain[i].(map[string]any); ok {
			if text := read(node); text != "" {
				return text
			}
		}
	}
	return ""
}

// lowest returns the outermost schema that speaks of the same thing: of the value, or of the condition on it.
func (f *failure) lowest() int {
	if i := f.condition(); i >= 0 {
		switch {
		case f.path[i] == "dependencies":
			return i + 2
		case i > 1 && f.path[i-2] == "allOf":
			return i // a schema of its own for this condition
		default:
			return i + 1
		}
	}
	for i := range slices.Backward(f.path) {
		if f.entersAt(i) {
			return i + 1
		}
	}
	return 0
}

// message returns the words of the schema's author, "" when there are none. As in editors, those of a mapping are not
// about what is missing from it, and those of a value not about limits.
func (f *failure) message() string {
	switch f.keyword {
	case "additionalProperties":
		return ""
	case "required":
		if f.node()["type"] != nil || f.node()["properties"] != nil && !f.conditional() {
			return ""
		}
	case "minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minItems",
		"maxItems", "uniqueItems":
		if !f.conditional() {
			return ""
		}
	}
	if f.words != "" {
		return f.words
	}
	return f.annotation(wordsOf(f.keyword))
}

func wordsOf(keyword string) func(map[string]any) string {
	return func(node map[string]any) string { return messageOf(node, keyword) }
}

func messageOf(node map[string]any, keyword string) string {
	if keyword == "pattern" || keyword == "format" {
		if text, _ := node["patternErrorMessage"].(string); text != "" {
			return text
		}
	}
	text, _ := node["errorMessage"].(string)
	return strings.TrimSpace(text)
}

// commentOf returns the code of a rule that a schema names.
func commentOf(node map[string]any) string {
	comment, _ := node["$comment"].(string)
	if _, known := ruleURL(diag.Code(comment)); known {
		return comment
	}
	return ""
}

// code returns the code of the rule that a mistake breaks.
func (m *mistake) code() diag.Code {
	noted := diag.Code(cmp.Or(m.comment, m.annotation(commentOf)))
	switch {
	case m.strange():
		return deployfile.CodeUnknownField
	case m.beyond32Bits():
		return deployfile.CodeWrongType
	case !m.ofValue() && noted != "":
		return noted
	case noted != "" && !ofForm(noted):
		return noted
	case m.ofValue() && m.misfit():
		return deployfile.CodeWrongType
	case m.ofValue() && (m.value == nil || m.value == "") && !m.entry():
		return m.codeOfAbsence()
	case m.keyword == "type" && m.quoted():
		return deployfile.CodeQuotedScalar
	case noted != "":
		return noted
	}
	switch m.keyword {
	case "type":
		if m.at == "" {
			return deployfile.CodeRootNotMapping
		}
		return deployfile.CodeWrongType
	case "enum", "const":
		return deployfile.CodeUnknownValue
	case "required":
		return m.codeOfAbsence()
	case "maxLength":
		return deployfile.CodeTextTooLong
	}
	return CodeSchema
}

// ofValue reports whether a mistake is about a value itself, not about what it has too much or too little of.
func (m *mistake) ofValue() bool {
	switch m.keyword {
	case "type", "pattern", "format", "enum", "const", "not", "minLength":
		return m.at != ""
	}
	return false
}

// ofForm reports whether a code is about the form of a value, so that it does not fit a value of another kind or none.
func ofForm(code diag.Code) bool {
	switch code {
	case deployfile.CodeUnknownValue, deployfile.CodeWrongType, deployfile.CodeFieldRequired, deployfile.CodeEnvKeyIllegal:
		return true
	}
	return strings.HasSuffix(string(code), "-format")
}

// misfit reports whether a value is of a kind that the field never has: a list or mapping in place of a scalar, the
// other way round, or an empty entry of a list.
func (m *mistake) misfit() bool {
	switch types := list(m.argument); {
	case m.value == nil:
		return m.entry()
	case m.keyword != "type" || m.value == "" && slices.Contains(types, any("string")):
		return !scalar(m.value)
	default:
		return !scalar(m.value) || m.value == ""
	}
}

// entry reports whether the mistake is about an entry of a list, not the value of a key.
func (m *mistake) entry() bool {
	_, err := strconv.Atoi(last(m.instance))
	return err == nil
}

// beyond32Bits reports whether a limit is that of the integers of the API.
func (m *mistake) beyond32Bits() bool {
	limit, _ := m.argument.(float64)
	return m.keyword == "minimum" && limit == math.MinInt32 || m.keyword == "maximum" && limit == math.MaxInt32
}

// codeOfAbsence returns the code of a field that is missing or empty.
func (m *mistake) codeOfAbsence() diag.Code {
	switch m.at {
	case "deployment", "deployment.configuration":
		return deployfile.CodeSectionMissing
	case "deployment.configuration.name":
		return deployfile.CodeNameMissing
	case "deployment.configuration.cluster_name":
		return deployfile.CodeClusterNameMissing
	case "deployment.configuration.deployment_type":
		return deployfile.CodeDeploymentTypeMissing
	}
	return deployfile.CodeFieldRequired
}

// quoted reports whether a text would do as a number or a truth value without its quotes.
func (m *mistake) quoted() bool {
	text, ok := m.value.(string)
	if !ok {
		return false
	}
	for _, t := range list(m.argument) {
		switch t {
		case "boolean":
			if lower := strings.ToLower(text); lower == "true" || lower == "false" {
				return true
			}
		case "integer", "number":
			if readNumber(text) != nil {
				return true
			}
		}
	}
	return false
}
