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
			text += " " + words.ChangeFixed
		}
		p.wrapped("", text, "  ")
	}
	if len(list) > 0 {
		p.wrapped("", words.ChangeSameOne, "")
	}
}

func changeText(c report.Change) string {
	before, after, elapsed := c.Before+1, c.After+1, skew.Size(c.Elapsed)
	switch c.Kind {
	case report.Stepped:
		return fmt.Sprintf(words.ChangeStepped, before, after, elapsed, setBy(c.Skew.Middle()))
	case report.Zoned:
		return fmt.Sprintf(words.ChangeZoned, before, after, elapsed, skew.Size(c.Zone))
	case report.Both:
		return fmt.Sprintf(words.ChangeBoth, before, after, elapsed, setBy(c.Skew.Middle()), skew.Size(c.Zone))
	case report.Drifted:
		ppm, bound := c.Rate()
		way := "slower"
		if ppm > 0 {
			way = "faster"
		}
		return fmt.Sprintf(words.ChangeDrifted, before, after, elapsed, words.PerDay(max(ppm, -ppm)), way, words.PerDay(bound))
	}
	return fmt.Sprintf(words.ChangeSame, before, after, elapsed, skew.BoundWords(max(c.Skew.Hi(), -c.Skew.Lo())))
}

// setBy says which way a clock was set, and by how much.
func setBy(d time.Duration) string {
	if d < 0 {
		return fmt.Sprintf(words.ChangeSlower, skew.Size(d))
	}
	return fmt.Sprintf(words.ChangeFaster, skew.Size(d))
}
