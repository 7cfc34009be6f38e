package source

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/netip"
	"net/textproto"
	"net/url"
	"runtime"
	"strings"
	"time"

	"codeclock/drift/skew"
)

const (
	// maxHeader bounds what is read of an answer. It is far above what any
	// site sends with a HEAD answer.
	maxHeader = 64 << 10

	// windowsTick is how far time.Now may be behind on Windows, which moves it
	// by clock interrupts: 64 a second unless a program asks for more
	// (Microsoft, GetSystemTimeAdjustment: 156250 units of 100 ns).
	windowsTick = 15625 * time.Microsecond
)

// visit is the requests to one server over one connection that is kept open.
type visit struct {
	h         *HTTPS
	url       *url.URL
	proxy     string // of the last request; empty when there was none
	transport *http.Transport
	wall      time.Time // when the visit began, on the measured clock
	begin     time.Time // and on the monotonic one
}

func (h *HTTPS) visit(u *url.URL) *visit {
	v := &visit{h: h, url: u, wall: h.now(), begin: time.Now()}
	v.transport = &http.Transport{
		Proxy:                  v.pickProxy,
		DialContext:            h.Dial,
		DialTLSContext:         v.dialTLS,
		ForceAttemptHTTP2:      true,
		MaxConnsPerHost:        1,
		MaxResponseHeaderBytes: maxHeader,
		DisableCompression:     true,
		TLSClientConfig:        v.verifying(u.Hostname()), // inside of a proxy's tunnel
	}
	return v
}

// verifying returns how to speak TLS with a host. The chain is verified at any time
// at all here, and in exchange at the time that the server claims: the standard
// check would do both at the time of the very clock that is in doubt.
func (v *visit) verifying(host string) *tls.Config {
	return &tls.Config{
		ServerName:         host,
		InsecureSkipVerify: true,
		VerifyConnection: func(cs tls.ConnectionState) error {
			return verifyAtSomeTime(cs.PeerCertificates, host, v.h.Roots) // cs.ServerName is empty for an address
		},
	}
}

// dialTLS opens a connection to a host that speaks TLS: the server itself, or a
// proxy on the way to it, whose certificate is its own. HTTP/2 is for the server
// alone, since a tunnel is asked for in HTTP/1.1.
func (v *visit) dialTLS(ctx context.Context, network, addr string) (net.Conn, error) {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, err
	}
	dial := v.h.Dial
	if dial == nil {
		dial = new(net.Dialer).DialContext
	}
	raw, err := dial(ctx, network, addr)
	if err != nil {
		return nil, err
	}
	config := v.verifying(host)
	if v.proxy == "" {
		config.NextProtos = []string{"h2", "http/1.1"}
	}
	conn := tls.Client(raw, config)
	if err := conn.HandshakeContext(ctx); err != nil {
		raw.Close()
		if v.proxy != "" && errors.Is(err, ErrCertificate) {
			return nil, ErrProxy
		}
		return nil, err
	}
	return conn, nil
}

// pickProxy keeps the proxy's address to report it. Its user and password stay
// out of that.
func (v *visit) pickProxy(req *http.Request) (*url.URL, error) {
	v.proxy = ""
	if v.h.Proxy == nil {
		return nil, nil
	}
	u, err := v.h.Proxy(req)
	if u != nil {
		v.proxy = u.Host
	}
	return u, err
}

// exchange asks once. Sent is when the connection was there, so that setting it
// up does not widen the interval. Received is when the answer's header had been
// read and not when its first byte came, which may belong to an interim answer
// that was sent before the Date was made.
func (v *visit) exchange(ctx context.Context) (Sample, error) {
	var s Sample
	var start time.Time
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GotConn: func(c httptrace.GotConnInfo) {
			s.Addr = addrPort(c.Conn.RemoteAddr())
			s.Sent, start = v.h.now(), time.Now()
		},
	})
	req, err := http.NewRequestWithContext(ctx, http.MethodHead, v.url.String(), nil)
	if err != nil {
		return Sample{}, ErrURL
	}
	req.Header.Set("User-Agent", "codeclock")
	req.Header.Set("Cache-Control", "no-cache")
	resp, err := v.transport.RoundTrip(req)
	s.Received = v.h.now()
	if err != nil {
		return Sample{}, v.reason(ctx, err)
	}
	resp.Body.Close()
	if parted(s.Received.Sub(s.Sent), time.Since(start)) {
		return Sample{}, ErrClockStepped
	}
	return v.judge(s, resp)
}

// judge fills in what the server said and refuses what cannot be used.
func (v *visit) judge(s Sample, resp *http.Response) (Sample, error) {
	date, err := readDate(resp.Header)
	if err != nil {
		return Sample{}, err
	}
	if resp.TLS == nil {
		return Sample{}, ErrCertificate
	}
	s.Claimed, err = verifyClaim(resp.TLS.PeerCertificates, v.url.Hostname(), v.h.Roots, date.from, s.Received)
	if err != nil {
		return Sample{}, err
	}
	s.ServerSent, s.ServerReceived = date.from, date.until
	if s.Proxy = v.proxy; s.Proxy != "" {
		s.Addr = netip.AddrPort{}
	}
	if runtime.GOOS == "windows" {
		s.Slack = windowsTick
	}
	return s, nil
}

// reason says why there was no answer at all.
func (v *visit) reason(ctx context.Context, err error) error {
	var notTLS tls.RecordHeaderError
	switch {
	case ctx.Err() != nil:
		return ErrNoAnswer
	case errors.Is(err, ErrCertificate):
		return err
	case errors.Is(err, ErrProxy):
		return fmt.Errorf("ask through proxy %s: %w", v.proxy, ErrProxy)
	case errors.As(err, &notTLS):
		err = ErrNotTLS
	case malformed(err):
		err = ErrNotHTTP
	}
	switch {
	case v.proxy != "":
		return fmt.Errorf("ask through proxy %s: %w", v.proxy, networkReason(err))
	}
	return networkReason(err)
}

// malformed reports whether an answer broke the rules of HTTP. Package net/http has
// one exported type for that and else its messages (transport.go, response.go).
func malformed(err error) bool {
	var protocol textproto.ProtocolError
	return errors.As(err, &protocol) || strings.Contains(err.Error(), "malformed HTTP ")
}

// contradiction says why the samples of this visit have nothing in common.
func (v *visit) contradiction() error {
	if parted(v.h.now().Sub(v.wall), time.Since(v.begin)) {
		return ErrClockStepped
	}
	return ErrContradiction
}

// parted reports whether the clock was set while so much wall time and so much
// monotonic time went by.
func parted(wall, elapsed time.Duration) bool {
	return Stepped(skew.Sub(wall, elapsed), elapsed)
}

// addrPort returns the address of a TCP connection, zero for anything else.
func addrPort(a net.Addr) netip.AddrPort {
	if tcp, ok := a.(*net.TCPAddr); ok {
		ap := tcp.AddrPort()
		return netip.AddrPortFrom(ap.Addr().Unmap(), ap.Port())
	}
	return netip.AddrPort{}
}
