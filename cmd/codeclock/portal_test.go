package main

import (
	"context"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
)

type (
	addr = netip.Addr
	conn = net.Conn
)

// toPortal starts a real portal on loopback, which redirects HTTP to its page and
// answers TLS with a certificate of its own, and leads every host there.
func toPortal(t *testing.T) (func(context.Context, string) ([]addr, error), func(context.Context, string, string) (conn, error)) {
	t.Helper()
	redirect := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://sign-in.portal.test/welcome", http.StatusFound)
	})
	plain, secure := httptest.NewServer(redirect), httptest.NewUnstartedServer(redirect)
	secure.Config.ErrorLog = quietLog()
	secure.StartTLS()
	t.Cleanup(plain.Close)
	t.Cleanup(secure.Close)
	resolve := func(context.Context, string) ([]addr, error) {
		return []addr{netip.MustParseAddr("127.0.0.1")}, nil
	}
	dial := func(ctx context.Context, network, address string) (conn, error) {
		to := plain.Listener.Addr().String()
		if strings.HasSuffix(address, ":443") {
			to = secure.Listener.Addr().String()
		}
		return new(net.Dialer).DialContext(ctx, network, to)
	}
	return resolve, dial
}

// quietLog drops what a server says of clients that do not trust it.
func quietLog() *log.Logger { return log.New(io.Discard, "", 0) }
