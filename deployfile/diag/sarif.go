package diag

import (
	"encoding/hex"
	"encoding/json"
	"hash/fnv"
	"io"
	"strconv"
	"strings"
)

// Run is one run of a program over any number of files, as [SARIF] describes it.
type Run struct {
	Tool     Tool
	Rules    []RuleInfo // every rule that the program knows, in the order to show them
	Findings List       // of all files; each names its own
	Unread   []Unread   // files that should have been checked and could not; with them the run is no success
}

// Unread is a file that could not be read.
type Unread struct {
	File   string
	Reason string // without the name, such as "permission denied"
}

// Tool is the program that found the findings.
type Tool struct {
	Name    string
	Version string
	URL     string // where people read about it
}

// RuleInfo says what a code is about, for programs that list or explain codes.
type RuleInfo struct {
	Code     Code
	Severity Severity // the usual one
	Summary  string   // one sentence
	URL      string   // documentation
}

// SARIF writes the run as an indented SARIF 2.1.0 log, the format of code scanning services. Equal runs give equal
// bytes. Columns count UTF-16 code units; a finding has the fingerprint codePath/v1, which stays the same when lines
// move; ignored findings are suppressed in source. Codes that Rules leaves out are added to the rules. The invocation is successful when no file is unread.
func SARIF(w io.Writer, run Run) error {
	b := sarifBuilder{index: make(map[Code]int), seen: make(map[occurrence]int)}
	for _, r := range run.Rules {
		b.rule(r)
	}
	results := make([]sarifResult, len(run.Findings)) // never null
	for i := range run.Findings {
		results[i] = b.result(&run.Findings[i])
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(sarifLog{
		Schema:  sarifSchema,
		Version: "2.1.0",
		Runs: []sarifRun{{
			Tool: sarifTool{Driver: sarifDriver{
				Name:           run.Tool.Name,
				Version:        run.Tool.Version,
				InformationURI: run.Tool.URL,
				Rules:          b.rules,
			}},
			Invocations: []sarifInvocation{newSarifInvocation(run.Unread)},
			ColumnKind:  "utf16CodeUnits",
			Results:     results,
		}},
	})
}

type sarifBuilder struct {
	rules []sarifRule
	index map[Code]int // in rules
	seen  map[occurrence]int
}

// occurrence is what makes two findings the same one, whatever lines they are on.
type occurrence struct {
	file string
	code Code
	path Path
}

// rule returns the index of the rule, which it adds when the code is new.
func (b *sarifBuilder) rule(r RuleInfo) int {
	if i, ok := b.index[r.Code]; ok {
		return i
	}
	rule := sarifRule{ID: string(r.Code), HelpURI: r.URL}
	if r.Summary != "" {
		rule.ShortDescription = &sarifMessage{sarifText(r.Summary)}
	}
	if r.Severity != "" {
		rule.Default = &sarifConfiguration{sarifLevel(r.Severity)}
	}
	b.index[r.Code] = len(b.rules)
	b.rules = append(b.rules, rule)
	return b.index[r.Code]
}

func (b *sarifBuilder) result(d *Diagnostic) sarifResult {
	text := d.Message
	if d.Hint != "" {
		text += "\n" + d.Hint
	}
	r := sarifResult{
		RuleID:       string(d.Code),
		RuleIndex:    b.rule(RuleInfo{Code: d.Code, URL: d.URL}),
		Level:        sarifLevel(d.Severity),
		Message:      sarifMessage{sarifText(text)},
		Locations:    []sarifLocation{newSarifLocation(d.File, d.Path, d.Range)},
		Fingerprints: map[string]string{"codePath/v1": b.fingerprint(d)},
		Suppressions: []sarifSuppression{}, // either all results have them or none
	}
	for i, related := range d.Related {
		l := newSarifLocation(d.File, related.Path, related.Range)
		l.ID = i + 1
		l.Message = &sarifMessage{sarifText(related.Message)}
		r.Related = append(r.Related, l)
	}
	if d.Fix != nil && len(d.Fix.Edits) > 0 && d.File != "" {
		r.Fixes = []sarifFix{newSarifFix(d.File, d.Fix)}
	}
	if d.Ignored != "" {
		r.Suppressions = append(r.Suppressions, sarifSuppression{"inSource", sarifText(d.Ignored)})
	}
	return r
}

// fingerprint hashes what the finding is about. Where a file has several of the same code and path, their order tells
// them apart.
func (b *sarifBuilder) fingerprint(d *Diagnostic) string {
	key := occurrence{d.File, d.Code, d.Path}
	b.seen[key]++
	hash := fnv.New128a()
	hash.Write([]byte(string(d.Code) + "\x00" + string(d.Path)))
	return hex.EncodeToString(hash.Sum(nil)) + ":" + strconv.Itoa(b.seen[key])
}

func sarifLevel(s Severity) string {
	switch s {
	case SeverityError:
		return "error"
	case SeverityWarning:
		return "warning"
	default:
		return "note"
	}
}

// sarifText returns s as a plain text message. Viewers would make a link of brackets that parentheses follow, even
// where the file chose both.
func sarifText(s string) string {
	paragraphs := strings.Split(s, "\n")
	for i, p := range paragraphs {
		p = string(appendVisible(nil, p))
		if strings.Contains(p, "](") {
			p = strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`).Replace(p)
		}
		paragraphs[i] = p
	}
	return strings.Join(paragraphs, "\n")
}
