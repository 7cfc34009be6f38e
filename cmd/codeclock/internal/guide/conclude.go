package guide

import (
	"cmp"
	"slices"
)

// Conclusion is what a walk ends with.
type Conclusion struct {
	Found    bool   // a check has shown it; else it is what is most likely
	Sentence string // what is wrong: a clause, without a capital or a full stop
	Do       string // the first thing to do about it
	RuledOut []Line
	Next     string // the command to go on with
}

// Conclude returns what answers and checks come to. A fault that a check found comes
// before everything else, and what a check cleared is not what is most likely.
func Conclude(answers []string, outcomes map[Check]Outcome) Conclusion {
	steps := Steps(answers)
	c := Conclusion{RuledOut: ruledOut(answers, steps, outcomes)}
	for _, s := range steps {
		if s.Check != None && outcomes[s.Check] == Fault && s.Found != "" {
			c.Found, c.Sentence, c.Do, c.Next = true, s.Found, cmp.Or(s.Cure, s.Title), s.Next
			return c
		}
	}
	for _, s := range steps {
		if s.Guess != "" && (s.Check == None || outcomes[s.Check] != Clear) {
			c.Sentence, c.Do, c.Next = s.Guess, s.Title, s.Next
			return c
		}
	}
	return c
}

func ruledOut(answers []string, steps []Step, outcomes map[Check]Outcome) []Line {
	var lines []Line
	words := meaning(answers)
	for _, e := range excluded() {
		if e.When.Holds(words) {
			lines = append(lines, e.Line)
		}
	}
	for _, s := range steps {
		said := slices.ContainsFunc(lines, func(l Line) bool { return l.Text == s.Cleared })
		if s.Check != None && outcomes[s.Check] == Clear && s.Cleared != "" && !said {
			lines = append(lines, advice(s.Cleared))
		}
	}
	return lines
}

// exclusion is what answers alone rule out.
type exclusion struct {
	When Condition
	Line Line
}

func excluded() []exclusion {
	return []exclusion{
		{Condition{"sent"}, advice("Clocks: a wrong clock cannot hold back a message, or make its code wrong.")},
		{Condition{"shown"}, advice("Text messages, mail and signal: an app makes its codes without them.")},
		{Condition{"others-work"}, advice("The clock of the app: it makes the other sites' codes, and they work.")},
	}
}
