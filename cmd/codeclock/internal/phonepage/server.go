package phonepage

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"time"

	"codeclock/drift/source"
	"codeclock/totp"
)

// maxBody is that of a post: the longest that the page sends is under 400.
const maxBody = 4 << 10

// maxPhones is how many pages are kept. One that is opened beyond replaces the
// one that has been quiet for longest.
const maxPhones = 100

// Options says what a page measures against and where.
type Options struct {
	// Addr is what the server listens on: the only host that is answered to.
	Addr netip.AddrPort

	// True returns true time and how far it may be off, false when it is not
	// known. It must not be this computer's clock as it is.
	True func() (now time.Time, bound time.Duration, ok bool)

	// Events is told what happens, in order, never twice at once. nil means
	// nobody.
	Events func(Event)

	// Report returns the text to send to support about a device, with its data;
	// empty when there is none. nil means that a page has no more than its own
	// sentences.
	Report func(Event) string

	Practice bool   // a practice run: the page says so
	Once     bool   // the page is closed when it has shown an answer, and says so
	Token    string // the path's secret part; "" means a new one
}

// Server measures the clocks of the devices that open its page. It is an
// http.Handler; Serve runs it with everything around that it needs.
type Server struct {
	options Options
	hosts   []string
	cross   *http.CrossOriginProtection
	limit   buckets

	mu     sync.Mutex // phones, and the order of events
	phones map[string]*phone
	opened int
}

// New returns a server for one page.
func New(o Options) *Server {
	if o.Token == "" {
		o.Token = newToken()
	}
	hosts := []string{o.Addr.String()}
	if o.Addr.Port() == 80 {
		hosts = append(hosts, strings.TrimSuffix(o.Addr.String(), ":80"))
	}
	return &Server{options: o, hosts: hosts, cross: http.NewCrossOriginProtection(), phones: map[string]*phone{}}
}

// URL returns the page's address in capitals, which make a smaller QR code: a
// scheme and an address may be, and the token is read in either case.
func (s *Server) URL() string {
	return "HTTP://" + strings.ToUpper(s.options.Addr.String()) + "/" + s.options.Token + "/"
}

// ServeHTTP answers one request. Whatever does not name this very address and
// path, comes from another site or too often, is turned away before it is read.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	received, bound, known := s.options.True()
	setHeaders(w.Header())
	if !s.named(r.Host) {
		refuse(w, r, http.StatusMisdirectedRequest)
		return
	}
	if !s.limit.allow(remote(r), time.Now()) {
		w.Header().Set("Retry-After", "1")
		refuse(w, r, http.StatusTooManyRequests)
		return
	}
	path, ok := cutToken(r.URL.Path, s.options.Token)
	switch {
	case !ok:
		refuse(w, r, http.StatusNotFound)
	case path == "":
		http.Redirect(w, r, "/"+s.options.Token+"/", http.StatusPermanentRedirect)
	case path == "/exchange":
		s.exchange(w, r, moments{received, bound, known})
	default:
		servePage(w, r, path)
	}
}

func (s *Server) named(host string) bool {
	for _, h := range s.hosts {
		if host == h {
			return true
		}
	}
	return false
}

// moments is when a request came, by true time.
type moments struct {
	received time.Time
	bound    time.Duration
	known    bool
}

// exchange answers one post of the page.
func (s *Server) exchange(w http.ResponseWriter, r *http.Request, m moments) {
	switch {
	case r.Method != http.MethodPost:
		w.Header().Set("Allow", http.MethodPost)
		refuse(w, r, http.StatusMethodNotAllowed)
		return
	case s.cross.Check(r) != nil:
		refuse(w, r, http.StatusForbidden)
		return
	case r.Header.Get("Content-Type") != "application/json":
		refuse(w, r, http.StatusUnsupportedMediaType)
		return
	}
	p, err := readPost(http.MaxBytesReader(w, r.Body, maxBody))
	if tooLarge := (*http.MaxBytesError)(nil); errors.As(err, &tooLarge) {
		refuse(w, r, http.StatusRequestEntityTooLarge)
		return
	} else if err != nil {
		refuse(w, r, http.StatusBadRequest)
		return
	}
	body := s.answer(r, p, m)
	w.Header().Set("Content-Type", "application/json")
	w.Write(body)
}

// answer ends the exchange before, begins the next, and returns what is known.
// Nothing is written while it holds the lock: a slow reader must not stop
// another phone.
func (s *Server) answer(r *http.Request, p post, m moments) []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	who := s.phone(r, p)
	who.heard = time.Now()
	s.learn(who, p)
	s.tell(who, m.known)
	who.blind = !m.known
	who.answers++
	reply := reply{ID: who.id, N: who.answers, Ready: settled(who.clock) || who.blind, Wait: who.blind}
	if p.Want != nil {
		reply.View = s.view(who, *p.Want, m)
		if who.told && !who.shown {
			who.shown = true
			s.emit(who.event(Shown))
		}
	}
	body, err := json.Marshal(reply)
	if err != nil {
		panic(err) // numbers and strings of ours always marshal
	}
	if said, bound, ok := s.options.True(); m.known && ok {
		who.pending = exchange{n: reply.N, sent: p.Sent, received: m.received, said: said, bound: max(m.bound, bound)}
	}
	return body
}

// reply is the answer to a post.
type reply struct {
	ID    string `json:"id"`
	N     int    `json:"n"`
	Ready bool   `json:"ready"` // enough was measured to show
	Wait  bool   `json:"wait"`  // true time is not known, asking again may help
	View  *view  `json:"view,omitempty"`
}

// phone finds who posts, or takes on a new one.
func (s *Server) phone(r *http.Request, p post) *phone {
	if who, ok := s.phones[p.ID]; ok {
		return who
	}
	if len(s.phones) >= maxPhones {
		s.dropQuietest()
	}
	s.opened++
	who := &phone{
		id: rand.Text(), number: s.opened, addr: remote(r),
		system: systemOf(r.UserAgent(), p.Touch), app: totp.AnyApp(),
	}
	s.phones[who.id] = who
	s.emit(who.event(Opened))
	return who
}

func (s *Server) dropQuietest() {
	var quietest *phone
	for _, p := range s.phones {
		if quietest == nil || p.heard.Before(quietest.heard) {
			quietest = p
		}
	}
	delete(s.phones, quietest.id)
}

// learn takes in what a post says.
func (s *Server) learn(who *phone, p post) {
	if p.Last != nil && errors.Is(who.end(*p.Last, p.resolution()), source.ErrClockStepped) {
		s.emit(who.event(WasSet))
	}
	if p.Want != nil {
		who.app = totp.AnyApp()
		if app, ok := totp.LookupApp(p.Want.App); ok {
			who.app = app
		}
	}
	if p.Undo {
		who.taps, who.presses = nil, nil
	}
	if p.Tap != nil && who.tap(*p.Tap, p.resolution()) {
		s.emit(who.event(Tapped))
	}
}

// tell says once that a clock has been measured, or cannot be.
func (s *Server) tell(who *phone, known bool) {
	switch {
	case !known && !who.blind:
		who.told, who.shown = false, false
		s.emit(who.event(NoTruth))
	case !who.told && settled(who.clock):
		who.told = true
		s.emit(who.event(Measured))
	}
}

func (s *Server) emit(e Event) {
	if s.options.Events != nil {
		s.options.Events(e)
	}
}

// refuse answers with a status and its name: as a problem of RFC 9457 to the
// page's script, as a line to a person.
func refuse(w http.ResponseWriter, r *http.Request, status int) {
	if r.Method == http.MethodPost {
		w.Header().Set("Content-Type", "application/problem+json")
		w.WriteHeader(status)
		json.NewEncoder(w).Encode(map[string]any{"title": http.StatusText(status), "status": status})
		return
	}
	http.Error(w, http.StatusText(status), status)
}
