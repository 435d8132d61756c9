package client

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/url"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

const (
	previewMarkKind = "astrofile-ephemeral v1"
	maxMarkValue    = 200 // characters; what is longer stands in a mark as its digest
	digestPrefix    = "sha256:"
)

// previewMark is the line that makes a Deployment a preview.
type previewMark struct {
	key     PreviewKey // normal; parts that were too long are digests
	expires time.Time
}

// String returns the line. Every value is one word.
func (m previewMark) String() string {
	return fmt.Sprintf("%s source=%s ref=%s repo=%s expires=%s", previewMarkKind, markValue(m.key.Source), markValue(m.key.Ref),
		markValue(m.key.Repository), m.expires.UTC().Format(time.RFC3339))
}

// parsePreviewMark reads a line that begins as marks of previews do. Nothing may be missing, doubled or unknown: what is
// not understood must not be deleted.
func parsePreviewMark(line string) (m previewMark, err error) {
	words := strings.Split(strings.TrimPrefix(line, previewMarkKind+" "), " ")
	into := []struct {
		name  string
		value *string
	}{{"source", &m.key.Source}, {"ref", &m.key.Ref}, {"repo", &m.key.Repository}, {"expires", nil}}
	if len(words) != len(into) {
		return previewMark{}, fmt.Errorf("the mark of a preview has %d values, not %d", len(words), len(into))
	}
	for i, word := range words {
		text, ok := strings.CutPrefix(word, into[i].name+"=")
		if !ok {
			return previewMark{}, fmt.Errorf("the mark of a preview lacks %s in its place", into[i].name)
		}
		if into[i].value == nil {
			m.expires, err = time.Parse(time.RFC3339, text)
		} else {
			*into[i].value, err = url.PathUnescape(text)
		}
		if err != nil {
			return previewMark{}, fmt.Errorf("the mark of a preview has an unreadable value of %s", into[i].name)
		}
	}
	if m.key.Source == "" || m.key.Ref == "" {
		return previewMark{}, fmt.Errorf("the mark of a preview has an empty source or ref")
	}
	return m, nil
}

// is reports whether the mark is that of the key, which is normal.
func (m previewMark) is(k PreviewKey) bool {
	return sameMarkValue(m.key.Source, k.Source) && sameMarkValue(m.key.Ref, k.Ref) && sameMarkValue(m.key.Repository, k.Repository)
}

func sameMarkValue(marked, text string) bool { return marked == text || marked == markDigest(text) }

// markValue returns a text as one word of limited length. The colon is escaped, so that only a digest looks like one.
func markValue(text string) string {
	if isMarkDigest(text) {
		return text
	}
	var b strings.Builder
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		if r == utf8.RuneError || r == ' ' || r == '%' || r == ':' || !unicode.IsPrint(r) {
			for _, c := range []byte(text[i : i+n]) {
				fmt.Fprintf(&b, "%%%02X", c)
			}
		} else {
			b.WriteString(text[i : i+n])
		}
		i += n
	}
	if utf8.RuneCountInString(b.String()) > maxMarkValue {
		return markDigest(text)
	}
	return b.String()
}

// isMarkDigest reports whether a part of a key was read from a mark that has only its digest. No normal key has such.
func isMarkDigest(text string) bool {
	digits, ok := strings.CutPrefix(text, digestPrefix)
	_, err := hex.DecodeString(digits)
	return ok && err == nil && len(digits) == 2*sha256.Size
}

func markDigest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return digestPrefix + hex.EncodeToString(sum[:])
}
