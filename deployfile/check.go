package deployfile

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/astrofile/astrofile/deployfile/diag"
)

// check is one run of the rules over one Deployment: the facts that rules ask for and the findings so far.
type check struct {
	*Deployment
	ValidateOptions

	file     *File // nil for a model built in Go
	kind     fact[Kind]
	executor fact[Executor]
	remote   bool // remote execution is enabled, by the live Deployment of an update, else by the file

	planned     *livePlan           // see plan
	liveSecrets map[string]struct{} // see storesSecret

	rule     *rule   // the one at work
	lost     pathSet // values wrong in themselves, found by rules of this run; see isLost
	found    findings
	silenced diag.List       // findings that a comment silences
	used     []bool          // by index of file.ignores: it silenced something
	scratch  diag.Diagnostic // receives what is not reported
}

// fact is a value that the file may leave out or get wrong.
type fact[T ~string] struct {
	value  T // canonical, when known
	known  bool
	absent bool
}

func (f fact[T]) is(value T) bool { return f.known && f.value == value }

func newCheck(d *Deployment, f *File, o ValidateOptions) *check {
	c := &check{Deployment: d, ValidateOptions: o, file: f}
	if f != nil {
		c.used = make([]bool, len(f.ignores))
	}
	if c.Mode == ModeAny && c.looksLikeTemplate() {
		c.Mode = ModeTemplate
	}
	cfg := &d.Configuration
	c.executor = factOf(cfg.Executor, Executor.Canonical)
	c.kind = factOf(cfg.DeploymentType, Kind.Canonical)
	remote := cfg.RemoteExecution
	if c.Mode == ModeUpdate && c.Live != nil { // chosen when the Deployment was created
		remote = c.Live.Configuration.RemoteExecution
	}
	c.remote = remote != nil && isTrue(remote.Enabled)
	if c.kind.absent && cfg.ClusterName != "" && c.hostedEvidence() == "" {
		c.kind.value, c.kind.known = KindHybrid, !c.isLost(configuration("deployment_type"))
	}
	return c
}

func factOf[T ~string](v T, canonical func(T) (T, bool)) fact[T] {
	if v == "" {
		return fact[T]{absent: true}
	}
	name, ok := canonical(v)
	return fact[T]{value: name, known: ok}
}

// hosted reports whether the Deployment is known to be Standard or Dedicated.
func (c *check) hosted() bool { return c.kind.is(KindStandard) || c.kind.is(KindDedicated) }

// run applies the rules whose context is there.
func (c *check) run() {
	if c.file != nil && c.file.tree.Root == nil {
		return
	}
	rules := catalogue()
	for i := range rules {
		if r := &rules[i]; r.check != nil && c.canRun(r) {
			c.rule = r
			r.check(c)
		}
	}
}

// canRun reports whether the rule applies to the purpose of the file and everything it needs to know is there.
func (c *check) canRun(r *rule) bool {
	switch {
	case r.severity(c.Mode) == silent,
		r.needs&theText != 0 && c.file == nil,
		r.needs&theWhole != 0 && c.partial(),
		r.needs&theLimits != 0 && c.Limits == nil,
		r.needs&theLive != 0 && c.Live == nil,
		r.needs&theOrganization != 0 && c.Organization == nil,
		r.needs&noLive != 0 && c.Live != nil && c.Mode == ModeUpdate:
		return false
	}
	return true
}

// partial reports whether the text has parts that could not be read, so that absence proves nothing.
func (c *check) partial() bool { return c.file != nil && c.file.tree.Partial }

// report adds a finding of the rule at work about the value at p. The finding that it returns may be given a hint, a
// fix, related places or another severity; it is never nil, and valid until the next report. A value that is wrong in
// itself gets no second finding, and what is missing from a file that cannot be read whole is not reported.
func (c *check) report(p diag.Path, format string, args ...any) *diag.Diagnostic {
	if c.isLost(p) {
		return c.discard()
	}
	if s := c.severityOf(c.rule); s != silent && c.file != nil && !c.partial() && len(c.file.ignores) == 0 && c.found.full(s) {
		c.found.count(s) // without looking for its place
		return c.discard()
	}
	return c.add(c.rule, p, c.place(p), format, args...)
}

// place returns the byte range that a finding about p covers, or the zero span for a model built in Go.
func (c *check) place(p diag.Path) span {
	if c.file == nil {
		return span{}
	}
	return c.file.locate(p)
}

func (c *check) discard() *diag.Diagnostic {
	c.scratch = diag.Diagnostic{}
	return &c.scratch
}

// severityOf returns how severe a rule is in this run.
func (c *check) severityOf(r *rule) diag.Severity {
	severity := r.severity(c.Mode)
	if severity == warning && c.Strict {
		severity = failure
	}
	return severity
}

func (c *check) add(r *rule, p diag.Path, at span, format string, args ...any) *diag.Diagnostic {
	severity := c.severityOf(r)
	if severity == silent || at.absent && c.partial() {
		return c.discard()
	}
	d := c.accept(r, severity, at)
	if d == nil {
		return c.discard()
	}
	d.Code, d.Path, d.Hint, d.URL = r.code, p, r.hint, checksURL+string(r.code)
	d.Message = fmt.Sprintf(format, args...)
	if c.file != nil {
		d.Range = at.unresolved()
	}
	return d
}

// relate adds another place to a finding.
func (c *check) relate(f *diag.Diagnostic, p diag.Path, message string) {
	r := diag.Related{Path: p, Message: message}
	if c.file != nil {
		r.Range = c.file.locate(p).unresolved()
	}
	f.Related = append(f.Related, r)
}

// accept makes room for a finding, among the silenced ones when a comment says so, or returns nil when it is not kept.
func (c *check) accept(r *rule, s diag.Severity, at span) *diag.Diagnostic {
	i := c.ignoredBy(r, at)
	if i < 0 {
		return c.found.add(s)
	}
	if !c.KeepIgnored || len(c.silenced) >= diag.MaxFindings {
		return nil
	}
	c.silenced = append(c.silenced, diag.Diagnostic{Severity: s, Ignored: cmp.Or(c.file.ignores[i].reason, "no reason given")})
	return &c.silenced[len(c.silenced)-1]
}

// repeat takes over the findings of the text, which do not depend on any context.
func (c *check) repeat() {
	for d := range c.file.found.all {
		at := span{start: d.Range.Start.Offset, end: d.Range.End.Offset}
		severity := d.Severity
		if severity == warning && c.Strict {
			severity = failure
		}
		if own := c.accept(ruleOf()[d.Code], severity, at); own != nil {
			ignored := own.Ignored
			*own = *d
			own.Severity, own.Ignored = severity, ignored
		}
	}
	cut := c.file.found.cut
	if c.Strict {
		cut.Error, cut.Warning = cut.Error+cut.Warning, 0
	}
	c.found.cut.Error += cut.Error
	c.found.cut.Warning += cut.Warning
	c.found.cut.Info += cut.Info
}

// finish returns the findings sorted, capped and with lines and columns.
func (c *check) finish() diag.List {
	if c.found.empty() && len(c.silenced) == 0 {
		return nil
	}
	list := make(diag.List, 0, len(c.found.errors)+len(c.found.warnings)+len(c.found.infos)+len(c.silenced))
	list = append(list, c.found.errors...)
	list = append(list, c.found.warnings...)
	list = append(list, c.found.infos...)
	list = append(list, c.silenced...)
	list.Sort()
	list = list.Cap(diag.MaxFindings, c.found.cut)
	var secrets hidden
	if c.file != nil {
		secrets = c.file.hiddenTexts()
	}
	for i := range list {
		d := &list[i]
		mayFix := c.file == nil || d.Fix == nil || c.file.mayFix(d)
		if len(secrets) > 0 {
			d.Related = slices.Clone(d.Related) // those of the text belong to the file
			secrets.clean(d)
		}
		d.Message, d.Hint = shorten(d.Message), shorten(d.Hint)
		if c.file != nil {
			d.File = c.file.Name
			c.file.resolve(d)
			if !mayFix {
				d.Fix = nil
			}
		}
	}
	return list
}

// lose marks the value at p as wrong in itself: no other rule may judge it or build on it.
func (c *check) lose(p diag.Path) { c.lost.add(p) }

// isLost reports whether the value at p, or what it stands in, is wrong in itself, so that nothing is known about it.
func (c *check) isLost(p diag.Path) bool {
	if len(c.lost) == 0 && (c.file == nil || len(c.file.lost) == 0) {
		return false
	}
	for ; ; p = p.Parent() {
		if c.lost.has(p) || c.file != nil && c.file.lost.has(p) {
			return true
		}
		if p == "" {
			return false
		}
	}
}
