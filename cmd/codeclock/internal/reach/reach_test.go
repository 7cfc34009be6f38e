package reach

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"
)

// web is a real web server on loopback, with and without TLS. Its certificate is
// for example.com, and the pool trusts it.
type web struct {
	plain, secure *httptest.Server
	pool          *x509.CertPool
	asked         []string
}

func start(t *testing.T, answer http.HandlerFunc) *web {
	t.Helper()
	s := &web{plain: httptest.NewServer(answer), secure: httptest.NewUnstartedServer(answer), pool: x509.NewCertPool()}
	s.secure.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.secure.StartTLS()
	s.pool.AddCert(s.secure.Certificate())
	t.Cleanup(s.plain.Close)
	t.Cleanup(s.secure.Close)
	return s
}

// options lead a name to the site, and note what is asked.
func (s *web) options(host string) Options {
	return Options{
		Host: host, Roots: s.pool,
		Resolve: func(_ context.Context, host string) ([]netip.Addr, error) {
			s.asked = append(s.asked, host)
			return []netip.Addr{netip.MustParseAddr("127.0.0.1")}, nil
		},
		Dial: func(ctx context.Context, network, address string) (net.Conn, error) {
			s.asked = append(s.asked, address)
			to := s.secure
			if strings.HasSuffix(address, ":80") {
				to = s.plain
			}
			return new(net.Dialer).DialContext(ctx, network, to.Listener.Addr().String())
		},
	}
}

func fine(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusOK) }

func to(where string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, where, http.StatusFound) }
}

func TestLook(t *testing.T) {
	for _, tt := range []struct {
		story, host string
		answer      http.HandlerFunc
		certificate Certificate
		answered    bool
		intercepted bool
	}{
		{"the site itself", "example.com", fine, Trusted, true, false},
		{"the site, by a redirect to TLS", "example.com", to("https://www.example.com/"), Trusted, true, false},
		{"another site's certificate", "shop.test", fine, OtherName, false, true},
		{"a portal that redirects", "shop.test", to("http://wifi.hotel.test/in"), OtherName, false, true},
		{"a portal that says so (RFC 6585)", "example.com", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(511) }, Trusted, true, true},
	} {
		s := start(t, tt.answer)
		r := Look(t.Context(), s.options(tt.host))
		if r.Certificate != tt.certificate || r.Answered() != tt.answered || r.Intercepted() != tt.intercepted {
			t.Errorf("%s: %+v", tt.story, r)
		}
		if got := strings.Join(s.asked, " "); got != tt.host+" 127.0.0.1:443 127.0.0.1:80" {
			t.Errorf("%s: it asked %s", tt.story, got)
		}
	}
}

func TestCertificateOfAStranger(t *testing.T) {
	s := start(t, fine)
	o := s.options("example.com")
	o.Roots = x509.NewCertPool()
	if r := Look(t.Context(), o); r.Certificate != Stranger || !r.Intercepted() {
		t.Errorf("%+v", r)
	}
}

// A clock that is years off makes every certificate look wrong: that is no portal.
func TestCertificateAtAWrongTime(t *testing.T) {
	s := start(t, fine)
	o := s.options("example.com")
	o.Now = func() time.Time { return time.Date(2199, 1, 1, 0, 0, 0, 0, time.UTC) }
	if r := Look(t.Context(), o); r.Certificate != WrongTime || r.Intercepted() || r.Answered() {
		t.Errorf("%+v", r)
	}
}

func TestNobodyListens(t *testing.T) {
	s := start(t, fine)
	o := s.options("example.com")
	s.plain.Close()
	s.secure.Close()
	if r := Look(t.Context(), o); r.Connect.OK() || r.TLS.Asked || r.Plain.OK() || !r.Private || r.Certificate != Unseen {
		t.Errorf("%+v", r)
	}
}

// Servers that say nothing, or something else than was asked for, end within the
// time-out.
func TestHostileServers(t *testing.T) {
	for _, speech := range []string{"", "HTTP/1.1 200", strings.Repeat("x", 1<<20), "HTTP/1.1 302 Found\r\nLocation: http://%zz\r\n\r\n", "\x16\x03\x01"} {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { l.Close() })
		go func() {
			for {
				c, err := l.Accept()
				if err != nil {
					return
				}
				go func() {
					io.WriteString(c, speech)
					io.Copy(io.Discard, c)
					c.Close()
				}()
			}
		}()
		_, port, _ := net.SplitHostPort(l.Addr().String())
		r := Look(t.Context(), Options{Host: "127.0.0.1", Port: port, Plain: port, Timeout: 300 * time.Millisecond})
		if r.Answered() || r.TLS.OK() {
			t.Errorf("%.20q: %+v", speech, r)
		}
	}
}

func TestElsewhere(t *testing.T) {
	for _, tt := range []struct {
		host, location string
		want           bool
	}{
		{"amazon.com", "https://www.amazon.com/", false}, {"www.ebay.co.uk", "https://ebay.co.uk/", false}, {"a.test", "/login", false},
		{"a.test", "", false}, {"a.test", "http://192.168.1.1/", true}, {"a.test", "https://portal.example/?to=a.test", true}, {"a.test", "::", false},
	} {
		if got := elsewhere(tt.host, tt.location); got != tt.want {
			t.Errorf("%s to %q: %v", tt.host, tt.location, got)
		}
	}
}

func TestJudge(t *testing.T) {
	if judge(io.EOF) != Unseen || judge(&tls.CertificateVerificationError{Err: errors.New("x")}) != Broken {
		t.Error("an error of another kind is taken for one of a known kind")
	}
}
