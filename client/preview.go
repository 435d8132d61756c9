package client

import (
	"time"

	"github.com/astrofile/astrofile/deployfile"
	"github.com/astrofile/astrofile/deployfile/diag"
)

// Previews brings up and takes down previews: one Deployment for each branch, made from a base Deployment or a template,
// with an owner and a time to live.
//
// Both stand as a mark in the last line of the description, because the API has no labels:
//
//	astrofile-ephemeral v1 source=clmh57… ref=refs/heads/feature/x repo= expires=2026-03-01T18:00:00Z
//
// A Deployment without the mark is never changed or deleted, and neither is one whose mark is that of another preview.
type Previews struct{ c *Client }

// PreviewKey says what a preview is of. Two keys never share a preview, and one key has the same preview on any machine
// and from any event of a pipeline.
type PreviewKey struct {
	// Source is the ID of the base Deployment, or for a template any text that stays the same.
	Source string
	// Repository is owner/name, in any case, where previews of several repositories share a Workspace or the branch is
	// that of a fork; else empty.
	Repository string
	// Ref is the branch, or a full ref such as refs/tags/v1. For a pull request it is the head branch, and after a
	// deletion the one that was deleted.
	Ref string
}

// Preview is a Deployment with the mark of a preview.
type Preview struct {
	// Key is what the mark says. Text of more than 200 characters stands there as its digest, "sha256:" and hexadecimal.
	Key        PreviewKey
	Expires    time.Time
	Deployment Deployment // as it was read last; without environment variables from [Previews.All]

	// The rest is filled in by [Previews.Up].
	Outcome  Outcome
	Plan     deployfile.Plan
	Findings diag.List
	Missing  []MissingObject // what the base Deployment has and the preview could not be given
}

// Overdue reports whether the time to live was over at the given time.
func (p Preview) Overdue(now time.Time) bool { return !now.Before(p.Expires) }

// previewOf returns what the mark of a Deployment says; ok is false for a Deployment that is no preview.
func previewOf(d Deployment) (p Preview, ok bool, err error) {
	line, _, ok := findMark(d.Description, previewMarkKind)
	if !ok {
		return Preview{Deployment: d}, false, nil
	}
	m, err := parsePreviewMark(line)
	if err != nil {
		return Preview{Deployment: d}, true, err
	}
	return Preview{Key: m.key, Expires: m.expires, Deployment: d}, true, nil
}
