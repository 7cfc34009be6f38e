package render

import (
	"fmt"
	"time"

	"codeclock/cmd/codeclock/internal/report"
	"codeclock/cmd/codeclock/internal/words"
	"codeclock/drift/skew"
)

// changes renders what happened to the clocks between reports of one ticket.
func changes(p *page, all []report.Verified) {
	list := report.Changes(all)
	for i, c := range list {
		if i == 0 {
			p.blank()
		}
		text := changeText(c)
		if c.Fixed {
			text += " That fixed it."
		}
		p.wrapped("", text, "  ")
	}
	if len(list) > 0 {
		p.wrapped("", "Reports cannot distinguish two devices of the same kind: ask whether it was the same one.", "")
	}
}

func changeText(c report.Change) string {
	before, after, elapsed := c.Before+1, c.After+1, skew.Size(c.Elapsed)
	switch c.Kind {
	case report.Stepped:
		return fmt.Sprintf("From report %d to %d (%s) the clock was set %s.", before, after, elapsed, setBy(c.Skew.Middle()))
	case report.Zoned:
		return fmt.Sprintf("From report %d to %d (%s) the time zone was changed by %s; the clock itself was not set.",
			before, after, elapsed, skew.Size(c.Zone))
	case report.Both:
		return fmt.Sprintf("From report %d to %d (%s) the clock was set %s and the time zone was changed by %s.",
			before, after, elapsed, setBy(c.Skew.Middle()), skew.Size(c.Zone))
	case report.Drifted:
		ppm, bound := c.Rate()
		way := "slower"
		if ppm > 0 {
			way = "faster"
		}
		return fmt.Sprintf("From report %d to %d (%s) the clock ran %s %s than it should (+/- %s), without being set.",
			before, after, elapsed, words.PerDay(max(ppm, -ppm)), way, words.PerDay(bound))
	}
	return fmt.Sprintf("From report %d to %d (%s) the clock did not change by more than %s.",
		before, after, elapsed, skew.BoundWords(max(c.Skew.Hi(), -c.Skew.Lo())))
}

// setBy says which way a clock was set, and by how much.
func setBy(d time.Duration) string {
	if d < 0 {
		return fmt.Sprintf("back by %s", skew.Size(d))
	}
	return fmt.Sprintf("forward by %s", skew.Size(d))
}
