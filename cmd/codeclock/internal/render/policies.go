package render

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

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
	fact(p, words.PolicyKind, words.KindName(policy.Kind))
	fact(p, words.PolicyWindow, windowSentence(policy))
	fact(p, words.PolicyPeriod, orUnknown(words.Seconds(policy.Period), policy.Period > 0))
	fact(p, words.PolicyDigits, orUnknown(fmt.Sprint(policy.Digits), policy.Digits > 0))
	fact(p, words.PolicyAlgorithm, orUnknown(policy.Algorithm, policy.Algorithm != ""))
	fact(p, words.PolicyLearning, words.LearningSentence(policy.Learning))
	fact(p, words.PolicyReuse, words.ReuseSentence(policy.Reuse))
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

// PoliciesSchema names the version of the JSON of policies.
const PoliciesSchema = "codeclock/policies/v1"

type policiesJSON struct {
	Schema   string       `json:"schema"`
	Version  string       `json:"version"`
	Policies []policyJSON `json:"policies"`
}

// policyJSON is a policy. A side of a window is in steps or in seconds, as its
// verifier counts; what is not known is null or empty.
type policyJSON struct {
	ID            string   `json:"id"`
	Name          string   `json:"name"`
	Kind          string   `json:"kind"`
	Period        *float64 `json:"period_seconds"`
	Digits        *int     `json:"digits"`
	Algorithm     *string  `json:"algorithm"`
	Window        string   `json:"window" jsonschema:"published, not published, chosen by the caller or chosen by the administrator"`
	PastSteps     *int     `json:"past_steps"`
	FutureSteps   *int     `json:"future_steps"`
	PastSeconds   *float64 `json:"past_seconds"`
	FutureSeconds *float64 `json:"future_seconds"`
	Learning      string   `json:"learning"`
	Reuse         string   `json:"reuse"`
	ReuseFor      *float64 `json:"reuse_refused_for_seconds"`
	Adjustable    string   `json:"adjustable"`
	Note          string   `json:"note"`
	Confidence    string   `json:"confidence" jsonschema:"source, docs or hearsay"`
	Source        string   `json:"source"`
	Symbol        string   `json:"symbol"`
	SourceVersion string   `json:"source_version"`
}

// PoliciesJSON renders policies as one document.
func PoliciesJSON(list []totp.Policy, version string) (string, error) {
	j := policiesJSON{Schema: PoliciesSchema, Version: version, Policies: []policyJSON{}}
	for _, p := range list {
		j.Policies = append(j.Policies, newPolicyJSON(p))
	}
	out, err := json.MarshalIndent(j, "", "  ")
	return string(out) + "\n", err
}

func newPolicyJSON(p totp.Policy) policyJSON {
	j := policyJSON{
		ID: p.ID, Name: p.Name, Kind: string(p.Kind), Window: string(p.Window.Known),
		Learning: string(p.Learning), Reuse: string(p.Reuse.Rule), Adjustable: p.Adjustable, Note: p.Note,
		Confidence: string(p.Confidence), Source: p.Source, Symbol: p.Symbol, SourceVersion: p.Version,
		Period: unlessZero(p.Period), ReuseFor: unlessZero(p.Reuse.For),
	}
	if p.Digits != 0 {
		j.Digits = &p.Digits
	}
	if p.Algorithm != "" {
		j.Algorithm = &p.Algorithm
	}
	if p.Window.Known == totp.Published {
		j.PastSteps, j.PastSeconds = side(p.Window.Past)
		j.FutureSteps, j.FutureSeconds = side(p.Window.Future)
	}
	return j
}

func unlessZero(d time.Duration) *float64 {
	if d == 0 {
		return nil
	}
	return seconds(d)
}

func side(t totp.Tolerance) (steps *int, inSeconds *float64) {
	if t.Timed {
		return nil, seconds(t.Time)
	}
	return &t.Steps, nil
}
