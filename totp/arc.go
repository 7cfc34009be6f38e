package totp

import (
	"cmp"
	"errors"
	"slices"
	"time"

	"codeclock/drift/skew"
)

// maxCandidates bounds how many whole periods Arc.Resolve lists. More than an
// hour's worth of steps is no answer but a question.
const maxCandidates = 120

// The errors of arcs.
var (
	ErrTooVague  = errors.New("too many whole periods fit")
	ErrShownTime = errors.New("a time of day is 0 to 23 hours and 0 to 59 minutes")
)

// Arc is an interval of skew on a circle: what is left when whole periods
// cannot be seen. Every skew in Skew, plus any number of periods, is possible.
type Arc struct {
	Period time.Duration
	Skew   skew.Interval // its middle is in (-Period/2, Period/2]
}

// turn moves the arc by d and brings its middle back.
func (a Arc) turn(d time.Duration) Arc {
	middle := a.Skew.Middle()
	a.Skew = a.Skew.Shift(wrap(middle+d%a.Period, a.Period) - middle)
	return a
}

// Contains reports whether a device with skew s would give this arc.
func (a Arc) Contains(s time.Duration) bool {
	off := wrap(s%a.Period-a.Skew.Middle(), a.Period)
	return skew.Abs(off) <= a.Skew.Bound()
}

// Near returns the arc's interval that is nearest to skew s: what it says of a
// clock that is known to be about there.
func (a Arc) Near(s time.Duration) skew.Interval {
	middle := a.Skew.Middle()
	off := wrap(s%a.Period-middle, a.Period)
	return a.Skew.Shift(skew.Sub(skew.Sub(s, off), middle))
}

// Corrected returns where the app's clock may be instead if it is not the
// device's, whose skew it was found to have: an app that sets itself right is on
// time, and one that corrects by whole minutes keeps what is left of the device's
// skew, skew - 60 s * round(skew/60 s), whatever the period of its codes. What
// the app cannot do, what the arc rules out, and what is the same as following
// the device is left out.
func (a Arc) Corrected(app App, follows skew.Interval) []skew.Interval {
	var others []skew.Interval
	if app.Minutes {
		first, last := follows.Lo().Round(time.Minute), follows.Hi().Round(time.Minute)
		for whole := first; whole <= last; whole += time.Minute {
			if rest := follows.Shift(-whole); whole != 0 && a.Contains(rest.Middle()) {
				others = append(others, rest)
			}
		}
	}
	if near := a.Near(0); app.OwnTime && near.Contains(0) && skew.Abs(follows.Middle()) >= a.Period/2 && len(others) == 0 {
		others = append(others, near)
	}
	return others
}

// Resolve returns the skews that are on the arc and in coarser evidence about
// the same clock, those nearest to its middle first: one when the evidence
// settles it, several when it does not.
//
// None means that the two contradict each other: if the evidence is the
// phone's clock, then the app keeps a time of its own. ErrTooVague when more
// than an hour's worth of steps fits, as when nothing else is known.
func (a Arc) Resolve(coarse skew.Interval) ([]skew.Interval, error) {
	if !coarse.Known() || int64(coarse.Width()/a.Period) > maxCandidates {
		return nil, ErrTooVague
	}
	first := skew.Sub(coarse.Lo(), a.Skew.Hi()) / a.Period
	last := skew.Sub(coarse.Hi(), a.Skew.Lo()) / a.Period
	var found []skew.Interval
	for k := first - 1; k <= last+1; k++ {
		if i, ok := a.Skew.Shift(k * a.Period).Intersect(coarse); ok {
			found = append(found, i)
		}
	}
	away := func(i skew.Interval) time.Duration { return skew.Abs(skew.Sub(i.Middle(), coarse.Middle())) }
	slices.SortStableFunc(found, func(x, y skew.Interval) int {
		return cmp.Compare(away(x), away(y))
	})
	return found, nil
}

// ShownMinute returns the skew of a clock that shows hour:minute at some moment
// of the last while before true time at, in at's zone. The day is the one that
// gives the smaller skew, so it is within 12 hours.
//
// TOTP counts in UTC: a device that shows the right time in the wrong zone is
// off by the difference, and this does not see it.
func ShownMinute(hour, minute int, at time.Time, while time.Duration) (skew.Interval, error) {
	off, err := shownOff(hour, minute, at)
	if err != nil {
		return skew.Unknown, err
	}
	return skew.Between(off, off+time.Minute+skew.Abs(while)), nil
}

// MinuteTurned returns the skew of a clock that was seen to turn to hour:minute
// at a tap, in the zone of the tap's time. Like an app, a clock's face may be
// late, by the longest that was found in any app.
func MinuteTurned(hour, minute int, t Tap) (skew.Interval, error) {
	off, err := shownOff(hour, minute, t.At)
	if err != nil {
		return skew.Unknown, err
	}
	doubt := skew.Add(skew.Abs(t.Bound), tapNoise([]time.Duration{0}))
	return skew.Between(off+earliestHand, off+latestHand+AnyApp().Lag).Widen(doubt), nil
}

// shownOff returns how far hour:minute is from the time of day at, by the
// shorter way round.
func shownOff(hour, minute int, at time.Time) (time.Duration, error) {
	if hour < 0 || hour > 23 || minute < 0 || minute > 59 {
		return 0, ErrShownTime
	}
	const day = 24 * time.Hour
	shown := time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute
	is := time.Duration(at.Hour())*time.Hour + time.Duration(at.Minute())*time.Minute +
		time.Duration(at.Second())*time.Second + time.Duration(at.Nanosecond())
	return wrap(shown-is, day), nil
}
