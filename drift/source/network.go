package source

import (
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"slices"
	"syscall"
)

// networkReason puts the network's errors into words of ours, which are the same
// on every system, and keeps its own words beside them. A time-out, and a path
// that we closed ourselves, are both "no answer".
func networkReason(err error) error {
	refused, forbidden, unreachable := codes()
	is := func(code syscall.Errno) bool { return errors.Is(err, code) }
	switch {
	case errors.Is(err, os.ErrDeadlineExceeded), errors.Is(err, net.ErrClosed):
		return ErrNoAnswer
	case is(refused):
		return fmt.Errorf("%w: %w", ErrRefused, err)
	case slices.ContainsFunc(unreachable, is):
		return fmt.Errorf("%w: %w", ErrUnreachable, err)
	case slices.ContainsFunc(forbidden, is):
		return fmt.Errorf("%w: %w", ErrForbidden, err)
	}
	return err
}

// lineReason does the same for a connection, where more can go wrong. Every error
// that it returns is one of ours, or a *net.DNSError.
func lineReason(err error) error {
	var notTLS tls.RecordHeaderError
	var alert tls.AlertError
	var remote *net.OpError
	var dns *net.DNSError
	err = networkReason(err)
	switch {
	case errors.As(err, &dns), slices.ContainsFunc(ours(), func(known error) bool { return errors.Is(err, known) }):
		return err
	case errors.As(err, &notTLS):
		return ErrNotTLS
	case errors.As(err, &alert), errors.As(err, &remote) && remote.Op == "remote error", isTLS(err):
		return fmt.Errorf("%w: %w", ErrTLS, err)
	}
	return fmt.Errorf("%w: %w", ErrBroken, err)
}

// ours are the errors that a connection to a web server can have already.
func ours() []error {
	return []error{
		ErrNoAnswer, ErrRefused, ErrUnreachable, ErrForbidden, ErrCertificate, ErrNotHTTP, ErrURL,
		ErrProxy, ErrProxyLogin, ErrProxyRefuses, ErrProxyAddress,
	}
}

// isTLS reports whether an error is no fault of the connection under TLS, but of
// what was said on it. Package crypto/tls has no type for most of those.
func isTLS(err error) bool {
	var network net.Error
	return !errors.As(err, &network) && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF)
}
