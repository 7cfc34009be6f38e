package render

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"codeclock/cmd/codeclock/internal/result"
	"codeclock/cmd/codeclock/internal/words"
	"codeclock/drift"
	"codeclock/drift/host"
	"codeclock/drift/skew"
)

// cause says what is likely behind a wrong clock.
func cause(p *page, c result.Check) {
	f, ok := drift.Cause(c.Findings)
	if !ok || !concerns(c, f) {
		return
	}
	if text := words.Cause(f, c.Facts); text != "" {
		p.wrapped("", text, "")
	}
	// What is wrong with the time service is what the steps are about.
	if word := c.Word(); word.Code != "" && word.Code != f.Code && concerns(c, word) && p.squeeze < withoutNotes {
		p.wrapped("", words.Besides(f, word, c.Facts), "")
	}
}

// concerns reports whether a cause belongs above the steps: above those for another
// system than this one, only what the skew itself tells, and what the two
// systems do to each other.
func concerns(c result.Check, f drift.Finding) bool {
	if c.System == c.Here || c.System == "all" {
		return true
	}
	switch f.Code {
	case drift.WholeHours, drift.HalfDay, drift.WholeDays, drift.Battery, drift.HardwareClock:
		return true
	}
	return c.System == "windows" && c.Facts.WSL == host.Yes
}

// notes says what stands in the way of putting the clock right, or of knowing.
func notes(p *page, c result.Check) {
	inOrder := slices.SortedStableFunc(slices.Values(c.Findings), func(a, b drift.Finding) int {
		return cmp.Compare(rank(a), rank(b))
	})
	for _, f := range inOrder {
		optional := !slices.Contains([]drift.Code{drift.NTPBlocked, drift.Container, drift.UnprovenIdentity, drift.SeveralServices}, f.Code)
		if text := words.Note(f, c.Facts); text != "" && (p.squeeze < withoutNotes || !optional) {
			p.wrapped("", text, "")
		}
	}
}

// rank puts what belongs to "how we know" before what belongs to the repair.
func rank(f drift.Finding) int {
	if f.Code == drift.NTPBlocked {
		return 0
	}
	return 1
}

// Verifiers that learn a device's skew step by step, login by login, get to
// minutes; nobody gets used to hours.
const (
	learnedFrom  = time.Minute
	learnedUntil = time.Hour
)

// learned reports whether a verifier may have got used to the skew.
func learned(c result.Check) bool {
	off := skew.Abs(c.Estimate.Point)
	return c.Blamed() && off >= learnedFrom && off < learnedUntil
}

// notThisClock says what to do where the clock is not to be put right first: what is
// slow may be the hand, codes may be refused all the same, or nothing is known.
func notThisClock(p *page, c result.Check, o TextOptions) {
	ask, run := "", "codeclock guide"
	switch {
	case c.Verdict == result.CantTell:
		p.gap()
		p.line("Next")
		numbered(p, nextVague(c))
		return
	case c.Verdict != result.OK:
		ask = "A code that is pasted, not typed, arrives sooner. Other causes:"
	case o.Unattended:
		return // all is well, and nobody is there to be asked
	case c.Found(drift.NotTheClock):
		ask = "Codes from this computer still refused? Then it isn't the clock:"
	case c.Against:
		ask = "Codes still refused? Other causes:"
	case c.Rule.MaxSkew > 0:
		ask, run = "Whether codes work with this clock:", "codeclock check"
	default:
		ask, run = "Still refused at a strict site? It may want the clock closer:", "codeclock check --max-skew 1s"
	}
	if p.squeeze < withoutNotes {
		p.blank()
		p.line(ask)
		p.line("  " + run)
	}
}

// nextVague returns what to do about a skew that is known too roughly.
func nextVague(c result.Check) []string {
	switch {
	case c.Against:
		return []string{againstRun}
	case c.Named:
		return []string{nextPublic}
	}
	return []string{"Run \"codeclock\" again, or from another network: a quicker one measures more closely."}
}

// facts lists what is known about this computer, for -v.
func facts(p *page, c result.Check) {
	for i, line := range words.Facts(c.Facts) {
		if i == 0 {
			p.blank()
			p.line("What is known about this computer")
		}
		p.wrapped("  ", line, "      ")
	}
}

// findings lists all findings, for -v.
func findings(p *page, c result.Check) {
	if len(c.Findings) == 0 {
		return
	}
	p.blank()
	p.line("Findings (codeclock explain NAME)")
	for _, f := range c.Findings {
		p.line("  " + string(f.Code) + "   " + words.Gravity(f.Severity) + ", " + words.Sureness(f.Sure))
	}
}

// breaks lists what else fails at this skew, for -v.
func breaks(p *page, c result.Check) {
	if len(c.Breaks) == 0 || c.Against { // this clock may be right
		return
	}
	p.blank()
	p.line("What else fails with this clock")
	for _, b := range c.Breaks {
		what := words.Break(b)
		if b.Seen {
			what = fmt.Sprintf("%s (seen)", what)
		}
		p.line("  " + what)
		p.wrapped("      ", limit(c, b)+"   "+b.Source, "      ")
	}
}

// limit is the tolerance on the side on which the clock is.
func limit(c result.Check, b drift.Break) string {
	if c.Estimate.Skew.Hi() < 0 {
		return skew.Size(b.Slow)
	}
	return skew.Size(b.Fast)
}
