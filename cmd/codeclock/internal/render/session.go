package render

import (
	"fmt"
	"time"

	"codeclock/cmd/codeclock/internal/result"
	"codeclock/cmd/codeclock/internal/words"
	"codeclock/drift/skew"
	"codeclock/totp"
)

// maxLoginLines is how many logins of a session are shown one by one: half of
// them from its beginning, half from its end.
const maxLoginLines = 40

// session renders a simulated run of logins.
func session(p *page, w result.View) {
	s := w.Session
	p.wrapped("", fmt.Sprintf(words.SessionHeading, len(s.Logins), words.Long(s.Every), at(w)), "")
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
	if s.Logins[len(s.Logins)-1].Read.Sub(s.Logins[0].Read) >= 12*time.Hour {
		clock = words.DateClock
	}
	hideFrom, hideUntil := hidden(len(s.Logins))
	for i, l := range s.Logins {
		if i == hideFrom {
			t.row("...", fmt.Sprintf(words.SessionMore, hideUntil-hideFrom))
		}
		if i > 0 && i == s.RepairedAt {
			t.row("", words.SessionRepaired)
		}
		if i < hideFrom || i >= hideUntil {
			t.row(fmt.Sprint(i+1), clock(l.Read), words.Seconds(l.Age), words.Seconds(l.Typing), words.RefusalName(l.Refusal))
		}
	}
	return t
}

// hidden returns which logins of so many are not shown one by one.
func hidden(logins int) (from, until int) {
	if logins <= maxLoginLines {
		return logins, logins
	}
	return maxLoginLines / 2, logins - maxLoginLines/2
}

// total renders what a session came to.
func total(p *page, w result.View) {
	s := w.Session
	n := len(s.Logins)
	if s.RepairedAt > 0 {
		before, after := s.Passed(0, s.RepairedAt), s.Passed(s.RepairedAt, n)
		p.wrapped("", fmt.Sprintf(words.SessionBefore, before, s.RepairedAt, after, n-s.RepairedAt), "")
	} else {
		p.line(fmt.Sprintf(words.SessionTotal, s.Passed(0, n), n))
	}
	shift := s.Logins[n-1].Shift
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
	switch s.Reuse.Rule {
	case totp.ReuseUnknown:
		p.wrapped("", words.SessionReuse, "")
	case totp.RefusesSomehow:
		p.wrapped("", words.SessionSomehow, "")
	}
}
