package totp

import (
	"time"

	"codeclock/drift/skew"
)

// Span is a half-open stretch of time [From, Until). It is empty when Until is
// not after From.
type Span struct{ From, Until time.Time }

// Contains reports whether t is inside.
func (s Span) Contains(t time.Time) bool { return !t.Before(s.From) && t.Before(s.Until) }

// Shift moves the span by d: with a device's skew, from true time to the
// device's own.
func (s Span) Shift(d time.Duration) Span { return Span{s.From.Add(d), s.Until.Add(d)} }

// Turn is one code's life.
type Turn struct {
	Step     int64
	Shown    Span // when the device shows it, in true time
	Accepted Span // when the verifier takes it, in true time
}

// Timeline returns the turns around a true time, in order: the one that a device
// with skew s shows then, so many before it and so many after it.
func (v Verifier) Timeline(now time.Time, s time.Duration, before, after int) []Turn {
	current := Step(now.Add(s), v.Period)
	turns := make([]Turn, 0, before+1+after)
	for n := -before; n <= after; n++ {
		turns = append(turns, v.turn(current+int64(n), s))
	}
	return turns
}

func (v Verifier) turn(step int64, s time.Duration) Turn {
	seconds := int64(v.period() / time.Second)
	own := Span{time.Unix(step*seconds, 0).UTC(), time.Unix((step+1)*seconds, 0).UTC()}
	return Turn{
		Step:     step,
		Shown:    Span{ago(own.From, s), ago(own.Until, s)},
		Accepted: Span{own.From.Add(-v.Window.Future), own.Until.Add(v.Window.Past)},
	}
}

// ago returns t - d, also for the smallest Duration, which has no negative.
func ago(t time.Time, d time.Duration) time.Time {
	half := d / 2
	return t.Add(-half).Add(-(d - half))
}

// Moment is when to send a code.
type Moment struct {
	// Wait is how long to wait before sending, and Within how long after that
	// there is to send. Within is 0 when no code of this device is ever accepted, or
	// none that took so long to type.
	Wait, Within time.Duration

	// Next says that it is the next code that is to be sent, not the one that the
	// device shows now. Held says that the code is to be noted down and sent after
	// it has left the device, which only a very fast clock needs.
	Next, Held bool
}

// Send returns when to send a code so that it is accepted for certain, for a
// device that shows a code of age now (from 0 to the period) and whose skew is in
// an interval. It asks for the code that can be sent soonest, and for none that is
// too old by the time it is typed; to type it and then wait is no trouble.
func (v Verifier) Send(i skew.Interval, now time.Duration) Moment {
	sure := v.Surely(i)
	if !i.Known() || sure.Until <= v.Typing || sure.Empty() {
		return Moment{}
	}
	from := max(sure.From, 0)
	m := Moment{Held: from >= v.period()}
	if skew.Add(now, v.Typing) < sure.Until {
		m.Wait = max(from-now, 0)
		m.Within = sure.Until - max(from, now)
		return m
	}
	m.Next = true
	m.Wait, m.Within = v.period()-now+from, sure.Until-from
	return m
}

// Surely returns the ages at which a code arrives in time whatever the skew in
// the interval is. It is empty for an interval that is too wide, and unknown
// skew is as wide as can be.
func (v Verifier) Surely(i skew.Interval) Ages {
	return Ages{From: v.Ages(i.Hi()).From, Until: v.Ages(i.Lo()).Until}
}
