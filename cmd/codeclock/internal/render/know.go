package render

import (
	"codeclock/cmd/codeclock/internal/result"
	"codeclock/cmd/codeclock/internal/words"
	"codeclock/drift"
	"codeclock/drift/skew"
	"codeclock/drift/source"
	"codeclock/totp"
	"fmt"
)

// know renders how the answer came about, and what was assumed.
func know(p *page, c result.Check) {
	evidence(p, c)
	own := c.Rule.MaxSkew == 0 && !c.Rule.Usual() // a limit stands in line 1
	if p.squeeze < withoutAssumed || own {
		p.wrapped("", judgedBy(c), "")
	}
}

// evidence renders who said so, who did not, and what stands in the way.
func evidence(p *page, c result.Check) {
	how := known(c)
	var left []drift.Judged
	if _, answered, _ := c.Estimate.Count(); answered > 0 {
		left = notCounted(c.Estimate)
	}
	if len(left) > 0 && p.named <= 0 {
		how += " " + fmt.Sprintf(words.AllIgnored, len(left))
	}
	p.wrapped("", how, "")
	if p.named > 0 {
		ignored(p, left)
	}
	if proxy := throughProxy(c.Estimate); proxy != "" && p.squeeze < withoutNotes {
		p.line(fmt.Sprintf(words.KnowProxy, words.Clean(proxy)))
	}
	if c.Estimate.Stepped {
		p.line(words.KnowStepped)
	}
	notes(p, c)
}

// known says who said so.
func known(c result.Check) string {
	e := c.Estimate
	asked, _, _ := e.Count()
	bound := skew.BoundWords(e.Skew.Bound())
	ntp, _, ntpAgree := e.Of(source.KindNTP)
	web, _, webAgree := e.Of(source.KindHTTPS)
	switch {
	case c.Against:
		return fmt.Sprintf(words.KnowAgainst, theSite(c))
	case asked == 1 && web == 1:
		return words.KnowOneSite
	case asked == 1:
		return words.KnowOne
	case e.Agreement == drift.Unconfirmed && web > 0:
		return fmt.Sprintf(words.KnowOneServer, asked)
	case e.Agreement == drift.Unconfirmed:
		return fmt.Sprintf(words.KnowUnconfirmed, asked)
	case ntpAgree > 0 && web > 0:
		return fmt.Sprintf(words.KnowBoth, ntpAgree, ntp, webAgree, web, bound)
	case web > 0:
		return fmt.Sprintf(words.KnowSites, webAgree, web, bound)
	}
	return fmt.Sprintf(words.KnowMajority, ntpAgree, ntp, bound)
}

// agreeing says how many of the servers that count agree: time servers, or the
// web sites that stand in for them.
func agreeing(e drift.Estimate) string {
	ntp, _, ntpAgree := e.Of(source.KindNTP)
	web, _, webAgree := e.Of(source.KindHTTPS)
	if byWeb(e) || ntp == 0 && web > 0 {
		return fmt.Sprintf(words.AgreeSites, webAgree, web)
	}
	return fmt.Sprintf(words.AgreeServers, ntpAgree, ntp)
}

// byWeb reports whether web servers alone stand behind an estimate.
func byWeb(e drift.Estimate) bool {
	_, _, ntp := e.Of(source.KindNTP)
	_, _, web := e.Of(source.KindHTTPS)
	return ntp == 0 && web > 0
}

// throughProxy returns the web proxy that answers came through, "" for none.
func throughProxy(e drift.Estimate) string {
	for _, j := range e.Readings {
		for _, s := range j.Samples {
			if j.Agrees && s.Proxy != "" {
				return s.Proxy
			}
		}
	}
	return ""
}

// maxIgnored is how many ignored servers are named where there is room.
const maxIgnored = 3

// notCounted returns the servers that do not count.
func notCounted(e drift.Estimate) []drift.Judged {
	var left []drift.Judged
	for _, j := range e.Readings {
		if !j.Agrees && !standsIn(e, j) {
			left = append(left, j)
		}
	}
	return left
}

// ignored names as many servers that do not count as there is room for.
func ignored(p *page, left []drift.Judged) {
	for _, j := range left[:min(p.named, len(left))] {
		p.wrapped("  ", fmt.Sprintf(words.Ignored, words.Clean(j.Server), why(j)), "            ")
	}
	if n := len(left) - p.named; n > 0 {
		p.line("  " + fmt.Sprintf(words.MoreIgnored, n))
	}
}

// standsIn reports whether a reading is one of time servers that were all silent, for
// which web servers stand in: one sentence says so of all of them.
func standsIn(e drift.Estimate, j drift.Judged) bool {
	_, heard, _ := e.Of(source.KindNTP)
	return j.Kind == source.KindNTP && heard == 0 && byWeb(e)
}

// why says why a server is not one of the majority.
func why(j drift.Judged) string {
	switch {
	case j.Err != nil:
		return words.Reason(j.Err)
	case j.Off < 0:
		return fmt.Sprintf(words.IgnoredBehind, skew.Size(j.Off))
	}
	return fmt.Sprintf(words.IgnoredAhead, skew.Size(j.Off))
}

func judgedBy(c result.Check) string {
	v := c.Rule.Verifier
	if c.Rule.MaxSkew > 0 {
		return fmt.Sprintf(words.JudgedByLimit, words.Limit(c.Rule.MaxSkew))
	}
	steps := int(v.Window.Past / c.Period())
	if v.Window == totp.Steps(steps, steps, c.Period()) {
		return fmt.Sprintf(words.JudgedBySteps, words.StepCount(steps), words.Seconds(v.Typing))
	}
	return fmt.Sprintf(words.JudgedByWindow, words.Seconds(v.Window.Past), words.Seconds(v.Window.Future), words.Seconds(v.Typing))
}
