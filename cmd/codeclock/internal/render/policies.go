package render

import (
	"fmt"
	"strings"

	"codeclock/cmd/codeclock/internal/words"
	"codeclock/totp"
)

// Policies renders a list of policies, one a line.
func Policies(list []totp.Policy, s Screen) string {
	p := &page{screen: s}
	t := newTable("l", "r", "r", "l", "l")
	t.head("verifier", "late", "early", "learns", "a used code")
	for _, policy := range list {
		late, early := "?", "?"
		if policy.Window.Known == totp.Published {
			late, early = words.Tolerance(policy.Window.Past), words.Tolerance(policy.Window.Future)
		}
		t.row(policy.ID, late, early, learns(policy.Learning), usedCode(policy.Reuse))
	}
	t.write(p)
	p.blank()
	p.wrapped("", "late and early: how long past its end and before its beginning a code is accepted. ? is not known.", "")
	p.line("More of one:  codeclock policies NAME")
	return p.String()
}

func learns(l totp.Learning) string {
	switch l {
	case totp.LearnsNothing:
		return "no"
	case totp.LearnsResync:
		return "if asked"
	case totp.LearnsUnknown:
		return "?"
	}
	return "yes"
}

func usedCode(r totp.Reuse) string {
	switch r.Rule {
	case totp.ReuseAllowed:
		return "passes"
	case totp.ReuseUnknown:
		return "?"
	}
	return "is refused"
}

// Policy renders all that is known of one verifier.
func Policy(policy totp.Policy, s Screen) string {
	p := &page{screen: s}
	p.wrapped("", policy.Name, "")
	p.blank()
	orUnknown := func(text string, known bool) string {
		if !known {
			return "?"
		}
		return text
	}
	fact(p, "also called", strings.Join(policy.Aliases, ", "))
	fact(p, "kind", words.KindName(policy.Kind))
	fact(p, "window", windowSentence(policy))
	fact(p, "period", orUnknown(words.Seconds(policy.Period), policy.Period > 0))
	fact(p, "digits", orUnknown(codeLength(policy), policy.Digits > 0 || policy.Steam))
	fact(p, "algorithm", orUnknown(policy.Algorithm, policy.Algorithm != ""))
	fact(p, "can be set", words.Settings(policy))
	fact(p, "learning", words.LearningSentence(policy.Learning))
	fact(p, "reuse", words.ReuseSentence(policy.Reuse))
	fact(p, "first code", words.FirstCode(policy.FirstCode))
	fact(p, "limits", policy.Limits)
	fact(p, "adjustable", policy.Adjustable)
	fact(p, "note", policy.Note)
	p.blank()
	fact(p, "known from", words.KnownFrom(policy.Confidence))
	fact(p, "source", words.BreakPaths(policy.Source, p.screen.Width()-factColumn))
	fact(p, "look for", policy.Symbol)
	fact(p, "version", policy.Version)
	p.blank()
	p.line("Simulate it:")
	p.line("  codeclock window --skew 47s-slow --policy " + policy.ID)
	return p.String()
}

// codeLength says how long a verifier's codes are.
func codeLength(policy totp.Policy) string {
	if policy.Steam {
		return "5 of Steam's letters and digits"
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
	return fmt.Sprintf("accepts codes %s late and %s early", words.Tolerance(w.Past), words.Tolerance(w.Future))
}
