package render

import (
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
			text += " " + words.Say(words.ChangeFixed)
		}
		p.wrapped("", text, "  ")
	}
	if len(list) > 0 {
		p.wrapped("", words.Say(words.ChangeSameOne), "")
	}
}

func changeText(c report.Change) string {
	before, after, elapsed := c.Before+1, c.After+1, skew.Size(c.Elapsed)
	switch c.Kind {
	case report.Stepped:
		return words.Say(words.ChangeStepped, before, after, elapsed, setBy(c.Skew.Middle()))
	case report.Zoned:
		return words.Say(words.ChangeZoned, before, after, elapsed, skew.Size(c.Zone))
	case report.Both:
		return words.Say(words.ChangeBoth, before, after, elapsed, setBy(c.Skew.Middle()), skew.Size(c.Zone))
	case report.Drifted:
		ppm, bound := c.Rate()
		way := "slower"
		if ppm > 0 {
			way = "faster"
		}
		return words.Say(words.ChangeDrifted, before, after, elapsed, words.PerDay(max(ppm, -ppm)), way, words.PerDay(bound))
	}
	return words.Say(words.ChangeSame, before, after, elapsed, skew.BoundWords(max(c.Skew.Hi(), -c.Skew.Lo())))
}

// setBy says which way a clock was set, and by how much.
func setBy(d time.Duration) string {
	if d < 0 {
		return words.Say(words.ChangeSlower, skew.Size(d))
	}
	return words.Say(words.ChangeFaster, skew.Size(d))
}
