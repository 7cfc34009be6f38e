package main

import (
	"time"

	"codeclock/cmd/codeclock/internal/result"
	"codeclock/drift/skew"
	"codeclock/totp"
)

// maxTaps is how many taps are made use of: beyond twenty they stop agreeing.
const maxTaps = 20

// tapList is the taps so far, in true time.
type tapList struct{ list []totp.Tap }

// add takes a tap. It is false when true time is not known.
func (l *tapList) add(tr *truth, at time.Time) bool {
	now, bound, ok := tr.then(at)
	if ok {
		l.list = append(l.list, totp.Tap{At: now, Bound: bound})
	}
	return ok
}

// judge concludes from the last taps, against the clock of the phone.
func (l *tapList) judge(app totp.App, clock skew.Interval) result.Taps {
	recent := l.list[max(0, len(l.list)-maxTaps):]
	t := result.Taps{Rule: result.DefaultRule(), App: app, Made: recent, Clock: clock}
	t.Conclude()
	return t
}
