package deployfile

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"strconv"
	"time"
)

// Fingerprints tells whether the value of a secret is the one that an earlier plan set, without holding any value. What
// an earlier plan has recorded is good only together with the key that it was recorded with: keep the key where secrets
// are kept, apart from the plans.
type Fingerprints struct {
	// key stands behind a pointer to a string, because package fmt prints what it finds in an unexported field of a caller
	// without asking its methods, but does not follow such a pointer.
	key *string
	// Of is what an earlier plan recorded, by variable key: its Plan.Fingerprints.
	Of map[string]string
	// Since is when those values were applied, in RFC 3339 and by the clock of the API: the updatedAt that it answered
	// with. A variable that was updated later is not trusted.
	Since string
}

const (
	shortestFingerprintKey = 16 // bytes
	fingerprintVersion     = "v1:"
)

// NewFingerprints returns fingerprints that nothing has been recorded for yet. The key is a secret of the caller, random
// and new for each chain of plans: without it anybody who sees a plan could try likely values until the fingerprint
// fits. One of fewer than 16 bytes could be tried too, and is an error. The key is copied.
func NewFingerprints(key []byte) (Fingerprints, error) {
	if len(key) < shortestFingerprintKey {
		return Fingerprints{}, fmt.Errorf("the key of fingerprints has %d bytes, fewer than %d: values could be guessed", len(key), shortestFingerprintKey)
	}
	return Fingerprints{key: new(string(key))}, nil
}

// Format writes how many fingerprints there are and nothing of the key, for every verb of package fmt.
func (f Fingerprints) Format(w fmt.State, _ rune) {
	_, _ = io.WriteString(w, "deployfile.Fingerprints("+strconv.Itoa(len(f.Of))+")")
}

// of returns the fingerprint of the value of a variable, "" when there is no value or no usable key. It depends on the
// key of the variable too, so that two variables with one value do not show that they have.
func (f Fingerprints) of(v EnvironmentVariable) string {
	if v.Value == nil || f.key == nil {
		return ""
	}
	mac := hmac.New(sha256.New, []byte(*f.key))
	var length [8]byte // keeps apart what moves a byte from the key to the value
	binary.BigEndian.PutUint64(length[:], uint64(len(v.Key)))
	_, _ = mac.Write(length[:])
	_, _ = io.WriteString(mac, v.Key)
	_, _ = io.WriteString(mac, *v.Value)
	return fingerprintVersion + hex.EncodeToString(mac.Sum(nil))
}

// same reports whether the value that an update would set is the one that the live variable has, and whether that is
// known at all. It is known when an earlier plan recorded the variable and nobody has updated it since.
func (f Fingerprints) same(live, want EnvironmentVariable) (same, known bool) {
	recorded, now := f.Of[want.Key], f.of(want)
	if recorded == "" || now == "" || live.Key != want.Key || len(recorded) != len(now) || recorded[:len(fingerprintVersion)] != fingerprintVersion {
		return false, false
	}
	since, err := time.Parse(time.RFC3339, f.Since)
	if err != nil {
		return false, false
	}
	updated, err := time.Parse(time.RFC3339, live.UpdatedAt)
	if err != nil || updated.After(since) {
		return false, false
	}
	return hmac.Equal([]byte(recorded), []byte(now)), true
}
