package source

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"runtime"
	"strings"
	"time"

	"codeclock/drift/skew"
)

// windowsTick is how far time.Now may be behind on Windows, which moves it by
// clock interrupts: 64 a second unless a program asks for more (Microsoft,
// GetSystemTimeAdjustment: 156250 units of 100 ns).
const windowsTick = 15625 * time.Microsecond

// visit is the requests to one server. At any time there is at most one
// connection, and each carries at least one request, so that there are never more
// of them than requests.
type visit struct {
	h     *HTTPS
	url   *url.URL
	proxy string // of the last connection; empty when there was none
	line  *line  // nil while there is none
	wall  time.Time
	begin time.Time // wall is when the visit began, on the measured clock; begin on the monotonic one
}

func (h *HTTPS) visit(u *url.URL) *visit {
	return &visit{h: h, url: u, wall: h.now(), begin: time.Now()}
}

// connect sees to it that there is a connection.
func (v *visit) connect(ctx context.Context) error {
	if v.line != nil {
		return nil
	}
	l, err := v.open(ctx)
	if err != nil {
		return v.reason(ctx, err)
	}
	v.line = l
	return nil
}

// hangUp closes the connection, if there is one, and reports whether it had
// brought an answer before.
func (v *visit) hangUp() (used bool) {
	if v.line != nil {
		used = v.line.used
		v.line.close()
		v.line = nil
	}
	return used
}

// exchange asks once, over the connection that is there. Sent is just before the
// request, so that setting the connection up does not widen the interval. Received
// is when the answer's header had been read and not when its first byte came,
// which may belong to an interim answer that was sent before the Date was made.
func (v *visit) exchange(ctx context.Context) (Sample, error) {
	s := Sample{Addr: addrPort(v.line.conn.RemoteAddr()), Sent: v.h.now()}
	start := time.Now()
	resp, err := v.line.head(v.url)
	s.Received = v.h.now()
	elapsed := time.Since(start)
	if err != nil {
		return Sample{}, v.reason(ctx, err)
	}
	state := v.line.conn.ConnectionState()
	if resp.Close || v.line.in.Buffered() > 0 { // more than an answer to HEAD may have
		v.hangUp()
	}
	if parted(s.Received.Sub(s.Sent), elapsed) {
		return Sample{}, ErrClockStepped
	}
	s.Redirect = v.elsewhere(resp)
	return v.judge(s, resp.Header, state.PeerCertificates)
}

// elsewhere returns the host that an answer sends to, "" when that is the server
// itself or nobody.
func (v *visit) elsewhere(resp *http.Response) string {
	to, err := url.Parse(resp.Header.Get("Location"))
	if err != nil || resp.StatusCode/100 != 3 || strings.EqualFold(to.Hostname(), v.url.Hostname()) {
		return ""
	}
	return strings.ToLower(to.Hostname())
}

// judge fills in what the server said and refuses what cannot be used.
func (v *visit) judge(s Sample, header http.Header, chain []*x509.Certificate) (Sample, error) {
	date, err := readDate(header)
	if err != nil {
		return Sample{}, err
	}
	s.Claimed, err = verifyClaim(chain, v.url.Hostname(), v.h.Roots, date.from, s.Received)
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

// reason says why there was no answer at all, in errors of ours.
func (v *visit) reason(ctx context.Context, err error) error {
	err = lineReason(err)
	switch {
	case ctx.Err() != nil:
		return ErrNoAnswer
	case v.proxy != "" && !errors.Is(err, ErrCertificate):
		return fmt.Errorf("ask through proxy %s: %w", v.proxy, err)
	}
	return err
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
