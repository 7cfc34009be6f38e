package report

import (
	"errors"
	"net"

	"codeclock/drift"
	"codeclock/drift/source"
)

// reason is why a server was of no use, as a word of a report.
type reason struct {
	code string
	err  error
}

// reasons returns the words for what went wrong. The errors themselves hold
// names and addresses.
func reasons() []reason {
	return []reason{
		{"no-answer", source.ErrNoAnswer},
		{"not-awaited", source.ErrNotAwaited},
		{"no-address", source.ErrNoAddress},
		{"unsynchronised", source.ErrUnsynchronised},
		{"stale", source.ErrStale},
		{"too-unsure", source.ErrTooFar},
		{"negative-delay", source.ErrNegativeDelay},
		{"clock-stepped", source.ErrClockStepped},
		{"malformed", source.ErrMalformed},
		{"mismatch", source.ErrMismatch},
		{"bad-name", source.ErrServer},
		{"bad-address", source.ErrURL},
		{"no-date", source.ErrNoDate},
		{"cached", source.ErrCached},
		{"certificate", source.ErrCertificate},
		{"proxy-certificate", source.ErrProxy},
		{"proxy-login", source.ErrProxyLogin},
		{"proxy-refuses", source.ErrProxyRefuses},
		{"proxy-address", source.ErrProxyAddress},
		{"claim", source.ErrClaim},
		{"not-tls", source.ErrNotTLS},
		{"not-http", source.ErrNotHTTP},
		{"tls", source.ErrTLS},
		{"broken", source.ErrBroken},
		{"forbidden", source.ErrForbidden},
		{"contradiction", source.ErrContradiction},
		{"same-server", drift.ErrSameServer},
		{"refused", source.ErrRefused},
		{"unreachable", source.ErrUnreachable},
	}
}

// errOther is what is left of an error that has no word.
var errOther = errors.New("another reason")

// errorCode returns the word of an error, "" for none.
func errorCode(err error) string {
	var kiss *source.KissError
	var dns *net.DNSError
	switch {
	case err == nil:
		return ""
	case errors.As(err, &kiss) && (kiss.Code == "RATE" || kiss.Code == "DENY" || kiss.Code == "RSTR"):
		return "kiss-" + map[string]string{"RATE": "rate", "DENY": "deny", "RSTR": "rstr"}[kiss.Code]
	case errors.As(err, &kiss):
		return "kiss"
	case errors.As(err, &dns):
		return "name-lookup"
	}
	for _, r := range reasons() {
		if errors.Is(err, r.err) {
			return r.code
		}
	}
	return "other"
}

// errorOf returns the error of a word, nil for none.
func errorOf(code string) error {
	switch code {
	case "":
		return nil
	case "kiss-rate":
		return &source.KissError{Code: "RATE"}
	case "kiss-deny":
		return &source.KissError{Code: "DENY"}
	case "kiss-rstr":
		return &source.KissError{Code: "RSTR"}
	case "kiss":
		return &source.KissError{Code: "?"}
	case "name-lookup":
		return &net.DNSError{Err: "no such host", IsNotFound: true}
	}
	for _, r := range reasons() {
		if r.code == code {
			return r.err
		}
	}
	return errOther
}

// knownError reports whether a word is one of those that errorCode returns.
func knownError(code string) bool { return code == "" || code == "other" || errorOf(code) != errOther }
