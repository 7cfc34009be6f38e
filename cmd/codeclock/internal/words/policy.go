package words

import (
	"fmt"
	"strings"

	"codeclock/totp"
)

// About policies.
const (
	PolicyNone = "there is no such verifier in the table"
)

// Unpublished says why a verifier's window is not shown, and what is instead.
func Unpublished(id string, known totp.Known) string {
	sentence := map[totp.Known]string{
		totp.NotPublished:  "%s: its window is not published.",
		totp.SetByCaller:   "%s: it has no window of its own; the program that uses it chooses one.",
		totp.SetByOperator: "%s: its administrator chooses the window, and no default is published.",
	}[known]
	return fmt.Sprintf(sentence, id) + " Strict, normal and relaxed sites show what is possible."
}

// Learns reports whether a verifier is known to adapt to a device by itself.
func Learns(l totp.Learning) bool {
	return l == totp.LearnsThreeCodes || l == totp.LearnsMatchedStep || l == totp.LearnsMatchedStart
}

// LearningSentence says how a verifier adapts to a device.
func LearningSentence(l totp.Learning) string {
	return map[totp.Learning]string{
		totp.LearnsNothing:      "It does not learn.",
		totp.LearnsUnknown:      "Whether it learns is not known.",
		totp.LearnsThreeCodes:   "Three codes in a row that all miss its window by the same amount move the window, and the third one logs in. Ordinary logins teach it nothing.",
		totp.LearnsMatchedStep:  "Each login moves the middle of its window to the step that matched.",
		totp.LearnsMatchedStart: "Each login moves the middle of its window to where the matched step began.",
		totp.LearnsResync:       "It learns only when it is asked to resynchronise, from two codes in a row.",
		totp.LearnsReported:     "It is said to follow a device that drifts; how is not described.",
	}[l]
}

// ReuseSentence says what a verifier does with a used code.
func ReuseSentence(r totp.Reuse) string {
	switch r.Rule {
	case totp.RefusesCode:
		return fmt.Sprintf("A used code is refused for %s.", Long(r.For))
	case totp.RefusesTried:
		return fmt.Sprintf("A code is refused for %s once it was tried, even if it was refused then.", Long(r.For))
	}
	return map[totp.ReuseRule]string{
		totp.ReuseUnknown:      "Whether a used code is refused is not known.",
		totp.ReuseAllowed:      "A used code is accepted again while its time lasts.",
		totp.RefusesLastCode:   "The last used code is refused.",
		totp.RefusesLastStep:   "The last used code and all before it are refused.",
		totp.RefusesUsedSteps:  "Each used code is refused.",
		totp.RefusesServerStep: "All codes up to the verifier's own step at the last login are refused.",
		totp.RefusesAround:     "Every code is refused that would have passed at the last login, so the next one too.",
	}[r.Rule]
}

// Tolerance says one side of a window as its verifier counts it: "2 steps",
// "10 s".
func Tolerance(t totp.Tolerance) string {
	switch {
	case t.Timed:
		return Seconds(t.Time)
	case t.Steps == 1:
		return "1 step"
	}
	return fmt.Sprintf("%d steps", t.Steps)
}

// FirstCode says whose clock checks the code with which somebody sets up a device,
// where that is known.
func FirstCode(f totp.FirstCode) string {
	switch f {
	case totp.FirstCodeServer:
		return "checked by the server, like all after it"
	case totp.FirstCodeBrowser:
		return "checked in the browser, by the clock of the computer that shows the page"
	}
	return ""
}

// Settings says what kinds of codes a verifier takes if it is set so.
func Settings(p totp.Policy) string {
	var parts []string
	s := p.Set
	if len(s.Digits) > 0 {
		parts = append(parts, Numbers(s.Digits)+" digits")
	}
	for _, a := range s.Algorithms {
		parts = append(parts, a.String())
	}
	switch {
	case s.PeriodMax == 0:
	case s.PeriodMin == s.PeriodMax:
		parts = append(parts, "every "+Seconds(s.PeriodMin))
	case s.PeriodMax == totp.MaxPeriod:
		parts = append(parts, "any period")
	default:
		parts = append(parts, "every "+Seconds(s.PeriodMin)+" to "+Seconds(s.PeriodMax))
	}
	if s.Steam {
		parts = append(parts, "Steam's letters")
	}
	return strings.Join(parts, ", ")
}

// KnownFrom says how a policy is known.
func KnownFrom(c totp.Confidence) string {
	return map[totp.Confidence]string{
		totp.FromSource: "its source code", totp.FromDocs: "its makers' documentation", totp.FromHearsay: "what others say",
	}[c]
}

// KindName says what sort of thing a verifier is.
func KindName(k totp.Kind) string {
	return map[totp.Kind]string{
		totp.KindLibrary: "library", totp.KindServer: "server, run by its users", totp.KindService: "service",
		totp.KindPAM: "PAM module", totp.KindPreset: "yardstick, not a verifier",
	}[k]
}
