package diag

import (
	"encoding/json"
	"fmt"
)

// EnvelopeVersion is the version of the wire form that this package writes and reads.
const EnvelopeVersion = 1

// Envelope is the wire form of the findings about one file, the same in Go, in WebAssembly and in CI. It can be read
// back with encoding/json.
type Envelope struct {
	Version     int    `json:"version"`
	File        string `json:"file"`
	Mode        string `json:"mode"` // what the file is meant for; any, create, update or template
	Valid       bool   `json:"valid"`
	Counts      Counts `json:"counts"`
	Diagnostics List   `json:"diagnostics"`
}

// NewEnvelope returns the wire form of the findings about file. The file is valid when no error counts, among the
// findings that [List.Cap] left out too.
func NewEnvelope(file, mode string, l List) Envelope {
	counts := l.Counts()
	return Envelope{EnvelopeVersion, file, mode, counts.Error == 0, counts, l}
}

// AppendJSON appends the envelope as one line without its end. Equal envelopes give equal bytes.
func (e Envelope) AppendJSON(dst []byte) []byte {
	dst = appendInt(dst, `{"version":`, e.Version)
	dst = appendField(dst, `,"file":`, e.File)
	dst = appendField(dst, `,"mode":`, e.Mode)
	if e.Valid {
		dst = append(dst, `,"valid":true`...)
	} else {
		dst = append(dst, `,"valid":false`...)
	}
	dst = append(dst, `,"counts":{`...)
	dst = appendCounts(dst, e.Counts)
	dst = append(dst, `},"diagnostics":`...)
	return append(e.Diagnostics.AppendJSON(dst), '}')
}

// MarshalJSON returns what [Envelope.AppendJSON] appends.
func (e Envelope) MarshalJSON() ([]byte, error) { return e.AppendJSON(nil), nil }

// UnmarshalJSON reads an envelope and refuses any version but [EnvelopeVersion]. Each finding is given the file of the
// envelope.
func (e *Envelope) UnmarshalJSON(data []byte) error {
	var head struct {
		Version int `json:"version"`
	}
	if err := json.Unmarshal(data, &head); err != nil {
		return fmt.Errorf("reading findings: %w", err)
	}
	if head.Version != EnvelopeVersion {
		return fmt.Errorf("reading findings: version %d is not supported, only version %d is", head.Version, EnvelopeVersion)
	}
	type plain Envelope // without this method
	var body plain
	if err := json.Unmarshal(data, &body); err != nil {
		return fmt.Errorf("reading findings: %w", err)
	}
	for i := range body.Diagnostics {
		d := &body.Diagnostics[i]
		d.File = body.File
		if len(d.Related) == 0 {
			d.Related = nil
		}
	}
	*e = Envelope(body)
	return nil
}

// AppendJSON appends the findings as a JSON array in one line; no findings are an empty array.
func (l List) AppendJSON(dst []byte) []byte {
	dst = append(dst, '[')
	for i := range l {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = l[i].appendJSON(dst)
	}
	return append(dst, ']')
}

// MarshalJSON returns what [List.AppendJSON] appends.
func (l List) MarshalJSON() ([]byte, error) { return l.AppendJSON(nil), nil }

// MarshalJSON returns the finding as it stands in an [Envelope], which has the file.
func (d Diagnostic) MarshalJSON() ([]byte, error) { return d.appendJSON(nil), nil }
