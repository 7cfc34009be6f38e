package render

import (
	"errors"
	"fmt"
	"net"

	"codeclock/cmd/codeclock/internal/result"
	"codeclock/cmd/codeclock/internal/words"
	"codeclock/drift/skew"
)

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
		return words.SteppedMeanwhile
	case !e.Skew.Known():
		return fmt.Sprintf(words.AgainstNothing, theSite(c))
	case c.Rule.MaxSkew > 0 && c.Verdict == result.OK:
		return fmt.Sprintf(words.AgainstInLimit, size, theSite(c), bound, limit)
	case c.Rule.MaxSkew > 0 && c.Verdict == result.AtRisk:
		return fmt.Sprintf(words.AgainstAtLimit, size, theSite(c), bound, limit)
	case c.Rule.MaxSkew > 0:
		return fmt.Sprintf(words.AgainstOverLimit, size, theSite(c), bound, limit)
	case c.Verdict == result.CantTell:
		return fmt.Sprintf(words.AgainstVague, skew.Words(e.Skew.Lo()), skew.Words(e.Skew.Hi()), theSite(c))
	}
	return fmt.Sprintf(words.AgainstOff, size, theSite(c), bound)
}

// againstSteps tells this clock from the site's.
func againstSteps(p *page) {
	p.line(words.NextHeading)
	numbered(p, []string{words.AgainstRun, words.AgainstSite, words.AgainstOwn})
}

// nextAgainst returns what to do when a site told nothing.
func nextAgainst(c result.Check) []string {
	var dns *net.DNSError
	if errors.As(c.Estimate.Readings[0].Err, &dns) {
		return []string{words.NextSpelling, words.AgainstRun}
	}
	return []string{words.NextBrowser, words.AgainstRun}
}
