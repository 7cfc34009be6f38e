package words

import (
	"fmt"
	"math"
	"time"

	"codeclock/totp"
)

// A simulation's sentences.
const (
	SimRight        = "A device whose clock is right: %s %s."
	SimGiven        = "A device that is %s: %s %s."
	SimBetween      = "A device that is from %s to %s: %s %s."
	SimMeasured     = "This computer is %s (+/- %s): %s %s."
	SimTitle        = "%s, %s"
	SimTitleRight   = "Tries that work with a clock that is right"
	SimTitleBetween = "Tries that work with a clock that is from %s to %s"
	SimTitleGiven   = "Tries that work with a clock that is %s"
	SimAt           = "at %s"
	SimOwn          = "with your window"

	SimVerifier   = "verifier"
	SimLate       = "late"
	SimEarly      = "early"
	SimAccepted   = "a code passes"
	SimTries      = "tries work"
	SimYours      = "your window"
	SimLearns     = "%s: %s"
	SimCounted    = "Tries are counted with %s to %s of typing."
	SimCountedOne = "Tries are counted with %s of typing."
	SimTrueTime   = "True time is taken from this computer's clock; \"codeclock\" checks it."
	SimMiddle     = "Times are for the middle of the interval, parts of a code for all of it."
	SimDeviceDate = "The device's own date is %s."

	TurnsHeading  = "Codes around %s UTC on %s, %s"
	TurnCode      = "code"
	TurnOwn       = "device's"
	TurnShown     = "shown"
	TurnAccepted  = "accepted"
	TurnOwn2      = "own time"
	TurnShown2    = "from"
	TurnAccepted2 = "from, until"
	TurnWorks     = "works"
	TurnBefore    = "before"
	TurnNow       = "now"
	TurnNext      = "next"
	TurnLater     = "later"
	TurnSpan      = "%s to %s"
	TurnNever     = "never"

	SendNow   = "Send the code that is shown now: it is accepted for another %s."
	SendWait  = "Wait %s, then send the code that is shown now. You have %s for it."
	SendNext  = "Wait %s for the next code and send it within %s."
	SendNextW = "Wait %s: then the next code passes, for %s."
	SendHeld  = "Note the code down, wait %s, and send it within %s after that, although the device shows another one by then."
	SendNever = "No code of this device is accepted, whenever it is sent."
	SendFar   = "A code of this device is accepted only %s after the device has shown it."
	SendVague = "The skew is not known well enough to say when to send a code."
	SendLate  = "A code has to arrive within %s after it appears, and %s of typing are too long for that."

	UnderASecond = "less than 1 s"

	PartPerhaps = "perhaps"

	TypingRange  = "%s to %s"
	CurveHeading = "Tries that work, against the skew (%s of typing)"
	CurveHere    = "this device"
	CurveLeft    = "this device is further to the left"
	CurveRight   = "this device is further to the right"
	AxisSlow     = "slow"
	AxisFast     = "fast"
	AxisSeconds  = "seconds"
	AxisMinutes  = "minutes"
	AxisHours    = "hours"
	WroteSVG     = "codeclock: wrote the picture"

	SessionHeading  = "%d logins, one each %s, %s"
	SessionGains    = "The device gains %s a day."
	SessionLoses    = "The device loses %s a day."
	SessionTime     = "true time"
	SessionAge      = "read at"
	SessionTyping   = "typing"
	SessionMore     = "(%d more)"
	SessionTotal    = "%d of %d logins work."
	SessionRepaired = "(clock set right)"
	SessionBefore   = "Before the clock was set right %d of %d logins work, after it %d of %d."
	SessionLimits   = "Limits on the number of tries are left out."
	SessionLimited  = "Limits on the number of tries are left out: %s."
	SessionLearned  = "At the end the verifier takes the device to be %s."
	SessionTrap     = "The verifier had got used to the wrong clock and refuses the right one. An administrator has to reset or resynchronise the device."
	SessionTrap3    = "The verifier had learned the wrong clock and refuses the right one, until three codes in a row teach it again."
	SessionNotKnown = "How it learns is not known; it was simulated as if it did not."
	SessionReuse    = "Whether it refuses a used code is not known; it was simulated as if it did not."
	LoginAccepted   = "accepted"
	LoginOld        = "refused: too old"
	LoginFuture     = "refused: from the future"
	LoginUsed       = "refused: used before"
	LoginUnfit      = "refused: another kind of code"

	LiveEnds    = "Ctrl-C ends"
	LiveAge     = "The code on the device is %s old and changes in %s."
	LiveFor     = "It is ACCEPTED for another %s."
	LiveIn      = "It is REFUSED, and accepted in %s."
	LiveOver    = "It is REFUSED from here on. The next one appears in %s."
	LiveRefused = "No code of this device is accepted for certain."
	LiveUnfit   = "It is REFUSED: it is of another kind than this verifier takes."
	LiveCode    = "The code is %s, the next one %s."
	LiveAt      = "%s UTC   %s"
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
		return TurnBefore
	case place == 0:
		return TurnNow
	case place == 1:
		return TurnNext
	}
	return TurnLater
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
		"": LoginAccepted, totp.RefusedOld: LoginOld, totp.RefusedFuture: LoginFuture, totp.RefusedUsed: LoginUsed, totp.RefusedUnfit: LoginUnfit,
	}[r]
}
