package render

import (
	"fmt"
	"strings"
	"time"

	"codeclock/cmd/codeclock/internal/result"
	"codeclock/cmd/codeclock/internal/words"
	"codeclock/drift"
	"codeclock/drift/skew"
	"codeclock/drift/source"
	"codeclock/totp"
)

const (
	computerOff      = "This computer's clock is %s (+/- %s)."
	steppedMeanwhile = "The clock was changed while it was being measured."
)

// showsDate reports whether line 1 is about a date.
func showsDate(c result.Check) bool {
	return c.Verdict == result.Wrong && c.Rule.MaxSkew == 0 && !c.Against && result.SaysDate(c.Estimate.Point)
}

// alone returns what line 1 says where no other line follows, with what must be
// known about it.
func alone(c result.Check) string {
	text := line1(c)
	if showsDate(c) {
		text = fmt.Sprintf(computerOff, skew.Words(c.Estimate.Point), skew.BoundWords(c.Estimate.Bound()))
	}
	if c.Unchecked() {
		text += " No web site has confirmed that."
	}
	if c.Estimate.Claimed() {
		text += " " + words.NoteClaimed
	}
	return text
}

// line1 returns the sentence behind the verdict's word. Where something answers in
// the time servers' place, that is the news.
func line1(c result.Check) string {
	if c.WebCheck() == result.WebDenies && !c.Named {
		return clockLine(c) + " This network answers in the time servers' place."
	}
	return clockLine(c)
}

// clockLine says how the clock is.
func clockLine(c result.Check) string {
	e := c.Estimate
	switch size := skew.Words(e.Point); {
	case c.Against:
		return againstLine(c)
	case !e.Skew.Known():
		return nothing(c)
	case c.Verdict == result.CantTell && c.Rule.MaxSkew > 0 && c.Rule.MaxSkew < time.Second && e.Skew.Within(skew.Around(0, time.Second)):
		low, _ := words.Fine(e.Skew.Lo(), 0)
		high, _ := words.Fine(e.Skew.Hi(), 0)
		return fmt.Sprintf("This computer's clock is somewhere from %s to %s: too rough for %s.", low, high, words.Limit(c.Rule.MaxSkew))
	case c.Verdict == result.CantTell:
		return fmt.Sprintf("This computer's clock is somewhere from %s to %s.", skew.Words(e.Skew.Lo()), skew.Words(e.Skew.Hi()))
	case c.Rule.MaxSkew > 0:
		return limitLine(c)
	case c.Verdict == result.OK:
		return okLine(c)
	case !c.Blamed():
		return fmt.Sprintf("This computer's clock is right (%s); typing is too slow.", size)
	case showsDate(c):
		return fmt.Sprintf("This computer thinks it is %s.", words.Date(c.At))
	case result.WholeQuarters(e.Skew):
		return fmt.Sprintf("This computer's clock is %s, almost to the second.", size)
	default:
		return fmt.Sprintf(computerOff, size, skew.BoundWords(e.Bound()))
	}
}

// limitLine says how a clock is that has a limit.
func limitLine(c result.Check) string {
	e, limit := c.Estimate, c.Rule.MaxSkew
	size, bound := skew.Words(e.Point), skew.BoundWords(e.Bound())
	if limit < time.Second && skew.Abs(e.Point) < time.Second {
		size, bound = words.Fine(e.Point, e.Bound())
	}
	return fmt.Sprintf("This computer's clock is %s (+/- %s), %s %s.", size, bound, sideOfLimit(c), words.Limit(limit))
}

// sideOfLimit says on which side of its limit a clock is.
func sideOfLimit(c result.Check) string {
	switch {
	case c.Verdict == result.OK:
		return "within"
	case c.Verdict == result.Wrong:
		return "over"
	case c.Estimate.Skew.Width() > c.Rule.MaxSkew/5:
		return "perhaps over"
	}
	return "just at"
}

// okLine says how right a clock is that makes codes that work.
func okLine(c result.Check) string {
	e := c.Estimate
	size, bound := skew.Words(e.Point), skew.BoundWords(e.Bound())
	switch {
	case !right(c):
		return fmt.Sprintf("This computer's clock is %s (+/- %s); codes work.", size, bound)
	case c.ByWeb(), e.Bound() >= drift.Right:
		return fmt.Sprintf("This computer's clock is right to about %s.", skew.BoundWords(max(skew.Abs(e.Skew.Lo()), skew.Abs(e.Skew.Hi()))))
	}
	return fmt.Sprintf("This computer's clock is right (%s, +/- %s).", size, bound)
}

// right reports whether a clock is called right, and its codes with it.
func right(c result.Check) bool {
	return c.Verdict == result.OK && skew.Abs(c.Estimate.Point) < drift.Right
}

// nothing picks the sentence for a check without a skew.
func nothing(c result.Check) string {
	asked, answered, _ := c.Estimate.Count()
	switch {
	case c.Estimate.Stepped:
		return steppedMeanwhile
	case c.Found(drift.ProxyLogin):
		return "The web proxy wants a login."
	case c.Found(drift.WebIntercepted):
		return "Something on this network answers in the web sites' place."
	case c.Estimate.Agreement == drift.Contradiction:
		return "The time servers contradict each other."
	case asked == 1 && c.Unsure():
		return "The only server asked does not know the time itself."
	case answered == 0 && !c.Heard():
		return "There was nothing to compare this clock with."
	}
	return "No time server gave an answer that can be used."
}

// known says who said so, and what web sites make of it.
func known(c result.Check) string {
	text := whoSaysSo(c)
	_, _, web := c.Estimate.Of(source.KindHTTPS)
	_, _, ntp := c.Estimate.Of(source.KindNTP)
	clause := ""
	switch check := c.WebCheck(); {
	case ntp == 0 || c.Estimate.Agreement != drift.Majority && check != result.WebSilent:
	case check == result.WebConfirms && web == 1:
		clause = "; a web site confirms it."
	case check == result.WebTooCoarse:
		clause = "; web sites can't tell that closely."
	case check == result.WebSilent:
		clause = "; no web site could confirm it."
	case c.Unchecked():
		clause = "; no web site was asked."
	}
	if clause == "" {
		return text
	}
	return strings.TrimSuffix(text, ".") + clause
}

// whoSaysSo says which servers agree.
func whoSaysSo(c result.Check) string {
	e := c.Estimate
	asked, _, _ := e.Count()
	bound := skew.BoundWords(max(e.Skew.Bound(), e.Apart()))
	ntp, _, ntpAgree := e.Of(source.KindNTP)
	web, _, webAgree := e.Of(source.KindHTTPS)
	switch {
	case c.Against:
		return fmt.Sprintf("How we know: compared with %s alone.", theSite(c))
	case asked == 1 && web == 1:
		return "How we know: the one web site asked says so. Nothing confirms it."
	case asked == 1:
		return "How we know: the one time server asked says so. Nothing confirms it."
	case e.Agreement == drift.Unconfirmed && web > 0 && ntp == 0:
		return fmt.Sprintf("How we know: 1 of %d servers answered. Nothing confirms it.", asked)
	case e.Agreement == drift.Unconfirmed && spoke(e) > 1:
		return fmt.Sprintf("How we know: %d of %d time servers answered, but all as the same server. Nothing confirms it.", spoke(e), ntp)
	case e.Agreement == drift.Unconfirmed:
		return fmt.Sprintf("How we know: 1 of %d time servers answered. Nothing confirms it.", ntp)
	case ntpAgree > 0 && web > 0 && ntpAgree <= ntp/2:
		return fmt.Sprintf("How we know: %d of %d time servers and %d of %d web sites agree to within %s.", ntpAgree, ntp, webAgree, web, bound)
	case ntpAgree == 0:
		return fmt.Sprintf("How we know: %d of %d web sites agree to within %s.", webAgree, web, bound)
	case webAgree > 1 && c.WebCheck() == result.WebConfirms:
		return fmt.Sprintf("How we know: %d of %d time servers (within %s) and %d web sites agree.", ntpAgree, ntp, bound, webAgree)
	}
	return fmt.Sprintf("How we know: %d of %d time servers agree to within %s.", ntpAgree, ntp, bound)
}

// spoke counts the servers that gave a usable answer, with a voice of their own or
// that of another.
func spoke(e drift.Estimate) int {
	n := 0
	for _, j := range e.Readings {
		if j.Interval.Known() {
			n++
		}
	}
	return n
}

// agreeing says how many of the servers that count agree: time servers, or the
// web sites that stand in for them.
func agreeing(e drift.Estimate) string {
	ntp, _, ntpAgree := e.Of(source.KindNTP)
	web, _, webAgree := e.Of(source.KindHTTPS)
	if ntpAgree == 0 && webAgree > 0 || ntp == 0 && web > 0 {
		return fmt.Sprintf("%d of %d web sites", webAgree, web)
	}
	return fmt.Sprintf("%d of %d time servers", ntpAgree, ntp)
}

// why says why a server is not one of the majority.
func why(j drift.Judged) string {
	switch {
	case j.Err != nil:
		return words.Reason(j.Err)
	case j.Off < 0:
		return fmt.Sprintf("%s behind the others", skew.Size(j.Off))
	}
	return fmt.Sprintf("%s ahead of the others", skew.Size(j.Off))
}

// judgedBy says what the verdict assumes.
func judgedBy(c result.Check) string {
	v := c.Rule.Verifier
	if c.Rule.MaxSkew > 0 {
		return words.ByLimit(c.Rule.MaxSkew)
	}
	if v.Window == totp.Steps(1, 1, c.Period()) {
		return fmt.Sprintf("Assumed: the site takes the code before and after too; %s of typing.", words.Seconds(v.Typing))
	}
	return fmt.Sprintf("Assumed: the site takes codes %s late and %s early; %s of typing.",
		words.Seconds(v.Window.Past), words.Seconds(v.Window.Future), words.Seconds(v.Typing))
}
