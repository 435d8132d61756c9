package client

import (
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"strings"
	"unicode"
)

const (
	previewNameMax     = 63
	previewNameLeast   = 24
	previewNameMost    = 500 // the API's limit
	previewLabelMost   = 20
	previewHashLength  = 8
	previewHashVersion = "astrofile/preview/v1"

	branchRefs = "refs/heads/"
	tagRefs    = "refs/tags/"
)

// PreviewNameOptions are the parts of a preview's name that its key does not hold.
type PreviewNameOptions struct {
	Label string // the name of the base Deployment
	Max   int    // longest name, 24 to 500; 0 is 63
}

// PreviewName returns the name of a preview: the label, the branch and eight characters that stand for the whole key, as
// in etl-feature-x-vgz3cltc. Label and branch are there for people and are shortened; the characters at the end never are,
// so that keys which differ have names that differ, with a probability of 5e-7 for any clash among 1,000 previews.
// It depends on nothing but its arguments.
func PreviewName(k PreviewKey, o PreviewNameOptions) (string, error) {
	k, err := k.normal()
	if err != nil {
		return "", err
	}
	longest := o.Max
	if longest == 0 {
		longest = previewNameMax
	}
	if longest < previewNameLeast || longest > previewNameMost {
		return "", fmt.Errorf("%w: a preview's name of at most %d characters: the limit is from %d to %d",
			ErrInvalid, longest, previewNameLeast, previewNameMost)
	}
	room := longest - previewHashLength - 2 // hyphens
	label := cutSlug(slug(o.Label), min(previewLabelMost, room/2))
	return label + "-" + cutSlug(slug(k.shortRef()), room-len(label)) + "-" + k.hash(), nil
}

// normal returns the key as names and marks have it: the ref in full, the repository in lower case.
func (k PreviewKey) normal() (PreviewKey, error) {
	for _, it := range []struct{ name, text string }{{"source", k.Source}, {"repository", k.Repository}, {"ref", k.Ref}} {
		if strings.ContainsFunc(it.text, unicode.IsControl) {
			return k, fmt.Errorf("%w: the %s of the preview, %s, holds a control character", ErrInvalid, it.name, quoteName(it.text))
		}
		if strings.HasPrefix(it.text, digestPrefix) { // what a mark has in place of a long text
			return k, fmt.Errorf("%w: the %s of the preview is a digest: name the preview by the ID of its Deployment", ErrInvalid, it.name)
		}
	}
	if k.Source == "" {
		return k, fmt.Errorf("%w: the preview has no source: give the ID of the base Deployment, or a name for the template", ErrInvalid)
	}
	if !strings.HasPrefix(k.Ref, "refs/") {
		k.Ref = branchRefs + k.Ref
	}
	switch {
	case k.Ref == branchRefs, k.Ref == tagRefs, k.Ref == "refs/":
		return k, fmt.Errorf("%w: the ref of the preview is empty", ErrInvalid)
	case strings.HasPrefix(k.Ref, "refs/pull/"), strings.HasPrefix(k.Ref, "refs/merge-requests/"):
		return k, fmt.Errorf("%w: ref %s is that of a pull request, which its deletion does not name: give the head branch",
			ErrInvalid, quoteName(k.Ref))
	}
	k.Repository = strings.ToLower(k.Repository)
	return k, nil
}

// shortRef is the ref as people write it.
func (k PreviewKey) shortRef() string {
	for _, prefix := range []string{branchRefs, tagRefs} {
		if short, ok := strings.CutPrefix(k.Ref, prefix); ok {
			return short
		}
	}
	return k.Ref
}

// hash stands for the whole of a normal key, in which no part holds the byte that separates them.
func (k PreviewKey) hash() string {
	sum := sha256.Sum256([]byte(strings.Join([]string{previewHashVersion, k.Source, k.Repository, k.Ref}, "\x00")))
	return strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(sum[:5]))
}

// slug returns the ASCII letters and digits of a text, lower-cased, with one hyphen for whatever is between them.
func slug(s string) string {
	var b strings.Builder
	gap := false
	for _, c := range []byte(s) {
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			gap = true
			continue
		}
		if gap && b.Len() > 0 {
			b.WriteByte('-')
		}
		gap = false
		b.WriteByte(c)
	}
	if b.Len() == 0 {
		return "x"
	}
	return b.String()
}

// cutSlug shortens a slug, which then does not end in a hyphen either.
func cutSlug(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return strings.TrimRight(s[:n], "-")
}
