package result

import "codeclock/drift"

// WebCheck is what became of asking web sites about what time servers say. NTP is
// not authenticated, so that nobody is told on its word alone that a clock is wrong.
type WebCheck string

const (
	WebNotAsked  WebCheck = "not_asked"   // the clock is right, or the user chose whom to ask
	WebConfirms  WebCheck = "confirmed"   // web sites say so too
	WebDenies    WebCheck = "denied"      // they rule it out, and the verdict is theirs
	WebTooCoarse WebCheck = "too_coarse"  // they do not rule it out, nor that the clock is right
	WebSilent    WebCheck = "unavailable" // too few of them gave an answer
)

// WebCheck returns what web sites make of what time servers say.
func (c *Check) WebCheck() WebCheck {
	switch e := c.Estimate; e.Witness {
	case drift.NoWitness:
		return WebSilent
	case drift.DeniedByIt:
		return WebDenies
	case drift.NotDenied:
		ok, _ := c.Rule.Limits()
		if _, maybe := e.Web.Intersect(ok); maybe && c.Verdict != OK {
			return WebTooCoarse
		}
		return WebConfirms
	}
	return WebNotAsked
}

// Unchecked reports whether the clock is blamed on the word of public time servers
// that no web site has confirmed.
func (c *Check) Unchecked() bool {
	return c.Blamed() && !c.Named && !c.ByWeb() && c.WebCheck() != WebConfirms && c.WebCheck() != WebDenies
}
