package deployfile

import (
	"fmt"

	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/spec"
	"github.com/astrofile/astrofile/internal/yamltree"
)

// textRules are about the text and how it is written. Most are found while it is read: see problems.go and the files
// called decode.
var textRules = []rule{
	{code: CodeFileEmpty, level: always(failure), needs: theText | mustStay,
		summary: "The file has no content but white space, comments or null."},
	{code: CodeInputLimit, level: always(failure), needs: theText | mustStay,
		summary: fmt.Sprintf("The file is larger than %d MiB, nested deeper than %d levels, or expands to more than %d,%03d nodes.",
			spec.FileBytesMax>>20, spec.NestingMax, spec.AliasNodesMax/1000, spec.AliasNodesMax%1000)},
	{code: CodeEncodingInvalid, level: always(failure), needs: theText | mustStay,
		summary: "The file is not valid UTF-8 (or UTF-16 with a byte order mark), or has control characters that YAML forbids."},
	{code: CodeTabIndentation, level: always(failure), needs: theText | mustStay,
		hint:    "indent with spaces",
		summary: "A line is indented with a tab, which YAML forbids."},
	{code: CodeYAMLSyntax, level: always(failure), needs: theText | mustStay,
		summary: "The text is not well-formed YAML, or uses a tag outside the core schema."},
	{code: CodeJSONSyntax, level: always(failure), needs: theText | mustStay,
		summary: "The text is not well-formed JSON; the official CLI accepts some of it because it reads JSON as YAML."},
	{code: CodeMultipleDocuments, level: always(failure), needs: theText | mustStay,
		hint:    "put each Deployment into a file of its own",
		summary: "The file holds several YAML documents; the official CLI applies the first and ignores the rest."},
	{code: CodeRootNotMapping, level: always(failure), needs: theText | mustStay,
		hint:    "start the file with the key deployment",
		summary: "The file holds a list or a single value instead of a mapping."},
	{code: CodeSectionMissing, level: always(failure), needs: theWhole | mustStay,
		summary: "The file has no deployment, or the Deployment has no configuration.", check: checkSectionMissing},
	{code: CodeUnknownField, level: always(failure), needs: theText | mustStay,
		hint:    "delete it, or correct the spelling",
		summary: "A key is not part of a Deployment file; the official CLI ignores it silently."},
	{code: CodeFieldCase, level: always(failure), needs: theText | mustStay,
		hint:    "write the key in lower case",
		summary: "A key differs from a known one in letter case, which the official CLI accepts and other readers do not."},
	{code: CodeMisplacedField, level: always(failure), needs: theText | mustStay,
		summary: "A key belongs to another level; the official CLI drops it silently."},
	{code: CodeAPIFieldName, level: always(failure), needs: theText | mustStay,
		summary: "A key is a name of the Astro API, where the file has a name of its own."},
	{code: CodeLegacySection, level: always(failure), needs: theText | mustStay,
		summary: "The section astronomer_variables of 2022 is ignored today: its variables would be lost."},
	{code: CodeLegacyField, level: always(warning), needs: theText,
		summary: "A key that older tools wrote is ignored today."},
	{code: CodeLegacyDefaultFlag, level: always(failure), needs: theText | mustStay,
		hint:    "delete is_default",
		summary: "The old flag is_default contradicts the name of the queue."},
	{code: CodeDuplicateKey, level: always(failure), needs: theText | mustStay,
		hint:    "keep one of them",
		summary: "A key stands twice in one mapping with different values; the official CLI takes the last."},
	{code: CodeDuplicateKeyEqual, level: always(warning), needs: theText,
		hint:    "delete one of them",
		summary: "A key stands twice in one mapping with equal values."},
	{code: CodeWrongType, level: always(failure), needs: theText | mustStay,
		summary: "A value is of another kind than the field: a list, a mapping, text, an integer or a truth value."},
	{code: CodeQuotedScalar, level: always(failure), needs: theText | mustStay,
		hint:    "remove the quotes",
		summary: "A number or a truth value is quoted, which the official CLI refuses."},
	{code: CodeIntegerNotation, level: always(warning), needs: theText,
		hint:    "write the decimal number",
		summary: "An integer is written in a notation that not every reader understands."},
	{code: CodeIntegerAmbiguous, level: always(failure), needs: theText | mustStay,
		hint:    "write the decimal number",
		summary: "An integer is written in a way that YAML 1.1 and YAML 1.2 read as different numbers."},
	{code: CodeBoolNotation, level: always(notice), needs: theText,
		summary: "A truth value is written as yes, no, on, off, y or n."},
	{code: CodeScalarRetyped, level: always(warning), needs: theText,
		hint:    "quote the value",
		summary: "Unquoted text that the official CLI takes for a number or a truth value and sends changed."},
	{code: CodeScalarUnquoted, level: always(notice), needs: theText,
		hint:    "quote the value",
		summary: "Unquoted text that YAML takes for a number or a truth value; it arrives unchanged."},
	{code: CodePlaceholder, level: notInTemplates(failure), needs: theText | mustStay,
		hint:    "fill in the value",
		summary: "A placeholder was not filled in.", check: checkPlaceholders},
	{code: CodeValuePlaceholder, level: notInTemplates(warning), needs: theText,
		hint:    "fill in the value",
		summary: "The value of an environment variable looks like a placeholder that was not filled in.", check: checkValuePlaceholders},
}

func checkSectionMissing(c *check) {
	if c.file == nil {
		if c.Configuration == (Configuration{}) {
			c.report("deployment.configuration", "deployment has no configuration")
			c.lose("deployment.configuration")
		}
		return
	}
	c.requireMapping("deployment", "the file has no deployment")
	c.requireMapping("deployment.configuration", "deployment has no configuration")
}

// requireMapping reports that a section is absent or null and makes everything below it unknown.
func (c *check) requireMapping(p diag.Path, message string) {
	if _, value := c.file.tree.Find(string(p)); c.isLost(p) || value != nil && value.Kind == yamltree.Mapping {
		return
	}
	f := c.report(p, "%s", message)
	f.Hint = "write " + lastKey(p)
	c.lose(p)
	section := c.file.tree.Root.Member("configuration")
	if p == "deployment" && section != nil && section.Value.Kind == yamltree.Mapping {
		f.Hint = "put the sections below the key deployment"
		f.Fix = fix("put everything below deployment", c.file.tree.WrapRoot("deployment"))
	}
}

func checkPlaceholders(c *check) {
	for _, p := range c.file.placeholders {
		if !p.value {
			c.add(c.rule, p.path, p.span, "%sis a placeholder that is not filled in", p.subject)
		}
	}
}

func checkValuePlaceholders(c *check) {
	for _, p := range c.file.placeholders {
		if p.value {
			c.add(c.rule, p.path, p.span, "%slooks like a placeholder that is not filled in", p.subject)
		}
	}
}
