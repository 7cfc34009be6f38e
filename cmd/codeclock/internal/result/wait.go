package result

import (
	"math"
	"time"

	"codeclock/drift/skew"
	"codeclock/totp"
)

// Wait is the result of `codeclock wait`: what was waited for, and what came of it.
type Wait struct {
	Within  time.Duration // the limit of the clock; 0 for none
	Code    bool          // whether a moment of the code was waited for
	Left    time.Duration // for how long the code is to stay current; 0 for whatever is left
	NewStep bool          // whether the code is to have begun while it was waited for
	Period  time.Duration
	Timeout time.Duration // how long to wait at most

	Check   Check // the last measurement
	Met     bool
	Took    time.Duration
	Remains time.Duration // for how long the code stays current at least; 0 unless Met and Code
}

// Verdict returns OK when what was waited for has come, else CantTell: whether it
// would have come later is not known.
func (w *Wait) Verdict() Verdict {
	if w.Met {
		return OK
	}
	return CantTell
}

// Suits reports whether the clock is what was asked for, and codes from it can be.
func (w *Wait) Suits(i skew.Interval) bool {
	if !i.Known() || w.Within > 0 && !i.Within(skew.Around(0, w.Within)) {
		return false
	}
	return !w.Code || !w.ages(i).Empty()
}

// current returns the ages at which a code that this clock shows is that of true
// time, whatever the skew: those that a verifier without any tolerance accepts.
func (w *Wait) current(i skew.Interval) totp.Ages {
	sure := totp.Verifier{Period: w.Period}.Surely(i)
	return totp.Ages{From: max(sure.From, 0), Until: min(sure.Until, w.Period)}
}

// ages returns the ages at which a code is current and stays so for long enough.
func (w *Wait) ages(i skew.Interval) totp.Ages {
	ages := w.current(i)
	if w.Left > 0 {
		ages.Until = skew.Sub(ages.Until, w.Left-1) // exactly as long is long enough
	}
	return ages
}

// Running returns the step that was running when waiting began at a moment of this
// clock, and so is not a new one; one before all others where any step will do.
func (w *Wait) Running(began time.Time, i skew.Interval) int64 {
	if !w.NewStep || w.age(began) <= w.current(i).From {
		return math.MinInt64
	}
	return totp.Step(began, w.Period)
}

// Until returns how long the code must still be waited for at a moment of this clock,
// and whether there is any sense in waiting: a clock that is too far off never shows a
// code that is current for long enough. running is the step that will not do.
func (w *Wait) Until(running int64, now time.Time, i skew.Interval) (wait time.Duration, ever bool) {
	ages := w.ages(i)
	if ages.Empty() {
		return 0, false
	}
	age := w.age(now)
	old := totp.Step(now, w.Period) == running
	switch {
	case !old && age < ages.From:
		return ages.From - age, true
	case !old && age < ages.Until:
		return 0, true
	}
	return w.Period - age + ages.From, true
}

// Remaining returns for how long the code of a moment of this clock stays current.
func (w *Wait) Remaining(now time.Time, i skew.Interval) time.Duration {
	return w.current(i).Until - w.age(now)
}

// age is that of the code which this clock shows.
func (w *Wait) age(now time.Time) time.Duration {
	seconds := now.Unix() - totp.Step(now, w.Period)*int64(w.Period/time.Second)
	return time.Duration(seconds)*time.Second + time.Duration(now.Nanosecond())
}
