package deployfile

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"

	"github.com/astrofile/astrofile/deployfile/diag"
	"github.com/astrofile/astrofile/internal/yamltree"
)

// planVersion is the version of the wire form that this package writes and reads.
const planVersion = 1

// maxPlan bounds a plan in its wire form. Two files of 1 MiB, the most that is read, can differ in some 100,000 entries
// of 300 bytes of plan each; a plan twice that large comes from elsewhere.
const maxPlan = 64 << 20

// MarshalJSON returns version 1 of the wire form in one line. Equal plans give equal bytes, and [ReadPlan] reads them
// back. The last member is the digest: "sha256:" and the SHA-256, in hexadecimal, of the bytes before the comma in front
// of it and a closing brace, which is the same document without its digest. White space, escapes and the order of keys
// do not count, because a reader writes the plan once more before it compares.
//
// A plan built by hand is refused where the wire form has no room for it: a Value that is not JSON, a number that is
// infinite or none, an action or an impact that does not exist.
func (p Plan) MarshalJSON() ([]byte, error) {
	body, err := p.appendBody(make([]byte, 0, 1024+256*len(p.Changes)), p.Summary())
	if err != nil {
		return nil, fmt.Errorf("writing the plan: %w", err)
	}
	digest := digestOf(body)
	body = append(body[:len(body)-1], `,"digest":"`...)
	body = append(append(body, digest...), `"}`...)
	if len(body) > maxPlan {
		return nil, fmt.Errorf("writing the plan: it takes %d bytes, and no more than %d can be read back", len(body), maxPlan)
	}
	return body, nil
}

func digestOf(body []byte) string {
	sum := sha256.Sum256(body)
	return "sha256:" + hex.EncodeToString(sum[:])
}

// appendBody appends the wire form without the digest.
func (p *Plan) appendBody(dst []byte, s Summary) ([]byte, error) {
	w := planWriter{out: append(dst, '{')}
	w.number("version", planVersion)
	w.open("deployment", '{')
	w.text("name", p.Deployment.Name)
	w.optional("id", p.Deployment.ID)
	w.optional("workspace", p.Deployment.Workspace)
	w.close('}')
	w.open("base", '{')
	w.optional("updatedAt", p.Base.UpdatedAt)
	w.close('}')
	w.flag("creation", p.Creation)
	w.summary(s)
	writeList(&w, "changes", p.Changes, (*planWriter).change)
	writeList(&w, "blocked", p.Blocked, (*planWriter).blocked)
	writeList(&w, "kept", p.Kept, (*planWriter).kept)
	writeList(&w, "notes", p.Notes, (*planWriter).note)
	w.scale(&p.Scale)
	if len(p.Fingerprints) > 0 {
		w.open("fingerprints", '{')
		for _, key := range slices.Sorted(maps.Keys(p.Fingerprints)) {
			w.separate()
			w.out = append(yamltree.AppendJSONText(w.out, key, true), ':')
			w.out = yamltree.AppendJSONText(w.out, p.Fingerprints[key], true)
		}
		w.close('}')
	}
	w.close('}')
	return w.out, w.err
}

// planWriter appends the members of objects. The first problem stays in err.
type planWriter struct {
	out []byte
	err error
}

func (w *planWriter) fail(format string, args ...any) {
	if w.err == nil {
		w.err = fmt.Errorf(format, args...)
	}
}

// separate writes a comma unless the object or list has only been opened.
func (w *planWriter) separate() {
	if last := w.out[len(w.out)-1]; last != '{' && last != '[' {
		w.out = append(w.out, ',')
	}
}

func (w *planWriter) key(name string) {
	w.separate()
	w.out = append(append(append(w.out, '"'), name...), `":`...)
}

func (w *planWriter) open(name string, bracket byte) {
	w.key(name)
	w.out = append(w.out, bracket)
}

func (w *planWriter) close(bracket byte) { w.out = append(w.out, bracket) }

func (w *planWriter) text(name, s string) {
	w.key(name)
	w.out = yamltree.AppendJSONText(w.out, s, true)
}

func (w *planWriter) optional(name, s string) {
	if s != "" {
		w.text(name, s)
	}
}

func (w *planWriter) number(name string, n int) {
	w.key(name)
	w.out = strconv.AppendInt(w.out, int64(n), 10)
}

func (w *planWriter) float(name string, f float64) {
	if math.IsInf(f, 0) || math.IsNaN(f) {
		w.fail("%s is not a number that JSON has", name)
		f = 0
	}
	w.key(name)
	format := byte('f')
	if size := math.Abs(f); size != 0 && (size < 1e-6 || size >= 1e21) {
		format = 'e'
	}
	w.out = strconv.AppendFloat(w.out, f, format, -1, 64)
}

// flag writes a truth value that is left out when it is false.
func (w *planWriter) flag(name string, b bool) {
	if b {
		w.key(name)
		w.out = append(w.out, "true"...)
	}
}

func (w *planWriter) value(name string, v Value, path diag.Path) {
	w.key(name)
	if v == "" {
		w.out = append(w.out, "null"...)
		return
	}
	out, err := v.appendTo(w.out, true)
	if err != nil {
		w.fail("the value %s of %s is not JSON", name, diag.Quote(string(path)))
		return
	}
	w.out = out
}

func (w *planWriter) texts(name string, list []string) {
	w.open(name, '[')
	for _, s := range list {
		w.separate()
		w.out = yamltree.AppendJSONText(w.out, s, true)
	}
	w.close(']')
}

// writeList writes a list of objects; nil is an empty list.
func writeList[T any](w *planWriter, name string, list []T, write func(*planWriter, *T)) {
	w.open(name, '[')
	for i := range list {
		w.separate()
		w.out = append(w.out, '{')
		write(w, &list[i])
		w.close('}')
	}
	w.close(']')
}
