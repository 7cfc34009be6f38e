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
	p.wrapped("", fmt.Sprintf(words.SessionHeading, s.Logins, words.Long(s.Every), at(w)), "")
	switch {
	case s.PerDay > 0:
		p.line(fmt.Sprintf(words.SessionGains, skew.Size(s.PerDay)))
	case s.PerDay < 0:
		p.line(fmt.Sprintf(words.SessionLoses, skew.Size(s.PerDay)))
	}
	loginTable(s).write(p)
	total(p, w)
}

func loginTable(s *result.Session) *table {
	t := newTable("r", "l", "r", "r", "l")
	t.row("", words.SessionTime, words.SessionAge, words.SessionTyping)
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
		t.row("...", fmt.Sprintf(words.SessionMore, hidden))
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
		p.wrapped("", fmt.Sprintf(words.SessionBefore, s.Before, s.RepairedAt, s.After, s.Logins-s.RepairedAt), "")
	} else {
		p.line(fmt.Sprintf(words.SessionTotal, s.Passed(), s.Logins))
	}
	if w.Policy != nil && w.Policy.Limits != "" {
		p.wrapped("", fmt.Sprintf(words.SessionLimited, w.Policy.Limits), "")
	} else {
		p.line(words.SessionLimits)
	}
	if s.Unfit {
		return // what it learns or remembers does not matter
	}
	shift := s.Last().Shift
	if shift != 0 {
		p.wrapped("", fmt.Sprintf(words.SessionLearned, skew.Words(shift)), "")
	}
	switch learning := s.Learning; {
	case s.Trapped() && learning == totp.LearnsThreeCodes:
		p.wrapped("", words.SessionTrap3, "")
	case s.Trapped():
		p.wrapped("", words.SessionTrap, "")
	case learning == totp.LearnsUnknown, learning == totp.LearnsReported:
		p.wrapped("", words.SessionNotKnown, "")
	}
	if s.Reuse.Rule == totp.ReuseUnknown {
		p.wrapped("", words.SessionReuse, "")
	}
}
