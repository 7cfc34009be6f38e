package render

import (
	"fmt"
	"time"

	"codeclock/cmd/codeclock/internal/result"
	"codeclock/cmd/codeclock/internal/words"
)

// WaitText renders what came of a wait for people: the reason is that of a check.
func WaitText(w result.Wait, s Screen) string {
	p := &page{screen: s}
	word := result.OK.String()
	if !w.Met {
		word = "NOT YET"
	}
	p.marked(w.Verdict(), word, alone(w.Check))
	p.practice(w.Check.Demo)
	switch {
	case w.Met && w.NewStep:
		p.line(fmt.Sprintf("A new code has begun. It stays current for %s.", remains(w.Remains)))
	case w.Met && w.Code:
		p.line(fmt.Sprintf("The code of this moment stays current for %s.", remains(w.Remains)))
	case w.Met:
	default:
		notYet(p, w)
	}
	return p.String()
}

// remains says for how long a code stays current, rounded down to a tenth of a second.
func remains(d time.Duration) string { return words.Seconds(d.Truncate(time.Second / 10)) }

// notYet says why there was nothing more to wait for, and where to go on.
func notYet(p *page, w result.Wait) {
	c := w.Check
	switch known := c.Estimate.Skew.Known(); {
	case !known:
		whyNot(p, c)
	case w.Code && !w.Suits(c.Estimate.Skew) && (w.Within == 0 || c.Verdict == result.OK):
		p.wrapped("", tooFarOff(w), "")
	case w.Suits(c.Estimate.Skew):
		p.line("No such moment of a code came in that time.")
	}
	p.blank()
	if w.Took < w.Timeout {
		p.line("Nobody is left to ask. What to do about it:  codeclock check")
		return
	}
	p.line(fmt.Sprintf("Waited for %s. What to do about it:  codeclock check", words.Limit(w.Timeout)))
}

// tooFarOff says that no code of this clock can be what was waited for.
func tooFarOff(w result.Wait) string {
	if w.Left > 0 {
		return fmt.Sprintf("With a clock so far off, no code stays current for %s.", words.Limit(w.Left))
	}
	return "With a clock so far off, no code is ever the current one."
}

// waitJSON is the JSON face of a wait.
type waitJSON struct {
	header
	Met    bool     `json:"met" jsonschema:"whether what was waited for has come"`
	Took   float64  `json:"took_seconds"`
	Within *float64 `json:"clock_within_seconds,omitempty" jsonschema:"the limit of the clock that was asked for"`
	Left   *float64 `json:"code_left_seconds,omitempty" jsonschema:"for how long the code was to stay current"`
	New    bool     `json:"new_step,omitempty" jsonschema:"the code was to have just begun"`

	Remains *float64 `json:"code_remains_seconds" jsonschema:"for how long the code stays current at least; null when no code was waited for or none came"`

	Clock string `json:"clock" jsonschema:"the verdict of a check of the last measurement"`
	skewJSON
	Agreement string       `json:"agreement" jsonschema:"majority, unconfirmed, contradiction or silence"`
	EndedAt   time.Time    `json:"ended_at" jsonschema:"when the waiting ended, by the measured clock"`
	EndedUnix float64      `json:"ended_at_unix"`
	Servers   []serverJSON `json:"servers"`
}

// WaitJSON renders what came of a wait for programs.
func WaitJSON(w result.Wait) (string, error) {
	c := w.Check
	j := waitJSON{
		header: newHeader("wait", c.Version, c.Demo), Met: w.Met, Took: w.Took.Seconds(),
		Within: unlessZero(w.Within), Left: unlessZero(w.Left), New: w.NewStep,
		Clock: c.Verdict.ID(), skewJSON: newSkewJSON(c.Estimate.Point, c.Estimate.Skew), Agreement: agreementName(c.Estimate.Agreement),
		EndedAt: c.At, EndedUnix: unix(c.At), Servers: []serverJSON{},
	}
	if w.Met && w.Code {
		j.Remains = seconds(w.Remains)
	}
	for _, r := range c.Estimate.Readings {
		j.Servers = append(j.Servers, newServerJSON(r))
	}
	return document(j)
}
