package words

import (
	"fmt"
	"time"

	"codeclock/drift/skew"
	"codeclock/totp"
)

// Verdict returns the word of an exit status: OK, AT RISK, WRONG, CAN'T TELL.
func Verdict(status int) string {
	switch status {
	case 0:
		return "OK"
	case 1:
		return "AT RISK"
	case 2:
		return "WRONG"
	}
	return "CAN'T TELL"
}

// SkewExact says an interval for -v, to the microsecond.
func SkewExact(i skew.Interval) string {
	middle := i.Middle()
	return fmt.Sprintf("%.6f s %s, +/- %.6f s", skew.Abs(middle).Seconds(), skew.Direction(middle), i.Bound().Seconds())
}

// nearSecond is what is still called a whole second, so that a clock that is
// 0.01 s slow does not make "29 s" of a period of 30.
const nearSecond = 50 * time.Millisecond

// WholeSeconds narrows ages to whole seconds, which is as fine as a person can
// act on. What is left is never more than is so.
func WholeSeconds(a totp.Ages) totp.Ages {
	return totp.Ages{
		From:  (a.From - nearSecond + time.Second - 1).Truncate(time.Second),
		Until: (a.Until + nearSecond).Truncate(time.Second),
	}
}

// patience is for how many periods somebody might keep a code that a fast clock
// showed too early. After that, refused is the word.
const patience = 5

// Acceptance says at which ages a code is accepted, for a code that is shown
// for one period. It never promises more than is so.
func Acceptance(a totp.Ages, period time.Duration) string {
	whole := WholeSeconds(a)
	from, until := whole.From, whole.Until
	switch {
	case a.Empty():
		return AcceptedUnknown
	case until <= 0 || from >= patience*period:
		return AlwaysRefused
	case from >= period:
		return fmt.Sprintf(AcceptedLater, Seconds(from-period))
	case from <= 0 && until > period:
		return fmt.Sprintf(AcceptedAfter, Seconds(until-period))
	case from <= 0 && until == period:
		return AcceptedThroughout
	case from <= 0:
		return fmt.Sprintf(AcceptedFirst, Seconds(until))
	case until >= period:
		return fmt.Sprintf(AcceptedLast, Seconds(from))
	}
	return fmt.Sprintf(AcceptedMiddle, Seconds(from), Seconds(until))
}
