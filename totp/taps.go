package totp

import (
	"errors"
	"math"
	"slices"
	"time"

	"codeclock/drift/skew"
)

// What people do, beside what their app does. A tap is a delay after the visible
// change, with one habit per person and noise per tap. A habit is the same at
// every press, so no number of presses averages it out.
//
// The change is announced by a countdown, so most people anticipate it: means
// of -20 to -80 ms are usual in tapping along (Repp 2005, 10.3758/BF03206433),
// and single people are up to 300 ms early every time. Those who wait for the
// change and then press are late by a reaction, 180 to 280 ms, slow hands by up
// to 600 ms. Screen, keyboard and terminal add 15 to 60 ms.
const (
	earliestHand = -300 * time.Millisecond
	latestHand   = 660 * time.Millisecond

	// tapsApart is how far from the median a tap still counts: more than the taps
	// of one person scatter, less than a change that was missed.
	tapsApart = 400 * time.Millisecond

	// missedChange is how late at most a person presses who was not ready: about
	// a second. It happens to some in one of five presses, so one or two presses
	// do not rule it out.
	missedChange = 1300 * time.Millisecond

	// handScatter is what one person's taps scatter by; more is believed when it
	// is seen.
	handScatter = 100 * time.Millisecond

	// enoughTaps is how many that agree rule out that all of them missed.
	enoughTaps = 3

	// tapRepeat is the gap under which a tap repeats the one before it: a
	// double press, or a key that is held down.
	tapRepeat = time.Second

	// minTapPeriod is the shortest period at which a tap still says something:
	// every doubt together is under 3 s.
	minTapPeriod = 5 * time.Second
)

// The errors of taps.
var (
	ErrNoTaps       = errors.New("there are no taps to judge")
	ErrTapsDisagree = errors.New("fewer than half of the taps agree with each other")
	ErrTapPeriod    = errors.New("taps need a period of whole seconds from 5 s to 24 h")
)

// Tap is one press at the moment at which a code changed.
type Tap struct {
	At    time.Time     // true time
	Bound time.Duration // how far true time may be from At
}

// TapOptions says what was watched. Its zero value is an unknown app with a
// period of 30 s.
type TapOptions struct {
	Period time.Duration // 0 means DefaultPeriod
	App    App           // the zero App means AnyApp
}

// TapEstimate is what taps say about the clock of an authenticator.
type TapEstimate struct {
	// Arc is the skew modulo the period; taps are blind to whole periods.
	Arc Arc

	Used     int           // how many taps agreed
	Outliers []Outlier     // the others, in the order of the taps
	Scatter  time.Duration // largest distance of a used tap from their median
}

// Outlier is a tap that was not used.
type Outlier struct {
	Index int           // into the taps, from 0
	Off   time.Duration // how late it was against the others; negative when early
	Why   OutlierKind
}

// OutlierKind says why a tap was not used.
type OutlierKind int

// The kinds of outlier.
const (
	Stray  OutlierKind = iota + 1 // far from the others
	Repeat                        // within a second of the tap before it
)

// FromTaps judges taps made as a code changed. The skew is what the press was
// late by, minus the press: the device's clock stood at a whole period when the
// code changed.
//
// The taps are placed on a circle one period round, so nothing happens at its
// seam. The largest group within twice tapsApart is taken, and its median, since
// a mean follows every slip. The group must be more than half of them, or a missed
// change must explain the others. What hand and app are late by cannot be known
// and widens the answer, which covers the truth in at least 95 of 100
// measurements (see TestTapCoverage).
//
// Errors: ErrTapPeriod, ErrNoTaps, ErrTapsDisagree.
func FromTaps(taps []Tap, o TapOptions) (TapEstimate, error) {
	period := o.period()
	if period < minTapPeriod || period > MaxPeriod || period%time.Second != 0 {
		return TapEstimate{}, ErrTapPeriod
	}
	if len(taps) == 0 {
		return TapEstimate{}, ErrNoTaps
	}
	c := circle{presses: place(taps, period), period: period}
	center, ok := c.agreed()
	if !ok {
		return TapEstimate{}, ErrTapsDisagree
	}
	e, offs, bound := c.use(center)
	late := c.late(center, e.Used, o.app()).Widen(skew.Add(bound, tapNoise(offs)))
	if late.Width() >= period {
		return TapEstimate{}, ErrTooVague
	}
	e.Arc = Arc{Period: period, Skew: late}.turn(-center)
	return e, nil
}

func (o TapOptions) period() time.Duration {
	if o.Period == 0 {
		return DefaultPeriod
	}
	return o.Period
}

func (o TapOptions) app() App {
	if o.App == (App{}) {
		return AnyApp()
	}
	return o.App
}

// tapNoise is how far the median of taps may be from their person's own delay,
// given how far each is from the median. The standard error of a median is
// 1.2533 sigma / sqrt(n), and 1.645 of them leave 5 of 100 on either side.
func tapNoise(offs []time.Duration) time.Duration {
	const perSigma = 1.4826 // a normal scatter's sigma, from its median distance
	sigma := max(float64(handScatter), perSigma*float64(median(offs)))
	return time.Duration(1.645 * 1.2533 * sigma / math.Sqrt(float64(len(offs))))
}

// median returns the middle of ds, or the mean of the two middles.
func median(ds []time.Duration) time.Duration {
	ds = slices.Sorted(slices.Values(ds))
	n := len(ds)
	return (ds[(n-1)/2] + ds[n/2]) / 2
}

// phase returns how far t is into its period, in [0, period). The period is
// whole seconds.
func phase(t time.Time, period time.Duration) time.Duration {
	whole := int64(period / time.Second)
	into := t.Unix() % whole
	if into < 0 {
		into += whole
	}
	return time.Duration(into)*time.Second + time.Duration(t.Nanosecond())
}

// wrap brings d into (-period/2, period/2].
func wrap(d, period time.Duration) time.Duration {
	d %= period
	switch {
	case d > period/2:
		return d - period
	case d <= -period/2:
		return d + period
	}
	return d
}
