package totp

import (
	"bytes"
	"crypto/hmac"
	"fmt"
	"io"
	"strings"
	"time"
)

// Key is a secret and everything else that decides its codes. It comes from
// NewKey or one of the Parse functions.
//
// A Key never shows its secret: not in any format verb, not as text, JSON or a
// log value, and not in an error of this package. It says of itself no more
// than that it is a key, for an account's name may be private too.
type Key struct {
	Issuer  string // who verifies the codes; may be empty
	Account string // whose they are; may be empty

	Algorithm Algorithm
	Digits    int           // 6 to 8; 5 for Steam
	Period    time.Duration // RFC 6238's X: whole seconds
	Steam     bool          // five characters of Steam's own alphabet instead of digits

	// CounterBased marks a key of RFC 4226, which counts logins. No clock can
	// spoil its codes, and this package makes none of them.
	CounterBased bool

	// A func, since fmt looks behind nearly everything else: a Key in a private
	// field of another struct is printed without its methods, and with %s even
	// what a pointer of it points to.
	secret func() []byte
}

// NewKey returns the usual kind of key for a secret: SHA1, 6 digits, 30 s. The
// secret is copied. It fails with ErrSecretEmpty.
func NewKey(secretBytes []byte) (Key, error) {
	if len(secretBytes) == 0 {
		return Key{}, ErrSecretEmpty
	}
	own := bytes.Clone(secretBytes)
	return Key{
		Algorithm: SHA1,
		Digits:    6,
		Period:    DefaultPeriod,
		secret:    func() []byte { return own },
	}, nil
}

// Check reports a key from which no code can be made, or only a code that its
// owner's device would not show.
func (k Key) Check() error {
	switch {
	case k.secret == nil:
		return ErrSecretEmpty
	case k.Algorithm < SHA1 || k.Algorithm > SHA512:
		return ErrAlgorithm
	case k.Steam && k.Digits != steamCharacters:
		return ErrDigits
	case !k.Steam && (k.Digits < 6 || k.Digits > 8):
		return ErrDigits
	case badPeriod(k.Period):
		return ErrPeriod
	}
	return nil
}

// Equal reports whether both keys make the same codes for the same account.
func (k Key) Equal(l Key) bool {
	if (k.secret == nil) != (l.secret == nil) || k.secret != nil && !hmac.Equal(k.secret(), l.secret()) {
		return false
	}
	return k.Issuer == l.Issuer && k.Account == l.Account &&
		k.Algorithm == l.Algorithm && k.Digits == l.Digits && k.Period == l.Period &&
		k.Steam == l.Steam && k.CounterBased == l.CounterBased
}

// Bytes returns the length of the secret, which some verifiers limit.
func (k Key) Bytes() int {
	if k.secret == nil {
		return 0
	}
	return len(k.secret())
}

const redacted = "totp.Key(redacted)"

// String returns a text without any part of the key.
func (k Key) String() string { return redacted }

// Format writes the text of String for every verb.
func (k Key) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, redacted) }

// MarshalText returns the text of String; JSON, XML and log/slog use it.
func (k Key) MarshalText() ([]byte, error) { return []byte(redacted), nil }

// Algorithm is the hash of the HMAC. RFC 6238 (section 1.2) knows these three;
// MD5, which some libraries accept, is not one of them.
type Algorithm int

const (
	SHA1 Algorithm = iota
	SHA256
	SHA512
)

// String returns the name as an otpauth address spells it.
func (a Algorithm) String() string {
	switch a {
	case SHA1:
		return "SHA1"
	case SHA256:
		return "SHA256"
	case SHA512:
		return "SHA512"
	}
	return "unknown"
}

// ParseAlgorithm reads "SHA1", "sha-256", "HMAC-SHA512" and the like. Anything
// else is ErrAlgorithm, never a silent SHA1.
func ParseAlgorithm(text string) (Algorithm, error) {
	name := strings.NewReplacer("-", "", "_", "").Replace(strings.ToUpper(text))
	name = strings.TrimPrefix(name, "HMAC")
	for a := SHA1; a <= SHA512; a++ {
		if name == a.String() {
			return a, nil
		}
	}
	return 0, ErrAlgorithm
}
