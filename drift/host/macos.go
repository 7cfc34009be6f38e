package host

import (
	"encoding/binary"
	"time"
)

// systemsetupNetworkTime reads "systemsetup -getusingnetworktime". Only an
// administrator is told.
func systemsetupNetworkTime(text string) Tri {
	switch fields(complete(text), ": ")["Network Time"] {
	case "On":
		return Yes
	case "Off":
		return No
	}
	return Unknown
}

// launchctlTimed reads "launchctl print system/com.apple.timed".
func launchctlTimed(text string) Service {
	s := Service{Name: Timed}
	switch fields(complete(text), " = ")["state"] {
	case "running":
		s.Running = Yes
	case "not running", "waiting":
		s.Running = No
	}
	return s
}

// sinceTimeval returns how long ago the time in a 64-bit timeval was (sys/time.h); not
// known for one that is zero or in the future.
func sinceTimeval(raw []byte, now time.Time) Value[time.Duration] {
	if len(raw) < 16 {
		return Value[time.Duration]{}
	}
	seconds := binary.LittleEndian.Uint64(raw)
	if seconds == 0 || seconds > 1<<40 {
		return Value[time.Duration]{}
	}
	return ago(float64(now.Unix()) - float64(seconds))
}
