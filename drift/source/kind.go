package source

import (
	"errors"
	"net"
	"slices"
)

// Kind is what a source speaks.
type Kind int

const (
	KindNTP Kind = iota
	KindHTTPS
)

// String returns "ntp" or "https".
func (k Kind) String() string {
	if k == KindHTTPS {
		return "https"
	}
	return "ntp"
}

// Heard reports whether a source that ended with err sent an answer that could be
// read, useful or not. Whatever else ended it, such as a network that refuses, a
// proxy in between or silence, says nothing about the source.
func Heard(err error) bool {
	var kiss *KissError
	return err == nil || errors.As(err, &kiss) ||
		slices.ContainsFunc(answers(), func(answer error) bool { return errors.Is(err, answer) })
}

// Found reports whether a source that ended with err had an address to ask: only
// then has anything been sent.
func Found(err error) bool {
	var lookup *net.DNSError
	return !errors.As(err, &lookup) && !errors.Is(err, ErrNoAddress) && !errors.Is(err, ErrServer) && !errors.Is(err, ErrURL)
}

// answers are the errors that mean that an answer was read.
func answers() []error {
	return []error{
		ErrClockStepped, ErrNegativeDelay, ErrUnsynchronised, ErrStale, ErrTooFar, ErrMalformed, ErrMismatch,
		ErrNoDate, ErrCached, ErrCertificate, ErrClaim, ErrContradiction,
	}
}
