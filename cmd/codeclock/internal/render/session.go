package render

import (
	"fmt"
	"time"

	"codeclock/cmd/codeclock/internal/result"
	"codeclock/cmd/codeclock/internal/words"
	"codeclock/drift/skew"
	"codeclock/totp"
)

// session renders a simulated run of logins.
func session(p *page, w result.View) {
	s := w.Session
	p.wrapped("", fmt.Sprintf("%d logins, one each %s, %s", s.Logins, words.Long(s.Every), at(w)), "")
	switch {
	case s.PerDay > 0:
		p.line(fmt.Sprintf("The device gains %s a day.", skew.Size(s.PerDay)))
	case s.PerDay < 0:
		p.line(fmt.Sprintf("The device loses %s a day.", skew.Size(s.PerDay)))
	}
	loginTable(s).write(p)
	total(p, w)
}

func loginTable(s *result.Session) *table {
	t := newTable("r", "l", "r", "r", "l")
	t.head("", "true time", "read at", "typing")
	clock := words.Clock
	if s.Last().Read.Sub(s.Head[0].Read) >= 12*time.Hour {
		clock = words.DateClock
	}
	rows := func(from int, logins []totp.Login) {
		for i, l := range logins {
			if n := from + i; n > 0 && n == s.RepairedAt {
				t.row("", words.SessionRepaired)
			}
			t.row(fmt.Sprint(from+i+1), clock(l.Read), words.Seconds(l.Age), words.Seconds(l.Typing), words.RefusalName(l.Refusal))
		}
	}
	hidden := s.Logins - len(s.Head) - len(s.Tail)
	rows(0, s.Head)
	if hidden > 0 {
		t.row("...", fmt.Sprintf("(%d more)", hidden))
		if len(s.Head) <= s.RepairedAt && s.RepairedAt < len(s.Head)+hidden {
			t.row("", words.SessionRepaired)
		}
	}
	rows(len(s.Head)+hidden, s.Tail)
	return t
}

// total renders what a session came to.
func total(p *page, w result.View) {
	s := w.Session
	if s.RepairedAt > 0 {
		p.wrapped("", fmt.Sprintf("Before the clock was set right %d of %d logins work, after it %d of %d.",
			s.Before, s.RepairedAt, s.After, s.Logins-s.RepairedAt), "")
	} else {
		p.line(fmt.Sprintf("%d of %d logins work.", s.Passed(), s.Logins))
	}
	if w.Policy != nil && w.Policy.Limits != "" {
		p.wrapped("", fmt.Sprintf("Limits on the number of tries are left out: %s.", w.Policy.Limits), "")
	} else {
		p.line("Limits on the number of tries are left out.")
	}
	if s.Unfit {
		return // what it learns or remembers does not matter
	}
	shift := s.Last().Shift
	if shift != 0 {
		p.wrapped("", fmt.Sprintf("At the end the verifier takes the device to be %s.", skew.Words(shift)), "")
	}
	switch learning := s.Learning; {
	case s.Trapped() && learning == totp.LearnsThreeCodes:
		p.wrapped("", "The verifier had learned the wrong clock and refuses the right one, until three codes in a row teach it again.", "")
	case s.Trapped():
		p.wrapped("", "The verifier had got used to the wrong clock and refuses the right one. An administrator has to reset or resynchronise the device.", "")
	case learning == totp.LearnsUnknown, learning == totp.LearnsReported:
		p.wrapped("", "How it learns is not known; it was simulated as if it did not.", "")
	}
	if s.Reuse.Rule == totp.ReuseUnknown {
		p.wrapped("", "Whether it refuses a used code is not known; it was simulated as if it did not.", "")
	}
}
