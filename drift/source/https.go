package source

import (
	"context"
	"crypto/x509"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"
)

// DefaultRequests is how many requests one web server gets at most: one that
// finds the second and four that halve what is left of it, to 1/16 s and a round
// trip.
const DefaultRequests = 5

// HTTPS is one web server as a Source: it reads the Date of the server's
// answers. Only Server needs to be set.
//
// The server is sent HEAD requests that carry nothing about this computer, over
// HTTP/1.1 and one connection after another, so that no server can make this ask
// more often than Requests says, whatever it answers. Redirects are not followed,
// since a redirect has a Date like any answer, and so no host but Server is ever
// contacted.
type HTTPS struct {
	// Server is a host, host:port or https:// URL.
	Server string

	// Requests is how many requests to send at most. 0 means DefaultRequests.
	Requests int

	// Roots are the authorities to trust. nil means the system's.
	Roots *x509.CertPool

	// Proxy returns the web proxy for a request, or nil for none, such as
	// http.ProxyFromEnvironment. nil means to use no proxy.
	Proxy func(*http.Request) (*url.URL, error)

	// Dial opens a connection. nil means TCP.
	Dial func(ctx context.Context, network, addr string) (net.Conn, error)

	// Now reads the clock that is measured. nil means time.Now.
	Now func() time.Time
}

// Name returns the host that is asked, with its port when it is not 443.
func (h *HTTPS) Name() string {
	u, err := ParseURL(h.Server)
	if err != nil {
		return h.Server
	}
	return u.Host
}

// Kind returns KindHTTPS.
func (h *HTTPS) Kind() Kind { return KindHTTPS }

// ParseURL reads a host, host:port or https:// URL. Errors are ErrURL.
func ParseURL(server string) (*url.URL, error) {
	if !strings.Contains(server, "://") {
		server = "https://" + bracketed(server)
	}
	u, err := url.Parse(server)
	switch {
	case err != nil, u.Scheme != "https", u.Hostname() == "", u.User != nil, u.Opaque != "":
		return nil, ErrURL
	case u.Port() == "443":
		u.Host = strings.TrimSuffix(u.Host, ":443")
	}
	if u.Path == "" {
		u.Path = "/"
	}
	u.Fragment = ""
	return u, nil
}

// bracketed puts an IPv6 literal into the brackets that a URL wants.
func bracketed(host string) string {
	if addr, err := netip.ParseAddr(host); err == nil && addr.Is6() {
		return "[" + host + "]"
	}
	return host
}

// Ask takes samples until they are about a round trip wide, with at most Requests
// requests. The first sample is a second and a round trip wide; each further
// request is sent so that it reaches the server when a second turns, if the skew is
// in the middle of what is possible so far. What the server says then halves that.
func (h *HTTPS) Ask(ctx context.Context, got func(Sample)) error {
	u, err := ParseURL(h.Server)
	if err != nil {
		return err
	}
	v := h.visit(u)
	defer v.hangUp()
	var found narrowing
	for range h.requests() {
		s, err := v.sample(ctx, found)
		switch {
		case err == nil:
		case found.possible.Known() && (ctx.Err() != nil || errors.Is(err, errNoTime)):
			return nil // there are samples, and no time for a better one
		case found.possible.Known() && v.hangUp():
			continue // servers end connections when they like
		default:
			return err
		}
		got(s)
		switch {
		case !found.add(s):
			return v.contradiction() // what the samples are worth is not decided here
		case found.done():
			return nil
		}
	}
	return nil
}

// errNoTime is the error of a request that would be sent after the deadline.
var errNoTime = errors.New("no time to ask again")

// sample takes one sample at the moment that tells most. The connection is made
// before that, or setting it up would make the request late.
func (v *visit) sample(ctx context.Context, found narrowing) (Sample, error) {
	if err := v.connect(ctx); err != nil {
		return Sample{}, err
	}
	if !v.h.waitUntil(ctx, found.next(v.h.now())) {
		return Sample{}, errNoTime
	}
	return v.exchange(ctx)
}

func (h *HTTPS) requests() int {
	if h.Requests <= 0 {
		return DefaultRequests
	}
	return h.Requests
}

// now reads the measured clock without its monotonic part, so that differences
// show what the clock did.
func (h *HTTPS) now() time.Time {
	if h.Now == nil {
		return time.Now().Round(0)
	}
	return h.Now().Round(0)
}

// waitUntil waits until the measured clock shows t. It returns false, at once,
// when ctx would end first.
func (h *HTTPS) waitUntil(ctx context.Context, t time.Time) bool {
	wait := t.Sub(h.now())
	if wait <= 0 {
		return true
	}
	if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) < wait {
		return false
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
