package words

import (
	"fmt"
	"math"
	"time"

	"codeclock/totp"
)

// A simulation's sentences.
const (
	SendNever = "No code of this device is accepted, whenever it is sent."

	SessionRepaired = "(clock set right)"
)

// Percent says a chance without ever rounding to all or nothing.
func Percent(chance float64) string {
	switch {
	case chance <= 0:
		return "0 %"
	case chance < 0.01:
		return "<1 %"
	case chance > 0.99 && chance < 1:
		return ">99 %"
	}
	return fmt.Sprintf("%.0f %%", chance*100)
}

// PercentRange says a range of chances: "17 %", or "17 to 33 %".
func PercentRange(r totp.Range) string {
	low, high := Percent(r.Min), Percent(r.Max)
	if low == high {
		return low
	}
	return low[:len(low)-2] + " to " + high
}

// TriesRange says a range of chances in words.
func TriesRange(r totp.Range) string {
	if math.Abs(r.Max-r.Min) < 0.005 {
		return Tries(r.Min)
	}
	return PercentRange(r) + " of the tries work"
}

// When names a code by its place: 0 is the one that the device shows now.
func When(place int) string {
	switch {
	case place < 0:
		return "before"
	case place == 0:
		return "now"
	case place == 1:
		return "next"
	}
	return "later"
}

// Clock says a time of day.
func Clock(t time.Time) string { return t.Format("15:04:05") }

// DayClock says a day of the year and a time of day.
func DayClock(t time.Time) string { return t.Format("01-02 15:04:05") }

// DateClock says a day and a time of day, as RFC 3339 orders them.
func DateClock(t time.Time) string { return t.Format("2006-01-02 15:04:05") }

// RefusalName says what a verifier does with a code.
func RefusalName(r totp.Refusal) string {
	return map[totp.Refusal]string{
		"":                 "accepted",
		totp.RefusedOld:    "refused: too old",
		totp.RefusedFuture: "refused: from the future",
		totp.RefusedUsed:   "refused: used before",
		totp.RefusedUnfit:  "refused: another kind of code",
	}[r]
}
