package phonepage

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"
)

// newDesk is a page that anybody may open, as newWorld is one for the local network.
func newDesk(t *testing.T, change func(*Options)) *Server {
	t.Helper()
	link, err := url.Parse("https://clock.example.com")
	if err != nil {
		t.Fatal(err)
	}
	o := Options{
		Link: link, Desk: `<b>Example & Sons</b>`, Signed: true,
		True:    func() (time.Time, time.Duration, bool) { return time.Unix(1_800_000_000, 0), milli, true },
		Ticket:  regexp.MustCompile(`^T-[0-9]+$`).MatchString,
		Trusted: func(a netip.Addr) bool { return a == netip.MustParseAddr("127.0.0.1") },
	}
	if change != nil {
		change(&o)
	}
	return New(o)
}

func askDesk(s *Server, method, path, body string, change func(*http.Request)) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, "https://clock.example.com"+path, strings.NewReader(body))
	r.RemoteAddr = "127.0.0.1:5000"
	r.Header.Set("X-Forwarded-For", "192.0.2.1")
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Origin", "https://clock.example.com")
	}
	if change != nil {
		change(r)
	}
	got := httptest.NewRecorder()
	s.ServeHTTP(got, r)
	return got
}

func TestPublicPageRefuses(t *testing.T) {
	const good = `{"sent": 1800000000000, "res": 1}`
	host := func(h string) func(*http.Request) { return func(r *http.Request) { r.Host = h } }
	header := func(k, v string) func(*http.Request) { return func(r *http.Request) { r.Header.Set(k, v) } }
	for _, tt := range []struct {
		name, method, path, body string
		change                   func(*http.Request)
		want                     int
	}{
		{"the page", "GET", "/", "", nil, 200},
		{"for a ticket", "GET", "/t/T-4711/", "", nil, 200},
		{"without its last slash", "GET", "/t/T-4711", "", nil, 308},
		{"with the usual port", "GET", "/", "", host("clock.example.com:443"), 200},
		{"a post", "POST", "/exchange", good, nil, 200},
		{"a post for a ticket", "POST", "/t/T-4711/exchange", good, nil, 200},
		{"the code for phones", "GET", "/t/T-4711/qr.png", "", nil, 200},
		{"what is no ticket", "GET", "/t/123456/", "", nil, 404},
		{"markup for a ticket", "GET", "/t/%3Cscript%3E/", "", nil, 404},
		{"no ticket", "GET", "/t/", "", nil, 404},
		{"out of the folder", "GET", "/../server.go", "", nil, 404},
		{"another file", "GET", "/index.html.go", "", nil, 404},
		{"letters for a ticket that only look alike", "GET", "/t/T-%C3%A9/", "", nil, 404},
		{"dots for a ticket", "GET", "/t/../healthz", "", nil, 404},
		{"a nought in a ticket", "GET", "/t/T-1%00/", "", nil, 404},
		{"another host in the path", "GET", "//evil.example/", "", nil, 404},
		{"where to go next", "GET", "/t/T-1?next=//evil.example", "", nil, 308},
		{"another host", "GET", "/", "", host("evil.example"), 421},
		{"a host in capitals", "GET", "/", "", host("CLOCK.example.com"), 421},
		{"a host with a last dot", "GET", "/", "", host("clock.example.com."), 421},
		{"a host that begins alike", "GET", "/", "", host("clock.example.com.evil.example"), 421},
		{"another port", "GET", "/", "", host("clock.example.com:8443"), 421},
		{"a forwarded host", "GET", "/", "", func(r *http.Request) { r.Host = "evil.example"; r.Header.Set("X-Forwarded-Host", "clock.example.com") }, 421},
		{"another origin", "POST", "/exchange", good, header("Origin", "https://evil.example"), 403},
		{"the origin in clear", "POST", "/exchange", good, header("Origin", "http://clock.example.com"), 403},
		{"an opaque origin", "POST", "/exchange", good, header("Origin", "null"), 403},
		{"an origin with a port", "POST", "/exchange", good, header("Origin", "https://clock.example.com:443"), 403},
		{"across sites", "POST", "/exchange", good, header("Sec-Fetch-Site", "cross-site"), 403},
		{"a forged seal", "POST", "/exchange", `{"seal": "AAAA", "sent": 1800000000000, "res": 1}`, nil, 410},
		{"a megabyte", "POST", "/exchange", `{"seal": "` + strings.Repeat("A", 1<<20) + `"}`, nil, 413},
		{"junk", "POST", "/exchange", "\x00\xff{{{", nil, 400},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := askDesk(newDesk(t, nil), tt.method, tt.path, tt.body, tt.change)
			if got.Code != tt.want || got.Header().Get("Strict-Transport-Security") == "" {
				t.Errorf("status %d, want %d; %v", got.Code, tt.want, got.Header())
			}
			if to := got.Header().Get("Location"); got.Code == 308 && !strings.HasPrefix(to, "/t/T-") {
				t.Errorf("it leads to %q", to)
			}
			if strings.Contains(got.Body.String(), "<script>") || strings.Contains(got.Body.String(), "<b>Example") {
				t.Errorf("something is not escaped: %s", got.Body)
			}
		})
	}
}

// A seal of one ticket is worth nothing for another.
func TestSealsAreOfOneTicket(t *testing.T) {
	s := newDesk(t, nil)
	got := askDesk(s, "POST", "/t/T-1/exchange", `{"sent": 1800000000000, "res": 1}`, nil)
	_, rest, _ := strings.Cut(got.Body.String(), `"seal":"`)
	seal, _, _ := strings.Cut(rest, `"`)
	body := fmt.Sprintf(`{"seal": %q, "sent": 1800000000000, "res": 1}`, seal)
	for path, want := range map[string]int{"/t/T-1/exchange": 200, "/t/t-1/exchange": 404, "/t/T-2/exchange": 410, "/exchange": 410} {
		if got := askDesk(s, "POST", path, body, nil); got.Code != want {
			t.Errorf("%s: status %d, want %d", path, got.Code, want)
		}
	}
}

func TestClientsBehindProxies(t *testing.T) {
	s := newDesk(t, nil)
	for _, tt := range []struct{ from, forwarded, want string }{
		{"127.0.0.1:1", "192.0.2.1", "192.0.2.1"},
		{"127.0.0.1:1", "198.51.100.9, 192.0.2.1", "192.0.2.1"},
		{"127.0.0.1:1", "192.0.2.1, 127.0.0.1", "192.0.2.1"},
		{"127.0.0.1:1", "", "127.0.0.1"},
		{"127.0.0.1:1", "evil", "127.0.0.1"},
		{"203.0.113.5:1", "192.0.2.1", "203.0.113.5"},
		{"127.0.0.1:1", "192.0.2.1:50123", "192.0.2.1"},
		{"127.0.0.1:1", "[2001:db8::1]:50123", "2001:db8::1"},
		{"127.0.0.1:1", "::ffff:192.0.2.1", "192.0.2.1"},
		{"127.0.0.1:1", "192.0.2.1, unknown", "127.0.0.1"},
		{"127.0.0.1:1", "192.0.2.1, ", "127.0.0.1"},
	} {
		r := httptest.NewRequest("GET", "/", nil)
		r.RemoteAddr = tt.from
		r.Header.Set("X-Forwarded-For", tt.forwarded)
		if got := s.client(r); got.String() != tt.want {
			t.Errorf("from %s for %q: %s, want %s", tt.from, tt.forwarded, got, tt.want)
		}
	}
}

// Whatever is replaced in the page is there once, and what a visitor gets is small.
func TestServedPage(t *testing.T) {
	html := asset(t, "index.html")
	for _, of := range []string{headerOf, titleOf, goneOf, noScript, bothOf, verdictOf, fixOf, copyOf, footerOf} {
		if strings.Count(html, of) != 1 {
			t.Errorf("%q is there %d times", of, strings.Count(html, of))
		}
	}
	pc := func(r *http.Request) { r.Header.Set("User-Agent", "Windows NT 10.0") }
	s, total := newDesk(t, nil), 0
	for _, path := range []string{"/", "/app.js", "/app.css", "/desk.css", "/icon.svg"} {
		total += askDesk(s, "GET", path, "", pc).Body.Len()
	}
	if total > maxPage {
		t.Errorf("the page weighs %d bytes, at most %d", total, maxPage)
	}
	page := askDesk(s, "GET", "/", "", pc).Body.String()
	for _, want := range []string{"&lt;b&gt;Example &amp; Sons&lt;/b&gt;", "Where does the code come from?", `href="sent.html"`, "qr.png", "cannot be forged", "what its browser said"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not have %q", want)
		}
	}
	iPhone := func(r *http.Request) {
		r.Header.Set("User-Agent", "Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X)")
	}
	if phone := askDesk(s, "GET", "/", "", iPhone).Body.String(); strings.Contains(phone, "qr.png") {
		t.Error("a phone shows a code to scan")
	}
	for path, want := range map[string]string{"/sent.html": "airplane mode", "/unsure.html": "Find out where the code comes from"} {
		text := askDesk(s, "GET", path, "", nil).Body.String()
		if !strings.Contains(text, want) || strings.Contains(text, "<script") || strings.Contains(text, "codeclock ") {
			t.Errorf("%s: %s", path, text)
		}
	}
}

func TestHealth(t *testing.T) {
	probe := func(r *http.Request) { r.Host = "10.1.2.3:8443" }
	if got := askDesk(newDesk(t, nil), "GET", "/healthz", "", probe); got.Code != 200 {
		t.Errorf("status %d", got.Code)
	}
	blind := newDesk(t, func(o *Options) { o.True = func() (time.Time, time.Duration, bool) { return time.Time{}, 0, false } })
	if got := askDesk(blind, "GET", "/healthz", "", probe); got.Code != 503 {
		t.Errorf("without true time: status %d", got.Code)
	}
	if got := askDesk(newWorld(t).server, "GET", "/healthz", "", probe); got.Code != 421 {
		t.Errorf("on the local network: status %d", got.Code)
	}
}

// Connections that are held, from few addresses or from many, leave a visitor from
// elsewhere a place; 128 from ten shut everybody out once.
func TestHeldConnections(t *testing.T) {
	for _, tt := range []struct{ held, addresses int }{{128, 10}, {1000, 10}, {3200, 200}, {3000, 3000}} {
		t.Run(fmt.Sprintf("%d from %d", tt.held, tt.addresses), func(t *testing.T) {
			bubble(t, func(p *pipes, _ func() []Event) {
				var open []net.Conn
				for i := range tt.held {
					open = append(open, p.dial(fmt.Sprintf("10.0.%d.%d:%d", i%tt.addresses/250, i%tt.addresses%250, 1000+i)))
				}
				for i := range 100 {
					visitor := p.dial(fmt.Sprintf("192.168.%d.1:1", i))
					io.WriteString(visitor, "GET /"+testToken+"/ HTTP/1.1\r\nHost: "+testHost+"\r\nConnection: close\r\n\r\n")
					answer, err := http.ReadResponse(bufio.NewReader(visitor), nil)
					if err != nil || answer.StatusCode != http.StatusOK {
						t.Errorf("visitor %d gets %v, %v", i, answer, err)
					}
					visitor.Close()
				}
				for _, c := range open {
					c.Close()
				}
			})
		})
	}
}

// Junk from ten addresses is turned away, and a visitor is served meanwhile.
func TestJunk(t *testing.T) {
	s := newDesk(t, nil)
	from := func(a string) func(*http.Request) {
		return func(r *http.Request) { r.Header.Set("X-Forwarded-For", a) }
	}
	served := 0
	for i := range 100_000 {
		attacker := from(fmt.Sprintf("198.51.100.%d", i%10))
		if got := askDesk(s, "POST", "/exchange", `{"seal":"AAAA","sent":1}`, attacker); got.Code != http.StatusGone && got.Code != http.StatusTooManyRequests {
			t.Fatalf("junk gets %d", got.Code)
		}
		if i%1000 == 0 && askDesk(s, "GET", "/", "", from(fmt.Sprintf("192.0.2.%d", i/1000))).Code == http.StatusOK {
			served++
		}
	}
	if served < 99 || len(s.requests.all) > 120 {
		t.Errorf("%d of 100 visitors were served, %d addresses are kept", served, len(s.requests.all))
	}
}
