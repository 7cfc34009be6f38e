package words

import (
	"fmt"

	"codeclock/totp"
)

// About policies.
const (
	PolicyHeadID      ID = "policy-head-id"
	PolicyHeadLate    ID = "policy-head-late"
	PolicyHeadEarly   ID = "policy-head-early"
	PolicyHeadLearns  ID = "policy-head-learns"
	PolicyHeadReuse   ID = "policy-head-reuse"
	PolicyMore        ID = "policy-more"
	PolicyNone        ID = "policy-none"
	PolicyAmbiguous   ID = "policy-ambiguous"
	PolicyTry         ID = "policy-try"
	PolicyNotKnown    ID = "policy-not-known"
	PolicyKind        ID = "policy-kind"
	PolicyPeriod      ID = "policy-period"
	PolicyDigits      ID = "policy-digits"
	PolicyAlgorithm   ID = "policy-algorithm"
	PolicyWindow      ID = "policy-window"
	PolicyAccepts     ID = "policy-accepts"
	PolicyAdjustable  ID = "policy-adjustable"
	PolicyLearning    ID = "policy-learning"
	PolicyReuse       ID = "policy-reuse"
	PolicySource      ID = "policy-source"
	PolicySymbol      ID = "policy-symbol"
	PolicyVersion     ID = "policy-version"
	PolicyConfidence  ID = "policy-confidence"
	PolicyNote        ID = "policy-note"
	PolicyRecommends  ID = "policy-recommends"
	NotPublished      ID = "not-published"
	SetByCaller       ID = "set-by-caller"
	SetByOperator     ID = "set-by-operator"
	StandIn           ID = "stand-in"
	LearnNothing      ID = "learn-nothing"
	LearnUnknown      ID = "learn-unknown"
	LearnThreeCodes   ID = "learn-three-codes"
	LearnMatchedStep  ID = "learn-matched-step"
	LearnMatchedStart ID = "learn-matched-start"
	LearnResync       ID = "learn-resync"
	LearnReported     ID = "learn-reported"
	ReuseUnknown      ID = "reuse-unknown"
	ReuseAllowed      ID = "reuse-allowed"
	ReuseCode         ID = "reuse-code"
	ReuseLastCode     ID = "reuse-last-code"
	ReuseLastStep     ID = "reuse-last-step"
	ReuseUsedSteps    ID = "reuse-used-steps"
	ReuseServerStep   ID = "reuse-server-step"
	ReuseSomehow      ID = "reuse-somehow"
	ConfidenceSource  ID = "confidence-source"
	ConfidenceDocs    ID = "confidence-docs"
	ConfidenceHearsay ID = "confidence-hearsay"
	AnswerYes         ID = "answer-yes"
	AnswerNo          ID = "answer-no"
	UsedPasses        ID = "used-passes"
	UsedRefused       ID = "used-refused"
	AnswerIfAsked     ID = "answer-if-asked"
	AnswerUnknown     ID = "answer-unknown"
	KindLibrary       ID = "kind-library"
	KindServer        ID = "kind-server"
	KindService       ID = "kind-service"
	KindPAM           ID = "kind-pam"
	KindPreset        ID = "kind-preset"
)

func policyWords() map[ID]string {
	return map[ID]string{
		PolicyHeadID:     "verifier",
		PolicyHeadLate:   "late",
		PolicyHeadEarly:  "early",
		PolicyHeadLearns: "learns",
		PolicyHeadReuse:  "a used code",
		PolicyMore:       "late and early: how long past its end and before its beginning a code is\naccepted. ? is not known. More of one:  codeclock policies NAME",
		PolicyNone:       "there is no such verifier in the table",
		PolicyAmbiguous:  "there is more than one verifier of this name",
		PolicyTry:        "choose one of %s",
		PolicyNotKnown:   "\"codeclock policies\" lists them; --past and --future simulate any other",

		PolicyKind:       "kind",
		PolicyPeriod:     "period",
		PolicyDigits:     "digits",
		PolicyAlgorithm:  "algorithm",
		PolicyWindow:     "window",
		PolicyAccepts:    "accepts codes %s late and %s early",
		PolicyAdjustable: "adjustable",
		PolicyLearning:   "learning",
		PolicyReuse:      "reuse",
		PolicySource:     "source",
		PolicySymbol:     "look for",
		PolicyVersion:    "version",
		PolicyConfidence: "known from",
		PolicyNote:       "note",
		PolicyRecommends: "Simulate it:\n  codeclock window --skew 47s-slow --policy %s",

		NotPublished:  "%s: its window is not published.",
		SetByCaller:   "%s: it has no window of its own; the program that uses it chooses one.",
		SetByOperator: "%s: its administrator chooses the window, and no default is published.",
		StandIn:       "Strict, normal and relaxed sites show what is possible.",

		LearnNothing:      "It does not learn.",
		LearnUnknown:      "Whether it learns is not known.",
		LearnThreeCodes:   "Three codes in a row that all miss its window by the same amount move the window, and the third one logs in. Ordinary logins teach it nothing.",
		LearnMatchedStep:  "Each login moves the middle of its window to the step that matched.",
		LearnMatchedStart: "Each login moves the middle of its window to where the matched step began.",
		LearnResync:       "It learns only when it is asked to resynchronise, from two codes in a row.",
		LearnReported:     "It is said to follow a device that drifts; how is not described.",

		ReuseUnknown:    "Whether a used code is refused is not known.",
		ReuseAllowed:    "A used code is accepted again while its time lasts.",
		ReuseCode:       "A used code is refused for %s.",
		ReuseLastCode:   "The last used code is refused.",
		ReuseLastStep:   "The last used code and all before it are refused.",
		ReuseUsedSteps:  "Each used code is refused.",
		ReuseServerStep: "All codes up to the verifier's own step at the last login are refused.",
		ReuseSomehow:    "Used codes are refused, by a rule of its own; see the note.",

		ConfidenceSource:  "its source code",
		ConfidenceDocs:    "its makers' documentation",
		ConfidenceHearsay: "what others say",

		AnswerYes:     "yes",
		AnswerNo:      "no",
		UsedPasses:    "passes",
		UsedRefused:   "is refused",
		AnswerIfAsked: "if asked",
		AnswerUnknown: "?",

		KindLibrary: "library",
		KindServer:  "server, run by its users",
		KindService: "service",
		KindPAM:     "PAM module",
		KindPreset:  "yardstick, not a verifier",
	}
}

// Unpublished says why a verifier's window is not shown, and what is instead.
func Unpublished(id string, known totp.Known) string {
	sentence := map[totp.Known]ID{
		totp.NotPublished: NotPublished, totp.SetByCaller: SetByCaller, totp.SetByOperator: SetByOperator,
	}[known]
	return Say(sentence, id) + " " + Say(StandIn)
}

// Learns says whether a verifier is known to adapt to a device by itself.
func Learns(l totp.Learning) bool {
	return l == totp.LearnsThreeCodes || l == totp.LearnsMatchedStep || l == totp.LearnsMatchedStart
}

// LearningSentence says how a verifier adapts to a device.
func LearningSentence(l totp.Learning) string {
	return Say(map[totp.Learning]ID{
		totp.LearnsNothing: LearnNothing, totp.LearnsUnknown: LearnUnknown,
		totp.LearnsThreeCodes: LearnThreeCodes, totp.LearnsMatchedStep: LearnMatchedStep,
		totp.LearnsMatchedStart: LearnMatchedStart, totp.LearnsResync: LearnResync,
		totp.LearnsReported: LearnReported,
	}[l])
}

// ReuseSentence says what a verifier does with a used code.
func ReuseSentence(r totp.Reuse) string {
	if r.Rule == totp.RefusesCode {
		return Say(ReuseCode, Long(r.For))
	}
	return Say(map[totp.ReuseRule]ID{
		totp.ReuseUnknown: ReuseUnknown, totp.ReuseAllowed: ReuseAllowed,
		totp.RefusesLastCode: ReuseLastCode, totp.RefusesLastStep: ReuseLastStep,
		totp.RefusesUsedSteps: ReuseUsedSteps, totp.RefusesServerStep: ReuseServerStep,
		totp.RefusesSomehow: ReuseSomehow,
	}[r.Rule])
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

// KnownFrom says how a policy is known.
func KnownFrom(c totp.Confidence) string {
	return Say(map[totp.Confidence]ID{
		totp.FromSource: ConfidenceSource, totp.FromDocs: ConfidenceDocs, totp.FromHearsay: ConfidenceHearsay,
	}[c])
}

// KindName says what sort of thing a verifier is.
func KindName(k totp.Kind) string {
	return Say(map[totp.Kind]ID{
		totp.KindLibrary: KindLibrary, totp.KindServer: KindServer, totp.KindService: KindService,
		totp.KindPAM: KindPAM, totp.KindPreset: KindPreset,
	}[k])
}
