package phonepage

import (
	"encoding/json"
	"errors"
	"net/http"
	"time"

	"codeclock/drift/source"
	"codeclock/totp"
)

// maxBody is that of a post: a seal and under 400 bytes.
const maxBody = 8 << 10

// exchange answers one post of the page.
func (s *Server) exchange(w http.ResponseWriter, r *http.Request, at place, m moments) {
	origin := r.Header.Get("Origin")
	switch {
	case r.Method != http.MethodPost:
		w.Header().Set("Allow", http.MethodPost)
		s.refuse(w, r, http.StatusMethodNotAllowed)
		return
	case s.cross.Check(r) != nil, origin != "" && origin != s.origin:
		s.refuse(w, r, http.StatusForbidden)
		return
	case r.Header.Get("Content-Type") != "application/json":
		s.refuse(w, r, http.StatusUnsupportedMediaType)
		return
	}
	p, err := readPost(http.MaxBytesReader(w, r.Body, maxBody))
	if tooLarge := (*http.MaxBytesError)(nil); errors.As(err, &tooLarge) {
		s.refuse(w, r, http.StatusRequestEntityTooLarge)
		return
	} else if err != nil {
		s.refuse(w, r, http.StatusBadRequest)
		return
	}
	who, status := s.phone(r, p, at)
	if status != http.StatusOK {
		s.refuse(w, r, status)
		return
	}
	body := s.answer(who, p, m)
	s.count(Exchange, http.StatusOK)
	w.Header().Set("Content-Type", "application/json")
	w.Write(body)
}

// answer ends the exchange before, begins the next, and returns what is known.
func (s *Server) answer(who *phone, p post, m moments) []byte {
	s.learn(who, p)
	s.tell(who, m.known)
	who.blind = !m.known
	who.answers++
	reply := reply{N: who.answers, Ready: settled(who.clock) || who.blind || who.far, Wait: who.blind}
	if p.Want != nil {
		reply.View = s.view(who, *p.Want, m)
		if who.told && !who.shown {
			who.shown = true
			s.emit(who.event(Shown))
		}
	}
	if said, bound, ok := s.options.True(); m.known && ok {
		who.pending = exchange{n: reply.N, sent: p.Sent, received: m.received, said: said, bound: max(m.bound, bound)}
	}
	reply.Next = ms(s.turns.next(time.Now()))
	reply.Seal = s.seals.close(who, time.Now())
	body, err := json.Marshal(reply)
	if err != nil {
		panic(err) // numbers and strings of ours always marshal
	}
	return body
}

// reply is the answer to a post.
type reply struct {
	Seal  string `json:"seal"` // what is known of the device, for the next post
	N     int    `json:"n"`
	Ready bool   `json:"ready"` // enough was measured to show
	Wait  bool   `json:"wait"`  // true time is not known, asking again may help
	View  *view  `json:"view,omitempty"`

	// Next is in how many milliseconds the next exchange has its turn.
	Next float64 `json:"next"`
}

// phone opens the seal of whoever posts, or takes on a new device. Otherwise it
// returns the status to refuse with.
func (s *Server) phone(r *http.Request, p post, at place) (*phone, int) {
	from := s.client(r)
	if p.Seal != "" {
		who, err := s.seals.open(p.Seal, at.ticket, time.Now())
		if err != nil {
			return nil, http.StatusGone
		}
		who.addr = from
		return who, http.StatusOK
	}
	if !s.sittings.allow(from, time.Now()) {
		return nil, http.StatusTooManyRequests
	}
	s.mu.Lock()
	s.opened++
	who := &phone{number: s.opened, addr: from, ticket: at.ticket, system: systemOf(r.UserAgent(), p.Touch), app: totp.AnyApp()}
	s.mu.Unlock()
	if _, ok := s.seals.openPass(p.Pass, at.ticket, time.Now()); ok {
		who.pass = p.Pass
	}
	s.emit(who.event(Opened))
	return who, http.StatusOK
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
	case !who.told && (settled(who.clock) || who.tooFar()):
		who.told = true
		s.emit(who.event(Measured))
	}
}

func (s *Server) emit(e Event) {
	if s.options.Events != nil {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.options.Events(e)
	}
}

// refuse answers with a status and its name: as a problem of RFC 9457 to the
// page's script, as a line with what to do to a person.
func (s *Server) refuse(w http.ResponseWriter, r *http.Request, status int) {
	s.count(Refusal, status)
	if r.Method == http.MethodPost {
		w.Header().Set("Content-Type", "application/problem+json")
		w.WriteHeader(status)
		json.NewEncoder(w).Encode(map[string]any{"title": http.StatusText(status), "status": status})
		return
	}
	http.Error(w, http.StatusText(status)+". "+s.insteadOf(status), status)
}

// insteadOf says what a person does who is refused.
func (s *Server) insteadOf(status int) string {
	switch {
	case status == http.StatusTooManyRequests:
		return "Wait a moment, then load the page again."
	case s.options.Link == nil:
		return "Open the address exactly as the computer shows it now; each run has a new one."
	case status == http.StatusMisdirectedRequest:
		return "Open the page by the name in the link that you were sent."
	}
	return "Open the link exactly as it was sent to you, or ask for a new one."
}
