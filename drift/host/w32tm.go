package host

import (
	"strings"
	"time"
)

// The codes that w32tm prints in every language (winerror.h,
// ERROR_SERVICE_NOT_ACTIVE).
const serviceNotActive = "(0x80070426)"

// w32tmStatus reads "w32tm /query /status /verbose". Its words are translated
// and its numbers follow the region, so it is read in English alone; only the
// code for a service that is not running is the same everywhere.
func w32tmStatus(text string) Service {
	s := Service{Name: W32Time}
	if strings.Contains(text, serviceNotActive) {
		s.Running = No
		return s
	}
	v := fields(complete(text), ": ")
	source, ok := v["Source"]
	if !ok || v["Leap Indicator"] == "" {
		return s
	}
	s.Running = Yes
	switch {
	case strings.HasPrefix(v["Leap Indicator"], "3"), isLocalClock(source):
		s.Synced = No
		return s
	case strings.HasPrefix(v["Leap Indicator"], "0"):
		s.Synced = Yes
	}
	s.Source, _, _ = strings.Cut(source, ",") // time.windows.com,0x9
	// Phase Offset is theta: what to add to the clock.
	if theta, known := inUnits(secondsOf(v["Phase Offset"]), time.Second).Get(); known {
		s.Offset = Known(-theta)
	}
	if age, known := inUnits(secondsOf(v["Time since Last Good Sync Time"]), time.Second).Get(); known && age >= 0 {
		s.LastSync = Known(age)
	}
	return s
}

// isLocalClock knows the names that w32time gives to its own clock, which it
// follows when it has nothing better. They are not translated.
func isLocalClock(source string) bool {
	return source == "Local CMOS Clock" || source == "Free-running System Clock"
}

// secondsOf takes the unit off "0.0154902s".
func secondsOf(s string) string {
	number, ok := strings.CutSuffix(s, "s")
	if !ok {
		return ""
	}
	return number
}
