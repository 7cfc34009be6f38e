package result

import (
	"time"

	"codeclock/drift/skew"
)

// dateFrom is the skew from which on a date says more than a duration.
const dateFrom = 36 * time.Hour

// SaysDate reports whether a skew is better told as a date than as a duration.
func SaysDate(off time.Duration) bool { return skew.Abs(off) >= dateFrom }

// A mistake about the zone or summer time is whole quarters of an hour, up to UTC+14,
// the widest zone there is.
const (
	zoneStep  = 15 * time.Minute
	zoneSlack = 2 * time.Second
	// ZoneWide is the largest error that a zone explains.
	ZoneWide = 14 * time.Hour
)

// WholeQuarters reports whether a skew is whole quarters of an hour almost to the
// second, as a mistake about the zone or summer time leaves it.
func WholeQuarters(i skew.Interval) bool {
	if !i.Known() {
		return false
	}
	size := skew.Abs(i.Middle())
	near := size.Round(zoneStep)
	return near > 0 && near <= ZoneWide && skew.Add(skew.Abs(size-near), i.Bound()) <= zoneSlack
}
