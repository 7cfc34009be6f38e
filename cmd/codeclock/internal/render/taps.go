package render

import (
	"fmt"

	"codeclock/cmd/codeclock/internal/result"
	"codeclock/cmd/codeclock/internal/words"
	"codeclock/drift"
	"codeclock/drift/skew"
)

// TapText renders what taps came to, for people.
func TapText(t result.Taps, s Screen) string {
	p := &page{screen: s}
	said := words.SayTaps(t.App, t.Estimate, len(t.Made), t.Clock, t.Err)
	p.headline(t.Verdict, said.Sentence)
	p.practice(t.Demo)
	if t.Codes.Known() {
		saidOfCodes(p, t.Rule, t.Codes)
	}
	for _, n := range said.Notes {
		p.wrapped("", n, "")
	}
	if t.Err == nil {
		tapEvidence(p, t)
	}
	tapSteps(p, t, said)
	return p.String()
}

// tapEvidence says how it is known.
func tapEvidence(p *page, t result.Taps) {
	e := t.Estimate
	within := skew.BoundWords(e.Scatter)
	if t.Truth.Agreement == drift.Silence {
		p.wrapped("", fmt.Sprintf("How we know: %d of %d presses agree to within %s.", e.Used, len(t.Made), within), "")
	} else {
		p.wrapped("", fmt.Sprintf("How we know: %d of %d presses agree to within %s, and %s.", e.Used, len(t.Made), within, agreeing(t.Truth)), "")
	}
	if t.Clock.Known() && t.Truth.Agreement != drift.Silence {
		p.wrapped("", fmt.Sprintf("The phone's own clock is %s (+/- %s), if it is in this computer's time zone.",
			skew.Words(t.Clock.Middle()), skew.BoundWords(t.Clock.Bound())), "")
	}
}

// tapSteps says what to do, and what to run next.
func tapSteps(p *page, t result.Taps, said words.Taps) {
	off := t.Codes.Known() && skew.Abs(t.Codes.Middle()) >= drift.Right
	switch {
	case len(said.Steps) > 0:
		p.blank()
		numbered(p, said.Steps)
	case off && t.Verdict != result.CantTell:
		for _, system := range phoneSystems(t.System) {
			p.blank()
			p.line(words.Heading(t.Verdict == result.OK, system))
			numbered(p, words.Fix{System: system, Off: t.Codes.Middle(), Now: t.At}.Steps())
		}
	}
	p.blank()
	p.line(tapNext(t))
}

// tapNext is the next command.
func tapNext(t result.Taps) string {
	var minutes []skew.Interval // at which the phone's clock and the app's can be the same
	if t.Err == nil {
		minutes, _ = t.Estimate.Arc.Resolve(t.Clock)
	}
	switch {
	case t.App.NoClock && t.Err == nil:
		return "Refused all the same?                   codeclock guide"
	case t.Err == nil && !t.Clock.Known():
		return "To settle it, measure the phone's clock too:    codeclock phone"
	case t.Verdict == result.OK:
		return "Codes still refused? Other causes:      codeclock guide"
	case len(minutes) > 1:
		return "To settle it, measure the phone's clock closely:    codeclock phone"
	case t.Err != nil:
		return "Press once more:                        codeclock tap"
	}
	return "Then press once more:                   codeclock tap"
}

// phoneSystems returns the systems whose steps to show: both kinds of phone
// unless one was named.
func phoneSystems(system string) []string {
	if system == "iphone" || system == "android" {
		return []string{system}
	}
	return []string{"iphone", "android"}
}
