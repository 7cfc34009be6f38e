package report

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"
)

// Desk says who served the page on which a device was measured. Its signature
// stands after the data, covers all of it, and so the ticket, the rule and the
// samples too.
type Desk struct {
	Key    string `json:"key"`              // first 8 bytes of the SHA-256 of its public key, in hexadecimal
	Time   int64  `json:"time"`             // when it signed, by true time: microseconds since 1970
	Policy string `json:"policy,omitempty"` // whose rule judges, as package totp names it
}

const signatureSize = ed25519.SignatureSize

var keyID = lazy(`^[0-9a-f]{16}$`)

// NewDesk returns what a desk says of itself, but for the time.
func NewDesk(key ed25519.PublicKey, policy string) Desk {
	hash := sha256.Sum256(key)
	return Desk{Key: hex.EncodeToString(hash[:8]), Policy: policy}
}

// signed is what a signature is made of: the data and its version.
func signed(version int, data []byte) []byte {
	return append(fmt.Appendf(nil, "codeclock signed report %d\n", version), data...)
}

// SignedBy reports whether the report was signed with this key.
func (f Found) SignedBy(key ed25519.PublicKey) bool {
	return f.Err == nil && f.Report.Desk != nil && len(key) == ed25519.PublicKeySize &&
		ed25519.Verify(key, signed(f.Version, f.data), f.signature)
}

// SignedAt returns when the desk signed, by its true time.
func (d Desk) SignedAt() time.Time { return time.UnixMicro(d.Time).UTC() }

func (d *Desk) valid(version int) bool {
	return d == nil || version >= 2 && keyID().MatchString(d.Key) && len(d.Policy) <= 40 && (d.Policy == "" || wordPattern().MatchString(d.Policy)) && sayable(d.SignedAt())
}
