package render

import (
	"fmt"
	"time"

	"codeclock/cmd/codeclock/internal/result"
	"codeclock/cmd/codeclock/internal/words"
	"codeclock/drift"
)

// asksForZone reports whether the likeliest cause leaves open if the clock is wrong
// or the zone, which a look at another clock tells, and whether the steps differ.
func asksForZone(c result.Check) bool {
	f, ok := drift.Cause(c.Findings)
	if !ok || c.Verdict != result.Wrong || c.Rule.MaxSkew > 0 || c.System == "all" || c.Against || showsDate(c) {
		return false
	}
	if fix(c, c.System).ZoneStep() == 0 {
		return false
	}
	switch f.Code {
	case drift.WholeHours, drift.SummerTime:
		return true
	case drift.HardwareClock:
		return f.Sure != drift.Certain
	}
	return false
}

// zoneQuestion renders a clock that is off by hours: what it shows and what it should,
// the question that tells the clock from the zone, and the steps for both. What
// sites accept does not matter here, so nothing is said of that.
func zoneQuestion(p *page, c result.Check) {
	meaning := "Nearly always a time-zone or summer-time mistake, not a bad clock."
	if !result.WholeQuarters(c.Estimate.Skew) {
		meaning = "Such a difference is usually a time-zone mistake, not a bad clock."
	}
	if p.squeeze < withoutPhone {
		p.line(meaning)
	}
	if p.squeeze < withoutTwice {
		p.line("Codes use world time, so every site refuses every code.")
	}
	if p.squeeze < withoutAssumed {
		p.blank()
	}
	wrong, right := c.At, c.TrueTime()
	if _, offset := wrong.Zone(); p.squeeze < withoutSites {
		p.line(fmt.Sprintf("  this computer says    %s   and thinks its zone is %s", wrong.Format(time.TimeOnly), words.Zone(offset)))
		p.line(fmt.Sprintf("  really, in that zone  %s", right.Format(time.TimeOnly)))
	}
	if p.squeeze < withoutHow {
		evidence(p, c)
	}
	p.gap()
	p.line("Look at another clock. What time is it where you are?")
	clock, zone := "The clock is wrong.      ", "The time ZONE is wrong.  "
	if p.squeeze >= withoutHow {
		clock, zone = "", ""
	}
	p.line(fmt.Sprintf("  %s   %sLeave out step %d.", right.Format("15:04"), clock, fix(c, c.System).ZoneStep()))
	p.line(fmt.Sprintf("  %s   %sDo all steps.", wrong.Format("15:04"), zone))
	p.gap()
	steps(p, c)
	p.blank()
	if p.squeeze < withoutPhone {
		phone(p, c)
	}
}
