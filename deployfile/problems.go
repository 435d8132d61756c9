package deployfile

import (
	"strconv"
	"strings"

	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/yamltree"
)

// problems turns what is wrong with the text itself into findings.
func (d *decoder) problems() {
	var secrets []diag.Span
	if len(d.file.tree.Problems) > 0 {
		secrets = d.file.SecretRanges()
	}
	for _, p := range d.file.tree.Problems {
		code := diag.Code(p.Code)
		if code == CodeDuplicateKey || code == CodeDuplicateKeyEqual {
			d.file.twice.add(diag.Path(p.Path))
		}
		if p.Code != string(CodeInputLimit) && overlaps(secrets, p.Start, p.End) {
			d.withhold(&p)
		}
		f := d.report(code, nil, span{start: p.Start, end: p.End}, "%s", p.Message)
		f.Path = diag.Path(p.Path)
		if p.Hint != "" {
			f.Hint = p.Hint
		}
		if p.Fix != nil {
			f.Fix = fix(p.Fix.Title, p.Fix.Edits)
		}
		for _, r := range p.Related {
			f.Related = append(f.Related, diag.Related{
				Path: diag.Path(r.Path), Range: span{start: r.Start, end: r.End}.unresolved(), Message: r.Message,
			})
		}
	}
	for code, n := range d.file.tree.Dropped {
		for range n {
			d.file.found.count(ruleOf()[diag.Code(code)].level.create)
		}
	}
}

func overlaps(spans []diag.Span, start, end int) bool {
	for _, s := range spans {
		if s.Start < end && start < s.End {
			return true
		}
	}
	return false
}

// withhold takes out of a problem what it repeats of a value that must not be shown: a tag or an alias, which an
// unquoted value beginning with ! or * looks like, and a fix that writes the value anew.
func (d *decoder) withhold(p *yamltree.Problem) {
	if text := string(d.file.tree.Source[p.Start:p.End]); len(text) > 1 {
		if message := strings.ReplaceAll(p.Message, strconv.Quote(text), "…"); message != p.Message {
			p.Message, p.Hint = message, "quote the value"
		}
	}
	if p.Fix == nil {
		return
	}
	for _, e := range p.Fix.Edits {
		if len(strings.TrimSpace(e.Text)) > shortSecret {
			p.Fix = nil
			return
		}
	}
}
