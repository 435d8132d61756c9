package deployfile

import (
	"slices"
	"sync"

	"github.com/astrofile/astrofile/deployfile/diag"
)

// rule is one row of the catalogue. A rule without a check is found while the text is read.
type rule struct {
	code    diag.Code
	level   levels
	needs   needs
	hint    string // used when the check gives none
	summary string // one sentence for CHECKS.md, SARIF and tools
	check   func(*check)
}

// levels is the severity of a rule for each purpose of a file; "" is not reported.
type levels struct{ create, update, template diag.Severity }

const (
	failure = diag.SeverityError
	warning = diag.SeverityWarning
	notice  = diag.SeverityInfo
	silent  = diag.Severity("")
)

func always(s diag.Severity) levels { return levels{s, s, s} }

func onCreate(s diag.Severity) levels { return levels{create: s} }

func onUpdate(s diag.Severity) levels { return levels{update: s} }

// notInTemplates is for what a template leaves open.
func notInTemplates(s diag.Severity) levels { return levels{create: s, update: s} }

// needs is what a rule must know beyond the Deployment itself.
type needs uint8

const (
	theText         needs = 1 << iota // the text of the file: a model built in Go has none
	theWhole                          // every part of the file: silent when part of the text cannot be read
	theLimits                         // ValidateOptions.Limits
	theLive                           // ValidateOptions.Live
	theOrganization                   // ValidateOptions.Organization
	mustStay                          // what it finds would lose data: a comment cannot silence it
	noLive                            // nothing of that: an update of a known live Deployment has rules that say more
)

// catalogue holds every rule in the order of CHECKS.md.
var catalogue = sync.OnceValue(func() []rule {
	return slices.Concat(
		textRules, valueRules, templateRules,
		configurationRules, placementRules, resourceRules, remoteExecutionRules,
		environmentRules, queueRules, emailRules, hibernationRules, metadataRules, targetRules, omissionRules, liveRules,
		mergeRules, envFileRules, commentRules,
	)
})

// ruleOf finds rules by code.
var ruleOf = sync.OnceValue(func() map[diag.Code]*rule {
	rules := catalogue()
	m := make(map[diag.Code]*rule, len(rules))
	for i := range rules {
		m[rules[i].code] = &rules[i]
	}
	return m
})

// severity returns how severe the rule is for a file of this purpose. A file of unknown purpose gets the milder of
// create and update, so that only what is wrong in both is an error.
func (r *rule) severity(m Mode) diag.Severity {
	switch m {
	case ModeCreate:
		return r.level.create
	case ModeUpdate:
		return r.level.update
	case ModeTemplate:
		return r.level.template
	default:
		return milder(r.level.create, r.level.update)
	}
}

func milder(a, b diag.Severity) diag.Severity {
	order := []diag.Severity{silent, notice, warning, failure}
	return order[min(slices.Index(order, a), slices.Index(order, b))]
}

const checksURL = "https://github.com/astrofile/astrofile/blob/main/deployfile/CHECKS.md#"

// Catalogue describes every code that this package reports, in the order of CHECKS.md; for SARIF and for tools that
// list rules. The severity is the highest that any mode gives.
func Catalogue() []diag.RuleInfo {
	rules := catalogue()
	infos := make([]diag.RuleInfo, len(rules))
	for i, r := range rules {
		worst := r.level.create
		for _, s := range []diag.Severity{r.level.update, r.level.template} {
			if milder(worst, s) == worst {
				worst = s
			}
		}
		infos[i] = diag.RuleInfo{Code: r.code, Severity: worst, Summary: r.summary, URL: checksURL + string(r.code)}
	}
	return infos
}
