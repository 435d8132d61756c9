package deployfile

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"unicode/utf8"

	"github.com/astrofile/astrofile/deployfile/diag"
)

// ReadPlan reads a plan in its wire form, as [Plan.MarshalJSON] writes it. It takes nothing on trust: another version,
// an unknown or repeated key, an unknown action or impact, a summary that contradicts the changes and any text behind
// the plan are errors, and so is a body that its digest does not fit, because somebody changed it after the plan was
// made. An error is one line that names the place; it never repeats a value.
//
// White space and escapes do not count; values come out in one spelling, without white space and with the escapes of
// encoding/json except those for HTML, as [Diff] makes them. A member that is missing reads as an empty one, and an
// empty list as nil, except that the impact of a change is never nil.
func ReadPlan(data []byte) (Plan, error) {
	p, err := readPlan(data)
	if err != nil {
		return Plan{}, fmt.Errorf("reading the plan: %w", err)
	}
	return p, nil
}

// UnmarshalJSON is [ReadPlan] for package encoding/json.
func (p *Plan) UnmarshalJSON(data []byte) error {
	read, err := ReadPlan(data)
	if err == nil {
		*p = read
	}
	return err
}

// byteOrderMark is that of UTF-8.
const byteOrderMark = "\xef\xbb\xbf"

func readPlan(data []byte) (Plan, error) {
	data = bytes.TrimPrefix(data, []byte(byteOrderMark))
	switch {
	case len(data) > maxPlan:
		return Plan{}, fmt.Errorf("it takes %d bytes, more than the %d that a plan can have", len(data), maxPlan)
	case len(bytes.TrimSpace(data)) == 0:
		return Plan{}, errors.New("it is empty")
	case !utf8.Valid(data):
		return Plan{}, errors.New("it is not UTF-8")
	}
	text := string(data)
	if err := checkPlanVersion(text); err != nil {
		return Plan{}, err
	}
	r := planReader{jsonCursor: jsonCursor{text: text}}
	if err := r.object(r.member); err != nil {
		return Plan{}, err
	}
	if err := r.end(); err != nil {
		return Plan{}, err
	}
	if r.digest == "" {
		return Plan{}, &jsonFault{"digest", "is missing"}
	}
	body, err := r.plan.appendBody(make([]byte, 0, len(data)), r.summary)
	switch {
	case err != nil:
		return Plan{}, err
	case digestOf(body) != r.digest:
		return Plan{}, &jsonFault{"digest", "does not fit: the plan was changed after it was made; make a new one"}
	case r.summary != r.plan.Summary():
		return Plan{}, &jsonFault{"summary", "contradicts the lists of the plan"}
	}
	return r.plan, nil
}

// errFound stops a search.
var errFound = errors.New("found")

// checkPlanVersion looks for the version before anything else is judged: a later one may have other members.
func checkPlanVersion(text string) error {
	c := jsonCursor{text: text}
	var version string
	err := c.object(func(key string) (err error) {
		if key != "version" {
			return c.skip()
		}
		if version, err = c.number(); err != nil {
			return fault("is not a whole number")
		}
		return errFound
	})
	switch {
	case version == strconv.Itoa(planVersion):
		return nil
	case version != "" && len(version) <= 20:
		return &jsonFault{"version", fmt.Sprintf("is %s, and only version %d can be read", version, planVersion)}
	case version != "":
		return &jsonFault{"version", fmt.Sprintf("is another one than %d, the only one that can be read", planVersion)}
	case err != nil:
		return err
	default:
		return &jsonFault{"version", "is missing, so this is not a plan"}
	}
}

// planReader reads the members of a plan one by one.
type planReader struct {
	jsonCursor
	plan    Plan
	summary Summary
	digest  string
}

var errUnknownKey = fault("is not a key of a plan")

func (r *planReader) member(key string) (err error) {
	p := &r.plan
	switch key {
	case "version":
		_, err = r.number()
	case "deployment":
		err = r.object(r.target)
	case "base":
		err = r.object(func(key string) error {
			if key != "updatedAt" {
				return errUnknownKey
			}
			return readText(r, &p.Base.UpdatedAt)
		})
	case "creation":
		err = r.bool(&p.Creation)
	case "summary":
		err = r.object(r.summaryMember)
	case "changes":
		if p.Changes, err = readList(r, r.change); err == nil {
			err = p.completeChanges()
		}
	case "blocked":
		p.Blocked, err = readList(r, r.blocked)
	case "kept":
		p.Kept, err = readList(r, r.kept)
	case "notes":
		p.Notes, err = readList(r, r.note)
	case "scale":
		err = r.object(r.scale)
	case "fingerprints":
		err = r.object(r.fingerprint)
	case "digest":
		err = readText(r, &r.digest)
	default:
		err = errUnknownKey
	}
	return err
}

func (p *Plan) completeChanges() error {
	for i := range p.Changes {
		c := &p.Changes[i]
		if c.Action == "" {
			return &jsonFault{diag.Path("").Index(i).Field("action"), "is missing"}
		}
		if c.Impact == nil {
			c.Impact = []Impact{}
		}
	}
	return nil
}

func (r *planReader) target(key string) error {
	t := &r.plan.Deployment
	switch key {
	case "name":
		return readText(r, &t.Name)
	case "id":
		return readText(r, &t.ID)
	case "workspace":
		return readText(r, &t.Workspace)
	default:
		return errUnknownKey
	}
}

func (r *planReader) fingerprint(key string) error {
	if r.plan.Fingerprints == nil {
		r.plan.Fingerprints = make(map[string]string)
	}
	var s string
	err := readText(r, &s)
	r.plan.Fingerprints[key] = s
	return err
}

// readList reads a list of objects; an empty one is nil.
func readList[T any](r *planReader, member func(into *T, key string) error) ([]T, error) {
	var list []T
	err := r.array(func() error {
		var item T
		err := r.object(func(key string) error { return member(&item, key) })
		list = append(list, item)
		return err
	})
	return list, err
}

func readText[T ~string](r *planReader, into *T) error {
	s, err := r.string()
	*into = T(s)
	return err
}

func (r *planReader) texts(into *[]string) error {
	return r.array(func() error {
		s, err := r.string()
		*into = append(*into, s)
		return err
	})
}

func (r *planReader) bool(into *bool) error {
	switch {
	case r.word("true"):
		*into = true
	case r.word("false"):
		*into = false
	default:
		return r.expected("true or false")
	}
	return nil
}

func (r *planReader) float(into *float64) error {
	text, err := r.number()
	if err != nil {
		return err
	}
	if *into, err = strconv.ParseFloat(text, 64); err != nil {
		return fault("is too large a number")
	}
	return nil
}

func (r *planReader) count(into *int) error {
	text, err := r.number()
	if err != nil {
		return err
	}
	if *into, err = strconv.Atoi(text); err != nil {
		return fault("is not a count")
	}
	return nil
}

// value reads a value in the spelling that the package writes; null is none.
func (r *planReader) value(into *Value) error {
	out, err := r.appendValue(nil, false)
	if string(out) != "null" {
		*into = Value(out)
	}
	return err
}
