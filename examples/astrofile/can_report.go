package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/astrofile/astrofile/rbac"
)

// grant says what to give so that all questions are answered with yes.
func (set *canFlags) grant(env environment, catalogue *rbac.Catalogue, questions []string) int {
	target := rbac.Scope(strings.ToUpper(set.scope))
	switch target {
	case "", rbac.ScopeOrganization, rbac.ScopeWorkspace, rbac.ScopeDeployment:
	default:
		return misused(env, "can", fmt.Errorf("unknown scope %q: it is deployment, workspace or organization", set.scope))
	}
	least, err := catalogue.Least(target, questions...)
	if err != nil {
		return misused(env, "can", errors.New("-least is about jobs and operations of the API"))
	}
	if err := set.write(env, answer{Least: &least, Explanation: least.Explain()}); err != nil {
		return unwritten(env, "can", "the answer", err)
	}
	switch {
	case least.Role != "" || least.Custom != nil:
		return exitOK
	case len(least.Missing) > 0:
		return exitInvalid
	case len(least.Undecided) > 0:
		if target == "" {
			fmt.Fprintln(env.err, "astrofile can: it depends on what they act on: -scope deployment, workspace or organization says so")
		}
		return exitBlocked
	}
	return exitOK // whoever is signed in may
}

// answer is one JSON document.
type answer struct {
	Version     int            `json:"version"`
	Decision    *rbac.Decision `json:"decision,omitempty"`
	Least       *rbac.Least    `json:"least,omitempty"`
	Explanation string         `json:"explanation"`
}

// write writes one answer: its sentence, or all of it as JSON on one line.
func (set *canFlags) write(env environment, a answer) error {
	if set.format == "text" {
		_, err := fmt.Fprintln(env.out, a.Explanation)
		return err
	}
	a.Version = 1
	text, err := json.Marshal(a)
	if err == nil {
		_, err = fmt.Fprintf(env.out, "%s\n", text)
	}
	return err
}
