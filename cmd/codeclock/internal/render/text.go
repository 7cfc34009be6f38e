// Package render turns one result into its faces: text for people and the
// formats that machines speak. It decides how things look; package words says
// them, and package result says what is so.
package render

import (
	"fmt"
	"slices"
	"strings"

	"codeclock/cmd/codeclock/internal/result"
	"codeclock/cmd/codeclock/internal/words"
	"codeclock/drift"
	"codeclock/drift/skew"
	"codeclock/totp"
)

// Text renders a check for people: line 1 is the answer, the last line is what
// to do next.
func Text(c result.Check, o TextOptions) string {
	// What matters least gives way when a page would get longer than a page.
	for squeeze := 0; ; squeeze++ {
		text := compose(c, o, squeeze)
		if o.Verbose || c.System == "all" || o.Screen.rows(text) <= o.Screen.room() {
			return text
		}
		if squeeze == tightest && o.Screen.Rows == 0 || squeeze == onlyAnswer {
			return text
		}
	}
}

func compose(c result.Check, o TextOptions, squeeze int) string {
	p := &page{screen: o.Screen, named: min(maxIgnored, withoutIgnored-squeeze), squeeze: squeeze}
	if o.Quiet {
		onlyLine1(p, c)
		return p.String()
	}
	p.headline(c.Verdict, line1(c))
	if showsDate(c) {
		p.line(strings.Repeat(" ", len(c.Verdict.String())+3) + fmt.Sprintf("Today is %s.", words.Date(c.TrueTime())))
	}
	if fine(c) {
		p.line("Codes made on this computer are fine.")
	}
	p.practice(c.Demo)
	if !c.Estimate.Skew.Known() {
		cantTell(p, c, o)
	} else {
		body(p, c, o)
	}
	if o.Verbose {
		findings(p, c)
		facts(p, c)
		breaks(p, c)
		servers(p, c)
	} else if squeeze > tightest {
		p.line(leftOut(p.cut))
	}
	return p.String()
}

// leftOut says how to see what a small terminal has no room for.
func leftOut(steps int) string {
	if steps > 0 {
		return fmt.Sprintf("%s more: the same command with -v", words.Count(steps, "step"))
	}
	return "More: the same command with -v"
}

// onlyLine1 renders line 1, of which programs have to be able to rely on that it is one.
func onlyLine1(p *page, c result.Check) {
	if p.screen.Columns == 0 {
		p.verbatim(p.paint(c.Verdict, c.Verdict.String()) + "   " + alone(c))
		return
	}
	p.headline(c.Verdict, alone(c))
}

// body renders a check whose skew is known.
func body(p *page, c result.Check, o TextOptions) {
	p.blank()
	if asksForZone(c) && !o.Unattended {
		zoneQuestion(p, c)
		return
	}
	switch {
	case showsDate(c):
		p.wrapped("", fmt.Sprintf("It is %s. Every code is refused, and secure web pages may show certificate warnings until the date is right.",
			skew.Words(c.Estimate.Point)), "")
	case c.Verdict == result.AtRisk && c.Rule.MaxSkew == 0:
		atRisk(p, c)
	case c.Verdict == result.CantTell:
		p.wrapped("", sometimesVague, "")
	case p.squeeze < withoutSites:
		codes(p, c)
	}
	p.blank()
	howWeKnow(p, c)
	if c.Against && c.Blamed() {
		p.gap()
		againstSteps(p)
	} else if c.Blamed() {
		p.gap()
		if p.squeeze < withoutHow {
			cause(p, c)
		}
		steps(p, c)
	} else {
		notThisClock(p, c, o)
	}
	if o.Unattended || p.squeeze >= withoutPhone && c.Blamed() {
		return
	}
	if p.squeeze < tightest {
		p.blank()
	}
	phone(p, c)
}

// fine reports whether a page says, right after line 1, that codes are fine.
func fine(c result.Check) bool { return right(c) && c.Rule.MaxSkew == 0 && !c.Against }

// codes renders the table of what sites do.
func codes(p *page, c result.Check) {
	switch {
	case c.Against:
		p.wrapped("", fmt.Sprintf("Codes made on this computer, by the clock of %s", theSite(c)), "")
	case !fine(c):
		p.line("Codes made on this computer")
	}
	for _, s := range c.Sites {
		if s.Name == "relaxed" && (c.Verdict == result.OK || p.squeeze >= tightest) {
			continue
		}
		site(p, words.Sites(s.Verifier), s.Codes)
	}
	if s := c.Codes(); !slices.ContainsFunc(c.Sites, func(k result.Site) bool { return k.Verifier.Window == s.Verifier.Window }) {
		site(p, "your window", s)
	}
}

// site renders what one kind of site does.
func site(p *page, name string, c result.Codes) {
	text := words.Acceptance(c)
	typing := c.Verifier.Typing
	if c.Chance.Max < 1 && typing > 0 && c.Verifier.Window != (totp.Window{}) && !c.InVain() {
		text = fmt.Sprintf("%s; if you need %s to type, %s", text, words.Seconds(typing), words.CodesTries(c))
	}
	p.wrapped(fmt.Sprintf("  %-17s", name), text, strings.Repeat(" ", 19))
}

// steps renders what to do, for the system asked for.
func steps(p *page, c result.Check) {
	for i, system := range c.Systems() {
		if i > 0 {
			p.blank()
		}
		heading := "Fix it now"
		if c.Verdict == result.AtRisk && c.Rule.MaxSkew == 0 {
			heading = "Then fix it"
		}
		if steps := fix(c, system).Steps(); p.kept(len(steps)) > 0 {
			p.line(words.For(heading, system))
			numbered(p, steps)
		}
	}
	switch {
	case p.squeeze >= withoutNotes:
	case c.Cause().Code == drift.HardwareClock:
		p.line("Comes back after a restart?    codeclock explain hardware-clock")
	case learned(c):
		p.line("After that, sites that got used to the error may refuse codes at first.")
	}
}

// fix is the clock that is to be put right.
func fix(c result.Check, system string) words.Fix {
	return words.Fix{
		System: system, Off: c.Estimate.Point, Now: c.TrueTime(), Cause: c.Cause(), Word: c.Word(),
		Facts: c.Facts, Beside: system != c.Here, Blocked: c.Found(drift.NTPBlocked), Answered: c.Answered(),
	}
}

// phone ends every check that somebody reads: the codes of most people are made elsewhere.
func phone(p *page, c result.Check) {
	if c.Verdict == result.OK {
		p.line("Do your codes come from a phone? That is a different clock.")
		p.line("Check it too:    codeclock phone")
		return
	}
	if p.squeeze > tightest {
		p.line("Codes from a phone?  codeclock phone")
		return
	}
	p.line("Codes from a phone? That is a different clock:  codeclock phone")
}
