package result

import (
	"time"

	"codeclock/totp"
)

// ShownLogins is how many logins of a long session are kept from its beginning, and
// as many from its end. All can be had by playing it again.
const ShownLogins = 20

// Session is what a simulated run of logins came to.
type Session struct {
	totp.Session
	PerDay     time.Duration // what the device gains a day
	RepairedAt int           // index of the first login after the clock was set right; 0 for never

	Head, Tail    []totp.Login // its first logins and its last ones; Head has all of a short session
	Before, After int          // logins that passed: up to RepairedAt, and from there on
}

// NewSession plays a session that its Check does not refuse.
func NewSession(session totp.Session, perDay time.Duration, repairedAt int) *Session {
	s := &Session{Session: session, PerDay: perDay, RepairedAt: repairedAt}
	n := 0
	for l := range session.All() {
		switch {
		case n < ShownLogins || session.Logins <= 2*ShownLogins:
			s.Head = append(s.Head, l)
		case n >= session.Logins-ShownLogins:
			s.Tail = append(s.Tail, l)
		}
		switch {
		case l.Refusal != "":
		case n < repairedAt:
			s.Before++
		default:
			s.After++
		}
		n++
	}
	return s
}

// Passed returns how many logins were accepted.
func (s *Session) Passed() int { return s.Before + s.After }

// Last returns the last login.
func (s *Session) Last() totp.Login {
	if len(s.Tail) > 0 {
		return s.Tail[len(s.Tail)-1]
	}
	return s.Head[len(s.Head)-1]
}

// Trapped reports whether the verifier had learned the wrong clock so well that
// every login fails after the clock was set right.
func (s *Session) Trapped() bool {
	return s.RepairedAt > 0 && s.Last().Shift != 0 && s.After == 0
}
