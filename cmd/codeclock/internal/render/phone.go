package render

import (
	"fmt"
	"time"

	"codeclock/cmd/codeclock/internal/phonepage"
	"codeclock/cmd/codeclock/internal/result"
	"codeclock/cmd/codeclock/internal/words"
	"codeclock/drift"
	"codeclock/drift/skew"
	"codeclock/totp"
)

// Invite is what a person needs to open the page on a phone.
type Invite struct {
	URL   string
	Code  string // the QR code, drawn; "" when there is none
	File  string // the picture that holds it, if that is where it is
	Demo  string
	Truth drift.Estimate
	Keys  bool // single keys are read
	Once  bool // the page is closed once a phone has been measured
}

// Invitation tells how to open the page.
func Invitation(i Invite) string {
	p := &page{}
	if i.Demo != "" {
		p.line(fmt.Sprintf(words.Practice, words.Clean(i.Demo)))
	}
	if i.Truth.Skew.Known() {
		p.line(fmt.Sprintf(words.VisitTruth, agreeing(i.Truth), skew.BoundWords(i.Truth.Skew.Bound())))
	} else {
		p.line(fmt.Sprintf(words.VisitBlind, agreeing(i.Truth)))
	}
	p.blank()
	switch {
	case i.File != "":
		p.line(fmt.Sprintf(words.VisitFile, words.Clean(i.File)))
		p.line(words.VisitOr)
	case i.Code != "":
		p.line(words.VisitScan)
		p.blank()
		p.WriteString(i.Code)
		p.blank()
		p.line(words.VisitOr)
	default:
		p.line(words.VisitOpen)
	}
	p.line("  " + i.URL)
	p.blank()
	p.line(words.VisitWait)
	switch {
	case i.Keys && i.Once:
		p.line(words.VisitKey)
	case i.Keys:
		p.line(words.VisitKeys)
	}
	p.blank()
	return p.String()
}

// PhoneOptions says how to show what happens to a page.
type PhoneOptions struct {
	Color bool
	Once  bool // the page is closed once a phone has been measured
}

// PhoneText says what has happened to a page, for people. now is true time.
func PhoneText(e phonepage.Event, now time.Time, o PhoneOptions) string {
	p := &page{color: o.Color}
	where := e.Addr.String()
	switch e.Kind {
	case phonepage.Opened:
		p.wrapped("", fmt.Sprintf(words.VisitOpened, where, words.SystemName(string(e.System))), "  ")
	case phonepage.Measured:
		phoneMeasured(p, e, now, !o.Once)
	case phonepage.WasSet:
		p.wrapped("", fmt.Sprintf(words.VisitSet, where, skew.Words(e.Before.Middle())), "  ")
	case phonepage.NoTruth:
		p.wrapped("", fmt.Sprintf(words.VisitNoTruth, where), "  ")
	case phonepage.Tapped:
		said := words.SayTaps(e.Codes.App, e.Codes.Estimate, e.Codes.Taps, e.Skew, e.Codes.Err)
		p.wrapped("", fmt.Sprintf(words.VisitTapped, where, said.Sentence), "  ")
		advice(p, said)
	case phonepage.Quiet:
		quiet(p)
	}
	return p.String()
}

// phoneMeasured is the answer for one phone, which may be measured once more.
func phoneMeasured(p *page, e phonepage.Event, now time.Time, more bool) {
	id := words.VisitClock
	if result.WholeQuarters(e.Skew) {
		id = words.VisitHour
	}
	p.headline(e.Verdict(), fmt.Sprintf(id, e.Addr, skew.Words(e.Skew.Middle()), skew.BoundWords(e.Skew.Bound())))
	saidOfCodes(p, result.DefaultRule().Verifier, e.Skew)
	if skew.Abs(e.Skew.Middle()) >= drift.Right {
		p.blank()
		p.line(fmt.Sprintf(words.FixOn, words.SystemName(string(e.System))))
		numbered(p, words.PageSteps(string(e.System), e.Skew, now, more))
	}
	p.blank()
	if more {
		p.wrapped("", words.AppToo, "")
		p.blank()
	}
}

// saidOfCodes says what becomes of a device's codes, and what helps at once.
func saidOfCodes(p *page, v totp.Verifier, i skew.Interval) {
	said, hurry := words.SayCodes(result.NewCodes(v, i), i)
	p.wrapped("", said, "")
	if hurry != "" {
		p.wrapped("", hurry, "")
	}
}

// advice is what there is to say beside what taps came to.
func advice(p *page, said words.Taps) {
	for _, n := range said.Notes {
		p.wrapped("  ", n, "  ")
	}
	numbered(p, said.Steps)
}

func quiet(p *page) {
	p.line(words.VisitQuiet)
	numbered(p, []string{words.QuietNetwork, words.QuietGuest, words.QuietFirewall, words.QuietVPN})
	p.line(words.QuietElse)
	p.blank()
}
