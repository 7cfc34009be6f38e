package source

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"
)

// quiet sends a server's complaints to the test's log.
func quiet(t *testing.T) *log.Logger { return log.New(t.Output(), "", 0) }

// A web proxy is gone through and reported, without its password.
func TestHTTPSThroughProxy(t *testing.T) {
	server := httptest.NewTLSServer(http.NotFoundHandler())
	defer server.Close()
	tunnels := 0
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		tunnels++
		tunnel(t, w, r, r.Host)
	}))
	defer proxy.Close()
	behind, _ := url.Parse(proxy.URL)
	want := behind.Host
	behind.User = url.UserPassword("user", "hunter2")
	samples, err := collect(t.Context(), &HTTPS{
		Server: server.URL, Requests: 2,
		Roots: server.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs,
		Proxy: http.ProxyURL(behind),
	})
	if err != nil || len(samples) != 2 {
		t.Fatalf("%d samples, %v; want 2", len(samples), err)
	}
	if tunnels != 1 {
		t.Errorf("%d tunnels for 2 requests, want 1 that is kept", tunnels)
	}
	for _, s := range samples {
		if s.Proxy != want || s.Addr != (netip.AddrPort{}) || !s.Interval().Contains(0) {
			t.Errorf("got proxy %q, address %v, %v; want proxy %q, no address, about 0", s.Proxy, s.Addr, s.Interval(), want)
		}
	}
}

// tunnel does what a proxy does with CONNECT, towards an address.
func tunnel(t *testing.T, w http.ResponseWriter, r *http.Request, addr string) {
	if r.Method != http.MethodConnect {
		t.Errorf("the proxy saw a %s in clear", r.Method)
	}
	out, err := net.Dial("tcp", addr)
	if err != nil {
		http.Error(w, "no", http.StatusBadGateway)
		return
	}
	in, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		t.Error(err)
		return
	}
	io.WriteString(in, "HTTP/1.1 200 OK\r\n\r\n")
	go func() { io.Copy(out, in); out.Close() }()
	io.Copy(in, out)
	in.Close()
}

func TestHTTPSProxyRefuses(t *testing.T) {
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusProxyAuthRequired)
	}))
	defer proxy.Close()
	behind, _ := url.Parse(proxy.URL)
	behind.User = url.UserPassword("user", "hunter2")
	_, err := collect(t.Context(), &HTTPS{Server: "127.0.0.1:1", Proxy: http.ProxyURL(behind)})
	if err == nil || !strings.Contains(err.Error(), behind.Host) || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("got %v, want an error that names the proxy and not its password", err)
	}
}

// A proxy that speaks TLS shows a certificate of its own, for what it was reached
// as, and then the server shows the server's.
func TestHTTPSThroughTLSProxy(t *testing.T) {
	ca, now := newAuthority(t), time.Now()
	loopback := net.IPv4(127, 0, 0, 1)
	start := func(names []string, addrs []net.IP, h http.HandlerFunc) *httptest.Server {
		s := httptest.NewUnstartedServer(h)
		s.Config.ErrorLog = quiet(t)
		s.TLS = &tls.Config{Certificates: []tls.Certificate{ca.issueFor(t, now.Add(-time.Hour), now.Add(time.Hour), names, addrs...)}}
		s.StartTLS()
		t.Cleanup(s.Close)
		return s
	}
	server := start([]string{"example.com"}, nil, http.NotFound)
	other := start([]string{"other.example"}, nil, http.NotFound)
	for _, tt := range []struct {
		name   string
		names  []string // in the proxy's certificate
		addrs  []net.IP
		server *httptest.Server // at the end of the tunnel
		want   error
	}{
		{"both are who they should be", nil, []net.IP{loopback}, server, nil},
		{"the proxy shows the server's name", []string{"example.com"}, nil, server, ErrProxy},
		{"the server shows another's name", nil, []net.IP{loopback}, other, ErrCertificate},
	} {
		t.Run(tt.name, func(t *testing.T) {
			proxy := start(tt.names, tt.addrs, func(w http.ResponseWriter, r *http.Request) {
				tunnel(t, w, r, tt.server.Listener.Addr().String())
			})
			behind, _ := url.Parse(proxy.URL)
			samples, err := collect(t.Context(), &HTTPS{
				Server: "example.com", Requests: 1, Roots: ca.pool(), Proxy: http.ProxyURL(behind),
			})
			if tt.want == ErrProxy && errors.Is(err, ErrCertificate) {
				t.Errorf("%v is also said of the server", err)
			}
			if !errors.Is(err, tt.want) || (len(samples) == 1) != (tt.want == nil) {
				t.Errorf("%d samples, %v; want %v", len(samples), err, tt.want)
			}
		})
	}
}

// What a proxy can say instead of opening a way, and how SOCKS proxies are asked.
func TestHTTPSProxyReasons(t *testing.T) {
	for _, tt := range []struct {
		name, scheme, user, answers string
		want                        error
	}{
		{"wants a login", "http", "", "HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", ErrProxyLogin},
		{"does not want us", "http", "u:p", "HTTP/1.1 403 Forbidden\r\n\r\n", ErrProxyRefuses},
		{"is no proxy", "http", "", "220 mail.example ESMTP\r\n", ErrProxyRefuses},
		{"speaks before the server does", "http", "", "HTTP/1.1 200 OK\r\n\r\nhello", ErrProxyRefuses},
		{"is gone", "http", "", "", ErrProxyRefuses},
		{"SOCKS, wants a login", "socks5", "", "\x05\xff", ErrProxyLogin},
		{"SOCKS, another login", "socks5", "u:p", "\x05\x02\x01\x01", ErrProxyLogin},
		{"SOCKS, does not want us", "socks5", "", "\x05\x00\x05\x02\x00\x01", ErrProxyRefuses},
		{"SOCKS, and then no TLS", "socks5h", "u:p", "\x05\x02\x01\x00\x05\x00\x00\x03\x01a\x00\x50hello, this is not TLS", ErrNotTLS},
		{"not SOCKS 5", "socks5", "", "\x04\x00", ErrProxyRefuses},
		{"a kind that is not known", "gopher", "", "", ErrProxyAddress},
	} {
		t.Run(tt.name, func(t *testing.T) {
			client, proxy := net.Pipe()
			go func() {
				go io.Copy(io.Discard, proxy)
				io.WriteString(proxy, tt.answers)
				proxy.Close()
			}()
			behind := &url.URL{Scheme: tt.scheme, Host: "proxy.example"}
			if user, password, ok := strings.Cut(tt.user, ":"); ok {
				behind.User = url.UserPassword(user, password)
			}
			_, err := collect(t.Context(), &HTTPS{Server: "example.com", Proxy: http.ProxyURL(behind), Dial: func(context.Context, string, string) (net.Conn, error) {
				return client, nil
			}})
			if !errors.Is(err, tt.want) || !strings.Contains(err.Error(), "proxy.example") {
				t.Errorf("got %v, want %v", err, tt.want)
			}
		})
	}
}

// A whole visit through a SOCKS proxy, which is told the server's name.
func TestHTTPSThroughSOCKS(t *testing.T) {
	server := httptest.NewTLSServer(http.NotFoundHandler())
	defer server.Close()
	proxy, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer proxy.Close()
	asked := make(chan string, 1)
	go func() {
		in, err := proxy.Accept()
		if err != nil {
			return
		}
		defer in.Close()
		io.ReadFull(in, make([]byte, 3))
		io.WriteString(in, "\x05\x00")
		request := make([]byte, 5+len("example.com")+2)
		io.ReadFull(in, request)
		asked <- string(request[5 : len(request)-2])
		out, err := net.Dial("tcp", server.Listener.Addr().String())
		if err != nil {
			return
		}
		defer out.Close()
		io.WriteString(in, "\x05\x00\x00\x01\x7f\x00\x00\x01\x00\x00")
		go io.Copy(out, in)
		io.Copy(in, out)
	}()
	samples, err := collect(t.Context(), &HTTPS{
		Server: "example.com", Requests: 1,
		Roots: server.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs,
		Proxy: http.ProxyURL(&url.URL{Scheme: "socks5", Host: proxy.Addr().String()}),
	})
	if err != nil || len(samples) != 1 || <-asked != "example.com" {
		t.Errorf("%d samples, %v; want one", len(samples), err)
	}
}
