package render

import (
	"fmt"
	"strings"

	"codeclock/cmd/codeclock/internal/words"
	"codeclock/totp"
)

// Policies renders a list of policies, one a line.
func Policies(list []totp.Policy) string {
	p := &page{}
	t := newTable("l", "r", "r", "l", "l")
	t.row(words.PolicyHeadID, words.PolicyHeadLate, words.PolicyHeadEarly,
		words.PolicyHeadLearns, words.PolicyHeadReuse)
	for _, policy := range list {
		late, early := "?", "?"
		if policy.Window.Known == totp.Published {
			late, early = words.Tolerance(policy.Window.Past), words.Tolerance(policy.Window.Future)
		}
		t.row(policy.ID, late, early, learns(policy.Learning), usedCode(policy.Reuse))
	}
	t.write(p)
	p.blank()
	for _, l := range strings.Split(words.PolicyMore, "\n") {
		p.line(l)
	}
	return p.String()
}

func learns(l totp.Learning) string {
	switch l {
	case totp.LearnsNothing:
		return words.AnswerNo
	case totp.LearnsResync:
		return words.AnswerIfAsked
	case totp.LearnsUnknown:
		return words.AnswerUnknown
	}
	return words.AnswerYes
}

func usedCode(r totp.Reuse) string {
	switch r.Rule {
	case totp.ReuseAllowed:
		return words.UsedPasses
	case totp.ReuseUnknown:
		return words.AnswerUnknown
	}
	return words.UsedRefused
}

// Policy renders all that is known of one verifier.
func Policy(policy totp.Policy) string {
	p := &page{}
	p.wrapped("", policy.Name, "")
	p.blank()
	orUnknown := func(text string, known bool) string {
		if !known {
			return words.AnswerUnknown
		}
		return text
	}
	fact(p, words.PolicyAliases, strings.Join(policy.Aliases, ", "))
	fact(p, words.PolicyKind, words.KindName(policy.Kind))
	fact(p, words.PolicyWindow, windowSentence(policy))
	fact(p, words.PolicyPeriod, orUnknown(words.Seconds(policy.Period), policy.Period > 0))
	fact(p, words.PolicyDigits, orUnknown(codeLength(policy), policy.Digits > 0 || policy.Steam))
	fact(p, words.PolicyAlgorithm, orUnknown(policy.Algorithm, policy.Algorithm != ""))
	fact(p, words.PolicyTakes, words.Settings(policy))
	fact(p, words.PolicyLearning, words.LearningSentence(policy.Learning))
	fact(p, words.PolicyReuse, words.ReuseSentence(policy.Reuse))
	fact(p, words.PolicyFirstCode, words.FirstCode(policy.FirstCode))
	fact(p, words.PolicyLimits, policy.Limits)
	fact(p, words.PolicyAdjustable, policy.Adjustable)
	fact(p, words.PolicyNote, policy.Note)
	p.blank()
	fact(p, words.PolicyConfidence, words.KnownFrom(policy.Confidence))
	fact(p, words.PolicySource, words.BreakPaths(policy.Source, Columns-factColumn))
	fact(p, words.PolicySymbol, policy.Symbol)
	fact(p, words.PolicyVersion, policy.Version)
	p.blank()
	p.WriteString(fmt.Sprintf(words.PolicyRecommends, policy.ID) + "\n")
	return p.String()
}

// codeLength says how long a verifier's codes are.
func codeLength(policy totp.Policy) string {
	if policy.Steam {
		return words.PolicySteam
	}
	return fmt.Sprint(policy.Digits)
}

// factColumn is where facts begin.
const factColumn = 14

// fact writes a name and what is known; nothing if that is empty.
func fact(p *page, name string, text string) {
	if text == "" {
		return
	}
	first := "  " + name
	p.wrapped(first+strings.Repeat(" ", factColumn-len(first)), text, strings.Repeat(" ", factColumn))
}

func windowSentence(policy totp.Policy) string {
	w := policy.Window
	if w.Known != totp.Published {
		return string(w.Known)
	}
	return fmt.Sprintf(words.PolicyAccepts, words.Tolerance(w.Past), words.Tolerance(w.Future))
}
