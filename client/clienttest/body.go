package clienttest

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"slices"
	"strings"
)

// The longest bodies: of an operation, far above what any needs, and of a part of an upload.
const (
	maxBody   = 8 << 20
	maxUpload = 64 << 20
)

// bind decodes the body of a request and holds it against the schema of the operation. An operation without a body takes
// anything that is empty.
func (c *call) bind(body []byte, header http.Header) error {
	if len(body) > maxBody {
		return refuse(http.StatusRequestEntityTooLarge, "the body exceeds %d MiB", maxBody>>20)
	}
	if c.op.body == "" {
		return nil
	}
	if kind, _, err := mime.ParseMediaType(header.Get("Content-Type")); err != nil || kind != "application/json" {
		return refuse(http.StatusBadRequest, "the content type of the body is not application/json")
	}
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.UseNumber()
	var value any
	if err := dec.Decode(&value); err != nil {
		return refuse(http.StatusBadRequest, "the body is not JSON")
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return refuse(http.StatusBadRequest, "the body is more than one JSON value")
	}
	fields, ok := value.(map[string]any)
	if !ok {
		return refuse(http.StatusBadRequest, "the body is not a JSON object")
	}
	c.raw, c.fields = body, fields
	schema, err := c.schema()
	if err != nil {
		return err
	}
	check := checker{schemas: requestSchemas(), lenient: c.conf.lenient}
	check.object(schema, "", fields)
	if check.lenient { // as if what was taken out had never been there
		if c.raw, err = json.Marshal(fields); err != nil {
			return err
		}
	}
	return check.bad.err()
}

// schema returns that of the body: for a union the one that the body's own field names.
func (c *call) schema() (string, error) {
	u, ok := requestSchemas().Unions[c.op.body]
	if !ok {
		return c.op.body, nil
	}
	value := c.fields[u.Property]
	if value == nil {
		if value = c.variant(); value == "" {
			return "", invalid(u.Property, "required", "%s is required", u.Property)
		}
	}
	name, _ := value.(string)
	schema, ok := u.Members[name]
	if !ok {
		known := make([]string, 0, len(u.Members))
		for member := range u.Members {
			known = append(known, member)
		}
		slices.Sort(known)
		return "", invalid(u.Property, "oneof", "%s is not one of %s", u.Property, strings.Join(known, ", "))
	}
	return schema, nil
}

// read decodes the checked body into a struct.
func (c *call) read(into any) error {
	if err := json.Unmarshal(c.raw, into); err != nil {
		return refuse(http.StatusBadRequest, "the body cannot be read")
	}
	return nil
}

// has reports whether the body holds something other than null under the key.
func (c *call) has(name string) bool { return c.fields[name] != nil }
