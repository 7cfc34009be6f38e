// Package source holds the places where true time comes from. Each of them
// asks a server and hands out samples; what the samples add up to is decided in
// package drift.
package source

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"time"

	"codeclock/drift/skew"
)

// Source is one server that can be asked for the time.
type Source interface {
	// Name returns the server as it was asked for, such as
	// "time.cloudflare.com" or "192.0.2.1:1123".
	Name() string

	// Kind returns what it speaks.
	Kind() Kind

	// Ask takes samples and hands each to got as it comes, until ctx ends or
	// the source has had what it may take. It returns once no more will come:
	// nil when it ended by itself, or the reason why there are no (more)
	// samples. Samples already handed out stay good. Calls of got are never
	// concurrent.
	Ask(ctx context.Context, got func(Sample)) error
}

// Sample is one exchange between the clock that is measured and one that knows
// better, as four timestamps (RFC 5905, section 8).
//
// An HTTPS answer and a phone's browser fit the same four: what is needed is
// only that true time at the moment of Sent was at most ServerReceived, and at
// the moment of Received at least ServerSent.
type Sample struct {
	Addr netip.AddrPort // who answered; zero when there is no single address

	Sent           time.Time // T1, on the measured clock
	ServerReceived time.Time // T2, true time
	ServerSent     time.Time // T3, true time
	Received       time.Time // T4, on the measured clock

	// Slack is how far true time may be from what the server said, and the
	// measured clock from what it showed: root delay/2 + root dispersion +
	// precision + local resolution + drift during the exchange.
	Slack time.Duration

	Stratum uint8  // NTP only; 0 when there is none
	RefID   string // NTP only, raw bytes from the network: sanitise before printing

	// What the server says of itself, NTP only: how far it is from its own source
	// of time, how unsure, and when it last had the time from there, by its own
	// clock; the zero time when it does not say.
	RootDelay      time.Duration
	RootDispersion time.Duration
	Reference      time.Time

	// Proxy is the host:port of the web proxy that the answer came through;
	// HTTPS only, empty when there was none.
	Proxy string

	// Redirect is the host that the answer sends to instead; HTTPS only, empty when
	// there is none. It is never asked. From the network: sanitise before printing.
	Redirect string

	// Claimed says that this clock calls the server's certificate expired or
	// not yet valid, so that it was verified at the time that the server itself
	// claims; HTTPS only. Whoever holds an old certificate can make that true,
	// so an estimate that rests on such samples must be marked.
	Claimed bool
}

// Interval returns the skew that this sample leaves possible.
//
// The request reached the server after it was sent, so true time at Sent was at
// most ServerReceived and the skew is at least Sent - ServerReceived; likewise
// it is at most Received - ServerSent. In RFC 5905's terms this is
// -offset ± delay/2, widened by Slack.
func (s Sample) Interval() skew.Interval {
	return skew.Between(
		s.Sent.Sub(s.ServerReceived),
		s.Received.Sub(s.ServerSent),
	).Widen(s.Slack)
}

// Delay returns RFC 5905's delta, the time on the way there and back. It is
// negative when the timestamps contradict each other.
func (s Sample) Delay() time.Duration {
	return skew.Sub(s.Received.Sub(s.Sent), s.ServerSent.Sub(s.ServerReceived))
}

// Impossible reports whether the answer left before the question had come, by more
// than the clocks may be off by.
func (s Sample) Impossible() bool { return s.Delay() < -skew.Add(s.Slack, s.Slack) }

// The reasons for which a server's answer is not used. A *KissError and the
// errors of package net come beside them.
var (
	ErrClockStepped   = errors.New("the clock was set while it was being measured")
	ErrNegativeDelay  = errors.New("the answer claims to have been sent before it was asked for")
	ErrUnsynchronised = errors.New("the server says that it does not know the time")
	ErrStale          = errors.New("the server has not checked its own time for more than a day")
	ErrTooFar         = errors.New("the server is too unsure of its own time")
	ErrMalformed      = errors.New("the answer is not a valid time answer")
	ErrMismatch       = errors.New("the answers do not belong to what was asked")
	ErrNoAddress      = errors.New("the name has no address")
	ErrNoAnswer       = errors.New("no answer")
	ErrRefused        = errors.New("nothing answers there: connection refused")
	ErrUnreachable    = errors.New("no way there from this network")
	ErrForbidden      = errors.New("this computer does not let the question out")
	ErrNotAwaited     = errors.New("not waited for: the answer was settled before")
	ErrURL            = errors.New("a web server is a host, or a URL that starts with https://")
	ErrNoDate         = errors.New("the answer does not say when it was made")
	ErrCached         = errors.New("the answer came from a cache, not from the server")
	ErrCertificate    = errors.New("the server's certificate is not valid for it at any time")
	ErrProxy          = errors.New("the web proxy's own certificate is not valid for it at any time")
	ErrProxyLogin     = errors.New("the web proxy wants a login")
	ErrProxyRefuses   = errors.New("the web proxy does not let this through")
	ErrProxyAddress   = errors.New("the web proxy's address cannot be used")
	ErrTLS            = errors.New("the server's TLS and ours have nothing in common")
	ErrBroken         = errors.New("the connection broke off")
	ErrClaim          = errors.New("the server's certificate is not valid at the time that the server claims")
	ErrNotTLS         = errors.New("the server does not speak TLS")
	ErrNotHTTP        = errors.New("the answer is not valid HTTP")
	ErrContradiction  = errors.New("the server's answers contradict each other")
)

// KissError is a server's kiss-o'-death: it asks to be left alone (RFC 5905,
// section 7.4). The server must not be asked again in this run.
type KissError struct {
	Code string // four ASCII characters, such as "RATE" or "DENY"; from the network
}

func (e *KissError) Error() string {
	return fmt.Sprintf("the server refuses to answer (kiss code %q)", e.Code)
}
