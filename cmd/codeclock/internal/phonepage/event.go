package phonepage

import (
	"net/netip"
	"slices"
	"time"

	"codeclock/cmd/codeclock/internal/result"
	"codeclock/drift/skew"
	"codeclock/drift/source"
)

// Kind is what happened.
type Kind int

// The kinds of events.
const (
	Opened   Kind = iota + 1 // a device opened the page
	Measured                 // its clock has been measured; again after it was set
	Shown                    // the page has shown that, for the first time
	WasSet                   // its clock was set while the page was open
	Tapped                   // a code changed on it
	NoTruth                  // it cannot be measured: true time is not known
	Quiet                    // nobody has opened the page for a while
)

// Event is one thing that happened to a page. All of it is safe to print.
type Event struct {
	Kind   Kind
	Phone  int        // 1 for the first device that opened the page, and so on; 0 for Quiet
	Addr   netip.Addr // where it is on the local network
	System System
	Ticket string // that of the link; "" for none

	Skew   skew.Interval   // of its clock, as far as known
	Far    bool            // its clock is too far off to be measured
	Before skew.Interval   // WasSet: what was known before
	Taken  []source.Sample // the exchanges behind Skew
	Codes  Codes           // what presses say about the app that was watched, if there are any
	// Presses are those behind Codes, since the clock was last set.
	Presses []Press
}

// Press is a moment at which a code changed, by the phone's own clock, and how
// finely that clock is read.
type Press struct {
	At         time.Time
	Resolution time.Duration
}

// Verdict judges the clock for most people at most sites.
func (e Event) Verdict() result.Verdict { return e.Judge(result.DefaultRule()) }

// Judge judges the clock by a rule.
func (e Event) Judge(r result.Rule) result.Verdict {
	if e.Far {
		return result.Wrong
	}
	return r.Judge(e.Skew)
}

func (p *phone) event(k Kind) Event {
	e := Event{
		Kind: k, Phone: p.number, Addr: p.addr, System: p.system, Ticket: p.ticket,
		Skew: p.clock.Skew, Far: p.tooFar(), Before: p.clock.Before, Taken: slices.Clip(p.clock.Samples),
		Presses: slices.Clip(p.presses),
	}
	if k == Tapped || len(p.presses) > 0 {
		e.Codes = p.codes()
	}
	return e
}
