package render

import (
	"fmt"
	"math"
	"time"

	"codeclock/cmd/codeclock/internal/phonepage"
	"codeclock/cmd/codeclock/internal/result"
	"codeclock/cmd/codeclock/internal/words"
	"codeclock/drift"
	"codeclock/drift/skew"
)

// phoneName tells phones apart by number and kind. Their addresses say nothing to
// people.
func phoneName(e phonepage.Event) string {
	if e.System == phonepage.Other {
		return fmt.Sprintf("Phone %d", e.Phone)
	}
	return fmt.Sprintf("Phone %d (%s)", e.Phone, words.SystemName(string(e.System)))
}

// PhoneOptions says how to show what happens to a page.
type PhoneOptions struct {
	Screen Screen
	Once   bool // the page is closed once a phone has been measured
}

// PhoneText says what has happened to a page, for people. now is true time.
func PhoneText(e phonepage.Event, now time.Time, o PhoneOptions) string {
	p := &page{screen: o.Screen}
	name := phoneName(e)
	switch e.Kind {
	case phonepage.Opened:
		p.wrapped("", fmt.Sprintf("%s has opened the page. Measuring ...", name), "  ")
	case phonepage.Measured:
		phoneMeasured(p, e, now, !o.Once)
	case phonepage.WasSet:
		p.wrapped("", fmt.Sprintf("%s: its clock was set. It was %s before. Measuring again ...", name, skew.Words(e.Before.Middle())), "  ")
	case phonepage.NoTruth:
		p.wrapped("", fmt.Sprintf("%s cannot be measured: true time is not known yet. Asking again; \"codeclock check\" says why.", name), "  ")
	case phonepage.Tapped:
		said := words.SayTaps(e.Codes.App, e.Codes.Estimate, e.Codes.Taps, e.Skew, e.Codes.Err)
		p.wrapped("", fmt.Sprintf("%s: %s", name, said.Sentence), "  ")
		advice(p, said)
	case phonepage.Quiet:
		quiet(p)
	}
	return p.String()
}

// phoneMeasured is the answer for one phone, which may be measured once more.
func phoneMeasured(p *page, e phonepage.Event, now time.Time, more bool) {
	verdict := e.Verdict()
	if e.Far {
		said := words.DeviceFar(phoneName(e))
		p.headline(verdict, said.Sentence)
		p.wrapped("", said.Lines[0], "")
	} else {
		id := "%s: %s (+/- %s)"
		if result.WholeQuarters(e.Skew) {
			id = "%s: %s, almost to the second (+/- %s)"
		}
		p.headline(verdict, fmt.Sprintf(id, phoneName(e), skew.Words(e.Skew.Middle()), skew.BoundWords(e.Skew.Bound())))
		saidOfCodes(p, result.DefaultRule(), e.Skew)
	}
	phoneSteps(p, e, now, more)
	p.blank()
	phoneNext(p, verdict, more)
}

// phoneSteps says how a phone's clock is put right, where it is known to be off.
func phoneSteps(p *page, e phonepage.Event, now time.Time, more bool) {
	verdict, off := e.Verdict(), e.Skew.Middle()
	if e.Far {
		off = math.MaxInt64
	}
	if verdict == result.CantTell || skew.Abs(off) < drift.Right {
		return
	}
	works := verdict == result.OK
	p.blank()
	p.line(words.Heading(works, string(e.System)))
	fix := words.Fix{System: string(e.System), Off: off, Now: now}
	numbered(p, words.PageSteps(fix, result.WholeQuarters(e.Skew), works, !more))
}

// phoneNext says what to do after that.
func phoneNext(p *page, verdict result.Verdict, more bool) {
	switch {
	case verdict == result.CantTell && more:
		p.wrapped("", "That is too rough to say more. Bring the phone nearer to the Wi-Fi, and press \"Measure again\".", "")
	case verdict == result.CantTell:
		p.line("That is too rough. Nearer to the Wi-Fi, once more:  codeclock phone")
	}
	if more {
		p.wrapped("", "The app may keep a time of its own: press the button on the page, or SPACE here, when a code changes.", "")
	}
	switch {
	case verdict == result.OK && more:
		p.line("Codes still refused, and the app's time is right?  codeclock guide")
	case verdict == result.OK:
		p.line("Codes still refused? The app may keep its own time:  codeclock tap")
	case verdict != result.CantTell && !more:
		p.line("Then measure it once more:  codeclock phone")
	}
	p.blank()
}

// saidOfCodes says what becomes of a device's codes, and what helps at once.
func saidOfCodes(p *page, r result.Rule, i skew.Interval) {
	if r.MaxSkew > 0 {
		p.wrapped("", words.ByLimit(r.MaxSkew), "")
		return
	}
	said, hurry := words.SayCodes(result.NewCodes(r.Verifier, i), i)
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
	p.line("No phone has opened the page yet. The usual reasons, in order:")
	numbered(p, []string{
		"The phone is in another network. Same Wi-Fi? Mobile data off?",
		"A guest Wi-Fi keeps its devices apart. Use the main one.",
		"This computer's firewall keeps the phone out. Allow codeclock in private networks.",
		"A VPN is on, here or on the phone. Turn it off for a moment.",
	})
	p.line("It works without a network to the phone, too:  codeclock tap")
	p.blank()
}
