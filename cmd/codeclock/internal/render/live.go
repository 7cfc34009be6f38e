package render

import (
	"fmt"
	"strings"
	"time"

	"codeclock/cmd/codeclock/internal/result"
	"codeclock/cmd/codeclock/internal/words"
	"codeclock/totp"
)

// Live renders the first verifier's view of this second: the life of the code on
// the device, with a mark at its age.
//
//	a code appears                              it changes
//	0 s . . . . . . 13 s . . . . . . . . . . . . . .  30 s
//	[    accepted     ][             refused             ]
//	          ^
//
// Where a terminal has too few rows, the picture gives way.
func Live(s result.Simulation, screen Screen) string {
	text := live(s, screen, true)
	if screen.overflows(text) {
		return live(s, screen, false)
	}
	return text
}

func live(s result.Simulation, screen Screen, drawn bool) string {
	p := &page{screen: screen}
	w := s.Shown()[0]
	period, age := w.Device().Period, w.Age(s.At)
	p.wrapped("", simulationLine(s), "")
	if drawn {
		p.blank()
		picture(p, clip(w.Sure, period), period, arriving(w.Codes(s.Skew).Rough))
		width := screen.picture()
		mark := int(float64(age) / float64(period) * float64(width))
		p.verbatim("  " + strings.Repeat(" ", min(mark, width-1)) + "^")
	}
	p.line(fmt.Sprintf("The code on the device is %s old and changes in %s.", roundDown0(age), roundUp(period-age)))
	p.wrapped("", liveVerdict(s, w, age), "")
	if now := w.Turns[result.Now]; now.Code != "" {
		p.line(fmt.Sprintf("The code is %s, the next one %s.", now.Code, w.Turns[result.Now+1].Code))
	}
	if drawn {
		p.blank()
	}
	p.line(fmt.Sprintf("%s UTC   %s", words.Clock(s.At), "Ctrl-C ends"))
	return p.String()
}

func roundDown0(d time.Duration) string { return words.Seconds(d.Truncate(time.Second)) }

// clip returns the part of the ages in which the device shows the code.
func clip(a totp.Ages, period time.Duration) totp.Ages {
	a.From, a.Until = max(a.From, 0), min(a.Until, period)
	if a.Empty() {
		return totp.Ages{}
	}
	return a
}

// liveVerdict reports whether the code on the device is accepted at its age.
func liveVerdict(s result.Simulation, w result.View, age time.Duration) string {
	period, refused := w.Device().Period, "REFUSED"
	if w.Codes(s.Skew).Rough {
		refused = "PERHAPS refused"
	}
	switch {
	case w.Unfit():
		return "It is REFUSED: it is of another kind than this verifier takes."
	case w.Sure.From <= age && age < w.Sure.Until:
		return fmt.Sprintf("It is ACCEPTED for another %s.", roundDown(w.Sure.Until-age))
	case clip(w.Sure, period) == totp.Ages{} && w.Send.Within <= 0:
		return "No code of this device is accepted for certain."
	case age < w.Sure.From:
		return fmt.Sprintf("It is %s, and accepted in %s.", refused, roundUp(w.Sure.From-age))
	}
	return fmt.Sprintf("It is %s from here on. The next one appears in %s.", refused, roundUp(period-age))
}

// LiveState changes whenever there is something new to say.
func LiveState(s result.Simulation) string {
	w := s.Shown()[0]
	age := w.Age(s.At)
	return fmt.Sprint(w.Turns[result.Now].Step, w.Sure.From <= age, age < w.Sure.Until)
}

// LiveLine says what LiveState stands for, in a line.
func LiveLine(s result.Simulation, screen Screen) string {
	w := s.Shown()[0]
	now := w.Turns[result.Now]
	text := words.Clock(s.At) + "   "
	if now.Code != "" {
		text += now.Code + "   "
	}
	text += liveVerdict(s, w, w.Age(s.At))
	if screen.Columns == 0 {
		return text + "\n" // who reads it counts lines
	}
	p := &page{screen: screen}
	p.line(text)
	return p.String()
}

// SimulationLine renders a simulation as a document on one line.
func SimulationLine(s result.Simulation) (string, error) {
	return line(newWindowJSON(s, SimulationOptions{}))
}
