package render

import (
	"fmt"
	"strings"
	"time"

	"codeclock/cmd/codeclock/internal/result"
	"codeclock/cmd/codeclock/internal/words"
	"codeclock/drift/skew"
	"codeclock/totp"
)

// SimulationOptions says how much of a simulation to show.
type SimulationOptions struct {
	Curve  bool
	Screen Screen
}

// Simulation renders a simulation for people.
func Simulation(s result.Simulation, o SimulationOptions) string {
	p := &page{screen: o.Screen}
	p.answer("", simulationLine(s), "")
	p.practice(s.Demo)
	p.blank()
	verifiers(p, s)
	kinds(p, s)
	for _, alike := range s.Alike() {
		if alike[0].Session == nil {
			p.blank()
			turns(p, s, alike)
			p.wrapped("", send(s, alike[0]), "")
		}
	}
	if o.Curve {
		p.blank()
		curve(p, s)
	}
	for _, w := range s.Shown() {
		if w.Session != nil {
			p.blank()
			session(p, w)
		}
	}
	p.blank()
	assumptions(p, s)
	simulationNext(p, s)
	return p.String()
}

// simulationNext says how a clock like that is met, or put right.
func simulationNext(p *page, s result.Simulation) {
	switch works := s.Shown()[0].Chance.Min >= 1; {
	case s.Measured && works:
		p.line("Codes still refused? Other causes:  codeclock guide")
	case s.Measured:
		p.line("What to do about this clock:  codeclock check")
	case !works:
		p.line("Is a clock so far off? Measure it:  codeclock phone, or codeclock check")
	default:
		p.line("Measure a real clock:  codeclock phone, or codeclock check")
	}
}

// simulationLine is line 1: what the first verifier does with the device.
func simulationLine(s result.Simulation) string {
	main := s.Shown()[0]
	if main.Unfit() {
		return fmt.Sprintf("%s refuses every code: %s.", viewName(main), words.Differences(s.Key, main))
	}
	tries, where := words.TriesRange(main.Chance), at(main)
	i := s.Skew
	switch {
	case s.Measured:
		return fmt.Sprintf("This computer is %s (+/- %s): %s %s.", skew.Words(i.Middle()), skew.BoundWords(i.Bound()), tries, where)
	case i == skew.Exactly(0):
		return fmt.Sprintf("A device whose clock is right: %s %s.", tries, where)
	case i.Width() > 0:
		return fmt.Sprintf("A device that is from %s to %s: %s %s.", skew.Words(i.Lo()), skew.Words(i.Hi()), tries, where)
	}
	return fmt.Sprintf("A device that is %s: %s %s.", skew.Words(i.Middle()), tries, where)
}

// kinds renders what follows from what kind of codes the device makes.
func kinds(p *page, s result.Simulation) {
	var sentences []string
	for i, w := range s.Shown() {
		of := words.FitSentences(s.Key, w)
		if i == 0 && w.Unfit() {
			of = of[1:] // line 1 has said it
		}
		sentences = append(sentences, of...)
	}
	if unusual := words.KeyUnusual(s.Key); unusual != "" {
		sentences = append(sentences, unusual)
	}
	if sentences != nil {
		p.blank()
	}
	for _, sentence := range sentences {
		p.wrapped("", sentence, "")
	}
}

// at says where views are from: "at most sites", "at keycloak, dex".
func at(views ...result.View) string {
	var names []string
	for _, w := range views {
		if w.Policy != nil {
			names = append(names, viewName(w))
		}
	}
	if names == nil {
		return "with your window"
	}
	return fmt.Sprintf("at %s", strings.Join(names, ", "))
}

func viewName(w result.View) string {
	switch {
	case w.Policy == nil:
		return "your window"
	case w.Policy.Kind == totp.KindPreset:
		return strings.ToLower(w.Policy.Name)
	}
	return w.Policy.ID
}

// verifiers renders the table of what each verifier does.
func verifiers(p *page, s result.Simulation) {
	t := newTable("l", "r", "r", "l", "l")
	t.head("verifier", "late", "early", "a code passes", "tries work")
	for _, w := range s.Views {
		if !w.Known {
			t.row(viewName(w), "?", "?", string(w.Policy.Window.Known))
			continue
		}
		window := w.Verifier.Window
		t.row(viewName(w), words.Seconds(window.Past), words.Seconds(window.Future), words.Part(w.Codes(s.Skew)), words.PercentRange(w.Chance))
	}
	t.write(p)
}

// turns renders the codes around now, for verifiers that treat them alike.
func turns(p *page, s result.Simulation, alike []result.View) {
	w := alike[0]
	p.wrapped("", fmt.Sprintf("Codes around %s UTC on %s, %s", words.Clock(s.At), words.Date(s.At), at(alike...)), "")
	d := s.Skew.Middle()
	if own := s.At.Add(d); own.YearDay() != s.At.YearDay() || own.Year() != s.At.Year() {
		p.line(fmt.Sprintf("The device's own date is %s.", words.Date(own)))
	}
	turnTable(w, d, words.Part(w.Codes(s.Skew))).write(p)
}

// turnTable shows each code's life, d being the device's skew. Where one time of
// day means several days, the day stands before it, and there is no room for the
// part of the code that works.
func turnTable(w result.View, d time.Duration, works string) *table {
	codes, clock, head := w.Turns[result.Now].Code != "", words.Clock, "works"
	dated := !w.Unfit() && w.Turns[len(w.Turns)-1].Accepted.Until.Sub(w.Turns[0].Accepted.From) >= 24*time.Hour
	if dated {
		clock, works, head = words.DayClock, "", ""
	}
	t := newTable("l", "l", "l", "l", "l", "l")
	cells := func(put func(...string), when, code, own, shown, accepted, works string) {
		if !codes {
			put(when, own, shown, accepted, works)
			return
		}
		put(when, code, own, shown, accepted, works)
	}
	at := func(t time.Time) string { return clock(t.Round(time.Second)) }
	t.names = []string{"", "device's own time", "shown from", "accepted", head}
	if codes {
		t.names = []string{"", "code", "device's own time", "shown from", "accepted", head}
	}
	cells(t.head, "", "", "device's", "shown", "accepted", "")
	cells(t.head, "", "code", "own time", "from", "from, until", head)
	for _, turn := range w.Turns {
		when, own, shown := words.When(turn.When), at(turn.Shown.From.Add(d)), at(turn.Shown.From)
		if w.Unfit() {
			cells(t.row, when, turn.Code, own, shown, "never", "")
			continue
		}
		from, until := at(turn.Accepted.From), at(turn.Accepted.Until)
		if dated {
			cells(t.row, when, turn.Code, own, shown, from, "")
			cells(t.row, "", "", "", "", until, "")
			continue
		}
		cells(t.row, when, turn.Code, own, shown, fmt.Sprintf("%s to %s", from, until), works)
	}
	return t
}

// maxHeld is the longest that somebody would wait with a code that was noted
// down.
const maxHeld = 5 * time.Minute

// send says when to send a code.
func send(s result.Simulation, w result.View) string {
	m := w.Send
	switch {
	case w.Unfit():
		return words.SendNever
	case m.Within <= 0 && !w.Sure.Empty() && w.Sure.Until > 0:
		return fmt.Sprintf("A code has to arrive within %s after it appears, and %s of typing are too long for that.",
			roundDown(w.Sure.Until), words.Seconds(s.Typing.Min))
	case m.Within <= 0 && w.Chance.Max > 0:
		return "The skew is not known well enough to say when to send a code."
	case m.Within <= 0:
		return words.SendNever
	case m.Held && w.Sure.From > maxHeld:
		return fmt.Sprintf("A code of this device is accepted only %s after the device has shown it.", words.Long(w.Sure.From))
	case m.Held:
		return fmt.Sprintf("Note the code down, wait %s, and send it within %s after that, although the device shows another one by then.",
			roundUp(m.Wait), roundDown(m.Within))
	case m.Next && w.Sure.From <= 0:
		return fmt.Sprintf("Wait %s for the next code and send it within %s.", roundUp(m.Wait), roundDown(m.Within))
	case m.Next:
		return fmt.Sprintf("Wait %s: then the next code passes, for %s.", roundUp(m.Wait), roundDown(m.Within))
	case m.Wait > 0:
		return fmt.Sprintf("Wait %s, then send the code that is shown now. You have %s for it.", roundUp(m.Wait), roundDown(m.Within))
	}
	return fmt.Sprintf("Send the code that is shown now: it is accepted for another %s.", roundDown(m.Within))
}

// roundUp and roundDown say a time so that who follows it is not too early and
// not too late.
func roundUp(d time.Duration) string {
	return words.Long((d + time.Second - 1).Truncate(time.Second))
}

func roundDown(d time.Duration) string {
	if d < time.Second {
		return "less than 1 s"
	}
	return words.Long(d.Truncate(time.Second))
}

// assumptions renders what the answer rests on.
func assumptions(p *page, s result.Simulation) {
	for _, w := range s.Views {
		switch {
		case w.Policy == nil:
		case !w.Known:
			p.wrapped("", words.Unpublished(w.Policy.ID, w.Policy.Window.Known), "")
		case w.Session == nil && words.Learns(w.Policy.Learning):
			p.wrapped("", fmt.Sprintf("%s: %s", w.Policy.ID, words.LearningSentence(w.Policy.Learning)), "")
		}
	}
	if s.Typing.Range() {
		p.line(fmt.Sprintf("Tries are counted with %s to %s of typing.", words.Seconds(s.Typing.Min), words.Seconds(s.Typing.Max)))
	} else {
		p.line(fmt.Sprintf("Tries are counted with %s of typing.", words.Seconds(s.Typing.Max)))
	}
	if s.Skew.Width() > time.Second {
		p.wrapped("", "Times are for the middle of the interval, parts of a code for all of it.", "")
	}
	if !s.Measured && s.Clock {
		p.wrapped("", "True time is taken from this computer's clock; \"codeclock\" checks it.", "")
	}
}
