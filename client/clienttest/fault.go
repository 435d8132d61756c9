package clienttest

import (
	"encoding/json"
	"net/http"
	"strings"
	"time"
)

// Match selects requests. Fields that are empty do not narrow.
type Match struct {
	Operation string // name in the API, such as "CreateDeployment"; "Upload" for the parts of a deploy, "Registry" for images
	Method    string
	Path      string // what the path holds somewhere, such as an ID
	Skip      int    // let so many matching requests pass first
	Times     int    // then catch so many; 0 is one, below 0 all
}

// Fault is what goes wrong with a request. A fault with a Status, or that cuts the connection, takes the place of the
// operation, which does not happen unless Effect says so; the others spoil the operation's own answer.
type Fault struct {
	Status      int
	Body        string        // with a Status: the body, by default an error of Astro in JSON
	Empty       bool          // with a Status: no body at all
	ContentType string        // instead of application/json
	RetryAfter  string        // header: seconds, or a date
	Delay       time.Duration // passes before anything happens
	Drip        time.Duration // passes before every few bytes of the answer
	Cut         Cut
	Effect      bool          // the operation is carried out, and only its answer replaced: a lost answer
	Twice       bool          // the operation is carried out twice, as after a delivery that a proxy repeated; not in the registry
	Skew        time.Duration // the Date of the answer is that of a clock which is so far ahead, or behind
	Then        func()        // runs before the answer leaves: what somebody else changes meanwhile, as between two pages
}

// Cut says where an answer breaks off.
type Cut int

// Where answers break off.
const (
	CutNowhere    Cut = iota
	CutConnection     // before the first byte
	CutBody           // in the middle of the body, which was announced longer
	CutJSON           // in the middle of the body, as if it were whole
)

// armed is a fault that waits for its requests.
type armed struct {
	match Match
	fault Fault
	skip  int
	left  int // below 0: for ever
}

// Fail makes requests go wrong. The fault that was set first and matches counts; what has caught all its requests is
// gone.
func (a *Astro) Fail(m Match, f Fault) {
	a.mu.Lock()
	defer a.mu.Unlock()
	left := m.Times
	if left == 0 {
		left = 1
	}
	a.faults = append(a.faults, &armed{match: m, fault: f, skip: m.Skip, left: left})
}

// FailNext refuses the next request, whatever it is, before it has any effect.
func (a *Astro) FailNext(status int, message string) {
	text, _ := json.Marshal(errorBody{Message: message, StatusCode: status}) // text and a number: cannot fail
	a.Fail(Match{}, Fault{Status: status, Body: string(text)})
}

// ClearFaults removes the faults that have not caught all their requests.
func (a *Astro) ClearFaults() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.faults = nil
}

// nextFault returns what is to go wrong with the request.
func (a *Astro) nextFault(r *Request) (Fault, bool) {
	for i, f := range a.faults {
		m := f.match
		if m.Operation != "" && m.Operation != r.Operation || m.Method != "" && m.Method != r.Method || !strings.Contains(r.Path, m.Path) {
			continue
		}
		if f.skip > 0 {
			f.skip--
			continue
		}
		if f.left--; f.left == 0 {
			a.faults = append(a.faults[:i:i], a.faults[i+1:]...)
		}
		return f.fault, true
	}
	return Fault{}, false
}

// then lets somebody else act. Nothing is locked.
func (f Fault) then() {
	if f.Then != nil {
		f.Then()
	}
}

// happens reports whether the operation is carried out.
func (f Fault) happens() bool { return f.Effect || f.Status == 0 && f.Cut != CutConnection }

// spoil turns the answer of the operation into what arrives. The answer is nil when the operation did not happen.
func (f Fault) spoil(answer *reply, requestID string) *reply {
	if f.Status != 0 {
		answer = f.instead(requestID)
	}
	if answer == nil {
		answer = &reply{status: http.StatusBadGateway, header: http.Header{}}
	}
	if f.ContentType != "" {
		answer.header.Set("Content-Type", f.ContentType)
	}
	if f.RetryAfter != "" {
		answer.header.Set("Retry-After", f.RetryAfter)
	}
	answer.cut, answer.drip = f.Cut, f.Drip
	return answer
}

func (f Fault) instead(requestID string) *reply {
	switch {
	case f.Empty:
		return &reply{status: f.Status, header: http.Header{}}
	case f.Body != "":
		return &reply{status: f.Status, body: []byte(f.Body), header: http.Header{"Content-Type": {"application/json"}}}
	}
	code := f.Status
	if code < http.StatusBadRequest { // a success that is none
		code = http.StatusInternalServerError
	}
	return jsonReply(f.Status, errorBody{Message: http.StatusText(code), RequestID: requestID, StatusCode: code})
}
