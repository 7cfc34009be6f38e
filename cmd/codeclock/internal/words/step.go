package words

import (
	"fmt"
	"math"
	"time"

	"codeclock/cmd/codeclock/internal/result"
	"codeclock/drift"
	"codeclock/drift/skew"
)

// ClockStep says what moved a clock, as its samples show it.
func ClockStep(s drift.Step) string {
	between := fmt.Sprintf("between %s and %s", DateClock(s.From.UTC()), DateClock(s.To.UTC())+" UTC")
	by := s.By.Middle()
	switch {
	case s.Kind == drift.Turn && s.Turn < 0:
		return fmt.Sprintf("It has lost %s more a day since about %s.", skew.Size(daily(s.Turn)), DateClock(s.To.UTC())+" UTC")
	case s.Kind == drift.Turn:
		return fmt.Sprintf("It has gained %s more a day since about %s.", skew.Size(daily(s.Turn)), DateClock(s.To.UTC())+" UTC")
	case s.Kind == drift.Slew:
		return fmt.Sprintf("The clock was moved %s by %s, slowly, %s.", Way(by), ShiftSize(by), between)
	case s.Resumed:
		return fmt.Sprintf("The clock went %s by %s %s, while nothing watched it.", Way(by), ShiftSize(by), between)
	}
	return fmt.Sprintf("The clock was set %s by %s %s.", Way(by), ShiftSize(by), between)
}

// LogCut is said of a log whose last line was cut off.
const LogCut = "The last line of the log was cut off and is left out; nothing else is lost."

// Way says in which direction a clock was moved.
func Way(by time.Duration) string {
	if by < 0 {
		return "back"
	}
	return "forward"
}

// ShiftSize says by how much a clock was moved, closer than skew.Size under a second.
func ShiftSize(by time.Duration) string {
	if by = skew.Abs(by); by < time.Second {
		return fmt.Sprintf("%.0f ms", math.Max(1, float64(by)/float64(time.Millisecond)))
	}
	return skew.Size(by)
}

// Waiting says how many samples of a log wait to be written.
func Waiting(n int) string {
	if n == 1 {
		return "1 sample waits"
	}
	return fmt.Sprintf("%d samples wait", n)
}

// Missing says how many samples a log lacks.
func Missing(n int) string {
	if n == 1 {
		return "the last sample is"
	}
	return fmt.Sprintf("the last %d samples are", n)
}

// LogKind says what a log is about.
func LogKind(c result.Clock, demo string) string {
	switch {
	case c == result.AppClock:
		return "what an app or a token was measured as, not this computer"
	case c == result.CodesClock:
		return "what was inferred from codes, not of this computer"
	case demo != "":
		return "a practice run"
	}
	return "real measurements, and this is practice"
}
