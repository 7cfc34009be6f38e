package render

import (
	"fmt"
	"slices"

	"codeclock/cmd/codeclock/internal/phonepage"
	"codeclock/cmd/codeclock/internal/result"
	"codeclock/cmd/codeclock/internal/words"
	"codeclock/drift/skew"
)

// SoFar says in a line what a measurement knew that somebody has ended.
func SoFar(c result.Check) string {
	asked, answered, _ := c.Estimate.Count()
	heard := fmt.Sprintf("%d of %s answered.", answered, words.Count(asked, "server"))
	if !c.Estimate.Skew.Known() {
		return fmt.Sprintf("nothing is known; %s", heard)
	}
	return fmt.Sprintf("%s   %s %s", c.Verdict, alone(c), heard)
}

// TapsSoFar says in a line what presses knew by then.
func TapsSoFar(t result.Taps) string {
	said := words.SayTaps(t.App, t.Estimate, len(t.Made), t.Clock, t.Err)
	return fmt.Sprintf("%s, %s   %s", words.Presses(len(t.Made)), t.Verdict, said.Sentence)
}

// PhoneSummary lists at the end what was measured of each phone last.
func PhoneSummary(phones map[int]phonepage.Event, screen Screen) string {
	p := &page{screen: screen}
	if len(phones) == 0 {
		p.line("No phone was measured. It works without a network to the phone, too:")
		p.line("  codeclock tap")
		return p.String()
	}
	p.line("Measured in all: " + words.Count(len(phones), "device"))
	var numbers []int
	for n := range phones {
		numbers = append(numbers, n)
	}
	slices.Sort(numbers)
	for _, n := range numbers {
		e := phones[n]
		size := "more than 200 years off"
		if !e.Far {
			size = fmt.Sprintf("%s (+/- %s)", skew.Words(e.Skew.Middle()), skew.BoundWords(e.Skew.Bound()))
		}
		p.line(fmt.Sprintf("  %-10s   %s: %s", e.Verdict(), phoneName(e), size))
	}
	return p.String()
}
