package words

import (
	"crypto/x509"
	"errors"
	"net"

	"codeclock/drift"
	"codeclock/drift/source"
)

// Reason says in words why a server is of no use.
func Reason(err error) string {
	var kiss *source.KissError
	var dns *net.DNSError
	switch {
	case errors.As(err, &kiss):
		return kissReason(kiss.Code)
	case errors.As(err, &dns):
		return "its name could not be looked up"
	case errors.Is(err, source.ErrCertificate), errors.Is(err, source.ErrClaim):
		return certificateReason(err)
	}
	for _, r := range reasons() {
		if errors.Is(err, r.err) {
			return r.words
		}
	}
	return "cannot be reached"
}

func kissReason(code string) string {
	switch code {
	case "RATE":
		return "is rate-limiting us"
	case "DENY", "RSTR":
		return "refuses to answer this network"
	}
	return "refuses to answer (code " + Clean(code) + ")"
}

// certificateReason says why a certificate was refused. One from an unknown
// issuer is mostly made by something in between, which is not the site.
func certificateReason(err error) string {
	var issuer x509.UnknownAuthorityError
	var name x509.HostnameError
	var invalid x509.CertificateInvalidError
	switch {
	case errors.As(err, &issuer):
		return "its certificate's issuer is unknown here (a company's proxy, or a sign-in page of this network?)"
	case errors.As(err, &name):
		return "its certificate is for another name"
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired && errors.Is(err, source.ErrClaim):
		return "its certificate has expired, or is not valid yet, even at the time that it claims"
	}
	return "its certificate is not to be trusted"
}

type reason struct {
	err   error
	words string
}

func reasons() []reason {
	return []reason{
		{source.ErrNoAnswer, "no answer"},
		{source.ErrNotAwaited, "not waited for: the others agreed"},
		{source.ErrNoAddress, "its name has no address"},
		{source.ErrUnsynchronised, `answers, but says "not synchronised"`},
		{source.ErrStale, "has not checked its own time for more than a day"},
		{source.ErrTooFar, "is too unsure of its own time"},
		{source.ErrNegativeDelay, "claims to have answered before it was asked"},
		{source.ErrClockStepped, "this computer's clock was set meanwhile"},
		{source.ErrMalformed, "its answer is not a valid time answer"},
		{source.ErrMismatch, "its answers do not belong to what was asked"},
		{source.ErrServer, "is not a valid server name"},
		{source.ErrURL, "is not a valid web server name"},
		{source.ErrNoDate, "its answer does not say when it was made"},
		{source.ErrCached, "its answer came from a cache"},
		{source.ErrProxy, "cannot be asked: the web proxy's certificate is not to be trusted"},
		{source.ErrProxyLogin, "cannot be asked: the web proxy wants a login"},
		{source.ErrProxyRefuses, "cannot be asked: the web proxy does not let this through"},
		{source.ErrProxyAddress, "cannot be asked: the web proxy's address cannot be used"},
		{source.ErrTLS, "speaks no TLS that is safe enough"},
		{source.ErrBroken, "the connection broke off before it answered"},
		{source.ErrForbidden, "this computer itself does not let the question out"},
		{source.ErrNotTLS, "does not speak HTTPS there"},
		{source.ErrNotHTTP, "its answer is not a valid web answer"},
		{source.ErrContradiction, "contradicts itself"},
		{drift.ErrSelfContradiction, "contradicts itself"},
		{drift.ErrSameServer, "answers as the same server as another one"},
		{source.ErrRefused, "nothing answers there (connection refused)"},
		{source.ErrUnreachable, "this network does not reach it"},
	}
}
