package guide

import "slices"

// Step is something to look at and to do.
type Step struct {
	ID    string
	When  Condition // whether it matters
	First Condition // whether it comes before the rest; never for the empty one
	Title string    // an order: advice
	Lines []Line
	GoOn  string // when to go on to the next step; empty where nothing must be waited for

	Guess   string // what is wrong if this is it, after "Most likely: "; empty for a step that no cause belongs to
	Check   Check  // what can be measured here; None for nothing
	Found   string // what a check that finds a fault shows, after "Found: "
	Cure    string // what to do then; empty for Title
	Cleared string // what one that finds none rules out
	Next    string // the command that goes with it
}

// Check is something that a program can look at in place of the person.
type Check string

// The checks. What runs them is not in this package.
const (
	None    Check = ""
	Clock   Check = "clock"   // this computer's clock against time servers
	Code    Check = "code"    // the form of a code as it was typed
	Network Check = "network" // whether a named host can be reached from here
)

// Checks returns the checks that there are.
func Checks() []Check { return []Check{Clock, Code, Network} }

// Outcome is what a check came to.
type Outcome int

// The outcomes. A check that has not been run has none.
const (
	Unclear Outcome = iota + 1 // it could not tell
	Clear                      // what it looks at is all right
	Fault                      // it is not
)

// String returns the word for an outcome.
func (o Outcome) String() string {
	switch o {
	case Clear:
		return "clear"
	case Fault:
		return "fault"
	}
	return "unclear"
}

// Steps returns what matters after these answers, in the order in which to try it:
// what holds for everybody, what the answers point at, then the rest.
func Steps(answers []string) []Step {
	words := meaning(answers)
	steps := before()
	var rest []Step
	for _, s := range causes() {
		switch {
		case !s.When.Holds(words):
		case len(s.First) > 0 && s.First.Holds(words):
			steps = append(steps, s)
		default:
			rest = append(rest, s)
		}
	}
	if s, ok := siteStep(words); ok {
		steps = append(steps, s)
	}
	steps = append(append(steps, rest...), after()...)
	return slices.DeleteFunc(steps, func(s Step) bool { return !s.When.Holds(words) })
}

// AllSteps returns every step that there is.
func AllSteps() []Step { return slices.Concat(before(), causes(), after()) }

func causes() []Step {
	return slices.Concat(kindSteps(), sentSteps(), mailSteps(), enteredSteps(), clockSteps(), appSteps(), entrySteps(), pageSteps(), lockedSteps())
}

// First is how many steps everybody takes first.
const First = 2

// ForSome reports whether a step is for certain answers, not for everybody.
func ForSome(s Step) bool {
	return !slices.ContainsFunc(slices.Concat(before(), after()), func(t Step) bool { return t.ID == s.ID })
}
