package render

import (
	"fmt"

	"codeclock/cmd/codeclock/internal/result"
	"codeclock/cmd/codeclock/internal/words"
	"codeclock/drift/skew"
)

// WatchLine renders the last sample of a watch as a line, after another one for what
// happened to the clock since the one before.
func WatchLine(w *result.Watch) string {
	p, s := &page{}, w.Last
	when := moment(s.At)
	if s.At.IsZero() {
		when = words.DateClock(s.Wall) + " by this clock"
	}
	switch {
	case s.Slept > 0 && s.Set != 0:
		p.verbatim(fmt.Sprintf("%s  slept for %s; set %s by %s", when, skew.Size(s.Slept), words.Way(s.Set), words.ShiftSize(s.Set)))
	case s.Slept > 0:
		p.verbatim(fmt.Sprintf("%s  the computer slept for %s", when, skew.Size(s.Slept)))
	case s.Set != 0:
		p.verbatim(fmt.Sprintf("%s  the clock was set %s by %s", when, words.Way(s.Set), words.ShiftSize(s.Set)))
	}
	p.verbatim(fmt.Sprintf("%s  %s  %s", when, s.Verdict, sampleWords(w)))
	return p.String()
}

// sampleWords says what a sample came to.
func sampleWords(w *result.Watch) string {
	s := w.Last
	if !s.Skew.Known() {
		if s.Answered > 0 {
			return "the servers contradict each other"
		}
		return "no server gave an answer"
	}
	text := offFine(s)
	if r := w.Course.Rate; r.Measurable && !r.Steady() {
		text += ", " + words.Gaining(r)
	}
	return text
}

// offFine says how far off a clock is, as closely as a drift needs.
func offFine(s result.Sample) string {
	size, bound := skew.Words(s.Point), skew.BoundWords(s.Bound())
	if skew.Abs(s.Point) < small && s.Bound() < small {
		size, bound = words.Fine(s.Point, s.Bound())
	}
	return fmt.Sprintf("%s (+/- %s)", size, bound)
}
