package render

import (
	"errors"
	"fmt"
	"net"

	"codeclock/cmd/codeclock/internal/result"
	"codeclock/cmd/codeclock/internal/words"
	"codeclock/drift/skew"
)

const againstRun = "Run \"codeclock\" without --against: is this clock right?"

// theSite returns the web site that a clock was compared with.
func theSite(c result.Check) string { return words.Clean(c.Estimate.Readings[0].Server) }

// againstLine returns line 1 of a comparison with one site. Which of the two
// clocks is wrong it does not know, so it blames neither.
func againstLine(c result.Check) string {
	e := c.Estimate
	size, bound := skew.Words(e.Point), skew.BoundWords(e.Bound())
	limit := words.Limit(c.Rule.MaxSkew)
	switch {
	case e.Stepped && !e.Skew.Known():
		return steppedMeanwhile
	case !e.Skew.Known():
		return fmt.Sprintf("%s gave no answer that can be used.", theSite(c))
	case c.Rule.MaxSkew > 0 && c.Verdict != result.CantTell:
		return fmt.Sprintf("This computer's clock is %s against %s (+/- %s), %s %s.", size, theSite(c), bound, sideOfLimit(c), limit)
	case c.Verdict == result.CantTell:
		return fmt.Sprintf("This computer's clock is somewhere from %s to %s against %s.",
			skew.Words(e.Skew.Lo()), skew.Words(e.Skew.Hi()), theSite(c))
	}
	return fmt.Sprintf("This computer's clock is %s against %s (+/- %s).", size, theSite(c), bound)
}

// againstSteps tells this clock from the site's.
func againstSteps(p *page) {
	p.line("Next")
	numbered(p, []string{
		againstRun,
		"Does it say OK? Then the site's clock is wrong: tell its operator.",
		"Does it say something else? Then do what it says.",
	})
}

// nextAgainst returns what to do when a site told nothing.
func nextAgainst(c result.Check) []string {
	var dns *net.DNSError
	if errors.As(c.Estimate.Readings[0].Err, &dns) {
		return []string{nextSpelling, againstRun}
	}
	return []string{"Open the site in a browser, from this computer. Does it open?", againstRun}
}
