// Package result holds what a check came to, as values: the one thing that all
// faces of the program render. It has no sentences and prints nothing.
package result

import (
	"slices"
	"time"

	"codeclock/drift"
	"codeclock/drift/host"
	"codeclock/drift/skew"
	"codeclock/drift/source"
	"codeclock/totp"
)

// Check is the result of `codeclock check`.
type Check struct {
	Verdict  Verdict
	Estimate drift.Estimate
	Rule     Rule
	Sites    []Site // strict, normal, relaxed
	Findings []drift.Finding
	Breaks   []drift.Break // what else fails at this skew

	At      time.Time     // when the measurement began, by this computer's clock and zone
	Took    time.Duration // how long it took
	System  string        // whose steps to show: windows, macos, linux, iphone, android or all
	Facts   host.Facts    // about this computer
	Here    string        // the system of this computer, which Facts are about
	Named   bool          // the servers were named by the user
	Against bool          // the one server is a web site that the user named
	Told    []host.Told   // the servers that this computer is told to use, where that was looked up
	Desktop host.Proxy    // the desktop's web proxy, where that was looked up
	Demo    string        // the practice scenario, "" in a real run
	Version string
}

// Site is a kind of verifier, strict, normal or relaxed, and what it does with codes
// from this clock.
type Site struct {
	Name string
	Codes
}

// The thresholds of a verdict, as shares of tries that work.
const (
	enough = 0.99 // from here on a person notices nothing
	tooFew = 0.25 // under this, "sometimes" is no longer the word
	vague  = 0.25 // not knowing the share any better is not knowing it
)

// Rule is what decides the verdict.
type Rule struct {
	Verifier totp.Verifier
	MaxSkew  time.Duration // if not 0, the limit that replaces the verifier
}

// Judge returns the verdict over an interval of skew. Where the interval
// reaches from one verdict into the next, AtRisk is what can be said of all of
// it; where it reaches from OK to far below, nothing can.
func (r Rule) Judge(i skew.Interval) Verdict {
	if !i.Known() {
		return CantTell
	}
	if r.MaxSkew > 0 {
		return judgeLimit(i, r.MaxSkew)
	}
	c := r.Verifier.ChanceOver(i)
	switch {
	case c.Min >= enough:
		return OK
	case c.Max < tooFew:
		return Wrong
	case c.Max >= enough && c.Max-c.Min > vague:
		return CantTell
	}
	return AtRisk
}

func judgeLimit(i skew.Interval, limit time.Duration) Verdict {
	within := skew.Around(0, limit)
	switch _, touches := i.Intersect(within); {
	case i.Within(within):
		return OK
	case touches && i.Width() > within.Width():
		return CantTell // too rough for such a limit
	case touches:
		return AtRisk
	}
	return Wrong
}

// Limits returns the skews between which the verdict is OK, and those between
// which it is not Wrong: the lines that monitoring draws. They are not symmetric
// about 0 once typing takes time.
func (r Rule) Limits() (ok, bearable skew.Interval) {
	if r.MaxSkew > 0 {
		limit := skew.Around(0, r.MaxSkew)
		return limit, limit
	}
	return r.Verifier.AtLeast(enough), r.Verifier.AtLeast(tooFew)
}

// Harmless returns the skews with which nobody blames the clock: a single point
// where even a right one does not get codes accepted.
func (r Rule) Harmless() skew.Interval {
	if ok, _ := r.Limits(); ok.Known() {
		return ok
	}
	return skew.Exactly(0)
}

// Silent reports whether there is no verdict because no server gave an answer that
// could be used, rather than because the answers do not fit together.
func (c *Check) Silent() bool {
	return c.Estimate.Agreement == drift.Silence && !c.Estimate.Stepped
}

// Settled reports whether the verdict is the same at both ends of an interval, so
// that a narrower one would not change it.
func (r Rule) Settled(i skew.Interval) bool {
	if !i.Known() {
		return false
	}
	v := r.Judge(i)
	return v == r.Judge(skew.Exactly(i.Lo())) && v == r.Judge(skew.Exactly(i.Hi()))
}

// Conclude fills in what follows from the estimate and the rule.
func (c *Check) Conclude() {
	c.Verdict = c.Rule.Judge(c.Estimate.Skew)
	for _, preset := range totp.Presets() {
		v, _ := preset.Verifier(c.Period(), c.Rule.Verifier.Typing)
		c.Sites = append(c.Sites, Site{preset.ID, NewCodes(v, c.Estimate.Skew)})
	}
	c.Findings = drift.Diagnose(c.evidence())
	c.Breaks = drift.Breaks(c.Estimate.Skew)
}

// Codes returns what the site that the verdict is about does with codes.
func (c *Check) Codes() Codes { return NewCodes(c.Rule.Verifier, c.Estimate.Skew) }

// evidence is what a diagnosis can look at.
func (c *Check) evidence() drift.Evidence {
	e := c.Estimate
	alike, name := e.Alike()
	return drift.Evidence{
		Skew: e.Skew, At: c.At, Host: c.Facts, NTP: e.Reach(source.KindNTP), HTTPS: e.Reach(source.KindHTTPS),
		Agreement: e.Agreement, Named: c.Named, Stepped: e.Stepped && !e.Skew.Known(), Claimed: e.Claimed(),
		Blamed:  c.Blamed() || c.Verdict == CantTell,
		Witness: e.Witness, Voices: e.Voices(source.KindNTP), Alike: alike, AlikeName: name,
		WantsLogin: e.WantsLogin(), Unused: c.Desktop, Rate: e.Rate(),
	}
}

// Blamed reports whether putting the clock right would help: a strict site can refuse
// codes from a clock that is right.
func (c *Check) Blamed() bool {
	return (c.Verdict == AtRisk || c.Verdict == Wrong) &&
		(c.Rule.MaxSkew > 0 || skew.Abs(c.Estimate.Point) >= drift.Right)
}

// Cause returns the finding that explains the skew, the zero one when there is none,
// or when the clock of one site may be what is to be explained.
func (c *Check) Cause() drift.Finding {
	if c.Against {
		return drift.Finding{}
	}
	f, _ := drift.Cause(c.Findings)
	return f
}

// Word returns the finding about this computer's time service that explains best, the
// zero one when there is none: the steps are about that service, whatever the cause.
func (c *Check) Word() drift.Finding {
	for _, f := range c.Findings {
		if f.Severity == drift.Problem && (f.Service != "" || f.Code == drift.RunsWild) && !c.Against {
			return f
		}
	}
	return drift.Finding{}
}

// Answered reports whether a time server sent anything: this network lets NTP through.
func (c *Check) Answered() bool { return c.Estimate.Reach(source.KindNTP).Answered > 0 }

// Found reports whether a finding is among those of this check.
func (c *Check) Found(code drift.Code) bool {
	return slices.ContainsFunc(c.Findings, func(f drift.Finding) bool { return f.Code == code })
}

// Period returns the period of the codes.
func (c *Check) Period() time.Duration {
	if c.Rule.Verifier.Period == 0 {
		return totp.DefaultPeriod
	}
	return c.Rule.Verifier.Period
}

// AllSystems returns the systems that there are steps for, as --os takes them.
func AllSystems() []string { return []string{"windows", "macos", "linux", "iphone", "android"} }

// Systems returns the systems whose steps to show.
func (c *Check) Systems() []string {
	if c.System == "all" {
		return AllSystems()
	}
	return []string{c.System}
}
