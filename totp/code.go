package totp

import (
	"crypto/fips140"
	"encoding/base32"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"
)

// Step returns RFC 6238's T: the number of whole periods since 1970 began,
// rounded down also before that. A period of 0 means DefaultPeriod, a fraction
// of a second is dropped from it.
func Step(t time.Time, period time.Duration) int64 {
	p := max(int64(Verifier{Period: period}.period()/time.Second), 1)
	step := t.Unix() / p
	if t.Unix()%p < 0 {
		step--
	}
	return step
}

// Code returns the code that the key's device shows when its clock says t. A
// code is a secret as long as a verifier accepts it. Errors as for CodeOf.
func (k Key) Code(t time.Time) (string, error) { return k.CodeOf(Step(t, k.Period)) }

// CodeOf returns the code of a step. It fails as Check does, with
// ErrCounterBased, with ErrEpoch before 1970, where implementations differ, and
// with ErrFIPS where Go's FIPS 140-3 module would stop the program.
func (k Key) CodeOf(step int64) (string, error) {
	switch err := k.Check(); {
	case err != nil:
		return "", err
	case k.CounterBased:
		return "", ErrCounterBased
	case step < 0:
		return "", ErrEpoch
	case fips140.Enforced() && (k.Algorithm == SHA1 || len(k.secret()) < fipsKeyBytes):
		return "", ErrFIPS
	}
	opts := hotp.ValidateOpts{Digits: otp.Digits(k.Digits), Algorithm: k.Algorithm.pquerna()}
	if k.Steam {
		opts.Encoder = otp.EncoderSteam
	}
	// hotp, not totp: the latter takes the step through a float64.
	return hotp.GenerateCodeCustom(base32.StdEncoding.EncodeToString(k.secret()), uint64(step), opts)
}

// fipsKeyBytes is the shortest HMAC key that FIPS 140-only mode takes: 112 bits
// (crypto/internal/fips140only).
const fipsKeyBytes = 14

// pquerna is total: its own constants would panic on an unknown algorithm, and
// its MD5 on one code in five.
func (a Algorithm) pquerna() otp.Algorithm {
	switch a {
	case SHA256:
		return otp.AlgorithmSHA256
	case SHA512:
		return otp.AlgorithmSHA512
	}
	return otp.AlgorithmSHA1
}
