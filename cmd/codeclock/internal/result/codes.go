package result

import (
	"time"

	"codeclock/drift/skew"
	"codeclock/totp"
)

// Codes is what one verifier does with the codes of a device whose skew lies in an
// interval. It is worked out here and nowhere else, so that every face says the same.
type Codes struct {
	Verifier totp.Verifier // with its period filled in
	Sure     totp.Ages     // at which a code is accepted whatever the skew; empty when unknown
	Chance   totp.Range    // that a try works, over the interval
	Fate     Fate
	Rough    bool // the interval is so wide that outside of Sure a code may be accepted as well
}

// rough is how wide an interval of skew is about which nobody says "only": sentences
// about codes count in whole seconds.
const rough = 2 * time.Second

// Fate says in which part of its life a code is accepted, to the second.
type Fate int

const (
	Unclear    Fate = iota // that depends on where in the interval the skew is
	Refused                // at no age: it is too old before the device shows it
	Later                  // only once the device shows another one
	Throughout             // while it is shown
	First                  // from its beginning, not to its end
	Last                   // to its end, not from its beginning
	Middle                 // neither at its beginning nor at its end
)

// NewCodes works out what a verifier does with the codes of a device.
func NewCodes(v totp.Verifier, i skew.Interval) Codes {
	if v.Period == 0 {
		v.Period = totp.DefaultPeriod
	}
	c := Codes{Verifier: v, Chance: v.ChanceOver(i)}
	if !i.Known() {
		return c
	}
	c.Sure, c.Rough = v.Surely(i), i.Width() >= rough
	c.Fate = c.fate(whole(v.Ages(i.Lo())), whole(v.Ages(i.Hi())))
	return c
}

// fate looks at the ages for the slowest and the fastest clock of the interval.
func (c Codes) fate(slowest, fastest totp.Ages) Fate {
	sure, period := c.Whole(), c.Verifier.Period
	switch {
	case fastest.Until <= 0:
		return Refused
	case slowest.From >= period, !sure.Empty() && sure.From >= period:
		return Later
	case sure.Empty() || sure.Until <= 0:
		return Unclear
	case sure.From <= 0 && sure.Until >= period:
		return Throughout
	case sure.From <= 0:
		return First
	case sure.Until >= period:
		return Last
	}
	return Middle
}

// patience is for how many periods somebody might keep a code that a fast clock
// showed too early.
const patience = 5

// InVain reports whether all that helps to know is that codes are refused for as long as
// they are shown: they are never accepted, or later than anybody waits.
func (c Codes) InVain() bool {
	sure := c.Whole()
	return c.Fate == Refused || c.Fate == Later && (sure.Empty() || sure.From >= patience*c.Verifier.Period)
}

// Enough reports whether so many tries work that a person notices nothing.
func (c Codes) Enough() bool { return c.Chance.Min >= enough }

// Whole returns Sure in whole seconds, which is as fine as a person can act on. It
// never promises more than is so.
func (c Codes) Whole() totp.Ages { return whole(c.Sure) }

// Read returns the ages, in whole seconds, at which a person may read a code so that
// it is accepted once it is typed, whatever the skew.
func (c Codes) Read() totp.Ages {
	typing := c.Verifier.Typing
	return whole(totp.Ages{
		From:  max(skew.Sub(c.Sure.From, typing), 0),
		Until: min(skew.Sub(c.Sure.Until, typing), c.Verifier.Period),
	})
}

// nearSecond is what is still called a whole second, so that a clock that is
// 0.01 s slow does not make "29 s" of a period of 30.
const nearSecond = 50 * time.Millisecond

func whole(a totp.Ages) totp.Ages {
	return totp.Ages{
		From:  skew.Add(a.From, time.Second-1-nearSecond).Truncate(time.Second),
		Until: skew.Add(a.Until, nearSecond).Truncate(time.Second),
	}
}
