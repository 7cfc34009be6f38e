package words

import (
	"fmt"
	"strings"

	"codeclock/totp"
)

// About policies.
const (
	PolicyHeadID      = "verifier"
	PolicyHeadLate    = "late"
	PolicyHeadEarly   = "early"
	PolicyHeadLearns  = "learns"
	PolicyHeadReuse   = "a used code"
	PolicyMore        = "late and early: how long past its end and before its beginning a code is\naccepted. ? is not known. More of one:  codeclock policies NAME"
	PolicyNone        = "there is no such verifier in the table"
	PolicyAmbiguous   = "there is more than one verifier of this name"
	PolicyTry         = "choose one of %s"
	PolicyNotKnown    = "\"codeclock policies\" lists them; --past and --future simulate any other"
	PolicyKind        = "kind"
	PolicyAliases     = "also called"
	PolicyTakes       = "can be set"
	PolicyFirstCode   = "first code"
	PolicyLimits      = "limits"
	PolicySteam       = "5 of Steam's letters and digits"
	PolicyPeriod      = "period"
	PolicyDigits      = "digits"
	PolicyAlgorithm   = "algorithm"
	PolicyWindow      = "window"
	PolicyAccepts     = "accepts codes %s late and %s early"
	PolicyAdjustable  = "adjustable"
	PolicyLearning    = "learning"
	PolicyReuse       = "reuse"
	PolicySource      = "source"
	PolicySymbol      = "look for"
	PolicyVersion     = "version"
	PolicyConfidence  = "known from"
	PolicyNote        = "note"
	PolicyTaken       = "codeclock: note: the name was taken for %s\n"
	PolicyRecommends  = "Simulate it:\n  codeclock window --skew 47s-slow --policy %s"
	NotPublished      = "%s: its window is not published."
	SetByCaller       = "%s: it has no window of its own; the program that uses it chooses one."
	SetByOperator     = "%s: its administrator chooses the window, and no default is published."
	StandIn           = "Strict, normal and relaxed sites show what is possible."
	LearnNothing      = "It does not learn."
	LearnUnknown      = "Whether it learns is not known."
	LearnThreeCodes   = "Three codes in a row that all miss its window by the same amount move the window, and the third one logs in. Ordinary logins teach it nothing."
	LearnMatchedStep  = "Each login moves the middle of its window to the step that matched."
	LearnMatchedStart = "Each login moves the middle of its window to where the matched step began."
	LearnResync       = "It learns only when it is asked to resynchronise, from two codes in a row."
	LearnReported     = "It is said to follow a device that drifts; how is not described."
	ReuseUnknown      = "Whether a used code is refused is not known."
	ReuseAllowed      = "A used code is accepted again while its time lasts."
	ReuseCode         = "A used code is refused for %s."
	ReuseLastCode     = "The last used code is refused."
	ReuseLastStep     = "The last used code and all before it are refused."
	ReuseUsedSteps    = "Each used code is refused."
	ReuseServerStep   = "All codes up to the verifier's own step at the last login are refused."
	ReuseAround       = "Every code is refused that would have passed at the last login, so the next one too."
	ReuseTried        = "A code is refused for %s once it was tried, even if it was refused then."
	ConfidenceSource  = "its source code"
	ConfidenceDocs    = "its makers' documentation"
	ConfidenceHearsay = "what others say"
	AnswerYes         = "yes"
	AnswerNo          = "no"
	UsedPasses        = "passes"
	UsedRefused       = "is refused"
	AnswerIfAsked     = "if asked"
	AnswerUnknown     = "?"
	KindLibrary       = "library"
	KindServer        = "server, run by its users"
	KindService       = "service"
	KindPAM           = "PAM module"
	KindPreset        = "yardstick, not a verifier"
)

// Unpublished says why a verifier's window is not shown, and what is instead.
func Unpublished(id string, known totp.Known) string {
	sentence := map[totp.Known]string{
		totp.NotPublished: NotPublished, totp.SetByCaller: SetByCaller, totp.SetByOperator: SetByOperator,
	}[known]
	return fmt.Sprintf(sentence, id) + " " + StandIn
}

// Learns reports whether a verifier is known to adapt to a device by itself.
func Learns(l totp.Learning) bool {
	return l == totp.LearnsThreeCodes || l == totp.LearnsMatchedStep || l == totp.LearnsMatchedStart
}

// LearningSentence says how a verifier adapts to a device.
func LearningSentence(l totp.Learning) string {
	return map[totp.Learning]string{
		totp.LearnsNothing: LearnNothing, totp.LearnsUnknown: LearnUnknown,
		totp.LearnsThreeCodes: LearnThreeCodes, totp.LearnsMatchedStep: LearnMatchedStep,
		totp.LearnsMatchedStart: LearnMatchedStart, totp.LearnsResync: LearnResync,
		totp.LearnsReported: LearnReported,
	}[l]
}

// ReuseSentence says what a verifier does with a used code.
func ReuseSentence(r totp.Reuse) string {
	switch r.Rule {
	case totp.RefusesCode:
		return fmt.Sprintf(ReuseCode, Long(r.For))
	case totp.RefusesTried:
		return fmt.Sprintf(ReuseTried, Long(r.For))
	}
	return map[totp.ReuseRule]string{
		totp.ReuseUnknown: ReuseUnknown, totp.ReuseAllowed: ReuseAllowed,
		totp.RefusesLastCode: ReuseLastCode, totp.RefusesLastStep: ReuseLastStep,
		totp.RefusesUsedSteps: ReuseUsedSteps, totp.RefusesServerStep: ReuseServerStep,
		totp.RefusesAround: ReuseAround,
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
		totp.FromSource: ConfidenceSource, totp.FromDocs: ConfidenceDocs, totp.FromHearsay: ConfidenceHearsay,
	}[c]
}

// KindName says what sort of thing a verifier is.
func KindName(k totp.Kind) string {
	return map[totp.Kind]string{
		totp.KindLibrary: KindLibrary, totp.KindServer: KindServer, totp.KindService: KindService,
		totp.KindPAM: KindPAM, totp.KindPreset: KindPreset,
	}[k]
}
