package clienttest

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"time"
)

// claims are what a token says about itself.
type claims struct {
	Permissions []string `json:"permissions,omitempty"` // a person's login has none
	TokenID     string   `json:"apiTokenId,omitempty"`
	Generated   bool     `json:"isAstronomerGenerated,omitempty"`
	Subject     string   `json:"sub"`
	Org         string   `json:"org_id,omitempty"`
	Scope       string   `json:"scope,omitempty"`
	KeyID       string   `json:"kid"`
	Version     int      `json:"version"`
	IssuedAt    int64    `json:"iat"`
	Expiry      int64    `json:"exp,omitempty"`
}

// mint returns a JSON Web Token that no other call returns, signed with a key that is no secret.
func (a *Astro) mint(c claims, expires time.Time) string {
	a.counts["secret"]++
	c.Version, c.IssuedAt, c.KeyID = a.counts["secret"], a.now().Unix(), "clienttest"
	if !expires.IsZero() {
		c.Expiry = expires.Unix()
	}
	payload, _ := json.Marshal(c) // text and numbers: cannot fail
	enc := base64.RawURLEncoding
	text := enc.EncodeToString([]byte(`{"alg":"HS256","typ":"JWT","kid":"clienttest"}`)) + "." + enc.EncodeToString(payload)
	mac := hmac.New(sha256.New, []byte("clienttest"))
	mac.Write([]byte(text))
	return text + "." + enc.EncodeToString(mac.Sum(nil))
}
