package phonepage

import (
	"net/http"
	"net/netip"
	"net/url"
	"runtime"
	"strings"
	"sync"
	"time"

	"codeclock/cmd/codeclock/internal/result"
)

// Options says what a page measures against and where.
type Options struct {
	// Addr is what the server listens on: the only host that is answered to,
	// unless there is a Link.
	Addr netip.AddrPort

	// Link is the public address of the page, without a path, such as
	// https://clock.example.com: pages are at / and /t/TICKET/ then, and anybody
	// may open them. nil means one page for the local network, behind a token.
	Link *url.URL

	// Key seals what is known of a device. The zero Key means a random one; servers
	// with the same answer each other's pages.
	Key [KeySize]byte

	// Ticket reports whether a text may be the ticket in a Link. nil means none may.
	Ticket func(string) bool

	// Trusted reports whether an address is that of a proxy whose X-Forwarded-For
	// counts. nil means that none is.
	Trusted func(netip.Addr) bool

	// True returns true time and how far it may be off, false when it is not
	// known. It must not be this computer's clock as it is.
	True func() (now time.Time, bound time.Duration, ok bool)

	// Rule is what the verdict is judged by. The zero Rule means that of most sites.
	Rule result.Rule

	// Desk is who offers the page, in words of their own; "" for nobody.
	Desk string

	// Colour is the desk's, for the edge of its name, such as #06c; "" for none.
	Colour string

	// Events is told what happens, in order, never twice at once. nil means
	// nobody.
	Events func(Event)

	// Answered is told of each page and each exchange, and the status of each
	// request that is turned away. nil means nobody.
	Answered func(a Answer, status int)

	// Report returns the text to send to support about a device, with its data;
	// empty when there is none. nil means that a page has no more than its own
	// sentences.
	Report func(Event) string

	Signed   bool   // reports are signed, and the page says what that means
	Practice bool   // a practice run: the page says so
	Once     bool   // the page is closed when it has shown an answer, and says so
	Token    string // the path's secret part; "" means a new one
}

// Answer is a kind of answer.
type Answer int

// The kinds of answers that are counted.
const (
	Page Answer = iota + 1
	Exchange
	Refusal
)

func (s *Server) count(a Answer, status int) {
	if s.options.Answered != nil {
		s.options.Answered(a, status)
	}
}

// Server measures the clocks of the devices that open its page. It keeps nothing of
// them: what is known travels with the page, sealed. It is an http.Handler; Serve
// runs it with everything around that it needs.
type Server struct {
	options  Options
	hosts    []string
	origin   string
	cross    *http.CrossOriginProtection
	requests *visitors
	sittings *visitors
	turns    *turns
	seals    seals

	mu     sync.Mutex // the order of events
	opened int
}

// New returns a server for one page.
func New(o Options) *Server {
	if o.Token == "" {
		o.Token = newToken()
	}
	if o.Rule == (result.Rule{}) {
		o.Rule = result.DefaultRule()
	}
	s := &Server{
		options: o, cross: http.NewCrossOriginProtection(), seals: newSeals(o.Key),
		turns: newTurns(runtime.GOMAXPROCS(0)), requests: newVisitors(requestsPerSecond, requestBurst), sittings: newVisitors(sittingsPerSecond, sittingBurst),
	}
	s.hosts, s.origin = o.hosts()
	return s
}

// hosts returns the hosts that are answered to, and the origin that posts come from:
// without its port where that is the scheme's.
func (o Options) hosts() (hosts []string, origin string) {
	scheme, host, usual := "http", o.Addr.String(), ":80"
	if o.Link != nil {
		scheme, host = o.Link.Scheme, strings.ToLower(o.Link.Host)
	}
	if scheme == "https" {
		usual = ":443"
	}
	bare := strings.TrimSuffix(host, usual)
	hosts = []string{bare, bare + usual}
	if bare == host && strings.Contains(host[strings.LastIndex(host, "]")+1:], ":") {
		hosts = []string{host} // a port of its own
	}
	return hosts, scheme + "://" + bare
}

// URL returns the page's address, that on the local network in capitals, which make
// a smaller QR code: a scheme and an address may be, and the token is read in either
// case.
func (s *Server) URL() string {
	if s.options.Link != nil {
		return s.origin + "/"
	}
	return "HTTP://" + strings.ToUpper(s.options.Addr.String()) + "/" + s.options.Token + "/"
}

// ServeHTTP answers one request. Whatever does not name this very address and
// path, comes from another site or too often, is turned away before it is read.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	received, bound, known := s.options.True()
	m := moments{received, bound, known}
	s.setHeaders(w.Header())
	place, ok := s.find(r.URL.Path)
	switch {
	case s.options.Link != nil && r.URL.Path == "/healthz":
		s.healthz(w, r, m) // by whatever name a probe has for this server
	case !s.named(r.Host):
		s.refuse(w, r, http.StatusMisdirectedRequest)
	case !s.requests.allow(s.client(r), time.Now()):
		w.Header().Set("Retry-After", "1")
		s.refuse(w, r, http.StatusTooManyRequests)
	case !ok:
		s.refuse(w, r, http.StatusNotFound)
	case place.rest == "":
		http.Redirect(w, r, place.home, http.StatusPermanentRedirect)
	case place.rest == "/exchange":
		s.exchange(w, r, place, m)
	default:
		s.servePage(w, r, place)
	}
}

// healthz says whether devices can be measured.
func (s *Server) healthz(w http.ResponseWriter, _ *http.Request, m moments) {
	if !m.known {
		http.Error(w, "true time is not known", http.StatusServiceUnavailable)
		return
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Write([]byte("ok\n"))
}

func (s *Server) named(host string) bool {
	for _, h := range s.hosts {
		if host == h {
			return true
		}
	}
	return false
}

// place is what a path leads to.
type place struct {
	home   string // the page's own path, with its last slash
	rest   string // what follows it, with its first slash
	ticket string
}

// find reads a path.
func (s *Server) find(path string) (place, bool) {
	if s.options.Link == nil {
		rest, ok := cutToken(path, s.options.Token)
		return place{home: "/" + s.options.Token + "/", rest: rest}, ok
	}
	ticket, within := strings.CutPrefix(path, "/t/")
	if !within {
		return place{home: "/", rest: path}, strings.HasPrefix(path, "/")
	}
	rest := ""
	if i := strings.IndexByte(ticket, '/'); i >= 0 {
		ticket, rest = ticket[:i], ticket[i:]
	}
	if ticket == "" || s.options.Ticket == nil || !s.options.Ticket(ticket) {
		return place{}, false
	}
	return place{home: "/t/" + ticket + "/", rest: rest, ticket: strings.ToUpper(ticket)}, true
}

// moments is when a request came, by true time.
type moments struct {
	received time.Time
	bound    time.Duration
	known    bool
}
