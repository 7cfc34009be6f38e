package totp

import (
	"strconv"
	"strings"
	"time"

	"codeclock/drift/skew"
)

// DefaultPeriod is RFC 6238's recommended time step X (section 5.2).
const DefaultPeriod = 30 * time.Second

// MaxPeriod bounds what a period may be. The longest that KeePassXC, the most
// permissive generator looked at, allows is one day (src/core/Totp.cpp).
const MaxPeriod = 24 * time.Hour

// MaxTolerance bounds both sides of a window. The widest resynchronisation
// looked at searches 1500 steps of 30 s, 12.5 hours
// (google-authenticator-libpam, src/pam_google_authenticator.c).
const MaxTolerance = 24 * time.Hour

// Window says how long a verifier accepts a code beyond the code's own step, as
// durations: seconds and steps are different things, and only seconds add up.
type Window struct {
	Past   time.Duration // after the step has ended; what a slow or a late code needs
	Future time.Duration // before the step begins; what a fast clock needs
}

// Steps returns the window of a verifier that counts whole steps.
func Steps(past, future int, period time.Duration) Window {
	return Window{Past: time.Duration(past) * period, Future: time.Duration(future) * period}
}

// ParseWindow reads "1" (steps, both ways), "1/0" (steps, past/future), "10s"
// or "20s/10s" (seconds, for the verifiers that count those).
func ParseWindow(text string, period time.Duration) (Window, error) {
	if period <= 0 {
		return Window{}, ErrPeriod
	}
	past, future, err := cutWindow(text)
	if err != nil {
		return Window{}, err
	}
	if !past.within(period) || !future.within(period) {
		return Window{}, ErrWindow
	}
	return Window{Past: past.At(period), Future: future.At(period)}, nil
}

func cutWindow(text string) (past, future Tolerance, err error) {
	first, second, two := strings.Cut(text, "/")
	if !two {
		second = first
	}
	past, err = parseTolerance(first)
	if err == nil {
		future, err = parseTolerance(second)
	}
	return past, future, err
}

// Tolerance is one side of a window as people and verifiers state it: a count
// of steps or a time. The two are different things until there is a period.
type Tolerance struct {
	Steps int
	Time  time.Duration // instead of steps, if Timed
	Timed bool
}

// At returns the tolerance at a period.
func (t Tolerance) At(period time.Duration) time.Duration {
	if t.Timed {
		return t.Time
	}
	return time.Duration(t.Steps) * period
}

// within reports whether At stays inside of what a window may be.
func (t Tolerance) within(period time.Duration) bool {
	return t.Timed || int64(t.Steps) <= int64(MaxTolerance/period)
}

func parseTolerance(text string) (Tolerance, error) {
	if steps, err := strconv.Atoi(text); err == nil {
		if steps < 0 || steps > int(MaxTolerance/time.Second) {
			return Tolerance{}, ErrWindow
		}
		return Tolerance{Steps: steps}, nil
	}
	d, err := time.ParseDuration(text)
	if err != nil || outside(d) {
		return Tolerance{}, ErrWindow
	}
	return Tolerance{Time: d, Timed: true}, nil
}

// Verifier is everything about a login that decides whether a code passes,
// apart from the skew. Its zero value is a verifier of 30 s steps that accepts
// the current step alone and gets the code at once.
type Verifier struct {
	Period time.Duration // 0 means DefaultPeriod
	Window Window
	Typing time.Duration // how much older a code is when it arrives than when it was read
}

// Check reports a period, window or typing time that is out of range.
func (v Verifier) Check() error {
	switch {
	case badPeriod(v.period()):
		return ErrPeriod
	case outside(v.Window.Past) || outside(v.Window.Future):
		return ErrWindow
	case outside(v.Typing):
		return ErrTyping
	}
	return nil
}

func badPeriod(p time.Duration) bool {
	return p < time.Second || p > MaxPeriod || p%time.Second != 0
}

func outside(d time.Duration) bool { return d < 0 || d > MaxTolerance }

func (v Verifier) period() time.Duration {
	if v.Period == 0 {
		return DefaultPeriod
	}
	return v.Period
}

// Ages is a half-open range [From, Until) of ages of a code on the device. It is
// empty when Until <= From.
type Ages struct{ From, Until time.Duration }

// Empty reports whether no age is inside.
func (a Ages) Empty() bool { return a.Until <= a.From }

// Len returns the length of the range, 0 when empty.
func (a Ages) Len() time.Duration {
	if a.Empty() {
		return 0
	}
	return skew.Sub(a.Until, a.From)
}

func (a Ages) clip(from, until time.Duration) Ages {
	return Ages{From: max(a.From, from), Until: min(a.Until, until)}
}

// Ages returns the ages at which a code arrives in time from a device with skew
// s, as they are, also those before the code appears (negative) and after the
// next one has.
func (v Verifier) Ages(s time.Duration) Ages {
	return Ages{
		From:  skew.Sub(s, v.Window.Future),
		Until: skew.Add(s, v.period()+v.Window.Past),
	}
}

// Readable returns the ages at which a person may read the code so that it
// arrives in time: Ages moved back by the typing time, while the device shows
// the code.
func (v Verifier) Readable(s time.Duration) Ages {
	a := v.Ages(s)
	return Ages{
		From:  skew.Sub(a.From, v.Typing),
		Until: skew.Sub(a.Until, v.Typing),
	}.clip(0, v.period())
}

// Chance returns the share, 0 to 1, of tries that work from a device with skew
// s when the code is read at a random moment. It is piecewise linear in s.
func (v Verifier) Chance(s time.Duration) float64 {
	return float64(v.Readable(s).Len()) / float64(v.period())
}

// Range is a range of chances, 0 to 1.
type Range struct{ Min, Max float64 }

// ChanceOver returns the least and the greatest chance over an interval of
// skew; 0 to 1 when the skew is unknown.
//
// Chance is a trapezoid in s: it rises, stays level and falls. So its least
// value over an interval is at an end, and its greatest is at the point that is
// nearest to the level part.
func (v Verifier) ChanceOver(i skew.Interval) Range {
	if !i.Known() {
		return Range{0, 1}
	}
	top := i.Clamp(v.AtLeast(1).Middle())
	return Range{
		Min: min(v.Chance(i.Lo()), v.Chance(i.Hi())),
		Max: v.Chance(top),
	}
}

// AtLeast returns the interval of skew over which the chance is at least c,
// with c over 0 and at most 1. For a strict verifier and c = 1 that is a single
// skew: a clock that is fast by just the typing time.
func (v Verifier) AtLeast(c float64) skew.Interval {
	slack := time.Duration((1 - c) * float64(v.period()))
	return skew.Between(v.Typing-v.Window.Past, v.Typing+v.Window.Future).Widen(slack)
}
