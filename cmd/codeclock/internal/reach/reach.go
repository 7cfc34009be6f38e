// Package reach looks at the way from this computer to one host that somebody
// named: whether its name resolves, a connection opens, who answers with which
// certificate, and whether something stands between. It contacts that host alone,
// and the resolver that the system uses; it sends no more than a greeting.
package reach

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/netip"
	"time"
)

// DefaultTimeout is how long a look takes at most.
const DefaultTimeout = 10 * time.Second

// Options say what to look at, and how.
type Options struct {
	Host    string        // a name or an address, without a port
	Port    string        // for TLS; "" means 443
	Plain   string        // the port for HTTP without TLS; "" means 80
	Timeout time.Duration // 0 means DefaultTimeout

	Resolve func(ctx context.Context, host string) ([]netip.Addr, error)         // nil means the system's
	Dial    func(ctx context.Context, network, address string) (net.Conn, error) // nil means net.Dialer
	Roots   *x509.CertPool                                                       // nil means the system's
	Now     func() time.Time                                                     // of the clock that judges certificates; nil means time.Now
}

// Result is what was seen on the way. A later stage is only looked at when the
// earlier one worked; Plain is looked at besides TLS.
type Result struct {
	Host    string
	Resolve Stage
	Connect Stage
	TLS     Stage
	Plain   Stage

	Private     bool // the name resolves to an address that no public site has
	Elsewhere   bool // HTTP without TLS is sent on to another site, as sign-in pages do
	SignIn      bool // or answers that one must sign in first (RFC 6585, 511)
	Certificate Certificate
}

// Stage is one part of the way.
type Stage struct {
	Asked bool
	Err   error // nil where it worked
	Took  time.Duration
}

// OK reports whether a stage was looked at and worked.
func (s Stage) OK() bool { return s.Asked && s.Err == nil }

// Certificate is what is wrong with the certificate of who answered.
type Certificate int

// What a certificate can be. Unseen means that none came.
const (
	Unseen    Certificate = iota
	Trusted               // it is the host's
	OtherName             // it is another host's
	Stranger              // nobody that this computer trusts has signed it
	WrongTime             // it has ended or not begun, by this computer's clock
	Broken                // anything else
)

// Answered reports whether the host itself, proven by its certificate, answered.
func (r Result) Answered() bool { return r.Certificate == Trusted }

// Intercepted reports whether something else answered in its place.
func (r Result) Intercepted() bool {
	return r.SignIn || r.Elsewhere && !r.Answered() || r.Certificate == OtherName || r.Certificate == Stranger
}

// Look looks at the way to a host.
func Look(ctx context.Context, o Options) Result {
	ctx, cancel := context.WithTimeout(ctx, orDefault(o.Timeout))
	defer cancel()
	r := Result{Host: o.Host}
	addresses := r.resolve(ctx, o)
	if !r.Resolve.OK() {
		return r
	}
	r.Private = private(o.Host, addresses)
	r.secure(ctx, o, addresses)
	r.plain(ctx, o, addresses)
	return r
}

func orDefault(d time.Duration) time.Duration {
	if d == 0 {
		return DefaultTimeout
	}
	return d
}

func (r *Result) resolve(ctx context.Context, o Options) []netip.Addr {
	if a, err := netip.ParseAddr(o.Host); err == nil {
		r.Resolve.Asked = true
		return []netip.Addr{a}
	}
	ask := o.Resolve
	if ask == nil {
		ask = func(ctx context.Context, host string) ([]netip.Addr, error) {
			return net.DefaultResolver.LookupNetIP(ctx, "ip", host)
		}
	}
	var found []netip.Addr
	r.Resolve = timed(func() (err error) {
		found, err = ask(ctx, o.Host)
		if err == nil && len(found) == 0 {
			err = errNoAddress
		}
		return err
	})
	return found
}

var errNoAddress = errors.New("the name has no address")

// private reports whether a public name leads to an address of a home or an office.
func private(host string, addresses []netip.Addr) bool {
	if _, err := netip.ParseAddr(host); err == nil || host == "localhost" {
		return false
	}
	for _, a := range addresses {
		if !a.IsPrivate() && !a.IsLoopback() && !a.IsLinkLocalUnicast() && !a.IsUnspecified() {
			return false
		}
	}
	return true
}

// secure opens a connection and greets with TLS.
func (r *Result) secure(ctx context.Context, o Options, addresses []netip.Addr) {
	var conn net.Conn
	r.Connect = timed(func() (err error) {
		conn, err = o.dial(ctx, addresses, o.Port, "443")
		return err
	})
	if conn == nil {
		return
	}
	defer conn.Close()
	client := tls.Client(conn, &tls.Config{ServerName: o.Host, RootCAs: o.Roots, Time: o.Now})
	r.TLS = timed(func() error { return client.HandshakeContext(ctx) })
	r.Certificate = judge(r.TLS.Err)
}

// judge returns what an error of TLS says of the certificate.
func judge(err error) Certificate {
	var name x509.HostnameError
	var authority x509.UnknownAuthorityError
	var invalid x509.CertificateInvalidError
	var any *tls.CertificateVerificationError
	switch {
	case err == nil:
		return Trusted
	case errors.As(err, &name):
		return OtherName
	case errors.As(err, &authority):
		return Stranger
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return WrongTime
	case errors.As(err, &any):
		return Broken
	}
	return Unseen
}

// dial opens a connection to the first address that takes one.
func (o Options) dial(ctx context.Context, addresses []netip.Addr, port, usual string) (net.Conn, error) {
	dial := o.Dial
	if dial == nil {
		dial = new(net.Dialer).DialContext
	}
	if port == "" {
		port = usual
	}
	var first error
	for _, a := range addresses[:min(len(addresses), maxAddresses)] {
		part, cancel := context.WithTimeout(ctx, orDefault(o.Timeout)/maxAddresses/2)
		conn, err := dial(part, "tcp", net.JoinHostPort(a.String(), port))
		cancel()
		if err == nil {
			return conn, nil
		}
		if first == nil {
			first = err
		}
	}
	return nil, first
}

// maxAddresses is how many addresses of a host are tried.
const maxAddresses = 3

func timed(do func() error) Stage {
	start := time.Now()
	err := do()
	return Stage{true, err, time.Since(start)}
}
