package reach

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"
)

// maxAnswer bounds what is read of an answer: more than any header.
const maxAnswer = 64 << 10

// plain asks the host without TLS, as a portal would answer in its place. Nothing
// is followed.
func (r *Result) plain(ctx context.Context, o Options, addresses []netip.Addr) {
	var resp *http.Response
	r.Plain = timed(func() error {
		conn, err := o.dial(ctx, addresses, o.Plain, "80")
		if err != nil {
			return err
		}
		defer conn.Close()
		if deadline, ok := ctx.Deadline(); ok {
			conn.SetDeadline(deadline)
		}
		stop := context.AfterFunc(ctx, func() { conn.SetDeadline(time.Unix(1, 0)) })
		defer stop()
		if _, err := fmt.Fprintf(conn, "HEAD / HTTP/1.1\r\nHost: %s\r\nUser-Agent: codeclock\r\nConnection: close\r\n\r\n", o.Host); err != nil {
			return err
		}
		resp, err = http.ReadResponse(bufio.NewReader(io.LimitReader(conn, maxAnswer)), &http.Request{Method: http.MethodHead})
		return err
	})
	if resp == nil {
		return
	}
	r.SignIn = resp.StatusCode == http.StatusNetworkAuthenticationRequired
	r.Elsewhere = elsewhere(o.Host, resp.Header.Get("Location"))
}

// elsewhere reports whether an answer leads to another site: one that shares neither
// the name nor its last two labels.
func elsewhere(host, location string) bool {
	to, err := url.Parse(location)
	return err == nil && to.Hostname() != "" && !strings.EqualFold(site(to.Hostname()), site(host))
}

// site returns what names of one site mostly share. An address is a site of its own.
func site(host string) string {
	labels := strings.Split(strings.TrimSuffix(host, "."), ".")
	if _, err := netip.ParseAddr(host); err == nil || len(labels) < 2 {
		return host
	}
	return strings.Join(labels[len(labels)-2:], ".")
}
