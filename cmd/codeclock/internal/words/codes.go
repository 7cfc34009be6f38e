package words

import (
	"fmt"
	"strings"
	"time"

	"codeclock/cmd/codeclock/internal/result"
	"codeclock/drift/skew"
	"codeclock/totp"
)

// Acceptance says, of one code, when a site accepts it.
func Acceptance(c result.Codes) string {
	a, period := c.Whole(), c.Verifier.Period
	switch c.Fate {
	case result.Refused:
		return "always refused"
	case result.Later:
		return later(c)
	case result.Throughout:
		if a.Until == period {
			return "accepted until the code changes"
		}
		return fmt.Sprintf("accepted until %s after it changes", Seconds(a.Until-period))
	case result.First:
		return fmt.Sprintf("accepted %s in the first %s after a code appears", only(c), Seconds(a.Until))
	case result.Last:
		return fmt.Sprintf("accepted %s from %s after a code appears", only(c), Seconds(a.From))
	case result.Middle:
		return fmt.Sprintf("accepted %s from %s to %s after a code appears", only(c), Seconds(a.From), Seconds(a.Until))
	}
	return "unknown: the measurement is too imprecise"
}

// only says how far a time goes at which codes are accepted: outside of it they are
// refused, or may be where the skew is known roughly.
func only(c result.Codes) string {
	if c.Rough {
		return "for certain"
	}
	return "only"
}

func later(c result.Codes) string {
	a := c.Whole()
	switch wait := a.From - c.Verifier.Period; {
	case c.InVain():
		return "refused for as long as it is shown"
	case wait == 0:
		return fmt.Sprintf("accepted %s once it has changed", only(c))
	default:
		return fmt.Sprintf("accepted %s from %s after it has changed", only(c), Long(wait))
	}
}

// Part says at which ages a site accepts a code, in a word or two: ages up to the
// period are those at which the device shows it.
func Part(c result.Codes) string {
	a := c.Whole()
	switch c.Fate {
	case result.Refused:
		return "never"
	case result.Throughout:
		return "all the time"
	case result.First:
		return fmt.Sprintf("first %s", Seconds(a.Until))
	case result.Middle:
		return fmt.Sprintf("%s to %s", Seconds(a.From), Seconds(a.Until))
	case result.Last, result.Later:
		switch {
		case a.From >= 3*time.Hour: // a column has room for seconds up to here
			return fmt.Sprintf("after %s", Long(a.From))
		case !a.Empty():
			return fmt.Sprintf("after %s", Seconds(a.From))
		}
	}
	return "perhaps"
}

// Sites names those whose verifier this is: "most sites".
func Sites(v totp.Verifier) string {
	for _, p := range totp.Presets() {
		if same, ok := p.Verifier(v.Period, v.Typing); ok && same.Window == v.Window {
			return strings.ToLower(p.Name)
		}
	}
	return "sites with this window"
}

// SayCodes says what becomes of a device's codes, and how to log in before its
// clock, whose skew is in i, has been put right; that may be empty.
func SayCodes(c result.Codes, i skew.Interval) (sentence, hurry string) {
	sites := Sites(c.Verifier)
	some := Capital(sites)
	switch {
	case c.Enough() && c.Fate == result.Throughout:
		return fmt.Sprintf("Its codes work at %s.", sites), ""
	case c.Enough():
		return fmt.Sprintf("Its codes work at %s %s. %s", sites, when(c), WithTyping(c)), ""
	case c.InVain() && result.WholeQuarters(i):
		return "That is nearly always a time-zone or summer-time mistake. Codes use world time, so sites refuse every code that it shows.", ""
	case c.Fate == result.Refused:
		return fmt.Sprintf("%s refuse all of its codes.", some), ""
	case c.InVain():
		return fmt.Sprintf("%s refuse its codes for as long as they are shown.", some), ""
	case c.Fate == result.Unclear:
		return fmt.Sprintf("Whether %s accept its codes is unknown: the measurement is too imprecise.", sites), ""
	case c.Fate == result.Throughout:
		return fmt.Sprintf("%s accept its codes for as long as they are shown. %s", some, WithTyping(c)), Hurry(c)
	}
	return fmt.Sprintf("%s accept its codes %s %s. %s", some, only(c), when(c), WithTyping(c)), Hurry(c)
}

// ByLimit says that a verdict goes by a limit of the skew.
func ByLimit(limit time.Duration) string {
	return fmt.Sprintf("This goes by the limit of %s, not by whether codes work.", Limit(limit))
}

// when says in which part of their life codes are accepted that are not throughout.
func when(c result.Codes) string {
	a := c.Whole()
	from, until := Seconds(a.From), Seconds(a.Until)
	switch wait := a.From - c.Verifier.Period; {
	case c.Fate == result.First:
		return fmt.Sprintf("in their first %s", until)
	case c.Fate == result.Last:
		return fmt.Sprintf("from %s after they appear", from)
	case c.Fate == result.Middle:
		return fmt.Sprintf("from %s to %s after they appear", from, until)
	case wait == 0:
		return "once they have changed"
	default:
		return fmt.Sprintf("from %s after they have changed", Long(wait))
	}
}

// CodesTries says how many tries work: of a skew that is known roughly, between what.
func CodesTries(c result.Codes) string {
	if c.Rough {
		return TriesRange(c.Chance)
	}
	return Tries(c.Chance.Min)
}

// WithTyping says how many tries work: "With 8 s of typing, 1 try in 6 works."
func WithTyping(c result.Codes) string {
	return fmt.Sprintf("With %s of typing, %s.", Seconds(c.Verifier.Typing), CodesTries(c))
}

// Hurry says how to log in with such codes; empty where there is no way, or no need.
func Hurry(c result.Codes) string {
	a, read := c.Whole(), c.Read()
	switch {
	case c.Enough(), c.InVain():
		return ""
	case c.Fate == result.First:
		return fmt.Sprintf("Need to log in now? Wait for a new code and send it within %s.", Seconds(a.Until))
	case c.Fate == result.Last:
		return fmt.Sprintf("Need to log in now? Wait for a new code, then %s more, then send it.", Seconds(a.From))
	case c.Fate == result.Middle:
		return fmt.Sprintf("Need to log in now? Send a new code when it is %s to %s old.", Seconds(a.From), Seconds(a.Until))
	case read.Empty(), c.Fate != result.Throughout && c.Fate != result.Later:
		return ""
	case c.Fate == result.Later:
		return fmt.Sprintf("Need to log in now? Read a code when it is %s old, then type it.", Seconds(read.From))
	}
	return fmt.Sprintf("Need to log in now? Wait for a new code and begin to type within %s.", Seconds(read.Until))
}

// Long says a time that may be seconds or days: "18 s", "2 minutes".
func Long(d time.Duration) string {
	if d < 2*time.Minute {
		return Seconds(d)
	}
	return skew.Size(d)
}
