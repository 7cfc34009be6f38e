package host

import (
	"strconv"
	"strings"
	"time"
)

// The fields of "chronyc -c tracking" (chrony doc/chronyc.adoc, tracking).
const (
	trackingName   = 1
	trackingTime   = 3 // Unix time at which the last answer was worked in
	trackingOffset = 4 // seconds that the clock is slow
	trackingLeap   = 13
	trackingFields = 14
)

// chronycTracking reads "chronyc -c tracking" as printed at now. Nothing is
// known when chronyc could not talk to its daemon: that does not show that there
// is none.
func chronycTracking(text string, now time.Time) Service {
	s := Service{Name: Chrony}
	f := strings.Split(strings.TrimSpace(complete(text)), ",")
	if len(f) != trackingFields {
		return s
	}
	switch f[trackingLeap] {
	case "Normal", "Insert second", "Delete second":
		s.Synced = Yes
	case "Not synchronised":
		s.Synced = No
	default:
		return s
	}
	s.Running = Yes
	if s.Synced == No {
		return s
	}
	s.Source = f[trackingName]
	if slow, known := inUnits(f[trackingOffset], time.Second).Get(); known {
		s.Offset = Known(-slow)
	}
	if at, err := strconv.ParseFloat(f[trackingTime], 64); err == nil {
		s.LastSync = ago(float64(now.Unix()) - at)
	}
	return s
}

// ago is an age in seconds, not known when it is in the future: the clock was
// set since.
func ago(seconds float64) Value[time.Duration] {
	if d := seconds * float64(time.Second); d >= 0 && d < maxDuration {
		return Known(time.Duration(d))
	}
	return Value[time.Duration]{}
}
