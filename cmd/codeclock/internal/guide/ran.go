package guide

// Ran is a check that was run.
type Ran struct {
	Check   Check
	Outcome Outcome
	Said    string // what it saw, as a sentence
}

// Walk is how far somebody has come.
type Walk struct {
	Answers []string
	Checks  []Ran
	Version string // of the program
	Demo    string // the practice scenario of a check; empty for none
}

// Conclude returns what the walk comes to.
func (w Walk) Conclude() Conclusion {
	outcomes := map[Check]Outcome{}
	for _, r := range w.Checks {
		outcomes[r.Check] = max(outcomes[r.Check], r.Outcome) // of several hosts, one at fault counts
	}
	c := Conclude(w.Answers, outcomes)
	if c.Next == "" && c.Sentence != "" {
		c.Next = "codeclock guide --all" // every step
	}
	return c
}

// Runnable returns the checks that fit these answers, in the order of their steps.
func Runnable(answers []string) []Check {
	var checks []Check
	seen := map[Check]bool{None: true}
	for _, s := range Steps(answers) {
		if !seen[s.Check] {
			checks = append(checks, s.Check)
			seen[s.Check] = true
		}
	}
	return checks
}
