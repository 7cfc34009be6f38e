package host

import (
	"encoding/hex"
	"strconv"
	"strings"
	"time"
)

// The fields of "chronyc -c tracking" (chrony doc/chronyc.adoc, tracking).
const (
	trackingRefID    = 0
	trackingName     = 1
	trackingTime     = 3 // Unix time at which the last answer was worked in
	trackingOffset   = 4 // seconds that the clock is slow
	trackingRate     = 7 // ppm by which the clock would be fast
	trackingInterval = 12
	trackingLeap     = 13
	trackingFields   = 14
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
	if rate, err := strconv.ParseFloat(f[trackingRate], 64); err == nil && rate != 0 {
		s.Rate = Known(rate)
	}
	if s.Synced == No {
		return s
	}
	s.Source, s.Kind = chronySource(f[trackingRefID], f[trackingName])
	if slow, known := inUnits(f[trackingOffset], time.Second).Get(); known {
		s.Offset = Known(-slow)
	}
	if at, err := strconv.ParseFloat(f[trackingTime], 64); err == nil {
		s.LastSync = heard(float64(now.Unix()) - at)
	}
	s.Poll = positive(inUnits(f[trackingInterval], time.Second))
	return s
}

// chronySource tells what kind of source a reference id belongs to: 127.127.1.1 is
// chrony's "local" (chrony.conf, local), and that of a reference clock is up to four
// letters and a number for its driver (chrony.conf, refclock), which have no address.
func chronySource(refID, name string) (source string, kind SourceKind) {
	if refID == "7F7F0101" {
		return "", FromItself
	}
	letters, err := hex.DecodeString(refID)
	word := strings.TrimRight(string(letters), "\x00")
	if err == nil && isWord(word) && (name == "" || name == word) {
		if strings.HasPrefix(word, "RTC") { // this computer's own hardware clock (chrony.conf, refclock RTC)
			return word, FromItself
		}
		return word, FromHardware
	}
	if name == "" {
		return "", SourceUnknown
	}
	return name, FromNetwork
}

// isWord reports whether a reference id is made of capitals and digits.
func isWord(s string) bool {
	for _, c := range s {
		if (c < 'A' || c > 'Z') && (c < '0' || c > '9') {
			return false
		}
	}
	return s != "" && s[0] >= 'A'
}

// positive leaves out a duration that is not.
func positive(d Value[time.Duration]) Value[time.Duration] {
	if d.v <= 0 {
		return Value[time.Duration]{}
	}
	return d
}

// heard is how many seconds ago a service last heard from its source. It is negative, by
// more than what rounding does, when the clock was set back since.
func heard(seconds float64) Value[time.Duration] {
	if d := seconds * float64(time.Second); d < -2*float64(time.Second) && d > -maxDuration {
		return Known(time.Duration(d))
	}
	return ago(max(seconds, 0))
}

// ago is an age in seconds, not known when it is in the future: the clock was
// set since.
func ago(seconds float64) Value[time.Duration] {
	if d := seconds * float64(time.Second); d >= 0 && d < maxDuration {
		return Known(time.Duration(d))
	}
	return Value[time.Duration]{}
}
